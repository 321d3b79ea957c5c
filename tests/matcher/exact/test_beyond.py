"""What comes after the flow, on numbers alone: against every allocation, and when the solver gives an odd answer."""

import itertools

import numpy as np
import pytest
from ortools.sat.python import cp_model

from matcher.errors import SolverFault
from matcher.exact import beyond as module
from matcher.exact.beyond import Goal, beyond
from matcher.exact.network import Network, network
from matcher.exact.optimum import Optimum, optimum
from matcher.exact.scale import Aims

MENTEES, MENTORS = 5, 3


def case(seed: int) -> tuple[Optimum, list[Goal]]:
    """Return an allocation whose first aim has many equals, and two goals: trips, then what pairs and places bring."""
    dice = np.random.default_rng(seed)
    mentee, mentor = np.nonzero(dice.random((MENTEES, MENTORS)) < 0.8)
    arcs = len(mentee)
    shape = network(
        demand=np.ones(MENTEES, dtype=np.int64), places=dice.integers(1, 4, MENTORS), mentee=mentee, mentor=mentor,
        value=np.zeros(arcs, dtype=np.int64),
    )  # fmt: skip
    rank = np.arange(len(shape.bonus)) - np.repeat(shape.starts, shape.places)
    served = Aims(value=np.ones((1, arcs), dtype=np.int64), bonus=-(rank[None, :] > 0).astype(np.int64))
    where = dice.integers(-1, 2, MENTEES)
    trip = np.where(where[mentee] < 0, -1, 2 * mentor + where[mentee])
    nothing = np.zeros(arcs, dtype=np.int64)
    begun = np.flatnonzero(dice.random(2 * MENTORS) < 0.2)
    goals = [
        Goal(value=nothing, bonus=0 * rank, trip=trip, begun=begun),
        Goal(value=dice.integers(-3, 4, arcs), bonus=-rank, trip=nothing - 1, begun=begun[:0]),
    ]
    return optimum(shape, served, seed=seed), goals


def count(found: Network, goals: list[Goal], taken: np.ndarray) -> tuple[int, ...]:
    """Return by hand what the flow's aim and the goals count."""
    trips = [trip for trip in goals[0].trip[taken].tolist() if trip >= 0]
    alone = set(trips) - set(goals[0].begun.tolist())
    last = int(goals[1].value[taken].sum() + goals[1].bonus[found.filled(taken)].sum())
    return found.total(taken), len(trips) - len(alone), last


def every(found: Network) -> list[np.ndarray]:
    """Return every allocation."""
    mine = [[*np.flatnonzero(found.mentee == row).tolist(), -1] for row in range(found.n_mentees)]
    flags = [np.isin(np.arange(len(found.mentee)), choice) for choice in itertools.product(*mine)]
    return [taken for taken in flags if (found.load(taken) <= found.places).all()]


@pytest.mark.parametrize("seed", range(40))
def test_beyond_finds_the_best_of_every_allocation_goal_by_goal(seed) -> None:
    """Value and bound of both goals are those of the best allocation there is, the flow's aim being kept."""
    found, goals = case(seed)

    told = beyond(found, goals, seed=seed, seconds=60)

    best = max(count(found.network, goals, taken) for taken in every(found.network))
    assert count(found.network, goals, told.taken) == best
    assert told.value == told.bound == best[1:]


@pytest.mark.parametrize("seed", range(40))
def test_no_allocation_on_the_face_exceeds_what_is_said_without_a_search(seed) -> None:
    """The count of shares bounds, whatever the search says; without time it is all there is."""
    found, goals = case(seed)
    told = beyond(found, goals, seed=seed, seconds=0)
    equals = [count(found.network, goals, taken) for taken in every(found.network)]
    first = [after for before, *after in equals if before == found.network.total(found.taken)]

    assert all(bound >= max(column) for bound, column in zip(told.bound, zip(*first, strict=True), strict=True))
    assert count(found.network, goals, told.taken)[1:] == told.value


def undecided() -> tuple[Optimum, list[Goal]]:
    """Return a case that needs the search."""
    for seed in itertools.count():
        found, goals = case(seed)
        told = beyond(found, goals[:1], seed=seed, seconds=0)
        if told.value < told.bound:
            return found, goals[:1]
    raise AssertionError


def test_an_infeasible_that_cannot_be_is_asked_again_and_then_a_fault(monkeypatch) -> None:
    """An allocation is known, so the solver's no is never passed on; asked again without presolve it may be right."""
    honest, asked = module.Search.solved, []

    def once(self, *, presolve, **limits):
        asked.append(presolve)
        solver, status = honest(self, presolve=presolve, **limits)
        return solver, cp_model.INFEASIBLE if presolve else status

    found, goals = undecided()
    right = beyond(found, goals, seed=1, seconds=60)
    monkeypatch.setattr(module.Search, "solved", once)
    assert beyond(found, goals, seed=1, seconds=60).value == right.value
    assert asked == [True, False]

    monkeypatch.setattr(module.Search, "solved", lambda *_, **__: (cp_model.CpSolver(), cp_model.INFEASIBLE))
    with pytest.raises(SolverFault, match="INFEASIBLE"):
        beyond(found, goals, seed=1, seconds=60)


def test_an_answer_that_breaks_the_flow_is_a_fault(monkeypatch) -> None:
    """Nothing that costs an aim before is shown, whatever the search says of it."""
    found, goals = undecided()
    monkeypatch.setattr(module.Search, "best", lambda *_, **__: (np.zeros_like(found.taken), 0))

    with pytest.raises(SolverFault, match="broke an aim before"):
        beyond(found, goals, seed=1, seconds=60)
