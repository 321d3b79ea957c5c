"""Backup and restore: everything that the store holds in one file, and back to any moment by replaying the journal.

The file is the same whatever the database: gzipped lines of JSON, a head that says what follows, a last line that
proves that nothing is missing.  So a record moves from SQLite to PostgreSQL by a backup and a restore.
"""

import base64
import gzip
import hashlib
import json
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa
from alembic.runtime.migration import MigrationContext

from service.records.kept import Key
from service.store import tables, work_tables
from service.store.engine import open_engine, reading, writing
from service.store.errors import StoreError
from service.store.journal import BEGINNING, Head, read_head
from service.store.migrate import migrate
from service.store.personal import SEALED
from service.store.replay import rebuild
from service.store.store import Store
from service.store.verify import Finding, verify

# What the first line of a backup calls itself; another form of file gets another number.
FORM = 1

# Technical: rows written at a time; the file is its owner's alone.
BATCH, OWNER_BITS = 1000, 0o600

# Tables that are not kept: who lives at this moment, and the version of the tables, which the first line says.
LEFT_OUT = ("worker", "alembic_version")

# Who writes what a restore has to add, and why it does.
BY, ERASED_LATER = "service:restore", "erased after the moment restored"


class BadBackup(StoreError, ValueError):
    """The file is no backup, or not a whole one; nothing was restored."""


class NotEmpty(StoreError, ValueError):
    """There is something already; neither a backup nor a restore writes over it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a restore did: the head reached, the entries cut off behind it, and what does not fit (nothing)."""

    head: Head
    cut: int
    findings: tuple[Finding, ...]


def back_up(store: Store, path: Path, *, at: str) -> Head:
    """Write everything that stands at this moment into a new file, while others read and write on; return the head.

    Raises
    ------
    NotEmpty
        If the file is there already.
    OSError
        If it cannot be written; what was begun is taken away.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_BITS)
    except FileExistsError as error:
        msg = f"{path} is there already"
        raise NotEmpty(msg) from error
    whole = False
    try:
        with os.fdopen(handle, "wb") as file:
            head = _write(store, file, at=at)
            file.flush()
            os.fsync(file.fileno())
        whole = True
    finally:
        if not whole:
            path.unlink(missing_ok=True)
    return head


def _write(store: Store, file: IO[bytes], *, at: str) -> Head:
    digest = hashlib.sha256()
    with reading(store.engine) as connection, gzip.GzipFile(fileobj=file, mode="wb", mtime=0) as packed:

        def say(told: Any) -> None:
            line = json.dumps(told, ensure_ascii=False, default=_bytes_said).encode("utf8", "surrogatepass") + b"\n"
            digest.update(line)
            packed.write(line)

        head = read_head(connection)
        version = MigrationContext.configure(connection).get_current_revision()
        say({"solidaritas": FORM, "tables": version, "at": at, "seq": head.seq, "hash": head.hash})
        for table in _kept(tables.metadata):
            names = list(table.c.keys())
            say({"table": table.name, "columns": names})
            query = sa.select(table).order_by(*table.primary_key.columns).execution_options(yield_per=BATCH)
            for row in connection.execute(query):
                say(list(row))
        packed.write(json.dumps({"sha256": digest.hexdigest()}).encode() + b"\n")
    return head


def restore(path: Path, address: str, *, at: str, until: str = "") -> Restored:
    """Make a new record from a backup, and check it.

    Parameters
    ----------
    path
        The backup.
    address
        A file that is not there yet, or an empty PostgreSQL database.
    at
        The instant of the restore, for entries that it has to add.
    until
        Number of the last entry that shall stand, or an instant (``2027-03-01T00:00:00Z``): the last entry up to it;
        empty for everything.

    Raises
    ------
    BadBackup
        If the file is damaged, of another form, or does not reach so far.
    NotEmpty
        If there is something at ``address``.

    Notes
    -----
    What was erased after ``until`` stays erased: the journal then ends with an entry that says so.  Subscribers are
    paused, so that a copy tells nobody; jobs that ran wait again.
    """
    header, digest_ok = _header(path)
    if not digest_ok:
        msg = f"{path} is damaged or cut short: its last line does not fit the others"
        raise BadBackup(msg)
    cut = _cut(path, header, until)
    _refuse_full(address)
    engine, whole = open_engine(address), False
    try:
        migrate(engine, to=header["tables"])
        with writing(engine) as connection:
            _load(connection, path, cut=cut)
        whole = True
    finally:
        engine.dispose()
        if not whole and "://" not in address:  # a file that holds nothing would only be in the way
            Path(address).unlink(missing_ok=True)
    store = Store(address)
    try:
        rebuild(store)
        _settle(store, at=at)
        with store.read() as view:
            head = view.head()
        return Restored(head=head, cut=header["seq"] - cut, findings=verify(store.engine))
    finally:
        store.close()


def _kept(metadata: sa.MetaData) -> list[sa.Table]:
    return [table for table in metadata.sorted_tables if table.name not in LEFT_OUT]


def _bytes_said(value: Any) -> dict[str, str]:
    return {"base64": base64.b64encode(bytes(value)).decode()}


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with gzip.open(path, "rb") as packed:
            yield from packed
    except (EOFError, OSError, zlib.error) as error:
        if isinstance(error, FileNotFoundError | PermissionError | IsADirectoryError):
            raise
        msg = f"{path} is damaged or cut short: {error}"
        raise BadBackup(msg) from error


def _header(path: Path) -> tuple[dict[str, Any], bool]:
    """Return the first line, and whether the last proves all lines before it."""
    digest, last, first = hashlib.sha256(), b"", b""
    for line in _lines(path):
        digest.update(last)
        first, last = first or line, line
    try:
        header, proof = json.loads(first), json.loads(last)
        known = header["solidaritas"] == FORM
    except (ValueError, KeyError, TypeError) as error:
        msg = f"{path} is no backup of this program"
        raise BadBackup(msg) from error
    if not known:
        msg = f"{path} is a backup of form {header['solidaritas']}, this program reads form {FORM}"
        raise BadBackup(msg)
    return header, proof == {"sha256": digest.hexdigest()}


def _rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every row with the name of its table, as the columns of the backup."""
    name, columns = "", []
    for line in _lines(path):
        told = json.loads(line)
        if isinstance(told, dict):
            name, columns = told.get("table", ""), told.get("columns", [])
        else:
            yield name, dict(zip(columns, map(_value, told), strict=True))


