"""One sheet of the year's workbook: a band, a header that stays, typed cells, a filter, sums, and a page to print."""

import datetime as dt
import math
import re
import typing
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from data.text import Language

Value = str | int | dt.date | None
Kind = Literal["text", "whole", "money", "date"]

# Colours as RGB: deep water for the band and headers, pale water for sums, red for what is invented.
WATER, PALE, RED, WHITE, LINE = "0B5563", "E4F0F2", "B3261E", "FFFFFF", "C9D8DB"

FACE = "Calibri"

# Font sizes in points and heights of rows in points: the band, the header, one line of text; and zoom in per cent.
LARGE, BASE = 14, 10
BAND_HEIGHT, HEADER_HEIGHT, LINE_HEIGHT = 24, 30, 13.5
ZOOM = 90

# Codes of A4 and A3 paper, characters of a row from which A4 is too small to be read, page margins in inches.
A4, A3, WIDE = 9, 8, 240
SIDE, TOP = 0.4, 0.7

# Most characters that a cell holds, and characters of a sheet's title.
MOST_CHARACTERS, MOST_TITLE = 32767, 31

# What a spreadsheet would take for a formula if somebody edits the cell.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

BAND_ROW, HEADER_ROW = 1, 2
FIRST_ROW = HEADER_ROW + 1

DATES = {"id": "[$-421]d mmm yyyy", "en": "[$-809]d mmm yyyy"}
GRID = Border(bottom=Side(style="thin", color=LINE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its heading, its width in characters, what stands in it, and whether it is summed."""

    title: str
    width: int
    kind: Kind = "text"
    is_summed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What all sheets of one workbook share.

    Parameters
    ----------
    language
        Language of dates.
    money_format
        Number format of amounts.
    band
        What the first row of every sheet says after the sheet's title.
    sum_word
        Word beside sums.
    is_fictional
        True paints the band red.
    """

    language: Language
    money_format: str
    band: str
    sum_word: str
    is_fictional: bool


def money_format(currency: str) -> str:
    """Return the number format of whole amounts; the file's reader puts its own sign between thousands."""
    return "[$Rp-421]\\ #,##0" if currency == "IDR" else f'"{currency}"\\ #,##0'


def add_sheet(
    book: Workbook, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]], *, style: Style
) -> Worksheet:
    """Add a sheet with its rows and, where columns are summed, a last row of formulas.

    Notes
    -----
    Sums are formulas over cells that hold whole numbers, so the spreadsheet's arithmetic is exact up to 2^53.
    """
    sheet = typing.cast("Worksheet", book.create_sheet(title[:MOST_TITLE]))
    paint_band(sheet, f"{title} · {style.band}", columns=len(columns), style=style)
    _header(sheet, columns)
    last = HEADER_ROW
    for last, row in enumerate(rows, start=FIRST_ROW):
        for place, (column, value) in enumerate(zip(columns, row, strict=True), start=1):
            put(sheet, last, place, value, kind=column.kind, style=style)
        _fit(sheet, last, columns=columns, row=row)
    if last >= FIRST_ROW:
        sheet.auto_filter.ref = f"A{HEADER_ROW}:{get_column_letter(len(columns))}{last}"
        _sums(sheet, columns, last=last, style=style)
    sheet.freeze_panes = f"B{FIRST_ROW}"
    print_setup(sheet, header=style.band, is_wide=sum(column.width for column in columns) > WIDE)
    return sheet


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """Return a cell; no cells of these sheets are merged."""
    return typing.cast("Cell", sheet.cell(row=row, column=column))


def put(sheet: Worksheet, row: int, column: int, value: Value, *, kind: Kind, style: Style) -> Cell:
    """Write one typed cell; a text stays a text whatever it begins with."""
    cell = cell_at(sheet, row, column)
    cell.font, cell.border = Font(name=FACE, size=BASE), GRID
    side = "left" if kind == "text" else "right"
    cell.alignment = Alignment(vertical="top", wrap_text=kind == "text", horizontal=side, indent=1)
    if isinstance(value, str):
        if value:
            cell.value = ESCAPE.sub("_x005F_", ILLEGAL_CHARACTERS_RE.sub(" ", value))[:MOST_CHARACTERS]
            cell.data_type = "s"
            cell.quotePrefix = value.startswith(FORMULA_SIGNS)
        return cell
    cell.value = value
    if kind == "date":
        cell.number_format = DATES[style.language]
    elif kind in {"money", "whole"}:
        cell.number_format = style.money_format if kind == "money" else "#,##0"
    return cell


