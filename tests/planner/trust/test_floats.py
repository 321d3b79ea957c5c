"""Floats against the checker: a step is moved day by day, and the rules say whether it still may lie there."""

import dataclasses
import datetime as dt
import itertools

import pytest

from planner.assemble import assemble
from planner.calendar.groundwork import prepare
from planner.levels import deadline
from planner.solve import broken_rules
from planner.trust.floats import Floats
from planner.trust.laid import laid
from tests.planner.calendar_cases import YEAR, model, planned, small_book


@pytest.fixture(scope="module")
def year():
    """Return groundwork, schedule and floats of the two partnerships of ``planned``."""
    plan = planned()
    ground = prepare(plan.problem)
    schedule = laid(ground, plan.events)
    return ground, schedule, Floats(ground, schedule)


def moved(schedule, key, days):
    """Return a schedule with one unit later."""
    return dataclasses.replace(schedule, starts={**schedule.starts, key: schedule.starts[key] + days})


def keeps(ground, schedule):
    """Return whether every rule accepts a schedule and everybody ends in the year."""
    ends = (schedule.finish(network) for network in ground.networks.values())
    return max(ends) <= deadline(ground) and broken_rules(ground, schedule, assemble(ground, schedule)) == ()


def test_schedule_comes_back_from_the_dated_events(year):
    """Floats and chances are counted on the plan that is shown, so that plan has to be read back whole."""
    ground, schedule, _ = year

    assert assemble(ground, schedule) == planned().events
    assert schedule.stuck == {}


@pytest.mark.parametrize("partnership", ["w-1", "w-2"])
def test_free_float_is_the_last_day_that_the_rules_accept(year, partnership):
    """Every step but the pilot's ends is moved alone, day by day: the last day accepted is its free float."""
    ground, schedule, floats = year
    found = floats.of(ground.networks[partnership])

    for unit in ground.networks[partnership].units:
        if unit.months:
            continue
        reach = range(1, ground.horizon.deadline - schedule.starts[unit.key] - unit.length + 2)
        source = unit.key in ground.networks[partnership].sources
        accepted = [0] if source else [0, *(days for days in reach if keeps(ground, moved(schedule, unit.key, days)))]
        assert found[unit.key].free == max(accepted), unit.key


def test_event_float_is_the_last_day_that_the_rules_accept(year):
    """A workshop that everybody attends may slip only as far as all of them, and its colleague, let it."""
    ground, schedule, floats = year
    found = floats.of(ground.networks["w-1"])

    for key in ("mentor_workshop/2027/1", "dissemination_workshop/2027/1"):
        reach = range(1, ground.horizon.deadline - schedule.starts[key] + 1)
        accepted = [0, *(days for days in reach if keeps(ground, moved(schedule, key, days)))]
        assert found[key].free == max(accepted), key


def small(days=20):
    """Return two small partnerships that share a mentor."""
    told = model(small_book(), days=days)
    for key, mentee, day in (("w-1", "beta", 4), ("w-2", "delta", 6)):
        told.add_partnership(key, mentor="alfa", mentees=[mentee], ready=dt.date(YEAR, 10, day), worth=1)
    plan = told.solve(time_limit=10, seed=1)
    ground = prepare(plan.problem)
    schedule = laid(ground, plan.events)
    return ground, schedule, Floats(ground, schedule)


@pytest.mark.parametrize("partnership", ["w-1", "w-2"])
def test_total_float_is_that_of_listing_all_later_days(partnership):
    """No way to let visit, meeting and letter slip goes further: all later days are listed and given to the checker."""
    ground, schedule, floats = small()
    network = ground.networks[partnership]
    names = [f"{partnership}/{name}/1" for name in ("diagnostic_visit", "evaluation_meeting", "recommendation_letter")]
    base, end = [schedule.starts[name] for name in names], schedule.finish(network)
    best = [0, 0, 0]
    for days in itertools.product(*(range(end - at + 1) for at in base)):
        if all(day <= top for day, top in zip(days, best, strict=True)):
            continue
        starts = {**schedule.starts, **{name: at + day for name, at, day in zip(names, base, days, strict=True)}}
        starts[f"{partnership}/pilot/1"] = starts[names[0]]
        shortest = ground.horizon.months_later(starts[names[0]], 1)
        ends = {**schedule.ends, f"{partnership}/pilot/1": max(shortest, schedule.ends[f"{partnership}/pilot/1"])}
        tried = dataclasses.replace(schedule, starts=starts, ends=ends)
        if tried.finish(network) <= end and keeps(ground, tried):
            best = [max(top, day) for top, day in zip(best, days, strict=True)]

    assert [floats.of(network)[name].total for name in names] == best


def test_year_float_is_at_least_the_total_and_none_after_the_year():
    """Who has time to its own end has it to the year's; who is late already is told none."""
    ground, _, floats = small()
    found = floats.of(ground.networks["w-1"])

    assert all(one.year >= one.total for one in found.values())
    late = model(small_book())
    late.add_partnership("w-1", mentor="alfa", mentees=["beta"], ready=dt.date(YEAR, 12, 1), worth=1)
    plan = late.solve(time_limit=5, seed=1)
    assert plan.carried
    assert {link.year_days for link in plan.chain("w-1")} == {None}
