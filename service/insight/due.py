"""When something is due: working days after what came before, by the book's numbers (2.6 and policy)."""

import datetime as dt
from functools import cache

from data.daysoff import NoCalendar
from data.workdays import SATURDAY, Workdays, add_months
from service.lifecycle.case import Case
from service.lifecycle.order import span

DAY = dt.timedelta(days=1)


@cache
def _calendar(country: str, year: int) -> Workdays:
    """Return the working days of a year and the next."""
    return Workdays(dt.date(year, 1, 1), dt.date(year + 2, 1, 1) - DAY, country)


def working_day(day: dt.date, count: int, *, country: str) -> dt.date:
    """Return the ``count``-th working day after ``day``; where no holidays are known yet, weekends alone are off."""
    try:
        return _calendar(country, day.year).add(day, count)
    except NoCalendar:
        found, left = day, count
        while left > 0 or found.weekday() >= SATURDAY:
            found += DAY
            left -= found.weekday() < SATURDAY
        return found


def took_place(case: Case, activity: str) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day of an activity; a pilot is over only when that is on record."""
    if case.book.activities[activity].kind == "pilot" and not case.events(activity):
        return None
    return span(case, activity)


def deadline(case: Case, activity: str) -> dt.date | None:
    """Return the day by which an activity should take place, from what came before it; None where nothing says so."""
    book = case.book
    found = []
    for row in book.precedences.values():
        if row.after == activity and row.before != activity and row.most and (before := took_place(case, row.before)):
            edge = before[0] if row.anchor == "start" else before[1]
            found.append(working_day(edge, book.number(row.most), country=book.programme.country))
    return min(found) if found else None


def paper_day(case: Case, document: str) -> dt.date | None:
    """Return the day on which a paper is due; None while what it reports on has not taken place, or nothing says so."""
    row = case.book.documents[document]
    if not row.due:
        return deadline(case, row.after) if row.after else None
    base = took_place(case, row.after)
    return working_day(base[1], case.book.number(row.due), country=case.book.programme.country) if base else None


def pilot_months(case: Case, *, today: dt.date) -> dict[str, dt.date]:
    """Return the months of the pilot (``2027-03``), each with its last day: as it was held, or begun and still going.

    Notes
    -----
    A pilot that is not on record yet began when what the book puts directly before its start ended (3.1.7).
    """
    pilot = next((each for each in case.book.activities.values() if each.kind == "pilot"), None)
    if pilot is None:
        return {}
    held = case.pilot_months()
    if held:
        start = min(dt.date.fromisoformat(event["day"]) for event in case.events(pilot.id))
        return {month: add_months(start, place + 1) for place, month in enumerate(held)}
    rows = [row for row in case.book.precedences.values() if row.after == pilot.id and row.target == "start"]
    spans = [found for row in rows if row.before != pilot.id and (found := took_place(case, row.before))]
    if not spans:
        return {}
    start = max(last for _, last in spans)
    most = max(case.book.number(number) for number in pilot.months)
    ends = [add_months(start, place + 1) for place in range(most)]
    begun = [add_months(start.replace(day=1), place) for place in range(most)]
    return {first.isoformat()[:7]: end for first, end in zip(begun, ends, strict=True) if end <= today}
