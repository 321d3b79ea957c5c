"""One utility under two names: asked about when it may be, silent when it is not, never merged."""

import pytest

from matcher import TooLarge
from matcher.learning.twins import find_twins, recognise
from tests.matcher.programmes import BOOK, COUNTRY, model


def recognised(name: str) -> list[str]:
    """Return the utility ids of the reference that the name may mean."""
    return [twin.other for twin in recognise([name], COUNTRY, BOOK)]


def pair_of(mentor: str, mentee: str, *, regions=("", "")):
    """Return the frozen problem of one mentor and one mentee with these names."""
    made = model()
    made.add_mentor("alfa", name=mentor, region=regions[0])
    made.add_mentee("beta", name=mentee, region=regions[1])
    return made.freeze()


@pytest.mark.parametrize(
    ("name", "utility"),
    [
        ("Perumda Air Minum Tugu Tirta Kota Malang", "pdam-kota-malang"),
        ("PERUMDAM TUGU TIRTA", "pdam-kota-malang"),
        ("Tirta Kanjuruhan, Kab. Malang", "pdam-kab-malang"),
        ("Perumda Tirta Bumi Wibawa Sukabumi", "pdam-kota-sukabumi"),
        ("PT Air Minum Tirta Rahardja Kab. Bandung", "pdam-kab-bandung"),
        ("Kotamadya Surabaya", "pdam-kota-surabaya"),
        ("PDAM Tanjungpinang", "pdam-kota-tanjung-pinang"),
        ("Tirta Serayu Kabupaten Banjarnegara", "pdam-kab-banjarnegara"),
        ("Kabupaten Bandung Tirta Raharja", "pdam-kab-bandung"),
    ],
)
def test_recognise_finds_the_utility_under_another_form_order_or_slip(name, utility) -> None:
    """A new by-law changes the form, a hurried clerk a letter; the utility stays."""
    assert recognised(name) == [utility]


@pytest.mark.parametrize(
    ("name", "never"),
    [
        ("PDAM Kota Solok", "pdam-kab-solok"),
        ("PDAM Kabupaten Solok", "pdam-kota-solok"),
        ("Perumda Kabupaten Badung", "pdam-kab-bandung"),
        ("Perumdam Kota Magelang", "pdam-kota-malang"),
        ("PDAM Kabupaten Hulu Sungai Utara", "pdam-kab-hulu-sungai-selatan"),
        ("PDAM Kabupaten Ogan Komering Ulu", "pdam-kab-ogan-komering-ulu-timur"),
    ],
)
def test_recognise_keeps_kota_compass_and_neighbours_apart(name, never) -> None:
    """Kota Solok and Kabupaten Solok are two utilities, with two boards and two budgets."""
    assert never not in recognised(name)
    assert len(recognised(name)) == 1


def test_recognise_asks_about_both_when_the_level_is_not_given() -> None:
    """PDAM Solok may be either, and only a person can say which."""
    assert set(recognised("PDAM Solok")) == {"pdam-kota-solok", "pdam-kab-solok"}


@pytest.mark.parametrize("name", ["", "PDAM Tirta", "Perumda Air Minum", "Balai Diklat Wiyung", "Mentor 1"])
def test_recognise_of_a_name_that_says_nothing_is_silent(name) -> None:
    """A question about everybody is a question that nobody answers."""
    assert recognised(name) == []


def test_no_official_name_of_the_reference_is_taken_for_another() -> None:
    """Four hundred and seventy-four real names are the best false pairs there are: each means itself and no other."""
    official = {utility.name: key for key, utility in COUNTRY.utilities.items()}
    found = {(twin.one, twin.other) for twin in recognise(official, COUNTRY, BOOK)}

    assert len(official) == len(COUNTRY.utilities)
    assert found == set(official.items())


def test_a_brand_alone_that_is_also_a_place_is_asked_about_for_both() -> None:
    """Tirta Siak is Pekanbaru's, Siak a kabupaten beside it: no rule of letters can tell which is meant."""
    assert recognised("Perumdam Tirta Siak") == ["pdam-kota-pekanbaru", "upt-kab-siak"]


