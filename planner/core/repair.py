"""A first schedule where most lags bind: placed one by one, and who came too soon is lifted and asked to come later.

The scheme is the serial one with unscheduling of Franck, Neumann and Schwindt (2001): when an activity finds no day
within its most lags, the activities that hold it back are placed again, later by what was missing.
"""

import random
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from planner.core.network import APART, Ints
from planner.core.project import Project

# Liftings in one try for each activity; who needs more mostly goes round in circles.
LIFTED_EACH: Final = 10
# Tries with the plain order of latest days, before the order is drawn at random around it.
PLAIN_TRIES: Final = 1
# A random order moves each activity by up to this share of the horizon.
SPREAD: Final = 0.3


def repaired(project: Project, far: Ints, *, tries: int, seed: int, stop: Callable[[], bool]) -> tuple[int, ...] | None:
    """Return the shortest schedule of several tries; None when none of them came to an end.

    Parameters
    ----------
    far
        Distances (n + 1, n + 1), windows included.
    stop
        Asked between two tries.
    """
    dice = random.Random(seed)  # noqa: S311  # no secret, but the same plan again
    latest = np.where(far[:-1, -1] > APART, -far[:-1, -1], project.horizon) - _tails(project, far)
    best: tuple[int, ...] | None = None
    for count in range(tries):
        if stop():
            break
        reach = 0 if count < PLAIN_TRIES else SPREAD * project.horizon
        starts = _Try(project, far, [int(day) + dice.random() * reach for day in latest]).run()
        if starts is not None and (best is None or project.makespan(starts) < project.makespan(best)):
            best = starts
    return best


def _tails(project: Project, far: Ints) -> Ints:
    """Return how long it takes at least from each start to the end of all, shape (n,)."""
    tails: Ints = (far[:-1, :-1] + np.array(project.duration, dtype=np.int64)[None, :]).max(axis=1, initial=0)
    return tails


class _Try:
    """One try with one order of importance, the smallest first."""

    def __init__(self, project: Project, far: Ints, importance: Sequence[float]) -> None:
        self.project, self.far, self.importance = project, far, importance
        self.between = far[:-1, :-1]
        follows = (self.between > 0) | ((self.between == 0) & (self.between.T < 0))
        np.fill_diagonal(follows, val=False)
        self.follows = follows
        self.days = 2 * project.horizon + 1
        self.demand = np.array(project.demand, dtype=np.int64).reshape(len(project), len(project.capacity))
        self.free = np.repeat(np.array(project.capacity, dtype=np.int64)[:, None], self.days, axis=1)
        self.floor = far[-1, :-1].copy()
        self.ceiling = np.where(far[:-1, -1] > APART, -far[:-1, -1], project.horizon)
        self.starts = np.full(len(project), -1, dtype=np.int64)

    def run(self) -> tuple[int, ...] | None:
        """Return the schedule, or None when it goes round in circles or beyond the last day."""
        lifted = 0
        while (self.starts < 0).any():
            one = self._next()
            soonest, latest = self._window(one)
            at = self._fits(one, soonest)
            if at is None:
                return None
            if at <= latest:
                self._place(one, at)
                continue
            lifted += 1
            if lifted > LIFTED_EACH * len(self.project) or not self._lift(one, at):
                return None
        return tuple(int(at) for at in self.starts)

    def _next(self) -> int:
        """Return the most important of those that wait for nobody unplaced."""
        open_ = self.starts < 0
        waits = (self.follows & open_[:, None]).any(axis=0)
        ready = np.flatnonzero(open_ & ~waits)
        return min((int(one) for one in ready), key=lambda one: (self.importance[one], one))

    def _window(self, one: int) -> tuple[int, int]:
        placed = self.starts >= 0
        soonest, latest = int(self.floor[one]), int(self.ceiling[one])
        if placed.any():
            soonest = max(soonest, int((self.starts[placed] + self.between[placed, one]).max()))
            latest = min(latest, int((self.starts[placed] - self.between[one, placed]).min()))
        return soonest, latest

    def _fits(self, one: int, at: int) -> int | None:
        """Return the first day from ``at`` on which there is enough of everything; None beyond the last day."""
        days = self.project.duration[one]
        while at + days <= self.days:
            short = (self.free[:, at : at + days] < self.demand[one][:, None]).any(axis=0)
            if not short.any():
                return at
            at += int(np.flatnonzero(short)[-1]) + 1
        return None

    def _place(self, one: int, at: int) -> None:
        self.starts[one] = at
        self.free[:, at : at + self.project.duration[one]] -= self.demand[one][:, None]

    def _lift(self, one: int, at: int) -> bool:
        """Lift all from the first that holds ``one`` back, and ask those that do to come later."""
        placed = self.starts >= 0
        holding = placed & (self.starts - self.between[one] < at)
        if at > self.ceiling[one] or not holding.any():
            return False
        asked = np.where(holding, at + self.between[one], self.floor)
        self.floor = np.maximum(self.floor, asked)
        self.floor = np.maximum(self.floor, (self.floor[:, None] + self.between).max(axis=0))
        first = self.starts[holding].min()
        for other in np.flatnonzero(placed & (self.starts >= first)):
            begin = self.starts[other]
            self.free[:, begin : begin + self.project.duration[other]] += self.demand[other][:, None]
            self.starts[other] = -1
        return bool((self.floor <= self.ceiling).all())
