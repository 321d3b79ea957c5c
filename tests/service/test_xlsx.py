"""The year's workbook holds what the year holds, as real dates and numbers, and nothing that could run."""

import datetime as dt
import io
import re
from dataclasses import replace
from functools import cache

import pytest
from openpyxl import Workbook, load_workbook

from service.documents import year_rows
from service.documents.director import sheets_of
from service.documents.page import page_of
from service.documents.sheets import Column, Style, add_sheet, money_format
from service.documents.year_xlsx import year_workbook
from service.words import Words
from tests.service.year_cases import small_intake, small_year, year_of

STYLE = Style(language="en", money_format="0", band="band", sum_word="Sum", is_fictional=False)
FIRST = 3


@cache
def reopened(language="en"):
    """Return the small year's workbook as a reader opens it."""
    raw = io.BytesIO()
    year_workbook(small_year(), language=language).save(raw)
    return load_workbook(io.BytesIO(raw.getvalue()))


def sheet(key, language="en"):
    """Return the sheet of a word."""
    return reopened(language)[Words(language)(f"paper.{key}")]


def rows(key, language="en"):
    """Return the rows of a sheet below its header, without the row of sums."""
    found = [tuple(cell.value for cell in row) for row in sheet(key, language).iter_rows(min_row=FIRST)]
    return [row for row in found if row[0] != Words(language)("money.sum")]


def column(key, number, language="en"):
    """Return the values of one column, numbered from 1."""
    return [row[number - 1] for row in rows(key, language)]


@pytest.mark.parametrize("language", ["en", "id"])
def test_workbook_has_fourteen_sheets_in_the_reader_s_language(language):
    """A facilitator finds a sheet by its own word."""
    names = reopened(language).sheetnames

    assert len(names) == 14
    assert names[0] == Words(language)("paper.summary")
    assert all(0 < len(name) <= 31 for name in names)


def test_languages_hold_the_same_numbers():
    """Two readers of one year must see one sum."""
    for key, place in (("lines", 6), ("heads", 2), ("payers", 3), ("subsidies", 5)):
        assert column(key, place, "en") == column(key, place, "id")


def test_calendar_holds_every_event_with_real_dates():
    """Dates that are texts cannot be sorted by month."""
    found = rows("calendar")

    assert len(found) == len(small_year().plan.events)
    assert all(isinstance(value, dt.datetime) for value in column("calendar", 1))
    assert {(row[0].date(), row[1].date(), row[-1]) for row in found} == {
        (event.first, event.last, event.id) for event in small_year().plan.events
    }


def test_calendar_is_in_order():
    """The first row is what comes first."""
    days = column("calendar", 1)

    assert days == sorted(days)


def test_due_papers_are_all_there():
    """A paper that is not listed is not written."""
    found = rows("dues")

    assert len(found) == len(small_year().plan.dues)
    assert [row[0].date() for row in found] == sorted(due.on for due in small_year().plan.dues)


def test_cost_lines_add_up_to_the_ledger():
    """Not a rupiah may be lost between plan and paper."""
    amounts = column("lines", 6)

    assert all(type(amount) is int for amount in amounts)
    assert sum(amounts) == small_year().plan.ledger.total
    assert len(amounts) == len(small_year().plan.ledger.lines)


def test_cost_lines_name_payer_rule_section_and_basis():
    """Each amount must say who pays it, by which rule, and how it was counted."""
    for row in rows("lines"):
        assert all(row[place] for place in (6, 7, 9, 10, 11))


def test_payers_add_up_over_both_years():
    """Every line has exactly one payer."""
    total = sum(column("payers", 3)) + sum(column("payers", 4))

    assert total == small_year().plan.ledger.total


def test_heads_show_budget_planned_and_left():
    """Left is budget less planned, for each of the heads of 4.2."""
    for _, budget, planned, left, _ in rows("heads"):
        assert left == budget - planned
    assert sum(column("heads", 2)) == sum(small_intake().budget.values())


def test_subsidies_add_up_to_the_allocations():
    """What the board gives and what mentors and mentees get is one sum."""
    assert sum(column("subsidies", 5)) == sum(each.amount for each in small_year().plan.allocations)


@pytest.mark.parametrize("key", ["heads", "payers", "lines", "subsidies"])
def test_sums_are_formulas_over_exactly_the_rows(key):
    """A sum that misses a row is worse than none."""
    page = sheet(key)
    last = FIRST + len(rows(key)) - 1
    formulas = [cell for cell in page[last + 1] if isinstance(cell.value, str) and cell.value.startswith("=")]

    assert formulas
    for cell in formulas:
        letter = cell.column_letter
        assert cell.value == f"=SUM({letter}{FIRST}:{letter}{last})"
        assert cell.data_type == "f"


@pytest.mark.parametrize("key", ["proposals", "pairs", "calendar", "dues", "lines", "refusals", "assumptions"])
def test_lists_can_be_filtered_and_keep_their_header(key):
    """A list of three hundred rows is of no use without filter and header."""
    page = sheet(key)

    assert page.freeze_panes == "B3"
    assert (
        page.auto_filter.ref
        == f"A2:{page.cell(row=2, column=page.max_column).column_letter}{FIRST + len(rows(key)) - 1}"
    )
    assert page.print_title_rows == "$2:$2"
    assert page.page_setup.orientation == "landscape"


def test_proposals_hold_every_ranked_pair_and_mark_the_assigned():
    """The choice is seen beside what was not chosen."""
    ranked = [each for found in small_year().match.ranked.values() for each in found]

    assert len(rows("proposals")) == len(ranked)
    assert sum(1 for row in rows("proposals") if row[9]) == len(small_year().match.proposals)


