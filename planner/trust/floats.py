"""By how many working days a step may slip: alone, until its partnership ends later, until the year is missed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from planner.calendar.groundwork import Groundwork, Schedule, audience, finish_of, tied
from planner.calendar.network import Network, Unit
from planner.calendar.reservations import Reservations
from planner.calendar.windows import Bounds, Stuck, closed, earliest, last_bit, latest, next_bit
from planner.levels import deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class Float:
    """Working days of float of one step.

    Parameters
    ----------
    free
        The latest day on which it could lie with everything else where it is, less its own.
    total
        As far as it may slip, later steps of its partnership with it, until the partnership ends later.
    year
        The same until the partnership ends after the budget year; None when it does so already.
    """

    free: int
    total: int
    year: int | None


class Floats:
    """Floats of a schedule: lags, quiet days, absences, other people's journeys and colleagues' days all kept.

    Notes
    -----
    Whoever goes stays the same, other partnerships and the programme's events keep their days.  A float is sound: the
    step can slip that far; where steps of one partnership would meet, it may be a little more.
    """

    def __init__(self, ground: Groundwork, schedule: Schedule) -> None:
        """Fill everybody's calendar once."""
        self.ground, self.schedule, self.horizon = ground, schedule, ground.horizon
        self.spans = ground.starts.spans
        self._most = {person.id: person.days_per_month for person in ground.problem.facilitators}
        self.calendar = Reservations(self.spans, ground.problem.facilitators, busy=ground.starts.blocked)
        self.guests: dict[str, Mapping[str, int]] = {}
        self._events: dict[str, int] = {}
        self._attending: dict[str, list[tuple[str, str]]] = {}
        for (partnership, name), event in schedule.attached.items():
            self._attending.setdefault(event, []).append((partnership, name))
        for network in ground.networks.values():
            if network.partnership not in schedule.stuck:
                for unit in network.units:
                    self._take(unit, unit.attendance)
        self.events = {unit.key: unit for units in ground.programme.values() for unit in units}
        for key in set(self.events) & set(schedule.starts):
            there = {who: None for who, _ in self._attending.get(key, ())}
            self._take(self.events[key], audience(ground, self.events[key], there))
        self._used: dict[str, dict[str, int]] = {}
        for (who, month), days in self.calendar.used.items():
            self._used.setdefault(who, {})[month] = days

    def _take(self, unit: Unit, guests: Mapping[str, int]) -> None:
        self.guests[unit.key] = guests
        colleague = self.schedule.colleagues.get(unit.key)
        self.calendar.take(unit, self.schedule.starts[unit.key], attendance=guests, colleague=colleague)

    def of(self, network: Network) -> dict[str, Float]:
        """Return the float of every unit of a placed partnership, and of the programme's events that it attends."""
        values = self._values(network)
        mine, open_to = [one for one in network.units if one.on_site], self.ground.bounds[network.partnership].allowed
        allowed = {unit.key: self._open(unit, open_to[unit.key], aside=mine) for unit in network.units}
        attached = {name: self.schedule.attached[network.partnership, name] for name in network.linked}
        bounds = tied(
            self.ground.bounds[network.partnership], network.links, attached=attached, held=self.schedule.starts
        )
        lower = {node: max(at, bounds.lower.get(node, 0)) for node, at in values.items()}
        bounds = replace(bounds, allowed=allowed, lower=lower)
        finish, end = self.schedule.finish(network), deadline(self.ground)
        total = self._slips(network, bounds, values, end=finish)
        in_year = self._slips(network, bounds, values, end=end) if finish <= end else None
        found = {
            unit.key: Float(
                free=self._alone(network, unit, values), total=total[unit.key],
                year=None if in_year is None else in_year[unit.key],
            )
            for unit in network.units
        }  # fmt: skip
        for key in attached.values():
            free = self.event(self.events[key])
            found[key] = Float(free=free, total=free, year=None if in_year is None else free)
        return found

    def _values(self, network: Network) -> dict[str, int]:
        starts = {unit.key: self.schedule.starts[unit.key] for unit in network.units}
        return {**starts, **{unit.end: self.schedule.ends[unit.key] for unit in network.units if unit.months}}

    def _open(self, unit: Unit, bits: int, *, aside: list[Unit]) -> int:
        """Return the starts among ``bits``, none before its own, that are left to a unit with some units set aside."""
        starts, colleague = self.schedule.starts, self.schedule.colleagues.get(unit.key)
        spans: list[tuple[tuple[int, ...], int]] = []
        for who, days in self.guests[unit.key].items():
            busy = self.calendar.busy.get(who, 0)
            for one in aside:
                if who in self.guests[one.key]:
                    busy &= ~self.spans.guest(one, starts[one.key], travel_days=self.guests[one.key][who])
            spans.append((self.spans.of(0, unit.length, travel_days=days), busy))
        full: set[str] = set()
        if colleague is not None:
            busy, used = self._colleague(colleague, aside)
            spans.append((self.spans.of(*unit.escort, travel_days=unit.facilitator or 0), busy))
            most = self._most[colleague]
            full = {month for month, days in used.items() if days + unit.colleague_days > most}
        left, at = 0, next_bit(bits, starts[unit.key])
        if not any(busy for _, busy in spans) and not full:
            return bits >> starts[unit.key] << starts[unit.key]
        while at >= 0:
            blocked = any(days[at] & busy for days, busy in spans)
            if not blocked and not (full and self.horizon.month(at) in full):
                left |= 1 << at
            at = next_bit(bits, at + 1)
        return left

    def _colleague(self, colleague: str, aside: list[Unit]) -> tuple[int, dict[str, int]]:
        """Return a colleague's days away and days used per month, without those of some units."""
        busy = self.calendar.busy.get(colleague, 0)
        used = dict(self._used.get(colleague, {}))
        for one in aside:
            if self.schedule.colleagues.get(one.key) == colleague:
                start = self.schedule.starts[one.key]
                busy &= ~self.spans.colleague(one, start)
                used[self.horizon.month(start)] -= one.colleague_days
        return busy, used

    def _slips(self, network: Network, bounds: Bounds, values: Mapping[str, int], *, end: int) -> dict[str, int]:
        late = latest(network, closed(bounds, network, end=end), horizon=self.horizon)
        if isinstance(late, Stuck):
            return dict.fromkeys((unit.key for unit in network.units), 0)
        whole = self._is_whole(network, late)
        found: dict[str, int] = {}
        for unit in network.units:
            most = late[unit.key] - values[unit.key]
            found[unit.key] = most if whole else self._pushed(network, bounds, unit, values, most=most, end=end)
        return found

    def _pushed(
        self, network: Network, bounds: Bounds, unit: Unit, values: Mapping[str, int], *, most: int, end: int
    ) -> int:
        """Return how far a unit may slip when later steps give way only as far as they must."""
        for days in range(most, 0, -1):
            lower = {**bounds.lower, unit.key: values[unit.key] + days}
            nodes = earliest(network, replace(bounds, lower=lower), horizon=self.horizon)
            if isinstance(nodes, Stuck):
                continue
            ends = {one.key: nodes[one.end] for one in network.units if one.months}
            if finish_of(network, nodes, ends) <= end and self._is_whole(network, nodes):
                return nodes[unit.key] - values[unit.key]
        return 0

    def _is_whole(self, network: Network, nodes: Mapping[str, int]) -> bool:
        """Whether a partnership's steps keep out of each other's way on these days."""
        colleagues = self.schedule.colleagues
        mine = [unit for unit in network.units if unit.on_site]
        used: dict[tuple[str, str], int] = {}
        for place, one in enumerate(mine):
            colleague = colleagues.get(one.key)
            if colleague is not None:
                month = (colleague, self.horizon.month(nodes[one.key]))
                used[month] = used.get(month, 0) + one.colleague_days
            for two in mine[:place]:
                for who in one.attendance.keys() & two.attendance.keys():
                    first = self.spans.guest(one, nodes[one.key], travel_days=one.attendance[who])
                    if first & self.spans.guest(two, nodes[two.key], travel_days=two.attendance[who]):
                        return False
                if colleague is not None and colleagues.get(two.key) == colleague:
                    first = self.spans.colleague(one, nodes[one.key])
                    if first & self.spans.colleague(two, nodes[two.key]):
                        return False
        others: dict[tuple[str, str], int] = {key: self.calendar.used.get(key, 0) for key in used}
        for unit in mine:
            key = (colleagues.get(unit.key, ""), self.horizon.month(self.schedule.starts[unit.key]))
            if key in others:
                others[key] -= unit.colleague_days
        return all(days + others[key] <= self._most[key[0]] for key, days in used.items())

    def _alone(self, network: Network, unit: Unit, values: Mapping[str, int]) -> int:
        """Return how much later one unit alone could lie."""
        start = values[unit.key]
        rooms = [values[lag.after] - lag.least for lag in network.lags if lag.before == unit.key]
        rooms += [
            values[lag.before] + lag.most for lag in network.lags if lag.after == unit.key and lag.most is not None
        ]
        for link in network.links:
            if link.node == unit.key:
                event = self.schedule.starts[self.schedule.attached[network.partnership, link.activity]]
                if not link.forward:
                    rooms.append(event - link.least)
                elif link.most is not None:
                    rooms.append(event + link.most)
        if unit.months:
            end = values[unit.end]
            rooms.append(max(
                (at for at in range(start, end) if self.horizon.months_later(at, unit.months[0]) <= end), default=start
            ))  # fmt: skip
        top = min(
            [*rooms, deadline(self.ground) - unit.length + 1] if self._ends(network) else [*rooms, self.horizon.last]
        )
        bits = self.ground.bounds[network.partnership].allowed[unit.key] & ((1 << (max(top, 0) + 1)) - 1)
        return max(last_bit(self._open(unit, bits, aside=[unit]), top) - start, 0)

    def _ends(self, network: Network) -> bool:
        """Whether a partnership ends in time, so that slipping may not take it out of the year."""
        return self.schedule.finish(network) <= deadline(self.ground)

    def event(self, unit: Unit) -> int:
        """Return how much later an event of the programme could lie, everything else being where it is."""
        if unit.key not in self._events:
            self._events[unit.key] = self._event(unit)
        return self._events[unit.key]

    def _event(self, unit: Unit) -> int:
        start, top = self.schedule.starts[unit.key], self.horizon.last
        for partnership, name in self._attending.get(unit.key, ()):
            values = self._values(self.ground.networks[partnership])
            for link in self.ground.networks[partnership].links:
                if link.activity == name and link.forward:
                    top = min(top, values[link.node] - link.least)
                elif link.activity == name and link.most is not None:
                    top = min(top, values[link.node] + link.most)
        bits = self.ground.programme_allowed[unit.key] & ((1 << (max(top, 0) + 1)) - 1)
        return max(last_bit(self._open(unit, bits, aside=[unit]), top) - start, 0)
