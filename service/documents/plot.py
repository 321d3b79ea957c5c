"""Drawings of numbers: curves and points between two axes, in whole units, with a text for whoever cannot see (4.2)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

# Size of a drawing and of the room for what stands beside its axes, in units of the drawing.
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 320, 76, 24, 30, 52
# Marks on an axis: at most so many, at round distances.
MOST_TICKS = 6
ROUND = (1, 2, 5)
# Room that a letter and a line of text take.
LETTER, TEXT, BESIDE = 7, 14, 8
TEN, MILLION = 10, 1_000_000


class Spot(NamedTuple):
    """Where something stands, what is written beside it, and how far above it."""

    x: int
    y: int
    label: str
    is_marked: bool = False
    lift: int = BESIDE

    @property
    def is_late(self) -> bool:
        """Whether what is written must end at the spot, since there is no room behind it."""
        return self.x + BESIDE + len(self.label) * LETTER > WIDTH


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """One curve: its name, its way, and which of the styles it has."""

    name: str
    path: str
    style: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """Everything that is drawn.

    Parameters
    ----------
    title, across, up
        What it shows, and what its axes count.
    curves, spots
        Lines, and points with their labels.
    across_ticks, up_ticks
        Marks on the axes.
    """

    title: str
    across: str
    up: str
    curves: tuple[Curve, ...]
    spots: tuple[Spot, ...]
    across_ticks: tuple[Spot, ...]
    up_ticks: tuple[Spot, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Two axes that begin at 0; ``most_x`` and ``most_y`` stand at their ends."""

    most_x: int
    most_y: int

    def x(self, value: int) -> int:
        """Return where a value stands across."""
        return LEFT + value * (WIDTH - LEFT - RIGHT) // max(self.most_x, 1)

    def y(self, value: int) -> int:
        """Return where a value stands up and down."""
        return HEIGHT - BOTTOM - value * (HEIGHT - TOP - BOTTOM) // max(self.most_y, 1)

    def line(self, points: Iterable[tuple[int, int]], *, in_steps: bool = False) -> str:
        """Return the way through some points, straight or in steps that rise where the next one begins."""
        way, before = [], None
        for across, up in points:
            x, y = self.x(across), self.y(up)
            if before is None:
                way.append(f"M{x},{y}")
            else:
                way.append(f"H{x}V{y}" if in_steps else f"L{x},{y}")
            before = y
        return "".join(way)


def step_of(most: int) -> int:
    """Return a round distance at which at most ``MOST_TICKS`` marks reach ``most``."""
    size = 1
    while True:
        for first in ROUND:
            if first * size * MOST_TICKS >= most:
                return first * size
        size *= TEN


def rounded(most: int) -> int:
    """Return ``most`` or the next round mark above it, at least 1."""
    step = step_of(most)
    return max(-(-most // step) * step, 1)


def marks(most: int) -> Sequence[int]:
    """Return the round numbers from 0 to ``most``."""
    return range(0, most + 1, step_of(most))


def in_millions(amount: int) -> str:
    """Return rupiah as millions with as few decimals as tell it whole; the same in both languages but for its comma."""
    whole, rest = divmod(amount, MILLION)
    return f"{whole}.{rest:06}".rstrip("0").rstrip(".") if rest else f"{whole}"


def apart(spots: Iterable[Spot]) -> tuple[Spot, ...]:
    """Return the spots with what is written beside them moved up or down where it would lie on another's."""
    placed: list[Spot] = []
    for spot in sorted(spots, key=lambda one: (one.x, one.y)):
        tried = (spot._replace(lift=lift) for lift in _lifts(len(placed)))
        placed.append(next(one for one in tried if not any(_meet(one, other) for other in placed)))
    return tuple(placed)


def _lifts(others: int) -> Iterator[int]:
    """Yield heights above the spot, the nearest first, above and below by turns; enough to pass all others."""
    for line in range(2 * others + 2):
        yield BESIDE + line * TEXT
        yield -BESIDE - (line + 1) * TEXT


def _meet(one: Spot, other: Spot) -> bool:
    (left, right), (first, last) = _span(one), _span(other)
    return left < last and first < right and abs((one.y - one.lift) - (other.y - other.lift)) < TEXT


def _span(spot: Spot) -> tuple[int, int]:
    size = len(spot.label) * LETTER
    return (spot.x - BESIDE - size, spot.x) if spot.is_late else (spot.x, spot.x + BESIDE + size)
