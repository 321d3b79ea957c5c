"""What a client sends beside a year to see its money over time: releases, payments, partners' help, rates (2.6, 4)."""

from typing import Any

from data.book import Book
from planner.money.cash import Release
from planner.money.currency import SMALLEST, Foreign, Rate
from planner.money.helps import Help
from planner.money.standing import Posting
from service.api.faults import Faults
from service.api.fields import MOST_RUPIAH, Choice, Day, Id, Line, Listed, Reading, Strict, Truth, Whole, one
from service.api.plans_asked import EXAMPLE, PlansAsked

# Technical bounds: releases, papers, offers and rates of one year; units for which a rate is told.
MOST_RELEASES, MOST_PAPERS, MOST_OFFERS, MOST_RATES, MOST_PER = 500, 5000, 200, 500, 1_000_000

STATES = ("committed", "spent")


class ForeignAsked(Strict):
    """An amount in a currency that is not the book's."""

    currency = Choice(*SMALLEST, required=True)
    amount = Whole(1, MOST_RUPIAH, required=True, metadata={"description": "Smallest units: cents of a dollar."})


class RateAsked(Strict):
    """What foreign money is worth from a day on, until a newer rate of its currency."""

    currency = Choice(*SMALLEST, required=True)
    on = Day(required=True)
    value = Reading(required=True, metadata={"description": "Units of the book's currency for `per` foreign units."})
    per = Whole(1, MOST_PER, load_default=1)
    source = Line(least=1, required=True, metadata={"description": "Where it was found."})


class ReleaseAsked(Strict):
    """Money of one budget head that may be spent from a day on."""

    on = Day(required=True)
    head = Id(required=True)
    amount = Whole(0, MOST_RUPIAH, required=True)


class PaymentAsked(Strict):
    """A sum promised or paid for one cost line: ``amount`` in the book's currency, or ``foreign``."""

    line = Line(least=1, required=True, metadata={"description": "Id of a line of the ledger of /plans."})
    state = Choice(*STATES, required=True)
    amount = Whole(0, MOST_RUPIAH)
    foreign = one(ForeignAsked)
    on = Day(required=True, metadata={"description": "Day of the paper."})
    paper = Line(load_default="")


class HelpAsked(Strict):
    """One offer of a supporting partner: ``amount`` in the book's currency, ``foreign``, or ``goods`` (4.3)."""

    partner = Line(least=1, required=True)
    kind = Id(required=True, metadata={"description": "A partner_help of /rules."})
    amount = Whole(0, MOST_RUPIAH)
    foreign = one(ForeignAsked)
    goods = Line(load_default="")
    head = Id(metadata={"description": "Budget head that it relieves; left out: none."})
    partnership = Id(metadata={"description": "Left out: the whole programme."})
    condition = Line(load_default="")
    on = Day(metadata={"description": "Day from which it can be used; left out: not known yet."})
    is_exclusive = Truth(load_default=False)
    asks_purchase = Truth(load_default=False)


class BudgetsAsked(PlansAsked):
    """A year as in /plans, and what is known of its money."""

    releases = Listed(
        ReleaseAsked, MOST_RELEASES, load_default=list,
        metadata={"description": "A head that none names is released whole on the first day of the year."},
    )  # fmt: skip
    payments = Listed(PaymentAsked, MOST_PAPERS, load_default=list)
    helps = Listed(HelpAsked, MOST_OFFERS, load_default=list)
    exchange_rates = Listed(RateAsked, MOST_RATES, load_default=list)


# A body that works; partner, paper and rate are invented.
BUDGETS_EXAMPLE = {
    **EXAMPLE,
    "releases": [{"on": "2027-03-01", "head": "subsidies", "amount": 100000000}],
    "payments": [
        {"line": "documents:w-07", "state": "spent", "amount": 400000, "on": "2027-01-04", "paper": "K-1 (fictional)"}
    ],
    "helps": [
        {"partner": "Mitra A (fictional)", "kind": "sponsorship", "head": "workshops",
         "foreign": {"currency": "USD", "amount": 150050}}
    ],
    "exchange_rates": [{"currency": "USD", "on": "2027-01-04", "value": 16245.5, "source": "fictional"}],
}  # fmt: skip


class Told:
    """Releases, postings, help and rates of a body; faults are noted by the field that they stand in."""

    def __init__(self, asked: dict[str, Any], *, book: Book, faults: Faults) -> None:
        """Read them all."""
        self._own, self._faults = book.programme.currency, faults
        self.releases = tuple(Release(**each) for each in asked.pop("releases"))
        for place, each in enumerate(self.releases):
            self._head(f"releases.{place}.head", each.head, book)
        self.rates = self._each("exchange_rates", asked.pop("exchange_rates"), self._rate)
        self.postings = self._each("payments", asked.pop("payments"), self._posting)
        offers = asked.pop("helps")
        for place, each in enumerate(offers):
            if "head" in each:
                self._head(f"helps.{place}.head", each["head"], book)
        self.helps = self._each("helps", offers, self._help)

    def _each(self, field: str, rows: list[dict[str, Any]], made: Any) -> tuple[Any, ...]:
        found = []
        for place, row in enumerate(rows):
            with self._faults.within(f"{field}.{place}"):
                found.append(made(f"{field}.{place}", row))
        return tuple(one for one in found if one is not None)

    def _rate(self, path: str, row: dict[str, Any]) -> Rate | None:
        return None if self._is_own(f"{path}.currency", row["currency"]) else Rate(**row)

    def _posting(self, path: str, row: dict[str, Any]) -> Posting | None:
        if ("amount" in row) == ("foreign" in row):
            self._faults.note(path, "one-amount")
            return None
        foreign = self._foreign(path, row)
        return Posting(**{**row, "amount": row.get("amount", 0), "foreign": foreign})

    def _help(self, path: str, row: dict[str, Any]) -> Help | None:
        if "amount" in row and "foreign" in row:
            self._faults.note(path, "one-amount")
            return None
        if not row.get("amount") and "foreign" not in row and not row["goods"].strip():
            self._faults.note(path, "something")
            return None
        return Help(**{**row, "foreign": self._foreign(path, row)})

    def _foreign(self, path: str, row: dict[str, Any]) -> Foreign | None:
        if "foreign" not in row or self._is_own(f"{path}.foreign.currency", row["foreign"]["currency"]):
            return None
        return Foreign(**row["foreign"])

    def _is_own(self, path: str, currency: str) -> bool:
        if currency == self._own:
            self._faults.note(path, "own-currency")
        return currency == self._own

    def _head(self, path: str, head: str, book: Book) -> None:
        if head not in book.budget_heads:
            known = ", ".join(book.budget_heads)
            self._faults.note(path, f"choice|{known}")
