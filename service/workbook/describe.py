"""The table of columns for the two pages in docs/, generated so that page and workbook cannot drift apart."""

from collections.abc import Iterator

from data import Book, Language, Text
from service.workbook.format import Column, Sheet, load_format

HEADINGS = {
    "column": Text(en="Column", id="Kolom"),
    "holds": Text(en="Holds", id="Isi"),
    "must": Text(en="Must", id="Wajib"),
    "meaning": Text(en="Meaning", id="Arti"),
    "section": Text(en="Guideline", id="Pedoman"),
}
TYPES = {
    "text": Text(en="text", id="teks"),
    "long": Text(en="longer text", id="teks panjang"),
    "whole": Text(en="whole number", id="bilangan bulat"),
    "rupiah": Text(en="whole rupiah", id="rupiah bulat"),
    "decimal": Text(en="number", id="bilangan"),
    "date": Text(en="date", id="tanggal"),
    "yesno": Text(en="yes or no", id="ya atau tidak"),
    "choice": Text(en="one from a list", id="satu dari daftar"),
    "list": Text(en="several from a list", id="beberapa dari daftar"),
    "words": Text(en="several from a list, or own words", id="beberapa dari daftar, atau kata sendiri"),
}
YES = Text(en="yes", id="ya")


def columns_table(language: Language, *, book: Book) -> str:
    """Return, as Markdown, one heading and one table for every sheet, in the order of the workbook."""
    return "\n".join(
        line for sheet in load_format().for_book(book).values() for line in _sheet(sheet, language=language, book=book)
    )


def _sheet(sheet: Sheet, *, language: Language, book: Book) -> Iterator[str]:
    titles = [heading.say(language) for heading in HEADINGS.values()]
    yield f"### {sheet.title.say(language)}\n"
    yield f"{sheet.purpose.say(language)}\n"
    yield f"| {' | '.join(titles)} |"
    yield "|" + "---|" * len(titles)
    for column in sheet.columns.values():
        must = YES.say(language) if column.required else ""
        cells = (column.title.say(language), _holds(column, language=language, book=book), must)
        yield f"| {' | '.join((*cells, column.explain.say(language), column.section))} |"
    yield ""


def _holds(column: Column, *, language: Language, book: Book) -> str:
    """Return type, unit and bounds in a few words."""
    holds = TYPES[column.type].say(language)
    if column.unit and column.type != "rupiah":
        holds += f", {column.unit.say(language)}"
    least, most = column.bounds(book)
    if column.type == "whole" and least is not None:
        between = f"{least}-{most}" if most is not None else f"≥ {least}"
        holds += f", {between}"
    return holds
