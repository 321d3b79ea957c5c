"""A year's money over time, from what its workbook tells beside the plan (2.6, 4.2, 4.3)."""

import typing
from decimal import Decimal

from planner.money.cash import Release
from planner.money.currency import SMALLEST, Foreign, Rate
from planner.money.helps import Help
from planner.money.standing import Posting, State
from planner.over_time import OverTime, over_time
from service.records.year import Year


def money_over_time(year: Year) -> OverTime:
    """Return the year's months, instalments, what is promised and paid, and partners' help."""
    intake = year.intake
    return over_time(
        year.plan,
        today=intake.today,
        releases=[Release(on=one.on, head=one.head, amount=one.amount) for one in intake.releases],
        postings=[
            Posting(
                line=one.line, state=typing.cast("State", one.state), amount=one.amount or 0, on=one.on,
                paper=one.paper, foreign=foreign_of(one.foreign, one.currency),
            )
            for one in intake.postings
        ],
        helps=[
            Help(
                partner=one.partner, kind=one.kind, amount=one.amount or 0, goods=one.goods, head=one.head,
                partnership=one.partnership, condition=one.condition, on=one.on,
                is_exclusive=one.is_exclusive is True, asks_purchase=one.asks_purchase is True,
                foreign=foreign_of(one.foreign, one.currency),
            )
            for one in intake.helps
        ],
        rates=[
            Rate(currency=one.currency, on=one.on, value=one.value, per=one.per, source=one.source)
            for one in intake.exchange
        ],
    )  # fmt: skip


def foreign_of(amount: Decimal | None, currency: str) -> Foreign | None:
    """Return an amount in the smallest units of its currency, None where there is none."""
    return None if amount is None else Foreign(currency=currency, amount=int(amount * SMALLEST[currency]))
