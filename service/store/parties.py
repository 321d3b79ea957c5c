"""Whose each record is, kept beside the record in the same transaction, so that lists can be cut in the query."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Literal

import sqlalchemy as sa

from service.records.kept import Key, Record
from service.records.parties import MEMBER, PARTNERSHIP, Party, Sight, parties_of
from service.store.account_tables import party
from service.store.asking import Asked

Relation = Literal["own", "partner", "stranger"]

# A record that stands there no more belongs to nobody.
DELETED = "deleted"

ADD = Asked(sa.insert(party))


def standing_parties(record: Record) -> frozenset[Party]:
    """Return the parties of a record as it stands; a deleted one has none."""
    return frozenset() if record.state == DELETED else parties_of(record.key, record.data)


def keep_parties(connection: sa.Connection, old: Record | None, new: Record) -> None:
    """Keep whose ``new`` is; nothing is written where that stays the same."""
    found, wanted = standing_parties(old) if old else frozenset(), standing_parties(new)
    if found == wanted:
        return
    if found:
        where = [party.c[name] == value for name, value in new.key._asdict().items()]
        connection.execute(sa.delete(party).where(*where))
    for row in _rows(new, wanted):
        ADD.ask(connection, row)


def insert_parties(connection: sa.Connection, records: Iterable[Record]) -> None:
    """Write whose ``records`` are; none of them may be known yet."""
    rows = [row for record in records for row in _rows(record, standing_parties(record))]
    if rows:
        connection.execute(sa.insert(party), rows)


def _rows(record: Record, parties: Iterable[Party]) -> list[dict[str, Any]]:
    return [{**record.key._asdict(), **one._asdict()} for one in sorted(parties)]


def visible(programme: str, kind: str, sight: Sight) -> sa.ColumnElement[Any]:
    """Return the ids of ``kind`` that a caller sees, as a query to be asked within another."""
    where = {"programme": programme, "kind": kind}
    everyone = sight.own | sight.shared
    queries = [_ids(where, MEMBER, everyone), _ids(where, PARTNERSHIP, _partnerships(programme, everyone))]
    if sight.shared:
        theirs, joined = _partners(programme, sight.shared), _partnerships(programme, sight.shared)
        queries += [_ids(where, MEMBER, theirs), _ids(where, PARTNERSHIP, joined, owns=False)]
    return sa.union(*queries).scalar_subquery()


def relation(connection: sa.Connection, key: Key, member: str) -> Relation:
    """Return what a record is to ``member``: its own, its partner's, or a stranger's."""
    mine = frozenset({member} - {""})
    own = visible(key.programme, key.kind, Sight(own=mine))
    shared = visible(key.programme, key.kind, Sight(shared=mine))
    asked = sa.select(sa.literal(key.id).in_(own).label("own"), sa.literal(key.id).in_(shared).label("shared"))
    found = connection.execute(asked).one()
    return "own" if found.own else "partner" if found.shared else "stranger"


def _ids(where: Mapping[str, str], by: str, who: Any, *, owns: bool = True) -> sa.Select[Any]:
    """Return the ids of the records that ``who`` owns, or only looks at."""
    named = [party.c[name] == value for name, value in where.items()]
    return sa.select(party.c.id).where(*named, party.c.by == by, party.c.who.in_(who), party.c.owns == owns)


def _partnerships(programme: str, members: Collection[str]) -> sa.Select[Any]:
    """Return the partnerships that one of ``members`` is in."""
    other = party.alias()
    where = (other.c.programme == programme, other.c.kind == PARTNERSHIP, other.c.by == MEMBER)
    return sa.select(other.c.id).where(*where, other.c.who.in_(members))


def _partners(programme: str, members: Collection[str]) -> sa.Select[Any]:
    """Return the members with whom one of ``members`` shares a partnership, themselves among them."""
    other = party.alias()
    where = (other.c.programme == programme, other.c.kind == PARTNERSHIP, other.c.by == MEMBER)
    return sa.select(other.c.who).where(*where, other.c.id.in_(_partnerships(programme, members)))
