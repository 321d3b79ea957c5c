"""What the nouns share: keys, pages, members that have to exist."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any

from data.book import Book
from service.api.phrases import filled, load_fault_texts, noun_text
from service.api.problems import FieldFault, invalid, short
from service.api.record.access import PROGRAMME, programmes_seen, sight
from service.api.record.desk import book_of
from service.api.record.operation import Told
from service.api.record.showing import REMEMBERED, Showing
from service.records.kept import Key, Record, Written
from service.store import UnknownRecord, View


def programme_key(programme: str) -> Key:
    """Return the key of a programme."""
    return Key(programme, "programme", programme)


def book_for(view: View, programme: str) -> Book:
    """Return the book that a programme is run by; a programme that is not there is a 404."""
    return book_of(book_name(view, programme))


def book_name(view: View, programme: str) -> str:
    """Return the name of that book."""
    return _named(view.written(programme_key(programme)))


@lru_cache(maxsize=REMEMBERED)
def _named(kept: Written) -> str:
    return str(kept.read().data["book"])


def page(
    view: View, programme: str, kind: str, *, asked: Mapping[str, Any], shown: Callable[[Record], dict[str, Any]]
) -> Told:
    """Return a page of the records that the caller may see, with where the next one begins."""
    found, more = _page(view, programme, kind, asked)
    return Told(body={"items": [shown(one.read()) for one in found], "next": more})


def page_shown(view: View, programme: str, kind: str, *, asked: Mapping[str, Any], showing: Showing) -> Told:
    """Return the same, each record as it was shown before where it was."""
    book = book_name(view, programme)
    found, more = _page(view, programme, kind, asked)
    return Told(body=showing.page(book, found, following=more))


def _page(view: View, programme: str, kind: str, asked: Mapping[str, Any]) -> tuple[list[Written], str | None]:
    limit = asked["limit"]
    found = view.find_written(
        programme,
        kind,
        limit=limit + 1,
        after=asked["after"],
        state=asked["state"],
        sight=None if kind == PROGRAMME else sight(),
        among=programmes_seen() if kind == PROGRAMME else None,
    )
    return found[:limit], found[limit - 1].key.id if len(found) > limit else None


def one_shown(view: View, key: Key, *, showing: Showing) -> Told:
    """Return one record, as it was shown before where it was."""
    kept = view.written(key)
    return Told(body=showing.one(book_name(view, key.programme), kept), record=kept)


def storable(sent: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was sent as the record keeps it: days as text, nothing that was left out."""
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in sent.items()}


def must_exist(view: View, programme: str, named: Iterable[tuple[str, str, str]]) -> None:
    """Raise the 422 for every ``(field, kind, id)`` that the programme does not have; an empty id names nothing."""
    faults = []
    for field, kind, id_ in named:
        try:
            if id_:
                view.get(Key(programme, kind, id_))
        except UnknownRecord:
            said = filled(load_fault_texts()["nobody"], noun_text(kind), short(id_))
            faults.append(FieldFault(field=field, expected=said))
    if faults:
        raise invalid(*faults)
