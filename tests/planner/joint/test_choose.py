"""Who enters when candidates compete: small years by hand, random ones against every choice there is."""

import datetime as dt
import itertools
import random

import pytest

from planner.costs.lines import partnership_cost, programme_cost
from planner.errors import WrongValue
from planner.joint.candidates import Candidates
from planner.joint.choice import Choice
from planner.joint.field import field_of
from tests.planner.calendar_cases import RICH, YEAR, model

READY = dt.date(YEAR, 1, 11)
LATE = dt.date(YEAR, 9, 1)


def told(*rows, budget=RICH, ready=READY, **settings):
    """Return a model of candidates, each ``(id, mentor, mentee, worth, group)``."""
    made = model(budget=budget, people=2, **settings)
    for key, mentor, mentee, worth, group in rows:
        made.add_partnership(key, mentor=mentor, mentees=[mentee], worth=worth, ready=ready, group=group)
    return made


def enough_for(made, key):
    """Return heads that carry the programme's own events and one partnership, to the rupiah."""
    problem = made.problem()
    whole = {head: programme_cost(problem).get(head, 0) for head in problem.book.budget_heads}
    for head, amount in partnership_cost(problem, problem.partnerships[key]).items():
        whole[head] += amount
    return whole


TWO = (("a-b", "alfa", "beta", 90, "beta"), ("e-b", "epsilon", "beta", 70, "beta"))


def test_the_better_of_two_alternatives_enters_and_the_other_does_not_wait():
    """A mentee that has a mentor is on no waiting list for another one."""
    joint = told(*TWO).choose(time_limit=20, seed=1)
    assert joint.pick.entered == {"a-b"}
    assert joint.waiting == ()
    assert joint.verify() == ()
    assert [level.value for level in joint.levels] == [90, 90]
    assert joint.status.value == "optimal"


def test_one_place_goes_where_all_together_gain_most():
    """Alfa's only place: beta can go elsewhere at a loss of 20, delta can go nowhere else."""
    made = told(*TWO, ("a-d", "alfa", "delta", 60, "delta"))
    made.limit_mentor("alfa", most=1)
    joint = made.choose(time_limit=20, seed=1)
    assert joint.pick.entered == {"e-b", "a-d"}
    assert joint.levels[1].value == 130


def test_who_waits_for_a_mentor_is_told_so():
    """The waiting list names the place, not the money that is there."""
    made = told(("a-b", "alfa", "beta", 90, ""), ("a-d", "alfa", "delta", 60, ""))
    made.limit_mentor("alfa", most=1)
    (waiting,) = made.choose(time_limit=20, seed=1).waiting
    assert (waiting.group, waiting.place, dict(waiting.money)) == ("a-d", True, {})
    assert "menunggu mentor" in waiting.reason.sentence.id.lower()


def test_who_waits_for_money_is_told_how_much():
    """With exactly that much more, it enters."""
    rows = (("a-b", "alfa", "beta", 90, ""), ("e-d", "epsilon", "delta", 60, ""))
    made = told(*rows)
    made.budget = enough_for(made, "a-b")
    joint = made.choose(time_limit=20, seed=1)
    assert joint.pick.entered == {"a-b"}
    assert joint.verify() == ()
    (waiting,) = joint.waiting
    assert waiting.money
    for head, amount in waiting.money.items():
        made.budget[head] += amount
    assert made.choose(time_limit=20, seed=1).pick.entered == {"a-b", "e-d"}
    made.budget[next(iter(waiting.money))] -= 1
    assert made.choose(time_limit=20, seed=1).pick.entered == {"a-b"}


def test_without_money_for_anyone_nobody_enters_and_everyone_waits():
    """An empty year is an answer, not a fault."""
    joint = told(*TWO, budget=0).choose(time_limit=20, seed=1)
    assert joint.pick.entered == frozenset()
    assert [one.group for one in joint.waiting] == ["beta"]
    assert joint.verify() == ()


def test_no_candidates_at_all():
    """Nobody asked, nobody waits."""
    joint = told().choose(time_limit=5, seed=1)
    assert (joint.pick.entered, joint.waiting, joint.status.value) == (frozenset(), (), "optimal")


def test_a_late_letter_enters_but_does_not_end_in_the_year():
    """The second level counts it, the first does not."""
    joint = told(*TWO, ready=LATE).choose(time_limit=20, seed=1)
    assert [level.value for level in joint.levels] == [0, 90]
    assert set(joint.plan.carried) == {"a-b"}


