"""Points at another weight as the match would give them, each rounded to a whole one; and who stays best then (3.1.2).

Lines in the weight leave rounding out, and near their ends a point decides. So each end that is told is tried.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from matcher.block import block_of
from matcher.criteria.base import Criterion
from matcher.exact.flow import best
from matcher.exact.network import Flags, Ints, Network
from matcher.policy import WEIGHT
from matcher.problem import Problem


@dataclass(frozen=True, slots=True)
class Cells:
    """Where arcs stand in the table of all needs on a subject beside all practices that answer it, (n,) each."""

    subject: str
    need: Ints
    practice: Ints


def points_at(problem: Problem, criterion: Criterion, weight: int, cells: tuple[Cells, ...]) -> Ints:
    """Return what a criterion gives each arc when it weighs so much, (n_arcs,), rounded as in a match."""
    row = problem.book.numbers[WEIGHT + criterion.id]
    numbers = {**problem.book.numbers, row.id: replace(row, value=weight)}
    other = replace(problem, book=replace(problem.book, numbers=numbers))
    found = [np.zeros(0, dtype=np.int64)]
    for at in cells:
        block = block_of(other, other.needs_on[at.subject])
        table = np.broadcast_to(criterion.points_many(other, block), block.shape)
        found.append(table[at.need, at.practice].astype(np.int64))
    return np.concatenate(found)


@dataclass(frozen=True, kw_only=True)
class Tried:
    """A network at one weight, points rounded; no slots, since what is solved is kept.

    Parameters
    ----------
    shape
        The network; a pair stands once for each practice and need.
    mentor_of
        (n_mentees,) the match, -1 for nobody.
    seed
        Decides among equals, and nothing else.
    """

    shape: Network
    mentor_of: Ints
    seed: int

    @cached_property
    def taken(self) -> Flags:
        """(n_arcs,) the best allocation."""
        return best(self.shape, seed=self.seed)

    @cached_property
    def most(self) -> int:
        """What the best allocation brings."""
        return self.shape.total(self.taken)

    @cached_property
    def is_best(self) -> bool:
        """Whether the match brings as much, each pair by the practice that is now its best."""
        shape = self.shape
        ours = self.mentor_of[shape.mentee] == shape.mentor
        brings = np.full(shape.n_mentees, int(shape.value.min(initial=0)) - 1)
        np.maximum.at(brings, shape.mentee[ours], shape.value[ours])
        load = np.bincount(self.mentor_of[self.mentor_of >= 0], minlength=shape.n_mentors)
        rank = np.arange(len(shape.bonus)) - np.repeat(shape.starts, shape.places)
        filled = rank < np.repeat(load, shape.places)
        return int(brings[self.mentor_of >= 0].sum()) + int(shape.bonus[filled].sum()) == self.most

    def stays(self, mentee: int) -> bool:
        """Whether a best allocation has this mentee's pair of the match."""
        shape = self.shape
        own = (shape.mentee == mentee) & (shape.mentor == self.mentor_of[mentee])
        if self.is_best or (own & self.taken).any():
            return True
        # So much that the pair is taken whatever else that costs.
        dear = 2 * int(np.abs(shape.value).sum() + np.abs(shape.bonus).sum()) + 1
        forced = shape.valued(shape.value + dear * own, shape.bonus)
        return forced.total(best(forced, seed=self.seed)) - dear == self.most


def proved_end(end: int, now: int, holds: Callable[[int], bool]) -> int:
    """Return the first weight from ``end`` towards ``now`` at which the match holds; it holds now."""
    step = 1 if end < now else -1
    while end != now and not holds(end):
        end += step
    return end
