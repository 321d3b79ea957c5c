"""What a client sends to have a published year re-planned: the year, what was published, and what happened (2.7)."""

from typing import Any

import planner
from planner.result import Traveller
from service.api.fields import MOST_RUPIAH, Day, Id, Line, Listed, Strict, Whole
from service.api.plans_asked import (
    EXAMPLE,
    MOST_DAYS,
    MOST_MONTHS,
    MOST_PARTIES,
    MOST_PARTNERSHIPS,
    MOST_TIMES,
    PlansAsked,
)

# Technical bounds: events of a published year, persons of one team, happenings in one question.
MOST_EVENTS, MOST_PERSONS, MOST_HAPPENINGS = 3000, 200, 100


class TravellerAsked(Strict):
    """Who comes, as ``/plans`` answered."""

    role = Id(required=True)
    party = Id(required=True)
    persons = Whole(1, MOST_PERSONS, required=True)


class EventAsked(Strict):
    """One published event, as ``/plans`` or ``/replans`` answered."""

    id = Line(least=1, required=True)
    partnership = Line(load_default="")
    activity = Id(required=True)
    occurrence = Whole(1, MOST_TIMES, required=True)
    first = Day(required=True)
    last = Day(required=True)
    depart = Day(required=True)
    back = Day(required=True)
    place = Line(load_default="")
    travellers = Listed(TravellerAsked, MOST_PARTIES, load_default=list)
    facilitators = Listed(Id(), MOST_PARTIES, load_default=list)
    trip = Line(load_default="")


class HappeningAsked(Strict):
    """One thing that happened; ``kind`` is a row of the table ``happening`` of /rules and says what is needed."""

    kind = Id(required=True)
    who = Line(load_default="")
    first = Day()
    last = Day()
    event = Line(load_default="")
    day = Day()
    partnership = Line(load_default="")
    head = Line(load_default="")
    amount = Whole(0, MOST_RUPIAH)
    days = Whole(0, MOST_DAYS)
    months = Whole(1, MOST_MONTHS)
    name = Line(load_default="")
    reason = Line(load_default="")


class ReplansAsked(PlansAsked):
    """One question to the planner about a published year; ``today`` is the day of re-planning."""

    published = Listed(EventAsked, MOST_EVENTS, required=True)
    happenings = Listed(HappeningAsked, MOST_HAPPENINGS, load_default=list)
    enter = Listed(
        Id(), MOST_PARTNERSHIPS, load_default=list,
        metadata={"description": "Partnerships that were not published and are to be placed now."},
    )  # fmt: skip


def event_of(asked: dict[str, Any]) -> planner.Event:
    """Return a published event; everyone bound by it is its host and whoever travels to it."""
    travellers = tuple(Traveller(**each) for each in asked["travellers"])
    there = (asked["place"], *(one.party for one in travellers))
    return planner.Event(
        **{
            **asked, "travellers": travellers, "facilitators": tuple(asked["facilitators"]),
            "parties": tuple(dict.fromkeys(party for party in there if party not in {"", planner.FACILITATOR})),
        }
    )  # fmt: skip


# A body that works, of two steps that are settled already; its sums and days are invented.
REPLAN_EXAMPLE = {**EXAMPLE, "published": [], "happenings": [], "enter": ["w-07"]}
