"""How much a weight may change before the best allocation does: every breakpoint, exactly, and one interval a pair.

The value of an arc is ``value + t * gain``. The best total is then a convex chain of straight lines in ``t``, one for
each allocation that is best somewhere. Two lines known meet at a point: either no allocation is better there, and it is
a breakpoint, or one is, and its line comes between them. So ``b`` breakpoints take ``2 b + 1`` solves (Eisner and
Severance 1976), and all of it in fractions.
"""

import time
from collections import deque
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor, inf

import numpy as np

from matcher.errors import BadValue
from matcher.exact.face import thresholds, whole
from matcher.exact.flow import best, check_range, nodes_of, range_of
from matcher.exact.network import Flags, Ints, Network, Values
from matcher.exact.prices import prices


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Piece:
    """An allocation, and where it is known to be best.

    Parameters
    ----------
    low, high
        The ends of the interval of ``t``; equal where it is only known at one point.
    taken
        (n_arcs,) the arcs taken.
    value, gain
        What it brings is ``value + t * gain``.
    """

    low: Fraction
    high: Fraction
    taken: Flags
    value: int
    gain: int

    def at(self, t: Fraction) -> Fraction:
        """Return what it brings at ``t``."""
        return self.value + t * self.gain


@dataclass(frozen=True, slots=True, kw_only=True)
class Stays:
    """Where a pair of the present allocation stays.

    Parameters
    ----------
    arc
        The pair.
    low, high
        It is in a best allocation at least from here to there.
    """

    arc: int
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervals:
    """The best allocations for every ``t`` from ``low`` to ``high``.

    Parameters
    ----------
    pieces
        In the order of ``t``; without a gap between them when ``complete``.
    solves
        How many flows it took.
    complete
        Whether all breakpoints are known; else there are at least ``breakpoints``.
    """

    pieces: tuple[Piece, ...]
    solves: int
    complete: bool

    @property
    def breakpoints(self) -> int:
        """At how many points the best allocation changes, at least."""
        return len(self.pieces) - 1

    def piece(self, t: Fraction) -> Piece:
        """Return a piece that is best at ``t``.

        Raises
        ------
        BadValue
            If none of those known is.
        """
        for piece in self.pieces:
            if piece.low <= t <= piece.high:
                return piece
        known = f"{self.pieces[0].low} to {self.pieces[-1].high}"
        raise BadValue(field="t", value=str(t), expected=f"a point of a known piece, {known}")

    def stays(self, now: Fraction) -> tuple[Stays, ...]:
        """Return where each pair of the present best allocation stays, in the order of the arcs.

        Other allocations may be as good as those found, so a pair can stay for longer, never for less.

        Raises
        ------
        BadValue
            If no piece known is best at ``now``.
        """
        present = self.pieces.index(self.piece(now))
        arcs = np.flatnonzero(self.pieces[present].taken).tolist()
        return tuple(
            Stays(arc=arc, low=self._end(arc, present, step=-1).low, high=self._end(arc, present, step=1).high)
            for arc in arcs
        )

    def _end(self, arc: int, place: int, *, step: int) -> Piece:
        """Return the last piece on one side up to which the pair stays without a gap."""
        while 0 <= place + step < len(self.pieces):
            first, second = sorted((place, place + step))
            if not self.pieces[place + step].taken[arc] or self.pieces[first].high != self.pieces[second].low:
                break
            place += step
        return self.pieces[place]


@dataclass(frozen=True, slots=True)
class _Point:
    """The line that is best at one ``t``, and what each of the arcs still asked about loses there, times ``scale``."""

    t: Fraction
    value: int
    gain: int
    loss: Values
    scale: int

    def at(self, t: Fraction) -> Fraction:
        """Return what its line brings at ``t``."""
        return self.value + t * self.gain

    def within(self, gap: Fraction) -> Flags:
        """Return which arcs lose no more than the gap."""
        return np.asarray(self.loss <= floor(gap * self.scale), dtype=bool)

    def among(self, left: Flags) -> "_Point":
        """Return the point with some of its arcs only."""
        return replace(self, loss=self.loss[left])


