"""The databases that every test of the record runs on: a new SQLite file, a new PostgreSQL database."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from service.store import Store

# Where a PostgreSQL server lets the tests make and drop databases of their own; the second is what a laptop has.
VARIABLE, USUAL = "SOLIDARITAS_TEST_POSTGRES", "postgresql://127.0.0.1:5432/postgres"
KINDS = ("sqlite", "postgresql")
AT = "2027-01-04T02:00:00Z"


@contextmanager
def address_of(kind: str, folder: Path) -> Iterator[str]:
    """Give the address of an empty database of ``kind`` and take the database away afterwards."""
    if kind == "sqlite":
        yield str(folder / f"{uuid.uuid4().hex}.db")
        return
    server = os.environ.get(VARIABLE, USUAL)
    name = f"solidaritas_test_{uuid.uuid4().hex}"
    try:
        psycopg.connect(server, connect_timeout=2).close()
    except psycopg.OperationalError as error:
        pytest.skip(f"no PostgreSQL at {server} (set {VARIABLE}): the record is not tested on it: {error}")
    _tell(server, f'CREATE DATABASE "{name}"')
    try:
        yield f"{server.rpartition('/')[0]}/{name}"
    finally:
        _tell(server, f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def store_of(kind: str, folder: Path) -> Iterator[Store]:
    """Give an empty store on a database of ``kind``."""
    with address_of(kind, folder) as address:
        store = Store(address)
        try:
            yield store
        finally:
            store.close()


def _tell(server: str, statement: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)
