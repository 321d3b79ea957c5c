"""Indicators and warnings name activities, papers, kinds of record, fields and states that are there."""

import string
from collections.abc import Iterator

from data.book import Book
from data.checking.faults import fault
from data.errors import Fault
from data.text import Text
from data.watching import Counted, WarningSign

# Tables in which what is counted stands; kinds of record are looked at more closely.
COUNTED = {"held": "activity", "filed": "document"}

# What a sentence may put in.
WORKED, SAYS = {"done", "due", "value"}, {"days", "day", "what", "who"}

# Tests that look at a kind of record, and those that need days.
LOOKS, NEEDS_DAYS = ("ahead", "passed", "absent"), ("silent", "paper", "step", "waiting", "ahead", "passed")


def check_watching(book: Book) -> Iterator[Fault]:
    """Yield every fault of every indicator and warning."""
    for indicator in book.indicators.values():
        for counted in (*indicator.counts, *indicator.beside):
            for reason in _counted(book, counted):
                yield fault(book, "indicator", indicator, field="counts", reason=reason)
        for reason in _braces(indicator.worked, WORKED):
            yield fault(book, "indicator", indicator, field="worked", reason=reason)
    for row in book.warnings.values():
        for reason in (*_looks(book, row), *_braces(row.says, SAYS)):
            yield fault(book, "warning", row, reason=reason)


def _counted(book: Book, counted: Counted) -> Iterator[str]:
    if counted.of != "record":
        table = COUNTED[counted.of]
        if counted.row not in book.table(table):
            yield f"no {table} named {counted.row!r}"
        return
    if not counted.done:
        yield f"{counted.row!r}: name the states that count as done"
    yield from _kind(book, counted.row, field=counted.day, states=(*counted.done, *counted.due))
    if counted.grace and counted.grace not in book.numbers:
        yield f"no number named {counted.grace!r}"


def _looks(book: Book, row: WarningSign) -> Iterator[str]:
    if (row.test in LOOKS) != bool(row.record):
        yield f"test {row.test!r} {'needs a' if row.test in LOOKS else 'looks at no'} kind of record"
    elif row.record:
        yield from _kind(book, row.record, field=row.field, states=row.states)
    if row.test in NEEDS_DAYS and not row.after:
        yield f"test {row.test!r} needs a number of days"
    if row.weight < 1:
        yield "a warning without weight warns of nothing"


def _kind(book: Book, name: str, *, field: str, states: tuple[str, ...]) -> Iterator[str]:
    kind = book.records.get(name)
    if kind is None:
        yield f"no kind of record named {name!r}"
        return
    if field and kind.field(field) is None:
        yield f"{name!r} has no field {field!r}"
    for state in states:
        if state not in kind.states:
            yield f"{name!r} has no state {state!r}"


def _braces(text: Text, known: set[str]) -> Iterator[str]:
    for said in (text.en, text.id):
        found = {name for _, name, _, _ in string.Formatter().parse(said) if name}
        if found - known:
            yield f"puts in {', '.join(sorted(found - known))}; known are {', '.join(sorted(known))}"
