"""Earliest and latest days: lags, months, forbidden days, and the lag repair that a maximum asks for."""

import dataclasses
import datetime as dt
import random

import pytest

from planner.calendar.groundwork import prepare
from planner.calendar.windows import Bounds, Stuck, closed, earliest, last_bit, latest, next_bit
from tests.planner.calendar_cases import YEAR, one, small_book


def ground(**settings):
    """Return the groundwork of the small book: letter, visit, pilot of one or two months, meeting, letter."""
    return prepare(one(given=small_book(), ready=settings.pop("ready", dt.date(YEAR, 6, 7)), **settings).problem())


@pytest.mark.parametrize(("bits", "at", "found"), [(0b1010, 0, 1), (0b1010, 2, 3), (0b1010, 4, -1), (0b1, -3, 0)])
def test_next_bit_finds_first_from_there(bits, at, found):
    """The earliest allowed day not before a day."""
    assert next_bit(bits, at) == found


@pytest.mark.parametrize(("bits", "at", "found"), [(0b1010, 9, 3), (0b1010, 2, 1), (0b1010, 0, -1), (0b1, -1, -1)])
def test_last_bit_finds_last_up_to_there(bits, at, found):
    """The latest allowed day not after a day."""
    assert last_bit(bits, at) == found


def test_earliest_counts_lags_in_working_days():
    """From Monday 7 June, five working days later is Monday 14 June."""
    given = ground()

    nodes = given.soonest["w-1"]

    assert given.horizon.day(nodes["w-1/request/1"]) == dt.date(YEAR, 6, 7)
    assert given.horizon.day(nodes["w-1/diagnostic_visit/1"]) == dt.date(YEAR, 6, 14)


@pytest.mark.guards("2.6")
def test_earliest_pilot_ends_on_the_calendar_month():
    """A pilot from 14 June of one month has 14 July as its last day."""
    given = ground()

    assert given.horizon.day(given.soonest["w-1"]["w-1/pilot/1>"]) == dt.date(YEAR, 7, 14)


def test_earliest_moves_predecessor_when_a_maximum_lag_would_break():
    """If the meeting can only be late, pilot and visit move late enough for the lag to hold."""
    given = ground()
    network, bounds = given.networks["w-1"], given.bounds["w-1"]
    meeting = given.horizon.after(dt.date(YEAR, 12, 13))
    late = dataclasses.replace(bounds, lower={**bounds.lower, "w-1/evaluation_meeting/1": meeting})

    nodes = earliest(network, late, horizon=given.horizon)

    lag = next(lag for lag in network.lags if lag.after == "w-1/evaluation_meeting/1")
    assert nodes["w-1/evaluation_meeting/1"] - nodes["w-1/pilot/1>"] <= lag.most
    assert nodes["w-1/diagnostic_visit/1"] > given.soonest["w-1"]["w-1/diagnostic_visit/1"]


def test_earliest_says_where_it_is_stuck():
    """A deadline before the first day cannot be met, and the node is named."""
    given = ground()
    tight = closed(given.bounds["w-1"], given.networks["w-1"], end=given.horizon.after(dt.date(YEAR, 6, 30)))

    stuck = earliest(given.networks["w-1"], tight, horizon=given.horizon)

    assert isinstance(stuck, Stuck)
    assert stuck.node.startswith("w-1/")


def test_latest_mirrors_earliest():
    """Nothing lies earlier than the earliest nor later than the latest, and both keep every lag."""
    given = ground()
    network = given.networks["w-1"]
    bounds = closed(given.bounds["w-1"], network, end=given.horizon.after(dt.date(YEAR, 12, 1)))

    soon, late = earliest(network, bounds, horizon=given.horizon), latest(network, bounds, horizon=given.horizon)

    for nodes in (soon, late):
        for lag in network.lags:
            gap = nodes[lag.after] - nodes[lag.before]
            assert lag.least <= gap
            assert lag.most is None or gap <= lag.most
    assert all(soon[node] <= late[node] for node in soon)


def test_latest_pilot_takes_most_months_when_the_end_is_late():
    """With two months allowed the pilot may begin two months before its end and no earlier."""
    given = ground()
    network = given.networks["w-1"]
    bounds = closed(given.bounds["w-1"], network, end=given.horizon.last)

    late = latest(network, bounds, horizon=given.horizon)

    start, end = late["w-1/pilot/1"], late["w-1/pilot/1>"]
    assert given.horizon.months_later(start, 1) <= end <= given.horizon.months_later(start, 2)


def test_bounds_without_allowed_days_are_stuck_at_once():
    """A unit that may never take place stops the search before it begins."""
    given = ground()
    bounds = given.bounds["w-1"]
    none = Bounds(allowed={**bounds.allowed, "w-1/evaluation_meeting/1": 0}, lower=bounds.lower, upper={})

    for find in (earliest, latest):
        stuck = find(given.networks["w-1"], none, horizon=given.horizon)
        assert stuck == Stuck(node="w-1/evaluation_meeting/1", row="days")


def plainly(network, bounds, horizon, *, sign):
    """Return earliest (1) or latest (-1) nodes by moving one day at a time until every rule holds; None when stuck."""
    units = {unit.key: unit for unit in network.units}
    values = {node: 0 if sign > 0 else horizon.last for unit in network.units for node in (unit.key, unit.end)}
    moving = True
    while moving:
        moving = False
        for node, at in values.items():
            allowed = node not in units or bounds.allowed[node] >> max(at, 0) & 1
            inside = bounds.lower.get(node, 0) <= at <= bounds.upper.get(node, horizon.last)
            wrong = not allowed or not inside
            for lag in network.lags:
                gap = values[lag.after] - values[lag.before]
                pushed = lag.after if sign > 0 else lag.before
                pulled = lag.before if sign > 0 else lag.after
                wrong |= node == pushed and gap < lag.least
                wrong |= node == pulled and lag.most is not None and gap > lag.most
            for unit in network.units:
                if unit.months and 0 <= values[unit.key] <= horizon.last:
                    first, last = (horizon.months_later(values[unit.key], unit.months[place]) for place in (0, -1))
                    end = values[unit.end]
                    wrong |= node == (unit.end if sign > 0 else unit.key) and end < first
                    wrong |= node == (unit.key if sign > 0 else unit.end) and end > last
            if wrong:
                values[node] = at + sign
                moving = True
                if not 0 <= values[node] <= horizon.last:
                    return None
    return values


@pytest.mark.parametrize("seed", range(12))
def test_both_ends_agree_with_moving_day_by_day(seed):
    """The quick way through the network in order finds what the slow way finds, on random days and deadlines."""
    given, dice = ground(), random.Random(seed)  # noqa: S311  # seeded
    network, bounds = given.networks["w-1"], given.bounds["w-1"]
    thin = {key: bits & dice.getrandbits(bits.bit_length() + 1) if dice.random() < 1 / 2 else bits
            for key, bits in bounds.allowed.items()}  # fmt: skip
    late = {key: dice.randrange(given.horizon.last) for key in thin if dice.random() < 1 / 4}
    some = dataclasses.replace(bounds, allowed=thin, lower={**bounds.lower, **late})
    some = closed(some, network, end=given.horizon.last - dice.randrange(200))

    for find, sign in ((earliest, 1), (latest, -1)):
        found = find(network, some, horizon=given.horizon)
        assert (None if isinstance(found, Stuck) else found) == plainly(network, some, given.horizon, sign=sign)
