"""/programmes/{programme}/versions/{kind}/{record}: every version of a record from the journal, and what changed."""

from collections.abc import Mapping
from typing import Any

from data.book import Book
from data.recording import NOUNS
from service.api.operations import LanguageAsked
from service.api.record.access import candidates, load_policy
from service.api.record.kinds.forms import shown_data
from service.api.record.kinds.kinds import blueprint
from service.api.record.kinds.ledger import kind_of
from service.api.record.kinds.records import about
from service.api.record.kinds.rights import may, reach, seen_record
from service.api.record.kinds.shown import DifferenceShown, VersionsShown
from service.api.record.nouns import book_for
from service.api.record.operation import Told, operation
from service.records.kept import Key, Record
from service.store import Entry, UnknownRecord, View
from service.store.canonical import difference
from service.store.view import applied

RULE = "/<string:programme>/versions/<string:kind>/<string:record>"
BETWEEN = f"{RULE}/<int(max=1000000):first>/<int(max=1000000):last>"

# Technical: entries of one record that are read at a time.
BATCH = 500


@operation(blueprint, "GET", RULE, answers=VersionsShown, query=LanguageAsked, about=about)
def list_versions(view: View, _: dict[str, Any], programme: str, kind: str, record: str) -> Told:
    """List every version of a record: when, who, why, and what it said then."""
    book, found = _seen(view, programme, kind, record)
    items = [_shown(book, entry, one) for entry, one in history(view, found.key)]
    return Told(body={"items": items}, record=found)


@operation(blueprint, "GET", BETWEEN, answers=DifferenceShown, query=LanguageAsked, about=about)
def compare_versions(view: View, _: dict[str, Any], *, first: int, last: int, **path: str) -> Told:
    """Say what changed between two versions of a record, as a merge patch with both sides."""
    kind = path["kind"]
    book, found = _seen(view, path["programme"], kind, path["record"])
    one, other = (view.version(found.key, number) for number in (first, last))
    before, after = (_plain(book, kind, each.data) for each in (one, other))
    change = difference(before, after)
    return Told(
        body={
            "first": first,
            "last": last,
            "state": [one.state, other.state],
            "change": change,
            "before": {name: before[name] for name in change if name in before},
            "after": {name: after[name] for name in change if name in after},
        },
        record=found,
    )


def history(view: View, key: Key) -> list[tuple[Entry, Record]]:
    """Return every entry of a record with the record after it, in order."""
    found: list[tuple[Entry, Record]] = []
    record: Record | None = None
    after = 0
    while entries := view.entries(key.programme, kind=key.kind, id_=key.id, limit=BATCH, after=after):
        for entry in entries:
            record = applied(record, entry)
            found.append((entry, record))
        after = entries[-1].seq
    return found


def _seen(view: View, programme: str, kind: str, record: str) -> tuple[Book, Record]:
    """Return the book and a record of any kind that the caller may see."""
    book, key = book_for(view, programme), Key(programme, kind, record)
    if kind not in NOUNS:
        return book, seen_record(view, key, kind_of(book, kind), candidates())
    rights: Any = load_policy().access[f"show_{kind}"]
    able = [one for one in candidates() if reach(rights, one)]
    if kind != "programme" and not any(may(view, key, rights, one) for one in able):
        raise UnknownRecord(key)
    return book, view.get(key)


def _shown(book: Book, entry: Entry, record: Record) -> dict[str, Any]:
    told = {name: getattr(entry, name) for name in ("seq", "at", "by", "version", "event")}
    reason = entry.told.get("reason", "")
    return {**told, "reason": reason, "state": record.state, "data": _plain(book, record.key.kind, record.data)}


def _plain(book: Book, kind: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a version said, without what is about people."""
    if kind in book.records:
        return shown_data(book.records[kind].fields, data)
    return {name: value for name, value in data.items() if name not in {"sealed", "erased"}}
