"""On which days a unit may begin: whole weeks, quiet days, absences, settled days, history."""

import datetime as dt

import pytest

from planner.calendar.allowed import Spans, Starts, blocked, span, whole_starts
from planner.calendar.horizon import horizon_of
from planner.calendar.network import Unit, network_of
from planner.problem import Block
from tests.planner.calendar_cases import DAY, YEAR, book, one, with_numbers


def starts(told, activity):
    """Return the days on which the unit of an activity may begin."""
    problem = told.problem()
    horizon = horizon_of(problem)
    network = network_of(problem, problem.partnerships["w-1"])
    bits = Starts(problem, horizon).bounds(network).allowed[network.unit(activity).key]
    return {horizon.day(at) for at in range(horizon.last + 1) if bits >> at & 1}


def unit(length, kind="visit"):
    """Return a unit of so many days."""
    return Unit(key="u", partnership="w-1", parts=(), length=length, kinds=frozenset({kind}))


def test_journey_of_four_days_begins_on_monday_or_tuesday():
    """Ceremony and visit together stay within one working week."""
    found = {day.weekday() for day in starts(one(), "letter_of_intent")}

    assert found == {0, 1}


def test_journey_never_spans_a_day_off():
    """Ascension Day on Thursday 6 May leaves no room for four days in its week."""
    found = starts(one(), "letter_of_intent")

    assert not {dt.date(YEAR, 5, 3), dt.date(YEAR, 5, 4)} & found
    assert dt.date(YEAR, 4, 26) in found


def test_weekend_may_be_crossed_when_the_policy_says_so():
    """A programme that lets visits run over a weekend gets the Wednesdays too."""
    found = starts(one(given=with_numbers(book(), visits_cross_weekend=1)), "letter_of_intent")

    assert dt.date(YEAR, 4, 28) in found


def test_longer_than_any_week_runs_on_over_the_weekend():
    """Six working days cannot fit into a week, so they run on."""
    horizon = horizon_of(one().problem())

    assert whole_starts(horizon, unit(6), cross_weekend=False) == whole_starts(horizon, unit(6), cross_weekend=True)
    assert whole_starts(horizon, unit(3), cross_weekend=False) != whole_starts(horizon, unit(3), cross_weekend=True)


def test_desk_work_runs_over_weekends():
    """Ten days of writing need no week of their own."""
    horizon = horizon_of(one().problem())

    bits = whole_starts(horizon, unit(10, "work"), cross_weekend=False)

    assert bits == (1 << (horizon.last - 8)) - 1


def test_longer_than_the_axis_has_no_start():
    """A visit of ten years fits nowhere."""
    assert whole_starts(horizon_of(one().problem()), unit(10_000), cross_weekend=False) == 0


@pytest.mark.guards("2.6")
def test_no_visit_begins_in_ramadan_but_letters_do():
    """From 8 February to 17 March 2027 nobody travels, and letters are written."""
    visits, letters = starts(one(), "diagnostic_visit"), starts(one(), "data_request")
    quiet = {dt.date(YEAR, 2, 8) + step * DAY for step in range(38)}

    assert not visits & quiet
    assert letters & quiet


def test_absence_of_a_guest_takes_its_travel_days_along():
    """Alfa is away on Friday 16 April: with a mentee a day's journey off, no visit ends on Thursday the 15th."""
    told = one()
    told.add_partnership("far", mentor="alfa", mentees=["gama"], ready=dt.date(YEAR, 1, 11), worth=1)
    told.block("alfa", dt.date(YEAR, 4, 16), dt.date(YEAR, 4, 16), reason="audit")
    problem = told.problem()
    horizon = horizon_of(problem)
    given = Starts(problem, horizon)

    def allowed(key):
        network = network_of(problem, problem.partnerships[key])
        return given.of(network.unit("monitoring_visit")) >> horizon.after(dt.date(YEAR, 4, 13)) & 1

    assert allowed("w-1") == 1
    assert allowed("far") == 0


def test_settled_day_leaves_one_start():
    """An invitation that is out leaves no choice."""
    told = one()
    told.fix("w-1", "initial_meeting", dt.date(YEAR, 1, 26))

    assert starts(told, "initial_meeting") == {dt.date(YEAR, 1, 26)}


def test_settled_part_of_a_journey_moves_the_whole_journey():
    """A diagnostic visit fixed for Tuesday has its ceremony on Monday."""
    told = one()
    told.fix("w-1", "diagnostic_visit", dt.date(YEAR, 4, 6))

    assert starts(told, "letter_of_intent") == {dt.date(YEAR, 4, 5)}


def test_settled_quiet_day_in_the_future_leaves_none():
    """A ceremony promised for Ramadan breaks a rule, and the plan says so instead of keeping silent."""
    told = one()
    told.fix("w-1", "letter_of_intent", dt.date(YEAR, 2, 15))

    assert starts(told, "letter_of_intent") == set()


def test_settled_quiet_day_in_the_past_is_history():
    """What has happened is not judged any more."""
    told = one(today=dt.date(YEAR, 3, 1))
    told.fix("w-1", "letter_of_intent", dt.date(YEAR, 2, 15))

    assert starts(told, "letter_of_intent") == {dt.date(YEAR, 2, 15)}


def test_nothing_begins_before_today():
    """A plan made on 1 March does not ask for February."""
    assert min(starts(one(today=dt.date(YEAR, 3, 1)), "mentor_confirmation")) == dt.date(YEAR, 3, 1)


def test_blocked_days_of_one_person_are_joined():
    """Two absences that overlap are one stretch of days."""
    horizon = horizon_of(one().problem())
    first, second = dt.date(YEAR, 4, 1), dt.date(YEAR, 4, 3)

    busy = blocked(horizon, [
        Block(who="a", first=first, last=second, reason="x"),
        Block(who="a", first=second, last=second + DAY, reason="y"),
    ])  # fmt: skip

    assert busy == {"a": span(horizon, first, second + DAY)}


def test_span_of_a_journey_may_begin_in_the_year_before():
    """Somebody who travels on 31 December is away before the axis begins."""
    horizon = horizon_of(one().problem())

    assert span(horizon, dt.date(YEAR - 1, 12, 31), dt.date(YEAR, 1, 1)).bit_count() == 2


def test_spans_count_weekends_between_journeys_and_site():
    """From Monday to Thursday with a day each way is Sunday to Friday: six calendar days."""
    horizon = horizon_of(one().problem())

    bits = Spans(horizon).guest(unit(4), horizon.after(dt.date(YEAR, 4, 12)), travel_days=1)

    assert bits == span(horizon, dt.date(YEAR, 4, 11), dt.date(YEAR, 4, 16))
