"""The money of a plan that the planner itself made: checked, and within what was reckoned before it had dates (4.2)."""

import datetime as dt

import pytest

from planner.costs.lines import partnership_cost
from planner.costs.verify import verify_money
from planner.model import Model
from tests.planner.money_cases import HALF_OF_TRAVEL, RICH, YEAR, book

REGIONS = {"beta": "16.74", "gama": "64.71", "delta": "12.71"}


@pytest.fixture(scope="module", params=sorted(book().travel_policies))
def plan(request):
    """Three fictional partnerships, near, far and across the sea, planned under each travel policy."""
    model = Model(
        book(), year=YEAR, today=dt.date(YEAR, 1, 4), budget={**RICH, "subsidies": 12_345_678},
        decision=HALF_OF_TRAVEL, travel_policy=request.param,
    )  # fmt: skip
    model.add_facilitator("rina", days_per_month=15)
    model.add_party("alfa", region="16.71")
    for number, (mentee, region) in enumerate(REGIONS.items(), start=1):
        model.add_party(mentee, region=region)
        model.add_partnership(
            f"w-{number}", mentor="alfa", mentees=[mentee], ready=dt.date(YEAR, 1, 10 + number), worth=100
        )
    return model.solve(time_limit=2, seed=1)


@pytest.mark.guards("4.1", "4.2")
def test_plan_money_passes_the_checker(plan):
    """What is shown to a facilitator has been counted twice, by two ways that share no code."""
    assert plan.events
    assert verify_money(plan.problem, plan.events, plan.ledger, plan.allocations, carried=plan.carried) == ()


def test_plan_spends_the_small_head_to_the_last_rupiah(plan):
    """Half of the travel is far more than the head holds, so it is used up exactly, and each loser is named."""
    assert plan.ledger.by_head()["subsidies"] == sum(one.amount for one in plan.allocations) == 12_345_678
    assert sum(note.rule == "subsidy_pro_rata" for note in plan.notes) == len(plan.allocations)


def test_plan_partnerships_cost_no_more_than_reckoned(plan):
    """The funding choice relies on it: under no head does a dated partnership pass its estimate."""
    for key, partnership in plan.problem.partnerships.items():
        most = partnership_cost(plan.problem, partnership)
        for head, amount in plan.ledger.of(key).by_head().items():
            assert head in {"", "subsidies"} or amount <= most[head], (key, head)


@pytest.mark.guards("4.2")
def test_undecided_budget_subsidises_nobody_and_says_who_decides():
    """A board's rule without a decided budget is no money yet, and the checker would refuse a line that says so."""
    model = Model(
        book(), year=YEAR, today=dt.date(YEAR, 1, 4), budget={**RICH, "subsidies": 12_345_678}, budget_decided=False,
        decision=HALF_OF_TRAVEL,
    )  # fmt: skip
    model.add_facilitator("rina", days_per_month=15)
    model.add_party("alfa", region="16.71")
    model.add_party("beta", region="16.74")
    model.add_partnership("w-1", mentor="alfa", mentees=["beta"], ready=dt.date(YEAR, 1, 11), worth=100)

    plan = model.solve(time_limit=2, seed=1)

    assert plan.events
    assert plan.allocations == ()
    assert [note.rule for note in plan.notes] == ["subsidy_decision"]
    assert plan.ledger.by_head().get("subsidies", 0) == 0
    assert plan.verify() == ()
