"""Draws tables and forms: title, purpose, explanations, bilingual header, drop-downs, and room to write."""

from collections.abc import Mapping

from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles.colors import Color
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from data import Book, Language, Text
from service.workbook.contents import Values
from service.workbook.encoding import Encoder
from service.workbook.format import Column, Sheet
from service.workbook.looks import (
    AMBER,
    BASE,
    BASE_HEIGHT,
    CENTRED,
    EXPLAIN_WIDTH,
    FACE,
    FORM_HEIGHT,
    GREY,
    GRID,
    LABEL_WIDTH,
    LARGE,
    PALE,
    PLAIN_LINE,
    ROW_HEIGHT,
    SMALL,
    TITLE_HEIGHT,
    USUAL_WIDTH,
    VALUE_WIDTH,
    WATER,
    WHITE,
    WRAPPED,
    fill,
    font,
    height_of,
    lines_of,
    mark_band,
    page_cell,
    print_setup,
)

# Rows with borders and formats that stand ready below the last record, and rows in all that drop-downs reach.
READY_ROWS, REACHED_ROWS = 20, 1000

# Lines of a record that a row shows at once; a longer letter is read in the cell itself.
MOST_LINES = 14

# Characters that a spreadsheet shows in the prompt of a cell, and in its title.
MOST_PROMPT, MOST_PROMPT_TITLE = 250, 32

# Columns of a form: label, value, explanation.
LABEL, VALUE, EXPLAIN = 1, 2, 2 + 1

WARN = Text(
    en="This is not what the column expects. Keep it anyway?", id="Isi ini tidak sesuai kolomnya. Tetap dipakai?"
)


