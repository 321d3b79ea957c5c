"""Section 4 of the report: the year's calendar, and what does not fit into it (2.6, 3.1, 3.2, 3.3)."""

import datetime as dt
from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text as Line

import planner
from service.cli.layout import POINT, cut, figure, heading, joined, remark, table, under, whole, wrap
from service.cli.report.pairs import grouped, levels
from service.cli.report.strip import PILOT, SIGNED, strip
from service.cli.view import View
from service.records.year import Year
from service.words import short_day

# Columns of the screen from which the table of dates has room for names, and for whole spans of days.
NAMED, SPANNED = 100, 130

# First sign of the sections about money, whose notes stand beside the sums.
MONEY = "4"

# The ceremony that shares the journey of the diagnostic visit; narrow screens leave its day out.
MERGED = "letter_of_intent"


def dates(view: View[Year], number: int) -> Iterator[RenderableType]:
    """Yield the strip of the year, the table of dates, the shared events, and what is carried or left out."""
    plan = view.year.plan
    yield heading(number, view.words("calendar.title"))
    yield Line()
    yield from strip(view)
    yield from _table(view)
    yield from _latest(view)
    yield under(view.words("calendar.shared"))
    yield _events(view, [event for event in plan.events if not event.partnership])
    yield from _left_out(view)
    beside = {level.id: level.value for level in plan.baseline.levels} if plan.baseline else {}
    yield from levels(view, plan.levels, baseline=beside)
    yield remark(view.words("calendar.baseline"))


def each(view: View[Year], number: int) -> Iterator[RenderableType]:
    """Yield every event of every partnership."""
    yield heading(number, view.words("calendar.each"))
    for key in view.year.letters:
        events = events_of(view, key)
        if events:
            yield _partnership(view, key, events)


def events_of(view: View[Year], key: str) -> list[planner.Event]:
    """Return the events of one partnership in order."""
    found = [event for event in view.year.plan.events if event.partnership == key]
    return sorted(found, key=lambda event: (event.first, event.last, event.id))


def _table(view: View[Year]) -> Iterator[RenderableType]:
    """Yield one row a partnership: the days of its milestones, and the last day of its pilot."""
    is_named, is_spanned = view.width >= NAMED, view.width >= SPANNED
    activities = (*(SIGNED if is_named else [each for each in SIGNED if each != MERGED]), PILOT)
    rows = []
    for key, letter in view.year.letters.items():
        found: dict[str, planner.Event] = {}
        for event in events_of(view, key):
            found.setdefault(event.activity, event)
        if found:
            cells = [_cell(view, found.get(activity), is_spanned=is_spanned) for activity in activities]
            rows.append((key, *((view.names.short(letter),) if is_named else ()), *cells))
    named = [cut(view.words("pairs.mentee"))] if is_named else []
    titles = [figure(view.words(f"short.{activity}")) for activity in activities]
    made = table([whole(view.words("pairs.id")), *named, *titles], rows, tight=not is_spanned)
    if not rows:
        yield Line(view.words("calendar.nothing"))
        return
    yield Group(Line(), made)
    if any("+" in cell for row in rows for cell in row):
        yield remark(view.words("calendar.plus", next=view.year.intake.year + 1))


def _cell(view: View[Year], event: planner.Event | None, *, is_spanned: bool) -> str:
    if event is None:
        return ""
    if event.activity == PILOT:
        return _short(view, event.last)
    is_inside = event.first.year == event.last.year == view.year.intake.year
    return view.span(event.first, event.last) if is_spanned and is_inside else _short(view, event.first)


def _short(view: View[Year], date: dt.date) -> str:
    """Return a day; each plus behind it is a year after that of the programme."""
    return short_day(date, view.language) + "+" * (date.year - view.year.intake.year)


def _partnership(view: View[Year], key: str, events: Sequence[planner.Event]) -> RenderableType:
    pair = view.year.proposal(key)
    title = Line(
        f"\n{key}  {view.names.short(pair.mentee)} {view.mark('←')} {view.names.short(pair.mentor)}", style="bold"
    )
    title.append(f"  {view.names.subject(pair.subject)}", style="not bold")
    parts: list[RenderableType] = [title, _events(view, events)]
    reports = view.year.plan.reports(key)
    if reports:
        last = view.day(max(due.on for due in reports))
        due = view.words("calendar.due", papers=len(reports), last=last)
        parts.append(Padding(Line(due, style="italic"), (0, 0, 0, POINT)))
    return Group(*parts)


def _events(view: View[Year], events: Sequence[planner.Event]) -> RenderableType:
    """Return events in order on as few lines as they need; an event is never broken."""
    ordered = sorted(events, key=lambda event: (event.first, event.last, event.id))
    parts = [f"{view.span(event.first, event.last)} {_named(view, event)}" for event in ordered]
    told = joined(parts, width=view.width - POINT, between=f" {view.mark('·')} ")
    return Padding(Line(told), (0, 0, 0, POINT))


def _named(view: View[Year], event: planner.Event) -> str:
    name = view.names.activity(event.activity)
    return f"{name} {event.occurrence}" if event.occurrence > 1 else name


def _latest(view: View[Year]) -> Iterator[RenderableType]:
    found = view.year.plan.latest_agreement
    if found:
        yield under(view.words("calendar.latest"))
        rows = [
            (view.words("calendar.months", months=months), view.day(date)) for months, date in sorted(found.items())
        ]
        yield table([wrap(view.words("calendar.pilot")), wrap(view.words("calendar.until"))], rows)


def _left_out(view: View[Year]) -> Iterator[RenderableType]:
    """Yield the partnerships that run on into the next year, those without place or money, and notes."""
    plan, words = view.year.plan, view.words
    if plan.carried:
        yield under(words("calendar.carried"))
        yield remark(words("calendar.carried_note", next=view.year.intake.year + 1))
        yield from grouped(view, plan.carried.values())
    if plan.unplaced:
        yield under(words("calendar.unplaced"))
        yield from grouped(view, [reason for reasons in plan.unplaced.values() for reason in reasons])
    notes = [note for note in plan.notes if not note.section.startswith(MONEY)]
    if notes:
        yield under(words("calendar.notes"))
        yield from grouped(view, notes)
