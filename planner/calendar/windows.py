"""Earliest and latest days of a partnership's network, lags, pilot months and forbidden days kept (2.6).

Every constraint is of a kind for which the componentwise earliest (and latest) values that satisfy
all of them exist, so that moving values until nothing changes finds them; this repairs maximum lags too.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from planner.calendar.horizon import Horizon
from planner.calendar.network import Network, Unit
from planner.calendar.path import Path, path_of

Fits = Callable[[Unit, int], bool]
Shut = Callable[[Unit], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuck:
    """No day is left for ``node``: none at all (``row`` is ``days``), or none after ``against`` (``precedence``)."""

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


def never(_unit: Unit) -> int:
    """Say that no day is shut."""
    return 0


def earliest(
    network: Network, bounds: Bounds, *, horizon: Horizon, fits: Fits = anywhere, shut: Shut = never,
    since: Mapping[str, int] | None = None,
) -> dict[str, int] | Stuck:  # fmt: skip
    """Return the earliest index of every node, or where no day is left.

    Parameters
    ----------
    fits
        Whether a unit may begin on an index, besides ``bounds``.
    shut
        Indices, as a bit set, on which a unit cannot begin, besides ``bounds``.
    since
        Node to an index before which it is known not to lie.
    """
    path = path_of(network)
    move = _Later(path, bounds, last=horizon.last, fits=fits, shut=shut)
    tables = {end: (start, horizon.months_table(least)) for start, end, least, _ in path.pilots}
    values: list[int] = []
    for number, name in enumerate(path.nodes):
        least = since.get(name, 0) if since else 0
        at = move(number, _awaited(path, number, values, tables=tables, least=least))
        if at is None:
            return move.stuck(number)
        values.append(at)
    while pushes := _early(path, values, horizon=horizon):
        for number in range(min(pushes), len(values)):
            least = _awaited(path, number, values, tables=tables, least=pushes.get(number, 0))
            if least > values[number]:
                at = move(number, least)
                if at is None:
                    return move.stuck(number)
                values[number] = at
    return dict(zip(path.nodes, values, strict=True))


class _Later:
    """Where a node comes to lie that is moved later: the first day from there on that suits."""

    def __init__(self, path: Path, bounds: Bounds, *, last: int, fits: Fits, shut: Shut) -> None:
        self.path, self.bounds, self.fits, self.shut, self.last = path, bounds, fits, shut, last
        self._open: dict[int, int] = {}

    def __call__(self, number: int, least: int) -> int | None:
        """Return the day of a node that lies at ``least`` or later; None when there is none."""
        name = self.path.nodes[number]
        upper = self.bounds.upper.get(name, self.last)
        at = max(least, self.bounds.lower.get(name, 0))
        unit = self.path.units[number]
        if unit is None:
            return at if at <= upper else None
        bits = self._open.get(number)
        if bits is None:
            bits = self._open[number] = self.bounds.allowed[name] & ~self.shut(unit)
        rest = bits >> at
        while rest:
            at += (rest & -rest).bit_length() - 1
            if at > upper:
                return None
            if self.fits(unit, at):
                return at
            at += 1
            rest = bits >> at
        return None

    def stuck(self, number: int) -> Stuck:
        """Return that a node has no day: none at all, or none after what it waits for."""
        name, waits = self.path.nodes[number], self.path.least[number]
        if not waits or self(number, 0) is None:
            return Stuck(node=name, row="days")
        return Stuck(node=name, row="precedence", against=self.path.nodes[waits[-1][0]])


def _awaited(
    path: Path, number: int, values: Sequence[int], *, tables: Mapping[int, tuple[int, tuple[int, ...]]], least: int
) -> int:
    """Return the index from which on a node may lie by what it waits for, ``least`` or later."""
    for before, days in path.least[number]:
        at = values[before] + days
        least = max(at, least)
    if number in tables:
        start, later = tables[number]
        least = max(least, later[values[start]])
    return least


def _early(path: Path, values: Sequence[int], *, horizon: Horizon) -> dict[int, int]:
    """Return the nodes that lie too early for what follows them, each with the index that it needs."""
    pushes: dict[int, int] = {}
    for before, after, days in path.most:
        if values[after] - days > values[before]:
            pushes[before] = max(pushes.get(before, 0), values[after] - days)
    for start, end, _, months in path.pilots:
        longest = horizon.months_table(months)
        if longest[values[start]] < values[end]:
            pushes[start] = max(pushes.get(start, 0), bisect_left(longest, values[end]))
    return pushes


def latest(network: Network, bounds: Bounds, *, horizon: Horizon) -> dict[str, int] | Stuck:
    """Return the latest index of every node, or where no day is left."""
    path = path_of(network)
    tables = {start: (end, horizon.months_table(least)) for start, end, least, _ in path.pilots}
    values = [horizon.last] * len(path.nodes)
    pushes = dict.fromkeys(range(len(path.nodes)), horizon.last)
    while pushes:
        for number in range(max(pushes), -1, -1):
            most = min(_leading(path, number, values, tables=tables), pushes.get(number, horizon.last))
            if most < values[number] or number in pushes:
                at = _sooner(path, number, most, bounds=bounds)
                if at is None:
                    row = "precedence" if path.leads[number] and bounds.allowed.get(path.nodes[number], 1) else "days"
                    return Stuck(node=path.nodes[number], row=row)
                values[number] = at
        pushes = _far(path, values, horizon=horizon)
    return dict(zip(path.nodes, values, strict=True))


def _sooner(path: Path, number: int, most: int, *, bounds: Bounds) -> int | None:
    """Return the last day of a node up to ``most``; None when there is none."""
    name = path.nodes[number]
    at = min(most, bounds.upper.get(name, most))
    if path.units[number] is not None:
        at = last_bit(bounds.allowed[name], at)
    return at if at >= bounds.lower.get(name, 0) else None


def _leading(
    path: Path, number: int, values: Sequence[int], *, tables: Mapping[int, tuple[int, tuple[int, ...]]]
) -> int:
    """Return the index up to which a node may lie by what waits for it."""
    most = values[number]
    for after, days in path.leads[number]:
        most = min(most, values[after] - days)
    if number in tables:
        end, later = tables[number]
        most = min(most, bisect_right(later, values[end]) - 1)
    return most


def _far(path: Path, values: Sequence[int], *, horizon: Horizon) -> dict[int, int]:
    """Return the nodes that lie too late for what they follow, each with the index that it needs."""
    pushes: dict[int, int] = {}
    for before, after, days in path.most:
        if values[before] + days < values[after]:
            pushes[after] = min(pushes.get(after, horizon.last), values[before] + days)
    for start, end, _, months in path.pilots:
        most = horizon.months_later(values[start], months)
        if most < values[end]:
            pushes[end] = min(pushes.get(end, horizon.last), most)
    return pushes
