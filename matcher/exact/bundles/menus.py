"""Every bundle of mentors that is still worth a mentee's while at given prices, many mentees at once.

What a mentor adds to a bundle is never more than what it brings alone (submodularity: a need is covered once).
So with the mentors of a mentee in the order of what they bring alone, a bundle is extended only as far down as the
floor can still be reached; nothing above the floor is missed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matcher.errors import TooLarge
from matcher.exact.bundles.shape import Bundles, Flags, Ints, bundles_of

# Bundles looked at in one go: eight columns of 64 bits each stay below a quarter of a gigabyte.
BLOCK = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """Bundles as rows.

    Parameters
    ----------
    mentee
        (n,) whose bundle it is.
    pairs
        (n, mentors_each) the pairs it opens, ascending, filled up with -1.
    value
        (n,) what it brings before paying.
    """

    mentee: Ints
    pairs: Ints
    value: Ints

    def __len__(self) -> int:
        """Return how many bundles there are."""
        return len(self.mentee)

    def only(self, rows: Ints | Flags) -> "Menu":
        """Return some of the bundles."""
        return Menu(mentee=self.mentee[rows], pairs=self.pairs[rows], value=self.value[rows])

    def with_(self, other: "Menu") -> "Menu":
        """Return both, each bundle once, in the order of mentees and pairs."""
        both = _joined([self, other])
        both = both.only(np.lexsort(np.vstack([both.pairs.T[::-1], both.mentee])))
        beside = (both.pairs[1:] != both.pairs[:-1]).any(axis=1) | (both.mentee[1:] != both.mentee[:-1])
        return both.only(np.concatenate(([True], beside)) if len(both) else beside)

    def first(self, worth: Ints, each: int) -> "Menu":
        """Return the bundles of most worth, so many of each mentee."""
        order = np.lexsort((-worth, self.mentee))
        return self.only(order[rank(self.mentee[order]) < each])

    def after(self, charge: Ints, parts: int) -> Ints:
        """Return what each bundle leaves after paying ``charge`` (n_pairs,), in ``1 / parts``: (n,)."""
        left: Ints = self.value * parts - np.append(charge, 0)[self.pairs].sum(axis=1)
        return left


@dataclass(frozen=True, slots=True)
class Priced:
    """A shape at given prices, its pairs by mentee and what they leave alone, the most first; see ``priced``."""

    pairs: Ints
    mentee: Ints
    own: Ints
    cells: Ints
    alone: Ints
    ends: Ints


def priced(shape: Bundles, table: Ints, charge: Ints, *, parts: int, among: Flags) -> Priced:
    """Return the pairs ``among`` in the order in which bundles grow."""
    pairs = np.flatnonzero(among)
    own = shape.pair_value[pairs] * parts - charge[pairs]
    alone = own + table[pairs].sum(axis=1) * parts
    order = np.lexsort((-alone, shape.pair_mentee[pairs]))
    pairs = pairs[order]
    mentee = shape.pair_mentee[pairs]
    ends = np.searchsorted(mentee, mentee, side="right")
    return Priced(pairs, mentee, own[order], table[pairs] * parts, alone[order], ends)


def menu(
    shape: Bundles,
    table: Ints,
    charge: Ints,
    floor: Ints,
    *,
    parts: int,
    among: Flags,
    each: int | None = None,
    most: int | None = None,
) -> Menu:
    """Return every bundle of the pairs ``among`` that leaves at least ``floor``.

    Parameters
    ----------
    table
        (n_pairs, needs) of ``Bundles.table``.
    charge
        (n_pairs,) what each pair pays, in ``1 / parts``.
    floor
        (n_mentees,) what a bundle has to leave, in ``1 / parts``.
    each
        Only so many bundles of a mentee, those that leave most; all when None.

    Raises
    ------
    TooLarge
        As soon as they are more than ``most``.
    """
    at = priced(shape, table, charge, parts=parts, among=among)
    found = [nothing(shape.mentors_each)]
    for first, last in _blocks(at, shape.mentors_each):
        block = _joined(
            [
                _written(shape, at, rows, charge, parts=parts)
                for rows in _grown(at, floor, first=first, last=last, each=shape.mentors_each)
            ]
        )
        found.append(block if each is None else block.first(block.after(charge, parts), each))
        size = sum(map(len, found))
        if most is not None and size > most:
            raise TooLarge(what="bundles in doubt", size=size, most=most)
    return _joined(found)


def nothing(mentors_each: int) -> Menu:
    """Return no bundle at all."""
    none = np.zeros(0, dtype=np.int64)
    return Menu(mentee=none, pairs=np.zeros((0, mentors_each), dtype=np.int64), value=none)


def _joined(found: list[Menu]) -> Menu:
    return Menu(
        mentee=np.concatenate([one.mentee for one in found]),
        pairs=np.concatenate([one.pairs for one in found]),
        value=np.concatenate([one.value for one in found]),
    )


def rank(rows: Ints) -> Ints:
    """Return the place of each row among its equals, which stand together and ascend: (n,)."""
    return np.arange(len(rows)) - np.searchsorted(rows, rows)


def _blocks(at: Priced, each: int) -> Iterator[tuple[int, int]]:
    """Yield slices of the pairs, whole mentees, that can have at most ``BLOCK`` bundles together."""
    starts = np.flatnonzero(np.concatenate(([True], at.mentee[1:] != at.mentee[:-1]))) if len(at.mentee) else ()
    first, held = 0, 0
    for start in starts:
        end = int(at.ends[start])
        many = bundles_of(end - int(start), each)
        if held and held + many > BLOCK:
            yield first, int(start)
            first, held = int(start), 0
        held += many
    if len(at.mentee):
        yield first, len(at.mentee)


def _grown(at: Priced, floor: Ints, *, first: int, last: int, each: int) -> Iterator[tuple[Ints, Ints]]:
    """Yield (places, left) of the bundles of one mentor, two, and so on, that reach their mentee's floor."""
    tail = np.arange(first, last)
    places, left, best = tail[:, None], at.alone[tail], at.cells[tail]
    for count in range(1, each + 1):
        enough = left >= floor[at.mentee[tail]]
        yield places[enough], left[enough]
        if count == each:
            return
        missing = floor[at.mentee[tail]] - left
        # What is missing is shared by the mentors still to come, of which the next brings most.
        least = np.where(missing > 0, -(-missing // (each - count)), missing)
        stop = _down_to(at, tail, least)
        more = stop - tail - 1
        row = np.repeat(np.arange(len(tail)), more)
        next_ = np.arange(len(row)) - np.repeat(np.cumsum(more) - more, more) + tail[row] + 1
        gain = np.maximum(at.cells[next_] - best[row], 0).sum(axis=1) + at.own[next_]
        places, left = np.column_stack([places[row], next_]), left[row] + gain
        best, tail = np.maximum(best[row], at.cells[next_]), next_


def _down_to(at: Priced, tail: Ints, least: Ints) -> Ints:
    """Return where the mentors after ``tail`` that alone leave ``least`` or more end, by bisection."""
    low, high = tail + 1, at.ends[tail]
    while (low < high).any():
        middle = (low + high) // 2
        inside = low < high
        enough = inside & (at.alone[np.minimum(middle, len(at.alone) - 1)] >= least)
        low = np.where(enough, middle + 1, low)
        high = np.where(inside & ~enough, middle, high)
    return low


def _written(shape: Bundles, at: Priced, rows: tuple[Ints, Ints], charge: Ints, *, parts: int) -> Menu:
    places, left = rows
    pairs = np.full((len(places), shape.mentors_each), -1, dtype=np.int64)
    pairs[:, : places.shape[1]] = np.sort(at.pairs[places], axis=1)
    value = (left + charge[at.pairs[places]].sum(axis=1)) // parts
    return Menu(mentee=at.mentee[places[:, 0]], pairs=pairs, value=value)
