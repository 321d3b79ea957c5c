"""Money over time as a facilitator meets it: workbook in, terminal, page, workbook out; payers under each policy."""

import dataclasses
import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest

from data import load_book
from data.country import load_country
from service.cli.report.cash import cash
from service.cli.report.sums import payers_each
from service.documents.page_words import PageWords
from service.documents.year_html import year_page
from service.documents.year_xlsx import year_workbook
from service.records.intake import Intake
from service.records.money import HelpTold, PostingTold, RateTold, ReleaseTold
from service.records.over_time import money_over_time
from service.records.year import Year
from service.workbook.faults import WorkbookFaults
from service.workbook.reading import read_workbook
from service.workbook.writing import write_workbook
from tests.service.cli_cases import printed
from tests.service.web_cases import Reader
from tests.service.year_cases import small_intake, small_year

YEAR = 2027
LINE = "documents"


def told(**changes: object) -> Intake:
    """Return the small sample with releases, a payment and two offers of help."""
    first = next(line for line in small_year().plan.ledger.lines if line.head == LINE)
    money = {
        "releases": (ReleaseTold(on=dt.date(YEAR, 3, 1), head=LINE, amount=1_000_000),),
        "postings": (PostingTold(line=first.id, state="spent", amount=5, on=dt.date(2026, 12, 1), paper="K-1"),),
        "helps": (
            HelpTold(partner="Mitra A (fiktif)", kind="sponsorship", amount=7_000_000, head="workshops",
                     condition="logo di spanduk"),
            HelpTold(partner="Mitra B (fiktif)", kind="speakers", goods="dua narasumber", asks_purchase=True),
        ),
    }  # fmt: skip
    return dataclasses.replace(small_intake(), **(money | changes))


def year() -> Year:
    """Return the small year with that money."""
    return dataclasses.replace(small_year(), intake=told())


def read_again(intake: Intake, path, language: str = "en") -> Intake:
    """Return what is read of a written workbook."""
    write_workbook(path, intake, book=load_book(), country=load_country(), language=language)
    return read_workbook(path, book=load_book(), country=load_country())


@pytest.mark.parametrize("language", ["en", "id"])
def test_workbook_keeps_releases_payments_and_help(tmp_path, language):
    """What a facilitator writes down is read as it stands, in either language; the sheets may stay empty."""
    again = read_again(told(), tmp_path / "year.xlsx", language)

    assert (again.releases, again.postings, again.helps) == (told().releases, told().postings, told().helps)
    bare = read_again(small_intake(), tmp_path / "bare.xlsx", language)
    assert (bare.releases, bare.postings, bare.helps) == ((), (), ())


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"releases": (ReleaseTold(on=dt.date(YEAR + 1, 1, 1), head=LINE, amount=1),)}, f"a day in {YEAR}"),
        (
            {"releases": tuple(ReleaseTold(on=dt.date(YEAR, 1, day), head=LINE, amount=20_000_001) for day in (1, 2))},
            "within its budget",
        ),
        ({"helps": (HelpTold(partner="A", kind="sponsorship"),)}, "money, or goods or services"),
    ],
)
def test_workbook_refuses_money_that_cannot_be(tmp_path, changes, said):
    """Outside the year, more than the head, help of nothing: each a fault in its cell, before anything is planned."""
    with pytest.raises(WorkbookFaults) as refused:
        read_again(told(**changes), tmp_path / "year.xlsx")

    assert said in str(refused.value)


DOLLARS = {"foreign": Decimal("1500.5"), "currency": "USD"}
RATE = RateTold(on=dt.date(2026, 11, 2), currency="USD", value=Decimal("16245.5"), source="fiktif")
HUNDRED_YEN = RateTold(on=dt.date(2026, 11, 2), currency="JPY", value=Decimal("10857.25"), per=100, source="fiktif")


