"""What allocations that differ say, and a recount of it without the solver, in whole numbers of any size."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

from data.answer import Status
from matcher.exact.network import Flags, Ints, Network, Values
from matcher.exact.scale import Aims, Scale


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shown:
    """Prices that bound every allocation within the cuts, whatever they are; see ``shown_by``.

    Parameters
    ----------
    keep
        (n_before,) what keeping a pair of each earlier allocation costs, 0 or more, in ``1 / parts``.
    price
        (n_mentors,) what a place costs, in ``1 / parts``.
    """

    keep: Ints
    price: Values
    parts: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Alternative:
    """One of several allocations.

    Parameters
    ----------
    taken
        (n_arcs,) the arcs taken.
    value
        What arcs and places bring to each aim.
    bound
        For each aim, what no allocation exceeds that differs enough from those before it and reaches ``value`` in the
        aims before; where it is below what ``shown`` proves, it rests on the solver's word.
    shown
        Prices that prove a bound without a solver; None where the aims together leave the solver's 64 bits.
    """

    taken: Flags
    value: tuple[int, ...]
    bound: tuple[int, ...]
    shown: Shown | None

    @property
    def status(self) -> Status:
        """OPTIMAL when nothing that differs enough is better, else FEASIBLE."""
        return Status.OPTIMAL if self.value == self.bound else Status.FEASIBLE


def sums(shape: Network, aims: Aims, taken: Flags) -> tuple[int, ...]:
    """Return what an allocation brings to each aim."""
    filled = shape.filled(taken)
    return tuple(
        int(value[taken].sum()) + int(bonus[filled].sum())
        for value, bonus in zip(aims.value, aims.bonus, strict=True)
    )  # fmt: skip


def check_diverse(shape: Network, aims: Aims, found: Sequence[Alternative], *, first: Flags, apart: int) -> list[str]:
    """Return what is wrong with alternatives to ``first``, nothing when all of it holds.

    Every allocation is recounted, and its prices are asked what they show: at given prices every mentee takes what
    leaves it most, each place earns its price, each pair kept is paid, and no allocation that differs enough can bring
    more than all of that together (weak duality). A ``bound`` below that rests on the solver's word.
    """
    faults: list[str] = []
    before = [first]
    scale = Scale.of(aims.spreads(shape))
    for number, one in enumerate(found, start=1):
        if len(one.taken) != len(shape.value) or not len(one.value) == len(one.bound) == len(aims.value):
            return [*faults, f"alternative {number} belongs to another network"]
        told = list(_told(shape, aims, one, before=before, apart=apart))
        if one.shown is not None and not told:
            shown = scale.split(shown_by(shape, aims, one.shown, scale=scale, before=before, apart=apart))
            if one.bound > shown:
                told.append(f"bound is {one.bound}, the prices show {shown}")
        faults += [f"alternative {number}: {fault}" for fault in told]
        before.append(one.taken)
    return faults


def _told(shape: Network, aims: Aims, one: Alternative, *, before: list[Flags], apart: int) -> list[str]:
    faults = []
    if (shape.load(one.taken) > shape.places).any():
        faults.append("a mentor has more mentees than places")
    if (shape.served(one.taken) > shape.demand).any():
        faults.append("a mentee has more mentors than it wants")
    given_up = [int((earlier & ~one.taken).sum()) for earlier in before]
    faults += [f"gives up {count} pairs of an earlier one, not {apart}" for count in given_up if count < apart]
    value = sums(shape, aims, one.taken)
    if one.value != value:
        faults.append(f"value is {one.value}, the pairs bring {value}")
    if one.value > one.bound:
        faults.append(f"value {one.value} is above its bound {one.bound}")
    if one.shown is not None and (
        len(one.shown.keep) != len(before) or len(one.shown.price) != shape.n_mentors or one.shown.parts < 1
    ):
        faults.append("the prices belong to another network")
    elif one.shown is not None and (one.shown.keep < 0).any():
        faults.append("a price on keeping is below zero")
    return faults


def shown_by(shape: Network, aims: Aims, shown: Shown, *, scale: Scale, before: Sequence[Flags], apart: int) -> int:
    """Return what no allocation that gives up ``apart`` pairs of each before brings, all aims in one number.

    Parameters
    ----------
    shown
        Any prices; those on keeping 0 or more.
    """
    keep, price = [int(one) for one in shown.keep], [int(one) for one in shown.price]
    value, bonus = (scale.value(part, big=True).tolist() for part in (aims.value, aims.bonus))
    most: int = sum(cost * (int(taken.sum()) - apart) for cost, taken in zip(keep, before, strict=True))
    keeps: list[list[int]] = [[] for _ in range(shape.n_mentees)]
    kept = zip(*(taken.tolist() for taken in before), strict=True)
    for mentee, mentor, brings, stays in zip(shape.mentee.tolist(), shape.mentor.tolist(), value, kept, strict=True):
        keeps[mentee].append(shown.parts * brings - price[mentor] - sum(compress(keep, stays)))
    for wanted, left in zip(shape.demand.tolist(), keeps, strict=True):
        most += sum(max(one, 0) for one in sorted(left, reverse=True)[:wanted])
    most += sum(
        max(price[owner] + shown.parts * brings, 0) for owner, brings in zip(shape.owner.tolist(), bonus, strict=True)
    )
    return most // shown.parts
