"""What each mentor would do with its days if mentees paid: one mentor a mentee, each taking its own share of the days.

This is generalised assignment seen from the mentors. A pack is the mentees of one mentor; which pack is best at given
pay is a knapsack, solved exactly by dynamic programming. This module knows no solver.
"""

from dataclasses import dataclass

import numpy as np

from matcher.exact.bundles.shape import MOST_SUM, Flags, Ints

# More than anything can lose.
NEVER = MOST_SUM


@dataclass(frozen=True, slots=True, kw_only=True)
class Packing:
    """Values and days of all pairs as tables.

    Parameters
    ----------
    value
        (n_mentors, n_mentees) what a pair brings; 0 or less where there is none.
    days
        (n_mentors, n_mentees) days that a pair takes.
    most
        (n_mentors,) days of each mentor.
    """

    value: Ints
    days: Ints
    most: Ints

    def part(self, mentors: Ints | Flags, mentees: Ints | Flags) -> "Packing":
        """Return some mentors and some mentees."""
        return Packing(
            value=self.value[mentors][:, mentees], days=self.days[mentors][:, mentees], most=self.most[mentors]
        )

    def worth(self, mentor_of: Ints) -> int:
        """Return what an answer brings: (n_mentees,) the mentor of each, -1 for none."""
        placed = np.flatnonzero(mentor_of >= 0)
        return int(self.value[mentor_of[placed], placed].sum())


@dataclass(frozen=True, slots=True, kw_only=True)
class Packs:
    """Packs as rows.

    Parameters
    ----------
    mentor
        (n,) whose pack it is.
    taken
        (n, n_mentees) whom it takes.
    worth
        (n,) what it brings.
    """

    mentor: Ints
    taken: Flags
    worth: Ints

    @classmethod
    def of(cls, packing: Packing, mentor: Ints, taken: Flags) -> "Packs":
        """Return packs with what they bring."""
        return cls(mentor=mentor, taken=taken, worth=(packing.value[mentor] * taken).sum(axis=1))

    def with_(self, other: "Packs") -> "Packs":
        """Return both, each pack once, the earlier ones first."""
        mentor = np.concatenate([self.mentor, other.mentor])
        taken = np.concatenate([self.taken, other.taken])
        worth = np.concatenate([self.worth, other.worth])
        rows = np.column_stack([mentor, np.packbits(taken, axis=1)])
        _, first = np.unique(rows, axis=0, return_index=True)
        keep = np.sort(first)
        return Packs(mentor=mentor[keep], taken=taken[keep], worth=worth[keep])

    def inside(self, packing: Packing, mentors: Flags, mentees: Flags) -> "Packs":
        """Return the packs that stay within some mentors and mentees, as packs of that part."""
        rows = mentors[self.mentor] & ~(self.taken & ~mentees).any(axis=1)
        return Packs.of(packing, (np.cumsum(mentors) - 1)[self.mentor[rows]], self.taken[rows][:, mentees])


def losses(packing: Packing, pay: Ints) -> Ints:
    """Return by how much the bound of this pay falls when a mentor must take a mentee: (n_mentors, n_mentees).

    The best pack of the mentees before, the one, and those after, however the other days are split between the two.
    ``NEVER`` where there is no pair or too few days.
    """
    mentors, mentees = packing.value.shape
    left = np.arange(int(packing.most.max(initial=0)) + 1)
    profit = packing.value - pay
    before = [np.zeros((mentors, len(left)), dtype=np.int64)]
    for mentee in range(mentees):
        before.append(_or_with(packing, before[-1], left, profit, mentee))
    best = before.pop()[np.arange(mentors), packing.most]
    after = np.zeros((mentors, len(left)), dtype=np.int64)
    lost = np.full((mentors, mentees), NEVER)
    for mentee in reversed(range(mentees)):
        rest = (packing.most - packing.days[:, mentee])[:, None] - left
        both = before.pop() + np.take_along_axis(after, np.maximum(rest, 0), axis=1)
        forced = np.where(rest >= 0, both, -NEVER).max(axis=1)
        real = (packing.value[:, mentee] > 0) & (forced >= 0)
        lost[real, mentee] = (best - profit[:, mentee] - forced)[real]
        after = _or_with(packing, after, left, profit, mentee)
    return lost


def _or_with(packing: Packing, best: Ints, left: Ints, profit: Ints, mentee: int) -> Ints:
    """Return the best packs for all days left when one more mentee may be taken."""
    before = left - packing.days[:, mentee, None]
    with_ = np.take_along_axis(best, np.maximum(before, 0), axis=1) + profit[:, mentee, None]
    return np.where((before >= 0) & (packing.value[:, mentee, None] > 0), np.maximum(best, with_), best)


def best_packs(packing: Packing, pay: Ints) -> tuple[Packs, int]:
    """Return the best pack of each mentor when every mentee pays ``pay`` (n_mentees,), and what nothing can exceed.

    What is paid and what the mentors have left together is a bound whatever is paid (weak duality). All mentors at
    once; it takes mentors times mentees times days steps.
    """
    mentors, mentees = packing.value.shape
    left = np.arange(int(packing.most.max(initial=0)) + 1)
    best = np.zeros((mentors, len(left)), dtype=np.int64)
    steps = np.zeros((mentees, mentors, len(left)), dtype=bool)
    profit = np.where(packing.value > 0, packing.value - pay, 0)
    for mentee in range(mentees):
        before = left - packing.days[:, mentee, None]
        with_ = np.take_along_axis(best, np.maximum(before, 0), axis=1) + profit[:, mentee, None]
        steps[mentee] = (before >= 0) & (with_ > best)
        best = np.where(steps[mentee], with_, best)
    taken = np.zeros((mentors, mentees), dtype=bool)
    every, at = np.arange(mentors), packing.most.copy()
    for mentee in reversed(range(mentees)):
        taken[:, mentee] = steps[mentee, every, at]
        at -= np.where(taken[:, mentee], packing.days[:, mentee], 0)
    return Packs.of(packing, every, taken), int(pay.sum()) + int(best[every, packing.most].sum())
