"""What can be asked wrongly of the planner, all in one place: a named error, or a reasoned no."""

import datetime as dt

import pytest

from data.errors import UnknownRow
from data.workdays import NoCalendar
from planner import Model, PlannerError
from planner.errors import AddedTwice, CyclicPrecedence, FixesClash, TooLarge, UnknownActivity, UnknownParty, WrongValue
from planner.money.rupiah import NegativeRupiah, NotWholeRupiah
from tests.planner.calendar_cases import DAY, YEAR, book, lag, model, one, small_book, with_numbers, with_rows

SECONDS = 10


def cyclic():
    """Return a year whose visit waits for the meeting that waits for the visit."""
    given = small_book()
    lags = (*given.precedences.values(), lag("evaluation_meeting", "diagnostic_visit", "next_day"))
    return one(given=with_rows(given, given.activities.values(), lags))


def crowded():
    """Return a year with a million partnerships."""
    told = one()
    told.partnerships = dict.fromkeys(range(10**6), told.partnerships["w-1"])
    return told


def partnership(told, **changes):
    """Add a partnership with something changed."""
    asked = {"mentor": "alfa", "mentees": ["beta"], "ready": dt.date(YEAR, 1, 11), "worth": 1, **changes}
    return told.add_partnership("w-2", **asked)


def twice_fixed():
    """Fix one meeting on two days."""
    told = one()
    for day in (27, 28):
        told.fix("w-1", "initial_meeting", dt.date(YEAR, 1, day))


ERRORS = {
    "cyclic precedence": (lambda: cyclic().solve(time_limit=SECONDS, seed=1), CyclicPrecedence, "drop one precedence"),
    "unknown mentor": (lambda: partnership(model(), mentor="nobody"), UnknownParty, "'nobody'.*known are"),
    "unknown person away": (
        lambda: one().block("nobody", dt.date(YEAR, 1, 1), dt.date(YEAR, 1, 2), reason=""), UnknownParty, "'nobody'",
    ),
    "unknown partnership fixed": (
        lambda: one().fix("w-9", "initial_meeting", dt.date(YEAR, 1, 27)), UnknownParty, "'w-9'.*w-1",
    ),
    "unknown activity fixed": (lambda: one().fix("w-1", "party", dt.date(YEAR, 1, 27)), UnknownActivity, "'party'"),
    "negative budget": (lambda: model(budget=-1), NegativeRupiah, "-1"),
    "budget in halves": (lambda: model(budget=0.5), NotWholeRupiah, "0.5"),
    "unknown head": (
        lambda: Model(book(), year=YEAR, today=dt.date(YEAR, 1, 1), budget={"gifts": 1}), UnknownRow, "gifts",
    ),
    "one pin on two days": (twice_fixed, FixesClash, "2027-01-27 and on 2027-01-28"),
    "pin outside the years": (
        lambda: one().fix("w-1", "initial_meeting", dt.date(YEAR + 9, 1, 27)), WrongValue, "a working day from",
    ),
    "pin on a Sunday": (lambda: one().fix("w-1", "initial_meeting", dt.date(YEAR, 1, 24)), WrongValue, "working day"),
    "ready after the years": (
        lambda: one(ready=dt.date(YEAR + 9, 1, 4)).problem(), WrongValue, "ready day of w-1.*a day up to",
    ),
    "absence that runs backwards": (
        lambda: one().block("alfa", dt.date(YEAR, 2, 2), dt.date(YEAR, 2, 1), reason=""), WrongValue, "not before",
    ),
    "no holiday table": (
        lambda: Model(book(), year=2400, today=dt.date(2400, 1, 1), budget={}).solve(time_limit=SECONDS, seed=1),
        NoCalendar, "2400",
    ),
    "year beyond all calendars": (
        lambda: Model(book(), year=9998, today=dt.date(YEAR, 1, 1), budget={}), WrongValue, "year is 9998",
    ),
    "a million partnerships": (lambda: crowded().problem(), TooLarge, "1000000 partnerships"),
    "a million visits": (
        lambda: one(given=with_numbers(book(), monitoring_visits=10**6)).problem(), TooLarge, "activities; .*at most",
    ),
    "pilot of a year": (lambda: partnership(model(), pilot_months=12), WrongValue, "6 to 8"),
    "mentor of itself": (lambda: partnership(model(), mentees=["alfa"]), WrongValue, "one mentor and other mentees"),
    "nobody to teach": (lambda: partnership(model(), mentees=[]), WrongValue, "one mentor and other mentees"),
    "negative worth": (lambda: partnership(model(), worth=-1), WrongValue, "0 or more"),
    "negative days": (lambda: model(days=-1), WrongValue, "0 or more"),
    "an id twice": (lambda: model().add_party("alfa"), AddedTwice, "'alfa'"),
    "no time at all": (lambda: one().solve(time_limit=0, seed=1), WrongValue, "seconds above zero"),
}  # fmt: skip


