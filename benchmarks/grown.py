"""A record of any size, written in bulk by the store's own tables, hashes and parties, so that it verifies."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from service.records.kept import Key, Record
from service.store import Store, journal, tables
from service.store.canonical import canonical, difference
from service.store.engine import writing
from service.store.parties import insert_parties
from service.store.view import row_of

AT, BY = "2027-06-01T00:00:00Z", "facilitator:a-1"
PROGRAMME = "pks"
# States of the book: where most partnerships stand, and where only the first ten do.
FIRST, SECOND = "requested", "invited"
IN_SECOND = 10
# Of each partnership: its own versions, contacts, and versions of each; with mentee and letter 200 entries.
VERSIONS, CONTACTS, EACH = 18, 36, 5
ENTRIES_EACH = VERSIONS + CONTACTS * EACH + 2
# Partnerships of one mentor, and rows written at a time.
OF_ONE_MENTOR, BATCH = 5, 20_000

Story = tuple[Key, str, list[Mapping[str, Any]]]


def stories(partnerships: int) -> Iterator[Story]:
    """Yield each record: its key, its state, its data version by version."""
    yield Key(PROGRAMME, "programme", PROGRAMME), "", [{"name": "PKS", "book": "perpamsi", "year": 2027}]
    for number in range(1, partnerships // OF_ONE_MENTOR + 2):
        yield Key(PROGRAMME, "member", f"p-{number:05d}"), "", [{"name": f"Perumda {number}", "kind": "utility"}]
    for number in range(1, partnerships + 1):
        yield from _partnership(number)
    # A second programme, younger than all that.
    yield Key("later", "programme", "later"), "", [{"name": "PKS", "book": "perpamsi", "year": 2028}]


def _partnership(number: int) -> Iterator[Story]:
    one, mentee, letter = f"w-{number:05d}", f"m-{number:05d}", f"s-{number:05d}"
    yield Key(PROGRAMME, "member", mentee), "", [{"name": f"Tirta {number}", "kind": "utility"}]
    wish = {"received": "2027-01-04", "subject": "NRW", "text": "", "expected_result": "turun 14 persen"}
    yield Key(PROGRAMME, "letter", letter), "", [{"member": mentee, "signed": True, **wish}]
    filed = {"filed": "2027-01-04", "signed": {"requester": {mentee: "2027-01-04"}}}
    pair = {
        "mentor": f"p-{(number - 1) // OF_ONE_MENTOR + 1:05d}",
        "mentees": [mentee],
        "subject": "NRW",
        "letters": [letter],
        "partners": [],
        "papers": {"request_letter": {mentee: filed}},
        "since": "2027-01-04",
    }
    state = SECOND if number <= IN_SECOND else FIRST
    yield Key(PROGRAMME, "partnership", one), state, [{**pair, "points": {"nrw": each}} for each in range(VERSIONS)]
    for contact in range(1, CONTACTS + 1):
        told = {"partnership": one, "day": "2027-02-01", "channel": "meeting", "with": mentee}
        versions = [{**told, "note": f"Membahas zona {contact}, kunjungan {each}"} for each in range(EACH)]
        yield Key(PROGRAMME, "contact", f"{one}.contact-{contact}"), "noted", versions


def grow(store: Store, *, partnerships: int) -> None:
    """Write the record into ``store`` in one transaction."""
    with writing(store.engine) as connection:
        head = journal.read_head(connection, lock=True)
        entries: list[dict[str, Any]] = []
        records: list[Record] = []
        for key, state, versions in stories(partnerships):
            old: Mapping[str, Any] = {}
            for version, data in enumerate(versions, start=1):
                body = {"change": difference(old, data), **({"state": state} if version == 1 else {})}
                event = "create" if version == 1 else "change"
                entry = journal.Entry(
                    seq=head.seq + 1, at=AT, by=BY, key=key, version=version, event=event,
                    body=canonical(body), previous=head.hash, hash="",
                )  # fmt: skip
                head = journal.Head(seq=entry.seq, hash=journal.link(entry))
                entries.append(_row(replace(entry, hash=head.hash)))
                old = data
            records.append(Record(key=key, version=len(versions), state=state, data=versions[-1]))
            if len(entries) > BATCH:
                _write(connection, entries, records)
        _write(connection, entries, records)
        connection.execute(sa.update(tables.head), {"seq": head.seq, "hash": head.hash})


def _row(entry: journal.Entry) -> dict[str, Any]:
    names = ("seq", "at", "by", "version", "event", "body", "previous", "hash")
    return {**{name: getattr(entry, name) for name in names}, **entry.key._asdict()}


def _write(connection: sa.Connection, entries: list[dict[str, Any]], records: list[Record]) -> None:
    connection.execute(sa.insert(tables.journal), entries)
    connection.execute(sa.insert(tables.record), [row_of(record) for record in records])
    insert_parties(connection, records)
    entries.clear()
    records.clear()
