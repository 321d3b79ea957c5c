"""From an intake to a workbook in the format that ``reading`` reads: what is written comes back exactly."""

import typing
from collections.abc import Mapping
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from data import Book, Language, Text
from data.country import Country
from service.records.intake import Intake
from service.workbook.contents import Values, contents_of
from service.workbook.encoding import Encoder
from service.workbook.format import load_format
from service.workbook.guide import write_guide
from service.workbook.layout import REACHED_ROWS, Layout
from service.workbook.lists import SELF, write_lists
from service.workbook.looks import RED, WATER
from service.workbook.names import Names, fixed_names, party_names

# Rows above the first record of a table: title, purpose, explanation, header; a sample has its mark on top of them.
HEAD_ROWS = 4


def write_workbook(
    path: Path | str | typing.IO[bytes],
    intake: Intake,
    *,
    book: Book,
    country: Country,
    language: Language = "id",
) -> None:
    """Write ``intake`` as a workbook.

    Parameters
    ----------
    path
        Where to write, or an open binary file.
    intake
        What the workbook shall hold; ``read_workbook`` gives it back as it is.
    book, country
        Where names and lists come from.
    language
        Language that comes first in titles, and that names and lists are written in.

    Raises
    ------
    UnwritableText
        When a text holds control characters.
    """
    write_contents(
        path,
        contents_of(intake),
        book=book,
        country=country,
        language=language,
        year=intake.year,
        is_fictional=intake.fictional,
    )


def write_contents(
    path: Path | str | typing.IO[bytes],
    contents: Mapping[str, list[Values]],
    *,
    book: Book,
    country: Country,
    language: Language,
    year: int,
    is_fictional: bool,
) -> None:
    """Write records, which may be incomplete, as a workbook; see ``write_workbook``."""
    form = load_format()
    sheets = form.for_book(book)
    names = _names(contents, fixed_names(form, book=book, country=country), book)
    mark = (
        f"{form.guide.fictional.say(language)}  ·  {form.guide.fictional.say(_other(language))}" if is_fictional else ""
    )
    workbook = Workbook()
    workbook.properties.title = f"{book.programme.name.say(language)} {year}"
    workbook.properties.creator = book.programme.facilitator
    guide = typing.cast("Worksheet", workbook.active)
    guide.title = form.guide.title.say(language)
    pages = {key: workbook.create_sheet(sheet.title.say(language)) for key, sheet in sheets.items()}
    lists = workbook.create_sheet(form.guide.lists.say(language))
    ranges = write_lists(lists, sheets, names=names, language=language, mark=mark)
    ranges |= _code_ranges(pages, is_marked=bool(mark))
    encoder = Encoder(names, language=language, currency=book.programme.currency)
    layout = Layout(encoder, book=book, language=language, ranges=ranges, mark=mark)
    write_guide(guide, form.guide, sheets, programme=book.programme.name, year=year, language=language, mark=mark)
    for key, sheet in sheets.items():
        records = contents.get(key, [])
        if sheet.kind == "form":
            layout.form(pages[key], sheet, records[0] if records else {})
        else:
            layout.table(pages[key], sheet, records)
        pages[key].sheet_properties.tabColor = RED if mark else WATER if sheet.required else None
    workbook.save(path)


def _other(language: Language) -> Language:
    return "en" if language == "id" else "id"


def _code_ranges(pages: Mapping[str, Worksheet], *, is_marked: bool) -> dict[str, str]:
    """Return, for sources that are sheets themselves, the range of their codes."""
    first = HEAD_ROWS + 1 + int(is_marked)
    return {
        source: f"{quote_sheetname(pages[key].title)}!$A${first}:$A${first + REACHED_ROWS - 1}"
        for source, key in SELF.items()
    }


def _names(contents: Mapping[str, list[Values]], names: dict[str, Names], book: Book) -> dict[str, Names]:
    """Return the names of everything, codes of the workbook's own records included."""
    for source, key in SELF.items():
        codes = [str(values["id", 0]) for values in contents.get(key, [])]
        names[source] = Names({code: Text(en=code, id=code) for code in codes})
    names["parties"] = party_names(
        book,
        names["utilities"],
        facilitators=names["facilitators"],
        mentors=names["mentors"],
        letters=names["letters"],
    )
    return names
