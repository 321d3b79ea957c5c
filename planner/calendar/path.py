"""A partnership's network as numbers: what each node waits for, worked out once, so that placing it again is quick."""

from dataclasses import dataclass
from graphlib import TopologicalSorter

from planner.calendar.network import Network, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """A network whose nodes are numbered in an order in which each follows what it waits for.

    Parameters
    ----------
    nodes
        Names, (n,).
    units
        The unit that begins at a node; None where a pilot ends.
    least
        For each node (n,) what it waits for: pairs of an earlier node and the working days after it.
    leads
        For each node (n,) what waits for it: pairs of a later node and the working days before it.
    most
        Earlier node, later node, and how many working days they may lie apart.
    pilots
        Node of the start, of the end, and the fewest and most calendar months between.
    on_site
        Nodes at which people meet.
    """

    nodes: tuple[str, ...]
    units: tuple[Unit | None, ...]
    least: tuple[tuple[tuple[int, int], ...], ...]
    leads: tuple[tuple[tuple[int, int], ...], ...]
    most: tuple[tuple[int, int, int], ...]
    pilots: tuple[tuple[int, int, int, int], ...]
    on_site: tuple[int, ...]


def path_of(network: Network) -> Path:
    """Return the path of a network; each network keeps its own."""
    if not network.paths:
        network.paths.append(_path(network))
    found = network.paths[0]
    assert isinstance(found, Path)  # noqa: S101  # the list is this file's own
    return found


def _path(network: Network) -> Path:
    units = {unit.key: unit for unit in network.units}
    waits: dict[str, list[tuple[str, int]]] = {}
    for unit in network.units:
        waits.setdefault(unit.key, [])
        if unit.months:
            waits.setdefault(unit.end, []).append((unit.key, 0))
    for lag in network.lags:
        waits[lag.after].append((lag.before, lag.least))
    # No ring is left by now: ``network_of`` refuses it by name.
    order = TopologicalSorter({name: [before for before, _ in pairs] for name, pairs in waits.items()})
    nodes = tuple(order.static_order())
    place = {name: number for number, name in enumerate(nodes)}
    leads: list[list[tuple[int, int]]] = [[] for _ in nodes]
    for name, pairs in waits.items():
        for before, days in pairs:
            leads[place[before]].append((place[name], days))
    return Path(
        nodes=nodes, units=tuple(units.get(name) for name in nodes),
        least=tuple(tuple((place[before], days) for before, days in waits[name]) for name in nodes),
        leads=tuple(tuple(pairs) for pairs in leads),
        most=tuple((place[lag.before], place[lag.after], lag.most) for lag in network.lags if lag.most is not None),
        pilots=tuple(
            (place[unit.key], place[unit.end], unit.months[0], unit.months[-1]) for unit in network.units if unit.months
        ),
        on_site=tuple(place[unit.key] for unit in network.units if unit.on_site),
    )  # fmt: skip
