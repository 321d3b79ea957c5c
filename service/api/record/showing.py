"""Writes an answer as its schema says; what is text, number or truth already is taken as it stands."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from marshmallow import Schema, fields, missing

from data.book import Book
from service.api.record.desk import book_of
from service.records.kept import Record, Written

Show = Callable[[Any], Any]

# Technical: records of a kind whose JSON is remembered; one takes a few thousand bytes.
REMEMBERED = 1000

ENCODER = json.JSONEncoder(ensure_ascii=False)

# What a field of each kind leaves as it is.
PLAIN: Mapping[type[Any], type[Any]] = {fields.String: str, fields.Integer: int, fields.Boolean: bool}


def shower(schema: Schema) -> Show:
    """Return what does the same as ``schema.dump`` for mappings, in a fraction of the time.

    Notes
    -----
    Whatever is out of the ordinary (hooks, names that differ, fields of other kinds) is left to marshmallow.
    """
    rows = [(name, field) for name, field in schema.dump_fields.items()]
    if any(schema._hooks.values()) or any(_is_odd(name, field) for name, field in rows):  # noqa: SLF001  # no other way to ask
        return schema.dump
    parts = tuple((name, _part(field)) for name, field in rows)

    def show(told: Any) -> Any:
        if type(told) is not dict:
            return schema.dump(told)
        return {name: part(told[name]) for name, part in parts if name in told}

    return show


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer that is JSON already."""

    text: str


def dumped(told: Any) -> str:
    """Return an answer as JSON."""
    return ENCODER.encode(told)


class Showing:
    """Shows a kind of record as JSON, and remembers what came of the records that were asked for last.

    Parameters
    ----------
    schema
        What is shown.
    show
        Returns a record of a programme with this book as it is shown; it may look at nothing else.

    Notes
    -----
    What is remembered hangs on everything that it was made from, the record's text as it was read just now among it.
    """

    def __init__(self, schema: type[Schema], show: Callable[[Book, Record], Mapping[str, Any]]) -> None:
        """Remember nothing yet."""
        as_schema = shower(schema())

        @lru_cache(maxsize=REMEMBERED)
        def text(book: str, kept: Written) -> str:
            return dumped(as_schema(show(book_of(book), kept.read())))

        self.text = text

    def one(self, book: str, kept: Written) -> Shown:
        """Return a record."""
        return Shown(self.text(book, kept))

    def page(self, book: str, kept: Sequence[Written], *, following: str | None) -> Shown:
        """Return a page of records, and where the next one begins."""
        items = ", ".join([self.text(book, one) for one in kept])
        return Shown(f'{{"items": [{items}], "next": {dumped(following)}}}')


def _is_odd(name: str, field: fields.Field[Any]) -> bool:
    return (field.attribute or name) != name or (field.data_key or name) != name or field.dump_default is not missing


def _part(field: fields.Field[Any]) -> Show:
    if type(field) in PLAIN:
        return _plain(field, PLAIN[type(field)])
    if type(field) is fields.Dict and field.key_field is None and field.value_field is None:
        return _plain(field, dict)
    if type(field) is fields.Dict and type(field.key_field) is fields.String and type(field.value_field) in PLAIN:
        return _mapped(field, PLAIN[type(field.value_field)])
    if type(field) is fields.List:
        return _several(_part(field.inner))
    if type(field) is fields.Nested and isinstance(field.schema, Schema):
        below = shower(field.schema)
        return _several(below) if field.many else lambda value: None if value is None else below(value)
    return lambda value: field.serialize("it", {"it": value})


def _plain(field: fields.Field[Any], kind: type[Any]) -> Show:
    def show(value: Any) -> Any:
        return value if type(value) is kind else field.serialize("it", {"it": value})

    return show


def _mapped(field: fields.Field[Any], kind: type[Any]) -> Show:
    def show(value: Any) -> Any:
        plain = type(value) is dict and all(type(key) is str and type(one) is kind for key, one in value.items())
        return value if plain else field.serialize("it", {"it": value})

    return show


def _several(one: Show) -> Show:
    return lambda values: None if values is None else [one(value) for value in values]
