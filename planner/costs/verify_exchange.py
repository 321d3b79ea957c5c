"""The checker of foreign money: the rate that holds on the day, no amount off by a unit, every sum rounded once (4.3).

It knows neither the exchange nor its fractions: it multiplies whole numbers.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from data.answer import Violation
from data.text import Text
from planner.money.currency import SMALLEST, Foreign, Rate

RULE = "exchange_rate"


class Counted(Protocol):
    """Money in the book's currency with what it was given in, and the rate that was used."""

    @property
    def amount(self) -> int:
        """Units of the book's currency."""

    @property
    def foreign(self) -> Foreign | None:
        """What was given."""

    @property
    def rate(self) -> Rate | None:
        """The rate that was used."""

    @property
    def on(self) -> dt.date | None:
        """The day whose rate holds."""


CountedType = TypeVar("CountedType", bound=Counted)


def verify_exchange(
    counted: Iterable[CountedType], rates: Iterable[Rate], *, today: dt.date,
    group: Callable[[CountedType], str] = lambda _: "",
) -> tuple[Violation, ...]:  # fmt: skip
    """Return every way in which foreign money is not what its rate makes of it; empty when all is well."""
    table = tuple(rates)
    found: list[Violation] = []
    sums: dict[tuple[str, Rate], list[CountedType]] = {}
    for one in counted:
        if one.foreign is None:
            continue
        if one.rate is None or not _holds(one.rate, one.foreign, table, day=one.on or today):
            found.append(_broken(one.foreign, "is not counted at the rate of its day", "tidak memakai kurs harinya"))
            continue
        worth, whole = _scaled(one.foreign, one.rate)
        if abs(one.amount * whole - worth) >= whole:
            found.append(_broken(one.foreign, f"is not worth {one.amount}", f"tidak bernilai {one.amount}"))
        sums.setdefault((group(one), one.rate), []).append(one)
    return (*found, *(fault for (_, rate), same in sums.items() for fault in _sum(rate, same)))


def _holds(rate: Rate, foreign: Foreign, table: Sequence[Rate], *, day: dt.date) -> bool:
    """Whether a rate is told, of the right currency, not younger than the day, and none in between is newer."""
    newer = any(other.currency == rate.currency and rate.on < other.on <= day for other in table)
    return rate in table and rate.currency == foreign.currency and rate.on <= day and not newer


def _scaled(foreign: Foreign, rate: Rate) -> tuple[int, int]:
    """Return what an amount is worth as a whole number of parts, and how many parts make one unit."""
    above, below = rate.value.as_integer_ratio()
    return foreign.amount * above, below * rate.per * SMALLEST[rate.currency]


def _sum(rate: Rate, same: Sequence[Counted]) -> Iterator[Violation]:
    """Yield a fault unless the amounts of one rate add up to their whole, rounded down once."""
    foreign = sum(one.foreign.amount for one in same if one.foreign is not None)
    worth, whole = _scaled(Foreign(currency=rate.currency, amount=foreign), rate)
    told = sum(one.amount for one in same)
    if not told * whole <= worth < (told + 1) * whole:
        given = Foreign(currency=rate.currency, amount=foreign)
        yield _broken(given, f"in all is not worth {told}", f"seluruhnya tidak bernilai {told}")


def _broken(foreign: Foreign, en: str, id: str) -> Violation:
    said = foreign.said
    sentence = Text(en=f"{said.en} {en}.", id=f"{said.id} {id}.")
    return Violation(rule=RULE, who=foreign.currency, sentence=sentence)
