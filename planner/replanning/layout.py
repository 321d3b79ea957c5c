"""A published year laid over the problem as it is now: what is history, what stands where, and what cannot stay."""

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planner.calendar.groundwork import Groundwork, Schedule, prepare, tied
from planner.calendar.horizon import Horizon, horizon_of
from planner.calendar.network import Network, Unit, network_of
from planner.calendar.windows import Bounds, Stuck, earliest
from planner.errors import WrongValue
from planner.problem import Fix, Problem
from planner.replanning.published import Published, sound
from planner.result import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What a re-plan begins with.

    Parameters
    ----------
    problem
        The problem after what happened, everything begun before its ``today`` settled.
    ground
        Its groundwork, history narrowed to its days.
    old
        What was published, facts in place of what was planned for them.
    kept
        Partnerships that were published and still take part with the same parties.
    then
        Their published days as a schedule, the programme's events included.
    history
        Ids of events that began before today.
    hit
        Those of ``kept`` that cannot keep their days even if everybody else lets them.
    """

    problem: Problem
    ground: Groundwork
    old: Published
    kept: tuple[str, ...]
    then: Schedule
    history: frozenset[str]
    hit: frozenset[str]

    @property
    def horizon(self) -> Horizon:
        """The axis of working days."""
        return self.ground.horizon


def lay_out(problem: Problem, published: Published) -> Layout:
    """Return the layout of a published year.

    Raises
    ------
    WrongValue
        If the published events are not those of the year's partnerships.
    """
    horizon = horizon_of(problem)
    sound(problem, horizon, published)
    kept = tuple(key for key, one in problem.partnerships.items() if published.has(one))
    networks = {key: network_of(problem, problem.partnerships[key]) for key in kept}
    facts: dict[str, int] = {}
    for network in networks.values():
        facts.update(_begun(problem, horizon, published, network))
    facts.update(_programme_begun(problem, horizon, published))
    old = _corrected(problem, horizon, published, facts)
    given = {_key(fix, named=True) for fix in problem.fixes}
    fixes = tuple(
        Fix(partnership=event.partnership, activity=event.activity, occurrence=event.occurrence, day=event.first)
        for event in old.events if event.id in facts
    )  # fmt: skip
    fixes = tuple(fix for fix in fixes if _key(fix, named=True) not in given)
    settled = dataclasses.replace(problem, fixes=(*problem.fixes, *fixes))
    ground = _narrowed(prepare(settled), old, facts)
    then = _schedule(settled, horizon, old, networks)
    hit = frozenset(
        key for key in kept
        if isinstance(ground.soonest[key], Stuck) or not stands(ground, then, ground.networks[key])
    )  # fmt: skip
    return Layout(
        problem=settled, ground=ground, old=old, kept=kept, then=then, history=frozenset(facts), hit=hit
    )  # fmt: skip


def stands(ground: Groundwork, then: Schedule, network: Network) -> bool:
    """Whether a partnership could keep its days, and its events theirs, if it had all people to itself."""
    attached = {name: then.attached[network.partnership, name] for name in network.linked}
    if any(not ground.programme_allowed[key] >> then.starts[key] & 1 for key in attached.values()):
        return False
    bounds = pinned(ground.bounds[network.partnership], network, then)
    if any(not bits for bits in bounds.allowed.values()):
        return False
    ties = tied(bounds, network.links, attached=attached, held=then.starts)
    return not isinstance(earliest(network, ties, horizon=ground.horizon), Stuck)


def pinned(bounds: Bounds, network: Network, then: Schedule) -> Bounds:
    """Return the bounds of a network with every node on its published day."""
    allowed = {unit.key: bounds.allowed[unit.key] & (1 << then.starts[unit.key]) for unit in network.units}
    lower, upper = dict(bounds.lower), dict(bounds.upper)
    for unit in network.units:
        if unit.months:
            at = then.ends[unit.key]
            lower[unit.end] = max(lower.get(unit.end, at), at)
            upper[unit.end] = min(upper.get(unit.end, at), at)
    return Bounds(allowed=allowed, lower=lower, upper=upper)


def _key(fix: Fix, *, named: bool) -> tuple[str, str, int, int]:
    return fix.partnership, fix.activity, fix.occurrence, 0 if named and fix.partnership else fix.day.year


def _events_of(published: Published, unit: Unit) -> list[Event]:
    """Return the published events of a unit, in the order of its parts."""
    keys = [
        f"{unit.partnership}/{part.activity}/{part.occurrence}" if unit.partnership else unit.key
        for part in unit.parts
    ]  # fmt: skip
    lacking = [key for key in keys if key not in published.by_id]
    if lacking:
        raise WrongValue(
            what="published events", value=f"without {', '.join(lacking)}",
            expected="every event of each partnership that was published",
        )  # fmt: skip
    return [published.by_id[key] for key in keys]


def _begun(problem: Problem, horizon: Horizon, published: Published, network: Network) -> Iterator[tuple[str, int]]:
    """Yield the events of a partnership's journeys and steps that began before today, with their first day.

    Notes
    -----
    A day that was settled by what happened goes before the published one; what begins with it on the same day
    goes along.
    """
    given = {(fix.partnership, fix.activity, fix.occurrence): fix.day for fix in problem.fixes}
    starts: dict[str, int] = {}
    for unit in network.units:
        events = _events_of(published, unit)
        told = [
            horizon.before(day) - part.offset
            for part in unit.parts
            if (day := given.get((unit.partnership, part.activity, part.occurrence))) is not None
        ]
        ties = [starts[lag.before] + lag.least for lag in network.lags
                if lag.after == unit.key and lag.before in starts and lag.least == lag.most]  # fmt: skip
        start = next(iter((*told, *ties, horizon.before(events[0].first))))
        if horizon.day(max(start, 0)) < problem.today:
            starts[unit.key] = start
            for part, event in zip(unit.parts, events, strict=True):
                yield event.id, start + part.offset


def _programme_begun(problem: Problem, horizon: Horizon, published: Published) -> Iterator[tuple[str, int]]:
    given = {_key(fix, named=False): fix.day for fix in problem.fixes if not fix.partnership}
    for event in published.of(""):
        day = given.get(("", event.activity, event.occurrence, event.first.year), event.first)
        if day < problem.today:
            yield event.id, horizon.before(day)


def _corrected(problem: Problem, horizon: Horizon, published: Published, facts: Mapping[str, int]) -> Published:
    """Return what was published with facts in place of the days that were planned for them."""
    events = []
    for event in published.events:
        at = facts.get(event.id, horizon.before(event.first))
        if at == horizon.before(event.first):
            events.append(event)
            continue
        first = horizon.day(at)
        is_pilot = bool(problem.book.activities[event.activity].months)
        length = horizon.before(event.last) - horizon.before(event.first)
        last = event.last if is_pilot else horizon.day(min(at + length, horizon.last))
        events.append(
            dataclasses.replace(
                event, first=first, last=last, depart=first - (event.first - event.depart),
                back=last + (event.back - event.last),
            )
        )  # fmt: skip
    return dataclasses.replace(published, events=tuple(events))


def _narrowed(ground: Groundwork, old: Published, facts: Mapping[str, int]) -> Groundwork:
    """Return the groundwork with past programme events and ended pilots on their days, asking for nobody's any more."""
    allowed = {key: 1 << facts[key] if key in facts else bits for key, bits in ground.programme_allowed.items()}
    bounds = dict(ground.bounds)
    for key, network in ground.networks.items():
        for unit in network.units:
            pilot = old.by_id.get(f"{key}/{unit.parts[0].activity}/{unit.parts[0].occurrence}") if unit.months else None
            if pilot is not None and pilot.id in facts and pilot.last < ground.problem.today:
                at = {unit.end: ground.horizon.before(pilot.last)}
                bounds[key] = dataclasses.replace(
                    bounds[key], lower={**bounds[key].lower, **at}, upper={**bounds[key].upper, **at}
                )
    programme = {
        name: tuple(dataclasses.replace(unit, facilitator=None) if unit.key in facts else unit for unit in units)
        for name, units in ground.programme.items()
    }
    return dataclasses.replace(ground, programme=programme, programme_allowed=allowed, bounds=bounds)


def _schedule(problem: Problem, horizon: Horizon, old: Published, networks: Mapping[str, Network]) -> Schedule:
    """Return the published days of some partnerships and of the programme as a schedule."""
    starts: dict[str, int] = {event.id: horizon.before(event.first) for event in old.of("")}
    ends: dict[str, int] = {}
    colleagues = {event.id: event.facilitators[0] for event in old.of("") if event.facilitators}
    attached: dict[tuple[str, str], str] = {}
    for key, network in networks.items():
        for unit in network.units:
            events = _events_of(old, unit)
            starts[unit.key] = horizon.before(events[0].first) - unit.parts[0].offset
            if unit.months:
                ends[unit.key] = horizon.before(events[0].last)
            there = [event.facilitators[0] for event in events if event.facilitators]
            if there:
                colleagues[unit.key] = there[0]
        came = old.attended(problem, problem.partnerships[key])
        for name in network.linked:
            if name not in came:
                raise WrongValue(
                    what=f"published {name}", value=f"without {key}", expected="an event that each partnership attends"
                )
            attached[key, name] = came[name]
    return Schedule(starts=starts, ends=ends, colleagues=colleagues, attached=attached)
