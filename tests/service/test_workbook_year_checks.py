"""What must hold for past partnerships, pins, absences, budget and the decision before a year may be planned."""

import datetime as dt
from dataclasses import replace

import pytest

from service.records.intake import Absence, BoardDecision, Letter, LetterNeed, PastRelation, Pin
from tests.service.workbook_cases import (
    ACEH,
    SMALL,
    TIMUR,
    changed,
    faults_of,
    place,
    read,
    spot,
    written,
)


def expectations(intake) -> list[tuple[tuple[str, int, str], str]]:
    """Return place and English sentence of each fault of an intake's workbook."""
    return [(spot(fault), fault.expected.en) for fault in faults_of(written(intake))]


def test_partnership_with_oneself_is_refused() -> None:
    """Nobody is its own mentor."""
    intake = replace(SMALL, past=(PastRelation(mentor=TIMUR, mentee=TIMUR),))

    assert expectations(intake) == [(("Riwayat", 6, "B"), "another utility than the mentor")]


def test_pair_pinned_twice_is_refused() -> None:
    """Must and never for one pair cannot both hold."""
    twin = replace(SMALL.pins[0], kind="must")

    assert expectations(replace(SMALL, pins=(*SMALL.pins, twin))) == [
        (("Kunci", 7, "C"), "one choice for a pair; row 6 has this pair too")
    ]


def test_letter_tied_to_two_mentors_is_refused() -> None:
    """A letter gets one mentor this year."""
    pins = tuple(
        Pin(mentor=mentor, letter="s-01", kind="must", reason="sepakat", author="Rina") for mentor in ("m-01", "m-02")
    )

    assert expectations(replace(SMALL, pins=pins)) == [
        (("Kunci", 7, "C"), "one mentor for a letter; row 6 ties it already")
    ]


def test_letter_may_rule_out_several_mentors() -> None:
    """Never is said as often as needed."""
    pins = tuple(
        Pin(mentor=mentor, letter="s-01", kind="never", reason="x", author="Rina") for mentor in ("m-01", "m-02")
    )
    intake = replace(SMALL, pins=pins)

    assert read(written(intake)) == intake


@pytest.mark.parametrize(("last", "is_accepted"), [(dt.date(2027, 5, 2), False), (dt.date(2027, 5, 3), True)])
def test_absence_ends_on_or_after_its_first_day(last, is_accepted) -> None:
    """A single day is an absence; a day before the first is a slip."""
    absence = Absence(who="rina", first=dt.date(2027, 5, 3), last=last, reason="cuti")
    intake = replace(SMALL, absences=(absence,))

    if is_accepted:
        assert read(written(intake)) == intake
    else:
        assert expectations(intake) == [(("Halangan", 6, "C"), "a day from 2027-05-03 on")]


def test_absence_of_another_year_is_refused() -> None:
    """Last decade's leave in this year's plan is a wrong year."""
    absence = Absence(who="rina", first=dt.date(2017, 5, 3), last=dt.date(2017, 5, 4), reason="cuti")

    assert expectations(replace(SMALL, absences=(absence,))) == [(("Halangan", 6, "B"), "days near 2027")]


@pytest.mark.guards("4.2")
def test_budget_without_one_of_its_heads_is_refused() -> None:
    """A head without money is written as 0, not left out (4.2)."""
    budget = {head: amount for head, amount in SMALL.budget.items() if head != "workshops"}

    found = expectations(replace(SMALL, budget=budget))

    assert [where for where, _ in found] == [("Anggaran", 0, "")]
    assert "write 0 where it has no money" in found[0][1]


@pytest.mark.guards("4.2")
def test_budget_head_twice_is_refused() -> None:
    """Of two amounts for one head nobody knows which one holds."""

    def change(book) -> None:
        title, row, column = place(book, "budget", "head")
        book[title].cell(row=row, column=column).value = "workshops"

    found = [(spot(fault), fault.expected.en) for fault in faults_of(changed(change))]

    assert (("Anggaran", 9, "A"), "each head once; it stands in row 6 too") in found
    assert any("Preparation and initial process" in said for _, said in found)


@pytest.mark.guards("4.2")
@pytest.mark.parametrize(
    ("amounts", "sentence"),
    [
        ({"mentor_per_visit": 1}, "an amount: the form a sum for each visit made asks for it"),
        (
            {"mentor_per_visit": 1, "mentee_per_visit": 1, "mentor_percent": 5},
            "empty: the form a sum for each visit made does not use it",
        ),
    ],
)
def test_decision_states_the_amounts_of_its_form_and_no_others(amounts, sentence) -> None:
    """An amount that the form does not use would be lost without a word (4.2)."""
    decision = BoardDecision(number="1", date=dt.date(2026, 11, 20), kind="per_visit", amounts=amounts)

    found = expectations(replace(SMALL, decision=decision))

    assert [said for _, said in found] == [sentence]
    assert found[0][0][0] == "Keputusan DPP"


@pytest.mark.guards("4.2")
@pytest.mark.parametrize(("percent", "is_accepted"), [(100, True), (101, False)])
def test_share_of_a_decision_is_a_hundred_per_cent_at_most(percent, is_accepted) -> None:
    """Nobody is paid more than the journey cost."""
    amounts = {"mentor_percent": percent, "mentee_percent": 0, "ceiling_per_partnership": 5}
    decision = BoardDecision(number="1", date=dt.date(2026, 11, 20), kind="share_of_travel", amounts=amounts)
    intake = replace(SMALL, decision=decision)

    if is_accepted:
        assert read(written(intake)) == intake
    else:
        assert [said for _, said in expectations(intake)] == ["0 to 100 per cent"]


@pytest.mark.parametrize(("day", "is_accepted"), [(dt.date(2026, 12, 1), True), (dt.date(2026, 12, 2), False)])
def test_decision_was_taken_before_the_day_of_planning(day, is_accepted) -> None:
    """Money is promised by decisions taken, not by those to come."""
    intake = replace(SMALL, decision=replace(SMALL.decision, date=day))

    if is_accepted:
        assert read(written(intake)) == intake
    else:
        assert [said for _, said in expectations(intake)] == ["a day up to the day of planning, 2026-12-01"]


def test_two_letters_of_one_utility_are_two_requests() -> None:
    """A utility may ask for two things; the match decides."""
    third = Letter(
        id="s-03",
        utility=ACEH,
        received=dt.date(2026, 11, 20),
        ready=dt.date(2027, 2, 2),
        text="Surat kedua.",
        expected_result="Hasil kedua",
    )
    intake = replace(
        SMALL,
        letters=(*SMALL.letters, third),
        needs=(*SMALL.needs, LetterNeed(letter="s-03", rank=1, subject="GIS")),
    )

    assert read(written(intake)) == intake
