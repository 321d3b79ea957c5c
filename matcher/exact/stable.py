"""When both sides have a ranking: who would rather have each other, and the allocation in which fewest would.

A pair blocks an allocation when both would gain by it: each has room, or something that it likes less. Equal is not
less. Deferred acceptance (Gale and Shapley 1962) leaves no such pair, but may leave mentees without a mentor that could
have one. Among the allocations that serve most, the fewest blocking pairs are the fewest that must be taken away for
deferred acceptance to serve as many: sets of them are tried, and an integer programme (HiGHS) does the rest.
"""

import time
from dataclasses import dataclass
from heapq import heappush, heappushpop
from math import ceil

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import block_array, csr_array, diags_array, eye_array, hstack

from data.answer import Status
from matcher.errors import BadValue
from matcher.exact.network import Flags, Ints, Network
from matcher.exact.optimum import optimum
from matcher.exact.scale import Aims

# Arcs that the integer programme may have, with six variables and five rows each; at half of it, HiGHS found nothing
# in twenty seconds.
MOST_ARCS = 20_000
# Pairs that are taken away at once; Python's own stack ends at a thousand calls.
DEEPEST = 500
# How far HiGHS may be off a whole number and still mean it.
SLACK, HALF = 1e-6, 0.5
# What scipy calls a programme without an answer.
INFEASIBLE = 2
INT64_LEAST, INT64_MOST = np.iinfo(np.int64).min, np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True, kw_only=True)
class Stable:
    """An allocation with few blocking pairs.

    Parameters
    ----------
    taken
        (n_arcs,) the arcs taken.
    served
        How many these are.
    blocking
        (n_blocking,) the arcs that block it.
    least
        No allocation with as many arcs has fewer blocking pairs than this.
    status
        OPTIMAL when none has fewer, else FEASIBLE.
    """

    taken: Flags
    served: int
    blocking: Ints
    least: int
    status: Status

    @property
    def gap(self) -> int:
        """How many blocking pairs fewer there might be."""
        return len(self.blocking) - self.least


def blocking(shape: Network, taken: Flags, *, for_mentee: Ints, for_mentor: Ints) -> Ints:
    """Return the arcs that block an allocation, ascending.

    Parameters
    ----------
    for_mentee, for_mentor
        (n_arcs,) what an arc is worth to either side, more is better; a rank with its sign turned will do.
    """
    one = _worst(shape.mentee, for_mentee, taken, most=shape.demand)[shape.mentee]
    other = _worst(shape.mentor, for_mentor, taken, most=shape.places)[shape.mentor]
    return np.flatnonzero(~taken & (for_mentee > one) & (for_mentor > other))


def _worst(side: Ints, worth: Ints, taken: Flags, *, most: Ints) -> Ints:
    """Return the worth of the worst that each of one side has; below everything with room, above it without a place."""
    worst = np.full(len(most), INT64_MOST)
    np.minimum.at(worst, side[taken], worth[taken])
    worst[np.bincount(side[taken], minlength=len(most)) < most] = INT64_LEAST
    return worst


class _Ranking:
    """The wishes of both sides as plain lists, ready to be asked many times."""

    def __init__(self, shape: Network, for_mentee: Ints, for_mentor: Ints) -> None:
        order = np.lexsort((-for_mentee, shape.mentee))
        first = np.searchsorted(shape.mentee[order], np.arange(shape.n_mentees + 1)).tolist()
        self.arcs, self.first, self.end = order.tolist(), first[:-1], first[1:]
        self.mentee, self.mentor = shape.mentee.tolist(), shape.mentor.tolist()
        self.worth, self.places = for_mentor.tolist(), shape.places.tolist()
        self.asking = [row for row, wanted in enumerate(shape.demand.tolist()) for _ in range(wanted)]

    def accepted(self, without: frozenset[int] = frozenset()) -> list[list[int]]:
        """Return the arcs that each mentor accepts in the end, when some arcs are not there."""
        next_, asking = self.first.copy(), self.asking.copy()
        held: list[list[tuple[int, int]]] = [[] for _ in self.places]
        while asking:
            row = asking.pop()
            if next_[row] == self.end[row]:
                continue
            arc = self.arcs[next_[row]]
            next_[row] += 1
            mentor = self.mentor[arc]
            if arc in without or not self.places[mentor]:
                asking.append(row)
            elif len(held[mentor]) < self.places[mentor]:
                heappush(held[mentor], (self.worth[arc], -arc))
            else:
                asking.append(self.mentee[-heappushpop(held[mentor], (self.worth[arc], -arc))[1]])
        return [[-arc for _, arc in here] for here in held]


