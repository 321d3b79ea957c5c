"""What must hold for money over time: releases within the head, help that is something, days of the year (2.6, 4.3)."""

from data import Text
from service.workbook.sheets import Sheets, day_of

NOTHING = Text(en="money, or goods or services", id="uang, atau barang atau jasa")


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
        if not (row.whole("amount") or row.text("goods")):
            sheets.refuse(row, "amount", NOTHING)
