"""The best bundles: prices first, then only what the prices leave in doubt.

Mentors get prices from a linear programme over bundles (HiGHS). It starts with the likely mentors of each mentee and
takes in every further bundle that some mentee would rather have at the prices found, until there is none among all
(Dantzig and Wolfe 1960). As a bundle is whole, this programme is almost always whole too; where it is not, a bundle
that would cost more than the gap cannot be part of anything better, and an integer programme decides among the rest.
"""

import time
from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, linprog, milp
from scipy.sparse import csr_array

from data.answer import Status
from matcher.errors import BadValue, SolverFault, TooLarge
from matcher.exact.bundles.menus import Menu, nothing
from matcher.exact.bundles.packs import losses
from matcher.exact.bundles.search import Prices, Search
from matcher.exact.bundles.shape import Bundled, Bundles, Ints

# Bundles of a mentee that stay for the next round.
HELD_EACH = 20
# All mentors are asked when the likely ones bring something new to fewer than one mentee in so many.
FEW = 10
# Bundles of a mentee that are in doubt at first, and how much doubt grows: small programmes raise the value soon.
FIRST_EACH = 2
WIDER = 16
# Where dives follow, the integer programme gets one part of the time in so many.
SIXTH = 6
# How far HiGHS may be off a whole number and still mean it.
SLACK = 1e-6
HALF = 0.5
# Decimals to which shares of a pair are alike; what is alike goes by value, the same on every machine.
ALIKE = 3
# What scipy calls a programme without an answer, and one out of time.
INFEASIBLE, LATE = 2, 1


def solve_bundles(
    bundles: Bundles, *, time_limit: float, seed: int, on_better: Callable[[Bundled], None] | None = None
) -> Bundled:
    """Return the choice that brings most, with prices that bound every other.

    Parameters
    ----------
    time_limit
        Seconds, above 0; what is best by then is returned with the bound that is known by then.
    seed
        0 or more; decides among equal choices, and nothing else.
    on_better
        Called with the best so far whenever its value or what bounds it became better.

    Returns
    -------
    Bundled
        OPTIMAL when value and bound meet, else FEASIBLE; to open nothing is always a choice.

    Raises
    ------
    BadValue
        For a time limit or seed out of range.
    SolverFault
        If HiGHS gives no answer for another reason than time.
    """
    if not time_limit > 0:
        raise BadValue(field="time_limit", value=time_limit, expected="seconds above 0")
    if seed < 0:
        raise BadValue(field="seed", value=seed, expected="0 or more")
    search = Search(bundles, time_limit=time_limit, seed=seed)
    if on_better is not None:
        search.on_better = lambda: on_better(_told(search, search.shown_least))
    likely = np.flatnonzero(search.likely(np.zeros_like(search.alone)))
    search.offer(likely[np.argsort(-search.alone[likely], kind="stable")])
    known = _best_prices(search, search.flow())
    return _told(search, _settled(search, known))


def unsolved_bundles(bundles: Bundles) -> Bundled:
    """Return nothing opened, with what no prices at all show: the answer when there was no time to ask."""
    search = Search(bundles, time_limit=1, seed=0)
    return _told(search, search.shown_least)


def _told(search: Search, bound: int) -> Bundled:
    """Return the best so far."""
    prices, paid = search.prices, search.paid
    return Bundled(
        opened=search.opened, mentor=search.shape.mentor_of(search.opened), value=search.value, bound=bound,
        status=Status.OPTIMAL if search.value == bound else Status.FEASIBLE,
        place_price=prices.place, day_price=prices.day, pay=None if paid is None else paid.pay, parts=search.parts,
        shown=search.shown_least,
    )  # fmt: skip


def _best_prices(search: Search, place: Ints) -> Menu:
    """Find the prices that show least, as far as time allows, and return the bundles that they were found on.

    Each round asks the likely mentors of each mentee at the prices of the round before, and all mentors only where
    these bring nothing new: the long question waits until the prices are nearly right.
    """
    shape = search.shape
    day = np.zeros_like(place)
    known, keeps = nothing(shape.mentors_each), np.zeros(shape.n_mentees, dtype=np.int64)
    while search.left() > 0 and search.shown_least > search.value:
        charge = search.charge(place, day)
        fresh = search.fresh(charge, keeps + 1, among=search.likely(charge))
        if len(fresh) * FEW < shape.n_mentees:
            fresh = search.fresh(charge, keeps + 1, among=search.possible)
            np.maximum.at(keeps, fresh.mentee, fresh.after(charge, search.parts))
            search.bounded(search.shown(place, day, keeps))
            if search.shown_least == search.value:
                break
            if not len(fresh) and (len(known) or not place.any()):
                break
            if not len(fresh):
                # Prices at which nobody wants anything say nothing of how low they could be.
                place, keeps = np.zeros_like(place), np.zeros_like(keeps)
                continue
        known = known.first(known.after(charge, search.parts), HELD_EACH).with_(fresh)
        solved = _programme(search, known)
        if solved is None:
            break
        place, day = solved
        keeps = np.zeros(shape.n_mentees, dtype=np.int64)
        np.maximum.at(keeps, known.mentee, known.after(search.charge(place, day), search.parts))
    return known


def _rows(shape: Bundles, some: Menu) -> tuple[Any, Ints]:
    """Return the limits as sparse rows over bundles (one a mentee, places and days of each mentor), and how much."""
    held = some.pairs >= 0
    column = np.nonzero(held)[0]
    pairs = some.pairs[held]
    mentors = shape.pair_mentor[pairs]
    rows = [some.mentee, shape.n_mentees + mentors]
    columns = [np.arange(len(some)), column]
    data = [np.ones(len(some)), np.ones(len(pairs))]
    most = [np.ones(shape.n_mentees, dtype=np.int64), shape.places]
    if shape.days is not None:
        rows.append(shape.n_mentees + shape.n_mentors + mentors)
        columns.append(column)
        data.append(shape.pair_days[pairs].astype(float))
        most.append(shape.days)
    limit = np.concatenate(most)
    at = (np.concatenate(rows), np.concatenate(columns))
    return csr_array((np.concatenate(data), at), shape=(len(limit), len(some))), limit


