"""The lifecycle must have one beginning, reach every state, let every state end, and use known gates only."""

from collections.abc import Iterable, Iterator

from data import rows
from data.book import Book
from data.checking.faults import fault, table_fault
from data.errors import Fault
from data.references import GATES


def check_lifecycle(book: Book) -> Iterator[Fault]:
    """Yield every fault of states, steps and gates; a book without states has no lifecycle to check."""
    if not book.states:
        yield table_fault("state", "a book needs a lifecycle")
        return
    yield from _check_ends(book)
    for name in sorted(GATES.keys() ^ book.gates.keys()):
        yield table_fault("gate", f"{name!r}: the gates are {', '.join(GATES)}, each with one row")
    for step in book.steps.values():
        if not step.origins:
            yield fault(book, "step", step, field="origins", reason="a step starts from at least one state")
        for need in step.needs:
            reason = _wrong_gate(book, need)
            if reason:
                yield fault(book, "step", step, field="needs", reason=reason)


def _check_ends(book: Book) -> Iterator[Fault]:
    first = [state.id for state in book.states.values() if state.initial]
    last = [state.id for state in book.states.values() if state.final]
    if len(first) != 1:
        yield table_fault("state", f"exactly one state is initial, found {', '.join(first) or 'none'}")
    if not last:
        yield table_fault("state", "at least one state has to be final")
    forward = {(origin, step.to) for step in book.steps.values() for origin in step.origins}
    reached = _reach(first, forward)
    finishing = _reach(last, {(to, origin) for origin, to in forward})
    for state in book.states.values():
        if first and state.id not in reached:
            yield fault(book, "state", state, reason="cannot be reached from the initial state")
        if last and state.id not in finishing:
            yield fault(book, "state", state, reason="cannot reach a final state")
        if state.final and any(origin == state.id for origin, _ in forward):
            yield fault(book, "state", state, field="final", reason="a final state has no way out")


def _reach(start: Iterable[str], edges: set[tuple[str, str]]) -> set[str]:
    """Return every node that ``edges`` reach from ``start``, the start included."""
    reached = set(start)
    waiting = list(reached)
    while waiting:
        here = waiting.pop()
        fresh = {to for origin, to in edges if origin == here} - reached
        reached |= fresh
        waiting.extend(fresh)
    return reached


def _wrong_gate(book: Book, need: str) -> str:
    """Return what is wrong with a gate, or an empty string; unknown rows are found by ``check_references``."""
    predicate, separator, key = need.partition(":")
    if not separator or predicate not in GATES:
        return f"{need!r} is no gate; known are {', '.join(f'{name}:' for name in GATES)}"
    row = book.table(GATES[predicate]).get(key)
    if isinstance(row, rows.Document):
        return _wrong_paper(predicate, row)
    if isinstance(row, rows.Activity) and predicate == "attended" and not row.quorum:
        return f"{need!r}: the activity has no quorum to attend it"
    return ""


def _wrong_paper(predicate: str, document: rows.Document) -> str:
    """Return why ``document`` cannot pass the gate ``predicate``, or an empty string."""
    if predicate == "signed" and not document.signers:
        return f"'signed:{document.id}': the document has no signers"
    if predicate == "approved" and not document.coauthors:
        return f"'approved:{document.id}': the document has no coauthors to approve it"
    if predicate == "every_month" and not document.monthly:
        return f"'every_month:{document.id}': the document is not monthly"
    return ""
