"""The empty workbook: explanations, drop-downs and units in two languages, the year and the budget heads filled in."""

import typing
from pathlib import Path

from data import Book, Language
from data.country import Country
from service.workbook.contents import blank_contents
from service.workbook.writing import write_contents


def write_template(
    path: Path | str | typing.IO[bytes],
    *,
    book: Book,
    country: Country,
    year: int,
    language: Language = "id",
) -> None:
    """Write an empty workbook for ``year``.

    Parameters
    ----------
    path
        Where to write, or an open binary file.
    book, country
        Where names and lists come from.
    year
        Budget year.
    language
        Language that comes first in titles, and that names and lists are written in.
    """
    write_contents(
        path,
        blank_contents(year, tuple(book.budget_heads)),
        book=book,
        country=country,
        language=language,
        year=year,
        is_fictional=False,
    )
