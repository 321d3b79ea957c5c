"""What the record's operations need: the store, the books, and the clock that they were given."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from flask import current_app

from data import PERPAMSI, WATERLINKS, load_book
from data.book import Book
from service.store import Store

KEY = "solidaritas.record"

# The books that a programme may be run by.
BOOKS = {"perpamsi": PERPAMSI, "waterlinks": WATERLINKS}

# Hours from UTC of the facilitator's midnight: Western Indonesia Time, where PERPAMSI sits.
MIDNIGHT = dt.timezone(dt.timedelta(hours=7))


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDesk:
    """The tools of every operation on the record; ``is_behind_tls``: people reach the service over https."""

    store: Store
    is_behind_tls: bool = False
    now: Callable[[], dt.datetime]

    def at(self) -> str:
        """Return the instant that an entry carries: ISO 8601 in UTC, to the second."""
        return self.now().astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def today(self) -> dt.date:
        """Return the facilitator's day."""
        return self.now().astimezone(MIDNIGHT).date()


def record_desk() -> RecordDesk:
    """Return the desk of the running application."""
    found: RecordDesk = current_app.extensions[KEY]
    return found


@cache
def book_of(name: str) -> Book:
    """Return a book by the name that a programme gives."""
    return load_book(BOOKS[name])
