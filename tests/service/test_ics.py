"""The year's calendar file, parsed back and held against the plan."""

import datetime as dt
from dataclasses import replace
from functools import cache

import icalendar
import pytest

from service.documents.year_ics import write_calendar, year_calendar
from tests.service.year_cases import small_intake, small_year, year_of


@cache
def entries(language="en"):
    """Return the entries of the small year's calendar, written and read back, by id."""
    parsed = icalendar.Calendar.from_ical(year_calendar(small_year(), language=language).to_ical())
    return {str(entry["uid"]): entry for entry in parsed.walk("VEVENT")}


def entry_of(event, language="en"):
    """Return the entry of an event."""
    return entries(language)[f"pks-2027-{event.id.replace('/', '-')}@solidaritas.invalid"]


def events(activity):
    """Return the events of one activity."""
    return [event for event in small_year().plan.events if event.activity == activity]


def test_every_event_and_every_paper_has_one_entry():
    """An entry that is missing is a visit that nobody makes; two with one id swallow each other."""
    assert len(entries()) == len(small_year().plan.events) + len(small_year().plan.dues)


def test_entries_are_whole_days_and_end_on_the_day_after():
    """RFC 5545 writes the end of an all-day entry as the first day that is free again."""
    for event in small_year().plan.events:
        entry = entry_of(event)

        assert entry["dtstart"].dt == event.first
        assert entry["dtend"].dt == event.last + dt.timedelta(days=1)
        assert type(entry["dtstart"].dt) is dt.date


def test_one_day_is_one_day():
    """The commonest mistake of calendar files is a day too many."""
    meeting = events("initial_meeting")[0]

    entry = entry_of(meeting)

    assert (entry["dtend"].dt - entry["dtstart"].dt).days == 1


def test_stamp_is_the_day_of_planning():
    """A clock in the file would make every copy differ."""
    stamps = {entry["dtstamp"].dt for entry in entries().values()}

    assert stamps == {dt.datetime.combine(small_intake().today, dt.time(), tzinfo=dt.UTC)}


def test_same_year_gives_the_same_bytes():
    """Two colleagues who export must not get two calendars."""
    first = year_calendar(small_year(), language="id").to_ical()

    assert first == year_calendar(small_year(), language="id").to_ical()


def test_ids_are_the_same_in_both_languages():
    """Whoever changes the language wants the entries moved, not doubled."""
    assert entries("en").keys() == entries("id").keys()


def test_summary_is_in_the_reader_s_language_and_names_the_mentee():
    """One looks at the summary only."""
    visit = events("diagnostic_visit")[0]
    letter = small_year().letter(visit.partnership)
    place = small_year().country.region(small_year().country.utility(letter.utility).region_code).name

    english, indonesian = (str(entry_of(visit, language)["summary"]) for language in ("en", "id"))

    assert small_year().book.activities["diagnostic_visit"].name.en in english
    assert small_year().book.activities["diagnostic_visit"].name.id in indonesian
    assert place.removeprefix("Kabupaten ") in english


def test_visit_says_where_and_who_travels_when():
    """The traveller needs the day of departure, which is not the first day on site."""
    visit = next(event for event in events("study_visit") if event.travellers)

    entry = entry_of(visit)

    assert str(entry["location"])
    assert f"leaving {visit.depart.day} " in str(entry["description"])
    assert f"back {visit.back.day} " in str(entry["description"])


def test_description_names_the_section():
    """Each step can be looked up where it comes from."""
    meeting = events("initial_meeting")[0]

    assert "Guideline 3.1.2" in str(entry_of(meeting)["description"])


def test_entries_have_categories():
    """A calendar program colours by category."""
    for entry in entries().values():
        assert entry["categories"].cats


def test_papers_do_not_block_the_day_and_meetings_do():
    """A day with a report due is still free for a visit."""
    due = [entry for key, entry in entries().items() if key.removesuffix("@solidaritas.invalid").endswith("-due")]

    assert len(due) == len(small_year().plan.dues)
    assert {str(entry["transp"]) for entry in due} == {"TRANSPARENT"}
    assert str(entry_of(events("diagnostic_visit")[0])["transp"]) == "OPAQUE"


@pytest.mark.guards("3.2.2")
def test_monthly_reports_are_numbered():
    """Six reports with one name could not be told apart."""
    found = [str(entry["summary"]) for key, entry in entries().items() if "w-01-monthly_report" in key]

    assert len(found) == len(set(found)) >= 6


def test_fictional_entries_say_so():
    """An invented visit must not end up in somebody's real week."""
    assert all(str(entry["summary"]).startswith("[FICTIONAL]") for entry in entries().values())
    assert all("invented" in str(entry["description"]) for entry in entries().values())


def test_real_entries_bear_no_mark():
    """A mark that is always there says nothing."""
    year = year_of(replace(small_intake(), fictional=False))

    assert b"FICTIONAL" not in year_calendar(year, language="en").to_ical()


def test_file_says_who_made_it_and_how_to_read_it():
    """Outlook refuses a calendar without version and product."""
    calendar = year_calendar(small_year(), language="en")

    assert str(calendar["version"]) == "2.0"
    assert "Solidaritas" in str(calendar["prodid"])
    assert str(calendar["method"]) == "PUBLISH"
    assert {int(entry["sequence"]) for entry in calendar.walk("VEVENT")} == {0}


def test_lines_are_folded_as_the_standard_asks(tmp_path):
    """Lines beyond 75 octets and bare line feeds break old readers."""
    write_calendar(small_year(), tmp_path / "year.ics", language="id")

    raw = (tmp_path / "year.ics").read_bytes()

    assert max(len(line) for line in raw.split(b"\r\n")) <= 75
    assert raw.count(b"\n") == raw.count(b"\r\n")
