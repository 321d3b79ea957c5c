"""The first sheet of the year's workbook: what came in, how good the answers are, and whether the sums agree."""

from collections.abc import Iterator, Sequence

from openpyxl.worksheet.worksheet import Worksheet

from data.answer import Level
from service.documents import year_sums
from service.documents.sheets import (
    FIRST_ROW,
    HEADER_HEIGHT,
    Kind,
    Style,
    Value,
    cell_at,
    paint_band,
    paint_heading,
    print_setup,
    put,
)
from service.documents.year_rows import Reader, Row
from service.words.figures import percent, unit

# Widths of the sheet's columns in characters.
WIDTHS = (52, 22, 22, 22, 22)

# Place of the amount among the columns of the sheet of cost lines, as a letter.
AMOUNT_LETTER = "F"


def fill_front(sheet: Worksheet, reader: Reader, style: Style, *, lines: Worksheet) -> None:
    """Write the summary; ``lines`` is the sheet of cost lines, which the spreadsheet itself adds up for the check."""
    paint_band(sheet, style.band, columns=len(WIDTHS), style=style)
    row = FIRST_ROW
    for title, kinds, rows in _blocks(reader):
        row = _block(sheet, row, title=title, kinds=kinds, rows=tuple(rows), style=style)
    _check(sheet, row, reader=reader, style=style, lines=lines)
    for letter, width in zip("ABCDE", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    print_setup(sheet, header=style.band)
    sheet.print_title_rows = None


def _blocks(reader: Reader) -> Iterator[tuple[Sequence[str], tuple[Kind, ...], Iterator[Row]]]:
    words = reader.words
    yield (words("paper.summary"), ""), ("text", "whole"), _counts(reader)
    level_titles = tuple(
        words(key) for key in ("levels.title", "levels.value", "levels.bound", "levels.state", "levels.baseline")
    )
    baseline = reader.year.match.baseline
    beside = {level.id: level.value for level in baseline.levels} if baseline else {}
    beside |= {level.id: level.value for level in reader.year.plan.baseline.levels} if reader.year.plan.baseline else {}
    levels = (*reader.year.match.levels, *reader.year.plan.levels)
    yield level_titles, ("text", "whole", "whole", "text", "whole"), (_level(reader, each, beside) for each in levels)
    programme = reader.year.book.programme
    yield (
        (words("money.heads", facilitator=programme.facilitator),
         *(words(key) for key in ("money.budget", "money.planned", "money.left", "paper.later"))),
        ("text", "money", "money", "money", "money"), year_sums.heads(reader),
    )  # fmt: skip
    yield (
        (words("money.policies", unit=unit(programme.currency)),
         *(reader.names.role(role) for role in ("mentor", "mentee", "facilitator")), words("money.sum")),
        ("text", "money", "money", "money", "money"), year_sums.policies(reader),
    )  # fmt: skip


def _counts(reader: Reader) -> Iterator[Row]:
    year, words = reader.year, reader.words
    placed = {event.partnership for event in year.plan.events if event.partnership}
    yield words("paper.letters"), len(year.intake.letters)
    yield words("paper.mentors"), len(year.intake.mentors)
    yield words("paper.pairs"), len(year.letters)
    yield words("paper.placed"), len(placed)
    yield words("paper.finished"), len(placed - set(year.plan.carried))
    yield words("calendar.carried"), len(year.plan.carried)
    yield words("calendar.unplaced"), len(year.plan.unplaced)
    yield words("unmatched.title"), len(year.match.unmatched)


def _level(reader: Reader, level: Level, beside: dict[str, int]) -> Row:
    words = reader.words
    counted = words.known(f"unit.{level.unit.replace(' ', '_')}", level.unit)
    gap = percent(level.gap_permille, words.language)
    proof = words("levels.proved") if level.proved else words("levels.gap", percent=gap)
    return f"{words.say(level.name)} ({counted})", level.value, level.bound, proof, beside.get(level.id)


def _block(
    sheet: Worksheet,
    row: int,
    *,
    title: Sequence[str],
    kinds: Sequence[Kind],
    rows: Sequence[Sequence[Value]],
    style: Style,
) -> int:
    """Write a heading and its rows; return the row after a free line."""
    for place, (words, kind) in enumerate(zip(title, kinds, strict=True), start=1):
        paint_heading(cell_at(sheet, row, place), words, kind=kind)
    sheet.row_dimensions[row].height = HEADER_HEIGHT
    for number, values in enumerate(rows, start=row + 1):
        for place, (value, kind) in enumerate(zip(values, kinds, strict=True), start=1):
            put(sheet, number, place, value, kind=kind, style=style)
    return row + len(rows) + 2


def _check(sheet: Worksheet, row: int, *, reader: Reader, style: Style, lines: Worksheet) -> None:
    """Put our total beside the spreadsheet's own sum over the cost lines, and their difference, which must be 0."""
    words, count = reader.words, len(reader.year.plan.ledger.lines)
    title = lines.title.replace("'", "''")
    cells = f"'{title}'!{AMOUNT_LETTER}{FIRST_ROW}:{AMOUNT_LETTER}{FIRST_ROW + max(count, 1) - 1}"
    put(sheet, row, 1, words("money.total"), kind="text", style=style)
    put(sheet, row, 2, reader.year.plan.ledger.total, kind="money", style=style)
    put(sheet, row + 1, 1, words("money.check"), kind="text", style=style)
    put(sheet, row + 2, 1, words("paper.difference"), kind="text", style=style)
    for number, formula in ((row + 1, f"=SUM({cells})"), (row + 2, f"=B{row}-B{row + 1}")):
        cell = put(sheet, number, 2, 0, kind="money", style=style)
        cell.value = formula
