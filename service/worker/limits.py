"""What a job may use, and how its process says that this was not enough."""

from dataclasses import dataclass

# How the process ends when its memory was not enough, and when whoever asked is gone.
NO_MEMORY, ALONE = 77, 78


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a job may use: wall seconds of the whole, seconds of one solve, megabytes of memory."""

    wall_seconds: int
    solve_seconds: int
    megabytes: int
