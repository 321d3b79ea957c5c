"""Better orders bred from good ones: lists of activities crossed, shaken, laid out and justified (plain projects).

The scheme is the hybrid genetic search of Valls, Ballestin and Quintanilla (2008), with activities listed by their
start in the justified schedule and two-point crossings; what differs is a large herd, which on this size of time limit
gains more than any refinement of the crossings.
"""

import bisect
import itertools
import random
from collections.abc import Callable
from typing import Final, NamedTuple

from planner.core.board import Board
from planner.core.generate import Generator

# Lists of a herd for each activity, and the least: 120 activities reach their best with some 500 (docs).
HERD_EACH, HERD_LEAST = 4, 60
# Chance that two neighbours of a list change places.
SHAKEN = 0.05
# Draws for the first lists prefer long tails: weight is the tail to this power.
PREFERENCE: Final = 3
# Children, for each list of the herd, without a better one until a new herd is drawn.
IDLE_EACH: Final = 20
# A child's middle comes from the second parent, either what the first has there or what the second has next.
HALF: Final = 0.5
# Lists from which a parent is the better one.
RIVALS: Final = 2


class Listed(NamedTuple):
    """A schedule's end and its activities by their starts."""

    makespan: int
    order: list[int]


class Lists:
    """The search for one plain project.

    Parameters
    ----------
    generator
        The schemes.
    board
        Where better schedules go.
    seed
        The same seed breeds the same lists.
    """

    def __init__(self, generator: Generator, board: Board, *, seed: int) -> None:
        """Begin without a herd."""
        self.generator, self.board = generator, board
        self.dice = random.Random(seed)  # noqa: S311  # no secret, but the same plan again
        self.herd: list[Listed] = []
        self.size = max(HERD_EACH * generator.count, HERD_LEAST)
        self._follows = {(lag.before, lag.after) for lag in generator.project.lags}

    def run(self, stop: Callable[[], bool], *, herds: int | None = None) -> None:
        """Breed until ``stop``, asked between two lists, says so, or until so many herds have brought all they can."""
        for _ in itertools.count() if herds is None else range(herds):
            if stop():
                return
            self.herd = []
            while len(self.herd) < self.size and not stop():
                self._keep(self._first(len(self.herd)))
            idle, best = 0, self._best
            while idle < IDLE_EACH * self.size and not stop():
                if self.board.starts is not None and self.board.makespan < self._best:
                    self._keep(self.generator.listed(self.board.starts))
                self._keep(self._child())
                idle, best = (idle + 1, best) if self._best >= best else (0, self._best)

    @property
    def _best(self) -> int:
        return self.herd[0].makespan if self.herd else self.board.makespan

    def _keep(self, order: list[int]) -> None:
        """Lay a list out, justify it, and keep it unless the herd is full of better or equal ones."""
        listed = self.generator.listed(self.generator.justified(self.generator.serial(order)))
        laid = self.generator.serial(listed)
        one = Listed(self.generator.project.makespan(laid), listed)
        if one.makespan < self.board.makespan:
            self.board.offer(laid)
        full = len(self.herd) >= self.size
        if full and one.makespan > self.herd[-1].makespan:
            return
        place = bisect.bisect_left(self.herd, one.makespan, key=lambda other: other.makespan)
        for other in self.herd[place:]:
            if other.makespan != one.makespan:
                break
            if other.order == one.order:
                return
        if full:
            self.herd.pop()
        self.herd.insert(bisect.bisect_right(self.herd, one.makespan, key=lambda other: other.makespan), one)

    def _first(self, count: int) -> list[int]:
        """Return a list drawn at random, long tails first; every second one as the parallel scheme would lay it."""
        generator, dice = self.generator, self.dice
        waits = [len(before) for before in generator.before]
        behind: list[list[int]] = [[] for _ in waits]
        for one, other in ((lag.before, lag.after) for lag in generator.project.lags):
            behind[one].append(other)
        ready, order = [one for one, open_ in enumerate(waits) if not open_], []
        while ready:
            one = dice.choices(ready, [(generator.tail[other] + 1) ** PREFERENCE for other in ready])[0]
            ready.remove(one)
            order.append(one)
            for other in behind[one]:
                waits[other] -= 1
                if not waits[other]:
                    ready.append(other)
        return generator.listed(generator.parallel(order)) if count % 2 else order

    def _child(self) -> list[int]:
        """Return a list of two parents, shaken."""
        dice, herd = self.dice, self.herd
        first = min(dice.sample(herd, RIVALS), key=lambda one: one.makespan).order
        second = min(dice.sample(herd, RIVALS), key=lambda one: one.makespan).order
        low, high = sorted((dice.randrange(len(first)), dice.randrange(len(first))))
        head = first[:low]
        if dice.random() < HALF:
            inside = set(first[low:high])
            child = head + [one for one in second if one in inside] + first[high:]
        else:
            taken = set(head)
            middle = [one for one in second if one not in taken][: high - low]
            taken.update(middle)
            child = head + middle + [one for one in first if one not in taken]
        for place in range(len(child) - 1):
            if dice.random() < SHAKEN and (child[place], child[place + 1]) not in self._follows:
                child[place], child[place + 1] = child[place + 1], child[place]
        return child
