"""How the workbook looks: colours, fonts, number formats, widths and print setup, in one place."""

import typing
from collections.abc import Sequence
from functools import cache

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

# Colours as RGB: deep water for headers, pale water for bands, amber for what is required, red for what is invented.
WATER, PALE, LINE, AMBER, RED, WHITE, GREY, INK = (
    "0B5563",
    "F1F7F8",
    "C9D8DB",
    "FFC857",
    "B3261E",
    "FFFFFF",
    "5F6B6D",
    "1F2A2C",
)
FACE = "Calibri"

# Font sizes in points.
HUGE, LARGE, BASE, SMALL = 20, 16, 11, 9

# Column widths in characters: of a label, a value and an explanation on a form, and of any column that states none.
LABEL_WIDTH, VALUE_WIDTH, EXPLAIN_WIDTH, USUAL_WIDTH = 40, 50, 84, 18

# Row heights in points: of a line of small text, of a line of usual text, of a title, of a form's row, of a row that
# waits to be filled, and the most that a spreadsheet can show.
LINE_HEIGHT, BASE_HEIGHT, TITLE_HEIGHT, FORM_HEIGHT, ROW_HEIGHT, MOST_HEIGHT = 12.5, 15, 30, 38, 18, 409

# Width in characters of a column that no one has set.
NARROW = 8

# Zoom in per cent, so that a laptop shows a sheet's width.
ZOOM = 90

# Page margins in inches: at the sides, above and below, of what stands in the margins; and the code of A4 paper.
SIDE, TOP, EDGE = 0.4, 0.8, 0.35
A4 = 9

# Characters of padding between a cell's border and its text.
PADDING = 1

THIN = Side(style="thin", color=LINE)
GRID = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
WRAPPED = Alignment(wrap_text=True, vertical="top", horizontal="left", indent=PADDING)
CENTRED = Alignment(wrap_text=True, vertical="center", horizontal="left", indent=PADDING)
PLAIN_LINE = Alignment(vertical="center", horizontal="left", indent=PADDING)
RIGHT = Alignment(horizontal="right", vertical="top", indent=PADDING)

DATES = {"id": "[$-421]d mmmm yyyy", "en": "[$-809]d mmmm yyyy"}
MONEY_FORMATS = {"IDR": "[$Rp-421]\\ #,##0"}
WHOLE_FORMAT, DECIMAL_FORMAT, YEAR_FORMAT, TEXT_FORMAT = "#,##0", "General", "0", "@"


@cache
def fill(colour: str) -> PatternFill:
    """Return a solid fill."""
    return PatternFill("solid", start_color=colour, end_color=colour)


@cache
def font(size: float = BASE, colour: str = INK, *, bold: bool = False, italic: bool = False) -> Font:
    """Return the house font."""
    return Font(name=FACE, size=size, color=colour, bold=bold, italic=italic)


def height_of(lines: int, line: float = LINE_HEIGHT) -> float:
    """Return the height in points of so many lines, with a little air."""
    return min(max(lines, 1) * line + line / 2, MOST_HEIGHT)


def lines_of(text: str, width: int) -> int:
    """Return how many lines ``text`` takes in a column of ``width`` characters, words kept whole."""
    room = max(width - PADDING, 1)
    total = 0
    for line in text.split("\n"):
        lines, used = 1, 0
        for word in line.split():
            if used and used + 1 + len(word) > room:
                lines, used = lines + 1, 0
            used += len(word) + (1 if used else 0)
            lines, used = lines + used // (room + 1), used % (room + 1)
        total += lines
    return total


def mark_band(sheet: Worksheet, *, widths: Sequence[int], mark: str) -> None:
    """Fill row 1 red and write ``mark`` there, over as many columns as it needs."""
    place, covered = 0, 0
    while place < len(widths) or covered < len(mark) + 2:
        covered += widths[place] if place < len(widths) else NARROW
        place += 1
        sheet.cell(row=1, column=place).fill = fill(RED)
    cell = sheet.cell(row=1, column=1, value=mark)
    cell.font, cell.alignment = font(BASE, WHITE, bold=True), PLAIN_LINE
    sheet.row_dimensions[1].height = ROW_HEIGHT


def print_setup(sheet: Worksheet, *, header_row: int, mark: str, pages: int = 0) -> None:
    """Set the page: A4 landscape, one page wide, header row repeated, ``mark`` at the top of every page.

    ``pages`` is how many pages high it may be, 0 for as many as needed.
    """
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = pages
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = SIDE
    sheet.page_margins.top = sheet.page_margins.bottom = TOP
    sheet.page_margins.header = sheet.page_margins.footer = EDGE
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(left=_part("&A"), right=_part("&P / &N"))
    if mark:
        sheet.HeaderFooter.oddHeader = HeaderFooterItem(center=_part(mark))
    if header_row:
        sheet.print_title_rows = f"{header_row}:{header_row}"
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = ZOOM


def page_cell(sheet: Worksheet, row: int, column: int) -> Cell:
    """Return a cell; sheets of the workbook have no merged ones."""
    return typing.cast("Cell", sheet.cell(row=row, column=column))


def _part(text: str) -> _HeaderFooterPart:
    return _HeaderFooterPart(text=text)
