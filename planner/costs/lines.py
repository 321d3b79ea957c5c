"""Every cost line of a plan, and the most that a partnership can cost the facilitator before it has dates (4.2)."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from data.book import Book
from data.rows import Activity
from planner.assemble import team
from planner.calendar.allowed import whole_starts
from planner.calendar.horizon import ONE_DAY, Horizon, dated, horizon_of
from planner.calendar.network import ON_SITE, Part, Unit, network_of, occurrences, place_of
from planner.costs.charges import charges
from planner.costs.policies import policy_of
from planner.money.declared import Declared
from planner.money.kinds import FACILITATOR, Line
from planner.money.ledger import Ledger
from planner.money.payers import assign
from planner.problem import Partnership, Problem
from planner.result import Event, Traveller

# A day in mid-year, so that no journey of an estimate sets out in another year; month and day.
MIDSUMMER = (7, 1)


def cost_lines(problem: Problem, events: Iterable[Event], *, declared: Declared | None = None) -> tuple[Line, ...]:
    """Return every cost line of the events under the problem's travel policy, before any subsidy.

    Parameters
    ----------
    problem, events
        The year and its dated events.
    declared
        Company rates and pilot budgets instead of the problem's own; a pilot without a declared budget
        has no line (4.1.3).

    Raises
    ------
    NoCostRule
        If the book has no rule for a payer and kind.
    """
    policy = policy_of(problem.book, problem.travel_policy)
    given = problem if declared is None else dataclasses.replace(problem, declared=declared)
    found = charges(given, events)
    return tuple(line for charge in found for line in assign(charge, policy, book=problem.book))


def partnership_cost(problem: Problem, partnership: Partnership) -> Mapping[str, int]:
    """Return what one partnership can at most cost the facilitator, rupiah per budget head.

    Notes
    -----
    Never less than the dated lines of the partnership together with its own guests at the programme's workshops:
    every cost grows with the calendar days of the events and of their journey, and ``longest_events`` takes the
    most days that any permitted start gives.
    The workshops themselves are in ``programme_cost``.
    The head ``subsidies`` is not here: its allocation stays within the head by itself (``subsidy_pro_rata``),
    so a small head makes subsidies smaller and keeps no partnership out.
    """
    return _heads(Ledger(reckoned_lines(problem, partnership)))


def reckoned_lines(problem: Problem, partnership: Partnership) -> tuple[Line, ...]:
    """Return the lines of a partnership that has no dates yet, each as high as any permitted start can make it.

    Notes
    -----
    Its guests at the programme's workshops are among them: what they eat there, and their own journeys.
    """
    lines = cost_lines(problem, longest_events(problem, partnership))
    guests = cost_lines(problem, _workshops(problem, (partnership,), named=False))
    return (*lines, *(line for line in guests if line.traveller or line.id.endswith("/package")))


def programme_cost(problem: Problem) -> Mapping[str, int]:
    """Return what the programme's own events of the year cost the facilitator without any guest, rupiah per head."""
    return _heads(Ledger(cost_lines(problem, _workshops(problem, (), named=True))))


def longest_events(problem: Problem, partnership: Partnership) -> tuple[Event, ...]:
    """Return the events of a partnership, each as long as any permitted start can make it, on no particular day."""
    horizon = horizon_of(problem)
    network = network_of(problem, partnership)
    return tuple(
        event
        for unit in network.units
        for event in _stretched(problem, horizon, unit, partnership=partnership)
    )  # fmt: skip


def _heads(ledger: Ledger) -> Mapping[str, int]:
    return {head: amount for head, amount in ledger.by_head().items() if head}


def _stretched(problem: Problem, horizon: Horizon, unit: Unit, *, partnership: Partnership) -> Iterator[Event]:
    """Yield the parts of a unit one after the other, the last one moved so far that the whole span is reached."""
    starts = _starts(problem, horizon, unit)
    each, whole = _most_days(horizon.workdays.days, unit.parts, starts=starts)
    day = dt.date(problem.year, *MIDSUMMER)
    end = day + (max(whole, sum(each)) - 1) * ONE_DAY
    for part, days in zip(unit.parts, each, strict=True):
        first = end - (days - 1) * ONE_DAY if part is unit.parts[-1] else day
        day = first + days * ONE_DAY
        yield _event(problem, unit, part, partnerships=(partnership,), first=first, last=day - ONE_DAY)


