"""A record as its checks see it: its kind, its data, and the records that it names."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from data.book import Book
from data.recording import RecordField, RecordKind
from data.text import Text
from service.lifecycle.case import Case
from service.records.kept import Record

PARTNERSHIP = "partnership"

# One part of a path: a name, and what a row has to say to count (``heads[head=subsidies]``).
PART = re.compile(r"([a-z0-9_]+)(?:\[([a-z0-9_]+)=([^]]+)\])?")

EMPTY: tuple[object, ...] = (None, "", [], {})


class Known(Protocol):
    """The other records of the programme."""

    def record(self, kind: str, id_: str) -> Record | None:
        """Return one record, or None."""

    def below(self, kind: RecordKind, parent: str) -> Iterable[Record]:
        """Return the records of a kind that stand below the record ``parent``."""

    def every(self, kind: str) -> Iterable[Record]:
        """Return all records of a kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """One record among the others.

    Parameters
    ----------
    book, year
        The programme's tables and its year.
    kind, id, data, state
        The record; ``id`` is empty while it has none.
    known
        The other records.
    seat
        The role that acts.
    """

    book: Book
    year: int
    kind: RecordKind
    id: str
    data: Mapping[str, Any]
    state: str
    known: Known
    seat: str

    def values(self, path: str) -> list[Any]:
        """Return what stands at a path: through rows and into records that are named; None where a row says nothing."""
        return list(self._walk(self.data, self.kind.fields, path.split(".")))

    def value(self, path: str) -> Any:
        """Return the one value at a path, or None."""
        return next(iter(self.values(path)), None)

    def _walk(
        self, data: Mapping[str, Any], fields: Sequence[RecordField], parts: Sequence[str], *, inside: bool = False
    ) -> Iterator[Any]:
        found = PART.fullmatch(parts[0])
        name, select, wanted = found.groups("") if found else (parts[0], "", "")
        value, rest = data.get(name), parts[1:]
        if value in EMPTY:
            if inside and not rest:
                yield None
            return
        field = next((each for each in fields if each.id == name), None)
        listed: list[Any] = value if isinstance(value, list) else [value]
        for one in listed:
            if field is not None and field.type == "rows":
                if rest and (not select or one.get(select) == wanted):
                    yield from self._walk(one, field.fields, rest, inside=True)
                elif not rest:
                    yield one
            elif rest and field is not None:
                yield from self._beyond(field.target, named(one), rest)
            else:
                yield one

    def _beyond(self, target: str, id_: str, rest: Sequence[str]) -> Iterator[Any]:
        record = self.known.record(target, id_)
        if record is not None:
            kind = self.book.records.get(target)
            yield from self._walk(record.data, kind.fields if kind else (), rest)

    def referred(self, name: str) -> tuple[Record, ...]:
        """Return the records that a field names."""
        field = self.kind.field(name)
        given = self.data.get(name)
        if field is None or given in EMPTY:
            return ()
        ids = given if isinstance(given, list) else [given]
        return tuple(found for id_ in ids if (found := self.known.record(field.target, named(id_))) is not None)

    def beside(self, reference: str) -> Iterator[Record]:
        """Yield the other records of this kind that name the same record and count somewhere."""
        named_here = self.data.get(reference)
        near = self.known.below(self.kind, str(named_here)) if reference == self.kind.parent else None
        for record in self.known.every(self.kind.id) if near is None else near:
            if record.key.id != self.id and record.data.get(reference) == named_here and self.counts(record):
                yield record

    def counts(self, record: Record) -> bool:
        """Return whether a record of this kind counts: one that was refused or withdrawn does not."""
        return record.state not in self.kind.void

    def partnerships(self) -> tuple[Record, ...]:
        """Return the partnerships that it is about: named by itself, or by the record below which it stands."""
        for field in self.kind.fields:
            if field.type == "record" and field.target == PARTNERSHIP and self.data.get(field.id):
                return self.referred(field.id)
        parent = self.kind.field(self.kind.parent) if self.kind.parent else None
        above = self.referred(parent.id) if parent is not None and parent.target in self.book.records else ()
        return above[0:1] and self.about(above[0]).partnerships()

    def about(self, record: Record) -> "Situation":
        """Return the situation of another record of a kind of the book."""
        return Situation(
            book=self.book,
            year=self.year,
            kind=self.book.records[record.key.kind],
            id=record.key.id,
            data=record.data,
            state=record.state,
            known=self.known,
            seat=self.seat,
        )

    def cases(self) -> tuple[Case, ...]:
        """Return its partnerships as the gates see them."""
        return tuple(Case(self.book, record.data) for record in self.partnerships())

    def names(self, path: str) -> Text:
        """Return the name of the field at the end of a path, as far as this record's own fields go."""
        fields, name = self.kind.fields, Text(en=path, id=path)
        for part in path.split("."):
            field = next((each for each in fields if each.id == part.partition("[")[0]), None)
            if field is None:
                break
            fields, name = field.fields, field.name
        return name


def named(value: object) -> str:
    """Return the id in a reference, which may also name a version (``w-01.1@3``)."""
    return str(value).partition("@")[0]
