"""How a check names the place of a fault."""

from data import rows
from data.book import Book
from data.errors import Fault


def fault(book: Book, table: str, row: rows.Row, *, field: str = "", reason: str) -> Fault:
    """Return the fault of one row, with the file in which the row stands."""
    key = f"{table}.{row.id}.{field}" if field else f"{table}.{row.id}"
    return Fault(file=book.files.get(f"{table}:{row.id}", ""), key=key, reason=reason)


def table_fault(table: str, reason: str) -> Fault:
    """Return a fault of a whole table, which may stand in several files."""
    return Fault(file="", key=table, reason=reason)
