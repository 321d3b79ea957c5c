"""Recounts an answer to ``Bundles`` without the solver, and without anything that the solver used to search."""

import numpy as np

from data.answer import Status
from matcher.exact.bundles.shape import MOST_SUM, Bundled, Bundles, Ints


def check_bundles(bundles: Bundles, bundled: Bundled) -> list[str]:
    """Return what is wrong with an answer, nothing when all of it holds.

    The choice is recounted, and the prices are asked what they show: at given prices every mentee takes what leaves
    it most, each place and day is paid, and no answer can bring more than all of that together (weak duality).
    A ``bound`` below ``shown`` rests on the solver's word; ``Bundled.shown`` does not.
    """
    faults = _choice(bundles, bundled)
    if faults:
        return faults
    value = bundles.total(bundled.opened)
    if value != bundled.value:
        faults.append(f"value is {bundled.value}, the choice brings {value}")
    if not np.array_equal(bundled.mentor, bundles.mentor_of(bundled.opened)):
        faults.append("a need is not covered by the best mentor that its mentee has")
    if not bundled.value <= bundled.bound <= bundled.shown:
        faults.append(f"value {bundled.value}, bound {bundled.bound}, shown {bundled.shown} are not in this order")
    if (bundled.status is Status.OPTIMAL) != (bundled.value == bundled.bound):
        faults.append(f"status is {bundled.status.value} at value {bundled.value} and bound {bundled.bound}")
    return [*faults, *check_prices(bundles, bundled)]


def _choice(bundles: Bundles, bundled: Bundled) -> list[str]:
    if len(bundled.opened) != len(bundles.pair_mentee) or len(bundled.mentor) != len(bundles.need_mentee):
        return ["the choice belongs to another shape"]
    faults = []
    each = np.bincount(bundles.pair_mentee[bundled.opened], minlength=bundles.n_mentees)
    faults += [f"mentee {row} has {each[row]} mentors" for row in np.flatnonzero(each > bundles.mentors_each)]
    load = bundles.load(bundled.opened)
    faults += [f"mentor {row} has {load[row]} mentees" for row in np.flatnonzero(load > bundles.places)]
    if bundles.days is not None:
        used = bundles.days_used(bundled.opened)
        faults += [f"mentor {row} gives {used[row]} days" for row in np.flatnonzero(used > bundles.days)]
    return faults


def check_prices(bundles: Bundles, bundled: Bundled) -> list[str]:
    """Return what is wrong with what the prices are said to show; who is chosen is not asked."""
    place, day = bundled.place_price, bundled.day_price
    if len(place) != bundles.n_mentors or len(day) != bundles.n_mentors or bundled.parts < 1:
        return ["the prices belong to another shape"]
    if (place < 0).any() or (day < 0).any():
        return ["a price is below zero"]
    if bundles.days is None and (day.any() or bundled.pay is not None):
        return ["days have a price though they do not matter"]
    if bundled.pay is not None and (len(bundled.pay) != bundles.n_mentees or (bundled.pay < 0).any()):
        return ["the pay belongs to another shape"]
    if not _fits(bundles, bundled):
        return ["the prices leave 64 bits"]
    shown = shown_by(bundles, place, day, parts=bundled.parts)
    if bundled.pay is not None:
        shown = min(shown, shown_by_pay(bundles, bundled.pay, parts=bundled.parts))
    return [] if shown <= bundled.shown else [f"shown is {bundled.shown}, the prices show no less than {shown}"]


def _fits(bundles: Bundles, bundled: Bundled) -> bool:
    """Return whether the sums of one mentee and of one mentor stay in 64 bits."""
    dearest = int(bundled.place_price.max(initial=0))
    dearest += int(bundled.day_price.max(initial=0)) * int(bundles.pair_days.max(initial=0))
    offered = 0 if bundled.pay is None else int(bundled.pay.max(initial=0))
    of_one = (bundles.largest * bundled.parts + dearest) * (1 + bundles.mentors_each)
    return max(of_one, (bundles.largest * bundled.parts + offered) * bundles.n_mentees) <= MOST_SUM


def shown_by(bundles: Bundles, place_price: Ints, day_price: Ints, *, parts: int) -> int:
    """Return what no answer can exceed at these prices, in whole units of value."""
    own = bundles.pair_value * parts - place_price[bundles.pair_mentor]
    own -= day_price[bundles.pair_mentor] * bundles.pair_days
    cells = bundles.table() * parts
    pairs = np.flatnonzero(bundles.openable)
    order = pairs[np.argsort(bundles.pair_mentee[pairs], kind="stable")]
    paid = sum(int(price) * int(most) for price, most in zip(place_price, bundles.places, strict=True))
    if bundles.days is not None:
        paid += sum(int(price) * int(most) for price, most in zip(day_price, bundles.days, strict=True))
    for rows in np.split(order, np.flatnonzero(np.diff(bundles.pair_mentee[order])) + 1):
        paid += most_of_one(own[rows], cells[rows], bundles.mentors_each)
    return paid // parts


def shown_by_pay(bundles: Bundles, pay: Ints, *, parts: int) -> int:
    """Return what no answer can exceed when every mentee pays ``pay`` for each mentor it gets, in whole units.

    Every mentor then takes the pack of mentees that brings it most in its days. Several mentors never bring a mentee
    more than each of them would alone, and places are not looked at, so it is a bound whatever is paid.
    """
    left = (bundles.pair_value + bundles.table().sum(axis=1)) * parts - pay[bundles.pair_mentee]
    total = bundles.mentors_each * int(pay.sum())
    for mentor, days in enumerate(np.asarray(bundles.days)):
        best = np.zeros(1 + int(days), dtype=np.int64)
        for pair in np.flatnonzero(bundles.openable & (bundles.pair_mentor == mentor) & (left > 0)):
            takes = bundles.pair_days[pair]
            best[takes:] = np.maximum(best[takes:], best[: len(best) - takes] + left[pair])
        total += int(best[-1])
    return total // parts


def most_of_one(own: Ints, cells: Ints, each: int) -> int:
    """Return the most that a mentee can keep, by trying its mentors one after the other.

    Parameters
    ----------
    own
        (n,) what each mentor leaves by itself.
    cells
        (n, needs) what each mentor brings to each need.

    A mentor never adds more to others than it brings alone, so a branch ends where even that is too little.
    """
    best = 0

    def extend(rows: Ints, held: int, covered: Ints, left: int) -> None:
        nonlocal best
        adds = own[rows] + np.maximum(cells[rows] - covered, 0).sum(axis=1)
        useful = adds > 0
        rows, adds = rows[useful], adds[useful]
        order = np.argsort(-adds, kind="stable")
        rows, adds = rows[order], adds[order]
        best = max(best, held + int(adds.max(initial=0)))
        if left == 1:
            return
        for place in range(len(rows)):
            if held + int(adds[place : place + left].sum()) <= best:
                return
            row = rows[place]
            extend(rows[place + 1 :], held + int(adds[place]), np.maximum(covered, cells[row]), left - 1)

    if len(own):
        extend(np.arange(len(own)), 0, np.zeros(cells.shape[1], dtype=np.int64), each)
    return best