def deferred(shape: Network, *, for_mentee: Ints, for_mentor: Ints) -> Flags:
    """Return an allocation that no pair blocks, (n_arcs,), by deferred acceptance; mentees ask.

    Of all such allocations it is the best for every mentee when nobody is indifferent; ties go to the earlier arc.
    """
    taken = np.zeros(len(shape.value), dtype=bool)
    taken[[arc for here in _Ranking(shape, for_mentee, for_mentor).accepted() for arc in here]] = True
    return taken


def least_blocking(shape: Network, *, for_mentee: Ints, for_mentor: Ints, time_limit: float, seed: int) -> Stable:
    """Return the allocation with fewest blocking pairs among those that serve most.

    Parameters
    ----------
    time_limit
        Seconds, above 0; the best by then is returned with what is proved by then.
    seed
        0 or more; decides among equals, and nothing else.

    Raises
    ------
    BadValue
        For a number out of range.
    """
    _check(shape, for_mentee, for_mentor, time_limit=time_limit, seed=seed)
    deadline = time.monotonic() + time_limit
    # Deferred acceptance, changed as little as serving most needs, has few blocking pairs already.
    calm = deferred(shape, for_mentee=for_mentee, for_mentor=for_mentor)
    value = np.array([np.ones_like(calm), calm], dtype=np.int64)
    aims = Aims(value=value, bonus=np.zeros((2, len(shape.bonus)), dtype=np.int64))
    search = _Search(shape, for_mentee, for_mentor, optimum(shape, aims, seed=seed).taken)
    if len(search.blocking):
        search.thin(deadline - time_limit / 2)
        search.refuse(deadline - time_limit / 2)
    if len(search.blocking) > search.least and len(calm) <= MOST_ARCS:
        search.decide(deadline - time.monotonic())
    return Stable(
        taken=search.taken, served=search.served, blocking=search.blocking, least=search.least,
        status=Status.OPTIMAL if len(search.blocking) == search.least else Status.FEASIBLE,
    )  # fmt: skip


def _check(shape: Network, for_mentee: Ints, for_mentor: Ints, *, time_limit: float, seed: int) -> None:
    for name, given in (("for_mentee", for_mentee), ("for_mentor", for_mentor)):
        if len(given) != len(shape.value):
            raise BadValue(field=name, value=len(given), expected=f"one for each of {len(shape.value)} arcs")
    if not time_limit > 0:
        raise BadValue(field="time_limit", value=time_limit, expected="seconds above 0")
    if seed < 0:
        raise BadValue(field="seed", value=seed, expected="0 or more")


