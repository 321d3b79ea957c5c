"""Whoever changes the record behind its back is found out, wherever it is."""

import random

import pytest
import sqlalchemy as sa

from service.records.kept import Key
from service.store import Store, tables, verify
from service.store.canonical import canonical
from service.store.journal import entry_of, link
from service.store.verify import _Check
from tests.service.store.databases import AT

EVENTS = 2000
FIELDS = ("at", "by", "programme", "kind", "id", "version", "event", "body", "previous", "hash")


@pytest.fixture(scope="module")
def long(tmp_path_factory):
    """Give a record with a journal of 2,000 entries, some of them erased, some about people."""
    store = Store(str(tmp_path_factory.mktemp("long") / "a.db"))
    with store.write(at=AT, by="facilitator") as unit:
        for number in range(EVENTS // 2):
            record = unit.create(Key("pks", "member", f"m-{number}"), {"n": number}, plain={"contact": f"p-{number}"})
            unit.erase(record, reason="asked") if number % 10 == 0 else unit.change(record, {"n": -number - 1})
    assert verify(store.engine) == ()
    yield store
    store.close()


def tampered(store, change):
    """Return what the checker finds while ``change`` is in force; it is taken back afterwards."""
    with store.engine.connect() as connection, connection.begin() as work:
        change(connection)
        found = _verified(connection)
        work.rollback()
    return found


def _verified(connection):
    check = _Check("")
    return [
        *check.journal(connection),
        *check.state(connection),
        *check.parties(connection),
        *check.plain(connection),
        *check.answers(connection),
    ]


def test_every_position_of_the_chain_notices_a_changed_field(long):
    """One field of every entry is changed, a different one in turn; the checker names every single entry."""
    table = tables.journal

    def change(connection):
        for name in FIELDS:
            touched = sa.update(table).where(table.c.seq % len(FIELDS) == FIELDS.index(name))
            new = table.c.version + EVENTS if name == "version" else sa.func.substr("x" + table.c[name], 1, 60)
            connection.execute(touched.values({name: new}))

    named = {one.where for one in tampered(long, change)}
    assert {f"journal {seq}" for seq in range(1, EVENTS + 1)} <= named


@pytest.mark.parametrize("seq", [1, 2, EVENTS // 2, EVENTS - 1, EVENTS])
@pytest.mark.parametrize("field", FIELDS)
def test_checker_finds_a_changed_field(long, seq, field):
    """The checker itself says so, at the first, a middle and the last entry."""
    table = tables.journal

    def change(connection):
        old = connection.execute(sa.select(table.c[field]).where(table.c.seq == seq)).scalar_one()
        new = old + 7 if field == "version" else f"another-{old}"[:40]
        connection.execute(sa.update(table).where(table.c.seq == seq).values({field: new}))

    assert any(f"journal {seq}" in one.where for one in tampered(long, change))


def _resealed(connection, seq):
    """Change an entry's body and compute its hash anew, as who knows how it is done would."""
    table = tables.journal
    row = connection.execute(sa.select(table).where(table.c.seq == seq)).one()
    entry = entry_of(row)
    body = canonical({**entry.told, "reason": "forged"})
    forged = type(entry)(**{**{name: getattr(entry, name) for name in entry.__dataclass_fields__}, "body": body})
    connection.execute(sa.update(table).where(table.c.seq == seq).values(body=body, hash=link(forged)))


TAMPERING = {
    "an entry deleted": lambda c, n: c.execute(sa.delete(tables.journal).where(tables.journal.c.seq == n)),
    "an entry forged with its hash": _resealed,
    "the end cut off": lambda c, n: c.execute(sa.delete(tables.journal).where(tables.journal.c.seq >= n)),
    "a record changed": lambda c, n: c.execute(
        sa.update(tables.record).where(tables.record.c.id == f"m-{n % 1000}").values(data="{}")
    ),
    "a record deleted": lambda c, n: c.execute(sa.delete(tables.record).where(tables.record.c.id == f"m-{n % 1000}")),
    "a record invented": lambda c, n: c.execute(
        sa.insert(tables.record).values(programme="pks", kind="member", id=f"x-{n}", version=1, state="", data="{}")
    ),
    "the head moved": lambda c, n: c.execute(sa.update(tables.head).values(seq=n + 9)),
}  # fmt: skip


@pytest.mark.parametrize("kind", TAMPERING)
def test_checker_finds_tampering_at_random_places(long, kind):
    """Deleting, forging, cutting, inventing: none of it passes."""
    chance = random.Random(kind)  # noqa: S311  # places, no secrets
    for seq in (1, EVENTS, *chance.sample(range(2, EVENTS), 2)):
        assert tampered(long, lambda connection, at=seq: TAMPERING[kind](connection, at)) != []


def test_checker_finds_changed_and_lost_plain_text_but_not_an_erased_one(long):
    """Text about people is outside the chain and still cannot be changed unseen."""
    table = tables.personal

    lost = tampered(long, lambda connection: connection.execute(sa.delete(table).where(table.c.id == "m-1")))
    changed = tampered(
        long,
        lambda c: c.execute(sa.update(table).where(table.c.id == "m-1").values(text='{"name":"contact","value":"x"}')),
    )

    assert [one.said.en for one in lost] == ["is gone without an erasure"]
    assert [one.said.en for one in changed] == ["is not the text that was committed to"]


def test_replaced_journal_is_found_by_the_head_that_was_printed(tmp_path):
    """Who replaces everything, head included, is found out by one line on paper."""
    stores = [Store(str(tmp_path / f"{name}.db")) for name in "ab"]
    for number, store in enumerate(stores):
        with store.write(at=AT, by="facilitator") as unit:
            unit.create(Key("pks", "member", "m-1"), {"n": number})
    with stores[0].read() as view:
        printed = str(view.head())

    assert verify(stores[0].engine, anchor=printed) == ()
    assert [one.where for one in verify(stores[1].engine, anchor=printed)] == ["head"]
    for store in stores:
        store.close()