def test_a_brand_of_several_utilities_says_nothing_about_which() -> None:
    """Two utilities are called Tirta Kencana, and neither is a slip of a third one's name."""
    brands = [utility.brand for utility in COUNTRY.utilities.values() if utility.brand]
    shared = {brand for brand in brands if brands.count(brand) > 1}

    assert shared
    assert recognise(sorted(shared), COUNTRY, BOOK) == ()


def test_find_twins_asks_in_both_languages_and_merges_nothing() -> None:
    """The facilitator decides; the problem stays as it was."""
    problem = pair_of("Perumda Tirta Alfa Kota Jaya", "PDAM Tirta Alfa Kota Jaya")
    before = problem.fingerprint

    (twin,) = find_twins(problem)

    assert (twin.one, twin.other, twin.likeness) == ("alfa", "beta", 100)
    assert "Perumda Tirta Alfa Kota Jaya (alfa)" in twin.question.en
    assert "utilitas yang sama" in twin.question.id
    assert problem.fingerprint == before
    assert set(problem.mentors) == {"alfa"}


def test_find_twins_sees_the_brand_of_a_utility_that_the_reference_knows() -> None:
    """A mentor entered by its id and a mentee typed by its brand would else mentor themselves."""
    made = model()
    made.add_mentor("pdam-kota-malang")
    made.add_mentee("tugu", name="Perumda Air Minum Tugu Tirta")

    assert [(twin.one, twin.other) for twin in find_twins(made.freeze())] == [("tugu", "pdam-kota-malang")]


@pytest.mark.parametrize(
    ("mentor", "mentee"),
    [
        ("PDAM Kota Solok", "PDAM Kabupaten Solok"),
        ("Tirta Alfa", "Tirta Beta"),
        ("Mentor 1", "Mentor 10"),
        ("Alfa Barat", "Alfa Timur"),
    ],
)
def test_find_twins_is_silent_about_two_names_that_differ_where_it_counts(mentor, mentee) -> None:
    """Level, brand, number and compass tell neighbours apart."""
    assert find_twins(pair_of(mentor, mentee)) == ()


@pytest.mark.parametrize(
    ("regions", "asked"),
    [(("35.73", "35.73"), 1), (("35.73", "35"), 1), (("35.73", ""), 1), (("35.73", "35.78"), 0)],
)
def test_find_twins_does_not_ask_about_two_places(regions, asked) -> None:
    """Brands repeat across the country; a seat in Malang is not one in Surabaya."""
    assert len(find_twins(pair_of("Tirta Alfa", "Perumda Tirta Alfa", regions=regions))) == asked


def test_find_twins_does_not_ask_what_is_known() -> None:
    """One utility in two roles by one id is known to be one, and two ids of the reference to be two."""
    made = model()
    made.add_mentor("m", utility="pdam-kota-malang")
    made.add_mentee("n", utility="pdam-kota-malang")
    made.add_mentee("o", utility="pdam-kab-malang")
    made.add_mentor("same", name="Tirta Sama")
    made.add_mentee("same", name="Tirta Sama")

    assert find_twins(made.freeze()) == ()


def test_find_twins_asks_once_for_each_pair_in_the_order_of_likeness() -> None:
    """Three names give three questions, the surest first."""
    made = model()
    made.add_mentor("a", name="Tirta Mandalawangi")
    made.add_mentor("b", name="Perumda Mandalawangi")
    made.add_mentee("c", name="Tirta Mandalawang")

    found = find_twins(made.freeze())

    assert [(twin.one, twin.other) for twin in found] == [("a", "b"), ("a", "c"), ("b", "c")]
    assert [twin.likeness for twin in found] == [100, 95, 95]


def test_find_twins_refuses_what_would_not_fit(monkeypatch) -> None:
    """Before memory is taken, and with the figure."""
    monkeypatch.setattr("matcher.learning.twins.MOST_COMPARISONS", 3)

    with pytest.raises(TooLarge, match="names times names"):
        find_twins(pair_of("Tirta Alfa", "Tirta Beta"))