def abroad(**changes: object) -> Intake:
    """Return the small sample with a payment in yen and help in dollars, each with its fictional rate."""
    line = told().postings[0].line
    money = {
        "postings": (
            PostingTold(line=line, state="spent", on=dt.date(2026, 12, 1), paper="K-2", foreign=Decimal(250),
                        currency="JPY"),
        ),
        "helps": (HelpTold(partner="Mitra A (fiktif)", kind="sponsorship", head="workshops", **DOLLARS),),
        "exchange": (RATE, HUNDRED_YEN),
    }  # fmt: skip
    return told(**(money | changes))


@pytest.mark.guards("4.3")
@pytest.mark.parametrize("language", ["en", "id"])
def test_workbook_keeps_foreign_money_and_its_rates(tmp_path, language):
    """Dollars and cents come back as they were written, in either language, the rate with its day and source."""
    again = read_again(abroad(), tmp_path / "year.xlsx", language)

    assert (again.postings, again.helps, again.exchange) == (abroad().postings, abroad().helps, abroad().exchange)


def test_workbook_written_before_there_were_rates_is_still_read(tmp_path):
    """A year that was begun with an older template has neither the sheet nor the columns, and loses nothing."""
    path = tmp_path / "old.xlsx"
    write_workbook(path, told(), book=load_book(), country=load_country(), language="en")
    book = openpyxl.load_workbook(path)
    del book["Exchange rates"]
    for title in ("Commitments and payments", "Help of partners"):
        sheet = book[title]
        names = [str(cell.value) for row in sheet.iter_rows(max_row=6) for cell in row if cell.value]
        assert any(name.startswith("Foreign amount") for name in names)
        for column in range(sheet.max_column, 0, -1):
            heads = [str(sheet.cell(row=row, column=column).value) for row in range(1, 7)]
            if any(head.startswith(("Foreign amount", "Currency")) for head in heads):
                sheet.delete_cols(column)
    book.save(path)

    again = read_workbook(path, book=load_book(), country=load_country())

    assert (again.postings, again.helps, again.exchange) == (told().postings, told().helps, ())


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"exchange": ()}, "a currency with a rate of"),
        ({"exchange": (dataclasses.replace(RATE, value=Decimal(0)), HUNDRED_YEN)}, "a number above 0"),
        ({"exchange": (dataclasses.replace(RATE, currency="IDR"), RATE, HUNDRED_YEN)}, "another currency than IDR"),
        ({"helps": (HelpTold(partner="A", kind="sponsorship", amount=1, **DOLLARS),)}, "empty: it is worked out"),
        ({"helps": (HelpTold(partner="A", kind="sponsorship", foreign=Decimal(5)),)}, "foreign amount and currency"),
        (
            {"helps": (HelpTold(partner="A", kind="sponsorship", foreign=Decimal("0.001"), currency="USD"),)},
            "at most two decimal places",
        ),
        (
            {"postings": (PostingTold(line="x", state="spent", on=dt.date(2026, 12, 1)),)},
            "money here, or a foreign amount",
        ),
    ],
)
def test_workbook_refuses_foreign_money_that_cannot_be(tmp_path, changes, said):
    """No rate of its day, a rate of nothing, told twice, no currency, half a cent: each a fault in its cell."""
    with pytest.raises(WorkbookFaults) as refused:
        read_again(abroad(**changes), tmp_path / "year.xlsx")

    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("language", "dollars", "yen"),
    [
        ("en", "Rp 24,376,372 (USD 1,500.50; 16,245.5 for 1 USD since", "Rp 27,143 (JPY 250; 10,857.25 for 100 JPY"),
        ("id", "Rp 24.376.372 (USD 1.500,50; 16.245,5 untuk 1 USD sejak", "Rp 27.143 (JPY 250; 10.857,25 untuk 100"),
    ],
)
def test_foreign_money_is_shown_as_given_and_in_rupiah(language, dollars, yen):
    """Whoever reads sees both sums and the rate behind them, at the terminal and on the page."""
    here = dataclasses.replace(small_year(), intake=abroad())

    report = " ".join(printed(cash, year=here, language=language, width=200).split())
    page = year_page(here, language=language, standalone=True)

    for said in (dollars, yen):
        assert said in report
        assert said in page


