"""/programmes/{programme}/records/{kind}: every kind of record that the programme's book tells of."""

from collections.abc import Mapping
from typing import Any

from service.api.record.access import acting, candidates
from service.api.record.desk import record_desk
from service.api.record.kinds.kinds import blueprint
from service.api.record.kinds.ledger import Ledger, ledger_of
from service.api.record.kinds.rights import check_may, sight_of
from service.api.record.kinds.showing import shown_record
from service.api.record.kinds.shown import KindAsked, NewRecord, RecordSent, RecordShown
from service.api.record.nouns import book_for
from service.api.record.operation import Told, operation, seen
from service.api.record.shapes import page_of
from service.records.kept import Key
from service.store import Unit, View

RULE = "/<string:programme>/records/<string:kind>"
ONE = f"{RULE}/<string:record>"
EXAMPLE = {
    "data": {"partnership": "w-01", "kind": "recommendation", "day": "2027-06-08", "text": "Pasang meter induk zona 3"}
}


def about(path: Mapping[str, str]) -> Key:
    """Return the key of the record that an address names."""
    return Key(path["programme"], path["kind"], path["record"])


def asked_ledger(view: View, programme: str, kind: str) -> Ledger:
    """Return the ledger of a kind for who asks; who acts stands first among what the account may act as."""
    one = acting()
    callers = (one, *(other for other in candidates() if other != one))
    return ledger_of(view, programme, kind, callers=callers, today=record_desk().today())


def any_ledger(view: View, programme: str) -> Ledger:
    """Return a ledger for what concerns no kind of the book: its first kind's."""
    kind = next(iter(book_for(view, programme).records), "")
    return asked_ledger(view, programme, kind)


@operation(blueprint, "GET", RULE, answers=page_of(RecordShown), query=KindAsked)
def list_records(view: View, asked: dict[str, Any], programme: str, kind: str) -> Told:
    """List the records of a kind that one may see: all, those in one state, or those below one record."""
    ledger = asked_ledger(view, programme, kind)
    sight = sight_of(ledger.kind.read, ledger.callers)
    start, limit = (f"{asked['of']}." if asked["of"] else ""), asked["limit"]
    found = view.find(
        programme, kind, limit=limit + 1, after=max(asked["after"], start), state=asked["state"], sight=sight
    )  # fmt: skip
    below = [record for record in found if record.key.id.startswith(start)]
    more = below[limit - 1].key.id if len(below) > limit else None
    return Told(body={"items": [shown_record(ledger, record) for record in below[:limit]], "next": more})


@operation(blueprint, "POST", RULE, answers=RecordShown, body=NewRecord, example=EXAMPLE)
def add_record(unit: Unit, _: dict[str, Any], sent: dict[str, Any], programme: str, kind: str) -> Told:
    """Add a record; its id is made below its parent, by its key, by the name that is given, or it is numbered."""
    ledger = asked_ledger(unit, programme, kind)
    record = ledger.add(unit, sent["data"], sent["id"])
    return Told(body=shown_record(ledger, record), record=record)


@operation(blueprint, "GET", ONE, answers=RecordShown, about=about)
def show_record(view: View, _: dict[str, Any], programme: str, kind: str, record: str) -> Told:
    """Show a record and what should be looked at."""
    ledger = asked_ledger(view, programme, kind)
    found = ledger.get(record)
    return Told(body=shown_record(ledger, found), record=found)


@operation(blueprint, "PUT", ONE, answers=RecordShown, body=RecordSent, versioned=True, about=about)
def change_record(
    unit: Unit, _: dict[str, Any], sent: dict[str, Any], programme: str, kind: str, record: str
) -> Told:  # fmt: skip
    """Change a record's fields while it is open; a field that is left out is taken away."""
    ledger = asked_ledger(unit, programme, kind)
    made = ledger.change(unit, seen(unit, ledger.get(record)), sent["data"])
    return Told(body=shown_record(ledger, made), record=made)


@operation(blueprint, "DELETE", ONE, answers=RecordShown, versioned=True, about=about)
def remove_record(unit: Unit, _: dict[str, Any], programme: str, kind: str, record: str) -> Told:
    """Take a record away that is still where it began; the journal keeps it."""
    ledger = asked_ledger(unit, programme, kind)
    old = seen(unit, ledger.get(record))
    check_may(unit, old, ledger.kind.write, ledger.caller, book=ledger.book)
    ledger.check_removable(old)
    made = unit.delete(old)
    return Told(body=shown_record(ledger, made), record=made)