def paint_heading(cell: Cell, words: str, *, kind: Kind) -> None:
    """Write a pale heading over a column of ``kind``."""
    cell.value = words or None
    cell.font, cell.fill = Font(name=FACE, size=BASE, bold=True), PatternFill("solid", start_color=PALE)
    side = "left" if kind == "text" else "right"
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal=side, indent=1)


def paint_band(sheet: Worksheet, words: str, *, columns: int, style: Style) -> None:
    """Fill the first row, red where the year is fictional, and write ``words`` there."""
    paint = PatternFill("solid", start_color=RED if style.is_fictional else WATER)
    for place in range(1, columns + 1):
        sheet.cell(row=BAND_ROW, column=place).fill = paint
    cell = sheet.cell(row=BAND_ROW, column=1, value=words)
    cell.data_type = "s"
    cell.font = Font(name=FACE, size=LARGE, bold=True, color=WHITE)
    cell.alignment = Alignment(vertical="center", horizontal="left", indent=1)
    sheet.row_dimensions[BAND_ROW].height = BAND_HEIGHT


def sum_formula(column: int, *, last: int) -> str:
    """Return the formula that adds a column's rows from the first to ``last``."""
    letter = get_column_letter(column)
    return f"=SUM({letter}{FIRST_ROW}:{letter}{last})"


def print_setup(sheet: Worksheet, *, header: str, is_wide: bool = False) -> None:
    """Set the page: landscape, A4 or for wide rows A3, one page wide, the header row and ``header`` on every page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A3 if is_wide else A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = SIDE
    sheet.page_margins.top = sheet.page_margins.bottom = TOP
    sheet.HeaderFooter.oddHeader = HeaderFooterItem(center=_HeaderFooterPart(text=header.replace("&", "&&")))
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(text="&A"), right=_HeaderFooterPart(text="&P / &N")
    )
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = ZOOM


def _header(sheet: Worksheet, columns: Sequence[Column]) -> None:
    for place, column in enumerate(columns, start=1):
        cell = sheet.cell(row=HEADER_ROW, column=place, value=column.title)
        cell.font, cell.fill = (
            Font(name=FACE, size=BASE, bold=True, color=WHITE),
            PatternFill("solid", start_color=WATER),
        )
        cell.alignment = Alignment(
            vertical="center", wrap_text=True, horizontal="left" if column.kind == "text" else "right", indent=1
        )
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.row_dimensions[HEADER_ROW].height = HEADER_HEIGHT


def _fit(sheet: Worksheet, number: int, *, columns: Sequence[Column], row: Sequence[Value]) -> None:
    """Make a row as high as its longest text needs, since not every program does so by itself."""
    lines = max(
        sum(max(1, math.ceil(len(line) / column.width)) for line in value.split("\n"))
        for column, value in zip(columns, (str(value) if value is not None else "" for value in row), strict=True)
    )
    if lines > 1:
        sheet.row_dimensions[number].height = lines * LINE_HEIGHT


def _sums(sheet: Worksheet, columns: Sequence[Column], *, last: int, style: Style) -> None:
    if not any(column.is_summed for column in columns):
        return
    for place, column in enumerate(columns, start=1):
        cell = sheet.cell(row=last + 1, column=place)
        cell.font, cell.fill = Font(name=FACE, size=BASE, bold=True), PatternFill("solid", start_color=PALE)
        if column.is_summed:
            cell.value = sum_formula(place, last=last)
            cell.number_format = style.money_format if column.kind == "money" else "#,##0"
    sheet.cell(row=last + 1, column=1, value=style.sum_word)
