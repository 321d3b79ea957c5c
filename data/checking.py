"""What must hold across a book's tables; every fault is collected, none hides another."""

from data.book import Book
from data.errors import Fault


def check_book(book: Book) -> tuple[Fault, ...]:
    """Return every contradiction between the tables of ``book``."""
    return ()
