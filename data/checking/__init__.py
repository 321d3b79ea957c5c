"""What must hold across a book's tables; every fault is collected, none hides another."""

from collections.abc import Callable, Iterator

from data.book import Book
from data.checking.lifecycle import check_lifecycle
from data.checking.money import check_money
from data.checking.names import check_checklist, check_references, check_sections
from data.checking.order import check_numbering, check_precedences
from data.checking.records import check_records
from data.checking.values import check_activities, check_documents, check_notes, check_numbers, check_quiet_windows
from data.checking.watching import check_watching
from data.errors import Fault

CHECKS: tuple[Callable[[Book], Iterator[Fault]], ...] = (
    check_sections,
    check_references,
    check_checklist,
    check_notes,
    check_numbers,
    check_activities,
    check_documents,
    check_quiet_windows,
    check_numbering,
    check_precedences,
    check_lifecycle,
    check_money,
    check_records,
    check_watching,
)


def check_book(book: Book) -> tuple[Fault, ...]:
    """Return every contradiction between the tables of ``book``, in the order of ``CHECKS``."""
    return tuple(fault for check in CHECKS for fault in check(book))
