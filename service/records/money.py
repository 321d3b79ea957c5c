"""What a workbook tells of money over time: releases, papers promised and paid, partners' help (2.6, 4.2, 4.3)."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseTold:
    """Rupiah of one budget head that may be spent from a day on."""

    on: dt.date
    head: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingTold:
    """A sum promised (``committed``) or paid (``spent``) for one cost line, by its id.

    ``amount`` is in the programme's currency; None where ``foreign`` units of ``currency`` were paid.
    """

    line: str
    state: str
    on: dt.date
    amount: int | None = None
    paper: str = ""
    foreign: Decimal | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpTold:
    """One offer of a supporting partner; ``kind`` is a ``partner_help`` of the book (4.3).

    ``amount`` is in the programme's currency; None where ``foreign`` units of ``currency`` are given.
    """

    partner: str
    kind: str
    amount: int | None = None
    goods: str = ""
    head: str = ""
    partnership: str = ""
    condition: str = ""
    on: dt.date | None = None
    is_exclusive: bool | None = None
    asks_purchase: bool | None = None
    foreign: Decimal | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RateTold:
    """What ``per`` units of a foreign currency are worth in the programme's from a day on, and where that was found."""

    on: dt.date
    currency: str
    value: Decimal
    source: str
    per: int = 1
