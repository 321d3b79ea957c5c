"""From a kind of the book to the schema of what may be sent, and between what is sent, kept and shown."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from marshmallow import Schema, ValidationError, fields

from data import load_book
from data.book import Book
from data.country import load_country
from data.recording import RecordField, RecordKind
from service.api.fields import (
    MOST_COUNT,
    MOST_RUPIAH,
    TEXT_LENGTH,
    Choice,
    Day,
    Id,
    Line,
    Listed,
    Reading,
    Strict,
    Truth,
    Whole,
)
from service.api.problems import FieldFault, faults_of, invalid
from service.api.record.shapes import MONTH_PATTERN, MOST_FACTS

# An id, and the version of the record at which it is meant.
VERSION_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]*(@[0-9]{1,9})?$"


def form_of(book: Book, kind: RecordKind) -> Schema:
    """Return the schema of what may be sent as a record of ``kind``."""
    return _form(str(book.folder), kind.id)()


@cache
def _form(folder: str, kind: str) -> type[Schema]:
    book = load_book(folder)
    return _schema(book, book.records[kind].fields, kind)


def _schema(book: Book, listed: Sequence[RecordField], name: str) -> type[Schema]:
    members: dict[str, Any] = {field.id: _field(book, field, name) for field in listed}
    return type(name, (Strict,), {**members, "__doc__": name})


def _field(book: Book, field: RecordField, name: str) -> fields.Field[Any]:
    about = {"required": field.required, "metadata": {"description": field.name.en}}
    if field.type == "rows":
        return Listed(_schema(book, field.fields, f"{name}_{field.id}"), MOST_FACTS, **about)
    if field.many:
        return Listed(_one(book, field, {}), MOST_FACTS, **about)
    return _one(book, field, about)


def _one(book: Book, field: RecordField, about: Mapping[str, Any]) -> fields.Field[Any]:
    """Return the field of one value."""
    made: Mapping[str, Callable[[], fields.Field[Any]]] = {
        "row": lambda: Choice(*book.table(field.target), **about),
        "choice": lambda: Choice(*field.choices, **about),
        "subject": lambda: Choice(*load_country().subjects, **about),
        "whole": lambda: Whole(field.least, field.most or MOST_COUNT, **about),
        "money": lambda: Whole(0, MOST_RUPIAH, **about),
        "line": lambda: Line(least=int(field.required), **about),
        "text": lambda: Line(TEXT_LENGTH, least=int(field.required), **about),
        "month": lambda: Line(pattern=MONTH_PATTERN, **about),
        "version": lambda: Line(pattern=VERSION_PATTERN, **about),
        "day": lambda: Day(**about),
        "reading": lambda: Reading(**about),
        "truth": lambda: Truth(**about),
        "record": lambda: Id(**about),
    }
    return made[field.type]()


def read_form(book: Book, kind: RecordKind, sent: Mapping[str, Any], *, where: str = "data") -> dict[str, Any]:
    """Return what was sent as the record keeps it; what is empty is left out.

    Raises
    ------
    Problem
        422 with every field that cannot be used.
    """
    faults = form_faults(book, kind, sent, where=where)
    if faults:
        raise invalid(*faults)
    return {name: kept for name, value in form_of(book, kind).load(sent).items() if (kept := _kept(value)) is not None}


def form_faults(book: Book, kind: RecordKind, sent: Mapping[str, Any], *, where: str) -> tuple[FieldFault, ...]:
    """Return every field of ``sent`` that cannot be used; ``where`` begins their paths."""
    try:
        form_of(book, kind).load(sent)
    except ValidationError as error:
        return faults_of(error.messages, (where,) if where else ())
    return ()


def _kept(value: Any) -> Any:
    """Return a value as the record keeps it: days and readings as text, nothing that is empty; None: leave it out."""
    if isinstance(value, Mapping):
        return {name: kept for name, inner in value.items() if (kept := _kept(inner)) is not None}
    if isinstance(value, list):
        return [kept for inner in value if (kept := _kept(inner)) is not None] or None
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return None if isinstance(value, str) and not value.strip() else value


def shown_data(listed: Sequence[RecordField], data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the record keeps as it is shown, and as it may be sent again: readings as numbers."""
    return {field.id: _shown(field, data[field.id]) for field in listed if field.id in data}


def _shown(field: RecordField, value: Any) -> Any:
    if field.type == "rows":
        return [shown_data(field.fields, row) for row in value or []]
    if field.many:
        return [_number(one_) if field.type == "reading" else one_ for one_ in value]
    return _number(value) if field.type == "reading" else value


def _number(text: str) -> int | float:
    """Return a reading as a number of JSON."""
    exact = Decimal(text)
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def described(book: Book, kind: RecordKind) -> dict[str, Any]:
    """Return the JSON Schema of what may be sent as ``data``, for programs and for forms."""
    return _described(book, kind.fields)


def _described(book: Book, listed: Sequence[RecordField]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": [field.id for field in listed if field.required],
        "additionalProperties": False,
        "properties": {field.id: _property(book, field) for field in listed},
    }


TYPES: Mapping[str, Mapping[str, Any]] = {
    "day": {"type": "string", "format": "date"},
    "month": {"type": "string", "pattern": MONTH_PATTERN},
    "whole": {"type": "integer"},
    "money": {"type": "integer", "minimum": 0, "maximum": MOST_RUPIAH},
    "reading": {"type": "number"},
    "truth": {"type": "boolean"},
}


def _property(book: Book, field: RecordField) -> dict[str, Any]:
    titles = {"title": field.name.en, "x-title": {"en": field.name.en, "id": field.name.id}}
    if field.type == "rows":
        return {**titles, "type": "array", "items": _described(book, field.fields)}
    inner: dict[str, Any] = dict(TYPES.get(field.type, {"type": "string"}))
    if field.type == "choice":
        inner["enum"] = list(field.choices)
        titles["x-choices"] = {code: {"en": text.en, "id": text.id} for code, text in field.choices.items()}
    if field.type == "row":
        inner["enum"] = list(book.table(field.target))
    if field.type == "whole":
        inner |= {"minimum": field.least, "maximum": field.most or MOST_COUNT}
    if field.target:
        titles["x-target"] = field.target
    if field.unit:
        titles["x-unit"] = field.unit
    return {**titles, **({"type": "array", "items": inner} if field.many else inner)}
