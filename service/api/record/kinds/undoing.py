"""What undoing an entry would do: the inverse as a new change, and everything that stands in its way."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from data.recording import NOUNS
from data.text import Text
from service.api.phrases import noun_text
from service.api.problems import FieldFault
from service.api.record.kinds.ledger import Ledger, referring
from service.api.record.kinds.versions import history
from service.lifecycle.kinds import judge
from service.lifecycle.kinds.judging import behind
from service.records.kept import Key, Record
from service.store import Entry, View
from service.store.canonical import difference, patched
from service.words.reasons import both

# Under this name the record keeps commitments to what is about people.
SEALED = "sealed"

# Events that take a record away and bring it back.
DELETE, RESTORE, ERASE, CREATE = "delete", "restore", "erase", "create"

# Technical: entries right behind a move among which those of the same breath stand.
BREATH = 60

# How the reason of an undo begins: with the number of what it undoes.
UNDOES = re.compile(r"#([0-9]+):")

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inverse:
    """The record as it would be without an entry.

    Parameters
    ----------
    entry
        What is undone.
    now
        The record as it stands.
    data, state
        What it would say, and where it would stand.
    """

    entry: Entry
    now: Record
    data: Mapping[str, Any]
    state: str


def inverse(view: View, entry: Entry) -> tuple[Inverse | None, list[FieldFault]]:
    """Return the inverse of an entry, or None, with everything in the record's own history that stands in its way."""
    past = history(view, entry.key)
    now = past[-1][1]
    before = next((record for _, record in past if record.version == entry.version - 1), None)
    gone = undone_of([one for one, _ in past])
    faults = [
        _newer(later) for later, _ in past
        if _weighs(later, entry, gone) and _meets(entry, later)
    ]  # fmt: skip
    if entry.seq in gone:
        faults.append(_fault(entry.key, both("record.undone")))
    if entry.event == ERASE:
        faults.append(_fault(entry.key, both("record.erased")))
    if entry.event == CREATE and entry.key.kind in NOUNS:
        faults.append(_fault(entry.key, both("record.first", kind=noun_text(entry.key.kind))))
    if entry.event.startswith("with:"):
        faults.append(_fault(entry.key, both("record.partly", seq=entry.event.partition(":")[2])))
    if faults:
        return None, faults
    if before is None:
        return Inverse(entry=entry, now=now, data=now.data, state="deleted"), []
    after = patched(before.data, entry.told["change"])
    data = patched(now.data, difference(after, before.data))
    return Inverse(entry=entry, now=now, data=data, state=before.state if "state" in entry.told else now.state), []


def companion(view: View, other: Entry) -> tuple[Inverse | None, list[FieldFault]]:
    """Return the inverse of what a move wrote into another record in the same breath."""
    past = history(view, other.key)
    now = past[-1][1]
    before = next(record for _, record in past if record.version == other.version - 1)
    gone = undone_of([one for one, _ in past])
    faults = [
        _newer(later) for later, _ in past
        if _weighs(later, other, gone) and (_meets(other, later) or _steps(later))
    ]  # fmt: skip
    data = patched(now.data, difference(patched(before.data, other.told["change"]), before.data))
    made = Inverse(entry=other, now=now, data=data, state=now.state)
    return (None, faults) if faults else (made, [])


def undone_of(entries: list[Entry]) -> dict[int, int]:
    """Return the entries that were undone, each with the one that undid it: together they change nothing."""
    gone: dict[int, int] = {}
    for entry in reversed(entries):
        found = UNDOES.match(entry.told.get("reason", ""))
        if found and entry.seq not in gone and entry.event in {"undo", DELETE, RESTORE}:
            gone[int(found[1])] = entry.seq
    return gone


def _weighs(later: Entry, one: Entry, gone: Mapping[int, int]) -> bool:
    """Return whether a later entry still changes something after ``one``."""
    return later.version > one.version and later.seq not in {*gone, *gone.values()}


