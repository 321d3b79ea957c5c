"""Steps that could be held together: one ceremony, one meeting, several mentees at one host (3.1.2, 3.1.7, 3.2.1).

Computed from a finished plan and offered, never done: whether to gather people is the facilitator's choice.
"""

import dataclasses
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from data.answer import Violation
from data.workdays import add_months
from planner.assemble import dues
from planner.calendar.horizon import ONE_DAY, YEAR_MONTHS, horizon_of
from planner.costs.lines import cost_lines
from planner.plan import Plan
from planner.problem import FACILITATOR, Problem
from planner.result import Event, Traveller
from planner.verify import verify

# Paper is printed for each partnership whether its people meet alone or with others (4.2.5).
UNCHANGED = "documents"

# Working days by which steps that move along may be pushed on in all, one at a time, before a try is given up.
MOST_PUSHES = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """Steps that the plan holds on one journey already.

    Parameters
    ----------
    activities
        What takes place on the journey, in order of time.
    partnerships
        Whose steps are held so.
    saving
        Payer key to the rupiah that separate journeys would cost more, before subsidy; below zero: less.
    """

    activities: tuple[str, ...]
    partnerships: tuple[str, ...]
    saving: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merger:
    """The same steps of several partnerships of one mentor, at one place and on the same days.

    Parameters
    ----------
    activities
        What would be held together, in order of time.
    partnerships
        The one that keeps its days, then those that move.
    first, last
        Days on site, both included.
    moves
        Partnership to the day on which its own step begins in the plan, for those that move.
    along
        Partnership to how many of its other steps would move along, for those that move.
    saving
        Payer key to the rupiah saved, before subsidy; below zero where somebody pays more.
    days
        Party id, or ``facilitator``, to the calendar days saved by its team or colleagues, journeys included.
    against
        Rules that the calendar breaks if nothing else moves; empty when the rules allow it.
    """

    activities: tuple[str, ...]
    mentor: str
    place: str
    partnerships: tuple[str, ...]
    first: dt.date
    last: dt.date
    moves: Mapping[str, dt.date]
    along: Mapping[str, int]
    saving: Mapping[str, int]
    days: Mapping[str, int]
    against: tuple[Violation, ...]

    @property
    def allowed(self) -> bool:
        """Whether the checker finds nothing against it."""
        return not self.against

    @property
    def total(self) -> int:
        """Rupiah saved by all payers together."""
        return sum(self.saving.values())


Trip = tuple[Event, ...]


def shared(plan: Plan) -> tuple[Shared, ...]:
    """Return what the plan holds on one journey already, with what that saves."""
    found: dict[tuple[str, ...], list[Trip]] = defaultdict(list)
    for trip in _trips(plan.events):
        if len(trip) > 1:
            found[tuple(event.activity for event in trip)].append(trip)
    return tuple(
        Shared(
            activities=activities, partnerships=tuple(trip[0].partnership for trip in trips),
            saving=_saving(plan.problem, [_apart(plan.problem, event) for trip in trips for event in trip],
                           [event for trip in trips for event in trip]),
        )
        for activities, trips in sorted(found.items())
    )  # fmt: skip


def mergers(plan: Plan) -> tuple[Merger, ...]:
    """Return what could be held together, allowed ones first, then those that save most; nothing that has begun.

    Notes
    -----
    For each group every member's days are tried; a member joins when the checker finds no rule broken, first with
    its own step moved alone, then with its later steps moved along.
    Where nobody can join, one pair is returned with what stands against it.
    """
    groups: dict[tuple[tuple[str, ...], str, str], list[Trip]] = defaultdict(list)
    for trip in _trips(plan.events):
        one = plan.problem.partnerships[trip[0].partnership]
        if trip[0].depart >= plan.problem.today:
            groups[tuple(event.activity for event in trip), one.mentor, trip[0].place].append(trip)
    found = (_best(plan, mentor, trips) for (_, mentor, _), trips in groups.items() if len(trips) > 1)
    useful = [one for one in found if one is not None and one.total > 0]
    return tuple(sorted(useful, key=lambda one: (not one.allowed, -one.total, one.partnerships)))