def _value(told: Any) -> Any:
    return base64.b64decode(told["base64"]) if isinstance(told, dict) else told


def _cut(path: Path, header: dict[str, Any], until: str) -> int:
    """Return the number of the last entry that shall stand."""
    if not until:
        return int(header["seq"])
    if until.isascii() and until.isdigit():
        seq = int(until)
    else:
        entries = (row for name, row in _rows(path) if name == tables.journal.name)
        seq = max((row["seq"] for row in entries if row["at"] <= until), default=0)
    if not 1 <= seq <= header["seq"]:
        msg = f"{path} holds the entries 1 to {header['seq']}, none is {until}"
        raise BadBackup(msg)
    return seq


def _refuse_full(address: str) -> None:
    msg = "there is a record already; a restore writes over nothing"
    if "://" not in address:
        if Path(address).exists():
            raise NotEmpty(msg)
        return
    engine = open_engine(address)
    with reading(engine) as connection:
        full = sa.inspect(connection).has_table(tables.journal.name)
    engine.dispose()
    if full:
        raise NotEmpty(msg)


def _load(connection: sa.Connection, path: Path, *, cut: int) -> None:
    """Write the rows that stood at the cut; the state is rebuilt from them afterwards."""
    found = sa.MetaData()
    found.reflect(connection)
    head, waiting = Head(seq=0, hash=BEGINNING), list[dict[str, Any]]()
    current = ""
    for name, row in _rows(path):
        if name != current or len(waiting) >= BATCH:
            _insert(connection, found, current, waiting)
            current, waiting = name, []
        if name in {tables.record.name, tables.head.name} or (row.get("seq", 0) > cut and name != "sign_in"):
            continue
        if name == tables.journal.name and row["seq"] == cut:
            head = Head(seq=row["seq"], hash=row["hash"])
        waiting.append(row)
    _insert(connection, found, current, waiting)
    connection.execute(sa.update(found.tables[tables.head.name]).values(seq=head.seq, hash=head.hash))


def _insert(connection: sa.Connection, found: sa.MetaData, name: str, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(sa.insert(found.tables[name]), rows)


def _settle(store: Store, *, at: str) -> None:
    """Leave nothing beside the journal that the journal does not know, and tell nobody."""
    record, personal = tables.record.c, tables.personal
    with writing(store.engine) as connection:
        sealed: dict[str, Key] = {}
        told = sa.select(tables.journal).order_by(tables.journal.c.seq).execution_options(yield_per=BATCH)
        for row in connection.execute(told):
            key = Key(row.programme, row.kind, row.id)
            if row.event == "erase":
                sealed = {one: whose for one, whose in sealed.items() if whose != key}
            change = json.loads(row.body)["change"].get(SEALED) or {}
            sealed |= {one: key for one in change.values() if one}
        kept = set(connection.execute(sa.select(personal.c.commitment)).scalars())
        for one in sorted(kept - sealed.keys()):
            connection.execute(sa.delete(personal).where(personal.c.commitment == one))
        for table, kind in ((work_tables.job, "job"), (work_tables.subscriber, "webhook"), (work_tables.feed, "feed")):
            known = sa.select(record.id).where(record.programme == table.c.programme, record.kind == kind)
            connection.execute(sa.delete(table).where(table.c.id.not_in(known)))
        again = {"state": "waiting", "worker": "", "put": "", "ended": "", "result": "", "reason": ""}
        open_ones = sa.select(record.id).where(
            record.programme == work_tables.job.c.programme, record.kind == "job", record.state == "waiting"
        )
        connection.execute(sa.update(work_tables.job).where(work_tables.job.c.id.in_(open_ones)).values(again))
        connection.execute(sa.update(work_tables.subscriber).values(state="paused"))
    erased = sorted({key for one, key in sealed.items() if one not in kept})
    if erased:
        with store.write(at=at, by=BY) as unit:
            for key in erased:
                unit.erase(unit.get(key), reason=ERASED_LATER)
