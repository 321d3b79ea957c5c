"""The part of the page on money over time: a curve, months, instalments, what is paid, partners' help (2.6, 4)."""

import datetime as dt
from dataclasses import dataclass

from planner.money.cash import MONTH_AT_MOST
from planner.money.helps import Help
from planner.money.standing import Posting
from planner.over_time import OverTime
from service.documents.page import Page
from service.documents.plot import MILLION, Curve, Plot, Scale, Spot, in_millions, marks, rounded
from service.records.over_time import money_over_time
from service.words.exchange import given_said
from service.words.figures import unit

ROLES = ("mentor", "mentee", "facilitator")


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthRow:
    """One month: its name, rupiah per role, what leaves the heads in it and so far, what is left of the releases."""

    name: str
    roles: tuple[int, ...]
    out: int
    so_far: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """One instalment of one party."""

    receiver: str
    pair: str
    because: str
    on: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StandRow:
    """One group: planned, committed, spent, left."""

    name: str
    amounts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpRow:
    """One offer of a partner that can be taken."""

    partner: str
    kind: str
    given: str
    pair: str
    condition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidRow:
    """One paper in another currency: its day, number and line, whether it was paid, and the sum as it is said."""

    on: str
    paper: str
    state: str
    given: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cash:
    """Everything that the page says on money over time; ``notes`` are sentences with what would help."""

    plot: Plot
    is_assumed: bool
    months: tuple[MonthRow, ...]
    parts: tuple[PartRow, ...]
    standings: tuple[tuple[str, tuple[StandRow, ...]], ...]
    foreign: tuple[PaidRow, ...]
    helps: tuple[HelpRow, ...]
    relief: tuple[tuple[str, int], ...]
    notes: tuple[tuple[str, str], ...]


def cash_of(page: Page) -> Cash:
    """Return the money over time of the page's year."""
    found, names, book = money_over_time(page.year), page.names, page.year.book
    return Cash(
        plot=curve_of(page, found), is_assumed=found.is_assumed,
        months=tuple(
            MonthRow(
                name=page.month(one.month), roles=tuple(one.roles[role] for role in ROLES), out=one.out,
                so_far=one.out_so_far, left=one.left,
            )
            for one in found.months
        ),
        parts=tuple(
            PartRow(
                receiver=names.payer(f"{one.role}:{one.party}"), pair=page.pair(one.partnership),
                because=page.say(one.because), on=page.day(one.on) if one.on else page.words("cash.never"),
                amount=one.amount,
            )
            for one in found.instalments
        ),
        standings=_standings(page, found),
        foreign=tuple(
            PaidRow(
                on=page.day(one.on), paper=one.paper or one.line, given=_given(page, one),
                state=page.words("cash.spent" if one.state == "spent" else "cash.committed"),
            )
            for one in found.postings if one.foreign is not None
        ),
        helps=tuple(
            HelpRow(
                partner=one.partner, kind=page.say(book.partner_helps[one.kind].name), condition=one.condition,
                given=_given(page, one) if one.amount else one.goods, pair=page.pair(one.partnership),
            )
            for one in found.helps
        ),
        relief=tuple((names.head(head), amount) for head, amount in found.relief.items()),
        notes=tuple((page.say(one.sentence), page.say(one.remedy)) for one in found.notes),
    )  # fmt: skip


def _given(page: Page, one: Help | Posting) -> str:
    """Return a sum with what was given in another currency."""
    return given_said(one, words=page.words, currency=page.year.book.programme.currency)


def _standings(page: Page, found: OverTime) -> tuple[tuple[str, tuple[StandRow, ...]], ...]:
    names = page.names
    named = {
        "head": lambda key: names.head(key) if key else page.words("cash.parties"),
        "month": lambda key: page.month(dt.date.fromisoformat(f"{key}-01")),
        "partnership": page.pair,
        "payer": names.payer,
    }
    return tuple(
        (
            page.words(f"cash.by_{by}"),
            tuple(
                StandRow(name=named[by](key), amounts=(one.planned, one.committed, one.spent, one.left))
                for key, one in sorted(groups.items(), key=lambda each: not each[0])
            ),
        )
        for by, groups in found.standings.items()
    )


def curve_of(page: Page, found: OverTime) -> Plot:
    """Return the cash curve: what leaves the heads so far, and what was released so far, day by day."""
    words, currency = page.words, unit(page.year.book.programme.currency)
    first, last = found.months[0].month, found.months[-1].month + dt.timedelta(days=MONTH_AT_MOST)
    out, given = (
        _so_far([(flow.on, flow.amount) for flow in found.flows], first),
        _so_far([(one.on, one.amount) for one in found.releases], first),
    )
    end = (last - first).days
    most = rounded(max(out[-1][1], given[-1][1]))
    scale = Scale(most_x=end, most_y=most)
    return Plot(
        title=words("cash.plotted"), across="", up=words("sandbox.million", what=words("cash.so_far"), unit=currency),
        curves=(
            Curve(name=words("cash.released"), path=scale.line([*given, (end, given[-1][1])], in_steps=True),
                  style="second"),
            Curve(name=words("cash.out"), path=scale.line([*out, (end, out[-1][1])], in_steps=True), style="first"),
        ),
        spots=(),
        across_ticks=tuple(
            Spot(scale.x((one.month - first).days), 0, page.short_month(one.month)) for one in found.months
        ),
        up_ticks=tuple(Spot(0, scale.y(value), _plain(page, value)) for value in marks(most)),
    )  # fmt: skip


def _so_far(sums: list[tuple[dt.date, int]], first: dt.date) -> list[tuple[int, int]]:
    """Return days since ``first`` with what has come together until then, one step a day."""
    steps, whole = [(0, 0)], 0
    for day, amount in sorted(sums):
        whole += amount
        place = ((day - first).days, whole)
        if steps[-1][0] == place[0]:
            steps[-1] = place
        else:
            steps.append(place)
    return steps


def _plain(page: Page, value: int) -> str:
    """Return millions as the reader writes them."""
    if value % MILLION == 0:
        return page.number(value // MILLION)
    return in_millions(value) if page.language == "en" else in_millions(value).replace(".", ",")
