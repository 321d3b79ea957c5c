"""What every way of planning shares: the axis, each partnership's network, where its nodes may lie."""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from planner.calendar.allowed import Starts
from planner.calendar.horizon import Horizon, horizon_of
from planner.calendar.network import Link, Network, Unit, attendees, check_order, network_of, programme_units
from planner.calendar.windows import Bounds, Stuck, earliest
from planner.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Groundwork:
    """A problem made ready to be planned.

    Parameters
    ----------
    programme
        Programme activity to its possible events, in order of time.
    programme_allowed
        Their keys to bit sets of starts.
    bounds
        Partnership to where its nodes may lie before anyone's calendar is filled.
    soonest
        Partnership to the earliest index of every node if it had all people to itself, or where it is stuck.
    """

    problem: Problem
    horizon: Horizon
    starts: Starts
    networks: Mapping[str, Network]
    programme: Mapping[str, tuple[Unit, ...]]
    programme_allowed: Mapping[str, int]
    bounds: Mapping[str, Bounds]
    soonest: Mapping[str, dict[str, int] | Stuck]
    # What was worked out before: last days of agreement by partnership, and who an event binds.
    edges: dict[str, tuple[Any, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _guests: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def guests(self, activity: str, partnership: str) -> dict[str, int]:
        """Return the parties of a partnership that a programme activity binds, with travel days each way."""
        key = activity, partnership
        if key not in self._guests:
            row, one = self.problem.book.activities[activity], self.problem.partnerships[partnership]
            self._guests[key] = attendees(self.problem, row, one)
        return self._guests[key]

    def only(self, partnerships: frozenset[str]) -> "Groundwork":
        """Return the groundwork for some of the partnerships."""
        kept = {key: network for key, network in self.networks.items() if key in partnerships}
        return replace(self, networks=kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When everything begins, as indices of working days.

    Parameters
    ----------
    starts
        Unit key to its first day; programme events only when someone attends.
    ends
        Pilot's unit key to its last working day.
    colleagues
        Unit key to the facilitator's colleague who is there.
    attached
        Partnership and programme activity to the event that it attends.
    stuck
        Partnerships that found no place, and where they are stuck.
    """

    starts: Mapping[str, int]
    ends: Mapping[str, int]
    colleagues: Mapping[str, str]
    attached: Mapping[tuple[str, str], str]
    stuck: Mapping[str, Stuck] = field(default_factory=dict)

    def finish(self, network: Network) -> int:
        """Return the index of a placed partnership's last working day."""
        return finish_of(network, self.starts, self.ends)


def finish_of(network: Network, starts: Mapping[str, int], ends: Mapping[str, int]) -> int:
    """Return the index of the last working day of a network."""
    return max(
        ends[unit.key] if unit.months else starts[unit.key] + unit.length - 1 for unit in network.units
    )  # fmt: skip


def finish_in(network: Network, nodes: Mapping[str, int]) -> int:
    """Return the same from the values of nodes."""
    return max(nodes[unit.end] + (0 if unit.months else unit.length - 1) for unit in network.units)


def prepare(problem: Problem) -> Groundwork:
    """Return the groundwork of a problem.

    Raises
    ------
    CyclicPrecedence
        If the book's activities wait for each other.
    NoCalendar
        If a year of the axis has no holiday table.
    """
    check_order(problem.book)
    horizon = horizon_of(problem)
    starts = Starts(problem, horizon)
    networks = {key: network_of(problem, partnership) for key, partnership in problem.partnerships.items()}
    networks = {key: _lived(network, starts) for key, network in networks.items()}
    programme: dict[str, tuple[Unit, ...]] = {}
    for unit in programme_units(problem, horizon):
        name = unit.parts[0].activity
        programme[name] = (*programme.get(name, ()), unit)
    allowed = {unit.key: starts.of(unit) for units in programme.values() for unit in units}
    bounds = {key: starts.bounds(network) for key, network in networks.items()}
    ground = Groundwork(
        problem=problem, horizon=horizon, starts=starts, networks=networks, programme=programme,
        programme_allowed=allowed, bounds=bounds, soonest={},
    )  # fmt: skip
    return replace(ground, soonest={key: _soonest(ground, network) for key, network in networks.items()})


def _lived(network: Network, starts: Starts) -> Network:
    """Return a network in which what has happened asks for nobody's days and keeps no lag to other past steps."""
    past = {node for unit in network.units if starts.is_history(unit) for node in (unit.key, unit.end)}
    if not past:
        return network
    units = (
        replace(unit, attendance={}, facilitator=None) if starts.is_history(unit) else unit for unit in network.units
    )
    lags = (lag for lag in network.lags if not {lag.before, lag.after} <= past)
    return replace(network, units=tuple(units), lags=tuple(lags))


def _soonest(ground: Groundwork, network: Network) -> dict[str, int] | Stuck:
    """Return the earliest nodes, each programme event lying on its own earliest day that suits."""
    bounds = ground.bounds[network.partnership]
    lower = dict(bounds.lower)
    while True:
        nodes = earliest(network, replace(bounds, lower=lower), horizon=ground.horizon)
        if isinstance(nodes, Stuck):
            return nodes
        pushed = dict(lower)
        for name in network.linked:
            event = _first_event(ground, network, name=name, nodes=nodes)
            if event is None:
                return Stuck(node=network.partnership, row=name, against=name)
            for link in network.links:
                if link.activity == name and link.forward:
                    pushed[link.node] = max(pushed.get(link.node, 0), event + link.least)
        if pushed == lower:
            return nodes
        lower = pushed


def _first_event(ground: Groundwork, network: Network, *, name: str, nodes: Mapping[str, int]) -> int | None:
    least = max(
        (nodes[link.node] + link.least for link in network.links if link.activity == name and not link.forward),
        default=0,
    )
    for unit in ground.programme[name]:
        bits = ground.programme_allowed[unit.key] >> max(least, 0) << max(least, 0)
        if bits:
            return (bits & -bits).bit_length() - 1
    return None


def audience(ground: Groundwork, unit: Unit, partnerships: Mapping[str, object]) -> dict[str, int]:
    """Return the parties that a programme event binds, with travel days, when these partnerships attend."""
    found: dict[str, int] = {}
    for key in partnerships:
        found.update(ground.guests(unit.parts[0].activity, key))
    return found


def choices(ground: Groundwork, network: Network, held: Mapping[str, int]) -> Iterator[dict[str, str]]:
    """Yield every way to attach a partnership to the programme's events that are held, soonest first."""
    options = [[unit.key for unit in ground.programme[name] if unit.key in held] for name in network.linked]
    for keys in itertools.product(*options):
        yield dict(zip(network.linked, keys, strict=True))


def tied(bounds: Bounds, links: tuple[Link, ...], *, attached: Mapping[str, str], held: Mapping[str, int]) -> Bounds:
    """Return ``bounds`` narrowed by the dates of the events that a partnership attends."""
    lower, upper = dict(bounds.lower), dict(bounds.upper)
    for link in links:
        event = held[attached[link.activity]]
        near = event + link.least if link.forward else event - link.least
        far = None if link.most is None else (event + link.most if link.forward else event - link.most)
        low, high = (near, far) if link.forward else (far, near)
        if low is not None:
            lower[link.node] = max(lower.get(link.node, 0), low)
        if high is not None:
            upper[link.node] = min(upper.get(link.node, high), high)
    return replace(bounds, lower=lower, upper=upper)
