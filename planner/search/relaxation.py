"""What no plan can beat: colleagues' days, lags and shared events by the day, partnerships alike taken together (2.6).

A partnership's steps that need a colleague are spread over days as fractions; everything else only sets how soon one
step can follow another.  Teams, most lags and names are left out, so that whatever a real plan reaches is reached here.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from planner.calendar.groundwork import Groundwork
from planner.calendar.network import Network, Unit
from planner.calendar.windows import Bounds, Stuck, closed, latest
from planner.levels import deadline
from planner.search.slots import Floats, Ints, Relaxed, Slots, Step

# Later than any day of any axis.
NEVER = 1_000_000
# Above so many kinds they are taken together by stretches of days, twice as long each time, up to half a year:
# the linear program of so many kinds takes some six seconds of CPU, and more of them hardly raise the bound.
KINDS_MOST, DAYS_MOST = 24, 128
Windows = Mapping[str, tuple[int, int]]
Left = Callable[[], float]


class OutOfTime(Exception):
    """The time for a bound ran out while its rows were built; there is no bound then."""


def always() -> float:
    """Say that there is time."""
    return 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Partnerships that the relaxation cannot tell apart, told by one of them."""

    network: Network
    soonest: Mapping[str, int]
    latest: Mapping[str, int]
    allowed: Mapping[str, int]
    many: int = 1


def kinds(ground: Groundwork, windows: Windows, *, end: int, apart: bool, left: Left = always) -> tuple[Kind, ...]:
    """Return the partnerships of ``ground`` by kind, without those that cannot end by index ``end``.

    Parameters
    ----------
    apart
        Whether partnerships that share a mentor are kinds of their own, so that its team can be limited; otherwise
        those whose steps may begin equally soon are taken together, each day allowed that suits one of them.
    left
        Seconds that are left for building.

    Raises
    ------
    OutOfTime
        If none is left.

    Notes
    -----
    Of many partnerships those are together whose steps may begin in the same days, so that there are never many more
    kinds than ``KINDS_MOST`` and a bound of the largest programme takes no longer than one of a middling one.
    """
    teams = Counter(ground.problem.partnerships[key].mentor for key in ground.networks)
    found: dict[object, list[Kind]] = {}
    for key, network in ground.networks.items():
        if left() < 0:
            raise OutOfTime
        soon, bounds = ground.soonest[key], ground.bounds[key]
        late = latest(network, _until(ground, network, windows, end=end), horizon=ground.horizon)
        if isinstance(soon, Stuck) or isinstance(late, Stuck):
            continue
        mentor = ground.problem.partnerships[key].mentor
        alike = tuple(
            (unit.key[len(key) :], soon[unit.key], unit.length, unit.facilitator, unit.escort, unit.months)
            for unit in network.units if unit.facilitator is not None or unit.months
        ) + ((tuple(bounds.allowed.values()), mentor if teams[mentor] > 1 else "") if apart else ())  # fmt: skip
        found.setdefault(alike, []).append(Kind(network=network, soonest=soon, latest=late, allowed=bounds.allowed))
    return tuple(_together(several) for several in (found if apart else _few(found)).values())


def _few(found: Mapping[object, list[Kind]]) -> Mapping[object, list[Kind]]:
    """Return the kinds, those together whose first step begins in the same stretch of days, until there are few."""
    days = 1
    few = dict(found)
    while len(few) > KINDS_MOST and days < DAYS_MOST:
        days *= 2
        few = {}
        for several in found.values():
            for kind in several:
                few.setdefault(_shape(kind, days), []).append(kind)
    return few


def _shape(kind: Kind, days: int) -> object:
    """Return what kinds have in common that are taken together: the lengths of all steps, and when the first begins."""
    cut, units = len(kind.network.partnership), kind.network.units
    first = min((kind.soonest[unit.key] for unit in units if unit.facilitator is not None), default=0)
    steps = tuple((unit.key[cut:], unit.length, unit.facilitator, unit.escort, unit.months) for unit in units
                  if unit.facilitator is not None or unit.months)  # fmt: skip
    return steps, first // days


