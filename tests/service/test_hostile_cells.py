"""Cells made to harm or to confuse: each is named or refused, none crashes the reader or keeps it busy."""

import pytest
from openpyxl import Workbook

from service.workbook import cells, markup
from service.workbook.faults import MOST_FAULTS
from tests.service.workbook_cases import SMALL, as_excel_writes, changed, faults_of, read, rezipped, written

LETTERS = "xl/worksheets/sheet6.xml"
NEEDS = "xl/worksheets/sheet7.xml"
BUDGET = "xl/worksheets/sheet11.xml"


def only(data: bytes) -> str:
    """Return the English sentence of the one fault of a file."""
    (fault,) = faults_of(data)
    assert fault.expected.id != fault.expected.en
    return fault.expected.en


def test_stated_dimension_is_not_believed() -> None:
    """A plain read-only reader stops at the stated range and loses every letter below it."""

    def change(part: bytes) -> bytes:
        start = part.index(b'<dimension ref="') + len(b'<dimension ref="')
        return part[:start] + b"A1:B3" + part[part.index(b'"', start) :]

    assert read(rezipped(written(), {LETTERS: change, NEEDS: change})) == SMALL


def test_stated_dimension_of_a_million_rows_costs_nothing() -> None:
    """The sheet says A1:XFD1048576 and holds three rows."""

    def change(part: bytes) -> bytes:
        start = part.index(b'<dimension ref="') + len(b'<dimension ref="')
        return part[:start] + b"A1:XFD1048576" + part[part.index(b'"', start) :]

    assert read(rezipped(written(), {LETTERS: change})) == SMALL


@pytest.mark.parametrize("extra", [0, 1])
def test_rows_are_limited(extra) -> None:
    """The limit is refused one row beyond it, and said."""

    def change(book: Workbook) -> None:
        page = book.create_sheet("Lain")
        for row in range(1, cells.MOST_ROWS + extra + 1):
            page.cell(row=row, column=1).value = row

    data = changed(change)

    if extra:
        assert only(data) == "more than 2000 rows; start from a fresh template and copy the values into it"
    else:
        assert read(data) == SMALL


@pytest.mark.parametrize("extra", [0, 1])
def test_columns_are_limited(extra) -> None:
    """Sixteen thousand columns are a slip or an attack."""

    def change(book: Workbook) -> None:
        book.create_sheet("Lain").cell(row=1, column=cells.MOST_COLUMNS + extra).value = "x"

    data = changed(change)

    if extra:
        assert "more than 200 columns" in only(data)
    else:
        assert read(data) == SMALL


