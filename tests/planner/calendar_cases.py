"""Small programme years whose calendar can be counted by hand; everybody in them is fictional.

Mentor ``alfa`` sits in Palembang, mentee ``beta`` 81 km away in Prabumulih (no travel day), mentee ``gama`` across
the sea in Balikpapan (one travel day each way), ``delta`` in Prabumulih too; the facilitator in Jakarta, a day
from each.
"""

import dataclasses
import datetime as dt
import types
from collections.abc import Iterable
from functools import cache

import planner
from data import load_book
from data.book import Book
from data.country import load_country
from data.rows import Activity, Precedence
from data.text import Text
from planner.plan import Plan
from planner.problem import Problem

YEAR = 2027
TODAY = dt.date(2026, 12, 14)
RICH = 10**10
DAY = dt.timedelta(days=1)
PLACES = {"alfa": "16.71", "beta": "16.74", "gama": "64.71", "delta": "16.74", "epsilon": "16.71"}


@cache
def book() -> Book:
    """Return the shipped book."""
    return load_book()


def with_numbers(given: Book, **values: int) -> Book:
    """Return a book with other numbers; its fingerprint tells it apart."""
    numbers = dict(given.numbers)
    for key, value in values.items():
        numbers[key] = dataclasses.replace(numbers[key], value=value)
    return dataclasses.replace(
        given, numbers=types.MappingProxyType(numbers), fingerprint=f"{given.fingerprint} {sorted(values.items())}"
    )


def model(
    given: Book | None = None, *, today: dt.date = TODAY, people: int = 1, days: int = 20, budget: int = RICH
) -> planner.Model:
    """Return a model with the five parties and ``people`` colleagues of ``days`` days a month."""
    given = given or book()
    told = planner.Model(
        given, year=YEAR, today=today, budget=dict.fromkeys(given.budget_heads, budget),
        country=load_country(),
    )  # fmt: skip
    for key, region in PLACES.items():
        told.add_party(key, region=region)
    for place in range(people):
        told.add_facilitator(f"colleague-{place}", days_per_month=days)
    return told


def one(*, ready: dt.date = dt.date(YEAR, 1, 11), **settings: object) -> planner.Model:
    """Return a model with ``w-1``: alfa teaches beta."""
    told = model(**settings)  # type: ignore[arg-type]
    told.add_partnership("w-1", mentor="alfa", mentees=["beta"], ready=ready, worth=100)
    return told


@cache
def planned() -> Plan:
    """Return the plan of ``w-1`` (alfa, beta) and ``w-2`` (epsilon, gama)."""
    told = one()
    told.add_partnership("w-2", mentor="epsilon", mentees=["gama"], ready=dt.date(YEAR, 1, 18), worth=50)
    return told.solve(time_limit=20, seed=1)


def event(plan: Plan, key: str) -> planner.Event:
    """Return an event of a plan by its id."""
    return next(one for one in plan.events if one.id == key)


def changed(plan: Plan, key: str, **values: object) -> tuple[planner.Event, ...]:
    """Return the events of a plan, one of them with other values."""
    return tuple(dataclasses.replace(one, **values) if one.id == key else one for one in plan.events)


def moved(plan: Plan, key: str, days: int) -> tuple[planner.Event, ...]:
    """Return the events of a plan, one of them so many calendar days later."""
    old, step = event(plan, key), days * DAY
    return changed(
        plan, key, first=old.first + step, last=old.last + step, depart=old.depart + step, back=old.back + step
    )


def activity(key: str, kind: str, **values: object) -> Activity:
    """Return an activity of a small book."""
    return Activity(
        id=key, name=Text(en=key, id=key), section="x", phase="establishment", kind=kind, owner="facilitator", **values
    )  # type: ignore[arg-type]


def lag(before: str, after: str, least: str, most: str = "", **values: object) -> Precedence:
    """Return a precedence of a small book."""
    return Precedence(
        id=f"{before}-{after}-{values.get('target', 'start')}",
        name=Text(en=f"{before} before {after}", id=before),
        section="x",
        before=before,
        after=after,
        least=least,
        most=most,
        **values,
    )  # type: ignore[arg-type]


@cache
def small_book() -> Book:
    """Return a book of a month: letter, visit that begins the pilot, one month, closing meeting, letter."""
    rows = (
        activity("request", "letter"),
        activity(
            "diagnostic_visit", "visit", place="mentee", travellers=("mentor", "facilitator"),
            teams=("mentor_team", "facilitator_team"), length="diagnostic_visit_days", quorum=("facilitator",),
        ),
        activity("pilot", "pilot", months=("pilot_months_least", "pilot_months_most")),
        activity(
            "evaluation_meeting", "meeting", place="facilitator", travellers=("mentor", "mentee"),
            teams=("meeting_team", "meeting_team"), length="meeting_days",
        ),
        activity("recommendation_letter", "letter"),
    )  # fmt: skip
    lags = (
        lag("request", "diagnostic_visit", "invitation_notice_least"),
        lag("diagnostic_visit", "pilot", "same_day", "same_day", anchor="start"),
        lag("pilot", "evaluation_meeting", "invitation_notice_least", "evaluation_most"),
        lag("evaluation_meeting", "recommendation_letter", "recommendation_least"),
    )
    return with_rows(with_numbers(book(), pilot_months_least=1, pilot_months_most=2), rows, lags)


def with_rows(given: Book, rows: Iterable[Activity], lags: Iterable[Precedence]) -> Book:
    """Return a book with other activities and precedences."""
    activities = {row.id: row for row in rows}
    precedences = {row.id: row for row in lags}
    return dataclasses.replace(
        given, activities=types.MappingProxyType(activities), precedences=types.MappingProxyType(precedences),
        fingerprint=f"{given.fingerprint} {list(activities)} {list(precedences)}",
    )  # fmt: skip


def problem_of(told: planner.Model) -> Problem:
    """Return what a model has been told."""
    return told.problem()
