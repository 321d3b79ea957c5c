"""What a plainer way would do with the same year: plan anew from nothing, or push everything that is hit later."""

import dataclasses

from planner.calendar.groundwork import Schedule
from planner.calendar.windows import next_bit
from planner.replanning.closing import events_of, touched_by
from planner.replanning.layout import Layout
from planner.replanning.result import Beside
from planner.search.heuristic import build, construct


def beside(layout: Layout, placed: frozenset[str]) -> tuple[Beside, Beside]:
    """Return what planning anew and what the clerk would change; history stays in both."""
    ground = layout.ground.only(placed)
    order = sorted(placed, key=lambda key: (layout.problem.partnerships[key].ready, key))
    return _counted(layout, build(ground, order, early=True)), _counted(layout, clerk(layout, placed))


def clerk(layout: Layout, placed: frozenset[str]) -> Schedule:
    """Return the year of a clerk who goes through it in order of time and pushes later whatever does not fit any more.

    Notes
    -----
    Nothing moves earlier than it was published; who was hit is seated after the others, one after the other.
    """
    ground, then = layout.ground.only(placed), layout.then
    bounds = {}
    for key, network in ground.networks.items():
        lower = dict(ground.bounds[key].lower)
        if key in layout.kept:
            for unit in network.units:
                lower[unit.key] = max(lower.get(unit.key, 0), then.starts[unit.key])
                if unit.months:
                    lower[unit.end] = max(lower.get(unit.end, 0), then.ends[unit.key])
        bounds[key] = dataclasses.replace(ground.bounds[key], lower=lower)
    held = {}
    for unit in (unit for several in ground.programme.values() for unit in several):
        bits = ground.programme_allowed[unit.key]
        at = next_bit(bits, then.starts.get(unit.key, 0))
        if at >= 0 and (unit.key in then.starts or unit.year > layout.problem.year):
            held[unit.key] = at
    ends = {key: then.finish(network) if key in layout.kept else ground.horizon.last
            for key, network in ground.networks.items()}  # fmt: skip
    order = sorted(ground.networks, key=lambda key: (key in layout.hit, ends[key], key))
    return construct(dataclasses.replace(ground, bounds=bounds), order, held=held)


def _counted(layout: Layout, schedule: Schedule) -> Beside:
    there = frozenset(key for key, network in layout.ground.networks.items() if network.units[0].key in schedule.starts)
    events = events_of(layout, schedule, there)
    now = {event.id: event for event in events}
    moved = sum(
        (event.first, event.last) != (now[event.id].first, now[event.id].last)
        for event in layout.old.events if event.id in now
    )  # fmt: skip
    return Beside(touched=len(touched_by(layout, events)), moved=moved, unplaced=len(schedule.stuck))
