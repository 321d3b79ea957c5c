"""One kind of record of one programme, as one caller may read and write it."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from data.book import Book
from data.recording import RecordField, RecordKind
from service.api.fields import ID_LENGTH
from service.api.phrases import fault_text, filled, load_fault_texts, noun_text
from service.api.problems import FieldFault, Problem, invalid, short
from service.api.record.desk import book_of
from service.api.record.kinds.forms import read_form
from service.api.record.kinds.refusing import closed, leans, refused_fields
from service.api.record.kinds.rights import check_may, may, refuse, seen_record
from service.api.record.kinds.shelf import Shelf
from service.api.record.nouns import programme_key
from service.lifecycle.kinds import Situation, judge
from service.lifecycle.kinds.situation import named
from service.records.caller import Caller
from service.records.kept import Key, Record
from service.records.parties import Sight
from service.store import RecordExists, Unit, UnknownRecord, View
from service.words.reasons import both


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """One kind of record.

    Parameters
    ----------
    view
        The record at one moment, or a unit of work where something is written.
    programme, book, year
        Id of the programme, its tables, its year.
    kind
        The kind.
    caller, callers, today
        Who acts, everyone that the account may act as, and on what day.
    shelf
        The other records.
    """

    view: View
    programme: str
    book: Book
    year: int
    kind: RecordKind
    caller: Caller
    callers: tuple[Caller, ...]
    today: dt.date
    shelf: Shelf = field(repr=False)

    def key(self, id_: str) -> Key:
        """Return the key of a record of this kind."""
        return Key(self.programme, self.kind.id, id_)

    def get(self, id_: str) -> Record:
        """Return a record that the caller may see; else it is not there."""
        return seen_record(self.view, self.key(id_), self.kind, self.callers)

    def situation(self, record: Record) -> Situation:
        """Return a record among the others."""
        return Situation(
            book=self.book,
            year=self.year,
            kind=self.kind,
            id=record.key.id,
            data=record.data,
            state=record.state,
            known=self.shelf,
            seat=self.caller.role,
        )

    def drafted(
        self, sent: Mapping[str, Any], given: str = "", *, where: str = "data"
    ) -> tuple[Record, dict[str, Any]]:
        """Return the record that ``sent`` would make, judged, and the part of it that is about people.

        Raises
        ------
        Problem
            422 with every field that cannot be used, every name that is not there, every check that does not hold.
        """
        data = read_form(self.book, self.kind, sent, where=where)
        self._check_names(data, where=where)
        self._fix_versions(data)
        plain = self._parted(data)
        record = Record(key=self.key(self._id(data, given)), version=0, state=self.kind.initial, data=data)
        self._check(record)
        return record, plain

    def add(self, unit: Unit, sent: Mapping[str, Any], given: str = "") -> Record:
        """Write a new record, or one in the place of one that was taken away.

        Raises
        ------
        Problem
            403, 409 or 422.
        """
        if self.caller.role not in self.kind.write:
            refuse(self.kind.write, self.caller)
        record, plain = self.drafted(sent, given)
        return self.write(unit, record, plain)

    def write(self, unit: Unit, record: Record, plain: Mapping[str, Any]) -> Record:
        """Write what was drafted; whoever may not write such a record finds it unwritten."""
        try:
            made = unit.create(record.key, record.data, state=record.state, plain=plain)
        except RecordExists:
            try:
                back = unit.restore(record.key)
            except UnknownRecord:
                raise RecordExists(record.key) from None
            made = unit.change(back, record.data, state=record.state, plain=plain)
        check_may(unit, made, self.kind.write, self.caller, book=self.book)
        return made

    def change(self, unit: Unit, old: Record, sent: Mapping[str, Any]) -> Record:
        """Change the fields of a record that is open; who had said yes to it has to say so again.

        Raises
        ------
        Problem
            403, 409 or 422.
        """
        check_may(unit, old, self.kind.write, self.caller, book=self.book)
        if self.kind.open and old.state not in self.kind.open:
            raise closed(self.kind, old)
        data = read_form(self.book, self.kind, sent)
        self._check_names(data, where="data")
        self._fix_versions(data)
        fixed = [name for name in (self.kind.parent, *self.kind.key) if name and data.get(name) != old.data.get(name)]
        if fixed:
            raise invalid(*(FieldFault(field=f"data.{name}", expected=both("record.fixed")) for name in fixed))
        plain = self._parted(data)
        record = Record(key=old.key, version=old.version, state=old.state, data=data)
        self._check(record)
        made = unit.change(old, data, plain=plain)
        check_may(unit, made, self.kind.write, self.caller, book=self.book)
        return made

    def check_reach(self, data: Mapping[str, Any], *, sight: Sight | None) -> None:
        """Raise the 422 for a record named in ``data`` that is not there, or not within ``sight``."""
        self._check_names(data, where="")
        parent = self.kind.field(self.kind.parent) if self.kind.parent else None
        if sight is None or parent is None:
            return
        among = self.view.find(
            self.programme, parent.target, limit=1, sight=sight, among=frozenset({data[parent.id]})
        )  # fmt: skip
        if not among:
            raise invalid(FieldFault(field="of", expected=self._nobody(parent.target, data[parent.id])))

    def check_removable(self, record: Record) -> None:
        """Raise the 409 when a record has moved on, or another one names it."""
        if record.state != self.kind.initial:
            raise closed(self.kind, record)
        leaning = next(referring(self.book, self.shelf, record.key), None)
        if leaning is not None:
            raise leans(self.kind, record, leaning)

    def _check(self, record: Record) -> None:
        found = judge(self.situation(record))
        if found:
            raise refused_fields(self.kind, found)

    def _parted(self, data: dict[str, Any]) -> dict[str, Any]:
        """Take what is about people out of ``data`` and return it."""
        return {each.id: data.pop(each.id) for each in self.kind.fields if each.personal and each.id in data}

    def _id(self, data: Mapping[str, Any], given: str) -> str:
        """Return the id of a new record: below its parent, by its key, by the name given, or the next number."""
        start = f"{data[self.kind.parent]}." if self.kind.parent else ""
        if self.kind.key:
            if given:
                raise invalid(FieldFault(field="id", expected=both("record.keyed", names=", ".join(self.kind.key))))
            made = start + ".".join(str(data[name]) for name in self.kind.key)
        elif given:
            made = given if given.startswith(start) else start + given
        elif start:
            made = f"{start}{self._next(str(data[self.kind.parent]))}"
        else:
            raise invalid(FieldFault(field="id", expected=fault_text("required")))
        if len(made) > ID_LENGTH:
            raise invalid(FieldFault(field="id", expected=fault_text(f"length|1|{ID_LENGTH}")))
        return made

    def _next(self, parent: str) -> int:
        """Return the number after those of the records below ``parent``, also of those that were taken away."""
        number = 1 + sum(1 for _ in self.shelf.below(self.kind, parent))
        while self.view.newest(self.key(f"{parent}.{number}"), limit=1) or self.shelf.record(
            self.kind.id, f"{parent}.{number}"
        ):
            number += 1
        return number

    def _check_names(self, data: Mapping[str, Any], *, where: str) -> None:
        """Raise the 422 for every record that is named and is not there for the caller."""
        faults = self.nobodies(data, where=where)
        if faults:
            raise invalid(*faults)

    def nobodies(self, data: Mapping[str, Any], *, where: str) -> list[FieldFault]:
        """Return a fault for every record that ``data`` names and that is not there for the caller."""
        return [
            FieldFault(field=f"{where}.{path}".lstrip("."), expected=self._nobody(target, id_))
            for path, target, id_ in _references(self.kind.fields, data)
            if not self._there(target, id_)
        ]

    def _nobody(self, target: str, id_: str) -> Any:
        kind = self.book.records.get(target)
        return filled(load_fault_texts()["nobody"], kind.name if kind else noun_text(target), short(id_))

    def _there(self, target: str, id_: str) -> bool:
        record = self.shelf.record(target, named(id_))
        if record is None:
            return False
        at = id_.partition("@")[2]
        if at and not 1 <= int(at) <= record.version:
            return False
        kind = self.book.records.get(target)
        if kind is None or record.version == 0:
            return True
        return any(may(self.view, record.key, kind.read, one) for one in self.callers)

    def _fix_versions(self, data: dict[str, Any]) -> None:
        """Write the version that stands into every name of a version that leaves it out."""
        for each in self.kind.fields:
            value = data.get(each.id)
            if each.type == "version" and value and "@" not in value:
                record = self.shelf.record(each.target, value)
                data[each.id] = f"{value}@{record.version if record else 1}"


def _references(listed: tuple[RecordField, ...], data: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield ``(path, kind, id)`` of every record that is named."""
    for each in listed:
        value = data.get(each.id)
        if value is None:
            continue
        if each.type == "rows":
            for place, row in enumerate(value):
                for path, target, id_ in _references(each.fields, row):
                    yield f"{each.id}.{place}.{path}", target, id_
        elif each.type in {"record", "version"}:
            for place, id_ in enumerate(value if each.many else [value]):
                yield (f"{each.id}.{place}" if each.many else each.id), each.target, id_


