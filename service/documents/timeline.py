"""The year of all partnerships as lanes: where each bar and sign stands between the first and the last day (2.6, 3).

Only geometry, in whole ten-thousandths of the axis, so that the drawing fits a phone, a screen and a sheet of paper.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import planner
from data.workdays import Quiet

PILOT = "pilot"

# Activities that get a sign, each with its shape around a middle of 0,0 (pixels), and whether it is filled.
SHAPES: dict[str, tuple[str, bool]] = {
    "initial_meeting": ("M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0z", False),
    "letter_of_intent": ("M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0z", True),
    "diagnostic_visit": ("M0,-4.5L4.5,3.5L-4.5,3.5z", True),
    "memorandum_of_agreement": ("M0,-6L6,0L0,6L-6,0z", True),
    "mentor_workshop": ("M-4,-4L4,-4L0,4z", False),
    "study_visit": ("M-4,-4H4V4H-4z", False),
    "monitoring_visit": ("M0,-4.5L4.5,3.5L-4.5,3.5z", False),
    "evaluation_meeting": ("M-4,-4H4V4H-4z", True),
    "dissemination_workshop": ("M-4,-4L4,-4L0,4z", True),
    "recommendation_letter": ("M-3.5,-5V5M-3.5,-5L4.5,-2L-3.5,1z", True),
}

# Technical: the axis is cut into so many parts; a sign needs so many of them, lanes have so many levels for signs.
PARTS, SIGN_PARTS, TIERS = 10_000, 280, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A span of days: where it begins and how wide it is (per cent of the axis as text), and what it is."""

    x: str
    width: str
    what: str
    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One event: its place on the axis, its level within the lane (0 the upper), and the event."""

    x: str
    tier: int
    event: planner.Event

    @property
    def path(self) -> str:
        """The drawing of its activity's shape."""
        return SHAPES[self.event.activity][0]

    @property
    def is_filled(self) -> bool:
        """Whether the shape is filled."""
        return SHAPES[self.event.activity][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One partnership's year; the key is empty for what the whole programme shares."""

    key: str
    pilots: tuple[Bar, ...]
    signs: tuple[Sign, ...]

    @property
    def height(self) -> int:
        """How many levels of signs it needs."""
        return 1 + max((sign.tier for sign in self.signs), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """The days from ``first`` to ``last``, both included, as ten-thousandths."""

    first: dt.date
    last: dt.date

    def part(self, day: dt.date) -> int:
        """Return where ``day`` begins, clipped to the axis."""
        days = (self.last - self.first).days + 1
        return min(max((day - self.first).days * PARTS // days, 0), PARTS)

    def bar(self, first: dt.date, last: dt.date, what: str) -> Bar:
        """Return the span from ``first`` to the end of ``last``."""
        left, right = self.part(first), self.part(last + dt.timedelta(days=1))
        return Bar(x=percent(left), width=percent(right - left), what=what, first=first, last=last)

    def months(self) -> tuple[tuple[str, dt.date], ...]:
        """Return where each month begins, with its first day."""
        found = []
        day = self.first
        while day <= self.last:
            found.append((percent(self.part(day)), day))
            day = (day.replace(day=1) + dt.timedelta(days=MONTH_AT_MOST)).replace(day=1)
        return tuple(found)


# Days after a month's first day on which the next month has surely begun.
MONTH_AT_MOST = 31


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Everything that is drawn: the axis, the shaded weeks, one lane a partnership, and two upright lines."""

    axis: Axis
    quiet: tuple[Bar, ...]
    lanes: tuple[Lane, ...]
    today: str
    latest: str


def percent(parts: int) -> str:
    """Return ten-thousandths as per cent: ``3325`` is ``33.25%``."""
    return f"{parts // 100}.{parts % 100:02}%"


def timeline(
    events: Sequence[planner.Event],
    keys: Iterable[str],
    *,
    year: int,
    quiet: Iterable[Quiet] = (),
    quiet_names: Mapping[str, str] | None = None,
    today: dt.date | None = None,
    latest: dt.date | None = None,
) -> Timeline:
    """Return the drawing of ``events``.

    Parameters
    ----------
    events
        All events of the plan.
    keys
        Partnership ids in the order of the lanes; the programme's own lane, if it has events, comes first.
    year
        Budget year; the axis shows the whole year, and runs on to the end of the month of the last event after it.
    quiet, quiet_names
        Days that plans avoid, shaded; window ids to names.
    today, latest
        Two upright lines: the day of planning, and the latest day for an agreement; not drawn outside the axis.
    """
    axis = Axis(first=dt.date(year, 1, 1), last=_end(events, year))
    names = quiet_names or {}
    shaded = [
        axis.bar(each.first, each.last, names.get(each.window.id, each.window.id))
        for each in quiet
        if each.first <= axis.last and each.last >= axis.first
    ]
    own = [key for key in ("",) if any(not event.partnership for event in events)]
    lanes = [_lane(axis, key, [event for event in events if event.partnership == key]) for key in (*own, *keys)]
    return Timeline(
        axis=axis,
        quiet=tuple(shaded),
        lanes=tuple(lane for lane in lanes if lane.pilots or lane.signs),
        today=_line(axis, today),
        latest=_line(axis, latest),
    )


def _end(events: Sequence[planner.Event], year: int) -> dt.date:
    """Return the end of the year, or of the month of the last event after it."""
    last = max((event.last for event in events), default=dt.date(year, 1, 1))
    month = (max(last, dt.date(year, 12, 1)).replace(day=1) + dt.timedelta(days=MONTH_AT_MOST)).replace(day=1)
    return month - dt.timedelta(days=1)


def _line(axis: Axis, day: dt.date | None) -> str:
    return percent(axis.part(day)) if day is not None and axis.first <= day <= axis.last else ""


def _lane(axis: Axis, key: str, events: Sequence[planner.Event]) -> Lane:
    pilots = tuple(axis.bar(event.first, event.last, PILOT) for event in events if event.activity == PILOT)
    drawn = sorted((event for event in events if event.activity in SHAPES), key=lambda event: (event.first, event.id))
    ends = [-SIGN_PARTS] * TIERS
    signs = []
    for event in drawn:
        place = axis.part(event.first)
        tier = next((level for level, end in enumerate(ends) if place - end >= SIGN_PARTS), TIERS - 1)
        ends[tier] = place
        signs.append(Sign(x=percent(place), tier=tier, event=event))
    return Lane(key=key, pilots=pilots, signs=tuple(signs))
