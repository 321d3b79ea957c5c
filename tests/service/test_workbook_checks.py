"""What must hold across rows and sheets before a year may be planned."""

import datetime as dt
from dataclasses import replace

import pytest

from service.records.intake import LetterNeed, MentorOffer
from tests.service.workbook_cases import (
    PALEMBANG,
    SMALL,
    changed,
    faults_of,
    place,
    read,
    spot,
    the_fault,
    written,
)


def expectations(intake) -> list[tuple[tuple[str, int, str], str]]:
    """Return place and English sentence of each fault of an intake's workbook."""
    return [(spot(fault), fault.expected.en) for fault in faults_of(written(intake))]


@pytest.mark.guards("2.6")
@pytest.mark.parametrize(
    ("day", "is_accepted"),
    [
        (dt.date(2025, 12, 31), False),
        (dt.date(2026, 12, 1), True),
        (dt.date(2027, 12, 31), True),
        (dt.date(2028, 1, 1), False),
    ],
)
def test_day_of_planning_lies_in_the_year_or_the_one_before(day, is_accepted) -> None:
    """A plan for 2027 made in 2029 is a wrong year somewhere."""
    letters = tuple(replace(letter, received=dt.date(2025, 1, 2)) for letter in SMALL.letters)
    intake = replace(
        SMALL,
        today=day,
        letters=letters,
        decision=None,
        practices=(
            replace(SMALL.practices[0], year=None),
            SMALL.practices[1],
        ),
    )

    if is_accepted:
        assert read(written(intake)) == intake
    else:
        assert expectations(intake) == [(("Program", 5, "B"), "a day in 2026 or 2027")]


@pytest.mark.parametrize(
    ("field", "title", "code"),
    [
        ("facilitators", "Fasilitator", "budi"),
        ("mentors", "Mentor", "m-02"),
        ("letters", "Surat permohonan", "s-02"),
    ],
)
def test_code_that_stands_twice_is_refused_with_the_other_row(field, title, code) -> None:
    """Two records with one code could not be told apart; case does not make a difference."""
    rows = getattr(SMALL, field)
    twin = replace(rows[1], id=rows[0].id.upper())
    intake = replace(SMALL, **{field: (rows[0], twin)})

    assert ((title, 7, "A"), "a code of its own; row 6 has the same") in expectations(intake)
    assert code != twin.id


@pytest.mark.parametrize(
    ("field", "title"),
    [
        ("letters", "Surat permohonan"),
        ("mentors", "Mentor"),
        ("facilitators", "Fasilitator"),
        ("needs", "Kebutuhan"),
        ("practices", "Praktik baik"),
    ],
)
def test_sheet_without_a_row_leaves_nothing_to_plan(field, title) -> None:
    """A year needs letters, needs, mentors, practices and colleagues; the fault names the empty sheet."""
    found = faults_of(written(replace(SMALL, **{field: ()})))

    assert (title, 0, "") in [spot(fault) for fault in found]
    assert any("nothing to plan yet" in fault.expected.en for fault in found)


@pytest.mark.guards("3.1.1-B")
def test_mentor_utility_without_a_utility_is_refused() -> None:
    """A mentor is a utility of the reference, unless it is said to be a person or a centre."""
    assert "a utility from the list" in the_fault("mentors", "utility", None).expected.en


@pytest.mark.guards("3.1.1-B")
def test_person_mentor_without_a_region_is_refused() -> None:
    """Without a place of departure no journey can be counted."""
    assert "from which this mentor travels" in the_fault("mentors", "region", None, record=1).expected.en


def test_person_mentor_without_a_name_is_refused() -> None:
    """A person has no utility whose name could be taken."""
    assert "the name of the person" in the_fault("mentors", "name", None, record=1).expected.en


def test_utility_that_offers_twice_is_refused() -> None:
    """Its capacity would be counted twice."""
    twin = MentorOffer(id="m-03", name="Lagi", utility=PALEMBANG)

    assert expectations(replace(SMALL, mentors=(*SMALL.mentors, twin))) == [
        (("Mentor", 8, "D"), "each utility once; it stands in row 6 too")
    ]


def test_person_of_a_utility_that_also_offers_is_accepted() -> None:
    """A former director may teach beside the utility."""
    person = MentorOffer(id="m-03", name="Mantan direktur (fiktif)", kind="person", utility=PALEMBANG, region="16.71")
    intake = replace(SMALL, mentors=(*SMALL.mentors, person))

    assert read(written(intake)) == intake


@pytest.mark.parametrize(("most", "is_accepted"), [(1999, False), (2000, True)])
def test_wished_size_has_its_bounds_in_order(most, is_accepted) -> None:
    """A mentor that wishes 2,000 to 1,999 connections wishes nobody."""
    intake = replace(SMALL, mentors=(replace(SMALL.mentors[0], most_connections=most), SMALL.mentors[1]))

    if is_accepted:
        assert read(written(intake)) == intake
    else:
        assert expectations(intake) == [(("Mentor", 6, "N"), "2000 or more")]


@pytest.mark.parametrize(("day", "is_accepted"), [(dt.date(2026, 12, 1), True), (dt.date(2026, 12, 2), False)])
def test_letter_has_come_in_before_the_day_of_planning(day, is_accepted) -> None:
    """A letter from tomorrow is a slip of the year."""
    intake = replace(SMALL, letters=(replace(SMALL.letters[0], received=day), SMALL.letters[1]))

    if is_accepted:
        assert read(written(intake)) == intake
    else:
        assert expectations(intake) == [(("Surat permohonan", 6, "C"), "a day up to the day of planning, 2026-12-01")]


