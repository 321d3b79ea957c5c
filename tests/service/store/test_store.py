"""Records, their versions, plain text about people, and answers that are given again."""

import hashlib
import os
import stat

import pytest
import sqlalchemy as sa

from service.records.kept import Key
from service.store import (
    Answer,
    KeyReused,
    RecordExists,
    StaleVersion,
    Store,
    UnknownRecord,
    UnsafeStore,
    UnstorableValue,
    rebuild,
    tables,
    verify,
)
from service.store.engine import PRAGMAS
from tests.service.store.databases import AT

KEY = Key("pks", "member", "m-1")


def written(store, by="facilitator"):
    """Return a unit of work."""
    return store.write(at=AT, by=by)


def test_create_change_and_versions_are_read_back(store):
    """Every version that ever was can be shown, from the journal."""
    with written(store) as unit:
        first = unit.create(KEY, {"name": "Alfa", "sizes": {"a": 1, "b": 2}}, state="new")
        unit.change(first, {"name": "Beta", "sizes": {"b": 3}}, state="old", reason="renamed")

    with store.read() as view:
        assert view.get(KEY).data == {"name": "Beta", "sizes": {"b": 3}}
        assert view.version(KEY, 1) == first
        assert view.version(KEY, 2) == view.get(KEY)
        assert [(entry.event, entry.told.get("reason")) for entry in view.entries("pks", limit=9)] == [
            ("create", None),
            ("change", "renamed"),
        ]
        for never in (0, 3):
            with pytest.raises(UnknownRecord):
                view.version(KEY, never)


def test_change_without_a_difference_makes_no_version(store):
    """Saving a form twice is no event."""
    with written(store) as unit:
        record = unit.create(KEY, {"name": "Alfa"})

        assert unit.change(record, {"name": "Alfa"}) is record


def test_write_that_fails_leaves_nothing(store):
    """State and journal belong together, so both go when the block raises."""

    def twice():
        with written(store) as unit:
            unit.create(KEY, {"name": "Alfa"})
            unit.create(KEY, {"name": "Alfa"})

    with pytest.raises(RecordExists):
        twice()

    with store.read() as view:
        assert view.head().seq == 0
        with pytest.raises(UnknownRecord):
            view.get(KEY)


def test_change_from_an_old_version_is_refused(store):
    """Who has not seen the last change may not undo it unawares."""
    with written(store) as unit:
        first = unit.create(KEY, {"n": 1})
        unit.change(first, {"n": 2})

        with pytest.raises(StaleVersion) as caught:
            unit.change(first, {"n": 3})

    assert (caught.value.expected, caught.value.found) == ("1", 2)


def test_create_with_a_fraction_is_refused_with_its_place(store):
    """Money is whole, and a fraction has no one spelling."""
    with pytest.raises(UnstorableValue, match=r"budget\.total"), written(store) as unit:
        unit.create(KEY, {"budget": {"total": 0.5}})


def test_find_pages_in_order_of_id_by_code_point(store):
    """Pages must not lose or repeat anything, whatever the database thinks of letters."""
    names = ["a", "B", "a-1", "Z9", "b", "é", "_x", "10", "9"]
    with written(store) as unit:
        for name in names:
            unit.create(Key("pks", "member", name), {}, state="odd" if name in "ab" else "")
        unit.create(Key("other", "member", "zz"), {})

    found, last = [], ""
    with store.read() as view:
        while page := view.find("pks", "member", limit=2, after=last):
            found += [record.key.id for record in page]
            last = found[-1]
        assert found == sorted(names)
        assert [record.key.id for record in view.find("", "member", limit=99)] == sorted([*names, "zz"])
        assert [record.key.id for record in view.find("pks", "member", limit=9, state="odd")] == ["a", "b"]


def test_first_link_is_the_hash_that_anybody_can_compute(store):
    """The chain needs no program of ours to be believed: the content as JSON, SHA-256."""
    with written(store) as unit:
        unit.create(KEY, {"name": "Alfa"}, state="new")

    with store.read() as view:
        entry = view.entries("pks", limit=1)[0]
    zeros = "0" * 64
    said = (
        f'[1,"{AT}","facilitator","pks","member","m-1",1,"create",'
        r'"{\"change\":{\"name\":\"Alfa\"},\"state\":\"new\"}",'
        f'"{zeros}"]'
    )
    assert entry.hash == hashlib.sha256(said.encode()).hexdigest()


