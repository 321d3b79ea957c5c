"""What a job may use, and how its process says that this was not enough."""

from dataclasses import dataclass

# How the process ends when its memory was not enough, and when whoever asked is gone.
NO_MEMORY, ALONE = 77, 78

# Kinds of job that solve many times over.
SWEEPS = ("sandbox",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a job may use: wall seconds of the whole, seconds of one solve and of a whole sweep, megabytes of memory."""

    wall_seconds: int
    solve_seconds: int
    megabytes: int
    sweep_seconds: int = 1

    def seconds_of(self, kind: str) -> int:
        """Return the seconds that a job of a kind may solve: once, or many times over."""
        return self.sweep_seconds if kind in SWEEPS else self.solve_seconds
