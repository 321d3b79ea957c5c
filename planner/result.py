"""What a plan is made of: dated events, papers that fall due, the chain that sets an end, the clerk's plan."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from data.answer import Level


class Traveller(NamedTuple):
    """Who comes: ``persons`` people of ``party`` (or ``facilitator``) in ``role``."""

    role: str
    party: str
    persons: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One dated activity.

    Parameters
    ----------
    id
        ``w-07/diagnostic_visit/1``, or ``dissemination_workshop/2027/1`` for the whole programme.
    partnership
        Partnership id; empty for an event of the whole programme.
    activity, occurrence
        Row of the book's activities, and which time it is held, from 1.
    first, last
        First and last day on site, both included; a letter's day twice.
        The pilot runs from the day of the agreement to that day so many months later.
    depart, back
        First and last day away of whoever travels longest.
        On a shared journey only its first event departs earlier and only its last comes back later.
    place
        Party id, or ``facilitator``; empty where no place matters or the meeting is remote.
    travellers
        Parties that come from elsewhere; nobody who is at home there.
    parties
        Everyone bound by it, host included (party ids); the facilitator's people are in ``facilitators``.
    facilitators
        Ids of the facilitator's colleagues who are there.
    trip
        Journey that it shares with other events of the partnership (``w-07/opening``), else its own.
        Fares are paid once for a trip.
    """

    id: str
    partnership: str
    activity: str
    occurrence: int
    first: dt.date
    last: dt.date
    depart: dt.date
    back: dt.date
    place: str = ""
    travellers: tuple[Traveller, ...] = ()
    parties: tuple[str, ...] = ()
    facilitators: tuple[str, ...] = ()
    trip: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A paper that falls due: ``number`` is the month of a monthly one, else the occurrence of its activity."""

    document: str
    partnership: str
    owner: str
    number: int
    on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """The careful clerk's plan on the same levels: one by one in order of request, first days that suit, no search."""

    levels: tuple[Level, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chained:
    """One event in the chain that sets a partnership's end.

    ``float_days`` is by how many working days it could slip, later steps with it, without moving the end;
    ``free_days`` how much later it alone could lie, everything else where it is; ``year_days`` how far it could slip
    before the budget year is missed, None when it is already.  Everyone's calendar is kept.
    ``because`` names the precedence (or ``people``, ``start``) that keeps it from lying earlier.
    """

    event: str
    activity: str
    first: dt.date
    float_days: int
    critical: bool
    because: str
    free_days: int = 0
    year_days: int | None = None