def _programme(search: Search, some: Menu) -> tuple[Ints, Ints] | None:
    """Return prices of places and days, in parts, best over some bundles; None out of time.

    What the programme takes is offered: as it stands when it is whole, else its pairs first.
    """
    shape = search.shape
    limits, most = _rows(shape, some)
    # HiGHS works in absolute tolerances, so the largest value is brought to a thousand.
    unit = 1000 / max(search.most, 1)
    answer: OptimizeResult = linprog(
        -some.value * unit,
        A_ub=limits,
        b_ub=most,
        method="highs-ipm",
        options={"time_limit": max(search.left(), SLACK)},
    )
    if answer.status == LATE:
        return None
    if answer.status:
        msg = f"HiGHS ended with {answer.message!r} on {len(some)} bundles"
        raise SolverFault(msg)
    weight = np.zeros(len(search.alone) + 1)
    np.add.at(weight, some.pairs, answer.x[:, None])
    pairs = np.flatnonzero(weight[:-1] > SLACK)
    search.offer(pairs[np.lexsort((-search.alone[pairs], -np.round(weight[pairs], ALIKE)))])
    dual = -answer.ineqlin.marginals * (search.parts / unit)
    whole = np.rint(np.clip(dual[shape.n_mentees :], 0, (search.most + 1) * search.parts)).astype(np.int64)
    place, day = whole[: shape.n_mentors], whole[shape.n_mentors :]
    return place, day if len(day) else np.zeros_like(place)


def _settled(search: Search, known: Menu) -> int:
    """Offer the best choice that can be found, and return what nothing can exceed; pay is found where days call."""
    prices = search.prices
    bound = prices.shown // search.parts
    if search.value >= bound:
        return bound
    doubt = _doubt(search, prices, known)
    if not search.packs():
        return _decided(search, prices, doubt, time_limit=search.left())
    diving = search.diving()
    search.paid = paid = diving.start(prices.keeps)
    search.on_better()
    bound = min(bound, paid.bound // search.parts)
    if search.value < bound:
        # A pair that would lower the bound of the pay below the value is out.
        search.narrow(losses(diving.packing, paid.pay) <= paid.bound - (search.value + 1) * search.parts)
        bound = min(bound, _decided(search, prices, doubt, time_limit=search.left() / SIXTH))
    if search.value < bound:
        diving.keep(search.placed())
        diving.run(paid)
    return max(bound, search.value)


def _doubt(search: Search, prices: Prices, known: Menu) -> int:
    """Return how far below the best of its mentee the first few bundles of each are."""
    loss = np.sort(prices.keeps[known.mentee] - known.after(search.charge(prices.place, prices.day), search.parts))
    return int(loss[: FIRST_EACH * search.shape.n_mentees].max(initial=1))


def _decided(search: Search, prices: Prices, doubt: int, *, time_limit: float) -> int:
    """Offer the best of the bundles that the prices leave in doubt, and return what nothing can exceed.

    A bundle is in doubt when it keeps within ``doubt`` of the best of its mentee; doubt grows up to the gap, beyond
    which a bundle cannot be part of anything better.
    """
    bound = prices.shown // search.parts
    charge = search.charge(prices.place, prices.day)
    deadline = time.monotonic() + time_limit
    last = False
    while not last:
        gap = prices.shown - (search.value + 1) * search.parts
        if gap < 0:
            return search.value
        last, doubt = doubt >= gap, min(doubt, gap)
        try:
            some = search.within(charge, prices.keeps - doubt)
        except TooLarge:
            break
        left = deadline - time.monotonic()
        if left <= 0:
            break
        idle = np.flatnonzero(prices.keeps <= doubt)
        empty = np.full((len(idle), search.shape.mentors_each), -1, dtype=np.int64)
        some = some.with_(Menu(mentee=idle, pairs=empty, value=np.zeros_like(idle)))
        most = _integer(search, some, prices, time_limit=left if last else left / 2)
        if last:
            bound = min(bound, most)
        doubt *= WIDER
    return max(bound, search.value)


def _integer(search: Search, some: Menu, prices: Prices, *, time_limit: float) -> int:
    """Offer the best choice of one bundle a mentee, and return what no such choice exceeds."""
    some = some.only(search.dice.permutation(len(some)))
    limits, most = _rows(search.shape, some)
    least = np.where(np.arange(len(most)) < search.shape.n_mentees, 1, -np.inf)
    # What a mentee keeps anyway is left out, so that HiGHS compares small numbers and not large ones.
    base = prices.keeps // search.parts
    answer: OptimizeResult = milp(
        (base[some.mentee] - some.value).astype(float), constraints=LinearConstraint(limits, least, most),
        integrality=np.ones(len(some), dtype=np.int64), bounds=Bounds(0, 1),
        options={"time_limit": max(time_limit, SLACK), "mip_rel_gap": 0},
    )  # fmt: skip
    if answer.x is not None:
        pairs = some.pairs[answer.x > HALF]
        search.offer(pairs[pairs >= 0])
    if answer.status == INFEASIBLE:
        return search.value
    if answer.mip_dual_bound is None or not np.isfinite(answer.mip_dual_bound):
        return prices.shown // search.parts
    return int(np.floor(SLACK - answer.mip_dual_bound)) + int(base.sum())