@pytest.mark.parametrize(
    ("language", "title", "short", "condition"),
    [
        ("en", "Money over time", "will have left", "on condition: logo di spanduk"),
        ("id", "Keuangan dari bulan ke bulan", "sudah keluar", "dengan syarat: logo di spanduk"),
    ],
)
def test_report_shows_months_instalments_payments_and_help(language, title, short, condition):
    """One section says what is due when, what is short, what was paid, and on which conditions partners help."""
    text = " ".join(printed(cash, year=year(), language=language).split())

    assert title in text
    assert short in text
    assert condition in text
    assert "Mitra B" in text
    assert "partner_interference" in text


@pytest.mark.parametrize("language", ["en", "id"])
def test_page_draws_the_curve_and_stays_well_formed(language):
    """The curve has a title for whoever cannot see it, two lines, and nothing that a strict policy forbids."""
    page = Reader(text := year_page(year(), language=language, standalone=True))

    assert page.faults == []
    assert page.open == []
    assert [key for key, count in page.ids.items() if count > 1] == []
    assert PageWords(language)("cash.plotted") in text
    assert text.count('class="curve ') >= 2
    assert [tag for tag, name, _ in page.attributes if name == "style" or name.startswith("on")] == []


def test_workbook_of_the_year_has_months_and_instalments_that_add_up():
    """The sums of the sheets are those of the ledger, to the rupiah."""
    raw = io.BytesIO()
    year_workbook(small_year(), language="en").save(raw)
    book = openpyxl.load_workbook(raw)

    months = [row for row in book["Months"].iter_rows(min_row=3, values_only=True) if row[0] and row[0] != "Sum"]
    parts = [row for row in book["Instalments"].iter_rows(min_row=3, values_only=True) if row[0] and row[0] != "Sum"]
    plan = small_year().plan
    assert sum(sum(row[1:4]) for row in months) == plan.ledger.total
    assert months[-1][5] == plan.ledger.by_role()["facilitator"]
    assert sum(row[-1] for row in parts) == sum(one.amount for one in plan.allocations)


def test_over_time_of_a_year_knows_what_its_workbook_tells():
    """Release, payment and refusal of the intake stand in the answer."""
    found = money_over_time(year())

    assert {one.rule for one in found.notes} == {"money_release", "partner_interference"}
    assert found.standings["head"][LINE].spent == 5
    assert found.relief == {"workshops": 7_000_000}


@pytest.mark.parametrize("language", ["en", "id"])
def test_payers_stand_under_each_policy_with_one_sum(language):
    """Every payer a row, every policy a column, all columns the same total; the policy in force is marked."""
    text = printed(payers_each, language=language)
    ledger, book = small_year().plan.ledger, small_year().book
    found = ledger.under_each(book)

    assert {sum(paid.values()) for paid in found.values()} == {ledger.total}
    assert len({frozenset(paid) for paid in found.values()}) == 1
    assert text.count("►") == 2
    for number, policy in enumerate(book.travel_policies.values(), start=1):
        assert f"{number}  {policy.name.say(language)}" in text


@pytest.mark.guards("4.1")
@pytest.mark.parametrize(("language", "tag"), [("en", "in force"), ("id", "berlaku")])
def test_payers_side_by_side_mark_the_policy_in_force_and_add_up(language, tag):
    """Each column of the page is a policy, one is marked, and every column has the year's total below it."""
    text = year_page(small_year(), language=language, standalone=True)
    table = text[text.index('class="cards policies each"') :].partition("</table>")[0]

    total = PageWords(language)("page.sum")
    foot = table.partition("<tfoot>")[2]
    assert table.partition("</thead>")[0].count(f">{tag}<") == 1
    assert total in foot
    said = f"{small_year().plan.ledger.total:,}"
    assert foot.count(said if language == "en" else said.replace(",", ".")) == 4
