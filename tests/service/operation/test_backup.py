"""A backup that nobody can restore is none: it is restored here, to the end and to any moment, on both databases."""

import gzip
import json
import random
import threading

import pytest

from service.records.kept import Key
from service.store import Store, verify
from service.store.backup import BadBackup, NotEmpty, back_up, restore
from service.store.jobs import JobBook, ask_job, job_of
from service.store.replay import standing
from service.store.subscribers import subscribe, subscriber_of
from tests.service.cli_cases import run
from tests.service.store.databases import KINDS, address_of

LATER = "2028-01-01T00:00:00Z"
SEED, CHANGES = 7, 60
# Moments that are restored; a new database of PostgreSQL takes a second.
MOMENTS = {"sqlite": 6, "postgresql": 2}


def instant(number):
    """Return the instant of the entry with this number."""
    return f"2027-01-04T00:{number // 60:02d}:{number % 60:02d}Z"


def lived(store, count=CHANGES):
    """Let a record live: members made, changed and erased; return the state after each entry."""
    luck, states = random.Random(SEED), [{}]  # noqa: S311
    for number in range(1, count + 1):
        key = Key("pks", "member", f"m-{luck.randrange(12)}")
        with store.write(at=instant(number), by="facilitator:a-1") as unit:
            found = {record.key: record for record in unit.find("pks", "member", limit=100)}
            if key not in found:
                unit.create(key, {"n": number}, state="new", plain={"contact": {"name": f"name-{number}"}})
            elif number % 9:
                unit.change(found[key], {"n": number}, state="old", plain={"contact": {"name": f"name-{number}"}})
            else:
                unit.erase(found[key], reason="asked")
        states.append(state_of(store))
    return states


def state_of(store):
    """Return every record as text."""
    with store.read() as view:
        return {key: str(record) for key, record in standing(view.connection).items()}


def plain_of(store):
    """Return every plain text that is kept."""
    with store.engine.connect() as connection:
        return {row[0] for row in connection.exec_driver_sql("SELECT text FROM personal")}


@pytest.fixture(params=[(one, other) for one in KINDS for other in KINDS], ids="->".join)
def two(request, tmp_path):
    """Give a store and the address of an empty database, of every pair of kinds."""
    with address_of(request.param[0], tmp_path) as one, address_of(request.param[1], tmp_path) as other:
        store = Store(one)
        yield store, other
        store.close()


def test_restore_gives_back_every_record_text_and_answer(two, tmp_path):
    """After a fire the record is what it was, to the byte, on whichever database."""
    store, address = two
    states = lived(store)
    head = back_up(store, tmp_path / "a.backup", at=LATER)

    done = restore(tmp_path / "a.backup", address, at=LATER)

    again = Store(address)
    assert (done.head, done.cut, done.findings) == (head, 0, ())
    assert state_of(again) == states[-1]
    assert plain_of(again) == plain_of(store)
    assert verify(again.engine, anchor=str(head)) == ()
    again.close()


@pytest.mark.parametrize("kind", KINDS)
def test_restore_to_any_moment_is_the_state_of_that_moment(kind, tmp_path):
    """Whoever deleted the wrong thing at ten wants the record of a minute before."""
    with address_of("sqlite", tmp_path) as one:
        store = Store(one)
        states = lived(store)
        back_up(store, tmp_path / "a.backup", at=LATER)
        erased = {key for key, record in states[-1].items() if "erased" in record}
        store.close()

    for number in random.Random(SEED).sample(range(1, CHANGES + 1), MOMENTS[kind]):  # noqa: S311
        with address_of(kind, tmp_path) as address:
            done = restore(tmp_path / "a.backup", address, at=LATER, until=instant(number))
            again = Store(address)
            told = state_of(again)
            again.close()

        assert done.findings == ()
        kept = {key: record for key, record in told.items() if key not in erased}
        assert kept == {key: record for key, record in states[number].items() if key not in erased}
        assert told.keys() == states[number].keys()


def test_what_was_erased_later_stays_erased(two, tmp_path):
    """Nobody comes back out of a backup who asked to be forgotten."""
    store, address = two
    key = Key("pks", "member", "m-1")
    with store.write(at=instant(1), by="facilitator:a-1") as unit:
        unit.create(key, {}, plain={"contact": {"name": "Sari"}})
    with store.write(at=instant(2), by="facilitator:a-1") as unit:
        unit.erase(unit.get(key), reason="asked")
    back_up(store, tmp_path / "a.backup", at=LATER)

    done = restore(tmp_path / "a.backup", address, at=LATER, until="1")

    again = Store(address)
    with again.read() as view:
        last = view.newest(key, limit=1)[0]
    assert (last.event, last.by, done.head.seq, done.findings) == ("erase", "service:restore", 2, ())
    assert plain_of(again) == set()
    again.close()


