"""A few good allocations that really differ: each the best of all that change at least so many pairs of every other.

A cut for each allocation found says how many of its pairs may stay. A price on keeping them turns the cuts into values,
and a flow bounds what any allocation within the cuts can bring (Lagrange; Geoffrion 1974). Forcing or forbidding an arc
has an exact loss there (``regret``), so whatever would lose more than the gap is decided; an integer programme (HiGHS)
decides the rest.
"""

import time
from dataclasses import dataclass
from math import ceil

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, linprog, milp
from scipy.sparse import csr_array

from data.answer import Status
from matcher.errors import BadValue
from matcher.exact.face import thresholds, whole
from matcher.exact.flow import best, nodes_of, range_of
from matcher.exact.network import Flags, Ints, Network
from matcher.exact.prices import bound, prices
from matcher.exact.regret import regret

# Prices on keeping pairs in thousandths where 64 bits allow it, so that rounding them costs little of the bound.
FINEST, TENTH = 1000, 10
# Flows to find the prices on keeping; for one cut a dozen are enough.
MOST_FLOWS = 60
# How far HiGHS may be off a whole number and still mean it.
SLACK, HALF = 1e-6, 0.5
# What scipy calls a programme without an answer.
INFEASIBLE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """One of several allocations.

    Parameters
    ----------
    taken
        (n_arcs,) the arcs taken.
    value, bound
        What arcs and places bring together, and what no allocation brings that differs enough from those before it.
    price
        What it brings less than the best allocation of all.
    status
        OPTIMAL when nothing that differs enough brings more, else FEASIBLE.
    """

    taken: Flags
    value: int
    bound: int
    price: int
    status: Status


@dataclass(frozen=True, slots=True)
class _Relaxed:
    """The flow at prices on keeping: its network and answer, and the bound that it shows, all in ``1 / parts``."""

    network: Network
    taken: Flags
    keep: Ints
    shown: int


class _Search:
    """One alternative: the allocations to stay apart from, and the best found so far."""

    def __init__(self, shape: Network, before: list[Flags], pool: list[Flags], *, apart: int, seed: int) -> None:
        self.shape, self.pool, self.seed = shape, pool, seed
        self.before = np.array(before, dtype=bool)
        self.most = self.before.sum(axis=1) - apart
        self.span = int(np.abs(shape.value).max(initial=0)) + int(np.abs(shape.bonus).max(initial=0))
        self.parts = FINEST
        while self.parts > 1 and self.parts * self.span * 2 * (1 + len(before)) > range_of(nodes_of(shape)):
            self.parts //= TENTH
        # To take nothing keeps no pair, so it is always far enough.
        self.taken, self.value = np.zeros(len(shape.value), dtype=bool), 0
        for taken in pool:
            self.offer(taken)

    def offer(self, taken: Flags) -> None:
        """Keep this allocation when it is far enough from all before, and better."""
        if ((self.before & taken).sum(axis=1) <= self.most).all() and self.shape.total(taken) > self.value:
            self.taken, self.value = taken, self.shape.total(taken)

    def relaxed(self, keep: Ints) -> _Relaxed:
        """Return the flow when keeping a pair of each allocation before costs ``keep``, in ``1 / parts``."""
        value = self.shape.value * self.parts - keep @ self.before.astype(np.int64)
        network = self.shape.valued(value, self.shape.bonus * self.parts)
        taken = best(network, seed=self.seed)
        self.pool.append(taken)
        self.offer(taken)
        return _Relaxed(network, taken, keep, network.total(taken) + int(keep @ self.most))

    def prices(self, deadline: float) -> _Relaxed:
        """Return the flow that shows the least bound, by cutting planes (Kelley 1960)."""
        least = self.relaxed(np.zeros(len(self.before), dtype=np.int64))
        for _ in range(MOST_FLOWS):
            keep, shown = self._next()
            if least.shown - shown < self.parts or time.monotonic() > deadline:
                break
            least = min(least, self.relaxed(keep), key=lambda one: one.shown)
        return least

    def _next(self) -> tuple[Ints, float]:
        """Return the prices at which all allocations in the pool together show least, and what they show."""
        over = np.array([(self.before & taken).sum(axis=1) - self.most for taken in self.pool])
        totals = np.array([self.shape.total(taken) for taken in self.pool], dtype=float)
        unit = max(self.span, 1)
        columns = len(self.before)
        answer: OptimizeResult = linprog(
            np.append(np.zeros(columns), 1), A_ub=np.column_stack([-over, -np.ones(len(totals))]),
            b_ub=-totals / unit, bounds=[(0, 2)] * columns + [(None, None)],
        )  # fmt: skip
        return np.rint(answer.x[:-1] * unit * self.parts).astype(np.int64), float(answer.x[-1]) * unit * self.parts