def _trips(events: Iterable[Event]) -> Iterator[Trip]:
    """Yield what partnerships hold on one journey, in order of time."""
    found: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if event.partnership and event.place:
            found[event.trip or event.id].append(event)
    for trip in found.values():
        yield tuple(sorted(trip, key=lambda event: (event.first, event.id)))


def _best(plan: Plan, mentor: str, trips: Sequence[Trip]) -> Merger | None:
    """Return the offer of a group that saves most; one that the rules forbid only where they allow none."""
    offers = []
    for host in trips:
        events, joined, along = plan.events, [host], {}
        for guest in trips:
            if guest is host or guest[0].first == host[0].first:
                continue
            moved, wrong = _moved(plan, events, joined, guest)
            if wrong and len(joined) == 1:
                offers.append(_offer(plan, mentor, (host, guest), along={}, against=wrong))
            if not wrong:
                along[guest[0].partnership] = _changed(plan.events, moved, guest)
                events, joined = moved, [*joined, guest]
        if len(joined) > 1:
            offers.append(_offer(plan, mentor, joined, along=along, against=()))
    return max(offers, key=lambda one: (one.allowed, one.total, -len(one.against), one.first), default=None)


def _changed(before: Iterable[Event], after: Iterable[Event], guest: Trip) -> int:
    """Return how many other steps of the guest's partnership lie on other days."""
    was, own = {event.id: event.first for event in before}, {event.id for event in guest}
    return sum(
        1 for event in after
        if event.partnership == guest[0].partnership and event.id not in own and event.first != was[event.id]
    )  # fmt: skip


def _moved(
    plan: Plan, events: tuple[Event, ...], joined: Sequence[Trip], guest: Trip
) -> tuple[tuple[Event, ...], tuple[Violation, ...]]:
    """Return the calendar with ``guest`` on the days of the first of ``joined``, and what breaks if nothing else moves.

    Nothing breaks where the guest's later steps can move along: as few as can be, or if need be all of them.
    """
    horizon, host = horizon_of(plan.problem), joined[0]
    step = horizon.before(host[0].first) - horizon.before(guest[0].first)
    names = {event.trip for trip in (*joined, guest) for event in trip}
    own = frozenset(event.id for event in guest)
    mine = [event for event in events if event.partnership == guest[0].partnership]
    later = own | {event.id for event in mine if event.first >= guest[0].first}
    members = frozenset(trip[0].partnership for trip in (*joined, guest))
    alone: tuple[Violation, ...] = ()
    for reach in dict.fromkeys((own, later)):
        tried = tuple(
            _joined(_shifted(plan.problem, event, step) if event.id in reach else event, names, host[0])
            for event in events
        )
        alone = alone or _broken(plan, tried)
        settled = _settled(plan, tried, movable=later - own if step > 0 else frozenset(), members=members)
        if not _broken(plan, settled):
            return settled, ()
    return events, alone


def _broken(plan: Plan, events: tuple[Event, ...], *, members: Collection[str] | None = None) -> tuple[Violation, ...]:
    """Return the rules that a calendar breaks; with ``members`` as if there were only these partnerships."""
    problem = plan.problem
    if members is not None:
        events = tuple(event for event in events if event.partnership in {"", *members})
        kept = {key: one for key, one in problem.partnerships.items() if key in members}
        problem = dataclasses.replace(problem, partnerships=kept)
    return verify(problem, events, carried=plan.carried, dues=dues(problem, horizon_of(plan.problem), events))


def _settled(
    plan: Plan, events: tuple[Event, ...], *, movable: Collection[str], members: Collection[str]
) -> tuple[Event, ...]:
    """Return the calendar with movable steps pushed on, a working day at a time, as long as a rule names them."""
    for _ in range(MOST_PUSHES if movable else 0):
        named = {violation.who for violation in _broken(plan, events, members=members)}
        pushed = [event for event in events if event.id in movable and not named.isdisjoint({event.id, event.trip})]
        if not pushed:
            break
        trip = min(pushed, key=lambda event: (event.first, event.id)).trip
        events = tuple(
            _shifted(plan.problem, event, 1) if event.trip == trip and event.id in movable else event
            for event in events
        )
    return events


