"""Our reader of cells against openpyxl's: the same cells where both can read, and right where openpyxl is not."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook

from service.workbook.archive import Archive
from service.workbook.cells import RawCell, read_cells, unescape
from tests.service.workbook_cases import as_excel_writes, small_workbook


def raw(book: Workbook) -> dict[tuple[int, int], RawCell]:
    """Return the cells of a workbook's first sheet as our reader has them."""
    stream = io.BytesIO()
    book.save(stream)
    (sheet,) = read_cells(Archive(stream.getvalue())).sheets
    return {(row, column): cell for row, cells in sheet.rows.items() for column, cell in cells.items()}


@pytest.mark.parametrize("data", [small_workbook("id"), small_workbook("en"), as_excel_writes(small_workbook("id"))])
def test_cells_are_those_that_openpyxl_reads(data) -> None:
    """Two independent readers agree on every cell of every sheet."""
    ours = {
        (sheet.title, row, column): cell
        for sheet in read_cells(Archive(data)).sheets
        for row, cells in sheet.rows.items()
        for column, cell in cells.items()
    }
    theirs = {
        (page.title, cell.row, cell.column): cell
        for page in load_workbook(io.BytesIO(data))
        for row in page.iter_rows()
        for cell in row
        if cell.value is not None
    }

    assert set(ours) == set(theirs)
    for where, cell in theirs.items():
        if isinstance(cell.value, str):
            assert ours[where].kind == "text"
            assert ours[where].text == unescape(cell.value)
        else:
            assert ours[where].kind == "number"
            assert ours[where].is_dated == isinstance(cell.value, dt.datetime)
            assert ours[where].is_dated or Decimal(ours[where].text) == Decimal(str(cell.value))


def test_cells_say_their_kind() -> None:
    """What a cell is decides what it may mean."""
    book = Workbook()
    page = book.active
    page["A1"], page["B1"], page["C1"], page["D1"] = "teks", 12, True, dt.date(2027, 3, 2)
    page["A2"], page["B2"] = "=1+1", "#REF!"
    page["C2"], page["C2"].number_format = 0.5, "0%"

    cells = raw(book)

    assert cells[1, 1] == RawCell("text", "teks")
    assert cells[1, 2] == RawCell("number", "12")
    assert cells[1, 3] == RawCell("truth", "1")
    assert cells[1, 4] == RawCell("number", "46448", is_dated=True)
    assert cells[2, 1] == RawCell("formula", "=1+1")
    assert cells[2, 2] == RawCell("error", "#REF!")
    assert cells[2, 3] == RawCell("number", "0.5", is_percent=True)


def test_cells_that_hold_nothing_are_left_out() -> None:
    """A border is no value, nor is a blank."""
    book = Workbook()
    book.active["B2"] = "   "
    book.active["C3"].number_format = "0%"

    assert raw(book) == {}


def test_merged_ranges_are_known() -> None:
    """A read-only reader of openpyxl does not see them."""
    book = Workbook()
    book.active["A1"] = "x"
    book.active.merge_cells("A1:B3")
    stream = io.BytesIO()
    book.save(stream)

    assert read_cells(Archive(stream.getvalue())).sheets[0].merged == ["A1:B3"]


def test_days_from_1904_are_known() -> None:
    """Old Macintosh files count from another day; four years lie between."""
    book = Workbook()
    book.epoch = dt.datetime(1904, 1, 1)  # noqa: DTZ001  # openpyxl knows only naive days
    book.active["A1"] = dt.date(2027, 3, 2)
    stream = io.BytesIO()
    book.save(stream)

    found = read_cells(Archive(stream.getvalue()))

    assert found.is_1904
    assert found.sheets[0].rows[1][1].text == "44986"


@pytest.mark.parametrize(
    ("stored", "text"),
    [("a_x000D_b", "a\rb"), ("_x0041_", "A"), ("_x005F_x0041_", "_x0041_"), ("_x41_", "_x41_"), ("plain", "plain")],
)
def test_escapes_of_the_format_are_read_back(stored, text) -> None:
    """Excel writes a carriage return as _x000D_, and an underscore before such a thing as _x005F_."""
    assert unescape(stored) == text
