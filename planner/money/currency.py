"""Money of another currency than the book's: its smallest units, and a dated rate that says where it was found (4.3).

A book counts in whole units of its own currency; a foreign amount is counted in the smallest units of its own.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from data.text import Text
from planner.errors import WrongValue
from planner.money.rupiah import whole_rupiah

HUNDRED = 100
# Smallest units of one unit by ISO 4217; the rupiah's sen is on that list, but nobody has paid with one for decades.
SMALLEST: Mapping[str, int] = MappingProxyType(
    {
        "AUD": HUNDRED, "CHF": HUNDRED, "CNY": HUNDRED, "EUR": HUNDRED, "GBP": HUNDRED, "IDR": 1, "JPY": 1, "KRW": 1,
        "MYR": HUNDRED, "PHP": HUNDRED, "SGD": HUNDRED, "THB": HUNDRED, "USD": HUNDRED, "VND": 1,
    }
)  # fmt: skip
# A rate beyond this is a slip of the keyboard: no currency is worth a billionth of another.
MOST_RATE = 1000**3


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """An amount as it was given: ``amount`` in the smallest units of ``currency`` (cents of a dollar), above 0."""

    currency: str
    amount: int

    def __post_init__(self) -> None:
        """Refuse a currency that nobody knows, and money that is no whole number of its smallest units."""
        known_currency(self.currency)
        if not whole_rupiah(f"amount in {self.currency}", self.amount):
            raise WrongValue(what=f"amount in {self.currency}", value=0, expected="1 or more")

    @property
    def said(self) -> Text:
        """The amount as English and Indonesian readers write it."""
        whole, rest = divmod(self.amount, SMALLEST[self.currency])
        digits = f".{rest:02}" if SMALLEST[self.currency] == HUNDRED else ""
        english = f"{whole:,}{digits}"
        swapped = english.translate(str.maketrans(",.", ".,"))
        return Text(en=f"{self.currency} {english}", id=f"{self.currency} {swapped}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """What foreign money is worth from a day on, until a newer rate of its currency.

    Parameters
    ----------
    currency, on
        Foreign currency, and the day from which the rate holds.
    value, per
        Units of the book's currency for ``per`` units of the foreign one: 16245.5 for 1 dollar, 10857 for 100 yen.
    source
        Where it was found, so that anybody can look.
    """

    currency: str
    on: dt.date
    value: Decimal
    source: str
    per: int = 1

    def __post_init__(self) -> None:
        """Refuse what is no rate, and one that nobody could look up."""
        known_currency(self.currency)
        if not (self.value.is_finite() and 0 < self.value <= MOST_RATE):
            raise WrongValue(what="value", value=self.value, expected=f"a number above 0 and at most {MOST_RATE}")
        if type(self.per) is not int or not 1 <= self.per <= MOST_RATE:
            raise WrongValue(what="per", value=self.per, expected=f"a whole number, 1 to {MOST_RATE}")
        if not self.source.strip():
            raise WrongValue(what="source", value=self.source, expected="to be given")

    def exact(self, foreign: Foreign) -> Fraction:
        """Return what ``foreign`` is worth in units of the book's currency, not rounded."""
        return Fraction(self.value) * foreign.amount / (self.per * SMALLEST[self.currency])


def known_currency(code: str) -> str:
    """Return ``code`` if it is a currency whose smallest units are known.

    Raises
    ------
    WrongValue
        If it is not; the known ones are named.
    """
    if code not in SMALLEST:
        raise WrongValue(what="currency", value=code, expected=f"one of {', '.join(SMALLEST)}")
    return code
