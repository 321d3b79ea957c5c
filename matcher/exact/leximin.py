"""Worst-off first: as many served as can be, then as few as can be below the lowest limit, the next, and then the sum.

How many arcs reach a limit is an aim like any other, so the limits are ordered aims of ``optimum``: a few flows, each
on the face of those before, and one set of prices that proves all of them at once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from matcher.errors import BadValue, TooLarge
from matcher.exact.flow import best
from matcher.exact.network import Flags, Ints, Network, network
from matcher.exact.optimum import Optimum, optimum
from matcher.exact.scale import Aims

# Limits times arcs that may be held: 400 megabytes.
MOST_CELLS = 50_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Leximin:
    """An allocation that looks at the worst-off first.

    Parameters
    ----------
    taken
        (n_arcs,) the arcs taken.
    wanted
        How many mentors all mentees want together.
    limits
        The lower ends of the bands, ascending.
    below, least
        How many of the mentors wanted are missing, then how many are missing or bring less than each limit: reached,
        and the least of any allocation that is as good in all before it.
    total, most
        What arcs and places bring together: reached, and the most of any allocation that is as good in every band.
    plain
        The most that an allocation brings which serves as many and looks at nothing but the sum.
    """

    taken: Flags
    wanted: int
    limits: tuple[int, ...]
    below: tuple[int, ...]
    least: tuple[int, ...]
    total: int
    most: int
    plain: int

    @property
    def counts(self) -> tuple[int, ...]:
        """How many are missing, how many bring less than the first limit, and so on up to the last band."""
        return tuple(int(count) for count in np.diff((0, *self.below, self.wanted)))

    @property
    def price(self) -> int:
        """What the sum loses for the sake of the worst-off."""
        return self.plain - self.total


def even_limits(shape: Network, bands: int) -> Ints:
    """Return the limits of ``bands`` bands of one width between nothing and the largest value: (at most ``bands``,).

    Raises
    ------
    BadValue
        For less than one band.
    """
    if bands < 1:
        raise BadValue(field="bands", value=bands, expected="1 or more")
    highest = int(shape.value.max(initial=0))
    return np.unique([-(-highest * band // bands) for band in range(1, bands + 1)]).astype(np.int64)


def leximin(shape: Network, *, bands: Ints, seed: int) -> Leximin:
    """Return the allocation that serves most, has fewest below the first limit, then the second ..., then brings most.

    Parameters
    ----------
    bands
        (n_bands,) the lower end of each band, ascending; with one for each value there is, this is leximin itself.

    Raises
    ------
    BadValue
        For limits that do not ascend.
    TooLarge
        For more limits times arcs than can be held, or values that leave the solver's 64 bits.
    """
    limits = np.asarray(bands, dtype=np.int64)
    if (np.diff(limits) <= 0).any():
        raise BadValue(field="bands", value=limits.tolist(), expected="limits that ascend")
    found, plain = _reaching(shape, limits, seed=seed), _reaching(shape, limits[:0], seed=seed)
    wanted = int(shape.demand.sum())
    return Leximin(
        taken=found.taken, wanted=wanted, limits=tuple(limits.tolist()),
        below=tuple(wanted - reached for reached in found.value[:-1]),
        least=tuple(wanted - reached for reached in found.bound[:-1]),
        total=found.value[-1], most=found.bound[-1], plain=plain.value[-1],
    )  # fmt: skip


def at_least(shape: Network, threshold: int | None = None, *, seed: int) -> Leximin:
    """Return the allocation that serves most, has fewest below ``threshold``, and then brings most.

    Parameters
    ----------
    threshold
        The largest that everybody who can be served can reach together, see ``highest``, when None.
    """
    limit = highest(shape, seed=seed) if threshold is None else threshold
    return leximin(shape, bands=np.array([] if limit is None else [limit], dtype=np.int64), seed=seed)


def highest(shape: Network, *, seed: int) -> int | None:
    """Return the largest value that as many mentees as can be served can all reach, None when none can be served.

    By bisection: whether the arcs that reach a value serve as many as all arcs do.
    """
    limits = np.unique(shape.value)
    most = _served(shape, None, seed=seed)
    if not most:
        return None
    low, high = 0, len(limits) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if _served(shape, int(limits[middle]), seed=seed) == most:
            low = middle
        else:
            high = middle - 1
    return int(limits[low])


def pareto(shape: Network, thresholds: Sequence[int], *, seed: int) -> Iterator[tuple[int, int, int]]:
    """Yield ``(threshold, total, count below or missing)`` of ``at_least`` for each threshold."""
    for threshold in thresholds:
        found = at_least(shape, threshold, seed=seed)
        yield threshold, found.total, found.below[-1]


def _served(shape: Network, limit: int | None, *, seed: int) -> int:
    """Return how many of the mentors wanted can be had on arcs that reach a limit, on all of them when None."""
    arcs = np.flatnonzero(shape.value >= limit) if limit is not None else np.arange(len(shape.value))
    part = network(
        demand=shape.demand, places=shape.places, mentee=shape.mentee[arcs], mentor=shape.mentor[arcs],
        value=np.ones_like(arcs),
    )  # fmt: skip
    return int(best(part, seed=seed).sum())


def _reaching(shape: Network, limits: Ints, *, seed: int) -> Optimum:
    """Return the best allocation for these aims: arcs taken, arcs that reach each limit, and the sum."""
    rows = len(limits) + 2
    if rows * len(shape.value) > MOST_CELLS:
        raise TooLarge(what="limits times arcs", size=rows * len(shape.value), most=MOST_CELLS)
    value = np.ones((rows, len(shape.value)), dtype=np.int64)
    value[1:-1] = shape.value >= limits[:, None]
    value[-1] = shape.value
    bonus = np.zeros((rows, len(shape.bonus)), dtype=np.int64)
    bonus[-1] = shape.bonus
    return optimum(shape, Aims(value=value, bonus=bonus), seed=seed)
