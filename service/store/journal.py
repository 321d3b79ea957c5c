"""The journal: entries, the hash that chains them, and its head."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sqlalchemy as sa

from service.records.kept import Key
from service.store import tables
from service.store.asking import Asked
from service.store.canonical import canonical, sha256

# What stands before the first entry.
BEGINNING = "0" * tables.DIGITS

# Technical: entries fetched at a time while the whole journal is read.
BATCH = 1000

_HEAD = sa.select(tables.head.c.seq, tables.head.c.hash)
HEAD, LOCKED = Asked(_HEAD), Asked(_HEAD.with_for_update())


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One change of one record.

    Parameters
    ----------
    seq
        1, 2, 3 without a gap; order is by number, never by time.
    at
        The instant as it was told, ISO 8601 in UTC.
    by
        Who did it, by role.
    key, version
        Which record, and the version that the change made.
    event
        ``create``, ``change``, ``erase`` or ``step:<id>``.
    body
        Canonical JSON: ``change`` (merge patch of the data), ``state`` where it changed, ``reason`` where given.
    previous, hash
        The chain.
    """

    seq: int
    at: str
    by: str
    key: Key
    version: int
    event: str
    body: str
    previous: str
    hash: str

    @cached_property
    def told(self) -> dict[str, Any]:
        """The body as a mapping."""
        found: dict[str, Any] = json.loads(self.body)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The end of the journal: print it somewhere else, and nobody can shorten or replace the journal unseen."""

    seq: int
    hash: str

    def __str__(self) -> str:
        """Return ``seq:hash``, as ``audit verify --head`` takes it."""
        return f"{self.seq}:{self.hash}"


def link(entry: Entry) -> str:
    """Return the hash that belongs to ``entry``: SHA-256 over everything that it says and the hash before it."""
    said = [entry.seq, entry.at, entry.by, *entry.key, entry.version, entry.event, entry.body, entry.previous]
    return sha256(canonical(said))


def entry_of(row: sa.Row[Any]) -> Entry:
    """Return a row of the table as an entry."""
    return Entry(
        seq=row.seq,
        at=row.at,
        by=row.by,
        key=Key(row.programme, row.kind, row.id),
        version=row.version,
        event=row.event,
        body=row.body,
        previous=row.previous,
        hash=row.hash,
    )


def read_head(connection: sa.Connection, *, lock: bool = False) -> Head:
    """Return the head; with ``lock`` nobody else writes until the transaction ends."""
    [(seq, hash_)] = (LOCKED if lock else HEAD).ask(connection, {})
    return Head(seq=seq, hash=hash_)


def all_entries(connection: sa.Connection) -> Iterator[Entry]:
    """Yield the whole journal in order, a batch at a time."""
    query = sa.select(tables.journal).order_by(tables.journal.c.seq).execution_options(yield_per=BATCH)
    for row in connection.execute(query):
        yield entry_of(row)
