"""What a checker looks at: the problem, the dated events, the calendar; counted anew, not taken from a solver."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from data.answer import Violation
from data.rows import Activity, Precedence
from data.text import Text
from planner.calendar.horizon import ONE_DAY, Horizon, dated
from planner.problem import Problem
from planner.result import Due, Event

MEETING_KINDS = frozenset({"meeting", "ceremony", "visit", "workshop"})
Journey = tuple[dt.date, dt.date, tuple[Event, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A plan laid before the rules.

    Parameters
    ----------
    carried
        Partnerships that the plan names as running into the next year.
    dues
        Papers that the plan names as due.
    """

    problem: Problem
    horizon: Horizon
    events: tuple[Event, ...]
    carried: Collection[str]
    dues: tuple[Due, ...]
    by: dict[tuple[str, str], tuple[Event, ...]] = field(default_factory=dict)
    journeys: dict[str, tuple[Event, ...]] = field(default_factory=dict)
    settled: set[tuple[str, str, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Sort the events by partnership and activity, and by journey, once."""
        self.settled.update((fix.partnership, fix.activity, fix.occurrence) for fix in self.problem.fixes)
        for event in sorted(self.events, key=lambda one: one.occurrence):
            key = (event.partnership, event.activity)
            self.by[key] = (*self.by.get(key, ()), event)
            self.journeys[event.trip] = (*self.journeys.get(event.trip, ()), event)

    @property
    def planned(self) -> tuple[str, ...]:
        """Partnerships that have events."""
        there = {key for key, _ in self.by}
        return tuple(key for key in self.problem.partnerships if key in there)

    def of(self, partnership: str, activity: str) -> tuple[Event, ...]:
        """Return the events of one activity, by occurrence."""
        return self.by.get((partnership, activity), ())

    def activity(self, event: Event) -> Activity:
        """Return the book's row of an event."""
        return self.problem.book.activities[event.activity]

    def index(self, day: dt.date) -> int:
        """Return the number of ``day`` or of the working day before it."""
        return self.horizon.before(day)

    def edge(self, event: Event, edge: str) -> int:
        """Return the number of an event's first or last day."""
        return self.index(event.first if edge == "start" else event.last)

    def history(self, event: Event) -> bool:
        """Whether an event is settled and its journey began before today: what has happened is not judged."""
        if not self._settled(event):
            return False
        journey = self.journeys.get(event.trip, ()) if event.trip else ()
        return any(one.first < self.problem.today for one in (event, *journey) if self._settled(one))

    def _settled(self, event: Event) -> bool:
        return (event.partnership, event.activity, event.occurrence) in self.settled

    def meetings(self) -> Iterator[Event]:
        """Yield the events at which people meet, history apart."""
        for event in self.events:
            if self.activity(event).kind in MEETING_KINDS and not self.history(event):
                yield event

    def trips(self) -> dict[str, tuple[Event, ...]]:
        """Return the events at which people meet, those of one journey together."""
        found: dict[str, tuple[Event, ...]] = {}
        for event in self.meetings():
            found[event.trip or event.id] = (*found.get(event.trip or event.id, ()), event)
        return found

    def journey(self, who: str, events: tuple[Event, ...]) -> Journey:
        """Return from when to when a party (or ``facilitator``) is bound by a journey, its own travel days included."""
        place = events[0].place
        days = self.problem.route(who, place).days if place else 0
        first, last = min(event.first for event in events), max(event.last for event in events)
        return first - days * ONE_DAY, last + days * ONE_DAY, events

    def starters(self) -> Iterator[Precedence]:
        """Yield the precedences by which one activity begins the pilot on its own first day."""
        book = self.problem.book
        for row in book.precedences.values():
            begins = row.anchor == row.target == "start" and row.most and book.number(row.most) == 0
            if begins and row.after in book.activities and book.activities[row.after].kind == "pilot":
                yield row

    def dated(self, scope: str) -> dict[str, Activity]:
        """Return the activities of one scope that a planner dates."""
        return {key: row for key, row in dated(self.problem.book).items() if row.scope == scope}


def broken(rule: str, who: str, en: str, idn: str) -> Violation:
    """Return a violation with its sentence in both languages."""
    return Violation(rule=rule, who=who, sentence=Text(en=en, id=idn))