def _joined(event: Event, names: set[str], host: Event) -> Event:
    """Return an event as part of the common journey, with the host's colleague, if it belongs to it."""
    if event.trip not in names:
        return event
    return dataclasses.replace(
        event, trip=host.trip, facilitators=host.facilitators if event.facilitators else event.facilitators
    )


def _shifted(problem: Problem, event: Event, step: int) -> Event:
    """Return an event so many working days later; a pilot keeps its calendar months."""
    horizon = horizon_of(problem)

    def later(day: dt.date) -> dt.date:
        return horizon.day(min(max(horizon.before(day) + step, 0), horizon.last))

    first, last = later(event.first), later(event.last)
    if problem.book.activities[event.activity].months:
        last = add_months(first, _months(event))
    return dataclasses.replace(
        event, first=first, last=last, depart=first - (event.first - event.depart),
        back=last + (event.back - event.last),
    )  # fmt: skip


def _months(event: Event) -> int:
    """Return the whole calendar months of an event."""
    return (event.last.year - event.first.year) * YEAR_MONTHS + event.last.month - event.first.month


def _offer(
    plan: Plan, mentor: str, trips: Sequence[Trip], *, along: Mapping[str, int], against: tuple[Violation, ...]
) -> Merger:
    host, guests = trips[0], trips[1:]
    apart = [event for trip in trips for event in trip]
    together = _gathered(trips)
    before, after = _days(plan.problem, trips), _days(plan.problem, [together])
    return Merger(
        activities=tuple(event.activity for event in host), mentor=mentor, place=host[0].place,
        partnerships=tuple(trip[0].partnership for trip in trips), first=host[0].first, last=host[-1].last,
        moves={trip[0].partnership: trip[0].first for trip in guests}, along=dict(along),
        saving=_saving(plan.problem, apart, together),
        days={who: before[who] - after[who] for who in sorted(before) if before[who] != after[who]}, against=against,
    )  # fmt: skip


def _gathered(trips: Sequence[Trip]) -> Trip:
    """Return the host's events with everyone's people: one colleague, and the mentor's team once."""
    found = []
    for place, event in enumerate(trips[0]):
        same = [trip[place] for trip in trips]
        people: dict[tuple[str, str], int] = {}
        for traveller in (traveller for one in same for traveller in one.travellers):
            key = traveller.role, traveller.party
            people[key] = max(traveller.persons, people.get(key, 0))
        found.append(
            dataclasses.replace(
                event, travellers=tuple(Traveller(*key, persons) for key, persons in people.items()),
                parties=tuple(dict.fromkeys(party for one in same for party in one.parties)),
            )
        )  # fmt: skip
    return tuple(found)


def _apart(problem: Problem, event: Event) -> Event:
    """Return an event on a journey of its own."""
    days = max((problem.route(one.party, event.place).days for one in event.travellers), default=0) * ONE_DAY
    return dataclasses.replace(event, trip=event.id, depart=event.first - days, back=event.last + days)


def _saving(problem: Problem, before: Sequence[Event], after: Sequence[Event]) -> dict[str, int]:
    """Return rupiah saved per payer, before subsidy, without those who neither gain nor lose."""
    saved: Counter[str] = Counter()
    for events, sign in ((before, 1), (after, -1)):
        for line in cost_lines(problem, events):
            if line.kind != UNCHANGED:
                saved[line.payer] += sign * line.amount
    return {payer: amount for payer, amount in sorted(saved.items()) if amount}


def _days(problem: Problem, trips: Iterable[Trip]) -> Counter[str]:
    """Return the calendar days for which each team, and the colleagues, are bound by the trips."""
    found: Counter[str] = Counter()
    for trip in trips:
        for who in {*(party for event in trip for party in event.parties), FACILITATOR}:
            there = [event for event in trip if (event.facilitators if who == FACILITATOR else who in event.parties)]
            if there:
                travel = problem.route(who, there[0].place).days
                found[who] += (there[-1].last - there[0].first).days + 1 + 2 * travel
    return found
