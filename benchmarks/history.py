"""Is the journal enough, and is it believed too easily?  Random histories are rebuilt, and a long one is tampered with.

Run ``python -m benchmarks.history rebuild [EVENTS] [DATABASE]`` or ``python -m benchmarks.history tamper [EVENTS]``.

The first writes random histories, spoils every record, rebuilds them from the journal and compares state and parties
with what stood before.  The second changes a field, deletes, swaps, repeats and cuts off entries, and forges one with
all the hashes behind it, at every single position, and counts what the checker did not see.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from service.records.kept import Key, Record
from service.store import Entry, Store, Unit, rebuild, tables, verify
from service.store.account_tables import party
from service.store.canonical import canonical
from service.store.journal import all_entries, link
from service.store.verify import _Check

AT = "2027-01-04T02:00:00Z"
SEEDS = (1, 2, 3)
# Records of a history for each of its events, entries of one unit of work at most, and the kinds of record.
SHARE, MOST, KINDS = 0.2, 12, ("member", "letter", "partnership", "advice")
FIELDS = ("at", "by", "programme", "kind", "id", "version", "event", "body", "previous", "hash")


def random_history(store: Store, *, events: int, seed: int) -> None:
    """Write a history of ``events`` entries: made, changed, moved on, erased, taken away, brought back."""
    chance, kept, gone = random.Random(seed), dict[Key, Record](), list[Key]()  # noqa: S311  # histories, no secrets
    done = 0
    while done < events:
        with store.write(at=AT, by=f"facilitator:a-{chance.randint(1, 7)}") as unit:
            for _ in range(min(chance.randint(1, MOST), events - done)):
                before = unit.head().seq
                _happen(unit, chance, kept, gone, most=int(events * SHARE))
                done += unit.head().seq - before


def _happen(unit: Unit, chance: random.Random, kept: dict[Key, Record], gone: list[Key], *, most: int) -> None:
    if not kept or (len(kept) < most and chance.random() < SHARE):
        key = Key(
            f"p-{chance.randint(1, 2)}", chance.choice(KINDS), f"r-{len(kept) + len(gone)}-{chance.randint(0, 7)}"
        )
        if key not in gone and key not in kept:
            kept[key] = unit.create(key, _data(chance), state=chance.choice("ab"), plain=_plain(chance))
        return
    if gone and chance.random() < 1 / 12:
        key = gone.pop(chance.randrange(len(gone)))
        kept[key] = unit.restore(key)
        return
    key = chance.choice([*kept])
    what, old = chance.random(), kept[key]
    if what < 1 / 12:
        unit.delete(old, reason=_text(chance))
        gone.append(key)
        del kept[key]
    elif what < 2 / 12:
        kept[key] = unit.erase(old, reason=_text(chance))
    else:
        plain = _plain(chance) if what < 1 / 2 else None
        kept[key] = unit.change(old, _data(chance), state=chance.choice("abc"), reason=_text(chance), plain=plain)


def _data(chance: random.Random, depth: int = 0) -> dict[str, Any]:
    made: dict[str, Any] = {"member": f"m-{chance.randint(0, 7)}", "mentees": [f"m-{chance.randint(0, 7)}"]}
    made |= {"partnership": "w-1"} if chance.random() < 1 / 2 else {}
    for name in chance.sample("abcdefg", chance.randint(0, 7)):
        made[name] = chance.choice(
            (chance.randint(-(10**12), 10**12), _text(chance), chance.random() < 1 / 2, [_text(chance)], {})
        )
    if depth < 2 and chance.random() < 1 / 2:
        made["below"] = _data(chance, depth + 1)
    return made


def _plain(chance: random.Random) -> dict[str, Any] | None:
    return {"contact": {"name": _text(chance)}} if chance.random() < 1 / 2 else None


def _text(chance: random.Random) -> str:
    return "".join(chance.choice("abcé\U0001f4a7\"\\\n'=~") for _ in range(chance.randint(0, 12)))


def rebuilt_otherwise(store: Store) -> list[str]:
    """Spoil every record and party, rebuild, and return what is not as it stood before."""

    def standing() -> list[tuple[Any, ...]]:
        with store.engine.connect() as connection:
            return [
                tuple(row)
                for table in (tables.record, party)
                for row in sorted(connection.execute(sa.select(table)), key=str)
            ]

    before = standing()
    found = [f"{one.where}: {one.said.en}" for one in verify(store.engine)]
    with store.engine.begin() as connection:
        connection.execute(sa.update(tables.record).values(state="spoilt", data="{}"))
        connection.execute(sa.delete(party))
    rebuild(store)
    found += [str(one) for one in set(before) ^ set(standing())]
    return found + [f"{one.where}: {one.said.en}" for one in verify(store.engine)]


def _field(connection: sa.Connection, entries: list[Entry], place: int) -> None:
    name, entry = FIELDS[place % len(FIELDS)], entries[place]
    old = {**entry.key._asdict(), **{one.name: getattr(entry, one.name) for one in fields(entry)}}[name]
    new = old + 1 if name == "version" else (str(old)[:-1] + ("0" if str(old)[-1:] != "0" else "1"))
    # A version that another entry has is refused by the database itself.
    new = len(entries) + 1 if name == "version" else new
    connection.execute(sa.update(tables.journal).where(tables.journal.c.seq == entry.seq).values({name: new}))


def _deleted(connection: sa.Connection, entries: list[Entry], place: int) -> None:
    connection.execute(sa.delete(tables.journal).where(tables.journal.c.seq == entries[place].seq))


def _swapped(connection: sa.Connection, entries: list[Entry], place: int) -> None:
    one, other = entries[place].seq, entries[(place + 1) % len(entries)].seq
    table, aside = tables.journal, len(entries) + 1
    for old, new in ((one, aside), (other, one), (aside, other)):
        connection.execute(sa.update(table).where(table.c.seq == old).values(seq=new))


def _repeated(connection: sa.Connection, entries: list[Entry], place: int) -> None:
    """Put the entry at the end once more, as a version of its own, with the head on it and a hash that is right."""
    entry, last = entries[place], entries[-1]
    told = {one.name: getattr(entry, one.name) for one in fields(entry)}
    again = Entry(**{**told, "seq": last.seq + 1, "version": len(entries) + 1, "previous": last.hash, "hash": ""})
    connection.execute(sa.insert(tables.journal), _row(again))
    connection.execute(sa.update(tables.head).values(seq=again.seq, hash=link(again)))


def _cut(connection: sa.Connection, entries: list[Entry], place: int) -> None:
    """Cut the journal off behind the entry's forerunner, and move the head there."""
    connection.execute(sa.delete(tables.journal).where(tables.journal.c.seq >= entries[place].seq))
    new = {"seq": entries[place - 1].seq, "hash": entries[place - 1].hash} if place else {"seq": 0, "hash": "0" * 64}
    connection.execute(sa.update(tables.head).values(new))


