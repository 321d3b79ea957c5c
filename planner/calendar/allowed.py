"""On which days each unit may begin, before anyone's calendar is filled: the rules that look at one unit alone."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from planner.calendar.horizon import ONE_DAY, Horizon
from planner.calendar.network import Network, Unit
from planner.calendar.windows import Bounds
from planner.problem import Block, Problem

# Bits kept free before the axis begins, for journeys that set out in the year before.
MARGIN_DAYS = 64


def span(horizon: Horizon, first: dt.date, last: dt.date) -> int:
    """Return the calendar days from ``first`` to ``last`` as a bit set."""
    low = max(horizon.offset(first) + MARGIN_DAYS, 0)
    return ((1 << max(horizon.offset(last) + MARGIN_DAYS + 1 - low, 0)) - 1) << low


class Spans:
    """Calendar days that a unit binds people, as bit sets; worked out once for every shape."""

    def __init__(self, horizon: Horizon) -> None:
        """Begin without any."""
        self.horizon = horizon
        self._known: dict[tuple[int, int, int], tuple[int, ...]] = {}
        self._ends: dict[tuple[int, int, int], tuple[list[int], list[int]]] = {}
        self._months: dict[str, int] = {}
        self._touching: dict[tuple[tuple[int, int, int], int], int] = {}

    def of(self, begin: int, end: int, *, travel_days: int) -> tuple[int, ...]:
        """Return for every start the days from the ``begin``-th to before the ``end``-th working day, and journeys."""
        key = (begin, end, travel_days)
        if key not in self._known:
            days, last = self.horizon.workdays.days, self.horizon.last
            self._known[key] = tuple(
                span(
                    self.horizon, days[min(at + begin, last)] - travel_days * ONE_DAY,
                    days[min(at + end - 1, last)] + travel_days * ONE_DAY,
                )
                for at in range(last + 1)
            )  # fmt: skip
        return self._known[key]

    def touching(self, shape: tuple[int, int, int], days: int) -> int:
        """Return the starts from which a shape (``begin``, ``end``, ``travel_days``) takes one of ``days``, all bits.

        Notes
        -----
        Later starts begin and end later, so each stretch of days shuts one stretch of starts.
        """
        if shape not in self._ends:
            spans = self.of(shape[0], shape[1], travel_days=shape[2])
            lows, highs = [(bits & -bits).bit_length() - 1 for bits in spans], [bits.bit_length() - 1 for bits in spans]
            self._ends[shape] = lows, highs
        lows, highs = self._ends[shape]
        found = at = 0
        while days:
            low = days & -days
            at = low.bit_length() - 1
            after = days + low
            stop = ((after & -after).bit_length() if after else days.bit_length() + 1) - 1
            run = days & ((1 << max(stop, at + 1)) - 1)
            days ^= run
            first, last = bisect_left(highs, at), bisect_right(lows, run.bit_length() - 1)
            if last > first:
                found |= ((1 << (last - first)) - 1) << first
        return found

    def shutting(self, shape: tuple[int, int, int], span: int) -> int:
        """Return the same for the days of one unit, worked out once for every span."""
        key = shape, span
        found = self._touching.get(key)
        if found is None:
            found = self._touching[key] = self.touching(shape, span)
        return found

    def month(self, start: int) -> int:
        """Return the starts that lie in the calendar month of one of them."""
        name = self.horizon.month(start)
        if name not in self._months:
            days = range(self.horizon.last + 1)
            self._months[name] = sum(1 << at for at in days if self.horizon.month(at) == name)
        return self._months[name]

    def guest(self, unit: Unit, start: int, *, travel_days: int) -> int:
        """Return the days that a unit binds one of its parties."""
        return self.of(0, unit.length, travel_days=travel_days)[start]

    def colleague(self, unit: Unit, start: int) -> int:
        """Return the days that a unit binds the facilitator's colleague."""
        return self.of(*unit.escort, travel_days=unit.facilitator or 0)[start]


def blocked(horizon: Horizon, blocks: Iterable[Block]) -> dict[str, int]:
    """Return for everyone the calendar days of absence as a bit set."""
    busy: dict[str, int] = {}
    for block in blocks:
        busy[block.who] = busy.get(block.who, 0) | span(horizon, block.first, block.last)
    return busy


def quiet_starts(problem: Problem, horizon: Horizon, unit: Unit) -> int:
    """Return the starts on which some part of ``unit`` would lie on a quiet day."""
    bad = 0
    for part in unit.parts:
        kind = problem.book.activities[part.activity].kind
        quiet = sum(1 << index for index, day in enumerate(horizon.workdays.days) if horizon.is_quiet(day, kind))
        for step in range(part.length):
            bad |= quiet >> (part.offset + step)
    return bad