def _meets(one: Entry, later: Entry) -> bool:
    """Return whether a later entry changed the same, or moved the record on from what is undone."""
    if "state" in one.told and "state" in later.told:
        return True
    if one.key.kind == "partnership" and _steps(later):
        return True
    mine, theirs = set(_paths(one.told["change"])), set(_paths(later.told["change"]))
    return any(a[: len(b)] == b or b[: len(a)] == a for a in mine for b in theirs)


def _steps(entry: Entry) -> bool:
    return entry.event.startswith("step:")


def _paths(change: Mapping[str, Any], above: Path = ()) -> Iterator[Path]:
    """Yield the path of everything that a merge patch changes."""
    for name, value in change.items():
        if isinstance(value, Mapping) and value:
            yield from _paths(value, (*above, name))
        else:
            yield (*above, name)


def leaning(ledger: Ledger, undone: Inverse) -> Iterator[FieldFault]:
    """Yield what would not hold without it: in the record itself, and in those that name it."""
    key = undone.entry.key
    shelf = ledger.shelf
    without = Record(key=key, version=undone.now.version + 1, state=undone.state, data=undone.data)
    found = [*referring(ledger.book, shelf, key), *_nouns(ledger, key)]
    if undone.state == "deleted":
        yield from (_fault(one.key, both("record.leans", record=_name(one.key))) for one in found)
        return
    shelf.put(without)
    if key.kind in ledger.book.records:
        yield from ledger.nobodies(undone.data, where=_name(key))
        yield from (_fault(key, why) for why in _lacking(ledger, without))
    for one in (one for one in found if one.key.kind in ledger.book.records):
        for why in _lacking(ledger, one):
            yield _fault(one.key, both("record.leans_why", record=_name(one.key), why=why))


def _lacking(ledger: Ledger, record: Record) -> Iterator[Text]:
    """Yield what a record would lack, also for the moves that brought it where it stands."""
    kind = ledger.book.records[record.key.kind]
    here = replace(ledger, kind=kind).situation(record)
    moves = [move.id for move in kind.moves if record.state in behind(kind, move.to)]
    if record.state not in kind.void:
        yield from dict.fromkeys(one.sentence for move in ("", *moves) for one in judge(here, at=move))


def _nouns(ledger: Ledger, key: Key) -> Iterator[Record]:
    """Yield letters and partnerships that name a member or a letter."""
    if key.kind not in {"member", "letter"}:
        return
    for kind in ("letter", "partnership"):
        for record in ledger.shelf.every(kind):
            named = (record.data.get("member"), record.data.get("mentor"), *record.data.get("mentees", ()),
                     *record.data.get("letters", ()))  # fmt: skip
            if key.id in named:
                yield record


def entry_of(view: View, programme: str, seq: int) -> Entry | None:
    """Return an entry of a programme's journal by its number, or None."""
    found = view.entries(programme, limit=1, after=seq - 1)
    return found[0] if found and found[0].seq == seq else None


def companions(view: View, entry: Entry) -> list[Entry]:
    """Return what was written into other records in the same breath as ``entry``."""
    near = view.entries(entry.key.programme, limit=BREATH, after=entry.seq)
    return [other for other in near if other.event == f"with:{entry.seq}"]


def plain_before(view: View, undone: Inverse) -> dict[str, Any] | None:
    """Return what is about people as it was before, or None where it stays; erased text does not come back."""
    if SEALED not in undone.entry.told["change"]:
        return None
    past = view.version(undone.entry.key, undone.entry.version - 1)
    return {name: value for name, value in view.plain(past).items() if value is not None}


def _newer(later: Entry) -> FieldFault:
    return _fault(later.key, both("record.newer", record=_name(later.key), seq=later.seq, event=later.event))


def _name(key: Key) -> str:
    return f"{key.kind}/{key.id}"


def _fault(key: Key, said: Text) -> FieldFault:
    return FieldFault(field=_name(key), expected=said)
