"""Every name that a row gives must be a row: sections, references, and the checklist's ``where``."""

from collections.abc import Iterator

from data.book import TABLES, Book
from data.checking.faults import fault, table_fault
from data.errors import Fault
from data.references import near, references, resolve_section

LATER = ("records", "papers", "pages")


def check_sections(book: Book) -> Iterator[Fault]:
    """Yield rows whose section the book does not have, stated rows without one, and aliases given twice."""
    for table, row in book.all_rows():
        if not row.section and row.status != "assumed":
            yield fault(book, table, row, field="section", reason="a row that is not assumed has to cite its section")
        elif row.section and not resolve_section(book, row.section):
            hint = near(row.section, list(book.sections))
            yield fault(book, table, row, field="section", reason=f"no section {row.section!r}{hint}")
    owners: dict[str, str] = {}
    for section in book.sections.values():
        if section.section != section.id:
            yield fault(book, "section", section, field="section", reason=f"a section cites itself, {section.id!r}")
        for alias in section.aliases:
            first = owners.setdefault(alias.casefold(), section.id)
            if first != section.id:
                reason = f"{alias!r} is already an alias of section {first}"
                yield fault(book, "section", section, field="aliases", reason=reason)


def check_references(book: Book) -> Iterator[Fault]:
    """Yield every reference to a row that does not exist."""
    for reference in references(book):
        names = book.table(reference.target)
        if reference.key not in names:
            hint = near(reference.key, list(names))
            yield fault(
                book,
                reference.table,
                reference.row,
                field=reference.field,
                reason=f"no {reference.target} named {reference.key!r}{hint}",
            )


def check_checklist(book: Book) -> Iterator[Fault]:
    """Yield checklist items out of sequence, and entries of ``where`` that name nothing."""
    expected = [str(number) for number in range(1, len(book.checklist) + 1)]
    if list(book.checklist) != expected:
        yield table_fault("checklist", f"items have to be numbered 1 to {len(expected)}, in order, without a gap")
    for item in book.checklist.values():
        if not item.where:
            yield fault(book, "checklist", item, field="where", reason="say where it is honoured, or later:...")
        for place in item.where:
            reason = _wrong_place(book, place)
            if reason:
                yield fault(book, "checklist", item, field="where", reason=reason)


def _wrong_place(book: Book, place: str) -> str:
    """Return what is wrong with one entry of ``where``, or an empty string."""
    table, _, key = place.partition(":")
    if table == "later":
        return "" if key in LATER else f"{place!r} names no later part; known are {', '.join(LATER)}"
    if table not in TABLES:
        return f"{place!r} names no table; write table:row or later:part"
    if key not in book.table(table):
        return f"no {table} named {key!r}{near(key, list(book.table(table)))}"
    return ""
