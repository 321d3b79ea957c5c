"""What one more mentee at a mentor would set off: the moves left over once an allocation stands.

A move from ``j`` to ``k`` takes a mentee that ``j`` has and gives it to ``k``; the node after the last mentor stands
for the outside, where mentees wait and places stand empty. An allocation is best when no circle of moves gains
(Klein 1967).
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matcher.errors import SolverFault
from matcher.exact.face import Face, whole
from matcher.exact.network import Flags, Ints, Network, Values


@dataclass(frozen=True, kw_only=True)
class Moves:
    """The single moves of an allocation, and the best chains of them.

    Parameters
    ----------
    nodes
        How many nodes there are: the mentors, and the outside as the last.
    source, target, gain
        (n_moves,) what each move brings.
    never
        So little that no chain of moves can bring less.
    """

    nodes: int
    source: Ints
    target: Ints
    gain: Values
    never: int

    @property
    def outside(self) -> int:
        """The node where mentees wait and places stand empty."""
        return self.nodes - 1

    @cached_property
    def step(self) -> Values:
        """What the best single move between two nodes brings, ``never`` where there is none: (nodes, nodes)."""
        table = np.full((self.nodes, self.nodes), self.never, dtype=self.gain.dtype)
        np.maximum.at(table, (self.source, self.target), self.gain)
        table[np.arange(self.nodes), np.arange(self.nodes)] = 0
        return table

    @cached_property
    def chain(self) -> Values:
        """What the best chain between two nodes brings, (nodes, nodes), by Floyd and Warshall.

        Time grows as the third power of the mentors, whatever the mentees.
        """
        best = self.step.copy()
        for via in range(self.nodes):
            best = np.maximum(best, best[:, via, None] + best[None, via, :])
        return best

    def best_from(self, start: Values) -> Values:
        """Return what the best chain that begins with ``start`` brings at each mentor, by Bellman and Ford: (nodes,).

        Parameters
        ----------
        start
            (nodes,) what stands at each node before the first move, ``never`` where no chain begins.
            Chains leave the outside but do not enter it.

        Raises
        ------
        SolverFault
            If a circle of moves gains, so that chains grow for ever.
        """
        source, target, gain = self._inward
        best, fresh = start, np.asarray(start > self.never, dtype=bool)
        for _ in range(self.nodes + 1):
            steps = fresh[source]
            if not steps.any():
                return best
            raised = best.copy()
            np.maximum.at(raised, target[steps], best[source[steps]] + gain[steps])
            fresh = np.asarray(raised > best, dtype=bool)
            best = raised
        msg = f"no prices prove the allocation: a circle of moves among {self.nodes - 1} mentors gains"
        raise SolverFault(msg)

    @cached_property
    def _inward(self) -> tuple[Ints, Ints, Values]:
        """The moves that do not lead outside, of several between two nodes the best where that is quickly found."""
        if self.nodes**2 > len(self.source):
            inward = self.target != self.outside
            return self.source[inward], self.target[inward], self.gain[inward]
        source, target = np.nonzero(self.real(self.step))
        inward = (target != self.outside) & (source != target)
        source, target = source[inward], target[inward]
        return source, target, self.step[source, target]

    def real(self, gain: Values) -> Flags:
        """Return which of these gains belong to chains that exist."""
        return np.asarray(gain > self.never // 2, dtype=bool)


def moves(network: Network, taken: Flags, *, face: Face | None = None) -> Moves:
    """Return the moves that ``taken`` leaves within ``face``, on all the network when None."""
    face = face or whole(network)
    nodes = network.n_mentors + 1
    span = max(_most(network.value), _most(network.bonus))
    parts = (
        _switches(network, taken, movable=face.open_arcs),
        _entries(network, taken, face=face),
        _exits(network, taken, face=face),
        _empties(network, taken, face=face),
        _fills(network, taken, face=face),
    )
    source, target, gain = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    # A chain has fewer moves than there are nodes, and a move changes at most two values; twice that is out of reach.
    return Moves(nodes=nodes, source=source, target=target, gain=gain, never=-2 * (2 * nodes * span + 1))


def _most(values: Values) -> int:
    return max(int(values.max()), -int(values.min())) if len(values) else 0


_Edges = tuple[Ints, Ints, Values]


def _switches(network: Network, taken: Flags, *, movable: Flags) -> _Edges:
    """Return every switch of a mentee from a mentor that it has to one that it has not."""
    held = np.flatnonzero(taken & movable)
    held = held[np.argsort(network.mentee[held], kind="stable")]
    count = np.bincount(network.mentee[held], minlength=network.n_mentees)
    first = np.cumsum(count) - count
    other = np.flatnonzero(~taken & movable)
    repeats = count[network.mentee[other]]
    arc = np.repeat(other, repeats)
    place = np.arange(len(arc)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    old = held[first[network.mentee[arc]] + place]
    return network.mentor[old], network.mentor[arc], network.value[arc] - network.value[old]


def _entries(network: Network, taken: Flags, *, face: Face) -> _Edges:
    """Return the mentees that lack a mentor, coming in."""
    lacking = network.served(taken) < network.demand
    arcs = np.flatnonzero(lacking[network.mentee] & ~taken & face.open_arcs)
    return np.full(len(arcs), network.n_mentors), network.mentor[arcs], network.value[arcs]


def _exits(network: Network, taken: Flags, *, face: Face) -> _Edges:
    """Return the mentees that have a mentor, going out."""
    arcs = np.flatnonzero(taken & face.open_arcs & face.may_lack[network.mentee])
    return network.mentor[arcs], np.full(len(arcs), network.n_mentors), -network.value[arcs]


def _empties(network: Network, taken: Flags, *, face: Face) -> _Edges:
    """Return the last filled place of each mentor, becoming empty: whoever sat there has to go on."""
    load = network.load(taken)
    used = np.flatnonzero(load > 0)
    last = network.starts[used] + load[used] - 1
    open_ = face.open_places[last]
    return np.full(int(open_.sum()), network.n_mentors), used[open_], -network.bonus[last[open_]]


def _fills(network: Network, taken: Flags, *, face: Face) -> _Edges:
    """Return the first empty place of each mentor, being filled."""
    load = network.load(taken)
    free = np.flatnonzero(load < network.places)
    next_ = network.starts[free] + load[free]
    open_ = face.open_places[next_]
    return free[open_], np.full(int(open_.sum()), network.n_mentors), network.bonus[next_[open_]]
