"""Money over time: what the facilitator pays out month by month against what was released to it (2.6, 4.2)."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from data.answer import Reason
from data.book import Book
from data.text import Text
from planner.money.instalments import Instalment
from planner.money.kinds import SUBSIDIES, whole_rupiah
from planner.money.ledger import Ledger
from planner.money.rupiah import rupiah

RULE = "money_release"
MONTHS = 12
# Days after a month's first day on which the next month has surely begun; also the last day of December.
MONTH_AT_MOST = 31


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """Rupiah of one budget head that the facilitator may spend from a day on."""

    on: dt.date
    head: str
    amount: int

    def __post_init__(self) -> None:
        """Refuse money that is no whole rupiah."""
        whole_rupiah(f"release of {self.head} on {self.on}", self.amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outflow:
    """Rupiah that leave a head on a day."""

    on: dt.date
    head: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """One calendar month.

    Parameters
    ----------
    month
        Its first day.
    roles
        ``mentor``, ``mentee``, ``facilitator`` to rupiah that fall due, subsidies counted where their line is.
    out, out_so_far
        What leaves the facilitator's heads, subsidies by their instalments: in the month, and since the first.
    released_so_far
        What was released until the month's end.
    """

    month: dt.date
    roles: Mapping[str, int]
    out: int
    out_so_far: int
    released_so_far: int

    @property
    def left(self) -> int:
        """Rupiah released and not yet paid out at the month's end; below zero: money is short."""
        return self.released_so_far - self.out_so_far


def outflows(ledger: Ledger, instalments: Iterable[Instalment], *, year: int) -> tuple[Outflow, ...]:
    """Return what leaves the heads, in order of time.

    Notes
    -----
    A subsidy leaves by its instalments; an instalment without a date, or of a later year, leaves on the last day of
    the budget year, since it is that year's money (2.6).
    """
    last = dt.date(year, MONTHS, MONTH_AT_MOST)
    found = [Outflow(on=line.on, head=line.head, amount=line.amount) for line in ledger.lines if line.head]
    if parts := tuple(instalments):
        found = [one for one in found if one.head != SUBSIDIES]
        found += [
            Outflow(on=min(part.on or last, last), head=SUBSIDIES, amount=part.amount) for part in parts
        ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.on, one.head)))


def at_once(budget: Mapping[str, int], *, year: int) -> tuple[Release, ...]:
    """Return every head released whole on the first day of its year: what holds when nobody says otherwise."""
    return tuple(Release(on=dt.date(year, 1, 1), head=head, amount=amount) for head, amount in budget.items())


def months_of(ledger: Ledger, flows: Sequence[Outflow], releases: Iterable[Release], *, year: int) -> tuple[Month, ...]:
    """Return every month from the first to the last with money in it, the whole budget year in any case."""
    given = sorted(releases, key=lambda one: one.on)
    days = [line.on for line in ledger.lines] + [flow.on for flow in flows] + [release.on for release in given]
    first, last = min([dt.date(year, 1, 1), *days]), max([dt.date(year, MONTHS, 1), *days])
    roles = ledger.by("month", "role")
    found: list[Month] = []
    month, so_far = first.replace(day=1), 0
    while month <= last:
        following = (month + dt.timedelta(days=MONTH_AT_MOST)).replace(day=1)
        out = sum(flow.amount for flow in flows if month <= flow.on < following)
        so_far += out
        found.append(
            Month(
                month=month, out=out, out_so_far=so_far,
                roles={role: roles.get((f"{month:%Y-%m}", role), 0) for role in ("mentor", "mentee", "facilitator")},
                released_so_far=sum(one.amount for one in given if one.on < following),
            )
        )  # fmt: skip
        month = following
    return tuple(found)


def shortages(
    flows: Sequence[Outflow], releases: Iterable[Release], *, year: int, book: Book
) -> tuple[Reason, ...]:  # fmt: skip
    """Return for each head the first day of the year on which more leaves it than was released until then."""
    given = tuple(releases)
    heads = dict.fromkeys(flow.head for flow in flows)
    return tuple(reason for head in heads for reason in _short(head, flows, given, year=year, book=book))


def _short(
    head: str, flows: Sequence[Outflow], releases: tuple[Release, ...], *, year: int, book: Book
) -> Iterator[Reason]:
    spent, unit = 0, book.programme.currency
    mine = [flow for flow in flows if flow.head == head and flow.on.year == year]
    for place, flow in enumerate(mine):
        spent += flow.amount
        is_day_over = place + 1 == len(mine) or mine[place + 1].on > flow.on
        free = sum(one.amount for one in releases if one.head == head and one.on <= flow.on)
        if is_day_over and spent > free:
            name = book.budget_heads[head].name if head in book.budget_heads else Text(en=head, id=head)
            lack = rupiah(spent - free, unit)
            yield Reason(
                rule=RULE, section=book.rules[RULE].section if RULE in book.rules else "", who=head,
                sentence=Text(
                    en=f"On {flow.on} {rupiah(spent, unit).en} will have left '{name.en}', "
                       f"{rupiah(free, unit).en} are released.",
                    id=f"Pada {flow.on} sudah keluar {rupiah(spent, unit).id} dari '{name.id}', "
                       f"yang dicairkan {rupiah(free, unit).id}.",
                ),
                remedy=Text(
                    en=f"Have {lack.en} more released by then, or move what falls due.",
                    id=f"Mintakan pencairan {lack.id} lagi sebelum hari itu, atau geser kegiatannya.",
                ),
            )  # fmt: skip
            return
