"""What must hold for money over time: releases within the head, help that is something, days of the year (2.6, 4.3)."""

import datetime as dt
from decimal import Decimal

from data import Text
from planner.money.currency import SMALLEST
from service.workbook.rows import Row
from service.workbook.sheets import Sheets, day_of

NOTHING = Text(en="money, or goods or services", id="uang, atau barang atau jasa")
A_SUM = Text(
    en="money here, or a foreign amount with its currency", id="uang, atau jumlah valuta asing dengan mata uangnya"
)
WORKED_OUT = Text(en="empty: it is worked out from the foreign amount", id="kosong: dihitung dari jumlah valuta asing")
BOTH = Text(en="foreign amount and currency together", id="jumlah valuta asing beserta mata uangnya")
ABOVE_ZERO = Text(en="a number above 0", id="bilangan di atas 0")


def releases(sheets: Sheets) -> None:
    """Refuse a release that lies outside the budget year, or is more than its head holds (2.6)."""
    year = sheets.year()
    heads = {row.text("head"): row.whole("amount") for row in sheets.rows["budget"]}
    so_far: dict[str, int] = {}
    for row in sheets.rows["releases"]:
        day, head, amount = day_of(row, "on"), row.text("head"), row.whole("amount")
        if day and year and day.year != year:
            sheets.refuse(row, "on", Text(en=f"a day in {year}", id=f"hari pada {year}"))
        if not head or amount is None:
            continue
        so_far[head] = so_far.get(head, 0) + amount
        most = heads.get(head)
        if most is not None and so_far[head] > most >= so_far[head] - amount:
            sheets.refuse(
                row,
                "amount",
                Text(
                    en=f"all releases of a head within its budget, {most}",
                    id=f"semua pencairan satu pos tidak melebihi anggarannya, {most}",
                ),
            )


def helps(sheets: Sheets) -> None:
    """Refuse help that is neither money nor goods nor services (4.3)."""
    for row in sheets.rows["helps"]:
        if not (row.whole("amount") or row.text("goods") or row.get("foreign") or row.text("currency")):
            sheets.refuse(row, "amount", NOTHING)


def rates(sheets: Sheets) -> None:
    """Refuse a rate of nothing, and one of the programme's own currency."""
    for row in sheets.rows["exchange"]:
        value = row.get("value")
        if isinstance(value, Decimal) and value <= 0:
            sheets.refuse(row, "value", ABOVE_ZERO)
        _not_own(sheets, row)


def foreign(sheets: Sheets) -> None:
    """Refuse foreign money without its currency, its cents or a rate of its day, and a sum that is told twice."""
    for key in ("postings", "helps"):
        for row in sheets.rows[key]:
            amount, currency = row.get("foreign"), row.text("currency")
            if key == "postings" and row.is_blank("amount") and row.is_blank("foreign"):
                sheets.refuse(row, "amount", A_SUM)
            elif row.is_blank("foreign") != row.is_blank("currency"):
                sheets.refuse(row, "currency" if row.is_blank("currency") else "foreign", BOTH)
            elif isinstance(amount, Decimal) and currency in SMALLEST:
                _given(sheets, row, amount, currency)


def _given(sheets: Sheets, row: Row, amount: Decimal, currency: str) -> None:
    if not row.is_blank("amount"):
        sheets.refuse(row, "amount", WORKED_OUT)
    smallest = amount * SMALLEST[currency]
    if amount <= 0 or smallest != smallest.to_integral_value():
        units = {1: Text(en="whole units", id="satuan bulat")}
        cents = units.get(SMALLEST[currency], Text(en="at most two decimal places", id="paling banyak dua desimal"))
        sheets.refuse(
            row, "foreign",
            Text(en=f"{currency} above 0 with {cents.en}", id=f"{currency} di atas 0 dengan {cents.id}"),
        )  # fmt: skip
    if _not_own(sheets, row):
        day = day_of(row, "on") or sheets.today()
        if day and not _has_rate(sheets, currency, day):
            sheets.refuse(
                row, "currency",
                Text(
                    en=f"a currency with a rate of {day} or before on the sheet Exchange rates",
                    id=f"mata uang dengan kurs bertanggal {day} atau sebelumnya di lembar Kurs",
                ),
            )  # fmt: skip


def _has_rate(sheets: Sheets, currency: str, day: dt.date) -> bool:
    days = (day_of(row, "on") for row in sheets.rows["exchange"] if row.text("currency") == currency)
    return any(on is not None and on <= day for on in days)


def _not_own(sheets: Sheets, row: Row) -> bool:
    own = sheets.book.programme.currency
    if is_own := row.text("currency") == own:
        sheets.refuse(row, "currency", Text(en=f"another currency than {own}", id=f"mata uang selain {own}"))
    return not is_own
