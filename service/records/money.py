"""What a workbook tells of money over time: releases, papers promised and paid, partners' help (2.6, 4.2, 4.3)."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseTold:
    """Rupiah of one budget head that may be spent from a day on."""

    on: dt.date
    head: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingTold:
    """A sum promised (``committed``) or paid (``spent``) for one cost line, by its id."""

    line: str
    state: str
    amount: int
    on: dt.date
    paper: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpTold:
    """One offer of a supporting partner; ``kind`` is a ``partner_help`` of the book (4.3)."""

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
