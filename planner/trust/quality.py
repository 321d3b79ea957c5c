"""How a plan treats people: days of everybody per month, journeys per region, how long mentees wait (2.7, 4.2.2)."""

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from planner.calendar.groundwork import Groundwork, Schedule, audience
from planner.calendar.network import Network, Unit
from planner.money.ledger import Ledger
from planner.problem import FACILITATOR
from planner.result import Event

# Length of the month in an ISO date, ``2027-03``.
MONTH = len("2027-03")


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """Working days that the programme takes of somebody in a month, journeys included; ``most`` is what was given."""

    who: str
    month: str
    days: int
    most: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Travel:
    """Journeys to one region: how many teams, how many persons, and rupiah of all lines of those who came."""

    region: str
    teams: int
    persons: int
    rupiah: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """The longest stretch of working days in which a partnership's people do not meet before the pilot."""

    partnership: str
    after: str
    before: str
    first: dt.date
    days: int


def loads(ground: Groundwork, schedule: Schedule) -> tuple[Load, ...]:
    """Return the days of every colleague and party per month, in order of month and name."""
    used: Counter[tuple[str, str]] = Counter()
    for unit, guests in _placed(ground, schedule):
        month = ground.horizon.day(schedule.starts[unit.key]).isoformat()[:MONTH]
        for who, days in guests.items():
            used[who, month] += unit.length + 2 * days
        colleague = schedule.colleagues.get(unit.key)
        if colleague is not None:
            used[colleague, month] += unit.colleague_days
    given = {person.id: person.days_per_month for person in ground.problem.facilitators}
    rows = (Load(who=who, month=month, days=days, most=given.get(who)) for (who, month), days in used.items())
    return tuple(sorted(rows, key=lambda one: (one.month, one.who)))


def _placed(ground: Groundwork, schedule: Schedule) -> Iterable[tuple[Unit, dict[str, int]]]:
    for key, network in ground.networks.items():
        if key not in schedule.stuck:
            yield from ((unit, dict(unit.attendance)) for unit in network.units if unit.on_site)
    for units in ground.programme.values():
        for unit in units:
            if unit.key in schedule.starts:
                there = {who: None for (who, _), event in schedule.attached.items() if event == unit.key}
                yield unit, audience(ground, unit, there)


def travels(ground: Groundwork, events: Iterable[Event], ledger: Ledger) -> tuple[Travel, ...]:
    """Return the journeys to every region, the dearest first; several events of one journey count once."""
    teams: dict[tuple[str, str, str], int] = {}
    where: dict[str, str] = {}
    for event in events:
        if event.place:
            region = where[event.id] = ground.problem.region(event.place)
            for traveller in event.travellers:
                key = (region, event.trip or event.id, traveller.party)
                teams[key] = max(traveller.persons, teams.get(key, 0))
    money: Counter[str] = Counter()
    for line in ledger.lines:
        if line.traveller and line.event in where:
            money[where[line.event]] += line.amount
    rows = [
        Travel(
            region=region, teams=sum(1 for key in teams if key[0] == region),
            persons=sum(count for key, count in teams.items() if key[0] == region), rupiah=money[region],
        )
        for region in dict.fromkeys(key[0] for key in teams)
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda one: (-one.rupiah, one.region)))


def wait(ground: Groundwork, schedule: Schedule, network: Network) -> Wait | None:
    """Return the longest wait between two meetings up to the pilot's beginning; None with fewer than two."""
    pilot = next((unit for unit in network.units if unit.months), None)
    until = ground.horizon.last if pilot is None else schedule.starts[pilot.key]
    met = sorted(
        (unit for unit in network.units if unit.on_site and schedule.starts[unit.key] <= until),
        key=lambda unit: schedule.starts[unit.key],
    )
    found: list[Wait] = []
    for one, two in itertools.pairwise(met):
        last, first = schedule.starts[one.key] + one.length - 1, schedule.starts[two.key]
        found.append(
            Wait(
                partnership=network.partnership, after=one.parts[-1].activity, before=two.parts[0].activity,
                first=ground.horizon.day(last), days=max(first - last - 1, 0),
            )
        )  # fmt: skip
    return max(found, key=lambda one: one.days, default=None)


def busiest(loads_: Iterable[Load]) -> tuple[Load, ...]:
    """Return each colleague's or party's fullest month, the fullest first."""
    top: dict[str, Load] = {}
    for load in loads_:
        if load.who != FACILITATOR and (load.who not in top or load.days > top[load.who].days):
            top[load.who] = load
    return tuple(sorted(top.values(), key=lambda one: (-one.days, one.who)))
