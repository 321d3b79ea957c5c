"""Every value must be usable: numbers with unit and source, ranges the right way round, assumptions with a reason."""

import datetime as dt
import typing
from collections.abc import Iterator

from data import rows
from data.book import Book
from data.checking.faults import fault
from data.errors import Fault

ANCHORS = ("ramadan", "eid")
LEAP_YEAR = "2000"
"""A year that has every month and day an anchor may name."""


def check_notes(book: Book) -> Iterator[Fault]:
    """Yield assumed rows, and numbers that the guideline does not state, without the reason for them."""
    for table, row in book.all_rows():
        silent = row.status == "assumed" or (table == "number" and row.status != "stated")
        if silent and not row.note.strip():
            yield fault(book, table, row, field="note", reason=f"a {row.status} row has to give its reason")


def check_numbers(book: Book) -> Iterator[Fault]:
    """Yield numbers without unit or source, below zero, and least above most."""
    for number in book.numbers.values():
        for field in ("unit", "source"):
            if not getattr(number, field).strip():
                yield fault(book, "number", number, field=field, reason=f"a number has to give its {field}")
        if number.value < 0:
            yield fault(book, "number", number, field="value", reason=f"is {number.value}; nothing here is below 0")
        if number.id.endswith("_least"):
            most = f"{number.id.removesuffix('_least')}_most"
            yield from _reversed(book, number.id, most)
    yield from _reversed(book, "main_team_most", "large_team_most")


def _reversed(book: Book, least: str, most: str) -> Iterator[Fault]:
    """Yield a fault when number ``least`` exceeds number ``most``; a missing one is somebody else's fault."""
    low, high = book.numbers.get(least), book.numbers.get(most)
    if low and high and low.value > high.value:
        yield fault(book, "number", low, field="value", reason=f"is {low.value}, more than {most} = {high.value}")


def check_activities(book: Book) -> Iterator[Fault]:
    """Yield activities whose teams do not fit their travellers, and pilots without a range of months."""
    for activity in book.activities.values():
        if len(activity.teams) != len(activity.travellers):
            reason = f"{len(activity.travellers)} travellers need as many team sizes, in the same order"
            yield fault(book, "activity", activity, field="teams", reason=reason)
        if activity.travellers and not activity.place:
            yield fault(book, "activity", activity, field="place", reason="travellers need a place to travel to")
        if activity.place and activity.place in activity.travellers:
            reason = f"{activity.place} is the host and cannot travel to itself"
            yield fault(book, "activity", activity, field="travellers", reason=reason)
        if activity.kind == "pilot" and len(activity.months) != 2:
            yield fault(book, "activity", activity, field="months", reason="a pilot needs its least and most months")
        if activity.kind != "pilot" and activity.months:
            yield fault(book, "activity", activity, field="months", reason="only a pilot is counted in months")
        if activity.kind == "pilot" and len(activity.months) == 2:
            yield from _reversed(book, *activity.months)


def check_documents(book: Book) -> Iterator[Fault]:
    """Yield papers that are due after nothing, in the chart without a phase, or monthly without a pilot."""
    for document in book.documents.values():
        if document.due and not document.after:
            yield fault(book, "document", document, field="due", reason="days are counted after an activity; name it")
        if document.in_chart and not document.phase:
            yield fault(book, "document", document, field="phase", reason="an output of the chart has a phase")
        after = book.activities.get(document.after)
        if document.monthly and (after is None or after.kind != "pilot"):
            yield fault(book, "document", document, field="monthly", reason="months are those of a pilot; name it")
        if document.owner in document.coauthors:
            yield fault(book, "document", document, field="coauthors", reason="the owner is not its own coauthor")


def check_quiet_windows(book: Book) -> Iterator[Fault]:
    """Yield quiet windows whose anchor is no day and whose kinds are no activity kinds."""
    kinds = typing.get_args(rows.ActivityKind)
    for window in book.quiet_windows.values():
        if window.anchor not in ANCHORS and not _is_day(window.anchor):
            reason = f"{window.anchor!r} is neither {', '.join(ANCHORS)} nor a month and day such as 08-17"
            yield fault(book, "quiet_window", window, field="anchor", reason=reason)
        for kind in window.kinds:
            if kind not in kinds:
                reason = f"no activity kind {kind!r}; known are {', '.join(kinds)}"
                yield fault(book, "quiet_window", window, field="kinds", reason=reason)


def _is_day(anchor: str) -> bool:
    try:
        dt.date.fromisoformat(f"{LEAP_YEAR}-{anchor}")
    except ValueError:
        return False
    return True
