"""Many records at once, all of them or none: every row is judged beside those before it, every fault is told."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from marshmallow import Schema, ValidationError

from data.text import Text
from service.api.fields import Id, Truth, Whole
from service.api.phrases import filled, load_fault_texts, noun_text
from service.api.problems import FieldFault, Problem, faults_of, invalid, short
from service.api.record.kinds.ledger import Ledger
from service.api.record.kinds.rights import Rights, refuse
from service.api.record.kinds.tables import MOST_ROWS, TRUTHS, WHOLE, typed
from service.api.record.letters import write_letter
from service.api.record.members import write_member
from service.api.record.shapes import LetterSent, MemberSent, created
from service.records.kept import Key, Record
from service.store import Unit, UnknownRecord
from service.words.reasons import both

# Nouns of every programme that may be imported, and who may.
NOUNS: Mapping[str, tuple[Any, Callable[[Unit, str, dict[str, Any]], Record]]] = {
    "member": (created(MemberSent), write_member),
    "letter": (created(LetterSent), write_letter),
}
KEEPERS: Rights = {"facilitator": "all"}

# Columns of an export that no import sets.
SHOWN_ONLY = ("state", "version")

Row = dict[str, Any]


def bring(unit: Unit, ledger: Ledger, kind: str, rows: list[Row], *, cells: bool, dry: bool) -> list[str]:
    """Add records of a kind, members or letters, and return their ids; ``ledger`` is of the kind, or for nouns of any.

    Raises
    ------
    Problem
        403, or 422 with the faults of every row.
    """
    if not 0 < len(rows) <= MOST_ROWS:
        said = both("record.rows", most=MOST_ROWS) if rows else both("record.no_rows")
        raise invalid(FieldFault(field="rows", expected=said))
    wanted = [{name: value for name, value in row.items() if name not in SHOWN_ONLY} for row in rows]
    if kind in NOUNS:
        return bring_nouns(unit, ledger, kind, wanted, cells=cells, dry=dry)
    return bring_records(unit, ledger, wanted, cells=cells, dry=dry)


def bring_records(unit: Unit, ledger: Ledger, rows: list[Row], *, cells: bool, dry: bool) -> list[str]:
    """Add records of a kind, all or none, and return their ids.

    Parameters
    ----------
    unit, ledger
        Where they are written, and the kind.
    rows
        Fields to values, with ``id`` where it is given.
    cells
        True when the values are cells of CSV, all of them text.
    dry
        True: judge them and write nothing.

    Raises
    ------
    Problem
        403, or 422 with the faults of every row.
    """
    if ledger.caller.role not in ledger.kind.write:
        refuse(ledger.kind.write, ledger.caller)
    faults: list[FieldFault] = []
    made: list[tuple[Record, dict[str, Any]]] = []
    for place, row in enumerate(rows, start=1):
        try:
            record, plain = _drafted(ledger, row, place, cells=cells)
        except Problem as problem:
            faults += [_placed(fault, place) for fault in problem.faults]
            continue
        ledger.shelf.put(record)
        made.append((record, plain))
    if faults:
        raise invalid(*faults)
    if dry:
        return [record.key.id for record, _ in made]
    return [ledger.write(unit, record, plain).key.id for record, plain in made]


def _drafted(ledger: Ledger, row: Row, place: int, *, cells: bool) -> tuple[Record, dict[str, Any]]:
    sent = dict(row)
    given = _given(sent.pop("id", ""))
    if ledger.kind.key:
        given = ""  # the id is made of the key, which an export shows too
    if cells:
        sent = typed(ledger.kind.fields, sent)
    record, plain = ledger.drafted(sent, given, where=f"rows.{place}")
    if ledger.shelf.record(ledger.kind.id, record.key.id) is not None:
        twice = both("record.there") if _is_there(ledger, record) else both("record.twice")
        raise invalid(FieldFault(field="id", expected=twice))
    return record, plain


def _given(id_: Any) -> str:
    """Return the id that a row gives, or an empty one."""
    try:
        return "" if id_ == "" else str(Id().deserialize(id_))
    except ValidationError as error:
        raise invalid(*faults_of(error.messages, ("id",))) from error


def _is_there(ledger: Ledger, record: Record) -> bool:
    try:
        ledger.view.get(record.key)
    except UnknownRecord:
        return False
    return True


def _placed(fault: FieldFault, place: int) -> FieldFault:
    """Return a fault with its row; rows are counted from 1, the line of names left out."""
    start = f"rows.{place}"
    return fault if fault.field.startswith(f"{start}.") else FieldFault(
        field=f"{start}.{fault.field}", expected=fault.expected
    )  # fmt: skip


def bring_nouns(unit: Unit, ledger: Ledger, noun: str, rows: list[Row], *, cells: bool, dry: bool) -> list[str]:
    """Add members or letters, all or none; as ``bring_records``, with any ledger of the programme."""
    if ledger.caller.role not in KEEPERS:
        refuse(KEEPERS, ledger.caller)
    programme = ledger.programme
    schema, write = NOUNS[noun]
    form = schema()
    faults: list[FieldFault] = []
    found: list[Row] = []
    for place, row in enumerate(rows, start=1):
        try:
            sent = form.load({name: _noun_cell(form, name, value, cells=cells) for name, value in row.items()})
        except ValidationError as error:
            faults += [_placed(fault, place) for fault in faults_of(error.messages)]
            continue
        found.append(sent)
        faults += [_placed(fault, place) for fault in _noun_faults(unit, programme, noun, found)]
    if faults:
        raise invalid(*faults)
    return [sent["id"] if dry else write(unit, programme, sent).key.id for sent in found]


def _noun_faults(unit: Unit, programme: str, kind: str, found: list[Row]) -> Iterator[FieldFault]:
    """Yield what is wrong with the last row beside the others: an id twice or there already, a member that is not."""
    sent = found[-1]
    if any(sent["id"] == other["id"] for other in found[:-1]):
        yield FieldFault(field="id", expected=both("record.twice"))
    elif unit.newest(Key(programme, kind, sent["id"]), limit=1):
        yield FieldFault(field="id", expected=both("record.there"))
    for name in ("member", "wished") if kind == "letter" else ():
        if sent.get(name) and not _stands(unit, Key(programme, "member", sent[name])):
            yield FieldFault(field=name, expected=_nobody(sent[name]))


def _stands(unit: Unit, key: Key) -> bool:
    try:
        unit.get(key)
    except UnknownRecord:
        return False
    return True


def _nobody(id_: str) -> Text:
    return filled(load_fault_texts()["nobody"], noun_text("member"), short(id_))


def _noun_cell(form: Schema, name: str, value: Any, *, cells: bool) -> Any:
    """Return a cell of CSV as its field wants it; what cannot be that stays text, and is a fault."""
    field = form.fields.get(name) if cells else None
    if isinstance(field, Whole) and isinstance(value, str) and WHOLE.fullmatch(value):
        return int(value)
    return TRUTHS.get(value, value) if isinstance(field, Truth) and isinstance(value, str) else value