def test_elements_of_all_parts_together_are_limited() -> None:
    """A sheet painted cell by cell, or any part full of empty tags, is paid for in time."""
    half = b"<c/>" * (markup.MOST_ELEMENTS // 2)
    painted = {sheet: lambda part: part.replace(b"</sheetData>", half + b"</sheetData>") for sheet in (LETTERS, NEEDS)}

    assert "more than 500000 elements" in only(rezipped(written(), painted))


def test_shared_texts_are_limited() -> None:
    """Hundreds of thousands of texts that no cell uses cost memory."""
    texts = b"<si><t>a</t></si>" * (cells.MOST_STRINGS + 1)
    data = rezipped(
        as_excel_writes(written()), {"xl/sharedStrings.xml": lambda part: part.replace(b"</sst>", texts + b"</sst>")}
    )

    assert "more than 200000 texts" in only(data)


def test_cell_formats_are_limited() -> None:
    """Excel itself stops at 65,490."""
    formats = b'<xf numFmtId="14"/>' * (cells.MOST_FORMATS + 1)
    data = rezipped(written(), {"xl/styles.xml": lambda part: part.replace(b"</cellXfs>", formats + b"</cellXfs>")})

    assert "more than 65536 cell formats" in only(data)


def test_text_beyond_a_cell_s_size_is_refused_and_not_kept() -> None:
    """A hand-made file may hold megabytes in one cell; what is kept is what a cell can hold."""
    row = b'<row r="40"><c r="A40" t="inlineStr"><is><t>' + b"a" * 1_000_000 + b"</t></is></c></row>"
    data = rezipped(written(), {NEEDS: lambda part: part.replace(b"</sheetData>", row + b"</sheetData>")})

    found = faults_of(data)

    assert all(len(fault.value) <= 80 for fault in found)
    assert ("Kebutuhan", 40, "A") in [(fault.sheet, fault.row, fault.column) for fault in found]


@pytest.mark.parametrize(
    "value",
    [
        b"<v>NaN</v>",
        b"<v>INF</v>",
        b"<v>1e400</v>",
        b"<v>" + b"9" * 5000 + b"</v>",
        b"<v>1e999999999</v>",
        b"<v>--1</v>",
        b"<v>0x10</v>",
        b"<v>1_000</v>",
        b"<v>\xd9\xa1\xd9\xa2</v>",
        b"<v>9223372036854775808.5</v>",
    ],
)
def test_impossible_number_is_a_fault_of_its_cell(value) -> None:
    """Plain readers crash on these; here the cell is named."""

    def change(part: bytes) -> bytes:
        start = part.index(b'<c r="B6"')
        return part[:start] + b'<c r="B6">' + value + part[part.index(b"</c>", start) :]

    (fault,) = faults_of(rezipped(written(), {BUDGET: change}))

    assert (fault.sheet, fault.row, fault.column) == ("Anggaran", 6, "B")
    assert "whole money" in fault.expected.en


def test_address_and_indices_out_of_range_are_faults_or_ignored() -> None:
    """Hand-made cells point at strings, styles and places that do not exist."""

    def change(part: bytes) -> bytes:
        start = part.index(b'<c r="B6"')
        return part[:start] + b'<c r="B6" s="99999" t="s"><v>123456</v>' + part[part.index(b"</c>", start) :]

    (fault,) = faults_of(rezipped(written(), {BUDGET: change}))

    assert "shows an error" in fault.expected.en


def test_inline_text_and_cells_without_addresses_are_read() -> None:
    """Exports of other programs leave addresses out and write texts into the cells."""
    row = b"<row><c t='inlineStr'><is><t>tono</t></is></c><c t='str'><v>Tono (fiktif)</v></c><c><v>4</v></c></row>"
    sheet = "xl/worksheets/sheet3.xml"

    def change(part: bytes) -> bytes:
        start = part.index(b'<row r="8"')
        return part[:start] + row + b"</sheetData>" + part.partition(b"</sheetData>")[2]

    people = read(rezipped(written(), {sheet: change})).facilitators

    assert [(each.id, each.name, each.days_per_month) for each in people][2:] == [("tono", "Tono (fiktif)", 4)]


def test_flood_of_faults_is_counted_not_listed() -> None:
    """A workbook of nothing but faults must not cost memory; the first ones are enough to start with."""

    def change(book: Workbook) -> None:
        page = book["Riwayat"]
        for row in range(6, 1500):
            for column in range(1, 5):
                page.cell(row=row, column=column).value = f"tak dikenal {row}-{column}"

    found = faults_of(changed(change))

    assert len(found) == MOST_FAULTS + 1
    assert found[-1].expected.en.startswith("and ")
    assert "mend these first" in found[-1].expected.en


def test_overlong_text_is_refused() -> None:
    """Thirty thousand characters are no name."""

    def change(book: Workbook) -> None:
        book["Fasilitator"].cell(row=6, column=2).value = "A" * 32767

    (fault,) = faults_of(changed(change))

    assert "at most 120 characters; these are 32767" in fault.expected.en


def test_escaped_control_characters_are_refused() -> None:
    """The format can smuggle a NUL as _x0000_, which databases refuse."""
    for data, part in ((written(), "xl/worksheets/sheet3.xml"), (as_excel_writes(written()), "xl/sharedStrings.xml")):
        smuggled = rezipped(data, {part: lambda each: each.replace(b"Rina (fiktif)", b"Rina_x0000_", 1)})

        assert any("control characters" in fault.expected.en for fault in faults_of(smuggled))


def test_workbook_as_excel_writes_it_reads_the_same() -> None:
    """Excel keeps texts in a part of their own, in runs of different looks, with reading aids for Japanese."""

    def change(part: bytes) -> bytes:
        return part.replace(
            b"<t>Rina (fiktif)</t>",
            b"<r><rPr><b/></rPr><t>Rina</t></r><r><t xml:space='preserve'> (fiktif)</t></r>"
            b"<rPh sb='0' eb='1'><t>x</t></rPh>",
        )

    data = as_excel_writes(written())

    assert read(data) == SMALL
    assert read(rezipped(data, {"xl/sharedStrings.xml": change})) == SMALL