def test_every_letter_without_a_mentor_is_listed_with_a_remedy():
    """A no without a reason cannot be answered."""
    refused = {row[1]: row for row in rows("refusals")}

    for letter in small_year().match.unmatched:
        assert refused[letter][3]
        assert refused[letter][4]


def test_assumed_numbers_carry_their_reason():
    """What the guideline does not say must be seen as assumed."""
    wanted = {key for key, row in small_year().book.numbers.items() if row.status != "stated"}

    assert set(column("assumptions", 1)) == wanted
    assert all(row[-1] for row in rows("assumptions") if row[5] == Words("en")("status.assumed"))


@pytest.mark.parametrize("language", ["en", "id"])
def test_fictional_year_says_so_on_every_sheet_and_page(language):
    """An invented sum must never be taken for a decided one."""
    mark = Words(language)("year.fictional")

    for page in reopened(language).worksheets:
        assert mark in page["A1"].value
        assert mark in page.oddHeader.center.text
        assert page["A1"].fill.start_color.rgb.endswith("B3261E")


def test_real_year_bears_no_mark():
    """A mark that is always there says nothing."""
    year = year_of(replace(small_intake(), fictional=False))

    book = year_workbook(year, language="en")

    assert all("FICTIONAL" not in page["A1"].value for page in book.worksheets)
    assert all(page["A1"].fill.start_color.rgb.endswith("0B5563") for page in book.worksheets)


@pytest.mark.parametrize("text", ["=1+1", "+62 21 555", "-3 mentors", "@SUM(A1)", "\tx", "=cmd|' /C calc'!A0"])
def test_text_never_becomes_a_formula(text):
    """A letter may begin with any sign, and somebody may mean harm."""
    book = Workbook()
    page = add_sheet(book, "Texts", [Column(title="Text", width=20)], [(text,)], style=STYLE)
    raw = io.BytesIO()
    book.save(raw)

    cell = load_workbook(io.BytesIO(raw.getvalue()))["Texts"].cell(row=FIRST, column=1)

    assert page.cell(row=FIRST, column=1).quotePrefix
    assert cell.data_type == "s"
    assert cell.value == text


def test_plain_text_is_not_quoted():
    """A quote before every text would show in the formula bar."""
    page = add_sheet(Workbook(), "Texts", [Column(title="Text", width=20)], [("NRW",)], style=STYLE)

    assert not page.cell(row=FIRST, column=1).quotePrefix


def test_signs_that_no_cell_can_hold_are_replaced():
    """One control character in a letter must not cost the whole workbook."""
    page = add_sheet(Workbook(), "Texts", [Column(title="Text", width=20)], [("a\x07b",), ("x" * 40_000,)], style=STYLE)

    assert page.cell(row=FIRST, column=1).value == "a b"
    assert len(page.cell(row=FIRST + 1, column=1).value) == 32_767


def test_escapes_of_the_format_stay_text():
    """Spreadsheets read ``_x0041_`` as a letter A; a title that holds it must stay as written."""
    page = add_sheet(Workbook(), "Texts", [Column(title="Text", width=20)], [("_x0041_",)], style=STYLE)

    assert page.cell(row=FIRST, column=1).value == "_x005F_x0041_"


def test_empty_list_has_a_header_and_no_sum():
    """A year without subsidies still has its sheet; a sum over no rows would point at the header."""
    columns = [Column(title="Who", width=10), Column(title="Amount", width=10, kind="money", is_summed=True)]

    page = add_sheet(Workbook(), "Empty", columns, [], style=STYLE)

    assert page.max_row == 2
    assert page.auto_filter.ref is None


def test_other_currency_is_written_as_such():
    """Programmes abroad do not count in rupiah."""
    assert "Rp" in money_format("IDR")
    assert money_format("USD").startswith('"USD"')


@pytest.mark.parametrize("key", ["refusals", "subsidies"])
def test_sentences_name_parties_and_days_as_people_do(key):
    """A colleague filters this sheet and knows no ids of ours."""
    told = [str(cell) for row in rows(key, "id") for cell in row if " " in str(cell)]

    assert [each for each in told if re.search(r"\b(?:pdam|perumda|pudam)-[a-z-]+", each)] == []
    assert [each for each in told if re.search(r"\b20\d\d-\d\d-\d\d\b", each) and "00:00" not in each] == []


def test_assumed_numbers_have_units_and_sources_in_indonesian():
    """An English unit behind an Indonesian name is half a row."""
    assert "working days" not in column("assumptions", 4, "id")
    assert "hari kerja" in column("assumptions", 4, "id")
    assert "assumed from practice" not in column("assumptions", 7, "id")


@pytest.mark.parametrize("language", ["en", "id"])
def test_directors_sheet_adds_up_with_their_pages(language):
    """How many days of staff, how much money, which weeks: the sheet and the page say the same."""
    page = page_of(small_year(), language=language)
    sheets = sheets_of(page)

    rows = list(year_rows.directors(page))

    assert [(row[3], row[5], row[8]) for row in rows] == [(one.away, len(one.weeks), one.total) for one in sheets]
    assert all(row[6] <= row[7] for row in rows)
    title = Words(language)("paper.directors")
    shown = [cell.value for cell in next(reopened(language)[title].iter_cols(min_col=1, max_col=1))]
    assert {row[0] for row in rows} <= set(shown)
