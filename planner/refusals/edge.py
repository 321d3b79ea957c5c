"""The year's edge: the last days of agreement from which the budget year still suffices (2.6)."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from planner.calendar.groundwork import Groundwork
from planner.calendar.network import Network, Unit
from planner.calendar.windows import Stuck, closed, last_bit, latest

CEREMONY = "ceremony"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """For one length of the pilot the last day of each agreement that is signed, by activity."""

    months: int
    agreements: Mapping[str, dt.date]
    pilot: dt.date


def latest_agreements(ground: Groundwork) -> dict[int, dt.date]:
    """Return for each length of the pilot the last day of agreement from which the budget year still suffices.

    Notes
    -----
    The latest over all partnerships, everyone's calendar apart; a length that fits nowhere is left out.
    """
    found: dict[int, dt.date] = {}
    for network in ground.networks.values():
        for edge in edges(ground, network):
            found[edge.months] = max(edge.pilot, found.get(edge.months, dt.date.min))
    return found


def edges(ground: Groundwork, network: Network) -> tuple[Edge, ...]:
    """Return a partnership's last days of agreement for each length that its pilot may have, everyone's days apart."""
    if network.partnership not in ground.edges:
        pilot = next((unit for unit in network.units if unit.months), None)
        ground.edges[network.partnership] = tuple(_edges(ground, network, pilot)) if pilot else ()
    return ground.edges[network.partnership]


def _edges(ground: Groundwork, network: Network, pilot: Unit) -> Iterator[Edge]:
    activities = ground.problem.book.activities
    for months in pilot.months or ():
        nodes = _latest(ground, network, months=months)
        if nodes is not None:
            yield Edge(
                months=months, pilot=ground.horizon.day(nodes[pilot.key]),
                agreements={
                    part.activity: ground.horizon.day(nodes[unit.key] + part.offset)
                    for unit in network.units for part in unit.parts if activities[part.activity].kind == CEREMONY
                },
            )  # fmt: skip


def latest_agreement(ground: Groundwork, network: Network, *, months: int) -> dt.date | None:
    """Return the last first day of a partnership's pilot of so many months that still ends in the budget year."""
    return next((edge.pilot for edge in edges(ground, network) if edge.months == months), None)


def _latest(ground: Groundwork, network: Network, *, months: int) -> Mapping[str, int] | None:
    units = tuple(replace(unit, months=range(months, months + 1)) if unit.months else unit for unit in network.units)
    shaped = replace(network, units=units)
    bounds = closed(ground.bounds[network.partnership], shaped, end=ground.horizon.deadline)
    while True:
        nodes = latest(shaped, bounds, horizon=ground.horizon)
        if isinstance(nodes, Stuck):
            return None
        upper = dict(bounds.upper)
        for name in network.linked:
            event = _last_event(ground, network, name=name, nodes=nodes)
            for link in network.links:
                if link.activity == name and not link.forward:
                    upper[link.node] = min(upper.get(link.node, event - link.least), event - link.least)
        if upper == bounds.upper:
            return nodes
        bounds = replace(bounds, upper=upper)


def _last_event(ground: Groundwork, network: Network, *, name: str, nodes: Mapping[str, int]) -> int:
    most = min(
        (nodes[link.node] - link.least for link in network.links if link.activity == name and link.forward),
        default=ground.horizon.last,
    )
    return max(last_bit(ground.programme_allowed[unit.key], most) for unit in ground.programme[name])


def last_start(ground: Groundwork, network: Network, months: int) -> int:
    """Return the index of the last start of a pilot that still ends in the year, -1 when there is none."""
    nodes = _latest(ground, network, months=months)
    pilot = next((unit for unit in network.units if unit.months), None)
    return -1 if nodes is None or pilot is None else nodes[pilot.key]
