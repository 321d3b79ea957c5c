"""Each cell that does not hold what its column expects is named with its place, its value and what was expected."""

import datetime as dt
from decimal import Decimal

import pytest
from openpyxl.styles import numbers

from data import load_book
from data.country import load_country
from service.errors import ServiceError
from service.workbook.faults import WorkbookFaults
from service.workbook.reading import read_workbook
from tests.service.workbook_cases import (
    ACEH,
    SMALL,
    changed,
    faults_of,
    place,
    read,
    spoiled,
    spot,
    the_fault,
    written,
)


def test_workbook_without_faults_gives_the_intake() -> None:
    """The whole point: what stands in the workbook is what is planned on."""
    assert read(written()) == SMALL


def test_workbook_is_read_from_a_path_as_from_bytes(tmp_path) -> None:
    """The command line has a path, the service has bytes."""
    path = tmp_path / "tahun.xlsx"
    path.write_bytes(written())

    assert read_workbook(path, book=load_book(), country=load_country()) == SMALL
    assert read_workbook(str(path), book=load_book(), country=load_country()) == SMALL


def test_workbook_that_does_not_exist_is_a_fault(tmp_path) -> None:
    """A mistyped name is an everyday mistake, not a crash."""
    with pytest.raises(WorkbookFaults, match=r"nowhere\.xlsx cannot be read"):
        read_workbook(tmp_path / "nowhere.xlsx", book=load_book(), country=load_country())


def test_faults_are_service_errors_and_value_errors() -> None:
    """Callers catch either the room's base or the builtin."""
    data, _ = spoiled("letters", "received", "kapan-kapan")

    with pytest.raises(ServiceError):
        read(data)
    with pytest.raises(ValueError, match="kapan-kapan"):
        read(data)


@pytest.mark.parametrize(
    ("sheet", "column", "value", "expected"),
    [
        ("programme", "year", "dua ribu", "a whole number"),
        ("programme", "year", 1999, "2011 to 2100"),
        ("programme", "today", "1 Desembr 2026", "a date such as"),
        ("programme", "budget_state", "setengah jadi", "one of: proposed; discussed; decided"),
        ("programme", "fictional", "entah", "yes or no"),
        ("facilitators", "days_per_month", 0, "1 to 31 working days"),
        ("facilitators", "days_per_month", 32, "1 to 31 working days"),
        ("facilitators", "days_per_month", 8.5, "a whole number"),
        ("facilitators", "name", "x" * 121, "at most 120 characters; these are 121"),
        ("mentors", "kind", "orang baik", "one of: water utility; person; training centre"),
        ("mentors", "capacity", 0, "1 to 50 mentees"),
        ("mentors", "connections", -3, "1 to 10000000 connections"),
        ("mentors", "in_annual_plan", "mungkin", "yes or no"),
        ("mentors", "islands", "Sumatera; Atlantis", "one of: Sumatra; Java"),
        ("mentors", "subjects", "Sulap", "a name from the list"),
        ("mentors", "note", "a\x7fb", "without control characters"),
        ("practices", "year", 1969, "1970 to 2100"),
        ("practices", "verified", "barangkali", "yes or no"),
        ("letters", "received", "32/12/2026", "a date such as"),
        ("letters", "ready", "segera", "a date such as"),
        ("letters", "budget", "1.500", "1.500 is unclear"),
        ("letters", "budget", -1, "0 or more"),
        ("letters", "budget", 1500000.5, "whole money"),
        ("letters", "text", "x" * 8001, "at most 8000 characters"),
        ("needs", "rank", 0, "1 to 20"),
        ("needs", "rank", "satu", "a whole number"),
        ("past", "year", "dulu", "a whole number"),
        ("pins", "kind", "boleh saja", "one of: must be a pair; never a pair"),
        ("absences", "first", "minggu depan", "a date such as"),
        ("budget", "amount", "banyak", "whole money"),
        ("budget", "amount", -1, "0 or more"),
        ("decision", "date", "kemarin", "a date such as"),
        ("decision", "amounts.mentor_per_visit", "lima juta", "whole money"),
    ],
)
def test_value_that_its_column_does_not_expect_is_named_with_its_place(sheet, column, value, expected) -> None:
    """One wrong cell is one fault, at that cell, with what was expected; nothing else is blamed."""
    fault = the_fault(sheet, column, value)

    assert expected in fault.expected.en
    assert fault.expected.id
    assert fault.expected.id != fault.expected.en


