"""CPU seconds of a piece of work: the least of several runs, so that a busy machine matters less."""

import time
from collections.abc import Callable
from typing import Any, NamedTuple

REPEATS = 5


class Timed(NamedTuple):
    """CPU seconds of the best of several runs, and what the last one returned."""

    seconds: float
    value: Any


def timed(work: Callable[[], Any], repeats: int = REPEATS) -> Timed:
    """Return the least CPU time of ``work``."""
    least, value = float("inf"), None
    for _ in range(repeats):
        start = time.process_time()
        value = work()
        least = min(least, time.process_time() - start)
    return Timed(least, value)
