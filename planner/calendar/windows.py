"""Earliest and latest days of a partnership's network, lags, pilot months and forbidden days kept (2.6).

Every constraint is of a kind for which the componentwise earliest (and latest) values that satisfy
all of them exist, so that moving values until nothing changes finds them; this repairs maximum lags too.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from planner.calendar.horizon import Horizon
from planner.calendar.network import Network, Unit

Fits = Callable[[Unit, int], bool]
Push = tuple[str, int, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuck:
    """No day is left: ``node`` cannot keep ``row`` (a precedence, ``pilot_months`` or ``days``); ``against`` pushes."""

    node: str
    row: str
    against: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Where the nodes of one network may lie.

    Parameters
    ----------
    allowed
        Unit key to a bit set of start indices.
    lower, upper
        Node to the first and last index allowed there, besides ``allowed``.
    """

    allowed: Mapping[str, int]
    lower: Mapping[str, int]
    upper: Mapping[str, int]


def closed(bounds: Bounds, network: Network, *, end: int) -> Bounds:
    """Return ``bounds`` with everything of a network ended by index ``end``."""
    upper = dict(bounds.upper)
    for unit in network.units:
        last = end if unit.months else end - unit.length + 1
        upper[unit.end] = min(upper.get(unit.end, last), last)
    return replace(bounds, upper=upper)


def next_bit(bits: int, at: int) -> int:
    """Return the first set bit from ``at`` on, -1 when there is none."""
    rest = bits >> max(at, 0)
    return max(at, 0) + (rest & -rest).bit_length() - 1 if rest else -1


def last_bit(bits: int, at: int) -> int:
    """Return the last set bit up to ``at``, -1 when there is none."""
    return (bits & ((1 << (at + 1)) - 1)).bit_length() - 1 if at >= 0 else -1


def anywhere(_unit: Unit, _start: int) -> bool:
    """Say that every day fits: no people, no journeys."""
    return True


def earliest(network: Network, bounds: Bounds, *, horizon: Horizon, fits: Fits = anywhere) -> dict[str, int] | Stuck:
    """Return the earliest index of every node, or where no day is left.

    Parameters
    ----------
    fits
        Whether a unit may begin on an index, besides ``bounds``.
    """
    units = {unit.key: unit for unit in network.units}

    def moved(node: str, least: int) -> int | None:
        upper = bounds.upper.get(node, horizon.last)
        at = max(least, bounds.lower.get(node, 0))
        if node in units:
            at = next_bit(bounds.allowed[node], at)
            while 0 <= at <= upper and not fits(units[node], at):
                at = next_bit(bounds.allowed[node], at + 1)
        return at if 0 <= at <= upper else None

    return _settle(network, moved, push=lambda values: _later(network, values, horizon=horizon), start=0, sign=1)


def latest(network: Network, bounds: Bounds, *, horizon: Horizon) -> dict[str, int] | Stuck:
    """Return the latest index of every node, or where no day is left."""
    units = {unit.key for unit in network.units}

    def moved(node: str, most: int) -> int | None:
        at = min(most, bounds.upper.get(node, horizon.last))
        if node in units:
            at = last_bit(bounds.allowed[node], at)
        return at if at >= bounds.lower.get(node, 0) else None

    return _settle(
        network, moved, push=lambda values: _sooner(network, values, horizon=horizon), start=horizon.last, sign=-1
    )


def _settle(
    network: Network,
    moved: Callable[[str, int], int | None],
    *,
    push: Callable[[dict[str, int]], Iterator[Push]],
    start: int,
    sign: int,
) -> dict[str, int] | Stuck:
    """Move values in one direction until no constraint pushes any more."""
    values: dict[str, int] = {}
    for unit in network.units:
        for node in dict.fromkeys((unit.key, unit.end)):
            at = moved(node, start)
            if at is None:
                return Stuck(node=node, row="days")
            values[node] = at
    changed = True
    while changed:
        changed = False
        for node, limit, row, against in push(values):
            if (limit - values[node]) * sign > 0:
                at = moved(node, limit)
                if at is None:
                    return Stuck(node=node, row=row, against=against)
                values[node] = at
                changed = True
    return values


def _later(network: Network, values: dict[str, int], *, horizon: Horizon) -> Iterator[Push]:
    for lag in network.lags:
        yield lag.after, values[lag.before] + lag.least, lag.row, lag.before
        if lag.most is not None:
            yield lag.before, values[lag.after] - lag.most, lag.row, lag.after
    for unit in network.units:
        if unit.months:
            start = values[unit.key]
            yield unit.end, horizon.months_later(start, unit.months[0]), "pilot_months", unit.key
            while start <= horizon.last and horizon.months_later(start, unit.months[-1]) < values[unit.end]:
                start += 1
            yield unit.key, start, "pilot_months", unit.end


def _sooner(network: Network, values: dict[str, int], *, horizon: Horizon) -> Iterator[Push]:
    for lag in network.lags:
        yield lag.before, values[lag.after] - lag.least, lag.row, lag.after
        if lag.most is not None:
            yield lag.after, values[lag.before] + lag.most, lag.row, lag.before
    for unit in network.units:
        if unit.months:
            start = values[unit.key]
            yield unit.end, horizon.months_later(start, unit.months[-1]), "pilot_months", unit.key
            while start >= 0 and horizon.months_later(start, unit.months[0]) > values[unit.end]:
                start -= 1
            yield unit.key, start, "pilot_months", unit.end
