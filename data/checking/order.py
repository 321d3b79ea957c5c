"""What is counted must be counted 1, 2, 3 ..., and what waits must not wait in a circle."""

import graphlib
from collections.abc import Iterator, Sequence

from data import rows
from data.book import Book
from data.checking.faults import fault, table_fault
from data.errors import Fault


def check_numbering(book: Book) -> Iterator[Fault]:
    """Yield phases, duties, heads, kinds of help and tensions that are not counted from 1 without a gap."""
    series: list[tuple[str, str, Sequence[rows.Phase | rows.Duty | rows.BudgetHead | rows.PartnerHelp | rows.Tension]]]
    series = [
        ("phase", "the phases", tuple(book.phases.values())),
        ("budget_head", "the budget heads", tuple(book.budget_heads.values())),
        ("partner_help", "the kinds of help", tuple(book.partner_helps.values())),
        ("tension", "the tensions", tuple(book.tensions.values())),
    ]
    for role in dict.fromkeys(duty.role for duty in book.duties.values()):
        own = tuple(duty for duty in book.duties.values() if duty.role == role)
        series.append(("duty", f"the duties of {role}", own))
    for table, what, found in series:
        numbers = [row.number for row in found]
        if numbers != list(range(1, len(numbers) + 1)):
            yield table_fault(table, f"{what} are numbered {numbers}; expected 1 to {len(numbers)} in order")


def check_precedences(book: Book) -> Iterator[Fault]:
    """Yield lags whose least exceeds their most, and the first circle of activities that wait for each other.

    Notes
    -----
    The nodes are edges of activities, for a visit may have to end before the pilot ends but begin after it begins.
    A row from an activity to itself parts its occurrences and is no circle.
    """
    waits: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for activity in book.activities:
        waits[activity, "end"] = {(activity, "start")}
    for row in book.precedences.values():
        least, most = book.numbers.get(row.least), book.numbers.get(row.most)
        if least and most and least.value > most.value:
            reason = f"{row.least} = {least.value} exceeds {row.most} = {most.value}"
            yield fault(book, "precedence", row, field="least", reason=reason)
        if row.before != row.after:
            waits.setdefault((row.after, row.target), set()).add((row.before, row.anchor))
    try:
        graphlib.TopologicalSorter(waits).prepare()
    except graphlib.CycleError as error:
        circle = " -> ".join(f"{activity} ({edge})" for activity, edge in error.args[1])
        yield table_fault("precedence", f"activities wait for each other in a circle: {circle}")
