"""The tables that every operation reads, loaded once when the application is made."""

from dataclasses import dataclass

from flask import current_app

from data.book import Book
from data.country import Country

KEY = "solidaritas.reference"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The programme's book and the country's registers."""

    book: Book
    country: Country


def reference() -> Reference:
    """Return the tables of the running application."""
    tables: Reference = current_app.extensions[KEY]
    return tables
