"""/programmes/{programme}/records/{kind}/{record}/moves: how a record moves on, and what is thereby put on record."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from data.recording import RecordMove
from service.api.record.desk import record_desk
from service.api.record.kinds.kinds import blueprint
from service.api.record.kinds.ledger import Ledger, ledger_of
from service.api.record.kinds.records import ONE, about, asked_ledger
from service.api.record.kinds.refusing import refused_move, shown_move
from service.api.record.kinds.rights import check_may, check_scope, forbidden, speaks_for
from service.api.record.kinds.showing import shown_record
from service.api.record.kinds.shown import MoveSent, RecordMovesShown, RecordShown
from service.api.record.operation import NotThisOne, Told, operation, seen
from service.api.record.second import second_person
from service.lifecycle import told
from service.lifecycle.filing import check_day
from service.lifecycle.kinds import Moved, MoveRefused, move, offers
from service.records.kept import Record
from service.store import Unit, View

EXAMPLE = {"move": "agree", "day": "2027-06-10"}


@operation(blueprint, "GET", f"{ONE}/moves", answers=RecordMovesShown, about=about)
def list_moves(view: View, _: dict[str, Any], programme: str, kind: str, record: str) -> Told:
    """List every move from here, what each lacks, and who has not said yes yet."""
    ledger = asked_ledger(view, programme, kind)
    found = ledger.get(record)
    here = ledger.situation(found)
    return Told(
        body={"state": found.state, "moves": [shown_move(here, offer) for offer in offers(here)]}, record=found
    )  # fmt: skip


@operation(
    blueprint, "POST", f"{ONE}/moves", answers=RecordShown, body=MoveSent, example=EXAMPLE, versioned=True, about=about
)
def take_move(unit: Unit, _: dict[str, Any], sent: dict[str, Any], programme: str, kind: str, record: str) -> Told:
    """Make a move; one that cannot be made is answered with what can, and what each lacks (409)."""
    ledger = asked_ledger(unit, programme, kind)
    old = seen(unit, ledger.get(record))
    day: dt.date = sent["day"]
    check_day("day", day, today=record_desk().today())
    row = ledger.kind.move(sent["move"])
    if row is not None:
        _allow(unit, ledger, old, row, who=sent["who"])
    try:
        moved = move(ledger.situation(old), sent["move"], who=sent["who"] or speaks_for(ledger.caller), day=day)
    except MoveRefused as refused:
        raise refused_move(refused) from refused
    event = f"{'move' if moved.done else 'said'}:{sent['move']}"
    made = unit.change(old, moved.data, state=moved.state, event=event, reason=sent["reason"])
    _put_on_record(unit, ledger, made, moved)
    return Told(body=shown_record(ledger, made), record=made)


def _allow(unit: Unit, ledger: Ledger, old: Record, row: RecordMove, *, who: str) -> None:
    """Raise what stands against this caller making the move: another's record, another's voice, money, one account."""
    check_may(unit, old, row.by, ledger.caller, book=ledger.book)
    if who and speaks_for(ledger.caller) not in {"", who}:
        raise NotThisOne(forbidden(row.by, (ledger.caller,)))
    check_scope(row, ledger.caller)
    if row.second:
        second_person(unit, old)


def _put_on_record(unit: Unit, ledger: Ledger, made: Record, moved: Moved) -> None:
    """Write what the move files and holds into its partnerships, and the records that begin with it."""
    ledger.shelf.put(made)
    if moved.facts.papers or moved.facts.events or moved.facts.confirmed:
        seq = unit.head().seq
        for partnership in ledger.situation(made).partnerships():
            data = told(ledger.book, partnership.data, moved.facts, today=ledger.today)
            unit.change(partnership, data, event=f"with:{seq}", reason=f"{made.key.kind}/{made.key.id}")
    for kind, fields in moved.opened.items():
        _open(unit, ledger, kind, fields)


def _open(unit: Unit, ledger: Ledger, kind: str, fields: Mapping[str, Any]) -> None:
    beside = ledger_of(unit, ledger.programme, kind, callers=ledger.callers, today=ledger.today)
    known = {name: value for name, value in fields.items() if beside.kind.field(name) is not None}
    record, plain = beside.drafted(known)
    unit.create(record.key, record.data, state=record.state, plain=plain)
