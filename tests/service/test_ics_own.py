"""The calendars of one person, utility or partnership: their part of the year, and nobody else's."""

from dataclasses import replace
from functools import cache

import icalendar
import pytest

from service.documents.year_ics import file_stem, write_own_calendars, year_calendar
from tests.service.year_cases import nobody_served, small_intake, small_year, year_of


@cache
def entries(reader="", language="en", edition=0):
    """Return the entries of one reader's calendar, written and read back, by id."""
    year = replace(small_year(), edition=edition)
    raw = year_calendar(year, language=language, reader=reader).to_ical()
    return {str(entry["uid"]): entry for entry in icalendar.Calendar.from_ical(raw).walk("VEVENT")}


def uid(event):
    """Return the entry id of an event."""
    return f"pks-2027-{event.id.replace('/', '-')}@solidaritas.invalid"


def readers():
    """Return everybody who has a calendar."""
    events = small_year().plan.events
    return sorted({key for event in events for key in (event.partnership, *event.parties, *event.facilitators)} - {""})


def test_own_entries_are_those_of_the_year():
    """Whoever has both files loaded must see one entry, not two: same id, same days, same words."""
    for reader in readers():
        own = entries(reader)
        assert own
        assert own.keys() <= entries().keys()
        assert all(entry.to_ical() == entries()[key].to_ical() for key, entry in own.items())


def test_utility_has_every_event_that_binds_it():
    """A director's calendar with a visit missing is worse than none."""
    for event in small_year().plan.events:
        for who in (*event.parties, *event.facilitators):
            assert uid(event) in entries(who)


def test_utility_has_no_entry_of_a_partnership_that_is_not_its_own():
    """Others' sums and visits are not its business."""
    problem = small_year().plan.problem
    for event in small_year().plan.events:
        if event.partnership:
            one = problem.partnerships[event.partnership]
            for party in set(problem.parties) - {one.mentor, *one.mentees}:
                assert uid(event) not in entries(party)


def test_partnership_has_all_its_steps_and_papers():
    """The pilot and the letters bind nobody on a day, yet belong to the partnership."""
    plan = small_year().plan
    for key in small_year().letters:
        events = [event for event in plan.events if event.partnership == key]
        papers = [due for due in plan.dues if due.partnership == key]
        assert len(entries(key)) == len(events) + len(papers)


@pytest.mark.guards("3.2.2")
def test_mentee_s_calendar_has_its_reports_and_pilot_and_the_mentor_s_has_not():
    """A paper stands with who writes it."""
    problem = small_year().plan.problem
    for key, one in problem.partnerships.items():
        reports = {uid_ for uid_ in entries() if f"-{key}-monthly_report-" in uid_}
        if reports:
            assert reports <= entries(one.mentees[0]).keys()
            assert f"pks-2027-{key}-pilot-1@solidaritas.invalid" in entries(one.mentees[0])
            assert reports.isdisjoint(entries(one.mentor))


def test_colleague_has_no_papers_of_utilities():
    """A colleague's day is filled by visits and meetings."""
    for person in small_intake().facilitators:
        assert not any("-due@" in key for key in entries(person.id))


def test_stranger_has_an_empty_calendar():
    """An id that is nowhere is no reason for somebody else's days."""
    assert entries("nobody") == {}


def test_edition_and_language_change_words_and_sequence_but_no_ids():
    """A re-planned year must move the entries that are there already."""
    reader = readers()[0]

    newer = entries(reader, language="id", edition=3)

    assert newer.keys() == entries(reader).keys()
    assert {int(entry["sequence"]) for entry in newer.values()} == {3}
    assert {int(entry["sequence"]) for entry in entries(reader).values()} == {0}


def test_calendar_is_named_after_its_reader():
    """Two calendars of one name cannot be told apart in a list."""
    names = {str(year_calendar(small_year(), language="en", reader=key)["x-wr-calname"]) for key in readers()}

    assert len(names) == len(readers())


def test_one_file_for_each_reader(tmp_path):
    """The facilitator sends each its own."""
    paths = write_own_calendars(small_year(), tmp_path / "papers", language="en")

    assert [path.stem for path in paths] == readers()
    assert all(path.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n") for path in paths)


def test_a_year_without_partnerships_writes_only_whom_its_own_events_bind(tmp_path):
    """Nobody served is a year too."""
    year = year_of(nobody_served(small_intake()))
    bound = {who for event in year.plan.events for who in (*event.parties, *event.facilitators)}

    assert {path.stem for path in write_own_calendars(year, tmp_path, language="en")} == bound


def test_file_names_cannot_leave_the_folder():
    """A workbook may hold any id."""
    assert file_stem("../../etc/passwd") == "------etc-passwd"
    assert file_stem("pdam-kota-jambi") == "pdam-kota-jambi"