def _together(several: list[Kind]) -> Kind:
    """Return one kind for several of the same shape, with all the room that one of them has."""
    first, cut = several[0], len(several[0].network.partnership)
    soonest, late, allowed = dict(first.soonest), dict(first.latest), dict(first.allowed)
    for other in several[1:]:
        skip = len(other.network.partnership)
        names = {key[skip:]: key for key in other.soonest}
        soonest = {key: min(at, other.soonest[names[key[cut:]]]) for key, at in soonest.items()}
        late = {key: max(at, other.latest[names[key[cut:]]]) for key, at in late.items()}
        allowed = {key: bits | other.allowed[names[key[cut:]]] for key, bits in allowed.items()}
    return Kind(network=first.network, soonest=soonest, latest=late, allowed=allowed, many=len(several))


def _until(ground: Groundwork, network: Network, windows: Windows, *, end: int) -> Bounds:
    """Return the bounds of a network that ends by ``end`` and is ready for an event within its windows."""
    bounds = closed(ground.bounds[network.partnership], network, end=end)
    upper = dict(bounds.upper)
    for link in network.links:
        if not link.forward:
            held = [min(windows.get(unit.key, (0, NEVER))[1], ground.programme_allowed[unit.key].bit_length() - 1)
                    for unit in ground.programme[link.activity]]  # fmt: skip
            room = max(held, default=-1) - link.least
            upper[link.node] = min(upper.get(link.node, room), room)
    return replace(bounds, upper=upper)


