"""What flows cannot say, such as pairs that share a trip: settled among the allocations that the flows leave equal.

An aim that counts trips is no network, so CP-SAT decides it, and every aim after it, on the face of the aims before.
A recount, with neither trust nor memory of the solver, bounds what can be saved; where it is reached nothing is asked.
"""

import itertools
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

import numpy as np
from ortools.sat.python import cp_model

from matcher.errors import SolverFault
from matcher.exact.face import Face, by_gain, narrowed, whole
from matcher.exact.flow import INT64_MOST, best
from matcher.exact.network import Flags, Ints, Network
from matcher.exact.optimum import Optimum
from matcher.exact.prices import bound

# Pairs that may still change beyond which no model is built: it would take gigabytes.
MOST_OPEN = 50_000
# The solver's own measure of its work, near seconds; with it a run that ends by it can be repeated anywhere.
EFFORT = 3
# Flows that look for a good start, and steps of a whole trip that their values have.
FLOWS, STEPS = 8, 10_000
# All of the model in the linear programme: with less, trips that many may share are hardly shared.
WHOLE_LINEAR = 2
# Seeds of the solver have 31 bits.
SEEDS = 2**31
# A crowd larger than any, of a trip that is made in any case.
ALWAYS = INT64_MOST
# How far the solver's bound may be off a whole number and still mean it.
SLACK = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """An aim that comes after those of the flow.

    Parameters
    ----------
    value, bonus
        (n_arcs,) and (n_places,), what each arc and each place brings.
    trip
        (n_arcs,) the trip to which each arc belongs, -1 for none; every arc taken of a trip but the first brings 1.
    begun
        The trips that are made in any case: there the first brings 1 too.
    """

    value: Ints
    bonus: Ints
    trip: Ints
    begun: Ints

    def count(self, network: Network, taken: Flags) -> int:
        """Return what an allocation brings."""
        trips = self.trip[taken & (self.trip >= 0)]
        made = np.setdiff1d(trips, self.begun)
        return network.valued(self.value, self.bonus).total(taken) + len(trips) - len(made)

    def crowds(self, network: Network, arcs: Ints) -> Ints:
        """Return for each of these arcs how many of them could share its trip: (n,)."""
        _, first, count = np.unique(self.trip[arcs], return_inverse=True, return_counts=True)
        crowd = np.minimum(count[first], np.maximum(network.places[network.mentor[arcs]], 1))
        # Whoever joins a trip that is made in any case saves a whole one.
        return np.where(np.isin(self.trip[arcs], self.begun), ALWAYS, crowd)

    def most(self, network: Network, face: Face) -> int:
        """Return what no allocation on the face exceeds.

        ``n`` arcs of one trip save ``n - 1``, so each of them ``1 - 1 / n``, and ``n`` is no more than the arcs of the
        trip, and no more than its mentor's places.
        """
        may = face.open_arcs | face.kept_arcs
        free = np.zeros(network.n_mentors, dtype=np.int64)
        plain = bound(network.valued(np.where(may, self.value, 0), self.bonus), free)
        arcs = np.flatnonzero(may & (self.trip >= 0))
        crowd = self.crowds(network, arcs)
        order = by_gain(network.mentee[arcs], crowd)
        rows = network.mentee[arcs][order]
        wins = order[np.arange(len(order)) - np.searchsorted(rows, rows) < network.demand[rows]]
        shares = (Fraction(size - 1, size) if size < ALWAYS else 1 for size in crowd[wins].tolist())
        return plain + math.floor(sum(shares, start=Fraction()))


class Beyond(NamedTuple):
    """The allocation, and for each goal what it reaches and what none exceeds that reaches the aims before it."""

    taken: Flags
    value: tuple[int, ...]
    bound: tuple[int, ...]


