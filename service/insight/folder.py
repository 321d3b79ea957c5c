"""Everything on record of a programme, and of one partnership with what hangs on it."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from data.book import Book
from data.recording import RecordKind
from service.lifecycle.case import Case
from service.records.kept import Key, Record

# Nouns of the record below which other kinds stand.
PARTNERSHIP, MEMBER = "partnership", "member"

# Unit of a field that numbers the yearly editions of a record.
YEAR = "year"


class Touch(NamedTuple):
    """The newest entry of a record: its day, and the role that made it."""

    day: dt.date
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """One partnership, and every record that stands below it or below one of its members.

    Parameters
    ----------
    book, record
        The programme's tables, and the partnership.
    others
        Kind to its records, those of this partnership and those of its members.
    names
        Member id to name.
    touched
        Newest entry of every record.
    kept
        Kinds that the programme keeps at all; what it never kept is not missing.
    """

    book: Book
    record: Record
    others: Mapping[str, tuple[Record, ...]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    touched: Mapping[Key, Touch] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """The partnership's id."""
        return self.record.key.id

    @property
    def case(self) -> Case:
        """The partnership as the gates see it."""
        return Case(self.book, self.record.data)

    @property
    def ending(self) -> str:
        """``whole`` or ``early`` when it is over, else empty."""
        means = self.book.states[self.record.state].means
        return means if means in {"whole", "early"} else ""

    def last_day(self, today: dt.date) -> dt.date:
        """Return the day up to which anything could be expected: today, or the day on which it was over."""
        since = self.record.data.get("since")
        return min(today, dt.date.fromisoformat(since)) if self.ending and since else today

    @property
    def members(self) -> tuple[str, ...]:
        """The mentor's and the mentees' member ids, a mentor that is not chosen yet left out."""
        mentor = self.record.data.get("mentor")
        return (*((mentor,) if mentor else ()), *self.case.mentees)

    def of(self, kind: str) -> tuple[Record, ...]:
        """Return the records of a kind that count, those in void states left out."""
        row = self.book.records.get(kind)
        void = row.void if row else ()
        return tuple(record for record in self.others.get(kind, ()) if record.state not in void)

    def name(self, member: str) -> str:
        """Return a member's name, or its id where no name is known."""
        return self.names.get(member, member)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What a programme has on record at one moment.

    Parameters
    ----------
    book
        The programme's tables.
    partnerships, letters, members
        In order of id.
    others
        Every other kind to its records.
    touched
        Newest entry of every record.
    """

    book: Book
    partnerships: tuple[Record, ...] = ()
    letters: tuple[Record, ...] = ()
    members: tuple[Record, ...] = ()
    others: Mapping[str, tuple[Record, ...]] = field(default_factory=dict)
    touched: Mapping[Key, Touch] = field(default_factory=dict)

    def folders(self) -> tuple[Folder, ...]:
        """Return a folder for each partnership, in order of id."""
        names = {member.key.id: str(member.data.get("name", member.key.id)) for member in self.members}
        below: dict[tuple[str, str], dict[str, list[Record]]] = {}
        for kind, records in self.others.items():
            row = self.book.records.get(kind)
            for record in records if row else ():
                for home in self._homes(row, record):
                    below.setdefault(home, {}).setdefault(kind, []).append(record)
        kept = frozenset(kind for kind, records in self.others.items() if records)
        return tuple(
            Folder(
                book=self.book,
                record=record,
                others=_merged(below, record),
                names=names,
                touched=self.touched,
                kept=kept,
            )
            for record in self.partnerships
        )

    def _homes(self, kind: RecordKind | None, record: Record) -> Iterator[tuple[str, str]]:
        """Yield the partnership or the member below which a record stands, through its parents."""
        while kind is not None and kind.parent:
            parent = kind.field(kind.parent)
            target, key = parent.target if parent else "", str(record.data.get(kind.parent, ""))
            if target in {PARTNERSHIP, MEMBER}:
                yield target, key
                return
            kind = self.book.records.get(target)
            found = next((one for one in self.others.get(target, ()) if one.key.id == key), None)
            if found is None:
                return
            record = found


def newest(kind: RecordKind, records: tuple[Record, ...]) -> tuple[Record, ...]:
    """Return the records of a kind that is kept anew each year, only the last of each member; all of other kinds."""
    yearly = next((name for name in kind.key if (told := kind.field(name)) and told.unit == YEAR), "")
    if not yearly:
        return records
    last: dict[object, Record] = {}
    for record in sorted(records, key=lambda one: int(one.data[yearly])):
        last[record.data.get(MEMBER)] = record
    return tuple(last.values())


def _merged(
    below: Mapping[tuple[str, str], Mapping[str, list[Record]]], record: Record
) -> Mapping[str, tuple[Record, ...]]:
    """Return what stands below a partnership and below its members, by kind and without doubles."""
    members = [record.data.get("mentor", ""), *record.data["mentees"]]
    homes = [(PARTNERSHIP, record.key.id), *((MEMBER, str(member)) for member in members)]
    found: dict[str, dict[Key, Record]] = {}
    for home in homes:
        for kind, records in below.get(home, {}).items():
            found.setdefault(kind, {}).update({one.key: one for one in records})
    return {kind: tuple(records.values()) for kind, records in found.items()}
