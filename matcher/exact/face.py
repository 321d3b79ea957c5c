"""What is still open once a first aim is at its best: the arcs and places that some best allocation may change.

For the prices of any best allocation, the best allocations are exactly those in which each side takes its best
answer to the prices: an arc below its mentee's best is out, one above it is in, and one at it is open (complementary
slackness). So a later aim is solved on what is open, without a weight for the earlier one.
"""

from dataclasses import dataclass, replace

import numpy as np

from matcher.exact.network import Flags, Ints, Network, Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """Which parts of a network may still change.

    Parameters
    ----------
    open_arcs, kept_arcs
        (n_arcs,) may be taken or not; is taken in every best allocation. Neither: is never taken.
    open_places, kept_places
        (n_places,) the same for places.
    may_lack
        (n_mentees,) may get fewer mentors than it wants.
    """

    open_arcs: Flags
    kept_arcs: Flags
    open_places: Flags
    kept_places: Flags
    may_lack: Flags

    def holding(self, network: Network, arc: int) -> "Face":
        """Return the part of the face that takes an arc; its mentee wants one mentor."""
        own = network.mentee == network.mentee[arc]
        kept = self.kept_arcs.copy()
        kept[arc] = True
        return replace(self, open_arcs=self.open_arcs & ~own, kept_arcs=kept)


def whole(network: Network) -> Face:
    """Return the face on which everything is open."""
    arcs, places = len(network.value), len(network.bonus)
    return Face(
        open_arcs=np.ones(arcs, dtype=bool), kept_arcs=np.zeros(arcs, dtype=bool),
        open_places=np.ones(places, dtype=bool), kept_places=np.zeros(places, dtype=bool),
        may_lack=np.ones(network.n_mentees, dtype=bool),
    )  # fmt: skip


def narrowed(network: Network, face: Face, price: Values) -> Face:
    """Return the face on which the values of ``network`` stay at their best, as ``price`` proves it."""
    gain = network.value - price[network.mentor]
    least = thresholds(network, gain, open_arcs=face.open_arcs, kept_arcs=face.kept_arcs, may_lack=face.may_lack)
    beside = gain - least[network.mentee]
    profit = network.bonus + price[network.owner]
    return Face(
        open_arcs=face.open_arcs & (beside == 0), kept_arcs=face.kept_arcs | (face.open_arcs & (beside > 0)),
        open_places=face.open_places & (profit == 0), kept_places=face.kept_places | (face.open_places & (profit > 0)),
        may_lack=face.may_lack & (least == 0),
    )  # fmt: skip


def thresholds(network: Network, gain: Values, *, open_arcs: Flags, kept_arcs: Flags, may_lack: Flags) -> Values:
    """Return the gain of the last mentor that each mentee would take at these prices: (n_mentees,).

    A mentee takes the arcs of most gain up to its demand, those of gain zero or less only when it may not lack.
    """
    wanted = network.demand - network.served(kept_arcs)
    arcs = np.flatnonzero(open_arcs)
    rows = network.mentee[arcs]
    count = np.bincount(rows, minlength=network.n_mentees)
    most = np.full(network.n_mentees, gain[arcs].min(initial=0), dtype=gain.dtype)
    np.maximum.at(most, rows, gain[arcs])
    least = np.zeros(network.n_mentees, dtype=gain.dtype)
    one = (wanted == 1) & (count > 0)
    least[one] = most[one]
    more = (count >= wanted) & (wanted > 1)
    if more.any():
        order = arcs[by_gain(rows, gain[arcs])]
        last = np.searchsorted(network.mentee[order], np.arange(network.n_mentees)) + wanted - 1
        least[more] = gain[order[last[more]]]
    # Nobody takes a place at a loss unless it must; who wants none takes none.
    none = wanted <= 0
    least[none] = np.maximum(most[none], 0) + 1
    loss = may_lack & (least < 0)
    least[loss] = 0
    return least


def by_gain(mentee: Ints, gain: Values) -> Ints:
    """Return the order of arcs by mentee, and of each mentee by gain, the largest first."""
    if gain.dtype == object:
        return np.array(sorted(range(len(gain)), key=lambda arc: (mentee[arc], -gain[arc])), dtype=np.int64)
    return np.lexsort((-gain, mentee))
