"""Plain text about people: kept apart, so that it can be erased while the journal keeps only a salted commitment."""

import json
from typing import Any

import sqlalchemy as sa

from service.records.kept import Key
from service.store import tables
from service.store.canonical import canonical, sha256

# Under this name a record's data hold commitments instead of plain text, and the day of an erasure.
SEALED, ERASED = "sealed", "erased"


KEEP = sa.insert(tables.personal)
TEXT = sa.select(tables.personal.c.text).where(tables.personal.c.commitment == sa.bindparam("sealed"))


def commitment(name: str, value: Any, salt: str) -> str:
    """Return what the journal may know of ``value``: nothing, without the salt."""
    return sha256(canonical([salt, name, value]))


def seal(connection: sa.Connection, key: Key, name: str, *, value: Any, salt: str) -> str:
    """Keep ``value`` as erasable plain text and return its commitment."""
    sealed = commitment(name, value, salt)
    text = canonical({"name": name, "value": value})
    row = {"commitment": sealed, "salt": salt, "text": text, **key._asdict()}
    connection.execute(KEEP, row)
    return sealed


def unseal(connection: sa.Connection, sealed: str) -> Any:
    """Return the plain text behind a commitment, or None where it was erased."""
    text = connection.execute(TEXT, {"sealed": sealed}).scalar_one_or_none()
    return None if text is None else json.loads(text)["value"]


def forget(connection: sa.Connection, key: Key) -> None:
    """Delete every plain text of a record, those of earlier versions too."""
    table = tables.personal.c
    where = (table.programme == key.programme, table.kind == key.kind, table.id == key.id)
    connection.execute(sa.delete(tables.personal).where(*where))
