"""What every other choice would cost: the exact loss when a pair is forced or forbidden, for all pairs at once.

Forcing one pair sends one unit round one circle of moves, so its loss is read off the best chains between mentors:
one table of the size of the mentors squared answers for every pair of every mentee.
"""

from collections import deque
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from matcher.exact.moves import Moves, moves
from matcher.exact.network import Flags, Network, Values


class Step(NamedTuple):
    """One move: a mentee goes from one mentor to another; None stands for the outside.

    With ``mentee`` None a place is filled (to the outside) or emptied (from the outside).
    """

    mentee: int | None
    source: int | None
    target: int | None


@dataclass(frozen=True, kw_only=True)
class Regret:
    """The prices of all other choices around one best allocation.

    Parameters
    ----------
    network, taken, left
        The allocation and its moves.
    forced
        (n_arcs,) what is lost when the arc must be taken; 0 for those that are.
    forbidden
        (n_arcs,) what is lost when the arc may not be taken; 0 for those that are not.
    """

    network: Network
    taken: Flags
    left: Moves
    forced: Values
    forbidden: Values

    def possible(self, arc: int) -> bool:
        """Whether the arc can be taken at all, whoever else has to wait."""
        return bool(self.left.real(-self.forced[arc : arc + 1])[0])

    def steps(self, arc: int) -> list[Step]:
        """Return who moves where when the arc is forced, beginning with its own mentee; empty when it is taken."""
        if self.taken[arc]:
            return []
        mentee, mentor = int(self.network.mentee[arc]), int(self.network.mentor[arc])
        end, start = self._end(arc)
        outside = self.left.outside
        first = Step(mentee, None if start == outside else start, mentor)
        return [first, *(self._move(a, b) for a, b in self._path(mentor, end))]

    def onward(self, mentor: int) -> list[Step]:
        """Return who moves where when one more mentee comes to a mentor, until a place is filled or somebody waits."""
        return [self._move(a, b) for a, b in self._path(mentor, self.left.outside)]

    def _end(self, arc: int) -> tuple[int, int]:
        """Return the node at which the chain of a forced arc best ends, and whence its mentee comes: the same."""
        mentee, mentor = self.network.mentee[arc], self.network.mentor[arc]
        held = np.flatnonzero(self.taken & (self.network.mentee == mentee))
        if len(held) < self.network.demand[mentee]:
            return self.left.outside, self.left.outside
        nets = self.left.chain[mentor, self.network.mentor[held]] - self.network.value[held]
        best = int(self.network.mentor[held[int(np.argmax(nets))]])
        return best, best

    def _path(self, source: int, target: int) -> list[tuple[int, int]]:
        """Return the moves of a best chain, as few as it can have."""
        chain, step = self.left.chain, self.left.step
        came: dict[int, int] = {source: source}
        queue = deque([source])
        while queue and target not in came:
            node = queue.popleft()
            onward = np.flatnonzero(self.left.real(step[node]) & (step[node] + chain[:, target] == chain[node, target]))
            for other in onward.tolist():
                if other not in came:
                    came[other] = node
                    queue.append(other)
        nodes = [target]
        while nodes[-1] != source:
            nodes.append(came[nodes[-1]])
        return list(zip(nodes[::-1], nodes[-2::-1], strict=False))

    def _move(self, source: int, target: int) -> Step:
        """Return the mentee behind the best single move between two nodes."""
        network, outside = self.network, self.left.outside
        gain = self.left.step[source, target]
        out, into = (None if node == outside else node for node in (source, target))
        # What each mentee loses where it is, and may come to where it is not.
        loss = {int(network.mentee[arc]): network.value[arc] for arc in self._arcs(source, held=True)}
        come = {int(network.mentee[arc]): network.value[arc] for arc in self._arcs(target, held=False)}
        lacking = network.served(self.taken) < network.demand
        for mentee in sorted(come.keys() | loss.keys()):
            given = come.get(mentee) if into is not None else 0
            taken = loss.get(mentee) if out is not None else (0 if lacking[mentee] else None)
            if given is not None and taken is not None and given - taken == gain:
                return Step(mentee, out, into)
        return Step(None, out, into)

    def _arcs(self, mentor: int, *, held: bool) -> list[int]:
        if mentor == self.left.outside:
            return []
        found: list[int] = np.flatnonzero((self.network.mentor == mentor) & (self.taken == held)).tolist()
        return found


def regret(network: Network, taken: Flags) -> Regret:
    """Return what every other choice would cost around ``taken``, which must be best.

    Time grows as the arcs, and as the third power of the mentors.
    """
    left = moves(network, taken)
    chain, outside = left.chain, left.outside
    forced = np.zeros(len(taken), dtype=network.value.dtype)
    other = np.flatnonzero(~taken)
    lacking = network.served(taken) < network.demand
    free = other[lacking[network.mentee[other]]]
    forced[free] = -network.value[free] - chain[network.mentor[free], outside]
    busy = other[~lacking[network.mentee[other]]]
    forced[busy] = -2 * left.never
    for held in _held_by_rank(network, taken):
        old = held[network.mentee[busy]]
        has = old >= 0
        arc, old = busy[has], old[has]
        loss = network.value[old] - network.value[arc] - chain[network.mentor[arc], network.mentor[old]]
        forced[arc] = np.minimum(forced[arc], loss)
    return Regret(network=network, taken=taken, left=left, forced=forced, forbidden=_forbidden(network, taken, left))


def _held_by_rank(network: Network, taken: Flags) -> list[Values]:
    """Return the first, the second ... arc that each mentee holds, -1 for none: (n_mentees,) each."""
    held = np.flatnonzero(taken)
    held = held[np.argsort(network.mentee[held], kind="stable")]
    rows = network.mentee[held]
    rank = np.arange(len(held)) - np.searchsorted(rows, rows)
    found = []
    for number in range(int(rank.max(initial=-1)) + 1):
        arcs = np.full(network.n_mentees, -1, dtype=np.int64)
        arcs[rows[rank == number]] = held[rank == number]
        found.append(arcs)
    return found


def _forbidden(network: Network, taken: Flags, left: Moves) -> Values:
    """Return the least loss without each arc taken: its mentee goes elsewhere or waits, and others may move up."""
    gain = np.full(len(taken), left.never, dtype=network.value.dtype)
    other = np.flatnonzero(~taken)
    for held in _held_by_rank(network, taken):
        arc = other[held[network.mentee[other]] >= 0]
        old = held[network.mentee[arc]]
        np.maximum.at(gain, old, network.value[arc] + left.chain[network.mentor[arc], network.mentor[old]])
    kept = np.flatnonzero(taken)
    loss = np.zeros_like(gain)
    waits = left.chain[left.outside, network.mentor[kept]]
    loss[kept] = network.value[kept] - np.maximum(gain[kept], waits)
    return loss
