"""Writes: entry, head, state, plain text and kept answer in one transaction."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from service.records.caller import account_of
from service.records.kept import Key, Record
from service.store import journal, personal, tables
from service.store.asking import Asked
from service.store.canonical import canonical, check_storable, difference, same
from service.store.errors import KeyReused, RecordExists, StaleVersion, UnknownRecord
from service.store.journal import Entry, Head
from service.store.parties import DELETED, keep_parties
from service.store.view import ONE, View, at, record_of, row_of

# What every unit of work writes and asks, made once: only the values change.
ENTER, STAND = Asked(sa.insert(tables.journal)), Asked(sa.insert(tables.record))
AGAIN = Asked(
    sa.update(tables.record).where(*(tables.record.c[name] == sa.bindparam(name) for name in Key._fields)),
    "version",
    "state",
    "data",
)
HEAD, KEEP = Asked(sa.update(tables.head), "seq", "hash"), Asked(sa.insert(tables.answer))
ANSWERED = Asked(
    sa.select(*tables.answer.c["request", "status", "headers", "body"]).where(
        tables.answer.c.caller == sa.bindparam("by"), tables.answer.c.key == sa.bindparam("name")
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a request was answered, byte for byte, so that the same request is answered the same."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Unit(View):
    """One unit of work: what it reads nobody changes meanwhile, what it writes stands in the journal too.

    Parameters
    ----------
    connection
        Has a transaction for writing.
    at, by
        The instant and the caller (role and account) that every entry will carry.
    salt
        Makes the salts of commitments.
    """

    def __init__(self, connection: sa.Connection, *, at: str, by: str, salt: Callable[[], str]) -> None:
        """Wait for one's turn: the head is locked until the unit ends."""
        super().__init__(connection)
        self.at, self.by = at, by
        # A key is the account's, in whichever role it came.
        self._caller = account_of(by) or by
        self._salt = salt
        self._head = journal.read_head(connection, lock=True)

    def create(
        self, key: Key, data: Mapping[str, Any], *, state: str = "", plain: Mapping[str, Any] | None = None
    ) -> Record:
        """Make a record; ``plain`` holds what is about people.

        Raises
        ------
        RecordExists
            If there is one under this key.
        UnstorableValue
            If a value has no one spelling.
        """
        if ONE.ask(self.connection, key._asdict()):
            raise RecordExists(key)
        check_storable(data)
        new = {**data, **self._sealed(key, {}, plain or {})}
        return self._write(None, key, data=new, state=state, event="create", reason="")

    def change(
        self,
        record: Record,
        data: Mapping[str, Any] | None = None,
        *,
        state: str | None = None,
        event: str = "change",
        reason: str = "",
        plain: Mapping[str, Any] | None = None,
    ) -> Record:
        """Give ``record``, read in this unit, new data or a new state; what stays the same makes no new version.

        Raises
        ------
        StaleVersion
            If ``record`` is not the version that stands.
        UnstorableValue
            If a value has no one spelling.
        """
        self.expect(record.key, str(record.version))
        kept = {name: record.data[name] for name in (personal.SEALED, personal.ERASED) if name in record.data}
        new = dict(record.data) if data is None else {**data, **kept}
        check_storable(new)
        if plain is not None:
            new.pop(personal.SEALED, None)
            new |= self._sealed(record.key, kept.get(personal.SEALED, {}), plain)
        to = record.state if state is None else state
        if event == "change" and to == record.state and same(new, record.data):
            return record
        return self._write(record, record.key, data=new, state=to, event=event, reason=reason)

    def erase(self, record: Record, *, reason: str) -> Record:
        """Forget everything about people in a record, in all its versions; the chain stays whole."""
        self.expect(record.key, str(record.version))
        personal.forget(self.connection, record.key)
        kept = {name: value for name, value in record.data.items() if name != personal.SEALED}
        new = {**kept, personal.ERASED: self.at}
        return self._write(record, record.key, data=new, state=record.state, event="erase", reason=reason)

    def delete(self, record: Record, *, reason: str = "") -> Record:
        """Take a record away: nobody finds it any more, the journal keeps it, its id is spent."""
        self.expect(record.key, str(record.version))
        return self._write(record, record.key, data=record.data, state=DELETED, event="delete", reason=reason)

    def restore(self, key: Key, *, reason: str = "") -> Record:
        """Bring a deleted record back as it was.

        Raises
        ------
        UnknownRecord
            If it was not deleted.
        """
        row = self.connection.execute(
            sa.select(tables.record).where(*at(tables.record, key), tables.record.c.state == DELETED)
        ).one_or_none()
        if row is None:
            raise UnknownRecord(key)
        gone = record_of(row)
        before = self.version(key, gone.version - 1)
        return self._write(gone, key, data=gone.data, state=before.state, event="restore", reason=reason)

    def expect(self, key: Key, version: str) -> Record:
        """Return the record if it stands at ``version``.

        Raises
        ------
        StaleVersion
            If somebody changed it in between.
        """
        found = self.get(key)
        if str(found.version) != version:
            raise StaleVersion(key, expected=version, found=found.version)
        return found

    def answered(self, key: str, *, request: str) -> Answer | None:
        """Return what this caller's request under ``key`` was answered, or None if it is new.

        Raises
        ------
        KeyReused
            If the key came with another request.
        """
        found = ANSWERED.ask(self.connection, {"by": self._caller, "name": key})
        if not found:
            return None
        known, status, headers, body = found[0]
        if known != request:
            raise KeyReused(key)
        return Answer(status=status, headers=json.loads(headers), body=bytes(body))

    def keep_answer(self, key: str, answer: Answer, *, request: str) -> None:
        """Keep an answer with what it answers for, in the same transaction."""
        row = {
            "caller": self._caller,
            "key": key,
            "request": request,
            "seq": self._head.seq,
            "status": answer.status,
            "headers": canonical(dict(answer.headers)),
            "body": answer.body,
        }
        KEEP.ask(self.connection, row)

    def _sealed(self, key: Key, old: Mapping[str, str], plain: Mapping[str, Any]) -> dict[str, Any]:
        """Return the commitments to ``plain``; what did not change keeps its commitment."""
        check_storable(plain)
        sealed = {}
        for name, value in plain.items():
            stays = name in old and same(personal.unseal(self.connection, old[name]), value)
            sealed[name] = (
                old[name] if stays else personal.seal(self.connection, key, name, value=value, salt=self._salt())
            )
        return {personal.SEALED: sealed} if sealed else {}

    def _write(
        self, old: Record | None, key: Key, *, data: Mapping[str, Any], state: str, event: str, reason: str
    ) -> Record:
        """Write the entry, the head and the state."""
        body: dict[str, Any] = {"change": difference(old.data if old else {}, data)}
        if old is None or old.state != state:
            body["state"] = state
        if reason:
            check_storable(reason)
            body["reason"] = reason
        entry = Entry(
            seq=self._head.seq + 1,
            at=self.at,
            by=self.by,
            key=key,
            version=old.version + 1 if old else 1,
            event=event,
            body=canonical(body),
            previous=self._head.hash,
            hash="",
        )
        self._head = Head(seq=entry.seq, hash=journal.link(entry))
        row = {name: getattr(entry, name) for name in ("seq", "at", "by", "version", "event", "body", "previous")}
        ENTER.ask(self.connection, {**row, **key._asdict(), "hash": self._head.hash})
        HEAD.ask(self.connection, {"seq": self._head.seq, "hash": self._head.hash})
        new = Record(key=key, version=entry.version, state=state, data=data)
        (AGAIN if old else STAND).ask(self.connection, row_of(new))
        keep_parties(self.connection, old, new)
        return new
