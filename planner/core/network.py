"""How far apart activities have to start: the longest paths through all lags and windows, and what these order."""

import numpy as np
import numpy.typing as npt

from planner.core.project import Project

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
# No path: below this no sum of lags comes, and a few of them together stay far within 64 bits.
APART = -(1 << 40)


def distances(project: Project) -> Ints:
    """Return the longest paths between all activities and the first day, shape (n + 1, n + 1), APART where none is.

    The last row is the first day: its column j is the soonest start of j, its row j the latest one negated.
    A positive number on the diagonal says that the lags and windows contradict each other.
    """
    count = len(project)
    far = np.full((count + 1, count + 1), APART, dtype=np.int64)
    np.fill_diagonal(far, 0)
    for before, after, least in project.lags:
        far[before, after] = max(far[before, after], least)
    far[count, :count] = project.earliest
    for one, last in enumerate(project.latest):
        if last is not None:
            far[one, count] = -last
    return closed(far)


def closed(far: Ints) -> Ints:
    """Return the longest paths through arcs of any length, in a new matrix."""
    far = far.copy()
    for middle in range(len(far)):
        np.maximum(far, far[:, middle, None] + far[middle], out=far)
        if contradicts(far):
            break
    far[far < APART // 2] = APART
    return far


def contradicts(far: Ints) -> bool:
    """Whether some activity would have to start later than itself."""
    return bool((far.diagonal() > 0).any())


def ending_by(far: Ints, project: Project, *, end: int) -> Ints:
    """Return the longest paths when every activity has ended by ``end``."""
    late = far.copy()
    room = -(end - np.array(project.duration, dtype=np.int64))
    late[:-1, -1] = np.maximum(late[:-1, -1], room)
    return closed(late)


def incompatible(project: Project) -> Flags:
    """Return which two activities take together more of a resource than there is, shape (n, n)."""
    demand, capacity = np.array(project.demand, dtype=np.int64), np.array(project.capacity, dtype=np.int64)
    together = (demand[:, None, :] + demand[None, :, :] > capacity).any(axis=2) if len(capacity) else None
    lasting = np.array(project.duration, dtype=np.int64) > 0
    clash = np.zeros((len(project), len(project)), dtype=np.bool_) if together is None else together
    clash &= lasting[:, None] & lasting[None, :]
    np.fill_diagonal(clash, val=False)
    return clash
