"""Whether a case has a place: earliest days by propagation, then branching where its own people would meet twice."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from planner.calendar.allowed import span
from planner.calendar.groundwork import Schedule
from planner.calendar.network import Network, Unit
from planner.calendar.windows import Bounds, Stuck, earliest, next_bit
from planner.problem import FacilitatorPerson
from planner.refusals import facts as named
from planner.refusals.case import HELPER, Case, Lifted, guests_of

# So many steps of branching settle every year seen; beyond them the question is said to be open.
STEPS = 2_000


class OutOfSteps(Exception):
    """A search was cut off before it knew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One step of the search: narrowed starts, who goes where, and who comes first."""

    bounds: Bounds
    goes: Mapping[str, str]
    before: tuple[tuple[str, str], ...]


class Search:
    """One question: whether the case has a place while all facts hold but those that are lifted."""

    def __init__(self, case: Case, lifted: Lifted) -> None:
        """Note whose days are taken by those who keep theirs."""
        self.case, self.lifted, self.spans = case, lifted, case.ground.starts.spans
        self.people = case.people(lifted)
        self.steps = 0
        self._busy = {person.id: self._absent(person.id) for person in self.people}
        self._used: dict[tuple[str, str], int] = {}
        for other in case.others():
            if f"{named.KEPT}:{other}" not in lifted and case.kept is not None:
                for unit, start, _ in case.days_of(other):
                    self._take(case.kept.colleagues.get(unit.key), unit, start)

    def _absent(self, person: str) -> int:
        bits = 0
        for block in self.case.problem.blocks:
            if block.who == person:
                fact = named.absence_fact(self.case.problem, block)
                if fact.id not in self.lifted:
                    bits |= span(self.case.horizon, block.first, block.last)
        return bits

    def _take(self, person: str | None, unit: Unit, start: int) -> None:
        if person in self._busy and unit.facilitator is not None:
            self._busy[person] |= self.spans.colleague(unit, start)
            month = (person, self.case.horizon.month(start))
            self._used[month] = self._used.get(month, 0) + unit.colleague_days

    def run(self) -> Schedule | None:
        """Return a place, or None when there is none.

        Raises
        ------
        OutOfSteps
            If the branching took too long.
        """
        for attached in self.case.choices():
            network = self.case.network(attached, self.lifted)
            bounds = self._peopled(network, self.case.bounds(network, self.lifted), attached)
            guests = guests_of(self.case, attached)
            found = self._descend(network, Node(bounds=bounds, goes={}, before=()), guests)
            if found is not None:
                starts, goes = found
                return Schedule(
                    starts={unit.key: starts[unit.key] for unit in network.units},
                    ends={unit.key: starts[unit.end] for unit in network.units if unit.months},
                    colleagues={key: who for key, who in goes.items() if who != HELPER},
                    attached={pair: unit.key for pair, unit in attached.items()},
                )
        return None

    def _peopled(self, network: Network, bounds: Bounds, attached: Mapping[tuple[str, str], Unit]) -> Bounds:
        """Narrow every unit to days on which some colleague can go, and events to days on which all guests can come."""
        allowed = dict(bounds.allowed)
        for unit in network.units:
            if unit.facilitator is not None and unit.on_site:
                able = 0
                for person in self.people:
                    able |= self.free(person, unit)
                allowed[unit.key] &= able
        guests = guests_of(self.case, attached)
        for unit in {one.key: one for one in attached.values()}.values():
            for who, days in guests[unit.key].items():
                spans = self.spans.of(0, unit.length, travel_days=days)
                for away, most in self._away(who, beside=unit.key):
                    allowed[unit.key] &= sum(
                        1 << at for at, bits in enumerate(spans) if (bits & away).bit_count() <= most
                    )
        return replace(bounds, allowed=allowed)

    def _away(self, who: str, *, beside: str) -> Iterator[tuple[int, int]]:
        """Yield days on which a guest of an event is away, and how many of them may be taken all the same."""
        for block in self.case.problem.blocks:
            if block.who == who:
                most = self.lifted.get(named.absence_fact(self.case.problem, block).id, 0)
                if most is not None:
                    yield span(self.case.horizon, block.first, block.last), most
        for other in self.case.others():
            taken = self.case.taken(other, who, beside=beside)
            if taken and f"{named.KEPT}:{other}" not in self.lifted:
                yield taken, 0

    def free(self, person: FacilitatorPerson, unit: Unit) -> int:
        """Return the starts of a unit on which a colleague is free and has days left that month."""
        horizon, busy = self.case.horizon, self._busy[person.id]
        allowed = self.case.starts(unit.key, self.lifted)
        used = tuple(sorted((month, days) for (who, month), days in self._used.items() if who == person.id))
        memo = (person, unit.key, busy, allowed, used)
        if memo not in self.case.known:
            spans = self.spans.of(*unit.escort, travel_days=unit.facilitator or 0)
            full = {month for month, days in used if person.days_per_month - days < unit.colleague_days}
            bits, at = 0, -1 if person.days_per_month < unit.colleague_days else next_bit(allowed, 0)
            while at >= 0:
                if not spans[at] & busy and horizon.month(at) not in full:
                    bits |= 1 << at
                at = next_bit(allowed, at + 1)
            self.case.known[memo] = bits
        return self.case.known[memo]

    def _descend(
        self, network: Network, node: Node, guests: Mapping[str, Mapping[str, int]]
    ) -> tuple[dict[str, int], dict[str, str]] | None:
        self.steps += 1
        if self.steps > STEPS:
            raise OutOfSteps
        found = self._settled(network, node, guests)
        if found is None:
            return None
        clash = self._clash(network, node, guests, found)
        if clash is None:
            goes = self._names(network, node, found)
            if goes is not None:
                return found, goes
            steps = self._sent(network, node, found)
        else:
            steps = (replace(node, before=(*node.before, pair)) for pair in (clash, clash[::-1]))
        for step in steps:
            below = self._descend(network, step, guests)
            if below is not None:
                return below
        return None

    def _settled(self, network: Network, node: Node, guests: Mapping[str, Mapping[str, int]]) -> dict[str, int] | None:
        """Return the earliest days, who is said to come first coming first."""
        units, bounds = {unit.key: unit for unit in network.units}, node.bounds
        while True:
            found = earliest(network, bounds, horizon=self.case.horizon)
            if isinstance(found, Stuck):
                return None
            lower = dict(bounds.lower)
            for first, second in node.before:
                over = max(
                    bits.bit_length() for bits, _ in self._days(units[first], units[second], node, guests, found)
                )
                at = found[second]
                while at <= self.case.horizon.last and any(
                    (bits & -bits).bit_length() <= over
                    for _, bits in self._days(units[first], units[second], node, guests, {**found, second: at})
                ):
                    at += 1
                lower[second] = max(lower.get(second, 0), at)
            if lower == bounds.lower:
                return found
            bounds = replace(bounds, lower=lower)

    def _days(
        self, one: Unit, two: Unit, node: Node, guests: Mapping[str, Mapping[str, int]], starts: Mapping[str, int]
    ) -> Iterator[tuple[int, int]]:
        """Yield the calendar days of everyone whom two units share."""
        for who in guests[one.key].keys() & guests[two.key].keys():
            pairs = ((unit, guests[unit.key][who]) for unit in (one, two))
            first, second = (self.spans.of(0, unit.length, travel_days=days)[starts[unit.key]] for unit, days in pairs)
            yield first, second
        if node.goes.get(one.key) and node.goes.get(one.key) == node.goes.get(two.key) != HELPER:
            yield self.spans.colleague(one, starts[one.key]), self.spans.colleague(two, starts[two.key])

    def _clash(
        self, network: Network, node: Node, guests: Mapping[str, Mapping[str, int]], starts: Mapping[str, int]
    ) -> tuple[str, str] | None:
        units = [unit for unit in network.units if unit.on_site]
        for place, one in enumerate(units):
            for two in units[:place]:
                if any(first & second for first, second in self._days(one, two, node, guests, starts)):
                    return (two.key, one.key) if starts[two.key] <= starts[one.key] else (one.key, two.key)
        return None

    def _names(self, network: Network, node: Node, starts: Mapping[str, int]) -> dict[str, str] | None:
        """Return a colleague for every unit that needs one on these days, or None."""
        needing = [unit for unit in network.units if unit.facilitator is not None and unit.on_site]
        return self._name(needing, {}, {}, node, starts)

    def _name(
        self, left: list[Unit], goes: dict[str, str], used: dict[tuple[str, str], int], node: Node,
        starts: Mapping[str, int],
    ) -> dict[str, str] | None:  # fmt: skip
        if not left:
            return goes
        unit, rest = left[0], left[1:]
        month = self.case.horizon.month(starts[unit.key])
        for person in self.people:
            self.steps += 1
            if self.steps > STEPS:
                raise OutOfSteps
            days = used.get((person.id, month), 0) + unit.colleague_days
            over = days + self._used.get((person.id, month), 0) > person.days_per_month
            named_other = node.goes.get(unit.key, person.id) != person.id
            if over or named_other or not self.free(person, unit) >> starts[unit.key] & 1:
                continue
            bits = self.spans.colleague(unit, starts[unit.key])
            if any(
                self._spans_of(network_unit, starts) & bits for network_unit in goes if goes[network_unit] == person.id
            ):
                continue
            found = self._name(rest, {**goes, unit.key: person.id}, {**used, (person.id, month): days}, node, starts)
            if found is not None:
                return found
        return None

    def _spans_of(self, key: str, starts: Mapping[str, int]) -> int:
        return self.spans.colleague(self.case.sheets[key].unit, starts[key])

    def _sent(self, network: Network, node: Node, starts: Mapping[str, int]) -> Iterator[Node]:
        """Yield the ways to send somebody to the next unit, or to free a month in which somebody has too much."""
        needing = [unit for unit in network.units if unit.facilitator is not None and unit.on_site]
        unsent = [unit for unit in needing if unit.key not in node.goes]
        if unsent:
            for person in self.people:
                allowed = dict(node.bounds.allowed)
                allowed[unsent[0].key] &= self.free(person, unsent[0])
                bounds = replace(node.bounds, allowed=allowed)
                yield replace(node, bounds=bounds, goes={**node.goes, unsent[0].key: person.id})
            return
        yield from self._freed(node, needing, starts)

    def _freed(self, node: Node, needing: list[Unit], starts: Mapping[str, int]) -> Iterator[Node]:
        horizon = self.case.horizon
        months: dict[tuple[str, str], list[Unit]] = {}
        for unit in needing:
            months.setdefault((node.goes[unit.key], horizon.month(starts[unit.key])), []).append(unit)
        limits = {person.id: person.days_per_month for person in self.people}
        for (who, month), several in months.items():
            if sum(unit.colleague_days for unit in several) + self._used.get((who, month), 0) > limits[who]:
                whole = sum(1 << at for at in range(horizon.last + 1) if horizon.month(at) == month)
                for unit in several:
                    allowed = {**node.bounds.allowed, unit.key: node.bounds.allowed[unit.key] & ~whole}
                    yield replace(node, bounds=replace(node.bounds, allowed=allowed))
                return
