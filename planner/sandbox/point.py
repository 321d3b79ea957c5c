"""One point of a sweep and the whole of it: what one value would give, its proof, and how to make it again (4.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data.answer import Level, Reason, Status, Violation
from data.text import Text
from planner.plan import plain
from planner.sandbox.lever import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that a point depends on beside the year itself: the same settings give the same point.

    Parameters
    ----------
    lever, value
        What was moved, and to what.
    replanned
        Whether the calendar was made anew; else the published one stands and only the money is chosen again.
    seed, seconds
        Of every solver; wall time for one point.
    year, calendar
        Fingerprints of the year from which the sweep sets out, and of its dated events.
    """

    lever: str
    value: Value
    replanned: bool
    seed: int
    seconds: float
    year: str
    calendar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What one value of the lever would give.

    Parameters
    ----------
    amount
        The value in the lever's own unit: rupiah, per cent, kilometres, visits.
    status
        ``OPTIMAL`` when every level is proved; ``UNKNOWN`` when the setting cannot be carried out, see ``refused``.
    funded
        Partnerships that are funded, in order of ids.
    levels
        ``gain`` (points), ``funded``, ``subsidy`` (rupiah), in this order of importance, each with its bound.
    refused
        Why this value cannot be decided; empty where it can.
    unsearched
        Why nothing was searched here; empty where something was.  Such a point has no plan, and says nothing of
        how many could be funded: its status is ``UNKNOWN`` and it has no levels.
    violations
        What the checker found; empty when all is well.
    """

    settings: Settings
    amount: int
    status: Status
    funded: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    refused: tuple[Reason, ...] = ()
    unsearched: tuple[Reason, ...] = ()
    violations: tuple[Violation, ...] = ()

    @property
    def is_answered(self) -> bool:
        """Whether the point has figures: neither refused nor left unsearched."""
        return not self.refused and not self.unsearched

    def value(self, level: str) -> int:
        """Return what was reached on a level; 0 where the point was refused or not searched."""
        return next((one.value for one in self.levels if one.id == level), 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frontier:
    """A whole sweep.

    Parameters
    ----------
    lever, now
        What was moved, and what holds today in its own unit.
    points
        In the order of the values asked for.
    note
        What the points hold fixed.
    """

    lever: str
    now: int
    points: tuple[Point, ...]
    note: Text

    @property
    def best(self) -> tuple[Point, ...]:
        """The points that no other beats: none gives more gain for as little subsidy, or as much gain for less.

        Of several that give the same, only the first is among them; one that gains nothing is none.
        """
        found: dict[tuple[int, int], Point] = {}
        for point in self.points:
            if point.is_answered and point.value("gain"):
                found.setdefault((point.value("gain"), point.value("subsidy")), point)
        return tuple(point for point in found.values() if not any(_beats(other, point) for other in found.values()))

    @property
    def violations(self) -> tuple[Violation, ...]:
        """What the checker found at any point."""
        return tuple(violation for point in self.points for violation in point.violations)

    def to_dict(self) -> dict[str, Any]:
        """Return the sweep as values that ``json.dumps`` takes; each point with what makes it again."""
        best = {str(point.settings.value) for point in self.best}
        return {
            "lever": self.lever,
            "now": self.now,
            "note": plain(self.note),
            "points": [_told(point, is_best=str(point.settings.value) in best) for point in self.points],
        }


def _beats(other: Point, point: Point) -> bool:
    more, less = other.value("gain") - point.value("gain"), point.value("subsidy") - other.value("subsidy")
    return more >= 0 and less >= 0 and (more > 0 or less > 0)


def _told(point: Point, *, is_best: bool) -> Mapping[str, Any]:
    settings = point.settings
    return {
        "settings": {**plain(settings), "value": str(settings.value)},
        "amount": point.amount,
        "status": point.status.value,
        "is_best": is_best,
        "funded": list(point.funded),
        "levels": plain(point.levels),
        "refused": plain(point.refused),
        "unsearched": plain(point.unsearched),
    }