def _forged(connection: sa.Connection, entries: list[Entry], place: int) -> None:
    """Change an entry and make every hash behind it anew, the head's too, as who knows how it is done would."""
    connection.execute(sa.delete(tables.journal).where(tables.journal.c.seq >= entries[place].seq))
    previous, rows = entries[place].previous, []
    for number, entry in enumerate(entries[place:]):
        body = entry.body if number else canonical({**entry.told, "reason": "forged"})
        told = {one.name: getattr(entry, one.name) for one in fields(entry)}
        rows.append(_row(Entry(**{**told, "body": body, "previous": previous, "hash": ""})))
        previous = rows[-1]["hash"]
    connection.execute(sa.insert(tables.journal), rows)
    connection.execute(sa.update(tables.head).values(hash=previous))


def _row(entry: Entry) -> dict[str, Any]:
    row = {one.name: getattr(entry, one.name) for one in fields(entry) if one.name != "key"}
    return {**row, **entry.key._asdict(), "hash": link(entry)}


# What is done to an entry; those of BY_HEAD move the head along, so that only a head kept elsewhere can tell.
Tamper = Callable[[sa.Connection, list[Entry], int], None]
BY_HEAD = ("cut off with the head moved", "forged with every hash behind it")
TAMPERING: dict[str, Tamper] = {
    "a field changed": _field,
    "deleted": _deleted,
    "swapped with the next": _swapped,
    "repeated at the end": _repeated,
    "cut off with the head moved": _cut,
    "forged with every hash behind it": _forged,
}


def unseen(store: Store, kinds: dict[str, Tamper] | None = None) -> Iterator[str]:
    """Yield each kind and position of tampering that the check of the chain lets pass; all of it is taken back."""
    with store.engine.connect() as connection:
        entries = list(all_entries(connection))
    with store.read() as view:
        printed = str(view.head())
    for kind, tamper in (kinds or TAMPERING).items():
        for place in range(len(entries)):
            with store.engine.connect() as connection, connection.begin() as work:
                connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
                tamper(connection, entries, place)
                check = _Check(printed if kind in BY_HEAD else "")
                if next(check.journal(connection), None) is None:
                    yield f"{kind} at {place + 1}"
                work.rollback()


def main(arguments: list[str]) -> int:
    """Do one of the two and print what was found."""
    what = (arguments or ["rebuild"])[0]
    events = int((arguments[1:] or ["10000" if what == "rebuild" else "2000"])[0])
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        for seed in SEEDS if what == "rebuild" else SEEDS[:1]:
            store = Store(arguments[2] if len(arguments) > 2 else str(Path(folder) / f"{seed}.db"))
            random_history(store, events=events, seed=seed)
            began = time.process_time()
            found = rebuilt_otherwise(store) if what == "rebuild" else [*unseen(store)]
            spent, bad = time.process_time() - began, bad + len(found)
            many = 1 if what == "rebuild" else events * len(TAMPERING)
            print(f"{what}: {events} events, seed {seed}, {many} checks, {len(found)} wrong {found[:2]}, {spent:.1f} s")
            store.close()
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
