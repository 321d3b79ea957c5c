"""Sheets, columns and rows are found by their titles in either language, wherever they stand."""

import pytest
from openpyxl import Workbook

from tests.service.workbook_cases import SMALL, changed, faults_of, place, read, spot, written


def test_english_workbook_reads_like_the_indonesian_one() -> None:
    """Partners of other countries fill in English sheets; names and lists are English there too."""
    assert read(written(language="en")) == SMALL


def test_columns_may_stand_in_any_order() -> None:
    """People move columns; only titles count."""

    def change(book: Workbook) -> None:
        page = book["Surat permohonan"]
        for row in range(5, 8):
            first, third = page.cell(row=row, column=1).value, page.cell(row=row, column=3).value
            form = page.cell(row=row, column=3).number_format
            page.cell(row=row, column=1).value, page.cell(row=row, column=3).value = third, first
            page.cell(row=row, column=1).number_format = form

    assert read(changed(change)) == SMALL


def test_sheets_may_stand_in_any_order_with_sheets_of_one_s_own_between() -> None:
    """Notes beside the year are welcome; their formulas are not read."""

    def change(book: Workbook) -> None:
        book.move_sheet("Anggaran", offset=-8)
        book.create_sheet("Catatan saya", 2)["A1"] = "=1+1"

    assert read(changed(change)) == SMALL


@pytest.mark.parametrize("title", ["Request letters", "SURAT  permohonan", "letters", " Surat permohonan "])
def test_sheet_is_known_by_either_language_and_its_key(title) -> None:
    """Mixed workbooks happen when two offices work on one file."""

    def change(book: Workbook) -> None:
        book["Surat permohonan"].title = title

    assert read(changed(change)) == SMALL


@pytest.mark.parametrize(
    "title", ["Received", "Diterima *", "diterima", "received", "Tanggal apa / Received", "DITERIMA (tanggal)"]
)
def test_column_is_known_by_either_language_its_key_and_without_its_unit(title) -> None:
    """Stars, units, case and line breaks in a header are decoration."""

    def change(book: Workbook) -> None:
        name, row, column = place(book, "letters", "received", record=-1)
        book[name].cell(row=row, column=column).value = title

    assert read(changed(change)) == SMALL


def test_rows_above_the_header_may_be_deleted_or_added() -> None:
    """The header is found by its titles, not by its place."""

    def change(book: Workbook) -> None:
        book["Mentor"].delete_rows(1, 4)
        book["Kebutuhan"].insert_rows(1, 5)

    assert read(changed(change)) == SMALL


@pytest.mark.parametrize(
    "title", ["Program", "Fasilitator", "Mentor", "Praktik baik", "Surat permohonan", "Kebutuhan", "Anggaran"]
)
def test_required_sheet_that_is_missing_is_named(title) -> None:
    """A year without its letters must not be planned as if there were none."""

    def change(book: Workbook) -> None:
        del book[title]

    found = faults_of(changed(change))

    assert (title, 0, "") in [spot(fault) for fault in found]
    assert f"lembar {title} tidak ada" in next(fault for fault in found if fault.sheet == title).expected.id


@pytest.mark.parametrize("title", ["Riwayat", "Kunci", "Keputusan DPP", "Daftar", "Petunjuk"])
def test_optional_sheet_that_is_missing_is_empty(title) -> None:
    """Nobody has to keep sheets without content."""

    def change(book: Workbook) -> None:
        for other in ("Riwayat", "Kunci", "Keputusan DPP", "Daftar", "Petunjuk"):
            if other == title:
                del book[other]

    assert read(changed(change)).letters == SMALL.letters


def test_optional_sheet_with_a_misspelt_title_is_not_lost() -> None:
    """An absence on a sheet named Halangn would silently not count."""

    def change(book: Workbook) -> None:
        book["Halangan"].title = "Halangn"

    (fault,) = faults_of(changed(change))

    assert fault.sheet == "Halangan"
    assert fault.value == "Halangn"


def test_sheet_that_stands_in_two_languages_is_refused() -> None:
    """Nobody can know which of the two holds."""

    def change(book: Workbook) -> None:
        book.copy_worksheet(book["Mentor"]).title = "Mentors"

    found = faults_of(changed(change))

    assert ("Mentor", 0, "") in [spot(fault) for fault in found]
    assert "stands twice" in found[0].expected.en or any("stands twice" in fault.expected.en for fault in found)


def test_required_column_that_is_missing_is_one_fault() -> None:
    """One missing column is one thing to mend, not one for each row."""

    def change(book: Workbook) -> None:
        title, _, column = place(book, "letters", "ready")
        book[title].delete_cols(column)

    (fault,) = faults_of(changed(change))

    assert (fault.sheet, fault.row, fault.column) == ("Surat permohonan", 5, "")
    assert fault.title is not None
    assert fault.title.en == "Ready from"
    assert "the column Ready from is missing" in fault.expected.en


