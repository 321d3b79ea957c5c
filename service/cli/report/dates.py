"""Section 4 of the report: the year's calendar, and what does not fit into it (2.6, 3.1, 3.2, 3.3)."""

from collections.abc import Iterator, Sequence

import planner
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text as Line

from service.cli.layout import heading, remark, table, under
from service.cli.report.pairs import levels, told
from service.cli.report.strip import strip
from service.cli.view import View
from service.records.year import Year


def dates(view: View[Year], number: int) -> Iterator[RenderableType]:
    """Yield the strip of the year, each partnership's dates, the shared events, and what is carried or left out."""
    words, plan = view.words, view.year.plan
    yield heading(number, words("calendar.title"))
    yield Line()
    yield from strip(view)
    yield from _latest(view)
    yield under(words("calendar.shared"))
    yield _events(view, [event for event in plan.events if not event.partnership])
    yield under(words("calendar.each"))
    for key, letter in view.year.letters.items():
        events = [event for event in plan.events if event.partnership == key]
        if events:
            yield _partnership(view, key, letter, events)
    yield from _left_out(view)
    yield from levels(view, plan.levels, baseline=plan.baseline)


def _partnership(view: View[Year], key: str, letter: str, events: Sequence[planner.Event]) -> RenderableType:
    proposal = view.year.proposal(key)
    title = Line(f"{key}  {view.names.short(letter)} {view.mark('←')} {view.names.short(proposal.mentor)}", style="bold")
    title.append(f"  {view.names.subject(proposal.subject)}", style="not bold")
    reports = view.year.plan.reports(key)
    due = view.words("calendar.due", papers=len(reports), last=view.day(max(each.on for each in reports))) if reports else ""
    return Group(title, Padding(_events(view, events), (0, 0, 0, 3)), Padding(Line(due, style="italic"), (0, 0, 0, 3)))


def _events(view: View[Year], events: Sequence[planner.Event]) -> RenderableType:
    """Return events in order on as few lines as they need; an event is never broken."""
    ordered = sorted(events, key=lambda event: (event.first, event.last, event.id))
    parts = [f"{view.span(event.first, event.last)} {_named(view, event)}".replace(" ", "\u00a0") for event in ordered]
    return Line(f" {view.mark('·')} ".join(parts))


def _named(view: View[Year], event: planner.Event) -> str:
    name = view.names.activity(event.activity)
    return f"{name} {event.occurrence}" if event.occurrence > 1 else name


def _latest(view: View[Year]) -> Iterator[RenderableType]:
    found = view.year.plan.latest_agreement
    if found:
        yield under(view.words("calendar.latest"))
        rows = [(view.words("calendar.months", months=months), view.day(date)) for months, date in sorted(found.items())]
        yield table([view.words("calendar.pilot"), view.words("calendar.until")], rows)


def _left_out(view: View[Year]) -> Iterator[RenderableType]:
    """Yield the partnerships that run on into the next year, and those that found no place or money."""
    plan, words = view.year.plan, view.words
    if plan.carried:
        yield under(words("calendar.carried"))
        yield remark(words("calendar.carried_note", next=view.year.intake.year + 1))
    for key, reason in plan.carried.items():
        yield Line(f"\n{_pair(view, key)}", style="bold")
        yield from told(view, reason)
    if plan.unplaced:
        yield under(words("calendar.unplaced"))
    for key, reasons in plan.unplaced.items():
        yield Line(f"\n{_pair(view, key)}", style="bold")
        for reason in reasons:
            yield from told(view, reason)


def _pair(view: View[Year], key: str) -> str:
    letter = view.year.letters.get(key)
    return f"{key}  {view.names.short(letter)}" if letter else key