def _starts(problem: Problem, horizon: Horizon, unit: Unit) -> int:
    """Return the starts that any plan may choose, as a bit set; for a day already settled every start."""
    for fix in problem.fixes:
        if fix.partnership == unit.partnership and any(fix.activity == part.activity for part in unit.parts):
            return (1 << (horizon.last - unit.length + 2)) - 1
    return _whole(horizon, unit.length, unit.on_site, cross=bool(problem.book.number("visits_cross_weekend")))


@cache
def _whole(horizon: Horizon, length: int, on_site: bool, *, cross: bool) -> int:
    kinds = ON_SITE if on_site else frozenset[str]()
    return whole_starts(
        horizon, Unit(key="", partnership="", parts=(), length=length, kinds=kinds), cross_weekend=cross
    )


@cache
def _most_days(days: tuple[dt.date, ...], parts: tuple[Part, ...], *, starts: int) -> tuple[tuple[int, ...], int]:
    """Return the most calendar days that each part and the whole unit can take over all ``starts``."""
    reach = max(part.offset + part.length for part in parts) - 1
    each, whole = [part.length for part in parts], reach + 1
    for at in range(len(days) - reach):
        if starts >> at & 1:
            whole = max(whole, (days[at + reach] - days[at]).days + 1)
            for place, part in enumerate(parts):
                first = at + part.offset
                each[place] = max(each[place], (days[first + part.length - 1] - days[first]).days + 1)
    return tuple(each), whole


def _event(
    problem: Problem, unit: Unit, part: Part, *, partnerships: tuple[Partnership, ...], first: dt.date, last: dt.date
) -> Event:
    activity = problem.book.activities[part.activity]
    return Event(
        id=f"{unit.key}/{part.activity}", partnership=unit.partnership, activity=part.activity,
        occurrence=part.occurrence, first=first, last=last, depart=first, back=last, place=unit.place,
        travellers=tuple(_travellers(problem.book, activity, place=unit.place, partnerships=partnerships)),
        facilitators=(FACILITATOR,) if unit.facilitator is not None and _escorted(unit, part) else (), trip=unit.key,
    )  # fmt: skip


def _escorted(unit: Unit, part: Part) -> bool:
    """Whether the facilitator's colleague stays for this part of the journey."""
    return unit.escort[0] <= part.offset < unit.escort[1]


def _travellers(
    book: Book, activity: Activity, *, place: str, partnerships: tuple[Partnership, ...]
) -> Iterator[Traveller]:
    if not place:
        return
    for role in dict.fromkeys((activity.place, *activity.travellers)):
        persons = team(book, activity, role)
        if role == FACILITATOR != place:
            yield Traveller(role, FACILITATOR, persons)
        for party in dict.fromkeys(party for one in partnerships for party in one.parties(role)):
            if party != place:
                yield Traveller(role, party, persons)


def _workshops(problem: Problem, partnerships: tuple[Partnership, ...], *, named: bool) -> tuple[Event, ...]:
    """Return the programme's events of one year, with the guests of ``partnerships``; ``named``: with a colleague."""
    horizon, found = horizon_of(problem), []
    for activity in dated(problem.book).values():
        if activity.scope == "programme":
            length = problem.book.number(activity.length) if activity.length else 1
            times = occurrences(problem.book, activity) if named else 1
            for count in range(1, times + 1):
                part = Part(activity=activity.id, occurrence=count, offset=0, length=length)
                unit = Unit(
                    key=f"{activity.id}/{problem.year}/{count}", partnership="", parts=(part,), length=length,
                    kinds=frozenset({activity.kind}), place=place_of(problem, activity, None),
                    facilitator=0 if named else None,
                )  # fmt: skip
                (days,), _ = _most_days(horizon.workdays.days, unit.parts, starts=_starts(problem, horizon, unit))
                first = dt.date(problem.year, *MIDSUMMER)
                found.append(
                    _event(problem, unit, part, partnerships=partnerships, first=first,
                           last=first + (days - 1) * ONE_DAY)
                )  # fmt: skip
    return tuple(found)
