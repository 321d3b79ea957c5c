"""A few good allocations that really differ: each the best, aim by aim, that gives up so many pairs of every other.

A cut for each allocation found says how many of its pairs may stay. A price on keeping them turns the cuts into values,
and a flow bounds what any allocation within the cuts can bring (Lagrange; Geoffrion 1974). Forcing or forbidding an arc
has an exact loss there (``regret``), so whatever would lose more than the gap is decided; an integer programme (HiGHS)
decides the rest, one aim after another, so that its numbers stay small.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from math import floor

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, linprog, milp
from scipy.sparse import csr_array

from matcher.errors import BadValue
from matcher.exact.differing import Alternative, Shown, sums
from matcher.exact.flow import best, nodes_of, range_of
from matcher.exact.network import Flags, Ints, Network, Values
from matcher.exact.optimum import optimum
from matcher.exact.prices import prices
from matcher.exact.regret import regret
from matcher.exact.scale import Aims, Scale

# Prices on keeping pairs in thousandths where 64 bits allow it, so that rounding them costs little of the bound.
FINEST, TENTH = 1000, 10
# Flows to find the prices on keeping; for one cut a dozen are enough.
MOST_FLOWS = 60
# How far HiGHS may be off a whole number and still mean it.
SLACK, HALF = 1e-6, 0.5


def diverse(
    shape: Network, aims: Aims, *, first: Flags, count: int, apart: int, time_limit: float, seed: int
) -> tuple[Alternative, ...]:
    """Return up to ``count`` allocations that give up ``apart`` pairs of ``first`` and of every one before.

    Each is best in the first aim among all that differ enough, among those in the second, and so on.
    There are fewer only when no other differs enough: when one of them has fewer than ``apart`` pairs.

    Parameters
    ----------
    shape
        The network; its own value and bonus are not read.
    first
        (n_arcs,) an allocation that is best in the aims.
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
    """
    for name, given in (("count", count), ("apart", apart)):
        if given < 1:
            raise BadValue(field=name, value=given, expected="1 or more")
    if not time_limit > 0:
        raise BadValue(field="time_limit", value=time_limit, expected="seconds above 0")
    if seed < 0:
        raise BadValue(field="seed", value=seed, expected="0 or more")
    deadline = time.monotonic() + time_limit
    found: list[Alternative] = []
    before, pool = [first], [first]
    while len(found) < count and all(taken.sum() >= apart for taken in before):
        share = (deadline - time.monotonic()) / (count - len(found))
        search = _Search(shape, aims, before, pool, apart=apart, seed=seed)
        found.append(search.answer(time.monotonic() + share))
        before.append(found[-1].taken)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Relaxed:
    """The flow at prices on keeping: its network and answer, and the bound that it shows, all in ``1 / parts``."""

    network: Network
    taken: Flags
    keep: Ints
    shown: int


class _Search:
    """One alternative: the allocations to stay apart from, and the best found so far."""

    def __init__(
        self, shape: Network, aims: Aims, before: list[Flags], pool: list[Flags], *, apart: int, seed: int
    ) -> None:
        self.shape, self.aims, self.pool, self.seed = shape, aims, pool, seed
        self.before = np.array(before, dtype=bool)
        self.most = self.before.sum(axis=1) - apart
        self.top = sums(shape, aims, before[0])
        spreads = aims.spreads(shape)
        self.scale = Scale.of(spreads)
        most, room = 2 * (1 + len(before)), range_of(nodes_of(shape))
        self.fits = self.scale.most(spreads) * most <= room
        self.whole = shape
        if self.fits:
            self.whole = shape.valued(self.scale.value(aims.value), self.scale.value(aims.bonus))
        self.span = int(np.abs(self.whole.value).max(initial=0)) + int(np.abs(self.whole.bonus).max(initial=0))
        self.parts = FINEST
        while self.parts > 1 and self.parts * self.span * most > room:
            self.parts //= TENTH
        # To take nothing keeps no pair, so it is always far enough.
        self.taken = np.zeros(len(shape.value), dtype=bool)
        self.value = sums(shape, aims, self.taken)
        # What each allocation of the pool brings, and how far it is over each cut; known ones are not noted again.
        self.noted: dict[bytes, tuple[float, Ints]] = {}
        for taken in pool:
            self.note(taken)
            self.offer(taken)

    def note(self, taken: Flags) -> bool:
        """Note an allocation for the cutting planes; return whether it is new."""
        key = taken.tobytes()
        if key in self.noted:
            return False
        self.noted[key] = float(self.whole.total(taken)), (self.before & taken).sum(axis=1) - self.most
        return True

    def offer(self, taken: Flags) -> None:
        """Keep this allocation when it is far enough from all before, and better."""
        value = sums(self.shape, self.aims, taken)
        if value > self.value and ((self.before & taken).sum(axis=1) <= self.most).all():
            self.taken, self.value = taken, value

    @property
    def total(self) -> int:
        """What the best so far brings, all aims in one number."""
        return sum(weight * value for weight, value in zip(self.scale.weights, self.value, strict=True))

    def relaxed(self, keep: Ints) -> _Relaxed:
        """Return the flow when keeping a pair of each allocation before costs ``keep``, in ``1 / parts``."""
        value = self.whole.value * self.parts - keep @ self.before.astype(np.int64)
        network = self.shape.valued(value, self.whole.bonus * self.parts)
        taken = best(network, seed=self.seed)
        if self.note(taken):
            self.pool.append(taken)
            self.offer(taken)
        return _Relaxed(network, taken, keep, network.total(taken) + int(keep @ self.most))

    def prices(self, deadline: float) -> _Relaxed:
        """Return the flow that shows the least bound, by cutting planes (Kelley 1960).

        A flow that finds an allocation again has no new plane: the prices are the best there are, up to rounding.
        """
        least = self.relaxed(np.zeros(len(self.before), dtype=np.int64))
        for _ in range(MOST_FLOWS):
            keep, shown = self._next()
            if least.shown - shown < self.parts or time.monotonic() > deadline:
                break
            known = len(self.noted)
            least = min(least, self.relaxed(keep), key=lambda one: one.shown)
            if len(self.noted) == known:
                break
        return least

    def _next(self) -> tuple[Ints, float]:
        """Return the prices at which all allocations in the pool together show least, and what they show."""
        over = np.array([over for _, over in self.noted.values()])
        totals = np.array([total for total, _ in self.noted.values()])
        unit = max(self.span, 1)
        columns = len(self.before)
        answer: OptimizeResult = linprog(
            np.append(np.zeros(columns), 1), A_ub=np.column_stack([-over, -np.ones(len(totals))]),
            b_ub=-totals / unit, bounds=[(0, 2)] * columns + [(None, None)],
        )  # fmt: skip
        keep = np.maximum(np.rint(answer.x[:-1] * unit * self.parts), 0)
        return keep.astype(np.int64), float(answer.x[-1]) * unit * self.parts

    def answer(self, deadline: float) -> Alternative:
        """Return the best allocation that is far enough, and what is proved of it."""
        arcs, sure, proof = np.arange(len(self.taken)), np.zeros(len(self.taken), dtype=bool), None
        if self.fits:
            relaxed = self.prices(deadline)
            price = prices(relaxed.network, relaxed.taken)
            proof = Shown(keep=relaxed.keep, price=price, parts=self.parts)
            gap = relaxed.shown - self.total * self.parts
            if gap < self.parts:
                return self._told(self.value, proof)
            # Nothing that loses more than the gap at these prices can be as good as what is known.
            lost = regret(relaxed.network, relaxed.taken)
            arcs = np.flatnonzero(relaxed.taken | np.asarray(lost.forced <= gap, dtype=bool))
            sure = relaxed.taken & np.asarray(lost.forbidden > gap, dtype=bool)
        bound = tuple(self._bounds(_Programme(self, arcs, sure[arcs]), deadline))
        if proof is not None:
            bound = min(bound, self.scale.split(relaxed.shown // self.parts))
        return self._told(bound, proof)

    def _told(self, bound: tuple[int, ...], proof: Shown | None) -> Alternative:
        return Alternative(taken=self.taken, value=self.value, bound=bound, shown=proof)

    def _bounds(self, programme: "_Programme", deadline: float) -> Iterator[int]:
        """Yield what no allocation exceeds in each aim, and offer what the integer programme finds on its way."""
        for aim, top in enumerate(self.top):
            if self.value[: aim + 1] == self.top[: aim + 1]:
                yield top
                continue
            answer = programme.best(aim, reached=self.value[:aim], time_limit=max(deadline - time.monotonic(), SLACK))
            if answer.x is not None:
                self.offer(programme.taken(answer.x))
            if answer.mip_dual_bound is not None and np.isfinite(answer.mip_dual_bound):
                yield max(floor(-answer.mip_dual_bound + SLACK), self.value[aim])
            else:
                yield max(self._alone(aim), self.value[aim])

    def _alone(self, aim: int) -> int:
        """Return the most of one aim when nothing else counts."""
        alone = Aims(value=self.aims.value[[aim]], bonus=self.aims.bonus[[aim]])
        return optimum(self.shape, alone, seed=self.seed).value[0]


class _Programme:
    """The integer programme over the arcs in doubt: variables are these arcs, then all places."""

    def __init__(self, search: _Search, arcs: Ints, sure: Flags) -> None:
        shape, self.search, self.arcs = search.shape, search, arcs
        self.least = np.concatenate((sure, np.zeros(len(shape.bonus)))).astype(np.int64)
        mentees, mentors, cuts = shape.n_mentees, shape.n_mentors, len(search.most)
        cut, pair = np.nonzero(search.before[:, arcs])
        places = len(arcs) + np.arange(len(shape.bonus))
        # The first places of a mentor are filled before the later ones.
        next_ = np.flatnonzero(shape.owner[1:] == shape.owner[:-1])
        order = mentees + mentors + cuts + np.arange(len(next_))
        each = np.arange(len(arcs))
        rows = (
            shape.mentee[arcs], mentees + shape.mentor[arcs], mentees + mentors + cut,
            mentees + shape.owner, order, order,
        )  # fmt: skip
        columns = (each, each, pair, places, places[next_ + 1], places[next_])
        data = np.concatenate(
            [np.full(len(row), sign) for row, sign in zip(rows, (1, 1, 1, -1, 1, -1), strict=True)]
        ).astype(float)
        count = mentees + mentors + cuts + len(next_)
        table = csr_array(
            (data, (np.concatenate(rows), np.concatenate(columns))), shape=(count, len(arcs) + len(places))
        )
        high = np.concatenate((shape.demand, np.zeros(mentors), search.most, np.zeros(len(next_))))
        low = np.full(count, -np.inf)
        low[mentees : mentees + mentors] = 0
        self.rows = LinearConstraint(table, low, high)

    def of(self, aim: int) -> Ints:
        """Return what each variable brings to an aim."""
        return np.concatenate((self.search.aims.value[aim][self.arcs], self.search.aims.bonus[aim]))

    def best(self, aim: int, *, reached: tuple[int, ...], time_limit: float) -> OptimizeResult:
        """Return HiGHS's answer for the most of one aim, the aims before it staying where they are."""
        kept = [LinearConstraint(self.of(one)[None, :], value, np.inf) for one, value in enumerate(reached)]
        found: OptimizeResult = milp(
            -self.of(aim), constraints=[self.rows, *kept], bounds=Bounds(self.least, 1),
            integrality=np.ones(len(self.least), dtype=np.int64), options={"time_limit": time_limit, "mip_rel_gap": 0},
        )  # fmt: skip
        return found

    def taken(self, answer: Values) -> Flags:
        """Return an answer of HiGHS as arcs taken, nothing when it does not fit the network after all."""
        taken = np.zeros(len(self.search.taken), dtype=bool)
        taken[self.arcs[answer[: len(self.arcs)] > HALF]] = True
        shape = self.search.shape
        fits = (shape.load(taken) <= shape.places).all() and (shape.served(taken) <= shape.demand).all()
        return taken if fits else np.zeros_like(taken)