@dataclass
class Relaxation:
    """The relaxation of one groundwork, with the events that wait for partnerships held inside ``windows``.

    Parameters
    ----------
    windows
        Event key to its first and last day; events that are not named may lie anywhere.
    end, apart, left
        As in ``kinds``.

    Raises
    ------
    OutOfTime
        If no time is left while the rows are built.
    """

    ground: Groundwork
    windows: Windows
    end: int
    apart: bool
    left: Left = always
    slots: Slots = field(default_factory=Slots)
    events: dict[str, Step] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Build all rows but those of an aim."""
        self.kinds = self.grouped()
        self.missing = self.slots.columns(len(self.kinds), most=len(self.ground.networks))
        self.finish = self.slots.columns(len(self.kinds), most=NEVER)
        self.in_time = self.slots.columns(len(self.kinds), most=len(self.ground.networks))
        self._colleagues: dict[int, list[tuple[Ints, Floats]]] = {}
        self._months: dict[str, list[tuple[Ints, Floats]]] = {}
        self._teams: dict[tuple[str, int], list[tuple[Ints, Floats]]] = {}
        self._names = tuple(
            name for name in self.ground.programme
            if any(not link.forward and link.activity == name for kind in self.kinds for link in kind.network.links)
        )  # fmt: skip
        for name in self._names:
            self._hold(name)
        for place, kind in enumerate(self.kinds):
            if self.left() < 0:
                raise OutOfTime
            self._kind(place, kind)
        self._capacity()

    def grouped(self) -> tuple[Kind, ...]:
        """Return the partnerships by kind."""
        return kinds(self.ground, self.windows, end=self.end, apart=self.apart, left=self.left)

    def most_finished(self, *, seconds: float) -> Relaxed | None:
        """Return the bound of the negated number that ends in the budget year."""
        cost = np.zeros(len(self.slots.low))
        cost[self.in_time] = -1
        return self.slots.minimise(cost, seconds=seconds)

    def least_days(self, *, finished: int, lost: int, seconds: float) -> Relaxed | None:
        """Return the bound of the sum of finishing days with ``finished`` in time.

        Notes
        -----
        Whoever finds no day costs ``lost``, so that there always is an answer and its prices prove what it says.
        """
        short = self.slots.columns(1, most=finished)
        self.slots.row([*self.in_time, *short], [-1] * (len(self.in_time) + 1), -finished)
        cost = np.zeros(len(self.slots.low))
        cost[self.finish] = 1
        cost[self.missing] = cost[short] = lost
        return self.slots.minimise(cost, seconds=seconds)

    def is_empty(self, *, finished: int, seconds: float, seed: int) -> bool:
        """Whether it is proved that no plan places everybody inside the windows with ``finished`` in time.

        Notes
        -----
        Whole partnerships on whole days: two solvers that share no code have to say so.
        """
        for column in self.missing:
            self.slots.high[column] = 0.0
        self.slots.row(self.in_time, [-1] * len(self.in_time), -finished)
        return self.slots.is_empty(seconds=seconds, seed=seed)

    def held(self, values: Floats, key: str) -> Floats:
        """Return how much of an event lies on each of its days, shape (n_times,)."""
        begun = values[self.events[key].begun]
        return np.diff(begun, prepend=0.0)

    def _hold(self, name: str) -> None:
        for unit in self.ground.programme[name]:
            bits = self.ground.programme_allowed[unit.key]
            low, high = self.windows.get(unit.key, (0, NEVER))
            self.events[unit.key] = self.slots.step(_days(bits, low, min(high, bits.bit_length() - 1)), many=1)

    def _kind(self, place: int, kind: Kind) -> None:
        network, horizon = kind.network, self.ground.horizon
        following = {unit.key: _following(kind.allowed[unit.key], horizon.last) for unit in network.units}
        steps = {
            unit.key: self.slots.step(
                _days(kind.allowed[unit.key], kind.soonest[unit.key], kind.latest[unit.key]), many=kind.many
            )
            for unit in network.units if unit.facilitator is not None
        }  # fmt: skip
        attend = {name: self._attend(kind, name) for name in network.linked if name in self._names}
        units = {unit.key: unit for unit in network.units}
        for key, step in steps.items():
            nodes = self._pushed(kind, key, step.times, following=following)
            for other, after in steps.items():
                if other != key and (nodes[other] > kind.soonest[other]).any():
                    self.slots.follow(step, after, soonest=nodes[other])
            for name, after in attend.items():
                self.slots.follow(step, after, soonest=_due(network, name, nodes))
            self._ends(place, step, _finish(network, nodes), many=kind.many)
            self._take(units[key], step)
        for name, step in attend.items():
            nodes = self._pushed(kind, name, step.times, following=following)
            self._ends(place, step, _finish(network, nodes), many=kind.many)
        if not steps and not attend:
            end = _finish(network, {key: np.array([at]) for key, at in kind.soonest.items()})[0]
            self.slots.row([self.finish[place]], [-1], -float(end * kind.many))

    def _attend(self, kind: Kind, name: str) -> Step:
        """Add who attends which event by when: no more on a day than everybody, where the event lies there."""
        due = int(_due(kind.network, name, {key: np.array([at]) for key, at in kind.soonest.items()})[0])
        held = [self.events[unit.key] for unit in self.ground.programme[name]]
        times = np.concatenate([step.times for step in held])
        begun = np.concatenate([step.begun for step in held])
        # Where an event begins its columns, none has begun before.
        before = np.concatenate([np.concatenate([[-1], step.begun[:-1]]) if len(step.begun) else step.begun
                                 for step in held]).astype(np.int64)  # fmt: skip
        order = np.argsort(times, kind="stable")
        order = order[times[order] >= due]
        step = self.slots.step(times[order], many=kind.many)
        for at, place in enumerate(order):
            terms = [(step.begun[at], 1.0), (begun[place], -float(kind.many))]
            terms += [(step.begun[at - 1], -1.0)] if at else []
            terms += [(before[place], float(kind.many))] if before[place] >= 0 else []
            self.slots.row([column for column, _ in terms], [value for _, value in terms], 0.0)
        return step

    def _pushed(self, kind: Kind, source: str, times: Ints, *, following: Mapping[str, Ints]) -> dict[str, Ints]:
        """Return the soonest day of every node (n_times,) when a unit or activity begins on ``times``."""
        network, horizon = kind.network, self.ground.horizon
        nodes = {key: np.full(len(times), at, dtype=np.int64) for key, at in kind.soonest.items()}
        if source in nodes:
            nodes[source] = np.maximum(nodes[source], times)
        for link in network.links:
            if link.activity == source and link.forward:
                nodes[link.node] = np.maximum(nodes[link.node], times + link.least)
        waits: dict[str, list[tuple[str, int]]] = {}
        for lag in network.lags:
            waits.setdefault(lag.after, []).append((lag.before, lag.least))
        for unit in network.units:
            for before, least in waits.get(unit.key, ()):
                nodes[unit.key] = np.maximum(nodes[unit.key], nodes[before] + least)
            nodes[unit.key] = following[unit.key][np.minimum(nodes[unit.key], horizon.last + 1)]
            if unit.months:
                later = np.array(horizon.months_table(unit.months[0]))
                end = later[np.minimum(nodes[unit.key], horizon.last)]
                for before, least in waits.get(unit.end, ()):
                    end = np.maximum(end, nodes[before] + least)
                nodes[unit.end] = np.maximum(nodes[unit.end], np.where(nodes[unit.key] > horizon.last, NEVER, end))
        return nodes

    def _ends(self, place: int, step: Step, finish: Ints, *, many: int) -> None:
        """Tie the sum of finishing days, those in time and those without a day to when a step begins."""
        horizon = self.ground.horizon
        columns, values = self.slots.weigh(step, np.minimum(finish, horizon.last).astype(np.float64))
        self.slots.row([*columns, self.finish[place]], [*values, -1.0], 0.0)
        in_time = np.flatnonzero(finish <= deadline(self.ground))
        last = [step.begun[in_time[-1]]] if len(in_time) else []
        self.slots.row([self.in_time[place], *last], [1.0, *([-1.0] * len(last))], 0.0)
        final = list(step.begun[-1:])
        self.slots.row([*final, self.missing[place]], [-1.0] * (len(final) + 1), -float(many))

    def _take(self, unit: Unit, step: Step) -> None:
        """Note on which days, and in which month, a colleague is bound by a step."""
        spans, months = self.ground.starts.spans, self.ground.horizon.month
        covered: dict[int, Floats] = {}
        counted: dict[str, Floats] = {}
        for at, start in enumerate(step.times):
            bits = spans.colleague(unit, int(start))
            for day in _set_bits(bits):
                covered.setdefault(day, np.zeros(len(step.times)))[at] = 1
            counted.setdefault(months(int(start)), np.zeros(len(step.times)))[at] = unit.colleague_days
        if self.apart:
            for party, travel in unit.attendance.items():
                self._bind(party, step, [spans.guest(unit, int(start), travel_days=travel) for start in step.times])
        for day, weights in covered.items():
            self._colleagues.setdefault(day, []).append(self.slots.weigh(step, weights))
        for month, weights in counted.items():
            self._months.setdefault(month, []).append(self.slots.weigh(step, weights))

    def _bind(self, party: str, step: Step, bits: list[int]) -> None:
        covered: dict[int, Floats] = {}
        for at, days in enumerate(bits):
            for day in _set_bits(days):
                covered.setdefault(day, np.zeros(len(bits)))[at] = 1
        for day, weights in covered.items():
            self._teams.setdefault((party, day), []).append(self.slots.weigh(step, weights))

    def _capacity(self) -> None:
        people, away = self.ground.problem.facilitators, self.ground.starts.blocked
        for day, terms in self._colleagues.items():
            free = sum(not away.get(person.id, 0) >> day & 1 for person in people)
            self._limit(terms, free)
        for terms in self._months.values():
            self._limit(terms, sum(person.days_per_month for person in people))

        for terms in self._teams.values():
            if len(terms) > 1:
                self._limit(terms, 1)

    def _limit(self, terms: list[tuple[Ints, Floats]], most: int) -> None:
        self.slots.row(np.concatenate([one for one, _ in terms]), np.concatenate([two for _, two in terms]), most)


def _days(bits: int, first: int, last: int) -> Ints:
    return np.array([at for at in range(first, last + 1) if bits >> at & 1], dtype=np.int64)


def _set_bits(bits: int) -> Iterable[int]:
    while bits:
        yield (bits & -bits).bit_length() - 1
        bits &= bits - 1


def _following(bits: int, last: int) -> Ints:
    """Return for every day the allowed day at or after it, shape (last + 2,)."""
    found, at = np.full(last + 2, NEVER, dtype=np.int64), NEVER
    for day in range(last, -1, -1):
        at = day if bits >> day & 1 else at
        found[day] = at
    return found


def _due(network: Network, name: str, nodes: Mapping[str, Ints]) -> Ints:
    """Return the soonest day of an event that waits for a partnership."""
    waits = [nodes[link.node] + link.least for link in network.links if link.activity == name and not link.forward]
    return np.maximum.reduce(waits) if waits else np.zeros(len(next(iter(nodes.values()))), dtype=np.int64)


def _finish(network: Network, nodes: Mapping[str, Ints]) -> Ints:
    ends = [nodes[unit.end] + (0 if unit.months else unit.length - 1) for unit in network.units]
    latest_end: Ints = np.maximum.reduce(ends)
    return latest_end
