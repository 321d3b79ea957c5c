"""A price for a place at each mentor; whatever the prices are, they bound every allocation, and the best ones meet it.

At given prices a mentee takes the arcs that bring most after paying, and a mentor fills the places that earn
something. No allocation can be worth more than what all of them keep together (weak duality), whatever the prices:
so a reader who doubts the solver recounts one sum. For a best allocation there are prices at which the sum is met.
"""

import numpy as np

from matcher.exact.face import Face, by_gain, whole
from matcher.exact.moves import moves
from matcher.exact.network import Flags, Network, Values
from matcher.exact.small import is_table, prices_small


def prices(network: Network, taken: Flags, *, face: Face | None = None) -> Values:
    """Return the smallest prices that prove ``taken`` best: (n_mentors,).

    A price must reach what a mentee that lacks a mentor would bring, and what a served one would gain by moving:
    the best chains of moves from outside, by Bellman and Ford. An allocation that is best has no gaining circle,
    so they end.

    Parameters
    ----------
    face
        What may still change, everything when None; outside it nothing has to be proved.

    Raises
    ------
    SolverFault
        If a gaining circle shows that the allocation is not best.
    """
    if face is None and is_table(network):
        return prices_small(network, taken)
    face = face or whole(network)
    left = moves(network, taken, face=face)
    price = np.full(left.nodes, left.never, dtype=network.value.dtype)
    price[left.outside] = 0
    price[: left.outside] = _least(network, taken, face, never=left.never)
    return left.best_from(price)[: left.outside]


def _least(network: Network, taken: Flags, face: Face, *, never: int) -> Values:
    """Return the prices below which a mentor without mentees would want one: 0 when its places bring nothing."""
    least = np.full(network.n_mentors, never, dtype=network.value.dtype)
    least[network.places == 0] = 0
    idle = np.flatnonzero((network.places > 0) & (network.load(taken) == 0))
    idle = idle[face.open_places[network.starts[idle]]]
    least[idle] = -network.bonus[network.starts[idle]]
    return least


def bound(network: Network, price: Values) -> int:
    """Return what no allocation can exceed, as these prices show; any prices give one.

    The sum of what each mentee keeps on its best arcs after paying, and of what each place earns, where it earns.
    """
    keeps = network.value - price[network.mentor]
    earns = network.bonus + price[network.owner]
    earned = int(earns[np.asarray(earns > 0, dtype=bool)].sum())
    if (network.demand == 1).all():
        most = np.zeros(network.n_mentees, dtype=keeps.dtype)
        np.maximum.at(most, network.mentee, keeps)
        return int(most.sum()) + earned
    order = by_gain(network.mentee, keeps)
    rows = network.mentee[order]
    rank = np.arange(len(order)) - np.searchsorted(rows, rows)
    wins = order[(rank < network.demand[rows]) & np.asarray(keeps[order] > 0, dtype=bool)]
    return int(keeps[wins].sum()) + earned
