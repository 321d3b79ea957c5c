"""The year as a file for project software: Microsoft's interchange format, which most of its kind can open (3.1, 4).

Tasks are the dated events under one summary task a partnership, and the papers that fall due as milestones; links are
the book's least lags, resources are the people who are bound, and fixed costs are whole rupiah of the ledger.
The names and the order of the elements are those of Microsoft's published schema (``mspdi``).
"""

import datetime as dt
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import planner
from data.rows import Precedence
from data.text import Language
from planner.calendar.horizon import Horizon, horizon_of
from planner.result import Due
from service.records.year import Year
from service.words import Names, Words

NAMESPACE = "http://schemas.microsoft.com/project"

# What the schema calls the version that it describes, an all-day working day, and amounts in hundredths.
SAVE_VERSION, DAY_HOURS, HUNDREDTHS = 12, 8, 100
LATE = dt.time(23, 59)
MORNING, EVENING, NOON = dt.time(8), dt.time(17), ((dt.time(8), dt.time(12)), (dt.time(13), dt.time(17)))

# Its numbers for a link by the edges that it joins, a fixed duration, a work resource, and "not earlier than".
LINKS = {("end", "end"): 0, ("end", "start"): 1, ("start", "end"): 2, ("start", "start"): 3}
FIXED_DURATION, WORK_RESOURCE, NOT_EARLIER, DAYS_FORMAT = 1, 1, 4, 7

# A working day in minutes, a working week in days and a month as project software counts it; a day's lag in tenths
# of a minute.
DAY_MINUTES, WEEK_DAYS, MONTH_DAYS = DAY_HOURS * 60, 5, 20
LAG_TENTHS = DAY_MINUTES * 10

# Its days of the week run from Sunday, 1, to Saturday, 7; an exception of the calendar is a span that does not recur.
SUNDAY, SATURDAY, ONE_SPAN = 1, 7, 1
CALENDAR = "1"


def write_project(year: Year, path: Path, *, language: Language) -> None:
    """Write the year as a project file; an older one is replaced."""
    path.write_bytes(year_project(year, language=language))


def year_project(year: Year, *, language: Language) -> bytes:
    """Return the year as a project file.

    Parameters
    ----------
    year
        What is written.
    language
        Language of names and notes.

    Notes
    -----
    The same year gives the same bytes.  Longest lags cannot be said in this format and are left out, as are links
    to events that the whole programme shares.
    """
    return _Draughtsman(year, language=language).drawn()


