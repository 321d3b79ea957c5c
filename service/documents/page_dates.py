"""The parts of the page on days: the timeline and its table, the months, the papers that fall due (2.6, 3.1, 3.2)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import planner
from service.documents.page import Page
from service.documents.timeline import PILOT, SHAPES, Timeline, timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthOfEvents:
    """A month with everything that begins in it, in order of the days."""

    first: dt.date
    events: tuple[planner.Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRow:
    """One paper that somebody owes on a day."""

    on: dt.date
    paper: str
    owner: str
    pair: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthOfPapers:
    """A month with the papers due in it."""

    first: dt.date
    rows: tuple[DueRow, ...]


def year_timeline(page: Page) -> Timeline:
    """Return the drawing of the year; the upright line is the latest agreement for the shortest pilot."""
    plan, intake = page.year.plan, page.year.intake
    latest = plan.latest_agreement
    return timeline(
        plan.events,
        page.year.letters,
        year=intake.year,
        quiet=plan.quiet,
        quiet_names={each.window.id: page.say(each.window.name) for each in plan.quiet},
        today=intake.today,
        latest=latest[min(latest)] if latest else None,
    )


def drawn_activities(page: Page) -> tuple[str, ...]:
    """Return the activities that have a sign and take place this year, in the order of the signs."""
    held = {event.activity for event in page.year.plan.events}
    return tuple(activity for activity in SHAPES if activity in held)


def twin_columns(page: Page) -> tuple[str, ...]:
    """Return the activities of the timeline's table: the partnerships' own signs, the pilot among them."""
    own = {event.activity for event in page.year.plan.events if event.partnership}
    order = [activity for activity in SHAPES if activity in own]
    after = order.index("memorandum_of_agreement") + 1 if "memorandum_of_agreement" in order else 0
    return (*order[:after], *([PILOT] if PILOT in own else []), *order[after:])


def twin_cell(page: Page, key: str, activity: str) -> str:
    """Return the days of an activity of one partnership, as short as they can be read."""
    spans = [
        page.span(event.first, event.last)
        for event in page.year.plan.events
        if event.partnership == key and event.activity == activity
    ]
    return "; ".join(spans)


def months_of_events(page: Page) -> tuple[MonthOfEvents, ...]:
    """Return the months in which anything begins."""
    grouped: dict[dt.date, list[planner.Event]] = {}
    for event in sorted(page.year.plan.events, key=lambda event: (event.first, event.last, event.id)):
        grouped.setdefault(event.first.replace(day=1), []).append(event)
    return tuple(MonthOfEvents(first=first, events=tuple(events)) for first, events in grouped.items())


def months_of_papers(page: Page) -> tuple[MonthOfPapers, ...]:
    """Return the months in which papers are due."""
    rows = sorted(_due(page), key=lambda row: (row.on, row.pair, row.paper))
    grouped: dict[dt.date, list[DueRow]] = {}
    for row in rows:
        grouped.setdefault(row.on.replace(day=1), []).append(row)
    return tuple(MonthOfPapers(first=first, rows=tuple(found)) for first, found in grouped.items())


def _due(page: Page) -> Iterable[DueRow]:
    for due in page.year.plan.dues:
        name = page.names.document(due.document)
        monthly = page.year.book.documents[due.document].monthly
        yield DueRow(
            on=due.on,
            paper=f"{name} {due.number}" if monthly else name,
            owner=page.names.role(due.owner),
            pair=page.pair(due.partnership),
        )
