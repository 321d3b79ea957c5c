"""How one value is put into a cell so that reading it gives the same value back."""

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal

from openpyxl.cell.cell import Cell

from data import Language
from service.errors import ServiceError
from service.workbook.format import Column
from service.workbook.looks import (
    DATES,
    DECIMAL_FORMAT,
    MONEY_FORMATS,
    RIGHT,
    TEXT_FORMAT,
    WHOLE_FORMAT,
    WRAPPED,
    YEAR_FORMAT,
)
from service.workbook.names import Names
from service.workbook.values import CONTROL

# An underscore that a reader would take for the format's own escape (`_x0041_` stands for A), and what stands for it.
LOOKS_ESCAPED, UNDERSCORE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)"), "_x005F_"

# Columns of whole numbers that are years, so that no thousands dot is shown.
YEARS = frozenset({"year"})


class UnwritableText(ServiceError, ValueError):
    """A text holds control characters, which no spreadsheet can hold; ``column`` says where it belongs."""

    def __init__(self, column: str, text: str) -> None:
        """Show the text with its control characters escaped."""
        self.column, self.text = column, text
        super().__init__(f"{column}: no spreadsheet can hold the control characters of {text!r}")


class Encoder:
    """Puts values into cells in one language.

    Parameters
    ----------
    names
        By source, the names that stand for ids.
    language
        Language of names and dates.
    currency
        Code of the book's currency.
    """

    def __init__(self, names: Mapping[str, Names], *, language: Language, currency: str) -> None:
        """Keep the tables."""
        self.names, self.language, self.currency = names, language, currency

    def put(self, cell: Cell, value: object, column: Column) -> None:
        """Write ``value`` into ``cell``; None and empty texts leave it empty."""
        self.dress(cell, column)
        if value is None or value in ("", ()):
            return
        if isinstance(value, bool):
            _put_text(cell, self.names["yesno"].say("yes" if value else "no", self.language), column)
        elif isinstance(value, str):
            self._put_words(cell, value, column)
        elif isinstance(value, tuple):
            _put_text(cell, "; ".join(self.names[column.source].say(each, self.language) for each in value), column)
        elif isinstance(value, Decimal):
            _put_decimal(cell, value, column)
        elif isinstance(value, int | dt.date):
            cell.value = value

    def dress(self, cell: Cell, column: Column) -> None:
        """Give ``cell`` the number format and alignment of its column."""
        cell.number_format = self.number_format(column)
        cell.alignment = RIGHT if column.type in {"whole", "rupiah", "decimal"} else WRAPPED

    def number_format(self, column: Column) -> str:
        """Return how a column's values are shown."""
        if column.type == "date":
            return DATES[self.language]
        if column.type == "rupiah":
            return MONEY_FORMATS.get(self.currency, WHOLE_FORMAT)
        if column.type == "whole":
            return YEAR_FORMAT if column.key in YEARS else WHOLE_FORMAT
        return DECIMAL_FORMAT if column.type == "decimal" else TEXT_FORMAT

    def _put_words(self, cell: Cell, value: str, column: Column) -> None:
        if column.type == "words":
            parts = [self.names[column.source].say(part.strip(), self.language) for part in value.split(",")]
            value = "; ".join(parts)
        elif column.type == "choice":
            value = self.names[column.source].say(value, self.language)
        _put_text(cell, value, column)


def _put_text(cell: Cell, text: str, column: Column) -> None:
    """Write text as text, even where it begins like a formula or holds what looks like an escape."""
    if CONTROL.search(text.replace("\r", "\n")):
        raise UnwritableText(column.key, text)
    cell.value = LOOKS_ESCAPED.sub(UNDERSCORE, text).replace("\r\n", "\n").replace("\r", "\n")
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(("=", "+", "-", "@", "'"))


def _put_decimal(cell: Cell, value: Decimal, column: Column) -> None:
    """Write a number; one that a spreadsheet's 15 digits cannot hold is written as text."""
    if Decimal(repr(float(value))) == value:
        cell.value = value
    else:
        _put_text(cell, f"{value:f}".replace(".", ","), column)
