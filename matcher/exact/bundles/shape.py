"""One mentor per subject, few mentors per mentee, a price on every opened pair: the shape that is not a network.

A need of a mentee is covered by one mentor that the mentee has, whichever brings most there. To have a mentor costs
or brings something by itself (``pair_value``: travel, a team to receive), takes one of its places, and days of its
team. What a mentee gets is therefore a bundle: the few mentors that it has, each need with the best of them.
With one need a mentee, one mentor each and days, it is the generalised assignment problem.

This module holds the shape and the answer, and knows no solver.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import comb

import numpy as np
import numpy.typing as npt

from data.answer import Status
from matcher.errors import BadValue, TooLarge

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

# Bundles that a whole programme, and one mentee, may have; at some ten million a second, all are seen in a minute.
MOST_BUNDLES = 500_000_000
MOST_OF_ONE = 20_000_000
# Cells of the table of what each pair brings to each need: 400 megabytes.
MOST_CELLS = 50_000_000
# Four times the sum of all values must stay in 64 bits, so that sums with prices do.
MOST_VALUE = int(np.iinfo(np.int64).max) // 4
# Sums with prices stay below this, half of what 64 bits hold.
MOST_SUM = 2**62
# Places or days of one mentor; more than two thousand years.
MOST_DAYS = 1_000_000
# Which arrays have the same length.
LENGTHS = {
    "option_mentor": "option_need",
    "option_value": "option_need",
    "pair_mentor": "pair_mentee",
    "pair_value": "pair_mentee",
    "pair_days": "pair_mentee",
    "days": "places",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundles:
    """Who may have whom, and what it brings; whole numbers throughout.

    Parameters
    ----------
    n_mentees
        How many mentees there are.
    need_mentee
        (n_needs,) whose need it is.
    option_need, option_mentor, option_value
        (n_options,) what a mentor brings to a need; the pair must stand among the pairs.
    pair_mentee, pair_mentor, pair_value, pair_days
        (n_pairs,) what opening a pair brings by itself, below zero when it costs, and the days it takes.
    places
        (n_mentors,) the most mentees of each mentor.
    days
        (n_mentors,) the most days of each mentor; None when days do not matter.
    mentors_each
        The most mentors of one mentee, 1 or more.

    Raises
    ------
    BadValue
        For lengths that differ, indices out of range, numbers below zero, pairs named twice, options without a pair.
    TooLarge
        For more bundles, cells or value than can be held; refused before the memory is taken.
    """

    n_mentees: int
    need_mentee: Ints
    option_need: Ints
    option_mentor: Ints
    option_value: Ints
    pair_mentee: Ints
    pair_mentor: Ints
    pair_value: Ints
    pair_days: Ints
    places: Ints
    days: Ints | None
    mentors_each: int

    def __post_init__(self) -> None:
        """Refuse what is no such shape, or too large."""
        _check(self)
        _check_size(self)

    @property
    def n_mentors(self) -> int:
        """How many mentors there are."""
        return len(self.places)

    @property
    def openable(self) -> Flags:
        """(n_pairs,) pairs that bring something alone, and whose mentor has room when it has nobody else.

        No other is ever needed: a mentor adds no more to others than it brings alone.
        """
        alone = self.pair_value + self.table().sum(axis=1)
        free = (alone > 0) & (self.places[self.pair_mentor] > 0)
        if self.days is not None:
            free &= self.pair_days <= self.days[self.pair_mentor]
        return np.asarray(free, dtype=bool)

    @property
    def largest(self) -> int:
        """The most that the parts of one pair that may be opened add up to, whatever their signs."""
        pairs = self.openable
        return int((np.abs(self.pair_value) + self.table().sum(axis=1))[pairs].max(initial=0))

    def rank(self) -> Ints:
        """Return the place of each need among the needs of its mentee: (n_needs,)."""
        order = np.argsort(self.need_mentee, kind="stable")
        rows = self.need_mentee[order]
        rank = np.empty_like(order)
        rank[order] = np.arange(len(order)) - np.searchsorted(rows, rows)
        return rank

    def pair_of_option(self) -> Ints:
        """Return the pair that each option belongs to: (n_options,)."""
        key = self.pair_mentee * self.n_mentors + self.pair_mentor
        order = np.argsort(key)
        wanted = self.need_mentee[self.option_need] * self.n_mentors + self.option_mentor
        at = np.minimum(np.searchsorted(key[order], wanted), len(key) - 1)
        return np.asarray(order[at], dtype=np.int64)

    def table(self) -> Ints:
        """Return what each pair brings to each need of its mentee, 0 where nothing: (n_pairs, most needs of one)."""
        cells = np.zeros((len(self.pair_mentee), _most_needs(self)), dtype=np.int64)
        if len(self.option_need):
            np.maximum.at(cells, (self.pair_of_option(), self.rank()[self.option_need]), self.option_value)
        return cells

    def load(self, opened: Flags) -> Ints:
        """Return how many mentees each mentor has: (n_mentors,)."""
        return np.bincount(self.pair_mentor[opened], minlength=self.n_mentors)

    def days_used(self, opened: Flags) -> Ints:
        """Return how many days each mentor gives: (n_mentors,)."""
        used = np.zeros(self.n_mentors, dtype=np.int64)
        np.add.at(used, self.pair_mentor[opened], self.pair_days[opened])
        return used

    def mentor_of(self, opened: Flags) -> Ints:
        """Return the mentor that brings most to each need among the opened pairs, -1 for none: (n_needs,)."""
        mentor = np.full(len(self.need_mentee), -1, dtype=np.int64)
        if len(self.option_need):
            live = np.flatnonzero(opened[self.pair_of_option()] & (self.option_value > 0))
            order = live[np.lexsort((-self.option_mentor[live], self.option_value[live]))]
            mentor[self.option_need[order]] = self.option_mentor[order]
        return mentor

    def total(self, opened: Flags) -> int:
        """Return what the opened pairs bring, each need with the best of them."""
        cells = np.zeros((self.n_mentees, _most_needs(self)), dtype=np.int64)
        np.maximum.at(cells, self.pair_mentee[opened], self.table()[opened])
        return int(self.pair_value[opened].sum()) + int(cells.sum())


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundled:
    """Who has whom, and how good that is.

    Parameters
    ----------
    opened
        (n_pairs,) the pairs opened.
    mentor
        (n_needs,) the mentor of each need, -1 for none.
    value, bound
        What it brings, and what nothing can exceed, as the solver says.
    status
        OPTIMAL when the two are equal, else FEASIBLE.
    place_price, day_price, parts
        (n_mentors,) what mentors ask, in ``1 / parts`` of a unit of value, 0 or more.
    pay
        (n_mentees,) what mentees offer, in the same parts; None unless days called for it.
    shown
        What nothing can exceed, as the prices or the pay show without a solver; ``bound`` or more.
    """

    opened: Flags
    mentor: Ints
    value: int
    bound: int
    status: Status
    place_price: Ints
    day_price: Ints
    pay: Ints | None
    parts: int
    shown: int

    @property
    def gap(self) -> float:
        """How far the value may be from the best, as a share of the bound."""
        return (self.bound - self.value) / max(abs(self.bound), 1)


def _most_needs(shape: Bundles) -> int:
    return int(np.bincount(shape.need_mentee, minlength=1).max())


def _check(shape: Bundles) -> None:
    if shape.n_mentees < 0:
        raise BadValue(field="n_mentees", value=shape.n_mentees, expected="0 or more")
    if shape.mentors_each < 1:
        raise BadValue(field="mentors_each", value=shape.mentors_each, expected="1 or more")
    for name, like in LENGTHS.items():
        parts = getattr(shape, name)
        if parts is not None and len(parts) != len(getattr(shape, like)):
            raise BadValue(field=name, value=len(parts), expected=f"as many as {like}")
    for name, most in _ranges(shape):
        values: Ints | None = getattr(shape, name)
        if values is not None and len(values) and not 0 <= (worst := _worst(values)) < most:
            raise BadValue(field=name, value=worst, expected=f"0 or more and below {most}")
    _check_pairs(shape)


def _worst(values: Ints) -> int:
    """Return the least of some numbers when it is below zero, else the largest."""
    least = int(values.min())
    return least if least < 0 else int(values.max())


def _check_pairs(shape: Bundles) -> None:
    key = np.unique(shape.pair_mentee * shape.n_mentors + shape.pair_mentor)
    if len(key) < len(shape.pair_mentee):
        raise BadValue(field="pair_mentee", value=len(shape.pair_mentee), expected="every pair once")
    wanted = shape.need_mentee[shape.option_need] * shape.n_mentors + shape.option_mentor
    if not np.isin(wanted, key).all():
        raise BadValue(field="option_mentor", value=len(wanted), expected="options of pairs only")


def _ranges(shape: Bundles) -> Iterator[tuple[str, int]]:
    yield "need_mentee", shape.n_mentees
    yield "option_need", len(shape.need_mentee)
    yield "option_mentor", shape.n_mentors
    yield "pair_mentee", shape.n_mentees
    yield "pair_mentor", shape.n_mentors
    yield "pair_days", MOST_DAYS
    yield "places", MOST_DAYS
    yield "days", MOST_DAYS


def _check_size(shape: Bundles) -> None:
    per_mentee = np.bincount(shape.pair_mentee, minlength=1)
    sizes, times = np.unique(per_mentee, return_counts=True)
    of_one = [bundles_of(int(size), shape.mentors_each) for size in sizes]
    whole = sum(count * int(many) for count, many in zip(of_one, times, strict=True))
    if max(of_one) > MOST_OF_ONE:
        raise TooLarge(what="bundles of one mentee", size=max(of_one), most=MOST_OF_ONE)
    if whole > MOST_BUNDLES:
        raise TooLarge(what="bundles of mentors", size=whole, most=MOST_BUNDLES)
    cells = len(shape.pair_mentee) * _most_needs(shape)
    if cells > MOST_CELLS:
        raise TooLarge(what="needs times pairs", size=cells, most=MOST_CELLS)
    value = sum(float(np.abs(part.astype(float)).sum()) for part in (shape.option_value, shape.pair_value))
    if value > MOST_VALUE:
        raise TooLarge(what="sum of all values", size=int(value), most=MOST_VALUE)


def bundles_of(pairs: int, mentors_each: int) -> int:
    """Return how many bundles of one mentor or more a mentee with so many pairs has."""
    return sum(comb(pairs, count) for count in range(1, min(mentors_each, pairs) + 1))