def whole_starts(horizon: Horizon, unit: Unit, *, cross_weekend: bool) -> int:
    """Return the starts from which ``unit`` runs on without a day off in between.

    Notes
    -----
    What is longer than any working week runs over a weekend; there is no other way.
    """
    ends = horizon.last - unit.length + 1
    if ends < 0:
        return 0
    whole = (1 << (ends + 1)) - 1
    if not unit.on_site or cross_weekend or unit.length == 1:
        return whole
    reach = unit.length - 1
    days = horizon.workdays.days
    close = sum(1 << at for at in range(ends + 1) if (days[at + reach] - days[at]).days == reach)
    return close or whole


class Starts:
    """The allowed starts of every unit of a problem; what depends on the kind alone is worked out once."""

    def __init__(self, problem: Problem, horizon: Horizon) -> None:
        """Keep the problem and what everybody shares."""
        self.problem, self.horizon = problem, horizon
        self.blocked = blocked(horizon, problem.blocks)
        self.spans = Spans(horizon)
        self._cross = bool(problem.book.number("visits_cross_weekend"))
        self._shape: dict[object, int] = {}
        self._fixed = {(fix.partnership, fix.activity, fix.occurrence): fix.day for fix in problem.fixes}

    def of(self, unit: Unit) -> int:
        """Return the bit set of starts of ``unit`` that its own rules allow."""
        fixed = self.fixed(unit)
        if fixed is not None and self.is_history(unit):
            return 1 << fixed
        bits = self._shaped(unit) & ~((1 << max(self.horizon.after(self.problem.today), 0)) - 1)
        if unit.year:
            bits &= self._in_year(unit.year)
        for party, days in unit.attendance.items():
            if self.blocked.get(party):
                bits = self._without(bits, unit, busy=self.blocked[party], travel_days=days)
        return bits & (1 << fixed) if fixed is not None else bits

    def fixed(self, unit: Unit) -> int | None:
        """Return the index on which a settled day makes ``unit`` begin, or None."""
        for part in unit.parts:
            day = self._fixed.get((unit.partnership, part.activity, part.occurrence))
            if day is not None and (not unit.year or day.year == unit.year):
                return max(self.horizon.before(day) - part.offset, 0)
        return None

    def is_history(self, unit: Unit) -> bool:
        """Whether a unit is settled and lies before today, so that nobody's calendar is asked any more."""
        fixed = self.fixed(unit)
        return fixed is not None and self.horizon.day(fixed) < self.problem.today

    def crosses(self, unit: Unit) -> bool:
        """Whether a unit may have a day off in its midst."""
        days, reach = self.horizon.workdays.days, unit.length - 1
        if not reach:
            return False
        bits = whole_starts(self.horizon, unit, cross_weekend=self._cross)
        last = bits.bit_length()
        return any(bits >> at & 1 and (days[at + reach] - days[at]).days != reach for at in range(last))

    def bounds(self, network: Network) -> Bounds:
        """Return where the nodes of a network may lie, its ``ready`` day and settled days included."""
        ready = self.horizon.after(self.problem.partnerships[network.partnership].ready)
        allowed, lower = {}, {}
        for unit in network.units:
            if unit.key in network.sources and self.fixed(unit) is None:
                allowed[unit.key] = 1 << ready
            else:
                allowed[unit.key] = self.of(unit)
                lower[unit.key] = ready
        return Bounds(allowed=allowed, lower=lower, upper={})

    def _shaped(self, unit: Unit) -> int:
        key = (unit.length, unit.on_site, tuple((part.activity, part.offset) for part in unit.parts))
        if key not in self._shape:
            bits = whole_starts(self.horizon, unit, cross_weekend=self._cross)
            self._shape[key] = bits & ~quiet_starts(self.problem, self.horizon, unit)
        return self._shape[key]

    def _in_year(self, year: int) -> int:
        first, last = self.horizon.after(dt.date(year, 1, 1)), self.horizon.before(dt.date(year + 1, 1, 1) - ONE_DAY)
        return ((1 << (last + 1)) - 1) & ~((1 << first) - 1)

    def _without(self, bits: int, unit: Unit, *, busy: int, travel_days: int) -> int:
        left = bits
        for start in range(bits.bit_length()):
            if bits >> start & 1 and self.spans.guest(unit, start, travel_days=travel_days) & busy:
                left &= ~(1 << start)
        return left
