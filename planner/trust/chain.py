"""What sets a partnership's end: its events in order, each with its float and with what keeps it from lying earlier."""

import datetime as dt

from planner.calendar.groundwork import Groundwork, Schedule
from planner.calendar.network import Network, Unit
from planner.result import Chained
from planner.trust.floats import Float, Floats

PEOPLE, CALENDAR, READY, FIXED, PROGRAMME = "people", "quiet_days", "ready", "fixed_days", "programme"


def chain(ground: Groundwork, schedule: Schedule, network: Network, *, floats: Floats) -> tuple[Chained, ...]:
    """Return the events of a placed partnership with their floats, in order of time; critical ones set its end."""
    rooms = floats.of(network)
    found: list[Chained] = []
    for unit in network.units:
        why = because(ground, schedule, network, unit=unit)
        found += [
            _chained(
                rooms[unit.key], why=why, event=f"{network.partnership}/{part.activity}/{part.occurrence}",
                activity=part.activity, first=ground.horizon.day(schedule.starts[unit.key] + part.offset),
            )
            for part in unit.parts
        ]  # fmt: skip
    for name in network.linked:
        key = schedule.attached[network.partnership, name]
        first = ground.horizon.day(schedule.starts[key])
        found.append(_chained(rooms[key], why=PROGRAMME, event=key, activity=name, first=first))
    return tuple(sorted(found, key=lambda one: (one.first, one.event)))


def _chained(room: Float, *, why: str, event: str, activity: str, first: dt.date) -> Chained:
    return Chained(
        event=event, activity=activity, first=first, float_days=room.total, critical=room.total == 0, because=why,
        free_days=room.free, year_days=room.year,
    )  # fmt: skip


def because(ground: Groundwork, schedule: Schedule, network: Network, *, unit: Unit) -> str:
    """Return what keeps a unit from lying earlier: a precedence, quiet or absent days, people, or its letter."""
    start = schedule.starts[unit.key]
    if ground.starts.fixed(unit) is not None:
        return FIXED
    values = {one.key: schedule.starts[one.key] for one in network.units}
    values |= {one.end: schedule.ends[one.key] for one in network.units if one.months}
    pushes = [(values[lag.before] + lag.least, lag.row) for lag in network.lags if lag.after == unit.key]
    for link in network.links:
        if link.forward and link.node == unit.key:
            event = schedule.starts[schedule.attached[network.partnership, link.activity]]
            pushes.append((event + link.least, link.row))
    if not pushes:
        return READY
    limit, row = max(pushes)
    if limit >= start:
        return row
    between = ground.bounds[network.partnership].allowed[unit.key] >> limit & ((1 << (start - limit)) - 1)
    return PEOPLE if between else CALENDAR