def beyond(found: Optimum, goals: Sequence[Goal], *, seed: int, seconds: float, forced: int | None = None) -> Beyond:
    """Return the allocation that is best in the first goal among those as good as ``found``, then in the second ...

    Parameters
    ----------
    seconds
        Most wall seconds; what is best by then is returned, with the bound that is known by then.
    forced
        An arc that ``found`` takes and that has to stay; none when None.

    Raises
    ------
    SolverFault
        If CP-SAT finds nothing where an allocation is known, or breaks an aim before.
    """
    network, taken = found.network, found.taken
    face = narrowed(network, whole(network), found.price)
    if forced is not None:
        face = face.holding(network, forced)
    deadline = time.monotonic() + seconds
    search: Search | None = None
    values: list[int] = []
    bounds: list[int] = []
    for number, goal in enumerate(goals):
        if not number:
            taken = _gathered(network, goal, face, taken, seed=seed)
        value = goal.count(network, taken)
        most = goal.most(network, face) if face.open_arcs.any() else value
        left = (deadline - time.monotonic()) / (len(goals) - number)
        if value < most and left > 0 and int(face.open_arcs.sum()) <= MOST_OPEN:
            search = search or Search(network, face, tuple(zip(goals[:number], values, strict=True)))
            taken, most = search.best(goal, taken, most, seed=seed, seconds=left)
            value = goal.count(network, taken)
        if search is not None:
            search.keep(goal, value)
        values.append(value)
        bounds.append(most)
    if network.total(taken) != network.total(found.taken) or [goal.count(network, taken) for goal in goals] != values:
        msg = f"the search among equal allocations of {network.n_mentees} mentees broke an aim before"
        raise SolverFault(msg)
    return Beyond(taken, tuple(values), tuple(bounds))


