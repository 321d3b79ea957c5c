"""Who may see, write and move which records of a kind: the kind's own rows of the book, and whose the record is."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import NoReturn

from data.book import Book
from data.recording import Reach, RecordKind, RecordMove, Seat
from service.api.problems import Problem, short
from service.api.record.operation import NotThisOne
from service.lifecycle.case import Case
from service.records.caller import SIDES, Caller
from service.records.kept import Key, Record
from service.records.parties import Sight
from service.records.policy import REACHES
from service.store import UnknownRecord, View

Rights = Mapping[Seat, Reach]

# Sides whose member has to be on that side of the partnership before it may write there.
PARTIES = ("mentor", "mentee")


def reach(rights: Rights, caller: Caller) -> str:
    """Return how far the caller's rights reach: ``own``, ``shared``, ``all``, or nowhere (empty)."""
    return {str(seat): str(found) for seat, found in rights.items()}.get(caller.role, "")


def sight_of(rights: Rights, callers: Iterable[Caller]) -> Sight | None:
    """Return what of a list an account sees in its roles; None: all of it.

    Raises
    ------
    Problem
        403 when none of its roles sees anything of the kind.
    """
    members: dict[str, set[str]] = {"own": set(), "shared": set()}
    levels = {one: reach(rights, one) for one in callers}
    if not any(levels.values()):
        raise forbidden(rights, callers)
    if "all" in levels.values():
        return None
    for one, level in levels.items():
        if level and one.member:
            members[level].add(one.member)
    return Sight(own=frozenset(members["own"]), shared=frozenset(members["shared"]))


def may(view: View, key: Key, rights: Rights, caller: Caller) -> bool:
    """Return whether the caller's rights reach a record."""
    level = reach(rights, caller)
    if level in {"", "all"}:
        return level == "all"
    return view.relation(key, caller.member) in REACHES[level]


def seen_record(view: View, key: Key, kind: RecordKind, callers: Iterable[Caller]) -> Record:
    """Return a record that an account may see in one of its roles; one that it may not see is not there.

    Raises
    ------
    Problem
        403 when none of its roles sees anything of the kind, 404 otherwise.
    """
    able = tuple(one for one in callers if reach(kind.read, one))
    if not able:
        raise forbidden(kind.read, callers)
    try:
        record = view.get(key)
    except UnknownRecord as error:
        raise unknown(kind, key.id) from error
    if not any(may(view, key, kind.read, one) for one in able):
        raise unknown(kind, key.id)
    return record


def check_may(view: View, record: Record, rights: Rights, caller: Caller, *, book: Book) -> None:
    """Let another role of the account try, or say the 403, when the caller may not write or move ``record``."""
    if not may(view, record.key, rights, caller) or not _on_its_side(view, book, record, caller):
        refuse(rights, caller)


def refuse(rights: Rights, caller: Caller) -> NoReturn:
    """Let another role of the account try; when none may, it is told the 403."""
    raise NotThisOne(forbidden(rights, (caller,)))


def _on_its_side(view: View, book: Book, record: Record, caller: Caller) -> bool:
    """Return whether a mentor's account acts where its member is the mentor, and a mentee's where it is a mentee."""
    partnership = record.data.get("partnership")
    if caller.role not in PARTIES or not isinstance(partnership, str):
        return True
    try:
        found = view.get(Key(record.key.programme, "partnership", partnership))
    except UnknownRecord:
        return True
    return caller.member in Case(book, found.data).bearers(caller.role)


def check_scope(move: RecordMove, caller: Caller) -> None:
    """Raise the 403 when the caller's token may not do what the move does: money, or publication."""
    if move.second and move.second not in caller.scopes:
        raise Problem(status=HTTPStatus.FORBIDDEN, kind="no-scope", values=(move.second,))


def forbidden(rights: Rights, callers: Iterable[Caller]) -> Problem:
    """Return the 403 that names the roles which may."""
    held = ", ".join(dict.fromkeys(one.role for one in callers)) or "-"
    return Problem(status=HTTPStatus.FORBIDDEN, kind="not-yours", values=(held, ", ".join(rights) or "-"))


def unknown(kind: RecordKind, id_: str) -> Problem:
    """Return the 404 for a record that is not there, or not for this caller."""
    return Problem(status=HTTPStatus.NOT_FOUND, kind="unknown-row", values=(kind.name, short(id_)))


def speaks_for(caller: Caller) -> str:
    """Return the member for which the caller says yes; empty for those who speak for themselves."""
    return caller.member if caller.role in SIDES else ""
