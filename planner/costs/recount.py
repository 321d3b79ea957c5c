"""The cost of a plan counted a second time, straight from the calendar and the norms, for the checker (4.1, 4.2).

Nothing here is shared with the modules that make the lines: it knows no charge, no journey and no line,
walks from trip to trip instead of from event to event, and ends in sums per partnership and kind.
"""

import collections
import datetime as dt
from collections.abc import Iterable, Sequence

from data.rows import TravelPolicy
from planner.money.kinds import FACILITATOR
from planner.problem import Problem
from planner.result import Event

Sums = collections.Counter[tuple[str, str]]


def recount(problem: Problem, events: Iterable[Event]) -> Sums:
    """Return what the events should cost, rupiah per partnership and cost kind."""
    every = tuple(events)
    sums: Sums = collections.Counter()
    on_site = [event for event in every if event.place and (event.travellers or event.facilitators)]
    trips: dict[tuple[str, str], list[Event]] = {}
    for event in on_site:
        _at_the_place(problem, event, sums)
        trips.setdefault((event.trip or event.id, event.place), []).append(event)
    for trip in sorted(trips):
        _on_the_way(problem, trips[trip], sums)
    _papers(problem, every, sums)
    for event in every:
        if problem.book.activities[event.activity].kind == "pilot":
            for mentee in problem.partnerships[event.partnership].mentees:
                sums[event.partnership, "pilot_investment"] += problem.declared.pilots.get(mentee, 0)
    return collections.Counter({key: amount for key, amount in sums.items() if amount})


def policy_in_force(problem: Problem) -> TravelPolicy | None:
    """Return the travel policy of the problem, by name or as the book's default; None when there is none."""
    rows = problem.book.travel_policies
    defaults = [row for row in rows.values() if row.default]
    return rows.get(problem.travel_policy) if problem.travel_policy else next(iter(defaults), None)


def _days(first: dt.date, last: dt.date) -> int:
    return last.toordinal() - first.toordinal() + 1


def _staff(event: Event) -> int:
    listed = [persons for _, party, persons in event.travellers if party == FACILITATOR]
    return max([len(event.facilitators), *listed])


def _guests(event: Event) -> int:
    return sum(persons for _, party, persons in event.travellers if party != FACILITATOR)


def _at_the_place(problem: Problem, event: Event, sums: Sums) -> None:
    number, activity = problem.book.number, problem.book.activities[event.activity]
    days, staff, guests = _days(event.first, event.last), _staff(event), _guests(event)
    sums[event.partnership, "honorarium"] += staff * days * number("honorarium_day")
    if event.place != FACILITATOR:
        sums[event.partnership, "venue_meals"] += (staff + guests) * days * number("hosting_person_day")
        return
    package = (staff + guests) * days * number("meeting_person_day")
    if activity.kind == "workshop":
        sums[event.partnership, "workshop_organisation"] += package + number("workshop_fixed")
        return
    phases = problem.book.phases
    pilots = [phases[row.phase].number for row in problem.book.activities.values() if row.kind == "pilot"]
    early = not pilots or phases[activity.phase].number < min(pilots)
    sums[event.partnership, "preparation" if early else "workshop_organisation"] += package + number("meeting_fixed")


def _on_the_way(problem: Problem, shared: Sequence[Event], sums: Sums) -> None:
    """Add what one trip to one place costs all who make it."""
    place, partnership = shared[0].place, shared[0].partnership
    parties = {party for event in shared for _, party, _ in event.travellers} | {FACILITATOR}
    for party in sorted(parties - {place}):
        attended = [(event, _heads(event, party)) for event in shared if _heads(event, party)]
        route = problem.route(party, place)
        if not attended or route.mode == "none":
            continue
        persons = max(heads for _, heads in attended)
        first, last = min(event.first for event, _ in attended), max(event.last for event, _ in attended)
        away = _days(first, last) + 2 * route.days
        norms, home = problem.travel.norms(problem.region(place)), problem.travel.norms(problem.region(party))
        own = problem.declared.rates.get(party)
        hotel = own.hotel if own and own.hotel is not None else norms.hotel
        daily = own.daily_allowance if own and own.daily_allowance is not None else norms.daily_allowance
        sums[partnership, "fare"] += persons * route.fare
        if route.mode == "air":
            for end in (norms, home):
                sums[partnership, "fare"] += persons * 2 * (end.terminal_transfer or 0)
        sums[partnership, "lodging"] += persons * (away - 1) * hotel
        sums[partnership, "allowance"] += persons * away * daily
        if party != FACILITATOR:
            on_site = sum(_days(event.first, event.last) for event, _ in attended)
            seats = problem.book.number("car_seats")
            sums[partnership, "local_transport"] += (persons + seats - 1) // seats * on_site * norms.car_day


def _heads(event: Event, party: str) -> int:
    if party == FACILITATOR:
        return _staff(event)
    return sum(persons for _, who, persons in event.travellers if who == party)


def _papers(problem: Problem, events: Iterable[Event], sums: Sums) -> None:
    partnerships = set()
    for event in events:
        if event.partnership:
            partnerships.add(event.partnership)
        elif problem.book.activities[event.activity].kind == "workshop":
            sums["", "documents"] += problem.book.number("documents_workshop")
    for partnership in partnerships:
        sums[partnership, "documents"] += problem.book.number("documents_partnership")
