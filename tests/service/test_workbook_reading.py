"""Each cell that does not hold what its column expects is named with sheet, row, column, value and what was expected."""

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
    PALEMBANG,
    SMALL,
    TIMUR,
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
        ("programme", "year"), ("programme", "today"), ("programme", "budget_state"), ("facilitators", "name"),
        ("facilitators", "days_per_month"), ("practices", "subject"), ("practices", "title"), ("practices", "mentor"),
        ("letters", "utility"), ("letters", "received"), ("letters", "ready"), ("letters", "text"),
        ("letters", "expected_result"), ("needs", "rank"), ("past", "mentor"), ("past", "mentee"), ("pins", "reason"),
        ("pins", "author"), ("pins", "kind"), ("absences", "who"), ("absences", "first"), ("absences", "reason"),
        ("budget", "amount"), ("decision", "number"), ("decision", "date"), ("decision", "kind"),
    ],
)
def test_required_value_that_is_empty_is_named_with_its_place(sheet, column) -> None:
    """Nobody guesses what an empty cell should have held."""
    fault = the_fault(sheet, column, None)

    assert fault.value == ""
    assert fault.expected.en.startswith("must be filled")
    assert fault.expected.id.startswith("wajib diisi")


@pytest.mark.guards("3.1.1-A5")
@pytest.mark.parametrize(("size", "is_accepted"), [(3, False), (4, True), (10, True), (11, False)])
def test_main_team_keeps_the_guideline_s_bounds(size, is_accepted) -> None:
    """A main team has 4 to 10 persons (3.1.1-A5)."""
    data, where = spoiled("letters", "main_team", size)

    if is_accepted:
        assert read(data).letters[0].main_team == size
    else:
        assert [(spot(fault), fault.expected.en) for fault in faults_of(data)] == [(where, "4 to 10 persons")]


@pytest.mark.guards("3.1.1-A5")
@pytest.mark.parametrize(("size", "is_accepted"), [(5, False), (6, True), (15, True), (16, False)])
def test_large_team_includes_the_main_team_and_has_fifteen_at_most(size, is_accepted) -> None:
    """A large team has 15 persons at most (3.1.1-A5); it includes the main team, which has 6 here."""
    data, where = spoiled("letters", "large_team", size)

    if is_accepted:
        assert read(data).letters[0].large_team == size
    else:
        assert [spot(fault) for fault in faults_of(data)] == [where]


@pytest.mark.parametrize(
    "name",
    [
        "PDAM Tirta Musi Kota Palembang", "pdam tirta musi  KOTA palembang", "Tirta Musi", "Kota Palembang",
        "PDAM Kota Palembang", "Perumda Air Minum Kota Palembang", PALEMBANG,
    ],
)
def test_utility_is_known_by_id_name_brand_and_region(name) -> None:
    """Letters call a utility by any of these; each names one utility only."""
    data, _ = spoiled("mentors", "utility", name)

    assert read(data).mentors[0].utility == PALEMBANG


def test_utility_misspelt_is_refused_with_the_nearest_name() -> None:
    """A slip of the finger should cost one glance, not a search through 474 names."""
    fault = the_fault("mentors", "utility", "Tirta Musii")

    assert fault.value == "Tirta Musii"
    assert "did you mean Tirta Musi" in fault.expected.en
    assert "apakah maksudnya Tirta Musi" in fault.expected.id


def test_utility_name_that_two_share_is_refused_with_both() -> None:
    """Two utilities are called Tirta Kencana; the software must not choose."""
    fault = the_fault("letters", "utility", "Tirta Kencana")

    assert "one of these, written in full" in fault.expected.en
    assert fault.expected.en.count("Tirta Kencana") == 2


@pytest.mark.parametrize("name", ["NRW", "Penurunan kehilangan air (NRW)", "Non-revenue water reduction", "kehilangan air"])
def test_subject_is_known_by_code_name_and_synonym(name) -> None:
    """Letters use the field's words in both languages."""
    data, _ = spoiled("practices", "subject", name)

    assert read(data).practices[0].subject == "NRW"


