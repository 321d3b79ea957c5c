"""The turns of the solvers: two users at once must not starve the machine."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from flask import current_app

from data.answer import OnProgress
from service.api.problems import Problem

KEY = "solidaritas.turns"

# Under this name a process that does one job keeps whom to tell how it goes.
TELLING = "solidaritas.telling"


class Turns:
    """Lets so many solves run at once; the others wait for their turn, and are sent away when it takes too long.

    Parameters
    ----------
    at_once
        How many solves may run at the same time.
    wait_seconds
        How long a request waits for its turn.
    solve_seconds
        Longest time limit of one solve, hence when it is worth asking again.

    Notes
    -----
    ``waiting`` counts those who wait now, for whoever looks on; it decides nothing.
    """

    def __init__(self, at_once: int, *, wait_seconds: int, solve_seconds: int) -> None:
        """Start with nobody at work."""
        self.at_once, self.wait_seconds, self.solve_seconds = at_once, wait_seconds, solve_seconds
        self._free = threading.BoundedSemaphore(at_once)
        self._queue = threading.BoundedSemaphore(at_once)
        self.waiting = 0

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold a turn while the block runs.

        Raises
        ------
        Problem
            503 with Retry-After when no turn comes free in time.
        """
        if not self._free.acquire(blocking=False) and not self._wait():
            raise Problem(
                status=HTTPStatus.SERVICE_UNAVAILABLE,
                kind="busy",
                values=(self.at_once, self.solve_seconds),
                headers={"Retry-After": str(self.solve_seconds)},
            )
        try:
            yield
        finally:
            self._free.release()

    @contextmanager
    def patient_turn(self) -> Iterator[None]:
        """Hold a turn while the block runs, however long it takes to get one; for work that nobody waits for."""
        with self._free:
            yield

    def _wait(self) -> bool:
        """Return whether a turn came free in time; only as many wait as may solve, so that threads stay for pages."""
        if not self._queue.acquire(blocking=False):
            return False
        self.waiting += 1
        try:
            return self._free.acquire(timeout=self.wait_seconds)
        finally:
            self.waiting -= 1
            self._queue.release()


def turns() -> Turns:
    """Return the turns of the running application."""
    found: Turns = current_app.extensions[KEY]
    return found


def telling() -> OnProgress | None:
    """Return whom a solve tells how it goes; nobody, unless a job does it."""
    found: OnProgress | None = current_app.extensions.get(TELLING)
    return found
