"""Names that people write for utilities, subjects, regions, mentors and colleagues, and the ids they mean."""

import pytest

from data import Text
from service.workbook.names import MOST_SUGGESTED, Names
from tests.service.workbook_cases import PALEMBANG, TIMUR, faults_of, read, spoiled, spot, the_fault

TWO = {"a": Text(en="Alfa", id="Alfa"), "b": Text(en="Beta", id="Beta")}


def test_names_rank_ids_over_shown_names_over_others() -> None:
    """A brand that is another utility's official name means the latter."""
    names = Names(TWO, [("Beta", "a"), ("b", "a"), ("Gama", "a")])

    assert names.find("beta") == ("b",)
    assert names.find("B") == ("b",)
    assert names.find("gama") == ("a",)
    assert names.find("delta") == ()


def test_names_that_two_share_find_both() -> None:
    """The caller shows both instead of choosing."""
    names = Names(TWO, [("Kembar", "b"), ("kembar", "a")])

    assert names.find("KEMBAR") == ("a", "b")


def test_names_suggest_for_a_limited_number_of_unknown_ones() -> None:
    """Comparing costs time; a workbook of unknown names must not cost minutes, yet a repeated slip costs once."""
    names = Names({"a": Text(en="Tirta Alfa", id="Tirta Alfa")})

    for number in range(MOST_SUGGESTED):
        names.near(f"unknown {number}")

    assert names.near("Tirta Alfaa") == ()
    assert names.near("unknown 1") == ()
    assert Names(names.shown).near("Tirta Alfaa") == ("Tirta Alfa",)


@pytest.mark.parametrize(
    "name",
    [
        "PDAM Tirta Musi Kota Palembang",
        "pdam tirta musi  KOTA palembang",
        "Tirta Musi",
        "Kota Palembang",
        "PDAM Kota Palembang",
        "Perumda Air Minum Kota Palembang",
        PALEMBANG,
    ],
)
def test_utility_is_known_by_id_name_brand_and_region(name) -> None:
    """Letters call a utility by any of these; each names one utility only."""
    data, _ = spoiled("mentors", "utility", name)

    assert read(data).mentors[0].utility == PALEMBANG


def test_utility_misspelt_is_refused_with_the_nearest_name() -> None:
    """A slip of the finger should cost one glance, not a search through 474 names."""
    fault = the_fault("mentors", "utility", "Tirta Musii")

    assert fault.value == "Tirta Musii"
    assert "did you mean Tirta Musi" in fault.expected.en
    assert "apakah maksudnya Tirta Musi" in fault.expected.id


def test_utility_name_that_two_share_is_refused_with_both() -> None:
    """Two utilities are called Tirta Kencana; the software must not choose."""
    fault = the_fault("letters", "utility", "Tirta Kencana")

    assert "one of these, written in full" in fault.expected.en
    assert fault.expected.en.count("Tirta Kencana") == 2


@pytest.mark.parametrize(
    "name", ["NRW", "Penurunan kehilangan air (NRW)", "Non-revenue water reduction", "kehilangan air"]
)
def test_subject_is_known_by_code_name_and_synonym(name) -> None:
    """Letters use the field's words in both languages."""
    data, _ = spoiled("practices", "subject", name)

    assert read(data).practices[0].subject == "NRW"


def test_subjects_with_commas_in_their_names_survive_in_a_list() -> None:
    """'SCADA, telemetri dan ...' is one subject; commas between known names part them too."""
    data, _ = spoiled("mentors", "subjects", "SCADA, telemetri dan pemantauan jarak jauh; NRW")
    with_commas, _ = spoiled("mentors", "subjects", "NRW, GIS")

    assert read(data).mentors[0].subjects == ("SCADA", "NRW")
    assert read(with_commas).mentors[0].subjects == ("NRW", "GIS")


def test_region_is_known_by_name_and_code() -> None:
    """A person-mentor travels from a region."""
    named, _ = spoiled("mentors", "region", "Kabupaten Aceh Singkil", record=1)
    coded, _ = spoiled("mentors", "region", "11.10", record=1)

    assert read(named).mentors[1].region == "11.10"
    assert read(coded).mentors[1].region == "11.10"


def test_region_code_typed_as_a_number_is_refused() -> None:
    """A spreadsheet turns 11.10 into 11.1, which is another region or none."""
    fault = the_fault("mentors", "region", 11.1, record=1)

    assert "may have lost its last zero" in fault.expected.en


def test_mentor_without_a_name_takes_its_utility_s() -> None:
    """Typing the name twice is a nuisance and a source of slips."""
    data, _ = spoiled("mentors", "name", None)

    assert read(data).mentors[0].name == "PDAM Tirta Musi Kota Palembang"


def test_mentor_of_a_letter_is_known_by_code_name_and_utility() -> None:
    """A letter wishes 'Tuan Fiktif', not m-02."""
    for name in ("M-02", "Tuan Fiktif"):
        data, _ = spoiled("letters", "wished", name)

        assert read(data).letters[0].wished == "m-02"


@pytest.mark.parametrize(
    ("sheet", "column", "value"),
    [
        ("letters", "wished", "m-99"),
        ("practices", "mentor", "m-99"),
        ("pins", "mentor", "m-99"),
        ("pins", "letter", "s-99"),
        ("needs", "letter", "s-99"),
        ("absences", "who", "siapa saja"),
        ("past", "mentee", "PDAM Atlantis Raya Sekali"),
    ],
)
def test_reference_to_what_no_other_sheet_holds_is_refused(sheet, column, value) -> None:
    """A need of no letter would vanish without a word."""
    record = 2 if sheet == "needs" else 0
    data, where = spoiled(sheet, column, value, record=record)

    assert where in [spot(fault) for fault in faults_of(data)]


@pytest.mark.parametrize(
    ("who", "key"),
    [
        ("Ketua Umum PERPAMSI", "chair"),
        ("Rina (fiktif)", "rina"),
        ("s-01", "s-01"),
        ("m-02", "m-02"),
        ("Kabupaten Aceh Timur", TIMUR),
        ("Aceh Selatan", None),
    ],
)
def test_absence_knows_colleagues_officers_mentors_letters_and_utilities(who, key) -> None:
    """The chair's travels and a mentee's audit both keep a ceremony from taking place."""
    data, where = spoiled("absences", "who", who)

    if key is None:
        assert [spot(fault) for fault in faults_of(data)] == [where]
    else:
        assert read(data).absences[0].who == key


def test_raw_water_in_other_words_is_kept_as_written() -> None:
    """The list of sources is a help, not a limit."""
    known, _ = spoiled("letters", "raw_water", "Mata Air")
    several, _ = spoiled("letters", "raw_water", "sungai; groundwater, air rawa")
    other, _ = spoiled("letters", "raw_water", "embung desa")

    assert read(known).letters[0].raw_water == "spring"
    assert read(several).letters[0].raw_water == "river, groundwater, air rawa"
    assert read(other).letters[0].raw_water == "embung desa"
