"""Whose a record is: the queries against a plain reading of all records, on random small worlds and both databases."""

import random

import pytest
import sqlalchemy as sa

from service.records.kept import Key
from service.records.parties import Sight
from service.store import RecordExists, UnknownRecord, rebuild, verify
from service.store.account_tables import party
from service.store.engine import open_engine
from service.store.migrate import migrate
from tests.service.store.databases import AT

MEMBERS = tuple(f"m-{number}" for number in range(7))
KINDS = ("member", "partnership", "letter", "report", "note")
WORLDS = 12


def world(chance):
    """Return records as data by kind and id: members, partnerships, and what hangs on them."""
    made = {("member", who): {} for who in MEMBERS}
    for number in range(chance.randint(1, 4)):
        mentor, *others = chance.sample(MEMBERS, chance.randint(2, 4))
        made["partnership", f"w-{number}"] = {"mentor": mentor, "mentees": others[:2], "partners": others[2:]}
    pairs = [id_ for kind, id_ in made if kind == "partnership"]
    for number in range(6):
        made["letter", f"s-{number}"] = {"member": chance.choice(MEMBERS)}
        made["report", f"r-{number}"] = {"partnership": chance.choice(pairs), "member": chance.choice(MEMBERS)}
        made["note", f"n-{number}"] = {"partnership": chance.choice(pairs)}
    made["note", "n-9"] = {"text": "nobody's"}
    return made


def told(made, kind, id_, mine):
    """Return what a record is to ``mine``, read from all the records as a person would."""
    data = made[kind, id_]

    def inside(pair):
        found = made.get(("partnership", pair), {})
        return {found.get("mentor"), *found.get("mentees", ()), *found.get("partners", ())} - {None}

    owners = inside(id_) if kind == "partnership" else {id_} if kind == "member" else {data.get("member")} - {None}
    around = inside(data.get("partnership"))
    owners = owners or around
    partners = set().union(*(inside(pair) for one, pair in made if one == "partnership" and mine in inside(pair)), ())
    if mine in owners:
        return "own"
    named = owners if kind != "note" else set()
    return "partner" if named & partners or mine in around else "stranger"


@pytest.mark.parametrize("seed", range(WORLDS))
def test_relation_and_lists_are_what_a_plain_reading_says(store, seed):
    """A wrong join would show one utility another one's papers."""
    made = world(random.Random(seed))  # noqa: S311  # a sample is no secret
    with store.write(at=AT, by="test") as unit:
        for (kind, id_), data in made.items():
            unit.create(Key("pks", kind, id_), data)

    with store.read() as view:
        for mine in MEMBERS:
            relations = {(kind, id_): view.relation(Key("pks", kind, id_), mine) for kind, id_ in made}
            assert relations == {key: told(made, *key, mine) for key in made}, mine
            for kind in KINDS:
                for sight, reach in (
                    (Sight(own=frozenset({mine})), {"own"}),
                    (Sight(shared=frozenset({mine})), {"own", "partner"}),
                ):
                    listed = [one.key.id for one in view.find("pks", kind, limit=100, sight=sight)]
                    assert listed == sorted(id_ for one, id_ in made if one == kind and relations[one, id_] in reach)
        assert view.relation(Key("other", "letter", "s-0"), MEMBERS[0]) == "stranger"
        assert view.relation(Key("pks", "member", MEMBERS[0]), "") == "stranger"
    assert verify(store.engine) == ()


def test_record_changes_hands_with_what_it_says_and_the_checker_agrees(store):
    """A mentor that was replaced no longer sees what comes after it."""
    key, letter = Key("pks", "partnership", "w-1"), Key("pks", "letter", "s-1")
    with store.write(at=AT, by="test") as unit:
        unit.create(letter, {"member": "m-1"})
        old = unit.create(key, {"mentor": "m-0", "mentees": ["m-1"]})
    with store.write(at=AT, by="test") as unit:
        unit.change(old, {"mentor": "m-2", "mentees": ["m-1"]})

    with store.read() as view:
        assert [view.relation(key, who) for who in ("m-0", "m-1", "m-2")] == ["stranger", "own", "own"]
        assert [view.relation(letter, who) for who in ("m-0", "m-1", "m-2")] == ["stranger", "own", "partner"]
    assert verify(store.engine) == ()


def test_checker_finds_a_record_that_was_given_to_somebody_else_and_rebuild_mends_it(store):
    """Who may write into the database could open any record for any account."""
    with store.write(at=AT, by="test") as unit:
        unit.create(Key("pks", "letter", "s-1"), {"member": "m-1"})
    with store.engine.begin() as connection:
        connection.execute(sa.update(party).values(who="m-2"))

    found = [one.where for one in verify(store.engine)]
    rebuild(store)

    assert set(found) == {"record pks/letter/s-1"}
    assert verify(store.engine) == ()


def test_deleted_record_is_gone_for_everybody_and_comes_back_as_it_was(store):
    """An entry that is undone leaves the record as if it had never been, but for the journal."""
    key = Key("pks", "letter", "s-1")
    with store.write(at=AT, by="test") as unit:
        record = unit.create(key, {"member": "m-1"}, state="received")
        unit.delete(record, reason="mistyped")

    with store.read() as view:
        with pytest.raises(UnknownRecord):
            view.get(key)
        assert view.find("pks", "letter", limit=7) == []
        assert view.relation(key, "m-1") == "stranger"
        assert [entry.event for entry in view.newest(key, limit=7)] == ["create", "delete"]
    assert verify(store.engine) == ()
    with store.write(at=AT, by="test") as unit:
        with pytest.raises(RecordExists):
            unit.create(key, {"member": "m-2"})
        back = unit.restore(key, reason="it was right")
        with pytest.raises(UnknownRecord):
            unit.restore(key)
    assert (back.state, back.version, back.data) == ("received", 3, {"member": "m-1"})
    with store.read() as view:
        assert view.relation(key, "m-1") == "own"
    assert verify(store.engine) == ()
    assert rebuild(store).different == ()


def test_records_from_before_there_were_parties_get_theirs(address):
    """An update must not hide what people had."""
    engine = open_engine(address)
    migrate(engine, to="0001")
    rows = [
        {"kind": "member", "id": "m-1", "data": "{}"},
        {"kind": "letter", "id": "s-1", "data": '{"member":"m-1"}'},
        {"kind": "partnership", "id": "w-1", "data": '{"letters":["s-1"],"mentees":["m-1","m-2"],"mentor":"m-3"}'},
        {"kind": "programme", "id": "pks", "data": '{"name":"P"}'},
    ]
    statement = sa.text(
        "INSERT INTO record (programme, kind, id, version, state, data) VALUES ('pks', :kind, :id, 1, '', :data)"
    )
    with engine.begin() as connection:
        connection.execute(statement, rows)

    migrate(engine)

    with engine.connect() as connection:
        found = {(row.kind, row.id, row.by, row.who, bool(row.owns)) for row in connection.execute(sa.select(party))}
    engine.dispose()
    assert found == {
        ("member", "m-1", "member", "m-1", True),
        ("letter", "s-1", "member", "m-1", True),
        *(("partnership", "w-1", "member", f"m-{number}", True) for number in (1, 2, 3)),
    }
