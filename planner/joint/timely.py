"""How much worth can end in the year at most: people's days, groups, places and heads in one relaxation (2.6, 4.2)."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from planner.calendar.groundwork import Groundwork
from planner.calendar.windows import Stuck, closed, latest
from planner.joint.field import Field
from planner.levels import deadline
from planner.search.relaxation import Kind, OutOfTime, Relaxation
from planner.search.slots import Relaxed, whole_bound

# Rupiah are counted in millions there: sums of ten digits beside single days would drown in rounding.
MILLION = 1000 * 1000
# A share above this is a yes.
HALF = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Timely:
    """What no choice beats in the year, and the candidates by which the relaxation reaches it."""

    most: int
    likely: frozenset[str]


class _Apart(Relaxation):
    """The relaxation of a year in which every candidate is a kind of its own."""

    def grouped(self) -> tuple[Kind, ...]:
        """Return one kind for each candidate that can end in the year."""
        found = []
        for key, network in self.ground.networks.items():
            if self.left() < 0:
                raise OutOfTime
            soon, bounds = self.ground.soonest[key], self.ground.bounds[key]
            late = latest(network, closed(bounds, network, end=self.end), horizon=self.ground.horizon)
            if not isinstance(soon, Stuck) and not isinstance(late, Stuck):
                found.append(Kind(network=network, soonest=soon, latest=late, allowed=bounds.allowed))
        return tuple(found)


def timely(field: Field, *, left: Callable[[], float]) -> Timely | None:
    """Return the bound on the points that end in the year; None when time did not suffice for one.

    Notes
    -----
    A linear relaxation by days, each day of a colleague or a team shared as fractions at first and then whole: its own
    prices prove the first bound, the integer programme only lowers it.
    """
    if not field.able:
        return Timely(most=0, likely=frozenset())
    ground: Groundwork = field.alone(field.able)
    try:
        year = _Apart(ground, {}, deadline(ground), True, left=left)
    except OutOfTime:
        return None
    enters = _choice(field, year)
    worth = {key: field.candidates.problem.partnerships[key].worth for key in enters}
    cost = np.zeros(len(year.slots.low))
    for key, column in enters.items():
        cost[column] = -worth[key]
    found = year.slots.minimise_whole(cost, free=year.finish, seconds=left())
    if found is None:
        return None
    return Timely(most=min(-whole_bound(found.bound), sum(worth.values())), likely=_likely(found, enters))


def _choice(field: Field, year: Relaxation) -> dict[str, int]:
    """Add who enters and ends in time, with groups, places and heads; return a column for each candidate."""
    slots, partnerships = year.slots, field.candidates.problem.partnerships
    enters = {}
    for kind, in_time in zip(year.kinds, year.in_time, strict=True):
        enters[kind.network.partnership] = column = int(slots.columns(1, most=1)[0])
        slots.row([column, int(in_time)], [1.0, -1.0], 0.0)
    for members in field.candidates.members().values():
        columns = [enters[key] for key in members if key in enters]
        if len(columns) > 1:
            slots.row(columns, [1.0] * len(columns), 1.0)
    for mentor, places in field.candidates.places.items():
        columns = [column for key, column in enters.items() if partnerships[key].mentor == mentor]
        if columns:
            slots.row(columns, [1.0] * len(columns), float(places))
    for head in sorted({head for key in enters for head, amount in field.costs[key].items() if amount}):
        spent = [field.costs[key].get(head, 0) / MILLION for key in enters]
        slots.row(list(enters.values()), spent, field.free.get(head, 0) / MILLION)
    return enters


def _likely(found: Relaxed, enters: dict[str, int]) -> frozenset[str]:
    if not len(found.values):
        return frozenset()
    return frozenset(key for key, column in enters.items() if found.values[column] > HALF)