@pytest.mark.parametrize(
    ("sheet", "column"),
    [
        ("programme", "year"),
        ("programme", "today"),
        ("programme", "budget_state"),
        ("facilitators", "name"),
        ("facilitators", "days_per_month"),
        ("practices", "subject"),
        ("practices", "title"),
        ("practices", "mentor"),
        ("letters", "utility"),
        ("letters", "received"),
        ("letters", "ready"),
        ("letters", "text"),
        ("letters", "expected_result"),
        ("needs", "rank"),
        ("past", "mentor"),
        ("past", "mentee"),
        ("pins", "reason"),
        ("pins", "author"),
        ("pins", "kind"),
        ("absences", "who"),
        ("absences", "first"),
        ("absences", "reason"),
        ("budget", "amount"),
        ("decision", "number"),
        ("decision", "date"),
        ("decision", "kind"),
    ],
)
def test_required_value_that_is_empty_is_named_with_its_place(sheet, column) -> None:
    """Nobody guesses what an empty cell should have held."""
    fault = the_fault(sheet, column, None)

    assert fault.value == ""
    assert fault.expected.en.startswith("must be filled")
    assert fault.expected.id.startswith("wajib diisi")


@pytest.mark.guards("3.1.1-A5")
@pytest.mark.parametrize("size", [3, 4, 10, 11])
def test_main_team_outside_the_guideline_s_bounds_is_read_as_the_letter_states(size) -> None:
    """A letter that offers three persons offers three; readiness tells that 4 to 10 are advised (3.1.1-A5)."""
    data, _ = spoiled("letters", "main_team", size)

    assert read(data).letters[0].main_team == size


@pytest.mark.guards("3.1.1-A5")
@pytest.mark.parametrize(("size", "is_accepted"), [(5, False), (6, True), (15, True), (16, True)])
def test_large_team_includes_the_main_team(size, is_accepted) -> None:
    """The main team has 6 persons here; a whole smaller than its part is a slip, 16 is only more than advised."""
    data, where = spoiled("letters", "large_team", size)

    if is_accepted:
        assert read(data).letters[0].large_team == size
    else:
        assert [(spot(fault), fault.expected.en) for fault in faults_of(data)] == [(where, "6 or more")]


@pytest.mark.parametrize("size", [0, -4])
def test_team_of_nobody_is_refused(size) -> None:
    """Advice bends, arithmetic does not."""
    assert the_fault("letters", "main_team", size).expected.en == "1 or more"


def test_date_cells_and_typed_dates_read_alike() -> None:
    """Both come from real workbooks, often in one column."""
    cell, _ = spoiled("letters", "received", dt.date(2026, 11, 4))
    typed, _ = spoiled("letters", "received", "4 November 2026")

    assert read(cell).letters[0].received == read(typed).letters[0].received == dt.date(2026, 11, 4)


def test_percent_cell_reads_as_per_cent() -> None:
    """38.5 % typed into a spreadsheet is stored as 0.385."""

    def change(book) -> None:
        title, row, column = place(book, "needs", "today", number=1)
        cell = book[title].cell(row=row, column=column)
        cell.value, cell.number_format = 0.385, numbers.FORMAT_PERCENTAGE_00

    assert read(changed(change)).needs[0].today == {"nrw_pct": Decimal("38.5")}


@pytest.mark.parametrize(("value", "is_accepted"), [(-0.5, False), (0, True), (100, True), (100.5, False)])
def test_reading_keeps_the_band_of_its_indicator(value, is_accepted) -> None:
    """A loss of 105 per cent is a slip of the keyboard."""
    data, where = spoiled("needs", "today", value, number=1)

    if is_accepted:
        assert read(data).needs[0].today == {"nrw_pct": Decimal(str(value))}
    else:
        assert [(spot(fault), fault.expected.en) for fault in faults_of(data)] == [(where, "0 to 100 %")]


def test_formula_in_a_cell_is_refused_with_its_text() -> None:
    """A formula may point anywhere; the user is told to paste the value."""
    data, where = spoiled("letters", "budget", "=SUM(A1:A3)")

    (fault,) = faults_of(data)

    assert spot(fault) == where
    assert fault.value == "=SUM(A1:A3)"
    assert "not a formula" in fault.expected.en
    assert "bukan rumus" in fault.expected.id


def test_formula_outside_the_tables_is_nobody_s_business() -> None:
    """A total in a column of one's own does no harm."""

    def change(book) -> None:
        page = book["Anggaran"]
        page.cell(row=5, column=4, value="# jumlah")
        page.cell(row=6, column=4, value="=SUM(B6:B10)")

    assert read(changed(change)) == SMALL


