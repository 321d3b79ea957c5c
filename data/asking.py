"""What the book knows of a section, a paper, an activity, a state, a role or a number, told in two languages."""

import csv
import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data import rows
from data.book import Book
from data.errors import UnknownRow
from data.phrasing import lines
from data.references import resolve_section
from data.text import Text

GUARDS = Path(__file__).parent / "guards.csv"

# Names with which an unknown one is answered; more than a handful would not be read.
NEAR_NAMES = 5

BY_FIRST_WORDS = ("document", "activity", "state", "role")

LEADING = re.compile(r"^(§|section|sect\.|bagian|pasal|butir)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of the book, ready to be shown.

    Parameters
    ----------
    table, id
        Which row, as in ``document``, ``minutes``.
    title
        Its name.
    section, status
        Where the guideline says it, and whether it does (``stated``, ``read-into``, ``assumed``).
    lines
        What the row says, one fact a line, references written out by name.
    file
        File of the row, relative to the book's folder.
    guards
        Ids of the tests that guard the section.
    """

    table: str
    id: str
    title: Text
    section: str
    status: str
    lines: tuple[Text, ...]
    file: str
    guards: tuple[str, ...]


def about(book: Book, key: str) -> tuple[Entry, ...]:
    """Return everything the book says of ``key``.

    Parameters
    ----------
    key
        A section (``3.1.7``, with its subsections; ``2.5``, ``chart`` and other aliases too), or the name or id of any
        row in either language, or ``table:row``; upper and lower case count as the same.

    Raises
    ------
    UnknownRow
        If nothing has that name; ``near`` holds the likeliest names.
    """
    wanted = _plain(LEADING.sub("", key.strip()))
    found = (*_of_section(book, wanted), *_of_name(book, wanted)) or tuple(_of_first_words(book, wanted))
    if not found:
        table = "section or name"
        raise UnknownRow(table, key, _near(book, wanted))
    once = {(table, row.id): row for table, row in found}
    return tuple(entry(book, table, row) for (table, _), row in once.items())


def assumed(book: Book) -> tuple[Entry, ...]:
    """Return every number that the guideline does not state, then every other assumed row, each with its reason."""
    numbers = [("number", row) for row in book.numbers.values() if row.status != "stated"]
    others = [(table, row) for table, row in book.all_rows() if table != "number" and row.status == "assumed"]
    return tuple(entry(book, table, row) for table, row in (*numbers, *others))


def entry(book: Book, table: str, row: rows.Row) -> Entry:
    """Return one row as it is shown."""
    return Entry(
        table=table,
        id=row.id,
        title=row.name,
        section=row.section,
        status=row.status,
        lines=lines(book, table, row),
        file=book.files.get(f"{table}:{row.id}", ""),
        guards=_guards(GUARDS).get(resolve_section(book, row.section), ()),
    )


def subsections(book: Book, section: str) -> tuple[str, ...]:
    """Return ``section`` and every section below it, in the order of the guideline.

    Notes
    -----
    Below ``3.1.1`` lie ``3.1.1-A`` and ``3.1.1-A5``, below ``3.1`` also ``3.1-chart``; ``3.10`` would not.
    """
    after = r"(\d|[.-]|$)" if section[-1:].isalpha() else r"([.-]|$)"
    below = re.compile(re.escape(section) + after)
    return tuple(key for key in book.sections if below.match(key))


def _of_section(book: Book, wanted: str) -> Iterator[tuple[str, rows.Row]]:
    """Yield the section's rows; where the key is also an alias of another section, that section's own row too."""
    main = resolve_section(book, wanted)
    if not main:
        return
    for section in subsections(book, main):
        yield "section", book.sections[section]
        for table, row in book.all_rows():
            if table != "section" and row.section and resolve_section(book, row.section) == section:
                yield table, row
    for section_row in book.sections.values():
        if section_row.id != main and wanted in map(_plain, section_row.aliases):
            yield "section", section_row


def _of_name(book: Book, wanted: str) -> Iterator[tuple[str, rows.Row]]:
    for table, row in book.all_rows():
        if wanted in _names(table, row):
            yield table, row


def _of_first_words(book: Book, wanted: str) -> Iterator[tuple[str, rows.Row]]:
    """Yield the papers, activities, states and roles whose name begins with the wanted words."""
    for table in BY_FIRST_WORDS:
        for row in book.table(table).values():
            if wanted and any(_plain(name).startswith(f"{wanted} ") for name in (row.name.en, row.name.id)):
                yield table, row


def _names(table: str, row: rows.Row) -> set[str]:
    """Return every name under which a row is found, in plain form.

    Checklist items and sections have bare numbers as ids, so of those only ``checklist:47`` counts.
    """
    found = {f"{table}:{row.id}"}
    if table not in {"checklist", "section"}:
        found |= {row.id, row.id.replace("_", " ")}
    for name in (row.name.en, row.name.id):
        found.add(name)
        found.add(re.sub(r"\s*\([^)]*\)", "", name))
        found.update(re.findall(r"\(([^)]+)\)", name))
        if table != "statement":
            found.update(name.split(", "))
    return {_plain(name) for name in found}


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _near(book: Book, wanted: str) -> tuple[str, ...]:
    """Return names that contain the wanted one or are spelled like it, as a whole or in one word."""
    names: dict[str, str] = {}
    words: dict[str, str] = {}
    for table in (*BY_FIRST_WORDS, "section", "number", "phase"):
        for row in book.table(table).values():
            for name in (row.id, row.name.en, row.name.id):
                names.setdefault(_plain(name), name)
                words |= {word: words.get(word, name) for word in _plain(name).split()}
    holding = [name for plain, name in names.items() if wanted and wanted in plain]
    alike = [names[plain] for plain in difflib.get_close_matches(wanted, list(names))]
    alike_words = [words[word] for word in difflib.get_close_matches(wanted, list(words))]
    return tuple(dict.fromkeys((*alike, *holding, *alike_words)))[:NEAR_NAMES]


@cache
def _guards(path: Path) -> dict[str, tuple[str, ...]]:
    """Return the tests of each section; empty while ``make docs`` has not yet written the file."""
    if not path.exists():
        return {}
    found: dict[str, list[str]] = {}
    with path.open(encoding="utf8", newline="") as file:
        for line in csv.DictReader(file):
            found.setdefault(line["section"], []).append(line["test"])
    return {section: tuple(tests) for section, tests in found.items()}
