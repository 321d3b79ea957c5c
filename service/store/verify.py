"""Whether the record can be believed: the chain, the state, the plain texts and the kept answers, counted again.

The checker reads tables and computes hashes with nothing but ``hashlib`` and ``json``; it does not know how they are
written.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from data.text import Text
from service.store import tables
from service.store.account_tables import party
from service.store.engine import reading

# What the first entry stands on.
NOTHING = "0" * 64  # digits of a SHA-256


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that does not fit: ``where`` it stands (``journal 17``, ``record wop/partnership/w-07``)."""

    where: str
    said: Text


def verify(engine: sa.Engine, *, anchor: str = "") -> tuple[Finding, ...]:
    """Return everything that does not fit, in the order in which it is found; empty means all is well.

    Parameters
    ----------
    engine
        The database that is checked, at one moment.
    anchor
        A head printed earlier (``seq:hash``): the journal still has to hold that entry. Without it, a journal that was
        cut short or replaced together with its head cannot be told from a true one.
    """
    with reading(engine) as connection:
        check = _Check(anchor)
        found = list(check.journal(connection))
        found += check.state(connection)
        found += check.parties(connection)
        found += check.plain(connection)
        found += check.answers(connection)
    return tuple(found)


class _Check:
    """What one pass over the journal has learnt."""

    def __init__(self, anchor: str) -> None:
        self.anchor = anchor
        self.seq, self.hash = 0, NOTHING
        self.records: dict[tuple[str, str, str], dict[str, Any]] = {}
        self.sealed: dict[str, tuple[str, tuple[str, str, str]]] = {}

    def journal(self, connection: sa.Connection) -> Iterator[Finding]:
        """Follow the chain from the first entry to the head."""
        met = not self.anchor
        for row in connection.execute(sa.select(tables.journal).order_by(tables.journal.c.seq)):
            where = f"journal {row.seq}"
            if row.seq != self.seq + 1:
                yield _finding(where, f"follows number {self.seq}", f"menyusul nomor {self.seq}")
            if row.previous != self.hash:
                yield _finding(
                    where, "does not stand on the entry before it", "tidak bersambung dengan catatan sebelumnya"
                )
            if row.hash != _hash(row):
                yield _finding(where, "its hash is not that of its content", "sidik jarinya tidak cocok dengan isinya")
            self.seq, self.hash = row.seq, row.hash
            met = met or f"{row.seq}:{row.hash}" == self.anchor
            yield from self._replay(where, row)
        head = connection.execute(sa.select(tables.head)).all()
        if [(one.seq, one.hash) for one in head] != [(self.seq, self.hash)]:
            yield _finding("head", "is not the last entry of the journal", "bukan catatan terakhir jurnal")
        if not met:
            yield _finding(
                "head", f"the journal does not hold {self.anchor}: it was cut or replaced",
                f"jurnal tidak memuat {self.anchor}: terpotong atau diganti",
            )  # fmt: skip

    def _replay(self, where: str, row: sa.Row[Any]) -> Iterator[Finding]:
        key = (row.programme, row.kind, row.id)
        known = self.records.get(key, {"version": 0, "state": "", "data": {}})
        if row.version != known["version"] + 1:
            yield _finding(
                where,
                f"version {row.version} follows {known['version']}",
                f"versi {row.version} menyusul {known['version']}",
            )
        try:
            body = json.loads(row.body)
            change = dict(body["change"])
        except (ValueError, KeyError, TypeError):
            yield _finding(where, "its content cannot be read", "isinya tidak terbaca")
            return
        state = body.get("state", known["state"])
        self.records[key] = {"version": row.version, "state": state, "data": _merged(known["data"], change)}
        if row.event == "erase":
            self.sealed = {one: kept for one, kept in self.sealed.items() if kept[1] != key}
        self.sealed |= {one: (name, key) for name, one in (change.get("sealed") or {}).items() if one}

    def state(self, connection: sa.Connection) -> Iterator[Finding]:
        """Compare the state with the replay."""
        seen = set()
        for row in connection.execute(sa.select(tables.record)):
            key = (row.programme, row.kind, row.id)
            seen.add(key)
            told = self.records.get(key)
            if told is None or (row.version, row.state, row.data) != (
                told["version"],
                told["state"],
                _spelt(told["data"]),
            ):
                yield _finding(f"record {'/'.join(key)}", "is not what the journal tells", "tidak sesuai dengan jurnal")
        for key in sorted(self.records.keys() - seen):
            yield _finding(
                f"record {'/'.join(key)}", "is in the journal and not in the state", "ada di jurnal, tidak ada di data"
            )

    def parties(self, connection: sa.Connection) -> Iterator[Finding]:
        """Compare whose each record is with what the journal tells of it."""
        told = {
            (*key, *whose)
            for key, one in self.records.items()
            if one["state"] != "deleted"
            for whose in _parties(key, one["data"])
        }
        kept = {tuple(row) for row in connection.execute(sa.select(party))}
        for programme, kind, id_, *_ in sorted(told ^ kept):
            yield _finding(
                f"record {programme}/{kind}/{id_}", "its parties are not those of the journal",
                "pihak-pihaknya tidak sesuai dengan jurnal",
            )  # fmt: skip

    def plain(self, connection: sa.Connection) -> Iterator[Finding]:
        """Compare plain texts with what the journal committed to."""
        for row in connection.execute(sa.select(tables.personal)):
            where = f"personal {row.commitment}"
            name, key = self.sealed.pop(row.commitment, ("", ()))
            if key != (row.programme, row.kind, row.id):
                yield _finding(where, "the journal knows nothing of it", "tidak dikenal jurnal")
            elif not _keeps(row, name):
                yield _finding(where, "is not the text that was committed to", "bukan teks yang dahulu dicatat")
        for one in self.sealed:
            yield _finding(f"personal {one}", "is gone without an erasure", "hilang tanpa penghapusan")

    def answers(self, connection: sa.Connection) -> Iterator[Finding]:
        """Look for answers to requests of which the journal has no entry."""
        for row in connection.execute(sa.select(tables.answer.c.key, tables.answer.c.seq)):
            if not 1 <= row.seq <= self.seq:
                yield _finding(
                    f"answer {row.key}", "answers for no entry of the journal", "tidak ada catatannya di jurnal"
                )


