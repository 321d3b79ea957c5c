"""Some partnerships of a year in which each named rule can be bent or lifted: what then is left of everybody's days."""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from planner.calendar.allowed import span, whole_starts
from planner.calendar.groundwork import Groundwork, Schedule, audience
from planner.calendar.network import Lag, Network, Unit
from planner.calendar.windows import Bounds
from planner.problem import FacilitatorPerson, Partnership
from planner.refusals import facts as named
from planner.refusals.facts import Fact, is_assumed

HELPER = "further-colleague"
# Days that no month exceeds: a further colleague who is lifted of every limit.
WHOLE_MONTH = 31

ROLES = ("mentor", "mentee")
Lifted = Mapping[str, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How a fact narrows the starts of one unit: ``counts`` at a start says how far it would be bent there."""

    fact: str
    counts: tuple[int, ...]

    def bits(self, lifted: Lifted, last: int) -> int:
        """Return the starts that it leaves."""
        whole = (1 << (last + 1)) - 1
        if self.fact not in lifted:
            return sum(1 << at for at, count in enumerate(self.counts) if not count)
        most = lifted[self.fact]
        return whole if most is None else sum(1 << at for at, count in enumerate(self.counts) if count <= most)


@dataclass(slots=True, kw_only=True)
class Sheet:
    """What is known of one unit: the starts that no rule can change, and the rules that narrow them."""

    unit: Unit
    base: int
    rules: list[Rule] = field(default_factory=list)


class Case:
    """The question whether some partnerships have a place, and under which rules.

    Parameters
    ----------
    ground
        The year.
    keys
        Partnerships that have to find a place, all of them.
    in_year
        Whether they also have to end in the budget year.
    kept
        Days of the others, each partnership a fact of its own; None when the others are left out of account.

    Notes
    -----
    What the guideline states always holds; what is assumed, chosen or planned is a fact that can be lifted.
    A lag that is lifted still keeps the order.
    """

    def __init__(
        self, ground: Groundwork, keys: tuple[str, ...], *, in_year: bool = False, kept: Schedule | None = None
    ) -> None:
        """Note every unit, and every fact that touches it."""
        self.ground, self.horizon, self.problem = ground, ground.horizon, ground.problem
        self.keys, self.in_year, self.kept = keys, in_year, kept
        self.facts: dict[str, Fact] = {}
        self.sheets: dict[str, Sheet] = {}
        self._today = self.horizon.after(self.problem.today)
        self._cross = bool(self.problem.book.number("visits_cross_weekend"))
        self._narrowed: dict[tuple[str, int | str | None], int] = {}
        self._taken: dict[str, dict[tuple[str, str], int]] = {}
        self.known: dict[object, int] = {}
        for key in keys:
            self._partnership(ground.networks[key])
        for units in ground.programme.values():
            for unit in units:
                if any(unit.parts[0].activity in ground.networks[key].linked for key in keys):
                    self._event(unit)
        self.note(named.people_fact(self.problem))
        for other in self.others():
            self.note(named.kept_fact(self.problem, other))
        concerned = {person.id for person in self.problem.facilitators}
        concerned |= {party for key in keys for role in ROLES for party in self.problem.partnerships[key].parties(role)}
        for block in self.problem.blocks:
            if block.who in concerned:
                self.note(named.absence_fact(self.problem, block))

    def note(self, fact: Fact) -> str:
        """Remember a fact and return its id."""
        self.facts.setdefault(fact.id, fact)
        return fact.id

    def _partnership(self, network: Network) -> None:
        partnership = self.problem.partnerships[network.partnership]
        first = min(self.horizon.after(partnership.ready), self.horizon.last)
        for unit in network.units:
            fixed, history = self.ground.starts.fixed(unit), self.ground.starts.is_history(unit)
            source = unit.key in network.sources and fixed is None
            sheet = self._sheet(unit, earliest=min(first, self._today) if source else self._today)
            if not history:
                late = [at - first if source and at > first else 0 for at in range(self.horizon.last + 1)]
                sheet.base &= sum(1 << at for at, over in enumerate(late) if not over)
                fact = named.ready_fact(self.problem, partnership, partnership.ready)
                self._narrow(sheet, fact, [max(first - at, 0) for at in range(self.horizon.last + 1)])
        if partnership.pilot_months is not None:
            self.note(named.pilot_fact(self.problem, partnership))
        if self.in_year:
            self.note(named.year_fact(self.problem, partnership))
        book = self.problem.book
        for name in dict.fromkeys([lag.row for lag in network.lags] + [link.row for link in network.links]):
            row = book.precedences[name]
            if is_assumed(book, row.least) and book.number(row.least) > 1:
                self.note(named.least_fact(self.problem, row))
            if is_assumed(book, row.most):
                self.note(named.most_fact(self.problem, row))

    def _sheet(self, unit: Unit, *, earliest: int) -> Sheet:
        fixed = self.ground.starts.fixed(unit)
        sheet = self.sheets[unit.key] = Sheet(unit=unit, base=0)
        if fixed is not None and self.ground.starts.is_history(unit):
            sheet.base = 1 << fixed
            return sheet
        sheet.base = whole_starts(self.horizon, unit, cross_weekend=True) & ~((1 << max(earliest, 0)) - 1)
        if unit.year:
            years = (day.year for day in self.horizon.workdays.days)
            sheet.base &= sum(1 << at for at, year in enumerate(years) if year == unit.year)
        close = whole_starts(self.horizon, unit, cross_weekend=self._cross)
        crossing = [int(not close >> at & 1) for at in range(self.horizon.last + 1)]
        self._narrow(sheet, named.weekend_fact(self.problem), crossing)
        if fixed is not None:
            self._settled(sheet, fixed)
        self._quiet(sheet)
        self._absences(sheet, unit.attendance)
        self._others(sheet, unit.attendance)
        return sheet

    def _narrow(self, sheet: Sheet, fact: Fact, counts: Iterable[int]) -> None:
        told = tuple(counts)
        if any(count and sheet.base >> at & 1 for at, count in enumerate(told)):
            sheet.rules.append(Rule(fact=self.note(fact), counts=told))

    def _settled(self, sheet: Sheet, fixed: int) -> None:
        unit = sheet.unit
        for fix in self.problem.fixes:
            same = any((part.activity, part.occurrence) == (fix.activity, fix.occurrence) for part in unit.parts)
            if same and fix.partnership == unit.partnership and (not unit.year or fix.day.year == unit.year):
                away = (abs(at - fixed) for at in range(self.horizon.last + 1))
                self._narrow(sheet, named.fixed_fact(self.problem, fix), away)
                return

    def _quiet(self, sheet: Sheet) -> None:
        activities = self.problem.book.activities
        for quiet in self.horizon.quiet:
            first, last = self.horizon.after(quiet.first), self.horizon.before(quiet.last)
            kinds = quiet.window.kinds
            parts = [part for part in sheet.unit.parts if activities[part.activity].kind in kinds]
            steps = [part.offset + step for part in parts for step in range(part.length)]
            if steps and first <= last:
                counts = (sum(first <= at + step <= last for step in steps) for at in range(self.horizon.last + 1))
                self._narrow(sheet, named.quiet_fact(self.problem, quiet), counts)

    def _absences(self, sheet: Sheet, guests: Mapping[str, int]) -> None:
        for block in self.problem.blocks:
            if block.who in guests:
                days = span(self.horizon, block.first, block.last)
                spans = self.ground.starts.spans.of(0, sheet.unit.length, travel_days=guests[block.who])
                fact = named.absence_fact(self.problem, block)
                self._narrow(sheet, fact, ((bits & days).bit_count() for bits in spans))

    def _others(self, sheet: Sheet, guests: Mapping[str, int]) -> None:
        """Keep a unit off the days on which its guests are with partnerships that keep theirs."""
        for other in self.others():
            counts = [0] * (self.horizon.last + 1)
            for who, days in guests.items():
                taken = self.taken(other, who)
                if taken:
                    spans = self.ground.starts.spans.of(0, sheet.unit.length, travel_days=days)
                    counts = [count + (bits & taken).bit_count() for count, bits in zip(counts, spans, strict=True)]
            self._narrow(sheet, named.kept_fact(self.problem, other), counts)

    def others(self) -> tuple[str, ...]:
        """Return the partnerships whose days are kept."""
        kept = self.kept.starts if self.kept is not None else {}
        return tuple(
            key for key, network in self.ground.networks.items()
            if key not in self.keys and all(unit.key in kept for unit in network.units)
        )  # fmt: skip

    def taken(self, other: str, who: str, *, beside: str = "") -> int:
        """Return the calendar days that a partnership which keeps its own binds somebody, as a bit set.

        ``beside`` is an event of the programme that is left out, for two partnerships may be there together.
        """
        if other not in self._taken:
            found: dict[tuple[str, str], int] = {}
            for unit, start, guests in self.days_of(other):
                for party, days in guests.items():
                    bits = self.ground.starts.spans.of(0, unit.length, travel_days=days)[start]
                    found[party, unit.key] = bits
            self._taken[other] = found
        bits = 0
        for (party, key), days in self._taken[other].items():
            if party == who and key != beside:
                bits |= days
        return bits

    def days_of(self, other: str) -> Iterator[tuple[Unit, int, Mapping[str, int]]]:
        """Yield what a partnership that keeps its days takes part in: unit, start, and whom it binds there."""
        if self.kept is None:
            return
        for unit in self.ground.networks[other].units:
            yield unit, self.kept.starts[unit.key], unit.attendance
        for units in self.ground.programme.values():
            for unit in units:
                if self.kept.attached.get((other, unit.parts[0].activity)) == unit.key:
                    yield unit, self.kept.starts[unit.key], audience(self.ground, unit, {other: None})

    def _event(self, unit: Unit) -> None:
        name = unit.parts[0].activity
        sheet = self._sheet(unit, earliest=self._today)
        if self.kept is not None and unit.key in self.kept.starts:
            day = self.kept.starts[unit.key]
            fact = named.event_fact(self.problem, unit.key, name, self.horizon.day(day))
            self._narrow(sheet, fact, (int(at != day) for at in range(self.horizon.last + 1)))

    def starts(self, key: str, lifted: Lifted) -> int:
        """Return the starts that the rules leave a unit."""
        sheet = self.sheets[key]
        bits = sheet.base
        for rule in sheet.rules:
            memo = (f"{key} {rule.fact}", lifted.get(rule.fact, "on"))
            if memo not in self._narrowed:
                self._narrowed[memo] = rule.bits(lifted, self.horizon.last)
            bits &= self._narrowed[memo]
        return bits

    def people(self, lifted: Lifted) -> tuple[FacilitatorPerson, ...]:
        """Return the facilitator's colleagues, one more when their days are lifted."""
        fact = f"{named.PEOPLE}:people"
        people = self.problem.facilitators
        if fact not in lifted:
            return people
        days = lifted[fact]
        more = FacilitatorPerson(id=HELPER, name=HELPER, days_per_month=WHOLE_MONTH if days is None else days)
        return (*people, more)

    def choices(self) -> Iterator[dict[tuple[str, str], Unit]]:
        """Yield every way to attach the partnerships to the programme's events."""
        pairs = [(key, name) for key in self.keys for name in self.ground.networks[key].linked]
        options = [[unit for unit in self.ground.programme[name] if self.sheets[unit.key].base] for _, name in pairs]
        for chosen in itertools.product(*options):
            yield dict(zip(pairs, chosen, strict=True))

    def network(self, attached: Mapping[tuple[str, str], Unit], lifted: Lifted) -> Network:
        """Return the partnerships and the events that they attend as one network."""
        units, lags = [], []
        for key in self.keys:
            network = self.ground.networks[key]
            units += [self._piloted(unit, lifted) for unit in network.units]
            lags += [self._lag(lag, lifted) for lag in network.lags]
            for link in network.links:
                event = attached[key, link.activity].key
                ends = (event, link.node) if link.forward else (link.node, event)
                lag = Lag(before=ends[0], after=ends[1], least=link.least, most=link.most, row=link.row)
                lags.append(self._lag(lag, lifted))
        units += list({unit.key: unit for unit in attached.values()}.values())
        return Network(partnership="", units=tuple(units), lags=tuple(lags), links=(), sources=frozenset())

    def _lag(self, lag: Lag, lifted: Lifted) -> Lag:
        least, most, book = f"{named.LEAST}:{lag.row}", f"{named.MOST}:{lag.row}", self.problem.book
        if least in lifted:
            number, by = book.number(book.precedences[lag.row].least), lifted[least]
            lag = replace(lag, least=lag.least - (number - 1 if by is None else min(by, number - 1)))
        if most in lifted and lag.most is not None:
            more = lifted[most]
            lag = replace(lag, most=None if more is None else lag.most + more)
        return lag

    def _piloted(self, unit: Unit, lifted: Lifted) -> Unit:
        fact = f"{named.PILOT}:{unit.partnership}"
        if not unit.months or fact not in lifted:
            return unit
        free: Partnership = replace(self.problem.partnerships[unit.partnership], pilot_months=None)
        row = self.problem.book.activities[unit.parts[0].activity]
        whole, by = self.problem.months(free, row.months[0], row.months[-1]), lifted[fact]
        if by is not None:
            given = unit.months[0]
            whole = range(max(whole[0], given - by), min(whole[-1], given + by) + 1)
        return replace(unit, months=whole)

    def bounds(self, network: Network, lifted: Lifted) -> Bounds:
        """Return where the units of a network may lie, the year's end included where it is asked for."""
        upper: dict[str, int] = {}
        for unit in network.units:
            fact = f"{named.YEAR}:{unit.partnership}"
            if self.in_year and unit.partnership and lifted.get(fact, 0) is not None:
                end = self.horizon.deadline + (lifted.get(fact) or 0)
                upper[unit.end] = end if unit.months else end - unit.length + 1
        return Bounds(
            allowed={unit.key: self.starts(unit.key, lifted) for unit in network.units}, lower={}, upper=upper
        )


def guests_of(case: Case, attached: Mapping[tuple[str, str], Unit]) -> dict[str, dict[str, int]]:
    """Return for every unit whom it binds, with travel days: the programme's events those of who attends."""
    found = {key: dict(sheet.unit.attendance) for key, sheet in case.sheets.items()}
    for (partnership, _), unit in attached.items():
        found[unit.key].update(audience(case.ground, unit, {partnership: None}))
    return found
