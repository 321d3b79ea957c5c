"""The part of the page on trust: chances drawn as bars, people's fullest months, buffers, the year's edge (2.6)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import planner
from service.documents.page import Page
from service.words.figures import percent

AGREEMENT = "memorandum_of_agreement"
# Rows of the lists that only name the extremes, and thousandths that make a per cent of a bar.
MOST_ROWS, TENTH = 8, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ChanceRow:
    """One partnership: how sure it is to end within its year, as words and as a bar, and how far it may slip."""

    pair: str
    share: str
    bar: str
    error: str
    is_low: bool
    planned: str
    promise: str
    slip: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadRow:
    """Somebody's fullest month: days, what was given, and a bar of the fullest month of all."""

    who: str
    month: str
    days: int
    most: str
    bar: str
    is_over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """Everything that the page says about trust; ``runs`` is how often the year was played through.

    ``edges`` are partnerships with the same last days, and these days for each of ``lengths``.
    """

    runs: str
    chances: tuple[ChanceRow, ...]
    buffers: tuple[tuple[str, str, str], ...]
    buffer_days: int
    loads: tuple[LoadRow, ...]
    waits: tuple[tuple[str, str, str, int], ...]
    travels: tuple[tuple[str, str, str, str], ...]
    lengths: tuple[int, ...]
    edges: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    ways: Mapping[str, tuple[str, ...]]


def risk_of(page: Page) -> Risk | None:
    """Return the page's part on trust; None where the year was not played through or nothing is dated."""
    trust = page.year.trust
    if trust is None or not trust.outlooks:
        return None
    lengths = tuple(sorted({edge.months for one in trust.edges for edge in one.edges}))
    buffers = sorted(
        ((one.partnership, buffer) for one in trust.outlooks for buffer in one.buffers),
        key=lambda pair: (-pair[1].gain, pair[0]),
    )[:MOST_ROWS]  # fmt: skip
    return Risk(
        runs=page.number(trust.runs), chances=tuple(_chance(page, one) for one in trust.outlooks),
        buffers=tuple(
            (page.pair(key), page.names.activity(buffer.activity), f"+ {percent(buffer.gain, page.language)} %")
            for key, buffer in buffers
        ),
        buffer_days=buffers[0][1].days if buffers else 0, loads=_loads(page, trust),
        waits=tuple(
            (page.pair(one.partnership), page.names.activity(one.after), page.names.activity(one.before), one.days)
            for one in trust.waits[:MOST_ROWS]
        ),
        travels=tuple(
            (page.year.country.region(one.region).name, page.number(one.teams), page.number(one.persons),
             page.money(one.rupiah))
            for one in trust.travels[:MOST_ROWS]
        ),
        lengths=lengths,
        edges=_edges(page, trust, lengths),
        ways={
            page.pair(one.partnership): tuple(page.say(way.sentence) for way in one.ways)
            for one in trust.edges if one.ways
        },
    )  # fmt: skip


def _chance(page: Page, one: planner.Outlook) -> ChanceRow:
    chain = [link for link in page.year.plan.chain(one.partnership) if link.activity == AGREEMENT]
    return ChanceRow(
        pair=page.pair(one.partnership), share=f"{percent(one.permille, page.language)} %",
        bar=f"{one.permille // TENTH}%", error=percent(one.error, page.language), is_low=one.permille * 2 < 1000,
        planned=page.day(one.planned), promise=page.day(one.promise) if one.promise else page.words("sure.never"),
        slip=str(chain[0].float_days) if chain else "",
    )  # fmt: skip


def _loads(page: Page, trust: planner.Trust) -> tuple[LoadRow, ...]:
    found = planner.busiest(trust.loads)[:MOST_ROWS]
    top = max((max(load.days, load.most or 0) for load in found), default=1)
    return tuple(
        LoadRow(
            who=page.names.short(load.who), month=page.month(dt.date.fromisoformat(f"{load.month}-01")), days=load.days,
            most="" if load.most is None else str(load.most), bar=f"{load.days * 100 // max(top, 1)}%",
            is_over=load.most is not None and load.days > load.most,
        )
        for load in found
    )  # fmt: skip


def _edges(
    page: Page, trust: planner.Trust, lengths: tuple[int, ...]
) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Return the partnerships with their last days, those with the same days in one row."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for one in trust.edges:
        days = tuple(_edge(page, one, months) for months in lengths)
        alike.setdefault(days, []).append(page.pair(one.partnership))
    return tuple((tuple(pairs), days) for days, pairs in alike.items())


def _edge(page: Page, one: planner.YearEdge, months: int) -> str:
    return next((page.short_day(edge.pilot) for edge in one.edges if edge.months == months), "\u2013")
