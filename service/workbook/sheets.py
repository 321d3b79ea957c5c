"""Everything that was read from a workbook, sheet by sheet, as the checks see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from data import Book, Text
from data.country import Country
from service.workbook.faults import Faults
from service.workbook.rows import Row
from service.workbook.tables import Found

# Start of the keys under which a decision's amounts stand in its form.
AMOUNTS = "amounts."


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """Everything that was read, sheet by sheet, with the tables it refers to."""

    rows: Mapping[str, list[Row]]
    found: Mapping[str, Found]
    book: Book
    country: Country
    faults: Faults

    def form(self, key: str) -> Row | None:
        """Return the one record of a form, None where it is missing."""
        return self.rows[key][0] if self.rows[key] else None

    def year(self) -> int | None:
        """Return the budget year, None where it is unreadable."""
        programme = self.form("programme")
        return programme.whole("year") if programme else None

    def today(self) -> date | None:
        """Return the day of planning, None where it is unreadable."""
        programme = self.form("programme")
        return day_of(programme, "today") if programme else None

    def refuse(self, row: Row, key: str, expected: Text, number: int = 0) -> None:
        """Note a fault of one value."""
        cell, value = row.record.cells.get((key, number)), row.get(key, number)
        said = value if isinstance(value, date | Decimal) else cell.text if cell else ""
        self.faults.append(row.place(key, number).fault(said, expected))


def day_of(row: Row, key: str) -> date | None:
    """Return a date, None where it is empty or unreadable."""
    value = row.get(key)
    return value if isinstance(value, date) else None


def in_order(sheets: Sheets, row: Row, least: str, most: str) -> None:
    """Refuse a pair of bounds whose upper one is the smaller."""
    low, high = row.whole(least), row.whole(most)
    if low is not None and high is not None and high < low:
        sheets.refuse(row, most, Text(en=f"{low} or more", id=f"{low} atau lebih"))
