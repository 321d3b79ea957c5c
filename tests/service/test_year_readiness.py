"""Readiness of letters and mentors, and whether mentees can afford their plan: warnings, never blocks."""

import datetime as dt
from dataclasses import replace

import pytest

from data import load_book
from service.records.intake import Absence
from service.walks.readiness import affordability, readiness
from tests.service.year_cases import letter_of, small_intake, small_year, with_letter

READY = {
    "acknowledges": True, "stakeholders_told": True, "in_annual_plan": True, "budget": 500_000_000, "main_team": 6,
    "large_team": 12,
}  # fmt: skip


def lacks(**changes):
    """Return the rules that a ready letter breaks after ``changes``."""
    intake = with_letter(small_intake(), "s-01", **(READY | changes))
    return [each.rule for each in readiness(intake, load_book()) if each.who == "s-01"]


@pytest.mark.guards("3.1.1-A")
def test_ready_letter_has_no_warning():
    """Whoever has everything is not asked for more."""
    assert lacks() == []


@pytest.mark.parametrize("answer", [False, None])
@pytest.mark.parametrize(
    ("field", "rule"),
    [
        pytest.param("acknowledges", "acknowledges", marks=pytest.mark.guards("3.1.1-A")),
        pytest.param("stakeholders_told", "stakeholders", marks=pytest.mark.guards("3.1.1-A2")),
        pytest.param("in_annual_plan", "annual_plan", marks=pytest.mark.guards("3.1.1-A3")),
    ],
)
def test_no_and_unknown_are_both_asked_about(field, rule, answer):
    """An empty cell is not a yes."""
    assert lacks(**{field: answer}) == [rule]


@pytest.mark.guards("3.1.1-A3")
def test_missing_budget_is_asked_for():
    """Taking part costs money of one's own, which the plan must be held against."""
    assert lacks(budget=None) == ["budget_unknown"]
    assert lacks(budget=0) == []


@pytest.mark.guards("3.1.1-A5")
@pytest.mark.parametrize(("size", "found"), [(3, ["team_size"]), (4, []), (10, []), (11, ["team_size"])])
def test_main_team_has_four_to_ten_persons(size, found):
    """Both sides of both bounds of the guideline."""
    assert lacks(main_team=size) == found


@pytest.mark.guards("3.1.1-A5")
def test_unknown_team_is_asked_for():
    """The size of the visiting team is in every fare."""
    assert lacks(main_team=None) == ["team_unknown"]


@pytest.mark.guards("3.1.1-A5")
@pytest.mark.parametrize(("size", "found"), [(15, []), (16, ["large_team"]), (None, [])])
def test_large_team_has_at_most_fifteen_persons(size, found):
    """A large team is optional, but bounded."""
    assert lacks(large_team=size) == found


@pytest.mark.guards("3.1.1-B2")
@pytest.mark.parametrize(("answer", "count"), [(True, 0), (False, 1), (None, 1)])
def test_mentor_without_a_budget_line_is_noted(answer, count):
    """Recommended, not required."""
    first, *others = small_intake().mentors
    intake = replace(small_intake(), mentors=(replace(first, in_annual_plan=answer), *others))

    found = [each for each in readiness(intake, load_book()) if each.who == first.id]

    assert [each.rule for each in found] == ["mentor_annual_plan"] * count


def test_absence_of_an_officer_is_told():
    """The Chair signs every letter of intent and agreement (3.1.4, 3.1.7), but has no calendar yet."""
    absence = Absence(who="chair", first=dt.date(2027, 4, 1), last=dt.date(2027, 4, 9), reason="congress")

    found = readiness(replace(small_intake(), absences=(absence,)), load_book())

    told = next(each for each in found if each.rule == "officer_absent")
    assert "2027-04-01" in told.sentence.en
    assert load_book().roles["chair"].name.id in told.sentence.id


def cost_of(letter: str) -> int:
    """Return what the small year's plan charges the writer of a letter."""
    utility = letter_of(small_intake(), letter).utility
    return small_year().plan.ledger.by_payer()[f"mentee:{utility}"]


@pytest.mark.guards("2.2")
@pytest.mark.parametrize(("short", "count"), [(0, 0), (1, 1)])
def test_mentee_is_warned_from_the_first_missing_rupiah(short, count):
    """Flexibility according to affordability begins with saying what is missing."""
    intake = with_letter(small_intake(), "s-01", budget=cost_of("s-01") - short)

    found = [each for each in affordability(intake, small_year().plan) if each.who == "s-01"]

    assert len(found) == count


@pytest.mark.guards("2.2")
def test_warning_names_the_missing_sum():
    """The number is what the mentee has to look for."""
    intake = with_letter(small_intake(), "s-01", budget=cost_of("s-01") - 1_250_000)

    told = next(each for each in affordability(intake, small_year().plan) if each.who == "s-01")

    assert "Rp 1,250,000" in told.sentence.en
    assert "Rp 1.250.000" in told.sentence.id


def test_mentee_without_a_stated_budget_is_not_called_poor():
    """Unknown is not zero."""
    intake = with_letter(small_intake(), "s-01", budget=None)

    assert "s-01" not in {each.who for each in affordability(intake, small_year().plan)}


def test_two_letters_of_one_utility_share_its_purse():
    """Two letters of one utility state a sum each; the plan charges one party."""
    first = letter_of(small_intake(), "s-01")
    half = cost_of("s-01") // 2 + 1
    intake = with_letter(small_intake(), "s-01", budget=half)
    intake = replace(intake, letters=(*intake.letters, replace(first, id="s-91", budget=half)))

    assert "s-01" not in {each.who for each in affordability(intake, small_year().plan)}
