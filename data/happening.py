"""A row of the table of what can happen to a published year."""

from dataclasses import dataclass
from typing import Literal

from data.rows import Row

Effect = Literal[
    "absent", "closed", "dated", "released", "withdrawn", "joined", "budget", "decision", "days", "colleague",
    "months", "ready",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening(Row):
    """One thing that can happen after publication; ``effect`` is how the planner changes the year by it."""

    effect: Effect
