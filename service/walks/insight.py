"""Everything on record of a programme, gathered at one moment for whoever reads it as a whole."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from data.book import Book
from data.text import Text
from matcher.learning.outcome import NAMES, Closed, outcomes_missing
from service.insight import Ended, Folder, Holdings, Touch, ended
from service.records.kept import Key, Record
from service.records.parties import Sight
from service.store import View
from service.store.latest import newest_entries

# Technical: records fetched at a time.
BATCH = 1000

# The criteria that a case has points for.
NAMED = frozenset(NAMES)

# Number id of the targets that a successful pilot has reached.
LEAST_TARGETS = "outcome_targets_percent"


def gather(view: View, programme: str, *, book: Book, zone: dt.tzinfo = dt.UTC) -> Holdings:
    """Return everything that a programme has on record; ``zone`` tells on which day an instant lies."""
    touched = {
        key: Touch(_day(at, zone), by.partition(":")[0]) for key, (at, by) in newest_entries(view, programme).items()
    }
    return Holdings(
        book=book,
        partnerships=_all(view, programme, "partnership"),
        letters=_all(view, programme, "letter"),
        members=_all(view, programme, "member"),
        others={kind: _all(view, programme, kind) for kind in book.records},
        touched=touched,
    )


def gather_one(view: View, programme: str, partnership: str, *, book: Book) -> Folder:
    """Return one partnership with what hangs on it and on its members.

    Raises
    ------
    UnknownRecord
        If there is no such partnership.
    """
    record = view.get(Key(programme, "partnership", partnership))
    mentor = record.data.get("mentor")
    members = [*record.data["mentees"], *([mentor] if mentor else [])]
    return replace(gather_of(view, programme, members, book=book), partnerships=(record,)).folders()[0]


def gather_of(view: View, programme: str, members: Iterable[str], *, book: Book) -> Holdings:
    """Return the partnerships of some members with what hangs on them; newest entries and letters are left out."""
    sight = Sight(own=frozenset(members))
    return Holdings(
        book=book,
        partnerships=_all(view, programme, "partnership", sight=sight),
        members=_all(view, programme, "member", sight=sight),
        others={kind: _all(view, programme, kind, sight=sight) for kind in book.records},
    )


def years_of(
    view: View, programme: str, member: str, *, books: Callable[[str], Book], among: Collection[str] | None
) -> list[tuple[Record, str, tuple[Folder, ...]]]:
    """Return a member's partnerships in every programme that has it, by year: programme, its id there, its folders.

    Parameters
    ----------
    programme, member
        Where it is named; elsewhere it is who has the same utility of the register, or else the same id.
    books
        From the name that a programme gives to its book.
    among
        Programmes that may be looked at; None: all.

    Raises
    ------
    UnknownRecord
        If there is no such member.
    """
    utility = view.get(Key(programme, "member", member)).data.get("utility")
    found = []
    for one in _all(view, "", "programme"):
        id_ = one.key.programme
        if among is not None and id_ not in among:
            continue
        for other in _all(view, id_, "member"):
            if other.data.get("utility") == utility if utility else other.key.id == member:
                folders = gather_of(view, id_, [other.key.id], book=books(one.data["book"])).folders()
                found.append((one, other.key.id, folders))
    return sorted(found, key=lambda each: (each[0].data["year"], each[0].key.id))


def closed_cases(holdings: Holdings) -> tuple[tuple[Ended, ...], tuple[Closed, ...]]:
    """Return every partnership that is over, and those of them that the outcome model can read."""
    found = ended(holdings.folders(), least_percent=holdings.book.number(LEAST_TARGETS))
    cases = [
        Closed(points=one.points, success=bool(one.success)) for one in found if one.counts and set(one.points) == NAMED
    ]
    return found, tuple(cases)


def still_missing(holdings: Holdings, cases: Sequence[Closed]) -> Text:
    """Return how many cases the outcome model still misses."""
    return outcomes_missing(holdings.book, cases)


def _all(view: View, programme: str, kind: str, *, sight: Sight | None = None) -> tuple[Record, ...]:
    found: list[Record] = []
    while True:
        page = view.find(programme, kind, limit=BATCH, after=found[-1].key.id if found else "", sight=sight)
        found += page
        if len(page) < BATCH:
            return tuple(found)


def _day(at: str, zone: dt.tzinfo) -> dt.date:
    return dt.datetime.fromisoformat(at).astimezone(zone).date()
