"""Who is told of entries of the journal: where, with which secret, up to which number, and how often it failed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from service.records.kept import Key
from service.store import work_tables
from service.store.engine import reading, writing
from service.store.store import Store
from service.store.unit import Unit
from service.store.view import View

# The kind under which a subscriber stands in the record.
KIND = "webhook"

ACTIVE, PAUSED, DISABLED = "active", "paused", "disabled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """One address that is told.

    Parameters
    ----------
    programme, id
        Whose it is, and its name.
    address, secret
        Where entries are posted, and what signs them.
    kinds
        Kinds of record of which it is told; empty for all.
    position
        Number of the last entry that it took.
    failures, due
        Failures since the last success, and the instant before which it is not tried again.
    state
        ``active``, ``paused`` by somebody, or ``disabled`` after too many failures.
    said
        What went wrong last.
    """

    programme: str
    id: str
    address: str
    secret: str
    kinds: tuple[str, ...]
    position: int
    failures: int
    due: str
    state: str
    said: str

    @property
    def key(self) -> Key:
        """Where it stands in the record."""
        return Key(self.programme, KIND, self.id)


def subscribe(unit: Unit, key: Key, *, address: str, secret: str, kinds: Sequence[str], position: int) -> None:
    """Put a subscriber on record; its secret stands beside the record and never in the journal."""
    unit.create(key, {"address": address, "kinds": list(kinds)}, state=ACTIVE)
    row = {
        "programme": key.programme,
        "id": key.id,
        "address": address,
        "secret": secret,
        "kinds": json.dumps(list(kinds)),
        "position": position,
        "state": ACTIVE,
    }
    unit.connection.execute(sa.insert(work_tables.subscriber).values(row))


def change_subscriber(unit: Unit, key: Key, *, data: Mapping[str, Any], state: str, position: int | None) -> None:
    """Change where and of what it is told; with ``position`` everything behind that number is told again."""
    unit.change(unit.get(key), data, state=state, event="webhook:set")
    new: dict[str, Any] = {"address": data["address"], "kinds": json.dumps(data["kinds"]), "state": state}
    new |= {"failures": 0, "due": "", "said": "", **({} if position is None else {"position": position})}
    unit.connection.execute(sa.update(work_tables.subscriber).where(*_at(key)).values(new))


def subscriber_of(view: View, key: Key) -> Subscriber:
    """Return a subscriber that is on record."""
    view.get(key)
    return _subscriber(view.connection.execute(sa.select(work_tables.subscriber).where(*_at(key))).one())


class SubscriberBook:
    """What a worker does with subscribers: each call is a transaction of its own."""

    def __init__(self, store: Store) -> None:
        """Work on ``store``."""
        self.store = store

    def due(self, *, at: str) -> list[Subscriber]:
        """Return the active subscribers that may be tried at ``at``."""
        table = work_tables.subscriber.c
        query = sa.select(work_tables.subscriber).where(table.state == ACTIVE, table.due <= at)
        with reading(self.store.engine) as connection:
            return [_subscriber(row) for row in connection.execute(query.order_by(table.programme, table.id))]

    def lease(self, one: Subscriber, *, until: str) -> bool:
        """Keep other workers from telling it until ``until``; return False when another was quicker."""
        return self._moved(one, {"due": until}, before=one.due)

    def took(self, one: Subscriber, *, position: int, at: str) -> bool:
        """Keep that it took everything up to ``position``; return False when somebody set it anew meanwhile."""
        return self._moved(one, {"position": position, "failures": 0, "said": "", "due": at}, before=None)

    def failed(self, one: Subscriber, *, said: str, due: str, disable: bool) -> None:
        """Keep that it did not take an entry, and when it is tried again."""
        state = {"state": DISABLED} if disable else {}
        told = {"failures": one.failures + 1, "said": said[: work_tables.SENTENCE], "due": due}
        self._moved(one, {**told, **state}, before=None)

    def _moved(self, one: Subscriber, new: Mapping[str, Any], *, before: str | None) -> bool:
        table = work_tables.subscriber
        where = [*_at(one.key), table.c.state == ACTIVE, table.c.position == one.position]
        where += [] if before is None else [table.c.due == before]
        with writing(self.store.engine) as connection:
            return bool(connection.execute(sa.update(table).where(*where).values(dict(new))).rowcount)


def _at(key: Key) -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
    table = work_tables.subscriber.c
    return table.programme == key.programme, table.id == key.id


def _subscriber(row: sa.Row[Any]) -> Subscriber:
    told = dict(row._mapping)  # noqa: SLF001  # SQLAlchemy's documented name for a row as a mapping
    return Subscriber(**{**told, "kinds": tuple(json.loads(row.kinds))})
