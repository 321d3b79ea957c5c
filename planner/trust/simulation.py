"""The chance of being on time: the year played through many times with late letters, visits, reports (2.6)."""

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planner.calendar.groundwork import Groundwork, Schedule
from planner.calendar.network import Network, Unit
from planner.problem import Problem

Days = npt.NDArray[np.int64]
# The day by which so many per cent of the years have something done is the day that one may promise.
PROMISE_PERCENT = 80
# Buffers that are told for one partnership.
BUFFERS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """How surely one step lies on its planned day.

    ``permille`` of the runs it does, ``error`` is one standard error of that in thousandths;
    ``promise`` is the day by which it is done in 80 of 100 runs, None where that lies after the axis.
    """

    event: str
    activity: str
    planned: dt.date
    permille: int
    error: int
    promise: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Buffer:
    """By how many thousandths the chance of ending in the year rises if a step had ``days`` working days to spare."""

    event: str
    activity: str
    days: int
    gain: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """How surely one partnership ends in the calendar year in which it is planned to end.

    Parameters
    ----------
    permille, error
        Share of the runs in thousandths, and one standard error of it.
    planned, promise
        Planned last day, and the one that is kept in 80 of 100 runs (None: later than the plan's years).
    steps
        Every step, in order of time.
    buffers
        Where a buffer pays, the best first; empty where none does.
    """

    partnership: str
    permille: int
    error: int
    planned: dt.date
    promise: dt.date | None
    steps: tuple[Chance, ...]
    buffers: tuple[Buffer, ...]


