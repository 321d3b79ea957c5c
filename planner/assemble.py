"""From a schedule to dated events with places and people, and to the papers that fall due after them (3.1-3.3)."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from data.book import Book
from data.rows import Activity, Document
from data.workdays import add_months
from planner.calendar.groundwork import Groundwork, Schedule
from planner.calendar.horizon import ONE_DAY, Horizon
from planner.calendar.network import Unit, place_of
from planner.problem import FACILITATOR, Partnership, Problem
from planner.result import Due, Event, Traveller


def assemble(ground: Groundwork, schedule: Schedule) -> tuple[Event, ...]:
    """Return the events of a schedule in order of time."""
    events: list[Event] = []
    for network in ground.networks.values():
        if network.partnership not in schedule.stuck:
            partnership = ground.problem.partnerships[network.partnership]
            for unit in network.units:
                events.extend(_events(ground, schedule, unit, partnerships=(partnership,)))
    for units in ground.programme.values():
        for unit in units:
            if unit.key in schedule.starts:
                guests = [key for (key, _), event in schedule.attached.items() if event == unit.key]
                partnerships = tuple(ground.problem.partnerships[key] for key in dict.fromkeys(guests))
                events.extend(_events(ground, schedule, unit, partnerships=partnerships))
    return tuple(sorted(events, key=lambda event: (event.first, event.last, event.id)))


def _events(
    ground: Groundwork, schedule: Schedule, unit: Unit, *, partnerships: tuple[Partnership, ...]
) -> Iterator[Event]:
    horizon, problem = ground.horizon, ground.problem
    start = schedule.starts[unit.key]
    colleague = schedule.colleagues.get(unit.key)
    people = (colleague,) if colleague else ()
    for place, part in enumerate(unit.parts):
        activity = problem.book.activities[part.activity]
        first = horizon.day(start + part.offset)
        last = horizon.day(start + part.offset + part.length - 1)
        if unit.months:
            last = horizon.pilot_end(start, schedule.ends[unit.key], unit.months)
        travellers = travellers_of(problem, activity, partnerships) if unit.on_site else ()
        travel = _longest(problem, activity, unit.partnership and partnerships[0], travellers)
        yield Event(
            id=_event_id(unit, part.activity, part.occurrence), partnership=unit.partnership, activity=part.activity,
            occurrence=part.occurrence, first=first, last=last,
            depart=first - (travel if place == 0 else 0) * ONE_DAY,
            back=last + (travel if place == len(unit.parts) - 1 else 0) * ONE_DAY,
            place=unit.place, travellers=travellers,
            parties=parties_of(activity, partnerships) if unit.on_site else (),
            facilitators=people if unit.escort[0] <= part.offset < unit.escort[1] else (), trip=unit.key,
        )  # fmt: skip


def _event_id(unit: Unit, activity: str, occurrence: int) -> str:
    return f"{unit.partnership}/{activity}/{occurrence}" if unit.partnership else unit.key


def parties_of(activity: Activity, partnerships: Iterable[Partnership]) -> tuple[str, ...]:
    """Return everyone that an activity binds, hosts included, each once."""
    roles = dict.fromkeys((activity.place, *activity.travellers))
    return tuple(dict.fromkeys(party for one in partnerships for role in roles for party in one.parties(role)))


def travellers_of(problem: Problem, activity: Activity, partnerships: tuple[Partnership, ...]) -> tuple[Traveller, ...]:
    """Return who comes to an activity from elsewhere, with how many persons; nobody when it is remote.

    Notes
    -----
    Further mentees of a partnership come to the first one's place with their own team.
    """
    if not partnerships:
        return ()
    place = place_of(problem, activity, partnerships[0] if activity.scope == "partnership" else None)
    if not place:
        return ()
    found: dict[str, Traveller] = {}
    for partnership in partnerships:
        for role in dict.fromkeys((activity.place, *activity.travellers)):
            for party in partnership.parties(role):
                if party != place:
                    persons = team(problem.book, activity, role)
                    found.setdefault(party, Traveller(role, party, persons))
    if place != FACILITATOR and FACILITATOR in activity.travellers:
        found[FACILITATOR] = Traveller(FACILITATOR, FACILITATOR, team(problem.book, activity, FACILITATOR))
    return tuple(found.values())


def team(book: Book, activity: Activity, role: str) -> int:
    """Return how many persons of a role come; a host's fellow travels in the team of its other visits."""
    for row in (activity, *book.activities.values()):
        if role in row.travellers and len(row.teams) > (place := row.travellers.index(role)):
            return book.number(row.teams[place])
    return 1


def _longest(
    problem: Problem, activity: Activity, partnership: Partnership | str, travellers: tuple[Traveller, ...]
) -> int:
    place = place_of(problem, activity, partnership if isinstance(partnership, Partnership) else None)
    return max((problem.route(traveller.party, place).days for traveller in travellers), default=0)


def dues(problem: Problem, horizon: Horizon, events: Iterable[Event]) -> tuple[Due, ...]:
    """Return every paper that falls due after the events, in order of time.

    Notes
    -----
    Working days are counted from the last day of the activity; a monthly paper is due for every month
    of the pilot, a last month that is not whole included.
    """
    after: dict[str, list[Document]] = {}
    for document in problem.book.documents.values():
        after.setdefault(document.after, []).append(document)
    found: list[Due] = []
    for event in events:
        for document in after.get(event.activity, ()):
            wait = problem.book.number(document.due) if document.due else 0
            ends = pilot_months(event.first, event.last) if document.monthly else (event.last,)
            for count, end in enumerate(ends, start=1):
                found.append(
                    Due(
                        document=document.id, partnership=event.partnership, owner=document.owner,
                        number=count if document.monthly else event.occurrence, on=later(horizon, end, days=wait),
                    )
                )  # fmt: skip
    return tuple(sorted(found, key=lambda due: (due.on, due.partnership, due.document, due.number)))


def pilot_months(first: dt.date, last: dt.date) -> tuple[dt.date, ...]:
    """Return the last day of every month of a pilot; the last one may be shorter."""
    ends: list[dt.date] = []
    while not ends or ends[-1] < last:
        ends.append(min(add_months(first, len(ends) + 1), last))
    return tuple(ends)


def later(horizon: Horizon, day: dt.date, *, days: int) -> dt.date:
    """Return the working day so many working days after ``day``; the axis' last one when it runs out."""
    index = horizon.before(day) + days if days else horizon.after(day)
    return horizon.day(min(index, horizon.last))


def by_partnership(events: Iterable[Event]) -> Mapping[str, tuple[Event, ...]]:
    """Return the events of each partnership; the key ``""`` holds the programme's own."""
    found: dict[str, list[Event]] = {}
    for event in events:
        found.setdefault(event.partnership, []).append(event)
    return {key: tuple(several) for key, several in found.items()}
