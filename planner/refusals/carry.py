"""A partnership at the year's edge: its last days of agreement, what it carries over, and three ways on (2.6, 4.2)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from data.text import Text
from planner.calendar.groundwork import Groundwork, Schedule, finish_in, prepare
from planner.calendar.windows import Stuck
from planner.levels import deadline
from planner.money.ledger import Ledger
from planner.money.rupiah import rupiah
from planner.refusals import facts as named
from planner.refusals.case import Case
from planner.refusals.edge import Edge, edges, last_start
from planner.refusals.search import OutOfSteps, Search

SHORTER, CARRY, NEXT = "shorter", "carry", "next"


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOn:
    """One way on for a partnership that does not end in the budget year.

    Parameters
    ----------
    id
        ``shorter`` pilot, ``carry`` over, or ``next`` intake.
    possible
        Whether the guideline and everybody's days allow it.
    ends
        When the partnership would end; None where it is not possible.
    money
        Rupiah per budget head that it moves: asked from next year's heads, or left free in this year's.
    """

    id: str
    possible: bool
    ends: dt.date | None
    money: Mapping[str, int]
    sentence: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class YearEdge:
    """One partnership beside the year's end.

    Parameters
    ----------
    edges
        For each length of the pilot the last days of agreement, everyone's days apart.
    ends, carried
        Planned last day, and whether it lies after the budget year.
    money
        Calendar year to budget head to rupiah; the head ``""`` is what mentor and mentees pay themselves.
    ways
        The three ways on; empty where the partnership ends in time.
    """

    partnership: str
    edges: tuple[Edge, ...]
    ends: dt.date
    carried: bool
    money: Mapping[str, Mapping[str, int]]
    ways: tuple[WayOn, ...]


def year_edge(ground: Groundwork, schedule: Schedule, ledger: Ledger, key: str) -> YearEdge:
    """Return where a placed partnership stands beside the year's end."""
    network, mine = ground.networks[key], ledger.of(key)
    finish = schedule.finish(network)
    years = sorted({line.on.year for line in mine.lines})
    carried = finish > deadline(ground)
    ways = (_shorter(ground, schedule, key), _carry(ground, mine, finish), _next(ground, mine, key)) if carried else ()
    return YearEdge(
        partnership=key, edges=edges(ground, network), ends=ground.horizon.day(finish), carried=carried,
        money={str(year): mine.in_year(year).by_head() for year in years}, ways=ways,
    )  # fmt: skip


def _shorter(ground: Groundwork, schedule: Schedule, key: str) -> WayOn:
    """Return whether another length within the guideline's range ends it in time beside the others' dates."""
    network, partnership = ground.networks[key], ground.problem.partnerships[key]
    pilot = next((unit for unit in network.units if unit.months), None)
    found = None
    if partnership.pilot_months is not None:
        try:
            case = Case(ground, (key,), in_year=True, kept=schedule)
            found = Search(case, {f"{named.PILOT}:{key}": None}).run()
        except OutOfSteps:
            found = None
    if found is not None:
        ends = ground.horizon.day(found.finish(network))
        return WayOn(
            id=SHORTER, possible=True, ends=ends, money={},
            sentence=Text(
                en=f"A shorter pilot within the guideline's range ends it on {ends}, in this year's money.",
                id=f"Percontohan lebih singkat dalam rentang pedoman: selesai {ends}, dengan anggaran tahun ini.",
            ),
        )  # fmt: skip
    least = ground.problem.months(replace(partnership, pilot_months=None), *_months(ground, key))[0]
    start = schedule.starts[pilot.key] if pilot else 0
    left = next((months for months in range(least - 1, 0, -1) if last_start(ground, network, months) >= start), 0)
    return WayOn(
        id=SHORTER, possible=False, ends=None, money={},
        sentence=Text(
            en=f"A shorter pilot is not possible: the guideline asks for {least} months at least, and from its "
            f"agreement the year leaves {left}.",
            id=f"Percontohan lebih singkat tidak mungkin: pedoman meminta sedikitnya {least} bulan, padahal sejak "
            f"perjanjian tahun ini hanya tersisa {left} bulan.",
        ),
    )  # fmt: skip


def _months(ground: Groundwork, key: str) -> tuple[str, str]:
    """Return the number ids of the least and most months of a partnership's pilot."""
    for unit in ground.networks[key].units:
        if unit.months:
            row = ground.problem.book.activities[unit.parts[0].activity]
            return row.months[0], row.months[-1]
    raise KeyError(key)


def _carry(ground: Groundwork, mine: Ledger, finish: int) -> WayOn:
    ends, year = ground.horizon.day(finish), ground.problem.year
    money = {head: amount for head, amount in mine.after_year(year).by_head().items() if head}
    en, idn = _told(ground, money)
    return WayOn(
        id=CARRY, possible=True, ends=ends, money=money,
        sentence=Text(
            en=f"Carry it over: it ends on {ends}; {en} must be in next year's budget, and the carry-over is named.",
            id=f"Alihkan: selesai {ends}; {idn} harus ada dalam anggaran tahun depan, dan peralihannya disebutkan.",
        ),
    )  # fmt: skip


def _next(ground: Groundwork, mine: Ledger, key: str) -> WayOn:
    """Return when it would end if its letter were taken up on the first working day of the next year."""
    problem, first = ground.problem, dt.date(ground.problem.year + 1, 1, 1)
    partnership = replace(problem.partnerships[key], ready=first)
    fixes = tuple(fix for fix in problem.fixes if not fix.partnership)
    alone = prepare(replace(problem, partnerships={key: partnership}, fixes=fixes))
    nodes = alone.soonest[key]
    money = {head: amount for head, amount in mine.in_year(problem.year).by_head().items() if head}
    en, idn = _told(ground, money)
    if isinstance(nodes, Stuck):
        last = alone.horizon.workdays.last
        sentence = Text(
            en=f"Next intake: taken up in January {first.year} it would end only after {last}.",
            id=f"Angkatan berikutnya: bila diproses Januari {first.year}, baru selesai setelah {last}.",
        )
        return WayOn(id=NEXT, possible=False, ends=None, money={}, sentence=sentence)
    ends = alone.horizon.day(finish_in(alone.networks[key], nodes))
    return WayOn(
        id=NEXT, possible=True, ends=ends, money=money,
        sentence=Text(
            en=f"Next intake: taken up in January {first.year} it ends by {ends} at the earliest, and {en} of this "
            "year's budget becomes free.",
            id=f"Angkatan berikutnya: bila diproses Januari {first.year}, paling cepat selesai {ends}, dan {idn} dari "
            "anggaran tahun ini menjadi bebas.",
        ),
    )  # fmt: skip


def _told(ground: Groundwork, money: Mapping[str, int]) -> tuple[str, str]:
    """Return rupiah per head in words."""
    if not money:
        return "nothing of the facilitator's heads", "tidak ada biaya pos fasilitator"
    heads, unit = ground.problem.book.budget_heads, ground.problem.book.programme.currency
    told = [(rupiah(amount, unit), heads[head].name if head in heads else None) for head, amount in money.items()]
    en = ", ".join(f"{amount.en} under '{name.en}'" if name else amount.en for amount, name in told)
    return en, ", ".join(f"{amount.id} pada pos '{name.id}'" if name else amount.id for amount, name in told)
