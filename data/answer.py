"""How a solver answers: status, value and bound per level, and a reasoned no."""

import enum
from collections.abc import Callable
from dataclasses import dataclass

from data.text import Text


class Status(enum.Enum):
    """What is known about an answer."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One objective of an ordered list: what was reached and what could at best be reached.

    Parameters
    ----------
    id, name
        Short name and the sentence for it.
    value, bound
        Reached value and proved limit, whole numbers in ``unit``.
    unit
        ``partnerships``, ``points``, ``working days``, ``rupiah``.
    sense
        ``max`` or ``min``.
    """

    id: str
    name: Text
    value: int
    bound: int
    unit: str
    sense: str = "max"

    @property
    def proved(self) -> bool:
        """Whether nothing better exists, the earlier levels being kept."""
        return self.value == self.bound

    @property
    def gap_permille(self) -> int:
        """Distance of value to bound in thousandths of the bound's size, rounded up."""
        return -(-abs(self.bound - self.value) * 1000 // max(abs(self.bound), 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why the answer is no, or why something is as it is.

    Parameters
    ----------
    rule
        Id of the book's rule.
    section
        Section of the guideline, empty where it is policy only.
    who
        Id of the party, need or partnership concerned.
    sentence, remedy
        What stands in the way, and the smallest change that would help.
    """

    rule: str
    section: str
    who: str
    sentence: Text
    remedy: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One broken rule found by a checker that does not know the solver."""

    rule: str
    who: str
    sentence: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """One sign of life of a long run: which stage, and how good its answer is so far."""

    stage: Text
    value: int | None = None
    bound: int | None = None


OnProgress = Callable[[Progress], None]