def test_subjects_with_commas_in_their_names_survive_in_a_list() -> None:
    """'SCADA, telemetri dan ...' is one subject; commas between known names part them too."""
    data, _ = spoiled("mentors", "subjects", "SCADA, telemetri dan pemantauan jarak jauh; NRW")
    with_commas, _ = spoiled("mentors", "subjects", "NRW, GIS")

    assert read(data).mentors[0].subjects == ("SCADA", "NRW")
    assert read(with_commas).mentors[0].subjects == ("NRW", "GIS")


def test_region_is_known_by_name_and_code() -> None:
    """A person-mentor travels from a region."""
    named, _ = spoiled("mentors", "region", "Kabupaten Aceh Singkil", record=1)
    coded, _ = spoiled("mentors", "region", "11.10", record=1)

    assert read(named).mentors[1].region == "11.10"
    assert read(coded).mentors[1].region == "11.10"


def test_region_code_typed_as_a_number_is_refused() -> None:
    """A spreadsheet turns 11.10 into 11.1, which is another region or none."""
    fault = the_fault("mentors", "region", 11.1, record=1)

    assert "may have lost its last zero" in fault.expected.en


def test_mentor_without_a_name_takes_its_utility_s() -> None:
    """Typing the name twice is a nuisance and a source of slips."""
    data, _ = spoiled("mentors", "name", None)

    assert read(data).mentors[0].name == "PDAM Tirta Musi Kota Palembang"


def test_mentor_of_a_letter_is_known_by_code_name_and_utility() -> None:
    """A letter wishes 'Tuan Fiktif', not m-02."""
    for name in ("M-02", "Tuan Fiktif"):
        data, _ = spoiled("letters", "wished", name)

        assert read(data).letters[0].wished == "m-02"


@pytest.mark.parametrize(
    ("sheet", "column", "value"),
    [
        ("letters", "wished", "m-99"), ("practices", "mentor", "m-99"), ("pins", "mentor", "m-99"),
        ("pins", "letter", "s-99"), ("needs", "letter", "s-99"), ("absences", "who", "siapa saja"),
        ("past", "mentee", "PDAM Atlantis Raya Sekali"),
    ],
)
def test_reference_to_what_no_other_sheet_holds_is_refused(sheet, column, value) -> None:
    """A need of no letter would vanish without a word."""
    record = 2 if sheet == "needs" else 0
    data, where = spoiled(sheet, column, value, record=record)

    assert where in [spot(fault) for fault in faults_of(data)]


@pytest.mark.parametrize(("who", "key"), [("Ketua Umum PERPAMSI", "chair"), ("Rina (fiktif)", "rina"), ("s-01", "s-01"),
                                          ("m-02", "m-02"), ("Kabupaten Aceh Timur", TIMUR), ("Aceh Selatan", None)])
def test_absence_knows_colleagues_officers_mentors_letters_and_utilities(who, key) -> None:
    """The chair's travels and a mentee's audit both keep a ceremony from taking place."""
    data, where = spoiled("absences", "who", who)

    if key is None:
        assert [spot(fault) for fault in faults_of(data)] == [where]
    else:
        assert read(data).absences[0].who == key


def test_raw_water_in_other_words_is_kept_as_written() -> None:
    """The list of sources is a help, not a limit."""
    known, _ = spoiled("letters", "raw_water", "Mata Air")
    other, _ = spoiled("letters", "raw_water", "embung desa")

    assert read(known).letters[0].raw_water == "spring"
    assert read(other).letters[0].raw_water == "embung desa"


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
            ("budget", "amount", "x"), ("letters", "ready", "x"), ("programme", "year", "x"), ("mentors", "capacity", 0),
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
        for key in ("number", "date", "kind", "amounts.mentor_per_visit", "amounts.mentee_per_visit",
                    "amounts.ceiling_per_partnership"):
            title, row, column = place(book, "decision", key)
            book[title].cell(row=row, column=column).value = None

    assert read(changed(change)).decision is None
