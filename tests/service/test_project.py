"""The project file: Microsoft's element order, every date, link and rupiah of the plan, read back by a plain parser."""

import datetime as dt
from collections import Counter
from functools import cache

import pytest
from defusedxml import ElementTree

from service.documents.year_project import year_project
from tests.service.year_cases import nobody_served, small_intake, small_year, year_of

SPACE = "{http://schemas.microsoft.com/project}"

# The order of those of the published schema's elements that the file uses.
ORDER = {
    "Project": "SaveVersion Name Title Company CreationDate ScheduleFromStart StartDate FinishDate FYStartDate "
    "CurrencyDigits CurrencySymbol CurrencyCode CurrencySymbolPosition CalendarUID DefaultStartTime DefaultFinishTime "
    "MinutesPerDay MinutesPerWeek DaysPerMonth DefaultTaskType DurationFormat Calendars Tasks Resources Assignments",
    "Calendar": "UID Name IsBaseCalendar WeekDays Exceptions",
    "WeekDay": "DayType DayWorking WorkingTimes",
    "Exception": "EnteredByOccurrences TimePeriod Occurrences Type DayWorking",
    "Task": "UID ID Name Type OutlineNumber OutlineLevel Start Finish Duration DurationFormat Milestone Summary "
    "FixedCost ConstraintType ConstraintDate Notes PredecessorLink",
    "PredecessorLink": "PredecessorUID Type LinkLag LagFormat",
    "Resource": "UID ID Name Type IsNull Code MaxUnits",
    "Assignment": "UID TaskUID ResourceUID Finish Start Units Work",
}


@cache
def project(language="en"):
    """Return the small year's file, written and parsed."""
    return ElementTree.fromstring(year_project(small_year(), language=language))


def every(name, root=None):
    """Return all elements of one name."""
    return list((project() if root is None else root).iter(f"{SPACE}{name}"))


def text(element, name):
    """Return a child's text."""
    return element.find(f"{SPACE}{name}").text


def tasks():
    """Return the dated tasks by the id of their event."""
    return {
        text(task, "Notes").rpartition("[")[2].rstrip("]"): task
        for task in every("Task")
        if task.find(f"{SPACE}Notes") is not None and text(task, "Notes").endswith("]")
    }


@pytest.mark.parametrize("name", sorted(ORDER))
def test_elements_stand_in_the_order_of_the_schema(name):
    """Project software refuses a file whose elements are out of order."""
    order = ORDER[name].split()
    found = every(name) if name != "Project" else [project()]

    assert found
    for element in found:
        places = [order.index(child.tag.removeprefix(SPACE)) for child in element]
        assert places == sorted(places)


def test_every_event_is_a_task_on_its_days():
    """A visit that is missing in the file is a visit that nobody makes."""
    found = tasks()

    assert found.keys() == {event.id for event in small_year().plan.events}
    for event in small_year().plan.events:
        assert text(found[event.id], "Start") == f"{event.first}T08:00:00"
        assert text(found[event.id], "Finish") == f"{event.last}T17:00:00"


def test_every_paper_is_a_milestone_on_its_day():
    """What falls due takes no time and has a day."""
    days = Counter(text(task, "Finish")[:10] for task in every("Task") if text_or(task, "Milestone") == "1")

    assert days == Counter(due.on.isoformat() for due in small_year().plan.dues)


def text_or(element, name):
    """Return a child's text, or an empty one."""
    found = element.find(f"{SPACE}{name}")
    return "" if found is None else found.text


def test_fixed_costs_are_the_ledger_to_the_rupiah():
    """The sum that project software shows is the year's."""
    total = sum(int(text_or(task, "FixedCost") or 0) for task in every("Task"))

    assert total == 100 * small_year().plan.ledger.total
    assert total > 0


def test_numbers_are_unique_and_links_and_assignments_point_at_tasks():
    """A link into nothing breaks the whole file."""
    uids = [text(task, "UID") for task in every("Task")]
    resources = [text(one, "UID") for one in every("Resource")]

    assert len(set(uids)) == len(uids)
    assert len(set(resources)) == len(resources)
    assert every("PredecessorLink")
    assert {text(link, "PredecessorUID") for link in every("PredecessorLink")} <= set(uids)
    assert {text(one, "TaskUID") for one in every("Assignment")} <= set(uids)
    assert {text(one, "ResourceUID") for one in every("Assignment")} == set(resources)


def test_links_hold_on_the_calendar_of_the_file():
    """Software that re-computes the file must find every date where the plan has it."""
    off = {text(period, "FromDate")[:10] for period in every("TimePeriod")}
    by_uid = {text(task, "UID"): task for task in every("Task")}

    def working(day):
        return day.isoweekday() < 6 and day.isoformat() not in off

    def passed(day):
        """Return working days up to and with ``day``."""
        first = dt.date(2026, 1, 1)
        return sum(working(first + dt.timedelta(days=step)) for step in range((day - first).days + 1))

    def edge(task, name):
        """Return working days passed at an edge of a task."""
        day = dt.date.fromisoformat(text(task, name)[:10])
        return passed(day) - (1 if name == "Start" and working(day) else 0)

    edges = {"0": ("Finish", "Finish"), "1": ("Finish", "Start"), "2": ("Start", "Finish"), "3": ("Start", "Start")}
    checked = 0
    for task in every("Task"):
        for link in task.findall(f"{SPACE}PredecessorLink"):
            before, after = edges[text(link, "Type")]
            lag = int(text(link, "LinkLag")) / 4800
            assert lag == int(lag)
            assert edge(task, after) >= edge(by_uid[text(link, "PredecessorUID")], before) + lag
            checked += 1
    assert checked > 20


def test_both_languages_and_the_mark_of_the_sample():
    """An invented year says so in any program."""
    indonesian = year_project(small_year(), language="id").decode()

    assert "FIKTIF" in indonesian
    assert "FICTIONAL" in text(project(), "Title")
    assert "Kunjungan monitoring" in indonesian
    assert year_project(small_year(), language="id").decode() == indonesian


def test_a_year_without_pairs_is_still_a_file():
    """Nothing planned is no reason for a broken file."""
    root = ElementTree.fromstring(year_project(year_of(nobody_served(small_intake())), language="en"))

    assert len(every("Task", root)) >= 1
    assert every("PredecessorLink", root) == []
