"""The part of the page on what else the match could be: others that differ, and the price of lifting (2.1.4)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import matcher
from data.answer import Status, Violation
from service.documents.page import Page
from service.documents.timeline import PARTS, percent
from service.words.changes import changes

# Seconds that a page may spend on either; a year needs half of one.
SECONDS = 20.0
# Rows of the drawing, and the step of its scale in points: a screen holds no more.
SHOWN_STOPS, STEP = 6, 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One pair on the scale of points: where it stands, who it is, and whether its mentor is another one."""

    x: str
    name: str
    is_moved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StopRow:
    """One stop of the frontier as a row of dots; ``floor_x`` is empty where there is no floor."""

    floor: str
    floor_x: str
    worst: str
    total: str
    price: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherRow:
    """One other match: how it differs, what it changes, who moves, and whether that is proved."""

    number: int
    differs: str
    changes: str
    moves: tuple[str, ...]
    proof: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Everything that the part shows.

    Parameters
    ----------
    differ, others, end
        In how many pairs the others differ at least, they themselves, and why there are no more.
    stops, ticks
        The rows of the drawing, and the marks of its scale.
    violations
        What the checker found; then nothing is shown.
    """

    differ: str
    others: tuple[OtherRow, ...]
    end: str
    stops: tuple[StopRow, ...]
    ticks: tuple[tuple[str, str], ...]
    violations: tuple[Violation, ...]


def choices_of(page: Page) -> Choices:
    """Return what else the match of the page's year could be."""
    match = page.year.match
    others = matcher.alternatives(match, time_limit=SECONDS)
    frontier = matcher.frontier(match, time_limit=SECONDS)
    violations = (*matcher.verify_otherwise(others), *matcher.verify_otherwise(frontier))
    if violations or match.assignment is None:
        return Choices(differ="", others=(), end="", stops=(), ticks=(), violations=violations)
    scale = _scale(frontier.stops)
    return Choices(
        differ=page.number(others.differ),
        others=tuple(_other(page, number, one) for number, one in enumerate(others.found, start=1)),
        end="" if others.end is None else page.say(others.end.sentence),
        stops=tuple(_stop(page, frontier, stop, scale) for stop in thinned(frontier.stops)),
        ticks=tuple((percent(_place(mark, scale)), page.number(mark)) for mark in range(*scale, STEP)),
        violations=(),
    )


def thinned(stops: tuple[matcher.Stop, ...]) -> tuple[matcher.Stop, ...]:
    """Return a few stops from end to end, the first and the last always."""
    if len(stops) <= SHOWN_STOPS:
        return stops
    return tuple(stops[place * (len(stops) - 1) // (SHOWN_STOPS - 1)] for place in range(SHOWN_STOPS))


def _scale(stops: tuple[matcher.Stop, ...]) -> tuple[int, int]:
    """Return the ends of the scale, whole steps around all pairs."""
    points = [pair.points for stop in stops for pair in stop.proposals]
    return min(points, default=0) // STEP * STEP, (max(points, default=0) // STEP + 1) * STEP


def _place(points: int, scale: tuple[int, int]) -> int:
    return (points - scale[0]) * PARTS // (scale[1] - scale[0])


def _stop(page: Page, frontier: matcher.Frontier, stop: matcher.Stop, scale: tuple[int, int]) -> StopRow:
    mine = {pair.mentee: pair.mentor for pair in frontier.stops[0].proposals}
    return StopRow(
        floor=page.number(stop.floor),
        floor_x=percent(_place(max(stop.floor, scale[0]), scale)) if stop.floor else "",
        worst=page.number(stop.worst),
        total=page.number(stop.total),
        price=page.number(frontier.stops[0].total - stop.total),
        dots=tuple(
            Dot(
                x=percent(_place(pair.points, scale)),
                name=page.words(
                    "beside.dot", mentee=page.names.short(pair.mentee), mentor=page.names.short(pair.mentor),
                    points=page.number(pair.points),
                ),
                is_moved=mine.get(pair.mentee) != pair.mentor,
            )
            for pair in sorted(stop.proposals, key=lambda pair: pair.points)
        ),
    )  # fmt: skip


def _other(page: Page, number: int, other: matcher.Alternative) -> OtherRow:
    return OtherRow(
        number=number,
        differs=page.number(other.differs),
        changes=_changes(page, other.change) or page.words("letters.others_free"),
        moves=tuple(_moves(page, other)),
        proof=page.words("levels.page_proved" if other.status is Status.OPTIMAL else "otherwise.unproved"),
    )


def _moves(page: Page, other: matcher.Other) -> Iterator[str]:
    """Yield who goes from which mentor to which, by short names."""
    mine, theirs = (
        {pair.mentee: pair.mentor for pair in proposals} for proposals in (page.year.match.proposals, other.proposals)
    )
    for mentee in page.year.match.problem.mentees:
        old, new = mine.get(mentee), theirs.get(mentee)
        if old != new:
            ends = [page.names.short(key) if key else page.words("beside.nobody") for key in (old, new)]
            yield f"{page.names.short(mentee)}: {ends[0]} → {ends[1]}"


def _changes(page: Page, change: Mapping[str, int]) -> str:
    """Return what would change; no sign stands on another line than its name's last word."""
    told = changes(change, page.year.match.levels, page.words)
    return told.replace(" +", "\u00a0+").replace(" -", "\u00a0-")
