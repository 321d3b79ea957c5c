"""Who is away from home, from when to when: events that share a trip share one journey (4.1.1, 4.1.2, 4.2.2)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.travel import Route
from planner.money.kinds import FACILITATOR, payer_key
from planner.problem import Problem
from planner.result import Event, Traveller

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """One party's people on one trip.

    Parameters
    ----------
    id
        Id of the event for which they travel, then the party: ``w-07/diagnostic_visit/1/tirta-alfa``.
    event
        The visit of the trip; the first event where there is none.
    party, place
        Party ids, or ``facilitator``.
    traveller, host
        Payer keys of both.
    persons
        The most that attend any event of the trip.
    first, last
        First and last day on site, calendar days.
    depart, back
        First and last day away: a party leaves its own travel days before ``first``.
    on_site_days
        Calendar days of the trip's events, both ends included, without days between events.
    """

    id: str
    event: Event
    party: str
    place: str
    traveller: str
    host: str
    persons: int
    route: Route
    first: dt.date
    last: dt.date
    on_site_days: int

    @property
    def depart(self) -> dt.date:
        """First day away."""
        return self.first - self.route.days * ONE_DAY

    @property
    def back(self) -> dt.date:
        """Last day away."""
        return self.last + self.route.days * ONE_DAY

    @property
    def nights(self) -> int:
        """Nights away by the calendar; 0 for a journey within one day."""
        return (self.back - self.depart).days

    @property
    def days(self) -> int:
        """Days away by the calendar, the days of departure and return included."""
        return self.nights + 1


def days_of(event: Event) -> int:
    """Return the calendar days of an event, both ends included."""
    return (event.last - event.first).days + 1


def gathers(event: Event) -> bool:
    """Whether people meet at somebody's place, so that money is spent on it."""
    return bool(event.place) and bool(event.travellers or event.facilitators)


def colleagues(event: Event) -> int:
    """Return how many of the facilitator's people are there, whether named or only counted."""
    counted = sum(traveller.persons for traveller in event.travellers if traveller.party == FACILITATOR)
    return max(len(event.facilitators), counted)


def guests(event: Event) -> int:
    """Return how many people of mentors and mentees come from elsewhere."""
    return sum(traveller.persons for traveller in event.travellers if traveller.party != FACILITATOR)


def key_of(problem: Problem, event: Event, party: str, *, role: str = "") -> str:
    """Return the payer key of a party at an event: its role in the partnership, else the role it comes in."""
    if party == FACILITATOR:
        return FACILITATOR
    partnership = problem.partnerships.get(event.partnership)
    for known in ("mentor", "mentee"):
        if partnership is not None and party in partnership.parties(known):
            return payer_key(known, party)
    return payer_key(role, party)


def journeys(problem: Problem, events: Iterable[Event]) -> tuple[Journey, ...]:
    """Return every journey of the events, in the order of the events; nobody travels within one place."""
    trips: dict[tuple[str, str, str], list[Event]] = {}
    roles: dict[tuple[str, str, str], str] = {}
    for event in events:
        if gathers(event):
            for traveller in _visitors(event):
                key = event.trip or event.id, traveller.party, event.place
                trips.setdefault(key, []).append(event)
                roles.setdefault(key, traveller.role)
    found = (_journey(problem, key, shared, role=roles[key]) for key, shared in trips.items())
    return tuple(journey for journey in found if journey.route.mode != "none")


def _visitors(event: Event) -> tuple[Traveller, ...]:
    """Return who comes from elsewhere, the facilitator's people as one party."""
    utilities = tuple(traveller for traveller in event.travellers if traveller.party != FACILITATOR)
    staff = colleagues(event)
    if not staff or event.place == FACILITATOR:
        return utilities
    return (*utilities, Traveller(FACILITATOR, FACILITATOR, staff))


def _journey(problem: Problem, key: tuple[str, str, str], events: Sequence[Event], *, role: str) -> Journey:
    _, party, place = key
    main = next((event for event in events if problem.book.activities[event.activity].kind == "visit"), events[0])
    persons = max(visitor.persons for event in events for visitor in _visitors(event) if visitor.party == party)
    return Journey(
        id=f"{main.id}/{party}", event=main, party=party, place=place,
        traveller=key_of(problem, main, party, role=role), host=key_of(problem, main, place),
        persons=persons, route=problem.route(party, place),
        first=min(event.first for event in events), last=max(event.last for event in events),
        on_site_days=sum(days_of(event) for event in events),
    )  # fmt: skip
