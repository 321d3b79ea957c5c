"""A small programme whose money can be counted by hand; everybody in it is fictional, the fares are printed ones.

Mentor ``alfa`` sits in Palembang, mentee ``beta`` 81 km away in Prabumulih (by road, 410 000 there and back, no travel
day), mentee ``gama`` across the sea in Balikpapan (by air, 5 220 000, one travel day each way), the facilitator in
Jakarta. Norms of PMK 32/2025: South Sumatra hotel 861 000, allowance 380 000, car 1 507 000, airport 162 000;
East Kalimantan 804 000, 430 000, 1 100 000, 300 000; Jakarta 730 000, 530 000, 1 305 000, 250 000.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cache

from data import load_book
from data.book import Book
from data.country import load_country
from data.text import Text
from data.travel import Travel
from planner.costs.lines import cost_lines
from planner.costs.verify import verify_money
from planner.money.declared import NOTHING, Declared
from planner.money.kinds import Allocation, Decision, Line
from planner.money.ledger import Ledger
from planner.money.subsidy import allocate
from planner.problem import FacilitatorPerson, Fix, Partnership, Party, Problem
from planner.result import Event, Traveller

YEAR = 2027
RICH = {"preparation": 10**9, "facilitator_travel": 10**9, "subsidies": 10**9, "workshops": 10**9, "documents": 10**9}
HALF_OF_TRAVEL = Decision(
    number="SK-12",
    date=dt.date(2026, 12, 1),
    kind="share_of_travel",
    amounts={"mentor_percent": 50, "mentee_percent": 50, "ceiling_per_partnership": 10**9},
)
DAY = dt.timedelta(days=1)


@cache
def book() -> Book:
    """Return the shipped book."""
    return load_book()


@cache
def travel() -> Travel:
    """Return the shipped fares and norms."""
    return Travel(load_country(), book())


def problem(
    *,
    policy: str = "",
    decision: Decision | None = None,
    budget: Mapping[str, int] = RICH,
    partnerships: Iterable[Partnership] = (),
    fixes: Iterable[Fix] = (),
) -> Problem:
    """Return the programme year 2027 with ``w-1`` (alfa teaches beta) and ``w-2`` (alfa teaches gama)."""
    given = tuple(partnerships) or (partnership("w-1", "beta"), partnership("w-2", "gama"))
    return Problem(
        book=book(),
        country=load_country(),
        travel=travel(),
        year=YEAR,
        today=dt.date(YEAR, 1, 4),
        budget=budget,
        decision=decision,
        travel_policy=policy,
        parties={
            key: Party(id=key, name=f"{key} (fictional)", region=region, connections=connections)
            for key, region, connections in (
                ("alfa", "16.71", 300_000),
                ("beta", "16.74", 9_000),
                ("gama", "64.71", 10_000),
                ("delta", "16.74", None),
            )
        },
        facilitators=(FacilitatorPerson(id="rina", name="Rina (fictional)", days_per_month=8),),
        partnerships={one.id: one for one in given},
        fixes=tuple(fixes),
    )


def partnership(key: str, *mentees: str) -> Partnership:
    """Return a partnership in which alfa is the mentor."""
    return Partnership(id=key, mentor="alfa", mentees=mentees, ready=dt.date(YEAR, 1, 5), worth=100)


def event(
    activity: str,
    first: dt.date,
    *,
    days: int = 1,
    place: str = "",
    who: Iterable[tuple[str, str, int]] = (),
    staff: tuple[str, ...] = (),
    of: str = "w-1",
    trip: str = "",
    away: int = 1,
    occurrence: int = 1,
) -> Event:
    """Return a dated event; ``away`` travel days for whoever travels longest."""
    key = f"{of or YEAR}/{activity}/{occurrence}"
    last = first + (days - 1) * DAY
    return Event(
        id=key,
        partnership=of,
        activity=activity,
        occurrence=occurrence,
        first=first,
        last=last,
        depart=first - away * DAY,
        back=last + away * DAY,
        place=place,
        travellers=tuple(Traveller(*one) for one in who),
        facilitators=staff,
        trip=trip or key,
    )


def diagnostic(*, mentee: str = "beta", of: str = "w-1", staff: tuple[str, ...] = (), trip: str = "") -> Event:
    """Return a visit of four of the mentor's people, Tuesday 6 to Thursday 8 April."""
    return event(
        "diagnostic_visit",
        dt.date(YEAR, 4, 6),
        days=3,
        place=mentee,
        who=[("mentor", "alfa", 4)],
        staff=staff,
        of=of,
        trip=trip,
    )


