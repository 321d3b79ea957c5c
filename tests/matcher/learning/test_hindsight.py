"""The ranking beside past choices: places counted by hand, nothing that tells the answer, and few cases called few."""

from fractions import Fraction

import pytest

from data.tables import ReferenceFault
from matcher import BadValue, Model
from matcher.baseline import baseline
from matcher.learning.hindsight import Case, Choice, Hindsight, look_back, problem_of, read_choices, wilson
from matcher.scores import score
from tests.matcher.programmes import BOOK, COUNTRY, crowd, pair

HEADER = "year,mentee,subject,mentor,source,note\n"


def history(*places: tuple[int | None, int | None]) -> Hindsight:
    """Return cases with these places by the ranking and by the plain rule."""
    choice = Choice(mentee="beta", mentor="alfa", subject="NRW")
    cases = tuple(Case(choice=choice, allowed=9, place=place, plain_place=plain) for place, plain in places)
    return Hindsight(cases=cases, skipped=(), least=100)


def places(made: Model, *choices: Choice) -> list[tuple[int | None, int]]:
    """Return place and number of allowed mentors of each case."""
    return [(case.place, case.allowed) for case in look_back(made.freeze(), choices).cases]


@pytest.mark.parametrize(("mentor", "place"), [("m2", 1), ("m1", 2), ("m0", 3)])
def test_look_back_gives_the_place_in_the_ranking(mentor, place) -> None:
    """m2 improved most and m0 least, see the ranking's own tests."""
    made = crowd(mentees=1, capacities=(1, 1, 1))

    assert places(made, Choice(mentee="n0", mentor=mentor, subject="NRW")) == [(place, 3)]


def test_look_back_takes_the_wish_away() -> None:
    """The letter names the mentor that was chosen; with it every place would be the first."""
    made = crowd(mentees=0, capacities=(1, 1, 1))
    made.add_mentee("n9")
    made.add_need("n9", subject="NRW", chosen="m0")

    assert made.rank("n9/1")[0].mentor == "m0"
    assert places(made, Choice(mentee="n9", mentor="m0", subject="NRW")) == [(3, 3)]


@pytest.mark.parametrize(("year", "place"), [(2019, 1), (2020, 2), (2021, 2), (None, 2)])
def test_look_back_knows_only_partnerships_of_earlier_years(year, place) -> None:
    """The partnership that is looked back at must not speak for itself."""
    made = crowd(mentees=1, capacities=(1, 1))
    made.add_past("m0", "n0", year=year, subject="GIS")
    (case,) = look_back(made.freeze(), [Choice(mentee="n0", mentor="m0", subject="NRW", year=2020)]).cases

    assert case.place == place


def test_look_back_takes_pins_away() -> None:
    """A pair that was fixed after the choice shuts all others out, and would make it the first of one."""
    made = crowd(mentees=1, capacities=(1, 1))
    made.fix("m0", "n0", reason="agreed by letter")

    assert places(made, Choice(mentee="n0", mentor="m0", subject="NRW")) == [(2, 2)]


def test_look_back_says_which_rule_kept_the_chosen_mentor_out() -> None:
    """A choice that the rules forbid is the most telling case of all, so it counts, without a place."""
    made = crowd(mentees=1, capacities=(1, 0))
    (case,) = look_back(made.freeze(), [Choice(mentee="n0", mentor="m1", subject="NRW")]).cases

    assert (case.place, case.plain_place, case.allowed) == (None, None, 1)
    assert [reason.rule for reason in case.why] == ["capacity"]


def test_plain_place_begins_with_the_plain_rule_itself() -> None:
    """The comparison is with the baseline of every report, not with a second one."""
    choices = read_choices()
    problem = problem_of([choices[0]], BOOK, pool=[choice.mentor for choice in choices], country=COUNTRY)
    plain = baseline(problem, score(problem, problem.mentees.values())).pairs[choices[0].mentee]
    (case,) = look_back(problem, [Choice(mentee=choices[0].mentee, mentor=plain, subject="NRW")]).cases

    assert case.plain_place == 1


