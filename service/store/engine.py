"""Opens the database and makes sure that it promises what we promise: SQLite beside us, or PostgreSQL."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import PoolProxiedConnection

from service.store.asking import Asked
from service.store.errors import StoreUnavailable, UnsafeStore

# Technical: seconds that a writer waits for another one; connections kept and opened at most.
WAIT_SECONDS, KEPT, MORE = 20, 8, 24

# What SQLite has to answer: written ahead, every commit on the disk before it is told, references enforced,
# erased text overwritten and not only unlinked.
PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "busy_timeout": WAIT_SECONDS * 1000,
    "secure_delete": 1,
}

# The file is its owner's alone: the owner's permission bits, and those of group and world.
OWNER_BITS, OPEN_BITS = 0o600, 0o077

# What a database raises that cannot answer.
UNANSWERED = (sa.exc.OperationalError, sa.exc.InterfaceError, sa.exc.TimeoutError)

WRITING = "solidaritas_writing"
READ, WRITE = Asked(sa.text("BEGIN")), Asked(sa.text("BEGIN IMMEDIATE"))


def open_engine(address: str) -> sa.Engine:
    """Return an engine for ``address``: a file path, or ``postgresql://user@host/name``.

    Raises
    ------
    UnsafeStore
        If the address is of another kind, a folder is missing, or SQLite refuses a setting that durability needs.
    StoreUnavailable
        If nobody answers there.
    """
    if "://" not in address:
        return _sqlite(Path(address))
    try:
        url = sa.make_url(address)
    except sa.exc.ArgumentError as error:
        msg = f"the database address cannot be read: {error}"
        raise UnsafeStore(msg) from error
    if url.get_backend_name() != "postgresql":
        msg = f"{url.drivername} is not supported; give a file path for SQLite, or postgresql://user@host/name"
        raise UnsafeStore(msg)
    engine = sa.create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_size=KEPT,
        max_overflow=MORE,
        pool_pre_ping=True,
        hide_parameters=True,  # an error must not carry people's data into a log
        connect_args={"connect_timeout": WAIT_SECONDS, "options": "-c synchronous_commit=on"},
    )
    with answering(), engine.connect() as connection:
        told = {name: connection.exec_driver_sql(f"SHOW {name}").scalar_one() for name in ("fsync", "server_encoding")}
    if told != {"fsync": "on", "server_encoding": "UTF8"}:
        msg = f"PostgreSQL answers {told}; needed are fsync=on and server_encoding=UTF8"
        raise UnsafeStore(msg)
    return engine


def _sqlite(path: Path) -> sa.Engine:
    if not path.parent.is_dir():
        msg = f"the folder of the database is missing: {path.parent}"
        raise UnsafeStore(msg)
    if os.name == "posix":
        path.touch(mode=OWNER_BITS)
        bits = path.stat().st_mode & OPEN_BITS
        if bits:
            msg = f"{path} can be read by others on this machine; make it yours alone: chmod 600"
            raise UnsafeStore(msg)
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(path)),
        pool_size=KEPT,
        max_overflow=MORE,
        hide_parameters=True,
        connect_args={"timeout": WAIT_SECONDS},
    )
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin)
    with answering(), engine.connect() as connection:
        told = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in PRAGMAS}
    if told != PRAGMAS:
        msg = f"SQLite answers {told}; needed are {PRAGMAS}"
        raise UnsafeStore(msg)
    return engine


def _prepare(connection: Any, _: PoolProxiedConnection) -> None:
    """Set what must be set for every connection anew; transactions are begun by us and not by the driver."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for name, value in PRAGMAS.items():
        cursor.execute(f"PRAGMA {name} = {value}")
    cursor.close()


def _begin(connection: sa.Connection) -> None:
    """Take the one writer's place at once, so that no reader finds out too late that it cannot write."""
    writing = connection.get_execution_options().get(WRITING, False)
    (WRITE if writing else READ).ask(connection, {})


@contextmanager
def answering() -> Iterator[None]:
    """Turn what a database says when it cannot answer into ``StoreUnavailable``."""
    try:
        yield
    except UNANSWERED as error:
        raise no_answer(error) from error


def no_answer(error: BaseException) -> StoreUnavailable:
    """Return what a caller is told of a database that cannot answer."""
    return StoreUnavailable(f"the database does not answer: {error}")


def read_from(engine: sa.Engine) -> sa.Connection:
    """Return a connection that sees one moment until it is closed."""
    connection = engine.connect()
    try:
        if engine.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        connection.begin()
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Return a connection that sees one moment, however long it reads."""
    with answering(), read_from(engine) as connection:
        yield connection


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Return a connection whose work is kept whole, or not at all when the block raises."""
    with answering(), engine.connect() as connection:
        connection.execution_options(**{WRITING: True})
        with connection.begin():
            yield connection