def test_the_sequential_way_loses_where_the_match_does_not_know_the_money():
    """Alfa has one place: the match gives it to delta (50 and 55 beat 60 alone), and the money then pays only one."""
    rows = (("a-b", "alfa", "beta", 60, "beta"), ("e-b", "epsilon", "beta", 55, "beta"),
            ("a-d", "alfa", "delta", 50, "delta"))  # fmt: skip
    made = told(*rows)
    made.limit_mentor("alfa", most=1)
    made.budget = enough_for(made, "a-b")
    joint = made.choose(time_limit=20, seed=1)
    assert (joint.pick.entered, joint.sequential.entered) == ({"a-b"}, {"e-b"})
    assert joint.gains == {"worth_in_year": 5, "worth_entered": 5}


@pytest.mark.parametrize("ready", [READY, dt.date(YEAR, 2, 1), LATE])
def test_joint_is_never_below_the_sequential_way(ready):
    """The first level decides; only among equals does the second."""
    joint = told(*TWO, ("a-d", "alfa", "delta", 50, "delta"), ready=ready).choose(time_limit=20, seed=1)
    now, then = ([level.value for level in levels] for levels in (joint.levels, joint.before))
    assert now >= then
    assert joint.verify() == ()


@pytest.mark.parametrize("seed", range(8))
def test_the_choice_equals_the_best_of_all_choices(seed):
    """The model of groups, places and heads against every subset."""
    dice = random.Random(seed)  # noqa: S311 - a fictional programme, not a secret
    pairs = [(mentor, mentee) for mentor in ("alfa", "epsilon") for mentee in ("beta", "gama", "delta")]
    rows = [(f"{m}-{e}", m, e, dice.randint(1, 9), e) for m, e in dice.sample(pairs, k=5)]
    made = told(*rows)
    made.limit_mentor("alfa", most=dice.randint(0, 2))
    rich = made.problem()
    share = dice.randint(1, 4)
    made.budget = {head: programme_cost(rich).get(head, 0) for head in rich.book.budget_heads}
    for partnership in rich.partnerships.values():
        for head, amount in partnership_cost(rich, partnership).items():
            made.budget[head] += amount * share // 6
    candidates = Candidates(problem=made.problem(), groups=made.groups, places=made.places)
    field = field_of(candidates)
    pick, limit = Choice(field).best(seconds=20, seed=1)
    best = max(_value(field, chosen) for size in range(6) for chosen in itertools.combinations(field.costs, size))
    assert (limit.in_year, limit.entered) == best
    assert (candidates.worth(pick.in_year), candidates.worth(pick.entered)) == best


def _value(field, chosen):
    candidates, partnerships = field.candidates, field.candidates.problem.partnerships
    groups = [candidates.group(key) for key in chosen]
    taught = [partnerships[key].mentor for key in chosen]
    spent = {head: sum(field.costs[key].get(head, 0) for key in chosen) for head in field.free}
    if (
        len(set(groups)) < len(groups)
        or any(taught.count(mentor) > most for mentor, most in candidates.places.items())
        or any(amount > field.free[head] for head, amount in spent.items())
    ):
        return (-1, -1)
    return candidates.worth(field.able & set(chosen)), candidates.worth(frozenset(chosen))


def test_solve_refuses_alternatives():
    """Only ``choose`` decides between partnerships that exclude each other."""
    with pytest.raises(WrongValue, match="ask choose"):
        told(*TWO).solve(time_limit=5, seed=1)


def test_wrong_values_are_named():
    """Places below zero, a group of nobody, no time."""
    made = told(*TWO)
    with pytest.raises(WrongValue, match="places of alfa"):
        made.limit_mentor("alfa", most=-1)
    with pytest.raises(WrongValue, match="partnership of a group"):
        Candidates(problem=made.problem(), groups={"nobody": "x"}, places={})
    with pytest.raises(WrongValue, match="mentor with places"):
        Candidates(problem=made.problem(), groups={}, places={"nobody": 1})
    with pytest.raises(WrongValue, match="places of beta"):
        Candidates(problem=made.problem(), groups={}, places={"beta": -1})
    with pytest.raises(WrongValue, match="time_limit"):
        made.choose(time_limit=0, seed=1)