class _Draughtsman:
    """Writes one year, numbering tasks and resources from 1."""

    def __init__(self, year: Year, *, language: Language) -> None:
        self.year, self.words = year, Words(language)
        self.names = Names(year.intake, book=year.book, country=year.country, words=self.words)
        self.horizon = horizon_of(year.plan.problem)
        self.costs: Counter[str] = Counter()
        for line in year.plan.ledger.lines:
            self.costs[line.event] += line.amount
        self.root = ET.Element("Project", xmlns=NAMESPACE)
        self.task_of: dict[str, int] = {}
        self.rows = 0

    def drawn(self) -> bytes:
        """Return the file."""
        plan, year = self.year.plan, self.year
        programme = year.book.programme
        first = min((event.first for event in plan.events), default=dt.date(year.intake.year, 1, 1))
        last = max((event.last for event in plan.events), default=first)
        mark = f" - {self.words('year.fictional')}" if year.intake.fictional else ""
        name = f"{self.words.say(programme.name)} {year.intake.year}{mark}"
        _add(
            self.root, SaveVersion=SAVE_VERSION, Name=f"solidaritas-{year.intake.year}.xml", Title=name,
            Company=programme.facilitator, CreationDate=_at(plan.problem.today, MORNING), ScheduleFromStart=1,
            StartDate=_at(first, MORNING), FinishDate=_at(last, EVENING), FYStartDate=1, CurrencyDigits=0,
            CurrencySymbol="Rp" if programme.currency == "IDR" else programme.currency,
            CurrencyCode=programme.currency, CurrencySymbolPosition=2, CalendarUID=CALENDAR,
            DefaultStartTime=MORNING.isoformat(), DefaultFinishTime=EVENING.isoformat(), MinutesPerDay=DAY_MINUTES,
            MinutesPerWeek=WEEK_DAYS * DAY_MINUTES, DaysPerMonth=MONTH_DAYS, DefaultTaskType=FIXED_DURATION,
            DurationFormat=DAYS_FORMAT,
        )  # fmt: skip
        self._calendar()
        self._tasks(name)
        people = self._resources()
        self._assignments(people)
        ET.indent(self.root)
        return bytes(ET.tostring(self.root, encoding="utf-8", xml_declaration=True))

    def _calendar(self) -> None:
        """Write five working days a week and every other weekday on which nobody works."""
        calendar = _child(_child(self.root, "Calendars"), "Calendar")
        _add(calendar, UID=CALENDAR, Name="Solidaritas", IsBaseCalendar=1)
        week = _child(calendar, "WeekDays")
        for number in range(SUNDAY, SATURDAY + 1):
            is_working = number not in {SUNDAY, SATURDAY}
            day = _child(week, "WeekDay")
            _add(day, DayType=number, DayWorking=int(is_working))
            if is_working:
                times = _child(day, "WorkingTimes")
                for begin, end in NOON:
                    _add(_child(times, "WorkingTime"), FromTime=begin.isoformat(), ToTime=end.isoformat())
        off = _child(calendar, "Exceptions")
        for day_off in _days_off(self.horizon):
            exception = _child(off, "Exception")
            _add(exception, EnteredByOccurrences=0)
            _add(
                _child(exception, "TimePeriod"),
                FromDate=_at(day_off, dt.time()),
                ToDate=_at(day_off, LATE),
            )
            _add(exception, Occurrences=1, Type=ONE_SPAN, DayWorking=0)

    def _tasks(self, name: str) -> None:
        tasks = _child(self.root, "Tasks")
        events, dues = self.year.plan.events, self.year.plan.dues
        self._summary(tasks, name, level=0, number="0")
        for place, key in enumerate(("", *self.year.letters), start=1):
            mine = sorted((one for one in events if one.partnership == key), key=lambda one: (one.first, one.id))
            papers = sorted((one for one in dues if one.partnership == key), key=lambda one: (one.on, one.document))
            if not mine and not papers:
                continue
            self._summary(tasks, self._pair(key), level=1, number=str(place))
            for inner, event in enumerate(mine, start=1):
                self._event(tasks, event, number=f"{place}.{inner}", among=mine)
            for inner, due in enumerate(papers, start=len(mine) + 1):
                self._due(tasks, due, number=f"{place}.{inner}")

    def _summary(self, tasks: ET.Element, name: str, *, level: int, number: str) -> None:
        task = _child(tasks, "Task")
        _add(task, UID=self.rows, ID=self.rows, Name=name, OutlineNumber=number, OutlineLevel=level, Summary=1)
        self.rows += 1

    def _event(
        self, tasks: ET.Element, event: planner.Event, *, number: str, among: Sequence[planner.Event]
    ) -> None:  # fmt: skip
        row = self.year.book.activities[event.activity]
        name = self.names.activity(event.activity)
        days = self.horizon.before(event.last) - self.horizon.before(event.first) + 1
        place = f"{self.names.party(event.place)}. " if event.place else ""
        task = _child(tasks, "Task")
        _add(
            task, UID=self.rows, ID=self.rows, Name=f"{name} {event.occurrence}" if event.occurrence > 1 else name,
            Type=FIXED_DURATION, OutlineNumber=number, OutlineLevel=2, Start=_at(event.first, MORNING),
            Finish=_at(event.last, EVENING), Duration=_hours(days * DAY_HOURS), DurationFormat=DAYS_FORMAT,
            Milestone=0, Summary=0, FixedCost=self.costs[event.id] * HUNDREDTHS, ConstraintType=NOT_EARLIER,
            ConstraintDate=_at(event.first, MORNING),
            Notes=f"{place}{self.words('entry.section', section=row.section)} [{event.id}]",
        )  # fmt: skip
        for before, lag in self._before(event, among):
            edges = (lag.anchor, lag.target)
            least = self.year.book.number(lag.least) + _edge_days(edges)
            _add(
                _child(task, "PredecessorLink"), PredecessorUID=self.task_of[before], Type=LINKS[edges],
                LinkLag=least * LAG_TENTHS, LagFormat=DAYS_FORMAT,
            )  # fmt: skip
        self.task_of[event.id] = self.rows
        self.rows += 1

    def _before(self, event: planner.Event, among: Sequence[planner.Event]) -> Iterator[tuple[str, Precedence]]:
        """Yield the events of the same partnership that come before one by the book, already written."""
        for lag in self.year.book.precedences.values():
            if lag.after != event.activity:
                continue
            for other in among:
                follows = lag.before != lag.after or event.occurrence == other.occurrence + 1
                if other.activity == lag.before and follows and other.id in self.task_of:
                    yield other.id, lag

    def _due(self, tasks: ET.Element, due: Due, *, number: str) -> None:
        row = self.year.book.documents[due.document]
        name = f"{self.names.document(due.document)} {due.number}" if row.monthly else self.names.document(due.document)
        owner = self.words("entry.owner", owner=self.names.role(due.owner))
        _add(
            _child(tasks, "Task"), UID=self.rows, ID=self.rows, Name=name, Type=FIXED_DURATION, OutlineNumber=number,
            OutlineLevel=2, Start=_at(due.on, EVENING), Finish=_at(due.on, EVENING), Duration=_hours(0),
            DurationFormat=DAYS_FORMAT, Milestone=1, Summary=0, ConstraintType=NOT_EARLIER,
            ConstraintDate=_at(due.on, EVENING),
            Notes=f"{owner} {self.words('entry.section', section=row.section)}",
        )  # fmt: skip
        self.rows += 1

    def _resources(self) -> dict[str, int]:
        """Write everyone who is bound by an event and return their numbers."""
        most: Counter[str] = Counter()
        for event in self.year.plan.events:
            for who, persons in _bound(event).items():
                most[who] = max(most[who], persons)
        resources = _child(self.root, "Resources")
        for number, who in enumerate(sorted(most), start=1):
            _add(
                _child(resources, "Resource"), UID=number, ID=number, Name=self.names.party(who), Type=WORK_RESOURCE,
                IsNull=0, Code=who, MaxUnits=most[who],
            )  # fmt: skip
        return {who: number for number, who in enumerate(sorted(most), start=1)}

    def _assignments(self, people: dict[str, int]) -> None:
        assignments = _child(self.root, "Assignments")
        number = 0
        for event in self.year.plan.events:
            days = self.horizon.before(event.last) - self.horizon.before(event.first) + 1
            for who, persons in _bound(event).items():
                number += 1
                _add(
                    _child(assignments, "Assignment"), UID=number, TaskUID=self.task_of[event.id],
                    ResourceUID=people[who], Finish=_at(event.last, EVENING), Start=_at(event.first, MORNING),
                    Units=persons, Work=_hours(days * DAY_HOURS * persons),
                )  # fmt: skip

    def _pair(self, key: str) -> str:
        if not key:
            return self.words("replan.programme")
        pair = self.year.proposal(key)
        return f"{key} {self.names.short(pair.mentor)} \u2192 {self.names.short(pair.mentee)}"


