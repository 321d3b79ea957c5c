"""The one place that makes a CP-SAT solver: seeded, limited, and stopped by whoever interrupts the program."""

import time

from ortools.sat.python import cp_model


def new_solver(*, workers: int, seed: int, seconds: float) -> cp_model.CpSolver:
    """Return a solver of so many workers that ends after ``seconds`` of wall time.

    Notes
    -----
    OR-tools would catch an interrupt itself, end its search and say nothing, so that a stopped program went on.
    Here the interrupt reaches the program.
    """
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.catch_sigint_signal = False
    return solver


class Stopwatch:
    """Seconds of wall time that are left."""

    def __init__(self, seconds: float) -> None:
        """Begin to count."""
        self.until = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds until the end."""
        return self.until - time.monotonic()
