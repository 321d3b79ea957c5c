"""Whose calendar a secret address opens: only the digest of its token is kept."""

from dataclasses import dataclass

import sqlalchemy as sa

from service.records.kept import Key
from service.store import work_tables
from service.store.canonical import sha256
from service.store.errors import UnknownRecord
from service.store.unit import Unit
from service.store.view import View

# The kind under which a feed stands in the record; its id is the member's.
KIND = "feed"

OPEN, CLOSED = "open", "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A calendar that somebody follows: of which member of which programme."""

    programme: str
    member: str


def renew_feed(unit: Unit, key: Key, *, token: str) -> None:
    """Open the feed of member ``key.id`` under a new token; a former one opens nothing any more."""
    try:
        record = unit.get(key)
    except UnknownRecord:
        unit.create(key, {"member": key.id}, state=OPEN)
    else:
        unit.change(record, state=OPEN, event="feed:renew")
    close_token(unit, key)
    row = {"programme": key.programme, "id": key.id, "member": key.id, "token": sha256(token), "by": unit.by}
    unit.connection.execute(sa.insert(work_tables.feed).values(row))


def close_feed(unit: Unit, key: Key) -> None:
    """Close a feed: its address opens nothing any more."""
    unit.change(unit.get(key), state=CLOSED, event="feed:close")
    close_token(unit, key)


def close_token(unit: Unit, key: Key) -> None:
    """Forget the token of a feed."""
    table = work_tables.feed
    where = (table.c.programme == key.programme, table.c.id == key.id)
    unit.connection.execute(sa.delete(table).where(*where))


def opened_by(view: View, token: str) -> Feed | None:
    """Return the feed that a token opens, or None."""
    table = work_tables.feed.c
    query = sa.select(table.programme, table.member).where(table.token == sha256(token))
    row = view.connection.execute(query).one_or_none()
    return None if row is None else Feed(programme=row.programme, member=row.member)