def _finding(where: str, english: str, indonesian: str) -> Finding:
    return Finding(where=where, said=Text(en=english, id=indonesian))


def _parties(key: tuple[str, str, str], data: Any) -> set[tuple[str, str, bool]]:
    """Return the parties of a record, read anew from what it says."""
    named = [data.get("mentor"), data.get("member"), *_listed(data.get("mentees")), *_listed(data.get("members"))]
    named += _listed(data.get("partners"))
    members = [key[2]] if key[1] == "member" else [one for one in named if isinstance(one, str) and one]
    whose = {("member", one, True) for one in members}
    for within in (data.get("partnership"), *_listed(data.get("partnerships"))):
        if isinstance(within, str) and within:
            whose.add(("partnership", within, not members))
    return whose


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _spelt(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _sha(value: Any) -> str:
    return hashlib.sha256(_spelt(value).encode("utf8", "surrogatepass")).hexdigest()


def _hash(row: sa.Row[Any]) -> str:
    said = [row.seq, row.at, row.by, row.programme, row.kind, row.id, row.version, row.event, row.body, row.previous]
    return _sha(said)


def _keeps(row: sa.Row[Any], name: str) -> bool:
    try:
        text = json.loads(row.text)
        return bool(text["name"] == name and _sha([row.salt, name, text["value"]]) == row.commitment)
    except (ValueError, KeyError, TypeError):
        return False


def _merged(old: Any, change: Any) -> Any:
    if not isinstance(change, dict):
        return change
    kept = dict(old) if isinstance(old, dict) else {}
    for name, value in change.items():
        if value is None:
            kept.pop(name, None)
        else:
            kept[name] = _merged(kept.get(name), value)
    return kept
