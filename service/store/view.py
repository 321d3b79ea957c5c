"""Reads: records, their earlier versions, the journal, the plain text that was not erased."""

import json
from collections.abc import Collection, Mapping
from typing import Any

import sqlalchemy as sa

from service.records.kept import Key, Record, Written
from service.records.parties import Sight
from service.store import journal, personal, tables
from service.store.asking import Asked
from service.store.canonical import canonical, patched
from service.store.errors import UnknownRecord
from service.store.journal import Entry, Head
from service.store.parties import DELETED, Relation, relation, visible

NUL = "\0"

# The questions that nearly every request asks, made once: only their values change.
_KEPT = sa.select(*tables.record.c["id", "version", "state", "data"])
ONE = Asked(_KEPT.where(*(tables.record.c[name] == sa.bindparam(name) for name in Key._fields)))
_BEHIND = (
    _KEPT.where(
        tables.record.c.programme == sa.bindparam("programme"),
        tables.record.c.kind == sa.bindparam("kind"),
        tables.record.c.id > sa.bindparam("after"),
    )
    .order_by(tables.record.c.id)
    .limit(sa.bindparam("most"))
)
ALL, IN_STATE = (
    Asked(_BEHIND.where(tables.record.c.state != DELETED)),
    Asked(_BEHIND.where(tables.record.c.state == sa.bindparam("state"))),
)


class View:
    """The record at one moment, through one connection."""

    def __init__(self, connection: sa.Connection) -> None:
        """Look through ``connection``, which has a transaction of its own."""
        self.connection = connection

    def get(self, key: Key) -> Record:
        """Return one record; raises as ``written`` does."""
        return self.written(key).read()

    def written(self, key: Key) -> Written:
        """Return one record as it is kept.

        Raises
        ------
        UnknownRecord
            If there is none, or it was deleted.
        """
        if any(NUL in part for part in key):  # no record has one in its name, and PostgreSQL takes none in a question
            raise UnknownRecord(key)
        found = ONE.ask(self.connection, key._asdict())
        if not found or found[0][2] == DELETED:
            raise UnknownRecord(key)
        return Written(key, *found[0][1:])

    def find(
        self,
        programme: str,
        kind: str,
        *,
        limit: int,
        after: str = "",
        state: str = "",
        sight: Sight | None = None,
        among: Collection[str] | None = None,
    ) -> list[Record]:
        """Return records in order of id, those behind ``after``; with an empty ``programme`` those of all.

        Parameters
        ----------
        limit, after, state, sight, among
            As for ``find_written``.
        """
        found = self.find_written(programme, kind, limit=limit, after=after, state=state, sight=sight, among=among)
        return [one.read() for one in found]

    def find_written(
        self,
        programme: str,
        kind: str,
        *,
        limit: int,
        after: str = "",
        state: str = "",
        sight: Sight | None = None,
        among: Collection[str] | None = None,
    ) -> list[Written]:
        """Return records as they are kept, in order of id.

        Parameters
        ----------
        sight
            Whose records they may be; None: anybody's.
        among
            Ids that they may have; None: any.
        """
        if programme and sight is None and among is None and state != DELETED:
            told = {"programme": programme, "kind": kind, "after": after, "state": state, "most": limit}
            rows = (IN_STATE if state else ALL).ask(self.connection, told)
            return [Written(Key(programme, kind, row[0]), *row[1:]) for row in rows]
        table = tables.record.c
        where = [table.kind == kind, table.id > after, table.state != DELETED]
        where += [table.programme == programme] if programme else []
        where += [table.id.in_(visible(programme, kind, sight))] if sight else []
        where += [table.id.in_(among)] if among is not None else []
        where += [table.state == state] if state else []
        query = sa.select(tables.record).where(*where).order_by(table.id).limit(limit)
        found = self.connection.execute(query)
        return [Written(Key(row.programme, row.kind, row.id), row.version, row.state, row.data) for row in found]

    def relation(self, key: Key, member: str) -> Relation:
        """Return what a record is to a member: ``own``, its ``partner``'s, or a ``stranger``'s."""
        return relation(self.connection, key, member)

    def entries(self, programme: str, *, limit: int, after: int = 0, kind: str = "", id_: str = "") -> list[Entry]:
        """Return entries of one programme's journal in order, those behind number ``after``."""
        table = tables.journal.c
        # One record's entries are few: found by its key and in the order of its versions, never by way of the numbers.
        is_one = bool(kind and id_)
        where = [table.programme == programme, (table.seq + 0 if is_one else table.seq) > after]
        where += [table.kind == kind] if kind else []
        where += [table.id == id_] if id_ else []
        order = table.version if is_one else table.seq
        query = sa.select(tables.journal).where(*where).order_by(order).limit(limit)
        return [journal.entry_of(row) for row in self.connection.execute(query)]

    def newest(self, key: Key | None, *, limit: int) -> list[Entry]:
        """Return the last entries of the whole journal, or of one record, in order."""
        table = tables.journal
        order = table.c.version if key else table.c.seq
        query = sa.select(table).where(*(at(table, key) if key else ())).order_by(order.desc()).limit(limit)
        return [journal.entry_of(row) for row in self.connection.execute(query)][::-1]

    def version(self, key: Key, number: int) -> Record:
        """Return a record as it was at version ``number``, from the journal.

        Raises
        ------
        UnknownRecord
            If it never was.
        """
        table = tables.journal
        query = sa.select(table).where(*at(table, key), table.c.version <= number).order_by(table.c.version)
        found: Record | None = None
        for row in self.connection.execute(query):
            found = applied(found, journal.entry_of(row))
        if found is None or found.version != number:
            raise UnknownRecord(key)
        return found

    def plain(self, record: Record) -> dict[str, Any]:
        """Return the plain text that the record's commitments stand for; None for what was erased."""
        sealed: Mapping[str, str] = record.data.get(personal.SEALED, {})
        return {name: personal.unseal(self.connection, one) for name, one in sealed.items()}

    def since_state(self, record: Record) -> list[Entry]:
        """Return the entry that brought ``record`` into the state where it stands, and every later one."""
        table = tables.journal
        query = sa.select(table).where(*at(table, record.key)).order_by(table.c.version.desc())
        found = []
        for row in self.connection.execute(query):
            found.append(journal.entry_of(row))
            if "state" in found[-1].told:
                break
        return found[::-1]

    def head(self) -> Head:
        """Return the end of the journal."""
        return journal.read_head(self.connection)


def applied(record: Record | None, entry: Entry) -> Record:
    """Return the record after ``entry``; what a replay does, entry by entry."""
    body = entry.told
    state = body.get("state", record.state if record else "")
    data = patched(record.data if record else {}, body["change"])
    return Record(key=entry.key, version=entry.version, state=state, data=data)


def record_of(row: sa.Row[Any]) -> Record:
    """Return a row of the table as a record."""
    key = Key(row.programme, row.kind, row.id)
    return Record(key=key, version=row.version, state=row.state, data=json.loads(row.data))


def row_of(record: Record) -> dict[str, Any]:
    """Return a record as a row of the table."""
    told = {"version": record.version, "state": record.state, "data": canonical(record.data)}
    return {**record.key._asdict(), **told}


def at(table: sa.Table, key: Key) -> tuple[sa.ColumnElement[bool], ...]:
    """Return the condition that finds one record's rows."""
    return tuple(table.c[name] == value for name, value in key._asdict().items())
