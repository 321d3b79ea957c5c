"""/programmes/{programme}/undos: the inverse of an entry as a new entry; nothing of the journal goes away."""

from http import HTTPStatus
from typing import Any

from data.recording import NOUNS
from service.api.problems import FieldFault, Problem
from service.api.record.access import acting
from service.api.record.kinds.kinds import blueprint
from service.api.record.kinds.ledger import Ledger
from service.api.record.kinds.records import any_ledger, asked_ledger
from service.api.record.kinds.shown import UndoneShown, UndoSent
from service.api.record.kinds.undoing import (
    CREATE,
    DELETE,
    RESTORE,
    Inverse,
    companion,
    companions,
    entry_of,
    inverse,
    leaning,
    plain_before,
)
from service.api.record.nouns import programme_key
from service.api.record.operation import Told, operation
from service.records.caller import account_of
from service.records.kept import Record
from service.store import Entry, Unit
from service.words.reasons import both

EXAMPLE = {"seq": 12, "reason": "salah ketik"}


@operation(
    blueprint, "POST", "/<string:programme>/undos", answers=UndoneShown, body=UndoSent, example=EXAMPLE,
    about=lambda _: None,
)  # fmt: skip
def undo_entry(unit: Unit, _: dict[str, Any], sent: dict[str, Any], programme: str) -> Told:
    """Undo one entry of the journal by a new one; refused, with names, where something newer depends on it (409)."""
    unit.get(programme_key(programme))
    entry = entry_of(unit, programme, sent["seq"])
    if entry is None:
        raise Problem(status=HTTPStatus.NOT_FOUND, kind="unknown-row", values=(both("record.entry"), sent["seq"]))
    noun = entry.key.kind in NOUNS
    ledger = any_ledger(unit, programme) if noun else asked_ledger(unit, programme, entry.key.kind)
    _second(ledger, entry)
    wanted = _wanted(unit, ledger, entry)
    made = [_write(unit, one, reason=f"#{one.entry.seq}: {sent['reason']}") for one in wanted]
    first = made[0]
    shown = {"seq": unit.head().seq, "kind": first.key.kind, "id": first.key.id, "version": first.version}
    return Told(body={**shown, "state": first.state}, record=first)


def _second(ledger: Ledger, entry: Entry) -> None:
    """Raise the 409 when the account undoes its own approval of money or publication."""
    move = ledger.kind.move(entry.event.removeprefix("move:")) if entry.key.kind not in NOUNS else None
    if move is not None and move.second and account_of(entry.by) == acting().id:
        raise Problem(status=HTTPStatus.CONFLICT, kind="same-person", values=(entry.event,))


def _wanted(unit: Unit, ledger: Ledger, entry: Entry) -> list[Inverse]:
    """Return every inverse to be written, the entry's own first, or raise the 409 with all that stands in the way."""
    own, faults = inverse(unit, entry)
    found = [own]
    for other in companions(unit, entry):
        beside, more = companion(unit, other)
        found.append(beside)
        faults += more
    whole = [one for one in found if one is not None]
    if not faults:
        shelf_faults = [fault for one in whole[:1] for fault in leaning(ledger, one)]
        faults = list({(fault.field, fault.expected.en): fault for fault in shelf_faults}.values())
    if faults:
        raise _refused(entry, faults)
    return whole


def _refused(entry: Entry, faults: list[FieldFault]) -> Problem:
    return Problem(
        status=HTTPStatus.CONFLICT,
        kind="undo-refused",
        values=(entry.seq, faults[0].expected),
        faults=tuple(faults),
    )


def _write(unit: Unit, undone: Inverse, *, reason: str) -> Record:
    event = undone.entry.event
    if event in {CREATE, RESTORE}:
        return unit.delete(undone.now, reason=reason)
    if event == DELETE:
        return unit.restore(undone.entry.key, reason=reason)
    plain = plain_before(unit, undone)
    data = dict(undone.data)
    return unit.change(undone.now, data, state=undone.state, event="undo", reason=reason, plain=plain)
