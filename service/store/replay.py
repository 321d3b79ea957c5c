"""The journal is enough: every record made again from its entries."""

from dataclasses import dataclass

import sqlalchemy as sa

from service.records.kept import Key, Record
from service.store import tables
from service.store.account_tables import party
from service.store.engine import writing
from service.store.journal import all_entries, read_head
from service.store.parties import insert_parties
from service.store.store import Store
from service.store.view import applied, record_of, row_of

# Technical: rows written at a time.
BATCH = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """What a rebuild did: entries replayed, records made, and those that stood otherwise before."""

    entries: int
    records: int
    different: tuple[Key, ...]


def replayed(connection: sa.Connection) -> tuple[int, dict[Key, Record]]:
    """Return the number of entries and every record as the journal tells it."""
    records: dict[Key, Record] = {}
    count = 0
    for count, entry in enumerate(all_entries(connection), start=1):  # noqa: B007  # the count is used after the loop
        records[entry.key] = applied(records.get(entry.key), entry)
    return count, records


def standing(connection: sa.Connection) -> dict[Key, Record]:
    """Return every record as the state has it."""
    return {record.key: record for record in map(record_of, connection.execute(sa.select(tables.record)))}


def unlike(one: dict[Key, Record], other: dict[Key, Record]) -> tuple[Key, ...]:
    """Return the keys under which two states differ, in order."""

    def spelt(found: Record | None) -> object:
        return found and tuple(row_of(found).items())

    return tuple(key for key in sorted(one.keys() | other.keys()) if spelt(one.get(key)) != spelt(other.get(key)))


def rebuild(store: Store) -> Rebuilt:
    """Make the state anew from the journal, in one transaction; nobody writes meanwhile."""
    with writing(store.engine) as connection:
        read_head(connection, lock=True)
        entries, made = replayed(connection)
        different = unlike(standing(connection), made)
        connection.execute(sa.delete(party))
        connection.execute(sa.delete(tables.record))
        rows = [row_of(record) for record in made.values()]
        for first in range(0, len(rows), BATCH):
            connection.execute(sa.insert(tables.record), rows[first : first + BATCH])
        insert_parties(connection, made.values())
    return Rebuilt(entries=entries, records=len(made), different=different)
