"""Foreign money in the book's currency, so that the sums are exact: each rate rounds once, not once a payment (4.3).

The payments of one rate are taken in order of their days.  Each gets what the running sum has grown by, the running sum
rounded down to whole units; so the parts add up to their whole at that rate, rounded down, none is off by a unit or
more, and a payment that comes later changes none before it.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from typing import Any, Protocol, TypeVar

from data.answer import Reason
from data.text import Text
from planner.money.currency import Foreign, Rate

RULE = "exchange_rate"


class Given(Protocol):
    """Money that may have been given in another currency; ``amount`` is in the book's."""

    @property
    def foreign(self) -> Foreign | None:
        """What was given, None where it was the book's own currency."""

    @property
    def on(self) -> dt.date | None:
        """The day whose rate holds."""


GivenType = TypeVar("GivenType", bound=Given)


def rate_of(rates: Iterable[Rate], currency: str, day: dt.date) -> Rate | None:
    """Return the newest rate of a currency that is dated on a day or before, None where there is none."""
    fit = [rate for rate in rates if rate.currency == currency and rate.on <= day]
    return max(fit, key=lambda rate: rate.on, default=None)


def exchanged(
    given: Iterable[GivenType], rates: Iterable[Rate], *, today: dt.date,
    group: Callable[[GivenType], str] = lambda _: "",
) -> tuple[tuple[GivenType, ...], tuple[Reason, ...]]:  # fmt: skip
    """Return money with its amount in the book's currency, and why some of it has none.

    Parameters
    ----------
    given
        Dataclasses with ``amount``, ``foreign``, ``rate`` and ``on``; what is not foreign stays as it is.
    today
        Stands for a day that is not known yet.
    group
        Name of what is summed up on its own, such as what was committed and what was spent.

    Returns
    -------
    tuple
        All that has an amount, in the order given, and a reason for each foreign amount without a rate: it counts
        nowhere, since a guess would be worse.
    """
    every, table = tuple(given), tuple(rates)
    days = [one.on or today for one in every]
    worth: dict[int, tuple[Rate, int]] = {}
    sums: dict[tuple[str, Rate], Fraction] = {}
    for place in sorted(range(len(every)), key=lambda at: (days[at], at)):
        one = every[place]
        if one.foreign is None or (rate := rate_of(table, one.foreign.currency, days[place])) is None:
            continue
        key = group(one), rate
        before = sums.get(key, Fraction(0))
        sums[key] = before + rate.exact(one.foreign)
        worth[place] = rate, int(sums[key]) - int(before)
    kept = tuple(_with(one, *worth[place]) if place in worth else one for place, one in enumerate(every)
                 if place in worth or one.foreign is None)  # fmt: skip
    lacking = [(one.foreign, days[place]) for place, one in enumerate(every) if one.foreign and place not in worth]
    return kept, _without_rate(lacking)


def _with(one: GivenType, rate: Rate, amount: int) -> GivenType:
    changed: Any = one
    made: GivenType = dataclasses.replace(changed, rate=rate, amount=amount)
    return made


def _without_rate(lacking: Sequence[tuple[Foreign, dt.date]]) -> tuple[Reason, ...]:
    return tuple(
        Reason(
            rule=RULE, section="", who=foreign.currency,
            sentence=Text(
                en=f"{foreign.said.en} of {day} has no rate and is not counted.",
                id=f"{foreign.said.id} tanggal {day} belum memiliki kurs dan tidak dihitung.",
            ),
            remedy=Text(
                en=f"State a rate of {foreign.currency} dated {day} or before, with its source.",
                id=f"Cantumkan kurs {foreign.currency} bertanggal {day} atau sebelumnya, beserta sumbernya.",
            ),
        )
        for foreign, day in lacking
    )  # fmt: skip
