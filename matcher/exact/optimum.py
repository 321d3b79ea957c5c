"""The best allocation for ordered aims, each proved: as many in one flow as 64 bits carry, the next on its face."""

from dataclasses import dataclass

import numpy as np

from matcher.exact.face import Face, narrowed, whole
from matcher.exact.flow import best, nodes_of, range_of
from matcher.exact.network import Flags, Network, Values
from matcher.exact.prices import bound, prices
from matcher.exact.scale import Aims, Scale


@dataclass(frozen=True, slots=True, kw_only=True)
class Optimum:
    """A best allocation.

    Parameters
    ----------
    network
        The network with all aims as one value per arc and place.
    scale
        What a unit of each aim weighs in that value.
    taken
        (n_arcs,) the arcs taken.
    price
        (n_mentors,) prices that prove it.
    value, bound
        For each aim, the most important first: what is reached, and what no allocation exceeds that reaches the
        aims before it.
    """

    network: Network
    scale: Scale
    taken: Flags
    price: Values
    value: tuple[int, ...]
    bound: tuple[int, ...]


def optimum(shape: Network, aims: Aims, *, seed: int) -> Optimum:
    """Return the allocation that is best in the first aim, among those in the second, and so on.

    Parameters
    ----------
    shape
        The network; its own value and bonus are not read.

    Raises
    ------
    TooLarge
        If a single aim leaves the solver's 64 bits, see ``flow.check_range``.
    """
    spreads = aims.spreads(shape)
    face: Face | None = None
    taken = np.zeros(len(shape.value), dtype=bool)
    for first, last in _packs(shape, spreads):
        part = Scale.of(spreads[first:last])
        stage = shape.valued(part.value(aims.value[first:last]), part.value(aims.bonus[first:last]))
        taken = best(stage, seed=seed, face=face)
        if last < len(spreads):
            face = narrowed(stage, face or whole(shape), prices(stage, taken, face=face))
    return _proved(shape, aims, spreads, taken)


def _packs(shape: Network, spreads: list[int]) -> list[tuple[int, int]]:
    """Return which aims share a flow, as slices: as many in a row as fit."""
    most = range_of(nodes_of(shape))
    arcs = max(min(int(shape.demand.sum()), int(shape.places.sum())), 1)
    packs: list[tuple[int, int]] = []
    first = 0
    for last in range(1, len(spreads) + 1):
        if last - first > 1 and _largest(spreads[first:last], arcs) > most:
            packs.append((first, last - 1))
            first = last - 1
    return [*packs, (first, len(spreads))]


def _largest(spreads: list[int], arcs: int) -> int:
    """Return more than the value of any one arc or place."""
    return Scale.of(spreads).most(spreads) // arcs


def _proved(shape: Network, aims: Aims, spreads: list[int], taken: Flags) -> Optimum:
    """Return the allocation with prices for all aims at once, in numbers as large as they need."""
    scale = Scale.of(spreads)
    # Prices and bounds add up values along chains; where these leave 64 bits, Python's own numbers take over.
    arcs = max(min(int(shape.demand.sum()), int(shape.places.sum())), 1)
    big = _largest(spreads, arcs) > range_of(nodes_of(shape))
    network = shape.valued(scale.value(aims.value, big=big), scale.value(aims.bonus, big=big))
    price = prices(network, taken)
    filled = network.filled(taken)
    value = [
        int(value[taken].sum()) + int(bonus[filled].sum()) for value, bonus in zip(aims.value, aims.bonus, strict=True)
    ]
    return Optimum(
        network=network, scale=scale, taken=taken, price=price, value=tuple(value),
        bound=scale.split(bound(network, price)),
    )  # fmt: skip