class Layout:
    """Draws the sheets of one workbook.

    Parameters
    ----------
    encoder
        Puts values into cells.
    book
        Where bounds stand.
    language
        Language that comes first; the other stands below it.
    ranges
        Source to the range of its names.
    mark
        What every sheet of a sample says, empty for real data.
    """

    def __init__(
        self,
        encoder: Encoder,
        *,
        book: Book,
        language: Language,
        ranges: Mapping[str, str],
        mark: str,
    ) -> None:
        """Keep the tables."""
        self.encoder, self.book, self.language, self.ranges, self.mark = encoder, book, language, ranges, mark
        self.other: Language = "en" if language == "id" else "id"

    def both(self, text: Text, joint: str = " / ") -> str:
        """Return the two languages of a text, this workbook's first; once where they are the same."""
        first, second = text.say(self.language), text.say(self.other)
        return first if first == second else f"{first}{joint}{second}"

    def table(self, page: Worksheet, sheet: Sheet, records: list[Values]) -> None:
        """Draw a table and fill it."""
        columns = self._columns(sheet, records)
        widths = [column.width or USUAL_WIDTH for column, _ in columns]
        top = self._head(page, sheet, widths)
        header = top + 1
        told = [column.explain.say(self.language) for column, _ in columns]
        titles = [
            self._title(page, header, place, column=column, number=number)
            for place, (column, number) in enumerate(columns, start=1)
        ]
        for place, ((column, _), width, words) in enumerate(zip(columns, widths, told, strict=True), start=1):
            letter = get_column_letter(place)
            page.column_dimensions[letter].width = width
            cell = page.cell(row=top, column=place, value=words)
            cell.font, cell.alignment, cell.fill = font(SMALL, GREY, italic=True), WRAPPED, fill(PALE)
            self._validate(page, column, f"{letter}{header + 1}:{letter}{header + REACHED_ROWS}")
        page.row_dimensions[top].height = height_of(max(map(lines_of, told, widths)))
        page.row_dimensions[header].height = height_of(max(map(lines_of, titles, widths)), BASE_HEIGHT)
        last = header + len(records) + (0 if sheet.key == "budget" else READY_ROWS)
        for row in range(header + 1, last + 1):
            values = records[row - header - 1] if row - header <= len(records) else {}
            self._row(page, row, columns, values=values)
        page.freeze_panes = f"B{header + 1}"
        page.auto_filter.ref = f"A{header}:{get_column_letter(len(columns))}{last}"
        print_setup(page, header_row=header, mark=self.mark)

    def form(self, page: Worksheet, sheet: Sheet, values: Values) -> None:
        """Draw a form and fill it."""
        for place, width in ((LABEL, LABEL_WIDTH), (VALUE, VALUE_WIDTH), (EXPLAIN, EXPLAIN_WIDTH)):
            page.column_dimensions[get_column_letter(place)].width = width
        first = self._head(page, sheet, [LABEL_WIDTH, VALUE_WIDTH, EXPLAIN_WIDTH])
        for row, column in enumerate(sheet.columns.values(), start=first):
            title = self._title(page, row, LABEL, column=column, number=0)
            value = page_cell(page, row, VALUE)
            self.encoder.put(value, values.get((column.key, 0)), column)
            value.font, value.border, value.alignment = font(), GRID, CENTRED
            words = self.both(column.explain, "\n")
            told = page.cell(row=row, column=EXPLAIN, value=words)
            told.font, told.alignment = font(SMALL, GREY, italic=True), CENTRED
            lines = max(lines_of(words, EXPLAIN_WIDTH), lines_of(title, LABEL_WIDTH))
            page.row_dimensions[row].height = max(height_of(lines, BASE_HEIGHT), FORM_HEIGHT)
            self._validate(page, column, f"{get_column_letter(VALUE)}{row}")
        print_setup(page, header_row=0, mark=self.mark, pages=1)

    def _unit(self, column: Column, language: Language) -> str:
        """Return a column's unit in brackets; money is in the book's currency."""
        if column.unit is None:
            return ""
        currency = self.book.programme.currency
        unit = currency if column.type == "rupiah" and currency != "IDR" else column.unit.say(language)
        return f" ({unit})"

    def _columns(self, sheet: Sheet, records: list[Values]) -> list[tuple[Column, int]]:
        """Return the columns in order; repeated ones stand group by group, as often as the records need."""
        single = [(column, 0) for column in sheet.columns.values() if not column.repeat]
        repeated = sheet.repeated()
        times = max([column.repeat for column in sheet.columns.values()] + [n for each in records for _, n in each])
        groups = [(column, number) for number in range(1, times + 1) for column in repeated] if repeated else []
        return single + groups

    def _head(self, page: Worksheet, sheet: Sheet, widths: list[int]) -> int:
        """Write mark, title and purpose, and return the next free row."""
        row = 1
        if self.mark:
            mark_band(page, widths=widths, mark=self.mark)
            row += 1
        title = page.cell(row=row, column=1, value=self.both(sheet.title))
        title.font, title.alignment = font(LARGE, WATER, bold=True), PLAIN_LINE
        page.row_dimensions[row].height = TITLE_HEIGHT
        purpose = page.cell(row=row + 1, column=1, value=self.both(sheet.purpose))
        purpose.font, purpose.alignment = font(BASE, GREY), PLAIN_LINE
        page.row_dimensions[row + 1].height = ROW_HEIGHT
        return row + 2

    def _title(self, page: Worksheet, row: int, place: int, *, column: Column, number: int) -> str:
        """Write a bilingual title: this workbook's language bold, the other one small below, a star if required."""
        counted = f" {number}" if number else ""
        first, second = (
            f"{column.title.say(language)}{counted}{self._unit(column, language)}"
            for language in (self.language, self.other)
        )
        pieces: list[TextBlock | str] = [TextBlock(_inline(BASE, WHITE, bold=True), first)]
        if column.required:
            pieces.append(TextBlock(_inline(BASE, AMBER, bold=True), " *"))
        if second != first:
            pieces.append(TextBlock(_inline(SMALL, PALE, italic=True), f"\n{second}"))
        cell = page.cell(row=row, column=place, value=CellRichText(*pieces))
        cell.font, cell.fill, cell.alignment, cell.border = font(BASE, WHITE, bold=True), fill(WATER), CENTRED, GRID
        return f"{first} *\n{second}"

    def _row(self, page: Worksheet, row: int, columns: list[tuple[Column, int]], *, values: Values) -> None:
        lines = 1
        for place, (column, number) in enumerate(columns, start=1):
            cell = page_cell(page, row, place)
            self.encoder.put(cell, values.get((column.key, number)), column)
            cell.font, cell.border = font(), GRID
            if row % 2:
                cell.fill = fill(PALE)
            lines = max(lines, lines_of(_shown(cell), column.width or USUAL_WIDTH))
        page.row_dimensions[row].height = height_of(min(lines, MOST_LINES), BASE_HEIGHT) if values else ROW_HEIGHT

    def _validate(self, page: Worksheet, column: Column, area: str) -> None:
        """Offer the list or state the bounds of a column, and explain it when a cell is chosen."""
        rule = self._rule(column)
        rule.showInputMessage = rule.showErrorMessage = True
        rule.errorStyle = "warning"
        rule.error = self.both(WARN, "\n")[:MOST_PROMPT]
        rule.promptTitle = f"{column.title.say(self.language)}{self._unit(column, self.language)}"[:MOST_PROMPT_TITLE]
        rule.prompt = self.both(column.explain, "\n")[:MOST_PROMPT]
        rule.add(area)
        page.add_data_validation(rule)

    def _rule(self, column: Column) -> DataValidation:
        if column.type in {"choice", "words"} and column.source in self.ranges:
            return DataValidation(type="list", formula1=self.ranges[column.source], allow_blank=True)
        if column.type == "yesno":
            return DataValidation(type="list", formula1=self.ranges["yesno"], allow_blank=True)
        least, most = column.bounds(self.book)
        if column.type in {"whole", "rupiah"} and least is not None:
            if most is None:
                return DataValidation(
                    type="whole", operator="greaterThanOrEqual", formula1=str(least), allow_blank=True
                )
            return DataValidation(
                type="whole", operator="between", formula1=str(least), formula2=str(most), allow_blank=True
            )
        return DataValidation(allow_blank=True)


def _inline(size: float, colour: str, *, bold: bool = False, italic: bool = False) -> InlineFont:
    return InlineFont(rFont=FACE, sz=size, color=Color(rgb=colour), b=bold, i=italic)


def _shown(cell: Cell) -> str:
    """Return about what a cell shows; numbers and dates never wrap."""
    return cell.value if isinstance(cell.value, str) else ""
