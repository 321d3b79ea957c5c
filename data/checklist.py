"""The page ``docs/checklist.md``: for each item of the guideline where it is honoured, or that it is not yet."""

from collections.abc import Iterator

from data import rows
from data.book import Book

LATER = "later:"
HONOURED, PARTLY, TEXT_ONLY, NOT_YET = VERDICTS = ("honoured", "partly", "text only", "not yet")
TEXT_TABLES = ("programme", "section", "role", "duty", "statement", "tension")
MEANING = {
    "later:records": "persistent records and accounts",
    "later:papers": "generated papers",
    "later:pages": "full pages",
}


def verdict(item: rows.ChecklistItem) -> str:
    """Return how far an item is honoured: one of ``VERDICTS``.

    Notes
    -----
    With nothing left for later it is ``honoured``.  Otherwise it is ``partly`` when a table that code acts on has it
    (a document, a number, a rule ...), ``text only`` when only the guideline's words are in it, else ``not yet``.
    """
    tables = {place.partition(":")[0] for place in item.where}
    if "later" not in tables:
        return HONOURED
    if tables - {"later", *TEXT_TABLES}:
        return PARTLY
    return TEXT_ONLY if tables - {"later"} else NOT_YET


def checklist_page(book: Book) -> str:
    """Return the whole page as Markdown, one table row an item, in the guideline's order."""
    counts = dict.fromkeys(VERDICTS, 0)
    for item in book.checklist.values():
        counts[verdict(item)] += 1
    return "\n".join((*_head(book, counts), *(_line(item) for item in book.checklist.values()), ""))


def _head(book: Book, counts: dict[str, int]) -> Iterator[str]:
    yield "# Checklist"
    yield ""
    yield "<!-- Generated from the book's checklist table; do not edit.  `make docs` writes it. -->"
    yield ""
    yield f"The {len(book.checklist)} items into which the guideline was cut, and what honours each."
    yield "`table:row` is a row of the book that `solidaritas rule` shows."
    yield "A `rule` row names what a solver enforces, a `number` row what a board may change."
    yield "**Partly** means: a table or rule is there, but not yet all that the item asks of records, papers or pages."
    yield "**Text only** means: the guideline's words stand in the book, and nothing acts on them yet."
    yield ""
    yield "| verdict | items |"
    yield "|---|---|"
    for said, count in counts.items():
        yield f"| {said} | {count} |"
    yield ""
    yield "| # | Section | Item | Butir | Verdict | Where |"
    yield "|---|---|---|---|---|---|"


def _line(item: rows.ChecklistItem) -> str:
    places = [f"`{place}`" for place in item.where if not place.startswith(LATER)]
    places += [f"later: {MEANING[place]}" for place in item.where if place.startswith(LATER)]
    cells = (item.id, item.section, item.name.en, item.name.id, verdict(item), ", ".join(places))
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"