def diverse(shape: Network, *, count: int, apart: int, time_limit: float, seed: int) -> tuple[Alternative, ...]:
    """Return up to ``count`` allocations, the best first, each of which gives up ``apart`` pairs of every one before.

    There are fewer only when no other differs enough: when one of them has fewer than ``apart`` pairs.

    Parameters
    ----------
    apart
        Pairs of each earlier allocation that a later one does not have, 1 or more.
    time_limit
        Seconds for all, above 0; what is best by then is returned with the bound that is known by then.
    seed
        0 or more; decides among equals, and nothing else.

    Raises
    ------
    BadValue
        For a number out of range.
    TooLarge
        If values leave the solver's 64 bits.
    """
    for name, given in (("count", count), ("apart", apart)):
        if given < 1:
            raise BadValue(field=name, value=given, expected="1 or more")
    if not time_limit > 0:
        raise BadValue(field="time_limit", value=time_limit, expected="seconds above 0")
    if seed < 0:
        raise BadValue(field="seed", value=seed, expected="0 or more")
    deadline = time.monotonic() + time_limit
    first = best(shape, seed=seed)
    most = bound(shape, prices(shape, first))
    found = [_alternative(shape, first, most, most=most)]
    pool = [first]
    while len(found) < count and all(one.taken.sum() >= apart for one in found):
        share = (deadline - time.monotonic()) / (count - len(found))
        search = _Search(shape, [one.taken for one in found], pool, apart=apart, seed=seed)
        relaxed = search.prices(time.monotonic() + share)
        limit = _decided(search, relaxed, time_limit=share)
        found.append(_alternative(shape, search.taken, limit, most=most))
    return tuple(found)


def _alternative(shape: Network, taken: Flags, limit: int, *, most: int) -> Alternative:
    value = shape.total(taken)
    status = Status.OPTIMAL if value == limit else Status.FEASIBLE
    return Alternative(taken=taken, value=value, bound=limit, price=most - value, status=status)


def _decided(search: _Search, relaxed: _Relaxed, *, time_limit: float) -> int:
    """Offer the best allocation that the prices leave in doubt, and return what none can exceed.

    At the prices, an allocation loses something against the bound with every arc, place and pair kept that it does not
    choose as they would; no more than the gap may be lost to be better than what is known.
    """
    gap = relaxed.shown - (search.value + 1) * search.parts
    if gap < 0:
        return search.value
    arcs, loss, constraints, bounds = _programme(search, relaxed, gap)
    answer: OptimizeResult = milp(
        loss / search.parts, constraints=constraints, bounds=bounds,
        integrality=(np.arange(len(loss)) < len(arcs)).astype(np.int64),
        options={"time_limit": max(time_limit, SLACK), "mip_rel_gap": 0},
    )  # fmt: skip
    if answer.status == INFEASIBLE:
        return search.value
    if answer.x is not None:
        taken = np.zeros_like(search.taken)
        taken[arcs[answer.x[: len(arcs)] > HALF]] = True
        search.offer(taken)
    if answer.mip_dual_bound is None or not np.isfinite(answer.mip_dual_bound):
        return relaxed.shown // search.parts
    # Losses below zero stand for what is chosen as the prices would; without them it would be lost.
    lost: float = answer.mip_dual_bound - float(loss[loss < 0].sum()) / search.parts
    return max(search.value, (relaxed.shown - ceil((lost - SLACK) * search.parts)) // search.parts)


def _programme(search: _Search, relaxed: _Relaxed, gap: int) -> tuple[Ints, Ints, LinearConstraint, Bounds]:
    """Return the arcs in doubt, what each variable loses, the rows, and the least and most of each variable.

    The variables are arcs, places, mentors that mentees lack, and pairs that could have been kept and are not.
    """
    shape, taken = relaxed.network, relaxed.taken
    lost = regret(shape, taken)
    arcs = np.flatnonzero(taken | (lost.forced <= gap))
    price = prices(shape, taken)
    gain, earns = shape.value - price[shape.mentor], shape.bonus + price[shape.owner]
    face = whole(shape)
    lacks = thresholds(shape, gain, open_arcs=face.open_arcs, kept_arcs=face.kept_arcs, may_lack=face.may_lack)
    loss = np.concatenate((lacks[shape.mentee[arcs]] - gain[arcs], -earns, lacks, relaxed.keep))
    least = np.zeros(len(loss), dtype=np.int64)
    least[: len(arcs)] = taken[arcs] & (lost.forbidden[arcs] > gap)
    least[len(arcs) : len(arcs) + len(earns)] = earns > gap
    most = np.concatenate((np.ones(len(arcs) + len(earns), dtype=np.int64), shape.demand, search.most))
    most[(loss > gap) & (least == 0)] = 0
    loss[least == most] = 0
    mentees, mentors = shape.n_mentees, shape.n_mentors
    cut, pair = np.nonzero(search.before[:, arcs])
    places = len(arcs) + np.arange(len(earns))
    spare = len(arcs) + len(earns) + np.arange(mentees + len(search.most))
    rows = (shape.mentee[arcs], mentees + shape.mentor[arcs], mentees + mentors + cut, mentees + shape.owner)
    spared = np.concatenate((np.arange(mentees), mentees + mentors + np.arange(len(search.most))))
    columns = (np.arange(len(arcs)), np.arange(len(arcs)), pair, places)
    data = np.ones(sum(map(len, rows)) + len(spare))
    data[sum(map(len, rows[:-1])) : sum(map(len, rows))] = -1
    at = (np.concatenate((*rows, spared)), np.concatenate((*columns, spare)))
    limit = np.concatenate((shape.demand, np.zeros(mentors, dtype=np.int64), search.most))
    table = csr_array((data, at), shape=(len(limit), len(loss)))
    return arcs, loss, LinearConstraint(table, limit, limit), Bounds(least, most)