class _Search:
    """The best allocation found so far, and the fewest blocking pairs that any can have."""

    def __init__(self, shape: Network, for_mentee: Ints, for_mentor: Ints, taken: Flags) -> None:
        self.shape, self.for_mentee, self.for_mentor = shape, for_mentee, for_mentor
        self.taken, self.served = taken, int(taken.sum())
        self.blocking = blocking(shape, taken, for_mentee=for_mentee, for_mentor=for_mentor)
        self.least = 0
        self.ranking = _Ranking(shape, for_mentee, for_mentor)
        self.ties = _ties(shape.mentee, for_mentee) or _ties(shape.mentor, for_mentor)

    def offer(self, held: list[list[int]]) -> bool:
        """Keep this allocation when it serves as many and has fewer blocking pairs; return whether it does."""
        taken = np.zeros_like(self.taken)
        taken[[arc for here in held for arc in here]] = True
        found = blocking(self.shape, taken, for_mentee=self.for_mentee, for_mentor=self.for_mentor)
        better = taken.sum() == self.served and len(found) < len(self.blocking)
        if better:
            self.taken, self.blocking = taken, found
        return bool(better)

    def thin(self, deadline: float) -> None:
        """Give blocking pairs back, half of them, a quarter, and so on to single ones, while as many are served.

        An allocation blocked by some pairs is one that nothing blocks where these are not there. So the allocation that
        deferred acceptance leads to without them is blocked by no others, and often by fewer.
        """
        parts = [self.blocking.tolist()]
        while parts and time.monotonic() < deadline:
            part = parts.pop()
            left = frozenset(self.blocking.tolist())
            if not self.offer(self.ranking.accepted(left - set(part))) and len(part) > 1:
                parts += [part[: len(part) // 2], part[len(part) // 2 :]]

    def refuse(self, deadline: float) -> None:
        """Take away all sets of one pair, of two, and so on, that could be the blocking ones, until one serves most.

        Where nobody is indifferent, all allocations that nothing blocks serve as many (the rural hospitals theorem;
        Roth 1986), so no smaller set would do; else ``least`` stays. And pairs taken away help only if they hit the
        allocation at hand: one of its pairs is next, each one taken away or kept for good.
        """

        def reach(without: frozenset[int], kept: frozenset[int], depth: int) -> bool:
            held = self.ranking.accepted(without)
            count = sum(map(len, held))
            # A pair taken away sends one mentee on and opens one place, so it serves at most one more.
            if self.served - count > depth:
                return False
            if count == self.served:
                self.offer(held)
                return True
            # Whoever wants a place where one is empty has it, so taking a pair away there helps nobody.
            full = (here for here, places in zip(held, self.ranking.places, strict=True) if len(here) == places)
            for arc in sorted({arc for here in full for arc in here} - kept):
                if time.monotonic() > deadline or reach(without | {arc}, kept, depth - 1):
                    return True
                kept |= {arc}
            return False

        depth = 0
        while depth < min(len(self.blocking), DEEPEST) and not reach(frozenset(), frozenset(), depth):
            depth += 1
            self.least = 0 if self.ties else depth

    def decide(self, time_limit: float) -> None:
        """Offer and prove what an integer programme finds with fewer blocking pairs than are known."""
        count = len(self.taken)
        ones, demand, places = (
            np.ones(count),
            self.shape.demand[self.shape.mentee],
            self.shape.places[self.shape.mentor],
        )
        answer: OptimizeResult = milp(
            np.repeat([0, 0, 0, 0, 0, 1], count), constraints=self._rows(),
            bounds=Bounds(0, np.concatenate((ones, demand, places, ones, ones, ones))),
            integrality=np.repeat([1, 0, 0, 1, 1, 0], count),
            options={"time_limit": max(time_limit, SLACK), "mip_rel_gap": 0},
        )  # fmt: skip
        if answer.status == INFEASIBLE:
            self.least = len(self.blocking)
            return
        if answer.x is not None:
            self.offer([np.flatnonzero(answer.x[:count] > HALF).tolist()])
        if answer.mip_dual_bound is not None and np.isfinite(answer.mip_dual_bound):
            self.least = min(max(self.least, ceil(answer.mip_dual_bound - SLACK)), len(self.blocking))

    def _rows(self) -> list[LinearConstraint]:
        """Return the rows of the integer programme.

        Its variables for each arc: whether it is taken; how many of the arcs that its mentee, and its mentor, likes as
        much or more are taken; whether these are all that its mentee, its mentor, wants; and whether it blocks, which
        it does when none of the three holds.
        """
        shape, none = self.shape, csr_array((len(self.taken),) * 2)
        one = eye_array(len(self.taken), format="csr")
        mentees, likes = _chain(shape.mentee, self.for_mentee)
        mentors, liked = _chain(shape.mentor, self.for_mentor)
        wanted = diags_array(shape.demand[shape.mentee].astype(float))
        places = diags_array(shape.places[shape.mentor].astype(float))
        runs = block_array([[-one, mentees, none, none, none, none], [-one, none, mentors, none, none, none]])
        content = block_array([[none, likes, none, -wanted, none, none], [none, none, liked, none, -places, none]])
        total = np.repeat([[1, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 1]], len(self.taken), axis=1)
        return [
            LinearConstraint(runs, 0, 0), LinearConstraint(content, 0, np.inf),
            LinearConstraint(hstack([one, none, none, one, one, one]), 1, np.inf),
            LinearConstraint(total, [self.served, self.least], [self.served, len(self.blocking) - 1]),
        ]  # fmt: skip


def _chain(side: Ints, worth: Ints) -> tuple[csr_array, csr_array]:
    """Return rows that count along each one's wishes, and rows that read the count at the last of equal worth."""
    count = len(side)
    order = np.lexsort((-worth, side))
    rows, points = side[order], worth[order]
    same = np.flatnonzero(rows[1:] == rows[:-1])
    steps = csr_array((np.ones(len(same)), (order[same + 1], order[same])), shape=(count, count))
    ends = np.flatnonzero(np.append((rows[1:] != rows[:-1]) | (points[1:] != points[:-1]), [True] * (count > 0)))
    last = order[ends[np.searchsorted(ends, np.arange(count))]]
    reads = csr_array((np.ones(count), (order, last)), shape=(count, count))
    return eye_array(count, format="csr") - steps, reads


def _ties(side: Ints, worth: Ints) -> bool:
    """Whether somebody is indifferent between two of its arcs."""
    return len(np.unique(np.column_stack((side, worth)), axis=0)) < len(side)