@pytest.mark.guards("2.6")
@pytest.mark.parametrize(("day", "is_accepted"), [(dt.date(2027, 12, 31), True), (dt.date(2028, 1, 1), False)])
def test_letter_s_writer_is_ready_within_the_year(day, is_accepted) -> None:
    """Who is ready next year belongs to next year's workbook."""
    intake = replace(SMALL, letters=(replace(SMALL.letters[0], ready=day), SMALL.letters[1]))

    if is_accepted:
        assert read(written(intake)) == intake
    else:
        assert expectations(intake) == [(("Surat permohonan", 6, "D"), "a day up to the end of 2027")]


@pytest.mark.guards("3.1.1-A6")
def test_letter_without_a_subject_is_incomplete() -> None:
    """The letter should mention the specific subject of learning (3.1.1-A6)."""
    found = expectations(replace(SMALL, needs=SMALL.needs[:2]))

    assert found == [
        (
            ("Surat permohonan", 7, "A"),
            ("at least one row in the sheet Needs: a letter without a subject is not complete"),
        )
    ]


@pytest.mark.guards("3.1.1-A6")
def test_letter_without_an_expected_result_is_incomplete() -> None:
    """The letter should mention the expected results (3.1.1-A6)."""
    fault = the_fault("letters", "expected_result", None)

    assert "not complete" in fault.expected.en
    assert fault.section == "3.1.1-A6"


@pytest.mark.guards("3.1.1-A4")
def test_need_without_subject_and_words_is_refused() -> None:
    """With words alone the subject can be read from the text; with neither there is nothing to read."""
    need = LetterNeed(letter="s-02", rank=1, subject="", words="")

    assert expectations(replace(SMALL, needs=(*SMALL.needs[:2], need))) == [
        (
            ("Kebutuhan", 8, "C"),
            "a subject, or the words in the next column: a letter without a subject is not complete",
        )
    ]


@pytest.mark.guards("3.1.1-A4")
def test_rank_that_leaves_a_gap_is_refused() -> None:
    """1, 3 means that a priority was lost on the way."""
    needs = (SMALL.needs[0], replace(SMALL.needs[1], rank=3), SMALL.needs[2])

    assert expectations(replace(SMALL, needs=needs)) == [(("Kebutuhan", 7, "B"), "2: the ranks of s-01 leave a gap")]


@pytest.mark.guards("3.1.1-A4")
def test_rank_that_stands_twice_is_refused() -> None:
    """Two first priorities are none."""
    needs = (SMALL.needs[0], replace(SMALL.needs[1], rank=1), SMALL.needs[2])

    assert expectations(replace(SMALL, needs=needs)) == [
        (("Kebutuhan", 7, "B"), "another rank; row 6 gives s-01 the same")
    ]


def test_ranks_may_stand_in_any_order() -> None:
    """Rows are sorted by hand; only the numbers count."""
    intake = replace(SMALL, needs=(SMALL.needs[1], SMALL.needs[2], SMALL.needs[0]))

    assert read(written(intake)) == intake


def test_practice_that_stands_twice_is_refused() -> None:
    """It would be shown and counted twice."""
    twin = replace(SMALL.practices[0], title="  pembentukan   DMA ")

    assert expectations(replace(SMALL, practices=(*SMALL.practices, twin))) == [
        (("Praktik baik", 8, "C"), "another practice; row 6 holds the same")
    ]


@pytest.mark.parametrize(("year", "is_accepted"), [(2026, True), (2027, False)])
def test_achievement_lies_behind_us(year, is_accepted) -> None:
    """An achievement of next year is a hope."""
    practices = (replace(SMALL.practices[0], year=year), SMALL.practices[1])
    intake = replace(SMALL, practices=practices)

    if is_accepted:
        assert read(written(intake)) == intake
    else:
        assert expectations(intake) == [(("Praktik baik", 6, "D"), "a year up to 2026")]


def test_value_without_its_indicator_is_refused() -> None:
    """38,5 says nothing without its indicator."""
    assert the_fault("practices", "indicator", None, number=1).expected.en == "the indicator that this value belongs to"


def test_indicator_without_a_value_is_refused() -> None:
    """An indicator alone says nothing; it was probably forgotten."""

    def change(book) -> None:
        title, row, column = place(book, "needs", "today", number=1)
        book[title].cell(row=row, column=column).value = None

    (fault,) = faults_of(changed(change))

    assert fault.expected.en == "a value for the indicator, or an empty indicator"
    assert fault.row == 6


def test_indicator_twice_in_a_row_is_refused() -> None:
    """Two values of one indicator contradict each other."""
    fault = the_fault("practices", "indicator", "nrw_pct", number=2)

    assert fault.expected.en == "each indicator once in a row"


@pytest.mark.parametrize(("least", "is_accepted"), [(3, True), (4, False)])
def test_fewest_mentees_of_a_mentor_fit_its_capacity(least, is_accepted) -> None:
    """A mentor with three places that prepares for four or more would never be filled."""
    intake = replace(SMALL, mentors=(replace(SMALL.mentors[0], least=least), SMALL.mentors[1]))

    if is_accepted:
        assert read(written(intake)) == intake
    else:
        assert [told for _, told in expectations(intake)] == ["at most the capacity, 3"]


def test_fewest_mentees_beside_an_empty_capacity_are_at_most_one() -> None:
    """An empty capacity means one, for this check too."""

    def change(book) -> None:
        for column, value in (("capacity", None), ("least", 2)):
            title, row, at = place(book, "mentors", column)
            book[title].cell(row, at).value = value

    assert [fault.expected.en for fault in faults_of(changed(change))] == ["at most the capacity, 1"]
