"""When a subsidy is paid out: by instalments, each released by a milestone of its partnership (4.2.3)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.book import Book
from data.text import Text
from planner.money.kinds import Allocation, share_out
from planner.result import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Instalment:
    """One part of one allocation.

    Parameters
    ----------
    partnership, role, party
        Who gets it.
    number, rule
        Its place among the instalments, from 1, and the book's row behind it.
    amount
        Rupiah; the parts of one allocation add up to it.
    event, on
        The milestone that releases it and its last day; empty and None where the plan has no such event.
    because
        The share and the milestone, in both languages.
    """

    partnership: str
    role: str
    party: str
    number: int
    rule: str
    amount: int
    event: str
    on: dt.date | None
    because: Text

    def is_released(self, today: dt.date) -> bool:
        """Whether its milestone lies on or before ``today``."""
        return self.on is not None and self.on <= today


def instalments_of(
    allocations: Iterable[Allocation], events: Sequence[Event], book: Book
) -> tuple[Instalment, ...]:  # fmt: skip
    """Return every instalment in the order of the allocations; without rows in the book each is paid at once.

    Notes
    -----
    The milestone is the first event of the row's activity in the partnership.  The parts are shared out by largest
    remainder, so no rupiah is lost; a part of nothing is left out.
    """
    rows = sorted(book.instalments.values(), key=lambda row: row.number)
    first: dict[tuple[str, str], Event] = {}
    for event in sorted(events, key=lambda one: (one.last, one.id)):
        first.setdefault((event.partnership, event.activity), event)
    found: list[Instalment] = []
    for one in allocations:
        parts = share_out(one.amount, [row.percent for row in rows]) if rows else ()
        for row, amount in zip(rows, parts, strict=True):
            milestone = first.get((one.partnership, row.after))
            name = book.activities[row.after].name
            if amount:
                found.append(
                    Instalment(
                        partnership=one.partnership, role=one.role, party=one.party, number=row.number, rule=row.id,
                        amount=amount, event="" if milestone is None else milestone.id,
                        on=None if milestone is None else milestone.last,
                        because=Text(en=f"{row.percent} per cent after: {name.en}",
                                     id=f"{row.percent} persen setelah: {name.id}"),
                    )
                )  # fmt: skip
    return tuple(found)
