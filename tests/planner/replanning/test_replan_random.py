"""Small years in which somebody falls away, against a second solver that lists every pair of days by the calendar."""

import dataclasses
import datetime as dt
import random

import pytest

from planner import Happening, check, happen, published, replan
from tests.planner.calendar_cases import DAY, YEAR, model, small_book, with_numbers
from tests.planner.listing import TRAVEL, most, ways

SEEDS = 6
TODAY = dt.date(YEAR, 8, 30)
BOOK = with_numbers(small_book(), replan_notice_days=0)


def year(seed):
    """Return a model of two or three partnerships and somebody's absence after the plan was published."""
    dice = random.Random(seed)  # noqa: S311  # seeded, so that a failing year comes back
    told = model(BOOK, people=dice.choice([1, 1, 2]), days=dice.choice([6, 10, 20]))
    for place in range(dice.choice([2, 3])):
        mentor, mentee = dice.choice(sorted(TRAVEL))
        told.add_partnership(
            f"w-{place}", mentor=mentor, mentees=[mentee], worth=dice.randrange(1, 50),
            ready=dt.date(YEAR, 9, 6) + dice.randrange(8) * DAY,
        )  # fmt: skip
    who = dice.choice(["alfa", "gama", "beta", "epsilon", "colleague-0"])
    first = dt.date(YEAR, 9, 10) + dice.randrange(50) * DAY
    kind = "colleague_sick" if who == "colleague-0" else "expert_sick"
    return told, Happening(kind=kind, who=who, first=first, last=first + dice.randrange(2, 12) * DAY)


def fewest_touched(problem, plan):
    """Return how few partnerships can have other days than published, or None when there is no plan at all."""
    days_of = {(event.partnership, event.activity): event.first for event in plan.events}
    span = {"first": dt.date(YEAR, 9, 1), "last": dt.date(YEAR + 1, 2, 10)}
    columns = {
        key: [
            (int(pair == (days_of[key, "diagnostic_visit"], days_of[key, "evaluation_meeting"])), taken, used)
            for pair, taken, used in ways(problem, one, **span)
        ]
        for key, one in problem.partnerships.items()
    }
    stay = most(problem, columns, everybody=True)
    return None if stay is None else len(columns) - stay


@pytest.mark.parametrize("seed", range(SEEDS))
def test_fewest_partnerships_touched_agree_with_a_second_solver(seed):
    """The number is what a facilitator is promised; a set one too large would call people for nothing."""
    told, happening = year(seed)
    plan = told.solve(time_limit=10, seed=1)
    assert not plan.unplaced
    after = dataclasses.replace(happen(plan.problem, [happening]), today=TODAY)

    answer = replan(plan.problem, published(plan), [happening], today=TODAY, time_limit=20, seed=1)

    levels = {level.id: level for level in answer.levels}
    assert check(answer) == ()
    assert levels["touched"].proved
    assert not answer.plan.unplaced
    assert levels["touched"].value == fewest_touched(after, plan)