class Simulation:
    """One plan played through ``runs`` times.

    Notes
    -----
    A step never lies before its planned day.  It is late with its kind's chance, by a geometric number of working
    days of its kind's mean; what waits for it moves to the next day that quiet days and absences leave.  The pilot
    shortens to its least length before it moves the end.  The programme's events are held on their day: who is not
    ready waits for the next one.  Delays are drawn apart for every step; other people's calendars are found anew.

    Source: ``delay_*`` numbers of the book, all assumed.
    """

    def __init__(self, ground: Groundwork, schedule: Schedule, *, seed: int, runs: int) -> None:
        """Draw every delay; shape ``(runs,)`` of working days for each unit."""
        self.ground, self.schedule, self.horizon, self.runs = ground, schedule, ground.horizon, runs
        self.dice = np.random.default_rng(seed)
        self.after = self.horizon.last + 1
        self.placed = [network for key, network in ground.networks.items() if key not in schedule.stuck]
        self.delays = {
            unit.key: self._drawn(ground.problem, unit) for network in self.placed for unit in network.units
        }  # fmt: skip
        self._tables: dict[str, Days] = {}

    def _drawn(self, problem: Problem, unit: Unit) -> Days:
        kind = problem.book.activities[unit.parts[0].activity].kind
        percent, mean = problem.book.number(f"delay_{kind}_percent"), problem.book.number(f"delay_{kind}_days")
        late, days = self.dice.random(self.runs), self.dice.geometric(1 / max(mean, 1), self.runs)
        if self.ground.starts.is_history(unit) or self._is_letter_in(unit):
            return np.zeros(self.runs, dtype=np.int64)
        return np.where(late * 100 < percent, days, 0).astype(np.int64)

    def _is_letter_in(self, unit: Unit) -> bool:
        """Whether a unit is the letter that begins its partnership, which is here already."""
        return unit.key in self.ground.networks[unit.partnership].sources

    def allowed(self, unit: Unit) -> Days:
        """Return for every index the next start that is allowed; what is settled moves to any later working day."""
        if unit.key not in self._tables:
            table, bits = np.arange(self.after + 1), self.ground.bounds[unit.partnership].allowed[unit.key]
            if self.ground.starts.fixed(unit) is None and not self._is_letter_in(unit):
                following = self.after
                for at in range(self.horizon.last, -1, -1):
                    following = at if bits >> at & 1 else following
                    table[at] = following
            self._tables[unit.key] = table
        return self._tables[unit.key]

    def least_ends(self, months: int) -> Days:
        """Return for every start of a pilot its earliest end, so many months later."""
        key = f"{months} months"
        if key not in self._tables:
            ends = (self.horizon.months_later(at, months) for at in range(self.after))
            self._tables[key] = np.array([*ends, self.after])
        return self._tables[key]

    def next_event(self, name: str, key: str) -> Days:
        """Return for every day on which a partnership is ready the day of the event at which it then is.

        The planned one is held on its day; who is late goes to the next that is held, or to the following year's.
        """
        if key not in self._tables:
            planned, bits = self.schedule.starts[key], 0
            year = next(unit.year for unit in self.ground.programme[name] if unit.key == key)
            for unit in self.ground.programme[name]:
                if unit.key in self.schedule.starts:
                    bits |= 1 << self.schedule.starts[unit.key]
                elif unit.year > year:
                    bits |= self.ground.programme_allowed[unit.key]
            table, following = np.full(self.after + 1, self.after), self.after
            for at in range(self.horizon.last, -1, -1):
                following = at if bits >> at & 1 and at >= planned else following
                table[at] = following
            self._tables[key] = table
        return self._tables[key]

    def played(
        self, network: Network, *, spared: Mapping[str, int] | None = None, known: Mapping[str, Days] | None = None
    ) -> dict[str, Days]:
        """Return the working-day index of every node in every run, shape ``(runs,)``; one past the axis is never.

        Parameters
        ----------
        spared
            Working days of buffer of some units, taken off their delays.
        known
            Nodes that are as they were, because nothing that they wait for is spared.
        """
        return _Run(self, network, spared or {}, dict(known or {})).nodes()

    def outlook(self, network: Network) -> Outlook:
        """Return the chances of one partnership, and where a buffer pays."""
        nodes = self.played(network)
        ends = self._ends(network, nodes)
        planned = self.schedule.finish(network)
        year_end = self.horizon.before(dt.date(self.horizon.day(planned).year + 1, 1, 1) - dt.timedelta(days=1))
        base = self._permille(ends <= year_end)
        return Outlook(
            partnership=network.partnership, permille=base, error=self._error(base),
            planned=self.horizon.day(planned), promise=self._promise(ends),
            steps=self._steps(network, nodes),
            buffers=self._buffers(network, nodes, base=base, year_end=year_end),
        )  # fmt: skip

    def _steps(self, network: Network, nodes: Mapping[str, Days]) -> tuple[Chance, ...]:
        found = []
        for unit in network.units:
            part, start = unit.parts[0], self.schedule.starts[unit.key]
            share = self._permille(nodes[unit.key] <= start)
            found.append(
                Chance(
                    event=f"{network.partnership}/{part.activity}/{part.occurrence}", activity=part.activity,
                    planned=self.horizon.day(start), permille=share, error=self._error(share),
                    promise=self._promise(nodes[unit.key]),
                )
            )  # fmt: skip
        return tuple(sorted(found, key=lambda one: (one.planned, one.event)))

    def _buffers(self, network: Network, nodes: Mapping[str, Days], *, base: int, year_end: int) -> tuple[Buffer, ...]:
        days, found = self.ground.problem.book.number("buffer_days"), []
        for unit in network.units:
            if not self.delays[unit.key].any():
                continue
            after = followers(network, unit)
            known = {name: node for name, node in nodes.items() if name not in after}
            ends = self._ends(network, self.played(network, spared={unit.key: days}, known=known))
            gain, part = self._permille(ends <= year_end) - base, unit.parts[0]
            if gain > self._error(base):
                event = f"{network.partnership}/{part.activity}/{part.occurrence}"
                found.append(Buffer(event=event, activity=part.activity, days=days, gain=gain))
        return tuple(sorted(found, key=lambda one: (-one.gain, one.event))[:BUFFERS])

    def _ends(self, network: Network, nodes: Mapping[str, Days]) -> Days:
        lasts = [nodes[unit.end] + (0 if unit.months else unit.length - 1) for unit in network.units]
        latest: Days = np.max(np.stack(lasts), axis=0)
        return np.minimum(latest, self.after)

    def _permille(self, hits: npt.NDArray[np.bool_]) -> int:
        return round(1000 * int(hits.sum()) / self.runs)

    def _error(self, permille: int) -> int:
        """Return one standard error of a share in thousandths, rounded up."""
        return math.ceil(1000 * math.sqrt(permille / 1000 * (1 - permille / 1000) / self.runs))

    def _promise(self, days: Days) -> dt.date | None:
        at = int(np.sort(days)[-(-self.runs * PROMISE_PERCENT // 100) - 1])
        return self.horizon.day(at) if at <= self.horizon.last else None


class _Run:
    """One partnership in all runs at once, node after node, each after what it waits for."""

    def __init__(
        self, simulation: Simulation, network: Network, spared: Mapping[str, int], found: dict[str, Days]
    ) -> None:
        self.of, self.network, self.spared, self.found = simulation, network, spared, found
        self.units = {unit.key: unit for unit in network.units}

    def nodes(self) -> dict[str, Days]:
        for unit in self.network.units:
            self.node(unit.key)
            self.node(unit.end)
        return self.found

    def node(self, name: str) -> Days:
        if name not in self.found:
            unit = self.units.get(name)
            self.found[name] = self._end(self.units[name[:-1]]) if unit is None else self._start(unit)
        return self.found[name]

    def _pushed(self, name: str, planned: int) -> Days:
        """Return the planned day, or the later one to which what a node waits for pushes it."""
        days = np.full(self.of.runs, planned, dtype=np.int64)
        for lag in self.network.lags:
            if lag.after == name:
                days = np.maximum(days, self.node(lag.before) + lag.least)
        for link in self.network.links:
            if link.forward and link.node == name:
                days = np.maximum(days, self._event(link.activity) + link.least)
        return days

    def _start(self, unit: Unit) -> Days:
        of = self.of
        days = self._pushed(unit.key, of.schedule.starts[unit.key])
        days = np.minimum(days if unit.months else days + self._late(unit), of.after)
        return of.allowed(unit)[days]

    def _end(self, unit: Unit) -> Days:
        of = self.of
        table = of.least_ends((unit.months or range(1))[0])
        days = np.maximum(self._pushed(unit.end, of.schedule.ends[unit.key]), table[self.node(unit.key)])
        return np.minimum(days + self._late(unit), of.after)

    def _late(self, unit: Unit) -> Days:
        return np.maximum(self.of.delays[unit.key] - self.spared.get(unit.key, 0), 0)

    def _event(self, name: str) -> Days:
        """Return the day of the event that a partnership attends: the planned one, or the next when it is late."""
        if name in self.found:
            return self.found[name]
        of = self.of
        key = of.schedule.attached[self.network.partnership, name]
        ready = np.zeros(of.runs, dtype=np.int64)
        for link in self.network.links:
            if link.activity == name and not link.forward:
                ready = np.maximum(ready, self.node(link.node) + link.least)
        self.found[name] = of.next_event(name, key)[np.minimum(ready, of.after)]
        return self.found[name]


def followers(network: Network, unit: Unit) -> set[str]:
    """Return the nodes that may move when a unit's delay is another: its own, and all that waits for them."""
    found, rest = set[str](), [unit.end if unit.months else unit.key]
    while rest:
        node = rest.pop()
        if node not in found:
            found.add(node)
            rest += [one.end for one in network.units if one.key == node]
            rest += [lag.after for lag in network.lags if lag.before == node]
            rest += [link.activity for link in network.links if not link.forward and link.node == node]
            rest += [link.node for link in network.links if link.forward and link.activity == node]
    return found