def test_error_value_in_a_cell_is_refused() -> None:
    """#N/A is what a broken look-up leaves behind."""

    def change(book) -> None:
        title, row, column = place(book, "letters", "budget")
        cell = book[title].cell(row=row, column=column)
        cell.value, cell.data_type = "#N/A", "e"

    (fault,) = faults_of(changed(change))

    assert fault.value == "#N/A"
    assert "shows an error" in fault.expected.en


def test_all_faults_come_at_once_in_the_order_of_the_sheets() -> None:
    """Mending one fault at a time, run by run, is what this software replaces."""

    def change(book) -> None:
        for sheet, column, value in (
            ("budget", "amount", "x"),
            ("letters", "ready", "x"),
            ("programme", "year", "x"),
            ("mentors", "capacity", 0),
            ("letters", "received", "x"),
        ):
            title, row, at = place(book, sheet, column)
            book[title].cell(row=row, column=at).value = value

    found = faults_of(changed(change))

    assert [fault.sheet for fault in found] == ["Program", "Mentor", "Surat permohonan", "Surat permohonan", "Anggaran"]
    assert found[2].column < found[3].column


def test_fault_says_where_and_what_in_both_languages() -> None:
    """The line that the terminal shows must be enough to find and mend the cell."""
    fault = the_fault("letters", "received", "32/12/2026")

    assert str(fault) == (
        "sheet Surat permohonan, row 6, column C (Received): '32/12/2026': "
        "a date such as 2 Maret 2027, 02/03/2027 (day first) or 2027-03-02"
    )
    assert fault.say("id") == (
        "lembar Surat permohonan, baris 6, kolom C (Diterima): '32/12/2026': "
        "tanggal seperti 2 Maret 2027, 02/03/2027 (hari dulu), atau 2027-03-02"
    )
    assert fault.section == "3.1.1-A6"


def test_fault_as_a_dictionary_holds_place_value_and_both_languages() -> None:
    """The service answers with these as problem details."""
    assert the_fault("letters", "budget", -1).to_dict() == {
        "sheet": "Surat permohonan",
        "row": 6,
        "column": "L",
        "title": {"en": "Budget", "id": "Anggaran"},
        "value": "-1",
        "expected": {"en": "0 or more", "id": "0 atau lebih"},
        "section": "3.1.1-A3",
    }


def test_long_and_unprintable_values_are_shown_short() -> None:
    """A fault must not flood the terminal or smuggle control codes into it."""
    fault = the_fault("facilitators", "name", "A\n\tB" * 200)

    assert len(fault.value) <= 80
    assert fault.value.startswith("A B")
    assert fault.value.endswith("…")


def test_empty_rows_between_records_are_skipped() -> None:
    """People leave gaps for the eye."""

    def change(book) -> None:
        title, row, _ = place(book, "letters", "id")
        book[title].insert_rows(row + 1)

    assert read(changed(change)).letters == SMALL.letters


def test_hidden_rows_and_sheets_are_read_like_all_others() -> None:
    """A filter hides rows; what is hidden is still meant."""

    def change(book) -> None:
        title, row, _ = place(book, "letters", "id")
        book[title].row_dimensions[row].hidden = True
        book["Kebutuhan"].sheet_state = "hidden"

    assert read(changed(change)) == SMALL


def test_blank_cells_are_missing_and_never_zero() -> None:
    """An unknown budget is not a budget of nothing."""
    intake = read(written())

    assert intake.letters[1].budget is None
    assert intake.letters[1].main_team is None
    assert intake.letters[0].in_annual_plan is None
    assert intake.letters[0].utility == ACEH


def test_decision_left_empty_is_no_decision() -> None:
    """Without a decision of the National Board there is no subsidy (4.2), and that is no fault."""

    def change(book) -> None:
        for key in (
            "number",
            "date",
            "kind",
            "amounts.mentor_per_visit",
            "amounts.mentee_per_visit",
            "amounts.ceiling_per_partnership",
        ):
            title, row, column = place(book, "decision", key)
            book[title].cell(row=row, column=column).value = None

    assert read(changed(change)).decision is None


def test_workbook_of_before_the_optional_columns_reads_the_same() -> None:
    """A workbook that was filled last month must not need new columns."""

    def change(book) -> None:
        for sheet, column in (("mentors", "least"), ("mentors", "team_days"), ("letters", "waited")):
            title, _, at = place(book, sheet, column)
            book[title].delete_cols(at)
        title, row, _ = place(book, "programme", "floor")
        book[title].delete_rows(row)

    assert read(changed(change)) == SMALL
