"""Kinds of record name fields, states, rows and predicates that are there, and can be told apart."""

import re
from collections.abc import Iterator

from data.book import TABLES, Book
from data.checking.faults import fault
from data.errors import Fault
from data.recording import NOUNS, RecordCheck, RecordField, RecordKind, RecordMove
from data.references import resolve_section

# Every predicate that a check may use; ``service.lifecycle.kinds.predicates`` has one function for each.
PREDICATES = (
    "filled", "any", "ticked", "same", "unlike", "covers", "once", "total", "least", "most", "not_before", "in_year",
    "stands", "within", "party", "author", "travels", "quorum", "signers", "witnesses", "seat", "gate", "amounts",
    "answered", "achieved",
)  # fmt: skip

# Names under which the record keeps what is no field; the state of what was taken away.
RESERVED, DELETED = ("said", "sealed", "erased"), "deleted"

# A field's id: short, and no path.
FIELD_ID = re.compile(r"[a-z][a-z0-9_]*")


def check_records(book: Book) -> Iterator[Fault]:
    """Yield every fault of every kind of record."""
    for kind in book.records.values():
        for reason in (*_names(kind), *_fields(book, kind), *_moves(book, kind), *_checks(book, kind)):
            yield fault(book, "record", kind, reason=reason)


def _names(kind: RecordKind) -> Iterator[str]:
    if kind.id in NOUNS:
        yield f"{kind.id!r} is a noun that every programme has"
    if not kind.states:
        yield "a kind needs at least one state"
    if DELETED in kind.states:
        yield f"{DELETED!r} is the state of what was taken away"
    for state in (*kind.open, *kind.void):
        if state not in kind.states:
            yield f"no state {state!r}"
    for name in kind.key:
        field = kind.field(name)
        if field is None or not field.required or field.many or field.type == "rows":
            yield f"key {name!r} has to be a required field of one value"
    parent = kind.field(kind.parent) if kind.parent else None
    if kind.parent and (parent is None or not parent.required or parent.type != "record" or parent.many):
        yield f"parent {kind.parent!r} has to be a required field that names one record"
    if sum(field.owner for field in kind.fields) > 1:
        yield "a record has one owner"


def _fields(book: Book, kind: RecordKind) -> Iterator[str]:
    names = [field.id for field in kind.fields]
    for name in sorted({name for name in names if names.count(name) > 1 or name in RESERVED}):
        yield f"field {name!r} stands twice or is reserved"
    for field in kind.fields:
        yield from _field(book, field)
        for inner in field.fields:
            yield from _field(book, inner, inside=True)


def _field(book: Book, field: RecordField, *, inside: bool = False) -> Iterator[str]:
    where = f"field {field.id!r}"
    if not FIELD_ID.fullmatch(field.id):
        yield f"{where}: an id is small letters, digits and underscores"
    if bool(field.choices) != (field.type == "choice"):
        yield f"{where}: a choice has choices, and nothing else has"
    if bool(field.fields) != (field.type == "rows"):
        yield f"{where}: rows have fields, and nothing else has"
    if field.type == "row" and (field.target not in TABLES or not book.table(field.target)):
        yield f"{where}: no table {field.target!r}"
    if field.type in {"record", "version"} and field.target not in (*NOUNS, *book.records):
        yield f"{where}: no kind {field.target!r}"
    if field.personal and inside:
        yield f"{where}: what is about people is kept apart as a whole"
    if inside and (field.type == "rows" or field.owner or field.draws):
        yield f"{where}: rows hold plain values only"
    if field.owner and (field.type, field.target) != ("record", "member"):
        yield f"{where}: the owner is a member"
    how, _, what = field.draws.partition(":")
    if field.draws and (how not in {"open", "each"} or what.partition(".")[0] not in book.records):
        yield f"{where}: draws open:KIND or each:KIND.FIELD"


def _moves(book: Book, kind: RecordKind) -> Iterator[str]:
    reached = {kind.initial} if kind.states else set()
    for _ in kind.states:
        reached |= {move.to for move in kind.moves if reached & set(move.origins)}
    for state in kind.states:
        if state not in reached:
            yield f"state {state!r} cannot be reached"
    for move in kind.moves:
        for state in (*move.origins, move.to):
            if state not in kind.states:
                yield f"move {move.id!r}: no state {state!r}"
        yield from _effects(book, kind, move)


def _effects(book: Book, kind: RecordKind, move: RecordMove) -> Iterator[str]:
    where = f"move {move.id!r}"
    for name, table in ((move.files, "document"), (move.holds, "activity")):
        if name and kind.field(name) is None and name not in book.table(table):
            yield f"{where}: no field and no {table} {name!r}"
    if move.confirms and move.confirms not in book.roles:
        yield f"{where}: no role {move.confirms!r}"
    for party in move.each:
        if party not in book.roles:
            yield f"{where}: no role {party!r}"
    for opened, text in move.opens.items():
        if opened not in book.records or kind.field(text) is None:
            yield f"{where}: opens a kind from a field"


def _checks(book: Book, kind: RecordKind) -> Iterator[str]:
    for check in kind.checks:
        where = f"check {check.id!r}"
        if check.test.partition(":")[0] not in PREDICATES:
            yield f"{where}: no predicate {check.test!r}; known are {', '.join(PREDICATES)}"
        if check.section and not resolve_section(book, check.section):
            yield f"{where}: no section {check.section!r}"
        for move in check.at:
            if kind.move(move) is None:
                yield f"{where}: no move {move!r}"
        yield from (f"{where}: no field {name!r}" for name in _named(check) if kind.field(name) is None)


# Predicates whose argument begins with fields of the record, and how many of them (0: all).
FIELDS_OF = {
    "filled": 0, "any": 0, "ticked": 0, "same": 0, "once": 0, "total": 0, "not_before": 0, "in_year": 0,
    "unlike": 1, "covers": 1, "least": 1, "most": 1, "stands": 1, "within": 2, "party": 1, "author": 1, "travels": 1,
    "quorum": 1, "signers": 1, "witnesses": 1, "seat": 1, "amounts": 1,
    "achieved": 4,
}  # fmt: skip


def _named(check: RecordCheck) -> Iterator[str]:
    """Yield the fields of the record that a check names."""
    if check.only:
        yield check.only.partition("=")[0]
    predicate, _, arguments = check.test.partition(":")
    if predicate not in FIELDS_OF:
        return
    paths = re.sub(r"\[[^]]*\]", "", arguments).partition("=")[0].split(",")
    for path in paths[: FIELDS_OF[predicate] or None]:
        yield path.partition(".")[0]
