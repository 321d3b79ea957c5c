"""One partnership step by step: a bar a step, how far it may slip, and the chain that sets the end (2.6, 3).

Only geometry; it is drawn like the year's timeline.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from planner.calendar.horizon import horizon_of
from service.documents.page import Page
from service.documents.timeline import MONTH_AT_MOST, Axis, Bar, percent

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: its bar, the days by which it may slip (None: none), whether the end hangs on it, and in words."""

    name: str
    bar: Bar
    slack: Bar | None
    critical: bool
    days: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One partnership's steps in order of time, on an axis of whole months; ``today`` is a place or empty."""

    key: str
    pair: str
    axis: Axis
    quiet: tuple[Bar, ...]
    steps: tuple[Step, ...]
    today: str


def charts_of(page: Page, keys: Iterable[str]) -> tuple[Chart, ...]:
    """Return a chart for each of the partnerships that has a chain."""
    return tuple(_chart(page, key) for key in keys if page.year.plan.chain(key))


def _chart(page: Page, key: str) -> Chart:
    plan, horizon = page.year.plan, horizon_of(page.year.plan.problem)
    events = {event.id: event for event in plan.events}
    chain = sorted(
        (link for link in plan.chain(key) if link.event in events), key=lambda one: (one.first, events[one.event].last)
    )
    ends = {
        link.event: horizon.day(min(horizon.before(events[link.event].last) + link.float_days, horizon.last))
        for link in chain
    }
    axis = Axis(
        first=min(link.first for link in chain).replace(day=1),
        last=_month_end(max((*ends.values(), *(events[link.event].last for link in chain)))),
    )
    steps = []
    for link in chain:
        event = events[link.event]
        days = page.span(event.first, event.last)
        steps.append(
            Step(
                name=page.event(event), bar=axis.bar(event.first, event.last, event.id),
                slack=axis.bar(event.last + ONE_DAY, ends[event.id], event.id) if ends[event.id] > event.last else None,
                critical=link.critical, days=days,
                told=page.words("gantt.critical") if link.critical
                else page.words("gantt.slack", days=page.number(link.float_days)),
            )
        )  # fmt: skip
    today = page.year.plan.problem.today
    return Chart(
        key=key, pair=page.pair(key), axis=axis,
        quiet=tuple(
            axis.bar(each.first, each.last, page.say(each.window.name))
            for each in plan.quiet if each.first <= axis.last and each.last >= axis.first
        ),
        steps=tuple(steps), today=percent(axis.part(today)) if axis.first <= today <= axis.last else "",
    )  # fmt: skip


def _month_end(day: dt.date) -> dt.date:
    return (day.replace(day=1) + MONTH_AT_MOST * ONE_DAY).replace(day=1) - ONE_DAY
