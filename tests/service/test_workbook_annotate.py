"""The user's own workbook back, faulty cells red, with what was expected."""

import io

import pytest
from openpyxl import load_workbook

from service.workbook.annotate import write_faults
from service.workbook.faults import WorkbookFaults
from tests.service.workbook_cases import SMALL, changed, faults_of, place, read, spoiled, written


def marked(data, faults) -> tuple[int, object]:
    """Return how many cells are marked, and the copy."""
    stream = io.BytesIO()
    count = write_faults(stream, data, faults)
    return count, load_workbook(io.BytesIO(stream.getvalue()))


def test_faulty_cell_is_red_with_a_comment_in_both_languages() -> None:
    """The user mends the file where the file is wrong."""
    data, (title, row, column) = spoiled("letters", "received", "32/12/2026")

    count, book = marked(data, faults_of(data))

    cell = book[title][f"{column}{row}"]
    assert count == 1
    assert cell.value == "32/12/2026"
    assert cell.fill.start_color.rgb.endswith("F8C9C4")
    assert "tanggal seperti" in cell.comment.text
    assert "a date such as" in cell.comment.text


def test_all_faults_stand_on_the_first_sheet_with_links() -> None:
    """A list to tick off, each line one click from its cell."""
    data, (title, row, column) = spoiled("letters", "received", "32/12/2026")

    _, book = marked(data, faults_of(data))

    page = book.worksheets[0]
    assert page.title == "Kesalahan - Faults"
    assert [page.cell(row=3, column=place).value for place in (1, 2, 3, 5)] == [title, str(row), column, "32/12/2026"]
    assert page.cell(row=3, column=1).hyperlink.location == f"'{title}'!{column}{row}"


def test_copy_is_otherwise_the_user_s_workbook() -> None:
    """Mended, it reads as it would have without the copy; the red and the list do no harm."""
    data, (title, row, column) = spoiled("letters", "received", "32/12/2026")
    _, book = marked(data, faults_of(data))

    book[title][f"{column}{row}"].value = SMALL.letters[0].received
    stream = io.BytesIO()
    book.save(stream)

    assert read(stream.getvalue()) == SMALL


def test_second_copy_replaces_the_list_of_the_first() -> None:
    """Lists of old faults would confuse."""
    data, _ = spoiled("letters", "received", "32/12/2026")
    stream = io.BytesIO()
    write_faults(stream, data, faults_of(data))

    again = io.BytesIO()
    write_faults(again, stream.getvalue(), faults_of(stream.getvalue()))

    assert [title for title in load_workbook(again).sheetnames if title.startswith("Kesalahan")] == [
        "Kesalahan - Faults"
    ]


def test_several_faults_of_a_cell_share_a_comment_and_sheet_faults_stand_in_the_corner() -> None:
    """Nothing that was found is left out of the copy."""

    def change(book) -> None:
        title, row, column = place(book, "budget", "head", record=1)
        book[title].cell(row=row, column=column).value = "preparation"

    data = changed(change)
    faults = faults_of(data)

    count, book = marked(data, faults)

    assert count == len({(fault.sheet, fault.row, fault.column) for fault in faults}) == 2
    assert book["Anggaran"]["A1"].comment is not None


def test_formula_text_in_a_fault_is_not_run_in_the_list() -> None:
    """The list shows =SUM(...) as text."""
    data, _ = spoiled("letters", "budget", "=SUM(A1:A3)")

    _, book = marked(data, faults_of(data))

    assert book.worksheets[0].cell(row=3, column=5).data_type == "s"


def test_source_is_not_touched(tmp_path) -> None:
    """The user's file stays as it is."""
    data, _ = spoiled("letters", "received", "x")
    source, copy = tmp_path / "tahun.xlsx", tmp_path / "tahun-kesalahan.xlsx"
    source.write_bytes(data)

    write_faults(copy, source, faults_of(data))

    assert source.read_bytes() == data
    assert copy.exists()


@pytest.mark.parametrize("data", [b"no workbook", b"", b"PK\x03\x04x"])
def test_file_that_cannot_be_opened_cannot_be_marked(data) -> None:
    """There is nothing to colour; the faults of the file are raised again."""
    with pytest.raises(WorkbookFaults):
        write_faults(io.BytesIO(), data, ())


def test_fault_of_a_sheet_that_is_not_there_is_only_listed() -> None:
    """A missing sheet has no cell to mark."""

    def change(book) -> None:
        del book["Mentor"]

    data = changed(change)
    faults = [fault for fault in faults_of(data) if fault.sheet == "Mentor"]

    count, book = marked(data, faults)

    assert count == 0
    assert book.worksheets[0].cell(row=3, column=1).value == "Mentor"


def test_workbook_without_faults_can_be_marked_with_none() -> None:
    """An empty list is an answer too."""
    count, book = marked(written(), ())

    assert count == 0
    assert book.worksheets[0].title == "Kesalahan - Faults"
