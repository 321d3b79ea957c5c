"""Drafts: what a record would say, drawn from the records that are there already (3.2.2, 3.3.1)."""

from collections.abc import Iterator
from typing import Any

from data.recording import RecordField, RecordKind
from service.lifecycle.kinds.situation import Situation
from service.records.kept import Record


def draft(here: Situation) -> dict[str, Any]:
    """Return ``here.data`` with every empty field that draws from others filled.

    Notes
    -----
    ``open:KIND`` draws one row for each record of that kind in the same partnership that still waits;
    ``each:KIND.FIELD`` that text of each of them which is the same member's, headed by its month or id.
    """
    found = dict(here.data)
    for field in here.kind.fields:
        if field.draws and not found.get(field.id):
            drawn = _drawn(here, field)
            if drawn:
                found[field.id] = drawn
    return found


def _drawn(here: Situation, field: RecordField) -> Any:
    how, _, what = field.draws.partition(":")
    name, _, text = what.partition(".")
    kind = here.book.records[name]
    if how == "open":
        return _rows(field, name, [record for record in _near(here, kind) if _waiting(kind, record)])
    lines = [
        f"{record.data.get('month', record.key.id)}: {record.data[text]}"
        for record in _near(here, kind)
        if record.data.get(text) and _same_member(here, record)
    ]
    return "\n".join(lines)


def _rows(field: RecordField, name: str, records: list[Record]) -> list[dict[str, Any]]:
    """Return one row a record: it names the record and ticks nothing."""
    reference = next(inner.id for inner in field.fields if inner.target == name)
    ticks = {inner.id: False for inner in field.fields if inner.type == "truth"}
    return [{reference: record.key.id, **ticks} for record in records]


def _near(here: Situation, kind: RecordKind) -> Iterator[Record]:
    """Yield the records of a kind in the same partnership, in order of id, those that count."""
    if kind.parent and here.data.get(kind.parent):
        found = here.known.below(kind, str(here.data[kind.parent]))
        yield from (record for record in found if record.state not in kind.void)


def _waiting(kind: RecordKind, record: Record) -> bool:
    return any(record.state in move.origins for move in kind.moves)


def _same_member(here: Situation, record: Record) -> bool:
    mine = here.data.get("member")
    theirs = record.data.get("member")
    return mine is None or theirs is None or mine == theirs or mine not in _mentees(here)


def _mentees(here: Situation) -> set[str]:
    return {who for case in here.cases() for who in case.mentees}
