"""Load, travel and waiting counted anew from the dated events of a plan, and a plan read back from its events."""

import datetime as dt
from collections import Counter

import pytest

from planner import busiest, risk_of
from planner.calendar.groundwork import prepare
from planner.calendar.horizon import horizon_of
from planner.trust.laid import laid
from planner.trust.quality import Load, wait
from tests.planner.calendar_cases import YEAR, model, planned, small_book


@pytest.fixture(scope="module")
def risk():
    """Return the trust of the two partnerships of ``planned``."""
    return risk_of(planned(), runs=10)


def trips(plan):
    """Return the events at which people meet, those of one journey together."""
    found = {}
    for event in plan.events:
        if event.parties or event.facilitators:
            found.setdefault(event.trip or event.id, []).append(event)
    return found


@pytest.mark.guards("4.2.2")
def test_colleagues_days_are_those_of_the_rule(risk):
    """What is shown as used is what the rule on the month's days counts: working days on site and journeys."""
    plan, used = planned(), Counter()
    axis = horizon_of(plan.problem).workdays
    for events in trips(plan).values():
        there = [event for event in events if event.facilitators]
        if there:
            first, last = min(event.first for event in there), max(event.last for event in there)
            travel = plan.problem.route("facilitator", there[0].place).days if there[0].place else 0
            used[there[0].facilitators[0], f"{first:%Y-%m}"] += axis.between(first, last) + 2 * travel

    shown = {(load.who, load.month): load.days for load in risk.loads if load.most is not None}
    assert shown == dict(used)
    assert {load.most for load in risk.loads if load.who == "colleague-0"} == {20}


def test_parties_days_are_those_of_their_journeys(risk):
    """A director sees how many working days of the team a month takes, the way there and back included."""
    plan, used = planned(), Counter()
    axis = horizon_of(plan.problem).workdays
    for events in trips(plan).values():
        first, last = min(event.first for event in events), max(event.last for event in events)
        for party in {party for event in events for party in event.parties}:
            travel = plan.problem.route(party, events[0].place).days if events[0].place else 0
            used[party, f"{first:%Y-%m}"] += axis.between(first, last) + 2 * travel

    assert {(load.who, load.month): load.days for load in risk.loads if load.most is None} == dict(used)


def test_travel_counts_each_team_of_a_journey_once_and_every_rupiah(risk):
    """Fares are paid once for a trip, so a trip with two events is one journey; the sums are the ledger's."""
    plan = planned()
    teams = {
        (plan.problem.region(event.place), event.trip, traveller.party)
        for event in plan.events if event.place for traveller in event.travellers
    }  # fmt: skip

    assert sum(one.teams for one in risk.travels) == len(teams)
    assert {one.region for one in risk.travels} == {region for region, _, _ in teams}
    paid = sum(line.amount for line in plan.ledger.lines if line.traveller)
    assert sum(one.rupiah for one in risk.travels) == paid
    assert [one.rupiah for one in risk.travels] == sorted((one.rupiah for one in risk.travels), reverse=True)


def test_longest_wait_is_the_one_over_ramadan(risk):
    """Between the initial meeting of 19 January and the signing of 29 March lie 39 working days, for w-1 as counted."""
    found = next(one for one in risk.waits if one.partnership == "w-1")
    axis = horizon_of(planned().problem).workdays

    assert (found.after, found.before, found.first) == (
        "initial_meeting", "letter_of_intent", dt.date(YEAR, 1, 19),
    )  # fmt: skip
    assert found.days == axis.between(dt.date(YEAR, 1, 20), dt.date(YEAR, 3, 28)) == 39


def test_who_meets_once_before_the_pilot_has_no_wait():
    """In the small book the visit begins the pilot, so there is nothing between two meetings."""
    told = model(small_book())
    told.add_partnership("w-1", mentor="alfa", mentees=["beta"], ready=dt.date(YEAR, 10, 4), worth=1)
    plan = told.solve(time_limit=5, seed=1)
    ground = prepare(plan.problem)

    assert wait(ground, laid(ground, plan.events), ground.networks["w-1"]) is None


def test_busiest_is_one_month_a_head_the_fullest_first():
    """The first of two equal months is told, and nobody twice."""
    rows = [
        Load(who=who, month=month, days=days, most=None)
        for who, month, days in (("b", "2027-01", 4), ("a", "2027-01", 4), ("a", "2027-02", 4), ("b", "2027-03", 9))
    ]

    assert [(one.who, one.month, one.days) for one in busiest(rows)] == [("b", "2027-03", 9), ("a", "2027-01", 4)]
    assert busiest([]) == ()


def test_who_is_left_out_of_a_plan_is_stuck_when_it_is_read_back():
    """A plan in which one has no place tells nothing about that one."""
    told = model()
    told.add_partnership("w-1", mentor="alfa", mentees=["beta"], ready=dt.date(YEAR, 1, 11), worth=1)
    told.add_partnership("w-2", mentor="epsilon", mentees=["gama"], ready=dt.date(YEAR, 1, 11), worth=1)
    told.block("gama", dt.date(YEAR, 1, 1), dt.date(YEAR + 2, 12, 31), reason="closed (fictional)")
    plan = told.solve(time_limit=5, seed=1)

    assert set(laid(prepare(plan.problem), plan.events).stuck) == {"w-2"}
    assert [one.partnership for one in risk_of(plan, runs=10).outlooks] == ["w-1"]