def test_plain_text_about_people_is_read_back_and_is_nowhere_in_the_journal(store):
    """What can be erased may stand in one place only."""
    with written(store) as unit:
        record = unit.create(KEY, {"name": "Alfa"}, plain={"contact": {"name": "Budi Santoso"}})
        record = unit.change(record, {"name": "Beta"})
        assert unit.plain(record) == {"contact": {"name": "Budi Santoso"}}
        changed = unit.change(record, plain={"contact": {"name": "Siti Aminah"}})
        assert changed.data["sealed"] != record.data["sealed"]
        same = unit.change(changed, plain={"contact": {"name": "Siti Aminah"}})
        assert same is changed

    with store.engine.connect() as connection:
        kept = str(
            connection.execute(sa.select(tables.journal)).all() + connection.execute(sa.select(tables.record)).all()
        )
    assert "Budi" not in kept
    assert "Siti" not in kept


def test_erased_text_is_gone_and_the_chain_is_whole(store):
    """A person may be forgotten without the record becoming unbelievable, and a rebuild does not bring it back."""
    with written(store) as unit:
        record = unit.create(KEY, {"name": "Alfa"}, plain={"contact": "Budi"})
        record = unit.change(record, plain={"contact": "Siti"})
        erased = unit.erase(record, reason="asked by letter")
        assert unit.plain(erased) == {}

    with store.engine.connect() as connection:
        assert connection.execute(sa.select(tables.personal)).all() == []
    assert verify(store.engine) == ()
    assert rebuild(store).different == ()
    with store.read() as view:
        assert view.get(KEY).data == {"name": "Alfa", "erased": AT}
        assert view.plain(view.version(KEY, 1)) == {"contact": None}


def test_salts_make_commitments_to_one_name_unlike(store):
    """Without the salt one could guess a name and find it in the journal."""
    with written(store) as unit:
        one = unit.create(KEY, {}, plain={"contact": "Budi"})
        other = unit.create(Key("pks", "member", "m-2"), {}, plain={"contact": "Budi"})

    assert one.data["sealed"] != other.data["sealed"]


def test_answer_is_kept_for_its_caller_and_request(store):
    """A repeated request gets the same bytes; another request under the same key is a mistake."""
    answer = Answer(status=201, headers={"ETag": '"1"'}, body=b"\x00{}")
    with written(store) as unit:
        unit.create(KEY, {})
        unit.keep_answer("k-1", answer, request="aa")

    with written(store) as unit:
        assert unit.answered("k-1", request="aa") == answer
        assert unit.answered("k-2", request="aa") is None
        with pytest.raises(KeyReused):
            unit.answered("k-1", request="bb")
    with written(store, by="mentor") as unit:
        assert unit.answered("k-1", request="bb") is None


def test_sqlite_is_written_ahead_and_synchronous_on_every_connection(tmp_path):
    """A commit that is not on the disk is lost by a power cut, and no kill would ever show it."""
    store = Store(str(tmp_path / "a.db"))
    connections = [store.engine.connect() for _ in range(3)]

    for connection in connections:
        told = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in PRAGMAS}
        assert told == PRAGMAS
        assert (told["journal_mode"], told["synchronous"]) == ("wal", 2)
        connection.close()
    store.close()


def test_sqlite_file_is_the_owners_alone(tmp_path):
    """The record holds names and telephone numbers."""
    path = tmp_path / "a.db"
    Store(str(path)).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600

    os.chmod(path, 0o644)  # noqa: PTH101  # what a careless copy leaves

    with pytest.raises(UnsafeStore, match="chmod 600"):
        Store(str(path))


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("mysql://root@localhost/x", "not supported"),
        ("nowhere/at/all/a.db", "folder of the database is missing"),
        ("post gres://", "cannot be read"),
    ],
)
def test_address_that_we_cannot_promise_for_is_refused(address, said):
    """A database of another kind has not been tested, so it is not used."""
    with pytest.raises(UnsafeStore, match=said):
        Store(address)