def _bound(event: planner.Event) -> dict[str, int]:
    """Return who is bound by an event and by how many persons; hosts and colleagues count as one each."""
    found = dict.fromkeys((*event.parties, *event.facilitators), 1)
    for each in event.travellers:
        if each.party in found:
            found[each.party] = max(each.persons, 1)
    return found


def _edge_days(edges: tuple[str, str]) -> int:
    """Return what a lag of the book, in numbers of working days, is more in a format whose days have two ends."""
    return {("end", "start"): -1, ("start", "end"): 1}.get(edges, 0)


def _days_off(horizon: Horizon) -> Iterator[dt.date]:
    """Yield the weekdays of the horizon on which nobody works."""
    axis, day = horizon.workdays, horizon.workdays.first
    while day <= axis.last:
        if not axis.is_working(day) and day.isoweekday() < SATURDAY - 1:
            yield day
        day += dt.timedelta(days=1)


def _child(parent: ET.Element, name: str) -> ET.Element:
    return ET.SubElement(parent, name)


def _add(parent: ET.Element, **texts: object) -> None:
    for name, text in texts.items():
        ET.SubElement(parent, name).text = str(text)


def _at(day: dt.date, time: dt.time) -> str:
    return dt.datetime.combine(day, time).isoformat()


def _hours(hours: int) -> str:
    return f"PT{hours}H0M0S"