def _gathered(network: Network, goal: Goal, face: Face, taken: Flags, *, seed: int) -> Flags:
    """Return an allocation of the face with many on few trips, at least as good as ``taken``.

    Each flow values an arc by what it would save if as many shared its trip as did last time, so that trips that few
    share lose them to others (slope scaling, Kim and Pardalos 1999).
    """
    arcs = np.flatnonzero((face.open_arcs | face.kept_arcs) & (goal.trip >= 0))
    _, trip = np.unique(goal.trip[arcs], return_inverse=True)
    crowd = goal.crowds(network, arcs)
    always, value = crowd == ALWAYS, np.zeros_like(goal.value)
    for _ in range(FLOWS if face.open_arcs.any() else 0):
        value[arcs] = np.where(always, STEPS, STEPS - STEPS // np.maximum(crowd, 1))
        other = best(network.valued(value, np.zeros_like(goal.bonus)), seed=seed, face=face)
        if goal.count(network, other) > goal.count(network, taken):
            taken = other
        now = np.bincount(trip[other[arcs]], minlength=len(crowd))[trip]
        if (now == crowd)[other[arcs]].all():
            break
        crowd = np.where(now > 0, now, crowd)
    return taken


class Search:
    """One model of the face, asked goal after goal."""

    def __init__(self, network: Network, face: Face, kept: Sequence[tuple[Goal, int]]) -> None:
        self.network, self.face, self.model = network, face, cp_model.CpModel()
        self.arcs, self.places = np.flatnonzero(face.open_arcs), np.flatnonzero(face.open_places)
        self.takes = [self.model.new_bool_var("") for _ in self.arcs]
        self.fills = [self.model.new_bool_var("") for _ in self.places]
        self._mentees()
        self._mentors()
        for goal, value in kept:
            self.keep(goal, value)

    def _mentees(self) -> None:
        wanted = self.network.demand - self.network.served(self.face.kept_arcs)
        for mentee, arcs in _by(self.network.mentee[self.arcs], self.takes).items():
            lack = 0 if self.face.may_lack[mentee] else int(wanted[mentee])
            self.model.add_linear_constraint(cp_model.LinearExpr.sum(arcs), lack, int(wanted[mentee]))

    def _mentors(self) -> None:
        """Let every mentor fill as many places as it has mentees, in their order."""
        network = self.network
        waiting = network.load(self.face.kept_arcs) - np.bincount(
            network.owner[self.face.kept_places], minlength=network.n_mentors
        )
        comes = _by(network.mentor[self.arcs], self.takes)
        fills = _by(network.owner[self.places], self.fills)
        for mentor in comes.keys() | fills.keys():
            places = fills.get(mentor, [])
            self.model.add(sum(comes.get(mentor, [])) + int(waiting[mentor]) == sum(places))
            for before, after in itertools.pairwise(places):
                self.model.add_implication(after, before)

    def keep(self, goal: Goal, value: int) -> None:
        """Ask for no less of a goal from now on."""
        self.model.add(self._sum(goal) >= value)

    def _sum(self, goal: Goal) -> cp_model.LinearExprT:
        """Return what a goal counts, with a variable for each trip that is not made in any case."""
        face, kept = self.face, self.face.kept_arcs
        always = goal.trip[kept & (goal.trip >= 0)]
        made = np.union1d(always, goal.begun)
        trips = goal.trip[self.arcs]
        value = goal.value[self.arcs] + (trips >= 0)
        asked = np.setdiff1d(trips[trips >= 0], made)
        travels = {trip: self.model.new_bool_var("") for trip in asked.tolist()}
        for trip, take in zip(trips.tolist(), self.takes, strict=True):
            if trip in travels:
                self.model.add_implication(take, travels[trip])
        base = int(goal.value[kept].sum()) + int(goal.bonus[face.kept_places].sum())
        base += len(always) - len(np.setdiff1d(always, goal.begun))
        bonus = goal.bonus[self.places]
        return (
            cp_model.LinearExpr.weighted_sum(
                [*self.takes, *self.fills, *travels.values()],
                [*value.tolist(), *bonus.tolist(), *([-1] * len(travels))],
            )
            + base
        )

    def best(self, goal: Goal, taken: Flags, most: int, *, seed: int, seconds: float) -> tuple[Flags, int]:
        """Return the best allocation known, at least as good as ``taken``, and what none exceeds."""
        self.model.maximize(self._sum(goal))
        self.model.clear_hints()  # type: ignore[no-untyped-call]  # ortools types it by halves
        filled = self.network.filled(taken)
        for variable, now in zip(self.takes + self.fills, [*taken[self.arcs], *filled[self.places]], strict=True):
            self.model.add_hint(variable, bool(now))
        solver, status = self.solved(seed=seed, seconds=seconds, presolve=True)
        if status in {cp_model.INFEASIBLE, cp_model.MODEL_INVALID}:
            # ``taken`` shows that there is one, so this cannot be.
            solver, status = self.solved(seed=seed, seconds=seconds, presolve=False)
        if status in {cp_model.INFEASIBLE, cp_model.MODEL_INVALID}:
            msg = f"CP-SAT ended with {solver.status_name(status)} where an allocation is known"
            raise SolverFault(msg)
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            return taken, most
        other = self.face.kept_arcs.copy()
        other[self.arcs[[solver.boolean_value(take) for take in self.takes]]] = True
        better = goal.count(self.network, other) > goal.count(self.network, taken)
        return other if better else taken, min(most, math.floor(solver.best_objective_bound + SLACK))

    def solved(self, *, seed: int, seconds: float, presolve: bool) -> tuple[cp_model.CpSolver, cp_model.CpSolverStatus]:
        """Return the solver and its status; an interrupt reaches the program, not the solver."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = seed % SEEDS
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.max_deterministic_time = EFFORT
        solver.parameters.cp_model_presolve = presolve
        solver.parameters.linearization_level = WHOLE_LINEAR
        solver.parameters.catch_sigint_signal = False
        return solver, solver.solve(self.model)


def _by(keys: Ints, variables: list[cp_model.IntVar]) -> dict[int, list[cp_model.IntVar]]:
    found: dict[int, list[cp_model.IntVar]] = {}
    for key, variable in zip(keys.tolist(), variables, strict=True):
        found.setdefault(key, []).append(variable)
    return found
