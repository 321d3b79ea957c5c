"""What all who search one project share: the best schedule, the bound, the time that is left."""

import threading
import time
from collections.abc import Callable, Sequence

from planner.core.check import check
from planner.core.project import Project

# Says how many seconds are left.
Left = Callable[[], float]


def wall(seconds: float) -> Left:
    """Return a clock of wall time."""
    until = time.monotonic() + seconds
    return lambda: until - time.monotonic()


def processor(seconds: float, *, workers: int) -> Left:
    """Return a clock of this process's CPU time, divided by ``workers``: for measuring on a machine that others use."""
    until = time.process_time() + seconds * workers
    return lambda: (until - time.process_time()) / workers


class Board:
    """The best schedule known, which the checker has passed, and the bound; several threads write to it.

    Parameters
    ----------
    project
        What is scheduled.
    left
        The clock.
    """

    def __init__(self, project: Project, left: Left) -> None:
        """Begin with nothing."""
        self.project, self.left = project, left
        self.starts: tuple[int, ...] | None = None
        self.makespan = project.horizon + 1
        self.bound = 0
        self.proof = ""
        self.refuted = False
        # Set by whoever wants everybody to stop.
        self.halted = False
        self._lock = threading.Lock()

    @property
    def done(self) -> bool:
        """Whether there is nothing left to search for, or no time."""
        return self.halted or self.settled or self.left() <= 0

    @property
    def settled(self) -> bool:
        """Whether the best schedule, or that there is none, is proved."""
        return self.refuted or (self.starts is not None and self.makespan <= self.bound)

    def offer(self, starts: Sequence[int]) -> bool:
        """Keep a schedule if it is shorter and holds; return whether it was kept."""
        makespan = self.project.makespan(starts)
        if makespan >= self.makespan or check(self.project, starts):
            return False
        with self._lock:
            if makespan >= self.makespan:
                return False
            self.starts, self.makespan = tuple(starts), makespan
        return True

    def prove(self, bound: int, proof: str) -> None:
        """Raise the bound; ``proof`` names the way."""
        with self._lock:
            if bound > self.bound:
                self.bound, self.proof = bound, proof

    def refute(self, proof: str) -> None:
        """Say that there is no schedule; ``proof`` names the ways that agree."""
        with self._lock:
            self.refuted, self.proof = True, proof
