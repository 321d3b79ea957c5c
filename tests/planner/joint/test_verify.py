"""Faults put into a joint plan on purpose, each of which the checker has to name."""

import dataclasses
import datetime as dt
from functools import cache

import pytest

from planner.joint.verify import verify_joint
from tests.planner.calendar_cases import YEAR, model


@cache
def joint():
    """Return a joint plan of two partnerships, one of them with an alternative."""
    made = model(people=2)
    for key, mentor, mentee, worth in (("a-b", "alfa", "beta", 90), ("e-b", "epsilon", "beta", 10),
                                       ("e-g", "epsilon", "gama", 50)):  # fmt: skip
        made.add_partnership(
            key, mentor=mentor, mentees=[mentee], worth=worth, ready=dt.date(YEAR, 1, 11), group=mentee
        )
    made.limit_mentor("alfa", most=1)
    return made.choose(time_limit=20, seed=1)


def rules(candidates, events, **claims):
    """Return the rules that the checker finds broken."""
    values = {"in_year": joint().levels[0].value, "entered": joint().levels[1].value} | claims
    values.setdefault("spent", joint().plan.ledger.by_head())
    return {broken.rule for broken in verify_joint(candidates, events, **values)}


def test_the_answer_itself_breaks_nothing():
    """The ground on which the faults below stand."""
    assert joint().verify() == ()
    assert joint().pick.entered == {"a-b", "e-g"}


def test_two_of_one_group_are_caught():
    """Both partnerships told to be alternatives of each other."""
    spoilt = dataclasses.replace(joint().candidates, groups={"a-b": "one", "e-g": "one"})
    assert rules(spoilt, joint().plan.events) == {"group"}


def test_a_mentor_over_its_places_is_caught():
    """Alfa teaches one and may teach none."""
    spoilt = dataclasses.replace(joint().candidates, places={"alfa": 0})
    assert rules(spoilt, joint().plan.events) == {"mentor_places"}


def test_a_head_overspent_by_one_rupiah_is_caught():
    """The head has exactly what the plan spends under it, then one rupiah less."""
    problem, exact = joint().candidates.problem, dict(joint().plan.ledger.by_head())
    head = max(problem.budget, key=lambda key: exact.get(key, 0))
    assert exact[head] > 0
    for missing, expected in ((0, set()), (1, {"budget_head"})):
        poor = dataclasses.replace(problem, budget={**exact, head: exact[head] - missing})
        assert rules(dataclasses.replace(joint().candidates, problem=poor), joint().plan.events) == expected


@pytest.mark.parametrize("claim", [("in_year", "worth_in_year"), ("entered", "worth_entered")])
def test_a_sum_off_by_one_point_is_caught(claim):
    """One point too many on either level."""
    name, rule = claim
    values = {"in_year": joint().levels[0].value, "entered": joint().levels[1].value}
    assert rules(joint().candidates, joint().plan.events, **{name: values[name] + 1}) == {rule}


def test_a_partnership_dropped_from_the_plan_is_caught():
    """Its points are claimed and its events gone."""
    events = tuple(event for event in joint().plan.events if event.partnership != "e-g")
    assert "worth_entered" in rules(joint().candidates, events)


def test_the_record_is_plain_data():
    """What ``--json`` gives holds both ways and the plan."""
    record = joint().to_dict()
    assert record["entered"] == ["a-b", "e-g"]
    assert set(record["sequential"]) == {"entered", "in_year"}
    assert record["gains"] == dict(joint().gains)
    assert record["plan"]["year"] == YEAR