class _Search:
    """The lines found so far, and the flows that found them."""

    def __init__(self, shape: Network, gain: Ints, *, most_solves: int, deadline: float, seed: int) -> None:
        self.deadline = deadline
        self.shape, self.gain, self.most_solves, self.seed = shape, gain, most_solves, seed
        self.pieces: dict[int, Piece] = {}
        self.solves = 0

    def largest(self, t: Fraction) -> int:
        """Return the largest value at ``t``, times its denominator."""
        most = max(_most(self.shape.value), _most(self.shape.bonus), 1)
        return t.denominator * most + abs(t.numerator) * max(_most(self.gain), 1)

    def may(self, t: Fraction) -> bool:
        """Whether there is another solve left, and the numbers at ``t`` stay within the solver's."""
        in_time = self.solves < self.most_solves and time.monotonic() < self.deadline
        return in_time and self.largest(t) <= range_of(nodes_of(self.shape))

    def solve(self, t: Fraction, arcs: Ints) -> _Point:
        """Return the best line at ``t`` among some arcs that hold one."""
        times, scale = t.numerator, t.denominator
        shape, gain = self.shape, self.gain
        check_range(self.largest(t), nodes=nodes_of(shape))
        part = replace(
            shape, mentee=shape.mentee[arcs], mentor=shape.mentor[arcs], bonus=scale * shape.bonus,
            value=scale * shape.value[arcs] + times * gain[arcs],
        )  # fmt: skip
        chosen = best(part, seed=self.seed)
        self.solves += 1
        keeps = part.value - prices(part, chosen)[part.mentor]
        face = whole(part)
        lacks = thresholds(part, keeps, open_arcs=face.open_arcs, kept_arcs=face.kept_arcs, may_lack=face.may_lack)
        taken = np.zeros(len(gain), dtype=bool)
        taken[arcs[chosen]] = True
        found = Piece(low=t, high=t, taken=taken, value=shape.total(taken), gain=int(gain[taken].sum()))
        # No two lines of one slope are best anywhere, so the slope names the line.
        self.pieces.setdefault(found.gain, found)
        self.know(found.gain, t)
        return _Point(t, found.value, found.gain, lacks[part.mentee] - keeps, scale)

    def know(self, gain: int, t: Fraction) -> None:
        """Note that the line of this slope is best at ``t``, and so from there to wherever else it is known."""
        piece = self.pieces[gain]
        self.pieces[gain] = replace(piece, low=min(piece.low, t), high=max(piece.high, t))

    def in_order(self) -> tuple[Piece, ...]:
        """Return the pieces in the order of ``t``, without lines that only touch where their neighbour is as good."""
        found = [self.pieces[gain] for gain in sorted(self.pieces)]
        return tuple(_covered(_covered(found)[::-1])[::-1])


def _most(values: Values) -> int:
    return max(int(values.max()), -int(values.min())) if len(values) else 0


def _covered(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces without single points at which the piece before brings as much."""
    kept: list[Piece] = []
    for piece in pieces:
        t = piece.low
        if kept and t == piece.high and kept[-1].at(t) == piece.at(t):
            kept[-1] = replace(kept[-1], low=min(kept[-1].low, t), high=max(kept[-1].high, t))
        else:
            kept.append(piece)
    return kept


def intervals(
    shape: Network, gain: Ints, *, low: Fraction, high: Fraction, most_solves: int, seed: int, time_limit: float = inf
) -> Intervals:
    """Return the best allocations for ``value + t * gain`` with ``t`` from ``low`` to ``high``.

    Where the prices at both ends of an interval show that an arc cannot be in a best allocation between them, it is
    not asked again there (complementary slackness), so later flows are small.

    Parameters
    ----------
    gain
        (n_arcs,) what ``t`` adds to each arc, whole numbers.
    most_solves
        At most so many flows, 2 or more. What is not known by then, or lies where whole numbers would leave the
        solver's 64 bits, is left open, and ``complete`` says so.
    seed
        0 or more; decides among equals, and nothing else.
    time_limit
        Seconds after which no further flow is begun, the two ends apart.

    Raises
    ------
    BadValue
        For ends in the wrong order, or numbers out of range.
    TooLarge
        If a value at one of the ends, made whole by its denominator, leaves the solver's 64 bits.
    """
    _check(shape, gain, low=low, high=high, most_solves=most_solves, seed=seed)
    deadline = time.monotonic() + time_limit
    search, complete = _Search(shape, gain, most_solves=most_solves, deadline=deadline, seed=seed), True
    every = np.arange(len(gain))
    open_ = deque([(search.solve(low, every), search.solve(high, every), every)])
    while open_:
        one, other, arcs = open_.popleft()
        if one.gain == other.gain:
            continue
        t = Fraction(one.value - other.value, other.gain - one.gain)
        if t not in (one.t, other.t):
            if not search.may(t):
                complete = False
                continue
            # The best total is convex: between the two points it is nowhere above the chord.
            share = (t - one.t) / (other.t - one.t)
            chord = (1 - share) * one.at(one.t) + share * other.at(other.t)
            left = one.within(chord - one.at(t)) | other.within(chord - one.at(t))
            middle = search.solve(t, arcs[left])
            if middle.at(t) > one.at(t):
                open_ += [(one.among(left), middle, arcs[left]), (middle, other.among(left), arcs[left])]
                continue
        search.know(one.gain, t)
        search.know(other.gain, t)
    return Intervals(pieces=search.in_order(), solves=search.solves, complete=complete)


def _check(shape: Network, gain: Ints, *, low: Fraction, high: Fraction, most_solves: int, seed: int) -> None:
    if len(gain) != len(shape.value):
        raise BadValue(field="gain", value=len(gain), expected=f"one for each of {len(shape.value)} arcs")
    if low > high:
        raise BadValue(field="low", value=str(low), expected=f"at most {high}")
    if most_solves < 2:
        raise BadValue(field="most_solves", value=most_solves, expected="2 or more, for the two ends")
    if seed < 0:
        raise BadValue(field="seed", value=seed, expected="0 or more")