def study(*, mentee: str = "beta", of: str = "w-1") -> Event:
    """Return a visit of six of the mentee's people to the mentor, Tuesday 4 to Thursday 6 May."""
    return event("study_visit", dt.date(YEAR, 5, 4), days=3, place="alfa", who=[("mentee", mentee, 6)], of=of)


def year() -> tuple[Event, ...]:
    """Return a whole small year: two partnerships, meeting, visits, pilot, letters, both workshops."""
    guests = [("mentor", "alfa", 2), ("mentee", "beta", 2)]
    return (
        event("initial_meeting", dt.date(YEAR, 2, 1), place="facilitator", who=guests, staff=("rina",)),
        event(
            "letter_of_intent", dt.date(YEAR, 4, 5), place="beta",
            who=[("mentor", "alfa", 4), ("facilitator", "facilitator", 1)], staff=("rina",), trip="w-1/opening",
        ),
        diagnostic(staff=("rina",), trip="w-1/opening"),
        study(),
        event("pilot", dt.date(YEAR, 5, 3), days=185),
        event("evaluation_meeting", dt.date(YEAR, 11, 15), place="facilitator", who=guests, staff=("rina",)),
        event("recommendation_letter", dt.date(YEAR, 12, 6)),
        diagnostic(mentee="gama", of="w-2", staff=("rina",)),
        study(mentee="gama", of="w-2"),
        event(
            "mentor_workshop", dt.date(YEAR, 4, 20), days=2, place="facilitator", who=[("mentor", "alfa", 2)],
            staff=("rina",), of="",
        ),
        event(
            "dissemination_workshop", dt.date(YEAR, 11, 25), place="facilitator",
            who=[("mentor", "alfa", 2), ("mentee", "beta", 2), ("mentee", "gama", 2)], staff=("rina",), of="",
        ),
    )  # fmt: skip


def priced(
    given: Problem, events: Iterable[Event], *, declared: Declared = NOTHING
) -> tuple[Ledger, tuple[Allocation, ...]]:
    """Return the ledger after the subsidies of the problem's decision, and the allocations."""
    lines = cost_lines(given, events, declared=declared)
    after, allocations, _ = allocate(
        lines, decision=given.decision, budget=given.budget, book=given.book, year=given.year, members=given.members
    )
    return Ledger(after), allocations


def broken(given: Problem, events: Iterable[Event], ledger: Ledger, allocations: Iterable[Allocation] = ()) -> set[str]:
    """Return the rules that the checker finds broken."""
    return {fault.rule for fault in verify_money(given, events, ledger, allocations)}


def line(key: str, amount: int, **changes: object) -> Line:
    """Return a plain line of the mentor's fare; ``changes`` are fields of it."""
    told: dict[str, object] = {
        "partnership": "w-1", "activity": "diagnostic_visit", "event": "w-1/diagnostic_visit/1", "kind": "fare",
        "text": Text(en="fare", id="ongkos"), "payer": "mentor:alfa", "head": "", "on": dt.date(YEAR, 4, 5),
        "rule": "4.1.1", "section": "4.1.1", "basis": "by hand", "traveller": "mentor:alfa", "host": "mentee:beta",
        "charge": key,
    }  # fmt: skip
    return Line(id=key, amount=amount, **(told | changes))
