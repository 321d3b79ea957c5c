"""The pure assignment: arcs from mentees to mentors with places, solved exactly as a minimum-cost flow.

Three ordered aims are one whole number per arc. With ``n`` mentees and at most ``p`` points an arc,
``wish = 2np + 1`` outweighs every change of points and ``served = 2n(wish + p) + 1`` every change of wishes
and points, so the largest sum is the lexicographic best, and a sum or a difference splits into its three parts again.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from ortools.graph.python import min_cost_flow

from matcher.errors import SolverFault, TooLarge

Ints = npt.NDArray[np.int64]
# The largest whole number of the solver's arithmetic.
INT64_MOST = int(np.iinfo(np.int64).max)
# The solver multiplies costs by the number of nodes and adds a few of them; this many times is left free.
HEADROOM = 8


class Split(NamedTuple):
    """A value in its three parts."""

    served: int
    wishes: int
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """What one served mentee and one granted wish weigh against a point."""

    served: int
    wish: int

    @classmethod
    def of(cls, mentees: int, points: int) -> "Scale":
        """Return the least safe weights for so many mentees and at most so many points a pair."""
        wish = 2 * mentees * points + 1
        return cls(served=2 * mentees * (wish + points) + 1, wish=wish)

    def value(self, *, wished: bool, points: int) -> int:
        """Return the value of one pair."""
        return self.served + self.wish * wished + points

    def split(self, value: int) -> Split:
        """Return the parts of a sum or difference of values, each part rounded to the nearest whole."""
        served = (2 * value + self.served) // (2 * self.served)
        rest = value - served * self.served
        wishes = (2 * rest + self.wish) // (2 * self.wish)
        return Split(served, wishes, rest - wishes * self.wish)


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Arcs as parallel arrays, (n_arcs,) each; ``places`` is (n_mentors,) and never above the number of mentees."""

    n_mentees: int
    places: Ints
    mentee: Ints
    mentor: Ints
    value: Ints


def check_range(largest: int, *, nodes: int) -> None:
    """Raise ``TooLarge`` when values up to ``largest`` could leave the solver's 64 bits on so many nodes."""
    most = INT64_MOST // (HEADROOM * nodes)
    if largest > most:
        raise TooLarge(what="value of a pair", size=largest, most=most)


def assign(network: Network, *, seed: int) -> Ints:
    """Return the arc chosen for each mentee, -1 for none: (n_mentees,).

    The sum of the values is the largest possible. Among equal sums the seed decides, by the order of the nodes.

    Raises
    ------
    TooLarge
        See ``check_range``; refused before the solver is called.
    SolverFault
        If the solver does not answer OPTIMAL.
    """
    n_arcs, n_mentors = len(network.value), len(network.places)
    if not n_arcs:
        return np.full(network.n_mentees, -1, dtype=np.int64)
    nodes = network.n_mentees + n_mentors + 2
    check_range(int(network.value.max()), nodes=nodes)
    dice = np.random.default_rng(seed)
    mentees = dice.permutation(network.n_mentees)
    mentors = network.n_mentees + dice.permutation(n_mentors)
    sink = network.n_mentees + n_mentors
    flow = min_cost_flow.SimpleMinCostFlow()
    pairs = flow.add_arcs_with_capacity_and_unit_cost(
        mentees[network.mentee], mentors[network.mentor], np.ones(n_arcs, dtype=np.int64), -network.value
    )
    flow.add_arcs_with_capacity_and_unit_cost(
        mentors, np.full(n_mentors, sink), network.places, np.zeros(n_mentors, dtype=np.int64)
    )
    flow.add_arcs_with_capacity_and_unit_cost(
        mentees, np.full(network.n_mentees, sink), np.ones_like(mentees), np.zeros_like(mentees)
    )
    flow.set_nodes_supplies(mentees, np.ones_like(mentees))
    flow.set_node_supply(sink, -network.n_mentees)
    status = flow.solve()
    if status != flow.OPTIMAL:
        msg = f"minimum-cost flow ended with {status} on {network.n_mentees} mentees and {n_arcs} arcs"
        raise SolverFault(msg)
    used = np.flatnonzero(flow.flows(pairs))
    arcs = np.full(network.n_mentees, -1, dtype=np.int64)
    arcs[network.mentee[used]] = used
    return arcs


def prices(network: Network, arcs: Ints) -> Ints:
    """Return a price for a place at each mentor that proves the assignment best: (n_mentors,), 0 or more.

    Bellman-Ford on the residual network, from below: a price must reach what an unserved mentee would bring,
    and what a served one would gain by moving. An assignment that is best has no gaining cycle, so it ends.

    Raises
    ------
    SolverFault
        If a gaining cycle shows that the assignment is not best.
    """
    price = np.zeros(len(network.places), dtype=np.int64)
    served = arcs >= 0
    held = arcs[network.mentee]
    unserved = held < 0
    np.maximum.at(price, network.mentor[unserved], network.value[unserved])
    kept = ~unserved & (held != np.arange(len(held)))
    source, target = network.mentor[held[kept]], network.mentor[kept]
    gain = network.value[kept] - network.value[held[kept]]
    for _ in range(len(price) + 1):
        raised = price.copy()
        np.maximum.at(raised, target, price[source] + gain)
        if np.array_equal(raised, price):
            return price
        price = raised
    msg = f"no prices prove an assignment of {int(served.sum())} mentees"
    raise SolverFault(msg)


def reach(network: Network, arcs: Ints, *, mentee: int) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """Return what one more place at each mentor would add if ``mentee``, unserved, set off the moves.

    Returns
    -------
    gain, reached
        (n_mentors,) each: the change of the sum along the best chain of moves that ends at the mentor,
        and whether any chain does.
    """
    never = -INT64_MOST // 2
    best = np.full(len(network.places), never, dtype=np.int64)
    own = network.mentee == mentee
    best[network.mentor[own]] = network.value[own]
    held = arcs[network.mentee]
    moves = (held >= 0) & (held != np.arange(len(held)))
    source, target = network.mentor[held[moves]], network.mentor[moves]
    gain = network.value[moves] - network.value[held[moves]]
    for _ in range(len(best)):
        raised = best.copy()
        steps = np.where(best[source] > never, best[source] + gain, never)
        np.maximum.at(raised, target, steps)
        if np.array_equal(raised, best):
            break
        best = raised
    return best, best > never
