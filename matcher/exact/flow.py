"""The largest sum on a network as a minimum-cost flow: whole numbers in, whole numbers out (OR-tools)."""

import numpy as np
from ortools.graph.python import min_cost_flow

from matcher.errors import SolverFault, TooLarge
from matcher.exact.face import Face, whole
from matcher.exact.network import Flags, Ints, Network
from matcher.exact.small import best_small, is_small

# The largest whole number of the solver's arithmetic.
INT64_MOST = int(np.iinfo(np.int64).max)
# The solver multiplies costs by the number of nodes and adds a few of them; this many times is left free.
HEADROOM = 32


def range_of(nodes: int) -> int:
    """Return the largest value that the solver's 64 bits carry on so many nodes."""
    return INT64_MOST // (HEADROOM * nodes)


def check_range(largest: int, *, nodes: int) -> None:
    """Raise ``TooLarge`` when values up to ``largest`` could leave the solver's 64 bits on so many nodes."""
    if largest > range_of(nodes):
        raise TooLarge(what="value of a pair", size=largest, most=range_of(nodes))


def nodes_of(network: Network) -> int:
    """Return how many nodes the flow has: mentees, mentors, and one outside."""
    return network.n_mentees + network.n_mentors + 1


def best(network: Network, *, seed: int, face: Face | None = None) -> Flags:
    """Return which arcs to take, (n_arcs,), so that their values and those of the places filled add up to most.

    Parameters
    ----------
    seed
        Numbers the nodes; decides among equal sums, and nothing else.
    face
        What may still change, everything when None.

    Raises
    ------
    TooLarge
        See ``check_range``; refused before the solver is called.
    SolverFault
        If the solver does not answer OPTIMAL.
    """
    if face is None and is_small(network):
        return best_small(network, seed=seed)
    face = face or whole(network)
    arcs, places = np.flatnonzero(face.open_arcs), np.flatnonzero(face.open_places)
    taken = face.kept_arcs.copy()
    if not len(arcs):
        return taken
    values, bonus = network.value[arcs], network.bonus[places]
    check_range(max(int(np.abs(values).max()), int(np.abs(bonus).max(initial=0))), nodes=nodes_of(network))
    dice = np.random.default_rng(seed)
    mentees = dice.permutation(network.n_mentees)
    mentors = network.n_mentees + dice.permutation(network.n_mentors)
    outside = network.n_mentees + network.n_mentors
    flow = min_cost_flow.SimpleMinCostFlow()
    chosen = flow.add_arcs_with_capacity_and_unit_cost(
        mentees[network.mentee[arcs]], mentors[network.mentor[arcs]], np.ones_like(arcs), -values
    )
    _add_places(flow, network, mentors, outside, places=places)
    wanted = network.demand - network.served(face.kept_arcs)
    idle = np.flatnonzero(face.may_lack & (wanted > 0))
    flow.add_arcs_with_capacity_and_unit_cost(
        mentees[idle], np.full(len(idle), outside), wanted[idle], np.zeros(len(idle), dtype=np.int64)
    )
    waiting = network.load(face.kept_arcs) - np.bincount(network.owner[face.kept_places], minlength=network.n_mentors)
    flow.set_nodes_supplies(mentees, wanted)
    flow.set_nodes_supplies(mentors, waiting)
    flow.set_node_supply(outside, -int(wanted.sum() + waiting.sum()))
    status = flow.solve()
    if status != flow.OPTIMAL:
        msg = f"minimum-cost flow ended with {status} on {network.n_mentees} mentees and {len(arcs)} arcs"
        raise SolverFault(msg)
    taken[arcs[flow.flows(chosen) > 0]] = True
    return taken


def _add_places(
    flow: min_cost_flow.SimpleMinCostFlow, network: Network, mentors: Ints, outside: int, *, places: Ints
) -> None:
    """Add the places as arcs out of their mentor; places of one mentor that bring the same are one arc."""
    if not len(places):
        return
    owner, bonus = network.owner[places], network.bonus[places]
    new = np.concatenate(([True], (owner[1:] != owner[:-1]) | (bonus[1:] != bonus[:-1])))
    firsts = np.flatnonzero(new)
    room = np.diff(np.concatenate((firsts, [len(places)])))
    flow.add_arcs_with_capacity_and_unit_cost(
        mentors[owner[firsts]], np.full(len(firsts), outside), room, -bonus[firsts]
    )
