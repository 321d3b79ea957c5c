"""The user's own workbook back, with every faulty cell red and a comment that says what was expected."""

import io
import typing
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from defusedxml import DefusedXmlException
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from data import Text
from service.workbook.archive import Archive, bytes_of
from service.workbook.cells import read_cells
from service.workbook.faults import HEADINGS, CellFault, WorkbookFaults, file_fault
from service.workbook.looks import BASE, CENTRED, GRID, LARGE, PLAIN_LINE, RED, WHITE, fill, font, page_cell

# Colours as RGB: of a faulty cell and its text.
FAULTY, DARK = "F8C9C4", "7A130C"

# Size of a comment in pixels, and widths of the list's columns in characters.
COMMENT_WIDTH, COMMENT_HEIGHT = 360, 130
WIDTHS = (24, 8, 10, 26, 30, 60, 60)

AUTHOR = "Solidaritas"
TITLE = Text(en="Faults", id="Kesalahan")
COLUMNS = (
    Text(en="Sheet", id="Lembar"),
    Text(en="Row", id="Baris"),
    Text(en="Column", id="Kolom"),
    Text(en="Title", id="Judul"),
    Text(en="Value", id="Isi"),
    Text(en="Expected", id="Diharapkan (Inggris)"),
    Text(en="Expected (Indonesian)", id="Diharapkan"),
)


def write_faults(path: Path | str | typing.IO[bytes], source: Path | str | bytes, faults: Iterable[CellFault]) -> int:
    """Write a copy of a workbook with its faults marked, and return how many cells are marked.

    Parameters
    ----------
    path
        Where to write the copy, or an open binary file. The source is not touched.
    source
        The faulty workbook: a path, or the bytes of a file.
    faults
        What ``WorkbookFaults`` lists. They also stand on a sheet of their own, the first one,
        each with a link to its cell.

    Raises
    ------
    WorkbookFaults
        When the file as a whole cannot be opened, so that there is nothing to mark.
    """
    data = bytes_of(source)
    read_cells(Archive(data))
    try:
        book = load_workbook(io.BytesIO(data), rich_text=True)
    except (
        DefusedXmlException,
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        SyntaxError,
    ) as error:
        raise WorkbookFaults(
            [
                file_fault(
                    "the file is damaged beyond marking; copy its values into a fresh template",
                    "berkas terlalu rusak untuk ditandai; salin isinya ke templat baru",
                )
            ]
        ) from error
    listed = list(faults)
    cells = _cells_of(book, listed)
    for (page, address), told in cells.items():
        cell = page[address]
        if isinstance(cell, Cell):
            _mark(cell, told)
    _list(book, listed)
    book.save(path)
    return len(cells)


def _cells_of(book: Workbook, faults: list[CellFault]) -> Mapping[tuple[Worksheet, str], list[CellFault]]:
    """Return the faults of each cell; those of a row stand in its first cell, those of a sheet in A1."""
    pages = {page.title.strip(): page for page in book.worksheets}
    found: dict[tuple[Worksheet, str], list[CellFault]] = {}
    for fault in faults:
        if fault.sheet in pages:
            address = f"{fault.column or 'A'}{fault.row or 1}"
            found.setdefault((pages[fault.sheet], address), []).append(fault)
    return found


def _mark(cell: Cell, faults: list[CellFault]) -> None:
    told = "\n".join(f"{fault.expected.id}\n{fault.expected.en}" for fault in faults)
    cell.comment = Comment(told, AUTHOR, height=COMMENT_HEIGHT, width=COMMENT_WIDTH)
    cell.fill = fill(FAULTY)


def _list(book: Workbook, faults: list[CellFault]) -> None:
    """Write the first sheet: all faults, one a row, with links; a list of an earlier copy is replaced."""
    title = f"{TITLE.id} - {TITLE.en}"
    if title in book.sheetnames:
        del book[title]
    page = book.create_sheet(title, 0)
    book.active = 0
    heading = page.cell(row=1, column=1, value=f"{len(faults)} {TITLE.id.lower()} / {TITLE.en.lower()}")
    heading.font, heading.alignment = font(LARGE, DARK, bold=True), PLAIN_LINE
    for place, (column, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True), start=1):
        cell = page_cell(page, 2, place)
        cell.value = f"{column.id}\n{column.en}"
        cell.font, cell.fill, cell.alignment, cell.border = font(BASE, WHITE, bold=True), fill(RED), CENTRED, GRID
        page.column_dimensions[cell.column_letter].width = width
    for row, fault in enumerate(faults, start=2 + 1):
        _line(page, row, fault)
    page.freeze_panes = f"A{2 + 1}"
    page.sheet_properties.tabColor = RED


def _line(page: Worksheet, row: int, fault: CellFault) -> None:
    title = f"{fault.title.id}\n{fault.title.en}" if fault.title else ""
    texts = (
        fault.sheet or HEADINGS["file"].id,
        str(fault.row or ""),
        fault.column,
        title,
        fault.value,
        fault.expected.en,
        fault.expected.id,
    )
    for place, text in enumerate(texts, start=1):
        cell = page_cell(page, row, place)
        cell.value, cell.data_type = text or None, "s" if text else "n"
        cell.font, cell.alignment, cell.border = font(), CENTRED, GRID
    if fault.sheet:
        address = f"{fault.column or 'A'}{fault.row or 1}"
        quoted = fault.sheet.replace("'", "''")
        first = page_cell(page, row, 1)
        first.hyperlink = Hyperlink(ref=first.coordinate, location=f"'{quoted}'!{address}", display=fault.sheet)
        first.font = font(BASE, DARK, bold=True)