def test_copy_tells_nobody_and_does_its_jobs_again(two, tmp_path):
    """A copy for a drill must not write to the world; what was not finished at that moment is not finished."""
    store, address = two
    job, hook = Key("pks", "job", "j-1"), Key("pks", "webhook", "h-1")
    with store.write(at=instant(1), by="facilitator:a-1") as unit:
        ask_job(unit, job, kind="plan", asked="{}", data={})
        subscribe(unit, hook, address="https://example.org/", secret="s" * 40, kinds=[], position=0)
    book = JobBook(store)
    book.end(book.claim(job, worker="w", at=instant(2)), at=instant(3), state="done", result="{}")
    back_up(store, tmp_path / "a.backup", at=LATER)

    restore(tmp_path / "a.backup", address, at=LATER, until="2")

    again = Store(address)
    with again.read() as view:
        assert (job_of(view, job).state, job_of(view, job).result) == ("waiting", "")
        assert subscriber_of(view, hook).state == "paused"
    again.close()


@pytest.mark.parametrize("kind", KINDS)
def test_backup_while_others_write_is_one_moment(kind, tmp_path):
    """Nobody stops the association's work for a backup."""
    with address_of(kind, tmp_path) as one:
        store, going = Store(one), threading.Event()

        def write():
            number = 0
            while not going.is_set():
                number += 1
                with store.write(at=LATER, by="x") as unit:
                    unit.create(Key("pks", "member", f"w-{number}"), {"n": number})

        writer = threading.Thread(target=write)
        writer.start()
        heads = [back_up(store, tmp_path / f"{number}.backup", at=LATER) for number in range(3)]
        going.set()
        writer.join()
        store.close()

    for number, head in enumerate(heads):
        done = restore(tmp_path / f"{number}.backup", str(tmp_path / f"{number}.db"), at=LATER)
        assert (done.head, done.findings) == (head, ())


def test_backup_and_restore_write_over_nothing(two, tmp_path):
    """The one mistake that no backup mends is a restore over the living record."""
    store, address = two
    lived(store, 3)
    path = tmp_path / "a.backup"
    back_up(store, path, at=LATER)
    before = path.read_bytes()
    restore(path, address, at=LATER)

    with pytest.raises(NotEmpty):
        back_up(store, path, at=LATER)
    with pytest.raises(NotEmpty):
        restore(path, address, at=LATER)

    assert path.read_bytes() == before


def spoiled(path, change):
    """Write the backup anew with its lines changed."""
    lines = gzip.decompress(path.read_bytes()).splitlines(keepends=True)
    path.write_bytes(gzip.compress(b"".join(change(lines))))


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: lines[:-1],
        lambda lines: [*lines[:5], *lines[6:]],
        lambda lines: [lines[0].replace(b'"solidaritas": 1', b'"solidaritas": 2'), *lines[1:]],
        lambda lines: [line.replace(b"00:00:03", b"00:00:04") for line in lines],
        lambda _: [b"{}\n"],
        lambda _: [],
    ],
    ids=["no end", "a line less", "another form", "a digit changed", "no backup", "empty"],
)
def test_backup_that_is_not_whole_is_refused_before_anything_is_made(change, tmp_path):
    """Half a record looks like a record."""
    store = Store(str(tmp_path / "a.db"))
    lived(store, 5)
    path = tmp_path / "a.backup"
    back_up(store, path, at=LATER)
    store.close()
    spoiled(path, change)

    with pytest.raises(BadBackup):
        restore(path, str(tmp_path / "b.db"), at=LATER)

    assert not (tmp_path / "b.db").exists()


def test_backup_that_was_cut_or_is_something_else_is_refused(tmp_path):
    """A disk was full, or the wrong file was named."""
    store = Store(str(tmp_path / "a.db"))
    path = tmp_path / "a.backup"
    back_up(store, path, at=LATER)
    store.close()
    whole = path.read_bytes()

    for content in (whole[: len(whole) // 2], b"hello", b""):
        path.write_bytes(content)
        with pytest.raises(BadBackup):
            restore(path, str(tmp_path / "b.db"), at=LATER)


@pytest.mark.parametrize("until", ["0", "6", "2026-01-01T00:00:00Z"])
def test_moment_that_the_backup_does_not_hold_is_refused(until, tmp_path):
    """The record of another moment would be taken for the one that was asked for."""
    store = Store(str(tmp_path / "a.db"))
    lived(store, 5)
    back_up(store, tmp_path / "a.backup", at=LATER)
    store.close()

    with pytest.raises(BadBackup, match="1 to 5"):
        restore(tmp_path / "a.backup", str(tmp_path / "b.db"), at=LATER, until=until)


def test_commands_back_up_and_restore_and_say_the_head(tmp_path):
    """The drill as an operator does it, with the paper in the hand that says the head."""
    store = Store(str(tmp_path / "a.db"))
    lived(store, 5)
    store.close()
    path = tmp_path / "a.backup"

    made = run("backup", path, "--database", tmp_path / "a.db", "--json")
    done = run("restore", path, "--database", tmp_path / "b.db", "--until", "3", language="id")
    over = run("restore", path, "--database", tmp_path / "b.db")
    odd = run("restore", path, "--database", tmp_path / "c.db", "--until", "yesterday")

    assert json.loads(made.stdout)["entries"] == 5
    assert "3 entri" in done.stdout
    assert (done.exit_code, over.exit_code, odd.exit_code) == (0, 2, 2)
    assert path.stat().st_mode & 0o077 == 0