@pytest.mark.parametrize("case", ERRORS)
def test_bad_input_is_a_named_error_that_says_what_was_expected(case):
    """A wrong line is refused before anything is built, in words that name it."""
    ask, error, words = ERRORS[case]
    with pytest.raises(error, match=words) as caught:
        ask()
    assert isinstance(caught.value, PlannerError | UnknownRow | NoCalendar | NegativeRupiah | NotWholeRupiah)


def pinned():
    """Return a year with two pins of one mentor on one day, one of them far away."""
    told = one()
    told.add_partnership("w-2", mentor="alfa", mentees=["gama"], ready=dt.date(YEAR, 1, 11), worth=1)
    for key in ("w-1", "w-2"):
        told.fix(key, "monitoring_visit", dt.date(YEAR, 8, 2))
    return told


def closed():
    """Return a year in which nobody ever comes."""
    told = one()
    told.block("beta", dt.date(YEAR, 1, 1), dt.date(YEAR + 2, 12, 31), reason="closed (fictional)")
    return told


def settled():
    """Return a year whose meeting is settled for Ramadan."""
    told = one()
    told.fix("w-1", "initial_meeting", dt.date(YEAR, 2, 15))
    return told


REASONS = {
    "impossible window": (lambda: one(given=with_numbers(book(), invitation_notice_most=2)), "order", "from 2 to 5"),
    "year without a budget": (lambda: one(budget=0), "budget_head", "Add Rp"),
    "nobody there": (closed, "party_absence", "Have beta back"),
    "pin on a quiet day": (settled, "quiet_days", "Move 'Initial meeting'"),
    "no colleague": (lambda: one(people=0), "facilitator_days", "a further colleague for"),
    "today after the years": (lambda: one(today=dt.date(YEAR + 2, 1, 4)), "order", "next year"),
}


@pytest.mark.parametrize("case", REASONS)
def test_impossible_year_is_a_reason_with_a_remedy(case):
    """A no is an answer: the rule, and the smallest change that helps, in both languages."""
    build, rule, remedy = REASONS[case]
    plan = build().solve(time_limit=SECONDS, seed=1)

    (found,) = plan.unplaced["w-1"]
    assert found.rule == rule
    assert remedy in found.remedy.en
    assert found.sentence.id
    assert found.remedy.id
    assert plan.verify() == ()


def test_pins_of_one_team_on_one_day_leave_one_out_and_name_the_other():
    """Two settled visits of one mentor on one day: one is planned, the other is told what it meets."""
    plan = pinned().solve(time_limit=SECONDS, seed=1)

    ((key, (reason,)),) = plan.unplaced.items()
    other = {"w-1": "w-2", "w-2": "w-1"}[key]
    assert f"{other} keeps its dates." in reason.sentence.en
    assert f"Move the dates of {other}." in reason.remedy.en
    assert plan.verify() == ()


def test_year_without_a_decision_is_planned_and_says_that_nothing_is_subsidised():
    """Without the board's decision there is no subsidy, and that stands in the notes."""
    plan = one().solve(time_limit=SECONDS, seed=1)

    assert plan.allocations == ()
    assert any(note.section == "4.2" and note.remedy.id for note in plan.notes)


def test_absence_in_the_past_changes_nothing():
    """What is over stands in nobody's way."""
    told = one()
    told.block("alfa", dt.date(YEAR - 1, 1, 1), dt.date(YEAR - 1, 1, 1) + 30 * DAY, reason="over (fictional)")

    assert told.solve(time_limit=SECONDS, seed=1).unplaced == {}
