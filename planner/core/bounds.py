"""What no schedule can beat, without a solver: the longest path, energy, and end days that are refuted one by one.

An end day is refuted when, with all activities ended by it, two of them that cannot lie together cannot lie one after
the other either, or some days would have to hold more work than there is capacity (energetic reasoning).
Sets of activities of which no two can lie together count as one more resource of capacity one.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from planner.core.network import Flags, Ints, contradicts, distances, ending_by, incompatible
from planner.core.project import Project

# Above so many activities the days of all pairs of ends take more memory than the bound is worth.
WEIGHED_MOST: Final = 200
# Sets that exclude each other that are looked for; more repeat each other.
CLIQUES_MOST: Final = 24
# Rounds of ordering pairs for one end day; each costs one closure, and the later ones seldom refute.
ROUNDS_MOST: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A project with its distances, its exclusions, and its exclusive sets as further resources."""

    project: Project
    far: Ints
    clash: Flags

    @classmethod
    def of(cls, project: Project) -> "Ground":
        """Work everything out once."""
        far, clash = distances(project), incompatible(project)
        if contradicts(far):
            return cls(project=project, far=far, clash=clash)
        sets = _cliques(project, far, clash)
        if not sets:
            return cls(project=project, far=far, clash=clash)
        rows = tuple((*row, *(int(one in members) for members in sets)) for one, row in enumerate(project.demand))
        return cls(
            project=replace(project, demand=rows, capacity=(*project.capacity, *(1 for _ in sets))),
            far=far,
            clash=clash,
        )

    @property
    def path(self) -> int:
        """The length of the longest path, which no schedule beats."""
        if not len(self.project):
            return 0
        return int((self.far[-1, :-1] + np.array(self.project.duration, dtype=np.int64)).max())


def _cliques(project: Project, far: Ints, clash: Flags) -> list[frozenset[int]]:
    """Return sets of activities of which no two can lie together, longest first, greedily grown."""
    duration = np.array(project.duration, dtype=np.int64)
    follows = (far[:-1, :-1] >= duration[:, None]) & (duration[:, None] > 0)
    apart = clash | follows | follows.T
    found: dict[frozenset[int], int] = {}
    by_length = sorted(range(len(project)), key=lambda one: (-duration[one], one))
    for first in by_length:
        if not clash[first].any():
            continue
        members, able = [first], apart[first].copy()
        for one in by_length:
            if able[one] and duration[one]:
                members.append(one)
                able &= apart[one]
        found[frozenset(members)] = int(duration[members].sum())
    return sorted(found, key=lambda members: (-found[members], sorted(members)))[:CLIQUES_MOST]


def refuted(ground: Ground, *, end: int) -> str:
    """Return why nothing can have ended by ``end``, in one word; empty when nothing says so."""
    project, far = ground.project, ending_by(ground.far, ground.project, end=end)
    duration = np.array(project.duration, dtype=np.int64)
    for _ in range(ROUNDS_MOST):
        if contradicts(far):
            return "path"
        # One can end before another starts unless the other has to start too soon after it.
        before = (far[:-1, :-1].T + duration[:, None]) <= 0
        neither = ground.clash & ~before & ~before.T
        if neither.any():
            return "pairs"
        forced = ground.clash & before & ~before.T & (far[:-1, :-1] < duration[:, None])
        if not forced.any():
            break
        tighter = far.copy()
        tighter[:-1, :-1] = np.where(forced, np.maximum(far[:-1, :-1], duration[:, None]), far[:-1, :-1])
        far = ending_by(tighter, project, end=end)
    if contradicts(far):
        return "path"
    return "energy" if len(project) <= WEIGHED_MOST and _overfull(project, far) else ""


def _overfull(project: Project, far: Ints) -> bool:
    """Whether some days have to hold more work than there is capacity, whatever is shifted as far as it may go."""
    duration = np.array(project.duration, dtype=np.int64)
    soonest, latest = far[-1, :-1], -far[:-1, -1]
    begins = np.unique(np.concatenate([soonest, latest, latest + duration]))
    ends = np.unique(np.concatenate([soonest + duration, latest + duration, soonest]))
    demand, capacity = np.array(project.demand, dtype=np.int64), np.array(project.capacity, dtype=np.int64)
    for begin in begins:
        after = ends[ends > begin]
        left = np.minimum(duration, np.maximum(0, soonest + duration - begin))
        inside = np.minimum(left[None, :], np.maximum(0, after[:, None] - latest[None, :]))
        inside = np.minimum(inside, (after - begin)[:, None])
        if (inside @ demand > capacity[None, :] * (after - begin)[:, None]).any():
            return True
    return False


def least_makespan(ground: Ground, *, most: int) -> tuple[int, str]:
    """Return a day before which nothing can have ended and, in one word, why.

    Parameters
    ----------
    most
        An end that is reached, or that none of use exceeds.
    """
    project = ground.project
    work = [
        -(-sum(days * row[resource] for days, row in zip(project.duration, project.demand, strict=True)) // capacity)
        for resource, capacity in enumerate(project.capacity)
        if capacity
    ]
    least = min(max([ground.path, *work]), most)
    why = "path" if least == ground.path else "energy"
    short, open_ = least - 1, most
    while open_ - short > 1:
        middle = (short + open_) // 2
        word = refuted(ground, end=middle)
        if word:
            short, why = middle, word
        else:
            open_ = middle
    return short + 1, why