def test_plain_place_passes_over_a_mentor_known_to_be_less_than_healthy() -> None:
    """As the plain rule does, however near it is."""
    ill = next(key for key, utility in COUNTRY.utilities.items() if utility.category == "kurang sehat")
    choice = Choice(mentee="pdam-kota-jambi", mentor=ill, subject="NRW")
    (case,) = look_back(problem_of([choice], BOOK, country=COUNTRY), [choice]).cases

    assert (case.place, case.plain_place, case.allowed) == (1, None, 1)


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (Choice(mentee="beta", mentor="alfa"), "subject of beta in ? is not known"),
        (Choice(mentee="beta", mentor="nobody", subject="NRW"), "nobody is not among the mentors"),
        (Choice(mentee="beta", mentor="alfa", subject="GIS"), "no letter of beta"),
        (Choice(mentee="nobody", mentor="alfa", subject="NRW"), "no letter of nobody"),
    ],
)
def test_look_back_skips_with_a_reason(choice, words) -> None:
    """A case that is dropped in silence makes the share look better than it is."""
    found = look_back(pair().freeze(), [choice])

    assert found.cases == ()
    assert words in found.skipped[0].sentence.en
    assert [text.en for text in found.summary] == ["No case can be compared."]


def test_shares_and_mean_are_counted_by_hand() -> None:
    """Places 1, 2, 4 and none: one first, two in three, and a mean of (1 + 1/2 + 1/4) / 4."""
    found = history((1, 2), (2, None), (4, 1), (None, 3))

    assert (found.top(1).hits, found.top(3).hits) == (1, 2)
    assert (found.top(1, plain=True).hits, found.top(3, plain=True).hits) == (1, 3)
    assert found.mean_reciprocal() == Fraction(7, 16)
    assert found.mean_reciprocal(plain=True) == Fraction(11, 24)
    assert history().mean_reciprocal() == 0


@pytest.mark.parametrize(
    ("hits", "cases", "low", "high"),
    [(0, 0, 0, 100), (0, 10, 0, 28), (10, 10, 72, 100), (13, 26, 32, 68), (1, 1, 20, 100), (50, 100, 40, 60)],
)
def test_wilson_agrees_with_published_intervals(hits, cases, low, high) -> None:
    """0 of 10 gives 27.75 per cent, 13 of 26 gives 32.06 to 67.94; ends are rounded outwards."""
    found = wilson(hits, cases)

    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    ("count", "words"), [(99, "99 cases are fewer than 100: no weight"), (100, "100 cases; weights")]
)
def test_summary_says_that_few_cases_fit_nothing(count, words) -> None:
    """Twenty-six partnerships are read as proof by whoever wishes to."""
    assert words in history(*[(1, 1)] * count).summary[-1].en


def test_known_partnerships_are_compared_as_far_as_their_subject_is_known() -> None:
    """Eleven are on public record, four with a subject; in this pool the ranking and the plain rule are about even."""
    choices = read_choices()
    found = look_back(problem_of(choices, BOOK, country=COUNTRY), choices)

    assert (len(choices), len(found.cases), len(found.skipped)) == (11, 4, 7)
    assert [(case.place, case.plain_place, case.allowed) for case in found.cases] == [
        (3, 4, 6), (1, 1, 6), (4, 4, 6), (1, 1, 6)
    ]  # fmt: skip
    assert all(choice.source and choice.year for choice in choices)


def test_problem_of_widens_the_pool_and_refuses_strangers() -> None:
    """Who else could have been asked then is not known, so the pool is said, not hidden."""
    choice = Choice(mentee="pdam-kota-jambi", mentor="pdam-kota-palembang", subject="NRW", year=2012)
    problem = problem_of([choice, choice], BOOK, pool=["pdam-kota-surabaya"], country=COUNTRY)

    assert list(problem.mentors) == ["pdam-kota-palembang", "pdam-kota-surabaya"]
    assert list(problem.needs) == ["pdam-kota-jambi/1"]
    with pytest.raises(BadValue, match="utility"):
        problem_of([choice], BOOK, pool=["nobody"], country=COUNTRY)


def test_read_choices_tells_every_fault_of_the_file(tmp_path) -> None:
    """A list from the archive has slips, and all of them are told at once."""
    path = tmp_path / "past.csv"
    path.write_text(f"{HEADER}x,nobody,XYZ,,,\n2020,pdam-kota-jambi,NRW,pdam-kota-palembang,,\n", encoding="utf8")

    with pytest.raises(ReferenceFault) as caught:
        read_choices(path, COUNTRY)

    assert [fault.key for fault in caught.value.faults] == [
        "row 2.mentee",
        "row 2.mentor",
        "row 2.subject",
        "row 2.year",
    ]


def test_read_choices_keeps_what_is_not_known_empty(tmp_path) -> None:
    """An unknown year is not the year nought."""
    path = tmp_path / "past.csv"
    path.write_text(f"{HEADER},pdam-kota-jambi,,pdam-kota-palembang,archive,\n", encoding="utf8")

    assert read_choices(path, COUNTRY) == (
        Choice(mentee="pdam-kota-jambi", mentor="pdam-kota-palembang", source="archive"),
    )
