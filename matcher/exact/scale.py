"""Several ordered aims as one whole number, and back again.

Let the aims stand in order, and let ``r`` be how far apart two sums of an aim can ever be.
The last aim weighs 1, each other one ``2 * (sum of r * weight over the later aims) + 1``.
Then no amount of later aims outweighs one unit of an earlier one, so the largest sum is the best in order,
and a sum, or the difference of two sums, splits into its aims again by rounding.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matcher.exact.network import Ints, Network, Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Aims:
    """What every arc and every place brings to each aim, the most important first.

    Parameters
    ----------
    value, bonus
        (n_aims, n_arcs) and (n_aims, n_places), whole numbers.
    beyond
        (n_aims, n) what places beyond those of the network would bring, of which one may be asked for later;
        none when None.
    """

    value: Ints
    bonus: Ints
    beyond: Ints | None = None

    def spreads(self, network: Network) -> list[int]:
        """Return for each aim how far apart two sums can be, whichever arcs are taken, one place more included."""
        arcs = min(int(network.demand.sum()), int(network.places.sum()) + 1)
        beyond = self.bonus[:, :0] if self.beyond is None else self.beyond
        places = np.concatenate((self.bonus, beyond), axis=1)
        return [arcs * (_spread(value) + _spread(bonus)) for value, bonus in zip(self.value, places, strict=True)]


def _spread(values: Ints) -> int:
    if not len(values):
        return 0
    return max(int(values.max()), 0) - min(int(values.min()), 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """What a unit of each aim weighs; Python's own whole numbers, so of any size."""

    weights: tuple[int, ...]

    @classmethod
    def of(cls, spreads: Sequence[int]) -> "Scale":
        """Return the least safe weights for aims of these spreads."""
        weights: list[int] = []
        below = 0
        for spread in reversed(spreads):
            weights.append(2 * below + 1)
            below += spread * weights[-1]
        return cls(weights=tuple(reversed(weights)))

    def most(self, spreads: Sequence[int]) -> int:
        """Return more than any sum or difference can be."""
        return sum(weight * spread for weight, spread in zip(self.weights, spreads, strict=True))

    def value(self, parts: Ints, *, big: bool = False) -> Values:
        """Return (n_aims, n) parts as (n,) single numbers, of 64 bits unless ``big``."""
        kind = object if big else np.int64
        total = np.zeros(parts.shape[1], dtype=kind)
        for weight, row in zip(self.weights, parts, strict=True):
            total = total + row.astype(kind) * weight
        return total

    def split(self, value: int) -> tuple[int, ...]:
        """Return the aims of a sum or a difference of values, each rounded to the nearest whole."""
        parts = []
        for weight in self.weights:
            part = (2 * value + weight) // (2 * weight)
            parts.append(part)
            value -= part * weight
        return tuple(parts)