def test_optional_column_that_is_missing_is_empty() -> None:
    """Who has no budgets needs no column for them."""

    def change(book: Workbook) -> None:
        title, _, column = place(book, "letters", "budget")
        book[title].delete_cols(column)

    assert [letter.budget for letter in read(changed(change)).letters] == [None, None]


def test_unknown_column_with_values_is_refused_with_the_nearest_title() -> None:
    """A misspelt title would lose its whole column without a word."""

    def change(book: Workbook) -> None:
        title, row, column = place(book, "letters", "budget", record=-1)
        book[title].cell(row=row, column=column).value = "Angaran"

    (fault,) = faults_of(changed(change))

    assert (fault.row, fault.column, fault.value) == (5, "L", "Angaran")
    assert "did you mean Anggaran" in fault.expected.en


def test_column_of_one_s_own_is_allowed_with_a_hash() -> None:
    """People keep notes beside the data."""

    def change(book: Workbook) -> None:
        page = book["Surat permohonan"]
        page.cell(row=5, column=20).value = "# dibahas"
        page.cell(row=6, column=20).value = "ya"

    assert read(changed(change)) == SMALL


def test_unknown_column_without_values_is_let_be() -> None:
    """An empty column loses nothing."""

    def change(book: Workbook) -> None:
        book["Surat permohonan"].cell(row=5, column=20).value = "nanti"

    assert read(changed(change)) == SMALL


def test_value_beside_the_table_is_refused() -> None:
    """A value that slipped one column to the right must not be lost."""

    def change(book: Workbook) -> None:
        book["Surat permohonan"].cell(row=7, column=20).value = 12

    (fault,) = faults_of(changed(change))

    assert (fault.row, fault.column, fault.value) == (7, "T", "12")
    assert "has no title" in fault.expected.en


def test_column_that_stands_twice_is_refused() -> None:
    """Nobody can know which of the two holds."""

    def change(book: Workbook) -> None:
        page = book["Surat permohonan"]
        page.cell(row=5, column=20).value = "Received"

    (fault,) = faults_of(changed(change))

    assert (fault.row, fault.column) == (5, "T")
    assert "stands twice" in fault.expected.en


def test_merged_cells_in_a_table_are_refused() -> None:
    """All cells of a merged range but the first read as empty."""

    def change(book: Workbook) -> None:
        book["Kebutuhan"].merge_cells("A6:A7")

    found = faults_of(changed(change))

    assert ("Kebutuhan", 6, "A") in [spot(fault) for fault in found]
    assert any("A6:A7 are merged" in fault.expected.en for fault in found)


def test_merged_cells_above_the_header_are_let_be() -> None:
    """A merged heading harms nothing."""

    def change(book: Workbook) -> None:
        book["Kebutuhan"].merge_cells("A1:D1")

    assert read(changed(change)) == SMALL


def test_sheet_without_a_header_is_refused() -> None:
    """Values without titles cannot be told apart."""

    def change(book: Workbook) -> None:
        book["Anggaran"].delete_rows(1, 5)

    found = faults_of(changed(change))

    assert ("Anggaran", 0, "") in [spot(fault) for fault in found]
    assert "no header row was found" in found[0].expected.en


def test_indicators_beyond_the_template_s_two_are_read() -> None:
    """A practice may have changed three things; the columns are numbered on."""

    def change(book: Workbook) -> None:
        page = book["Praktik baik"]
        for offset, (title, value) in enumerate((("Indikator 9", "energy_kwh_per_m3"), ("After 9", 0.4))):
            page.cell(row=5, column=30 + offset).value = title
            page.cell(row=6, column=30 + offset).value = value

    practice = read(changed(change)).practices[0]

    assert str(practice.after["energy_kwh_per_m3"]) == "0.4"
    assert "energy_kwh_per_m3" not in practice.before


def test_form_row_that_is_missing_is_named() -> None:
    """A form's required fields are its rows."""

    def change(book: Workbook) -> None:
        _, row, _ = place(book, "programme", "today")
        book["Program"].delete_rows(row)

    (fault,) = faults_of(changed(change))

    assert (fault.sheet, fault.column) == ("Program", "")
    assert "the row Day of planning is missing" in fault.expected.en


def test_decision_without_the_row_of_its_form_is_refused() -> None:
    """A decision that was begun must be whole, or its money would be lost."""

    def change(book: Workbook) -> None:
        _, row, _ = place(book, "decision", "kind")
        book["Keputusan DPP"].delete_rows(row)

    found = faults_of(changed(change))

    assert any("Form of subsidy is missing" in fault.expected.en for fault in found)
