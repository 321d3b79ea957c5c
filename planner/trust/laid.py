"""From the dated events of a plan back to a schedule: when each unit begins, who goes, who attends what (3.1)."""

from collections.abc import Iterable

from planner.calendar.groundwork import Groundwork, Schedule
from planner.calendar.network import Network, attendees
from planner.calendar.windows import Stuck
from planner.result import Event


def laid(ground: Groundwork, events: Iterable[Event]) -> Schedule:
    """Return the schedule behind events; partnerships without events are stuck."""
    first: dict[str, int] = {}
    ends: dict[str, int] = {}
    colleagues: dict[str, str] = {}
    held: dict[str, list[Event]] = {}
    pilots = {unit.key for network in ground.networks.values() for unit in network.units if unit.months}
    for event in events:
        at = ground.horizon.before(event.first)
        first[event.trip] = min(at, first.get(event.trip, at))
        if event.trip in pilots:
            ends[event.trip] = ground.horizon.before(event.last)
        if event.facilitators:
            colleagues[event.trip] = event.facilitators[0]
        if not event.partnership:
            held.setdefault(event.activity, []).append(event)
    attached: dict[tuple[str, str], str] = {}
    stuck: dict[str, Stuck] = {}
    for key, network in ground.networks.items():
        if any(unit.key not in first for unit in network.units):
            stuck[key] = Stuck(node=key, row="days")
            continue
        for name in network.linked:
            attended = _attended(ground, network, name, held=held, first=first)
            if attended:
                attached[key, name] = attended
    return Schedule(starts=first, ends=ends, colleagues=colleagues, attached=attached, stuck=stuck)


def _attended(
    ground: Groundwork, network: Network, name: str, *, held: dict[str, list[Event]], first: dict[str, int]
) -> str:
    """Return the first event at which a partnership's people are and whose lags to it fit."""
    problem = ground.problem
    row, partnership = problem.book.activities[name], problem.partnerships[network.partnership]
    there = [event for event in held.get(name, ()) if set(attendees(problem, row, partnership)) <= set(event.parties)]
    for event in there:
        gaps = (
            (first[link.node] - first[event.trip] if link.forward else first[event.trip] - first[link.node], link)
            for link in network.links if link.activity == name and link.node in first
        )  # fmt: skip
        if all(gap >= link.least and (link.most is None or gap <= link.most) for gap, link in gaps):
            return event.trip
    return there[0].trip if there else ""
