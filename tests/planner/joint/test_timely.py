"""The bound on what ends in the year: never below what a calendar reaches, and mostly reached."""

import datetime as dt
import random
from functools import cache

import pytest

from planner.costs.lines import partnership_cost, programme_cost
from planner.joint.candidates import Candidates
from planner.joint.field import field_of
from planner.joint.seating import Seating
from planner.joint.timely import timely
from planner.search.solver import Stopwatch
from tests.planner.calendar_cases import RICH, YEAR, model

# Far more than these small years need; what the clock would cut is not tested here.
SECONDS = 60
SEEDS = range(12)
FIRST_READY, LAST_READY = dt.date(YEAR, 1, 11), dt.date(YEAR, 5, 20)


def field(seed):
    """Return a random small year of candidates: groups, places, one colleague, heads that carry not quite all."""
    dice = random.Random(seed)  # noqa: S311 - a fictional programme, not a secret
    made = model(budget=RICH, people=1)
    pairs = [(mentor, mentee) for mentor in ("alfa", "epsilon") for mentee in ("beta", "gama", "delta")]
    for mentor, mentee in dice.sample(pairs, k=5):
        ready = FIRST_READY + dt.timedelta(days=dice.randrange((LAST_READY - FIRST_READY).days))
        made.add_partnership(
            f"{mentor}-{mentee}", mentor=mentor, mentees=[mentee], worth=dice.randint(1, 99), ready=ready, group=mentee
        )
    if dice.random() < 0.5:
        made.limit_mentor("alfa", most=dice.randint(0, 1))
    rich = made.problem()
    share = dice.randint(2, 6)
    made.budget = {head: programme_cost(rich).get(head, 0) for head in rich.book.budget_heads}
    for partnership in rich.partnerships.values():
        for head, amount in partnership_cost(rich, partnership).items():
            made.budget[head] += amount * share // 6
    return field_of(Candidates(problem=made.problem(), groups=made.groups, places=made.places))


@cache
def asked(seed):
    """Return the candidates, the bound, and the best that the calendar reaches, proved."""
    found = field(seed)
    bound = timely(found, left=lambda: SECONDS)
    _, best = Seating(found, seed=1, tell=lambda _: None).search(found.able, clock=Stopwatch(SECONDS))
    return found, bound, best


@pytest.mark.parametrize("seed", SEEDS)
def test_no_calendar_beats_the_bound(seed):
    """The exact model of all candidates is the judge."""
    found, bound, best = asked(seed)

    assert bound.most >= best
    assert found.candidates.worth(bound.likely) == bound.most


def test_the_bound_is_mostly_reached():
    """A bound that is always far away would prove nothing."""
    answers = [(bound.most, best) for found, bound, best in map(asked, SEEDS) if found.able]

    assert sum(bound == best for bound, best in answers) >= len(answers) * 2 // 3 > 0


def test_without_time_there_is_no_bound():
    """Who has no second left is told so, and keeps the bound from before."""
    assert timely(field(0), left=lambda: -1) is None
