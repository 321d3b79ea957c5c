"""Money over time as a facilitator meets it: workbook in, terminal, page, workbook out; payers under each policy."""

import dataclasses
import datetime as dt
import io

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
from service.records.money import HelpTold, PostingTold, ReleaseTold
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