def referring(book: Book, shelf: Shelf, key: Key) -> Iterator[Record]:
    """Yield every record of a kind of the book that names the record ``key``."""
    for kind in book.records.values():
        ways = [
            (each, inner)
            for each in kind.fields
            for inner in (each, *each.fields)
            if inner.type in {"record", "version"} and inner.target == key.kind
        ]
        below = len(ways) == 1 and ways[0][0].id == kind.parent
        for record in (shelf.below(kind, key.id) if below else shelf.every(kind.id)) if ways else ():
            if any(
                named(id_) == key.id and target == key.kind for _, target, id_ in _references(kind.fields, record.data)
            ):
                yield record


def ledger_of(view: View, programme: str, kind: str, *, callers: tuple[Caller, ...], today: dt.date) -> Ledger:
    """Return the ledger of one kind; the first of ``callers`` acts.

    Raises
    ------
    UnknownRecord
        If there is no such programme.
    Problem
        404 if its book has no such kind.
    """
    data = view.get(programme_key(programme)).data
    book = book_of(data["book"])
    return Ledger(
        view=view,
        programme=programme,
        book=book,
        year=data["year"],
        kind=kind_of(book, kind),
        caller=callers[0],
        callers=callers,
        today=today,
        shelf=Shelf(view, programme),
    )


def kind_of(book: Book, kind: str) -> RecordKind:
    """Return a kind of a book, or raise the 404 that names those it has."""
    if kind not in book.records:
        raise Problem(
            status=HTTPStatus.NOT_FOUND, kind="unknown-row", values=(both("record.kind"), short(kind)),
            allowed=tuple(book.records),
        )  # fmt: skip
    return book.records[kind]
