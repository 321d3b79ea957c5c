"""One page for each director: its days, weeks, money and papers are those of the plan, to the last rupiah."""

import datetime as dt
import re
from dataclasses import replace
from functools import cache

import pytest
from markupsafe import escape

from service.documents.director import Stay, sheets_of
from service.documents.director_html import director_page, write_director_pages
from service.documents.page import page_of
from tests.service.year_cases import nobody_served, small_intake, small_year, year_of


@cache
def page(language="en"):
    """Return the small year as a reader sees it."""
    return page_of(small_year(), language=language)


@cache
def sheets():
    """Return its directors' sheets by party."""
    return {sheet.party: sheet for sheet in sheets_of(page())}


def payers(key):
    """Return the payer keys of a party, whatever its role."""
    return {f"{role}:{key}" for role in ("mentor", "mentee")}


def lines():
    """Return the cost lines of the small year."""
    return small_year().plan.ledger.lines


def test_every_utility_with_a_date_has_one_sheet():
    """A director without a page does not know what is asked."""
    bound = {party for event in small_year().plan.events for party in event.parties}

    assert set(sheets()) == bound
    assert len(sheets_of(page())) == len(bound)


def test_a_year_that_serves_nobody_has_no_sheet():
    """Nothing is asked of anybody."""
    assert sheets_of(page_of(year_of(nobody_served(small_intake())), language="id")) == ()


def test_each_pays_what_the_ledger_says():
    """A sheet that differs from the ledger by a rupiah starts a quarrel."""
    for key, sheet in sheets().items():
        assert sheet.total == sum(line.amount for line in lines() if line.payer in payers(key))
        assert sheet.relieved == sum(line.amount for line in lines() if line.relieves in payers(key))


def test_sheets_together_leave_the_facilitator_s_part():
    """All directors' sums and the facilitator's are the whole ledger."""
    own = sum(line.amount for line in lines() if line.payer == "facilitator")

    assert sum(sheet.total for sheet in sheets().values()) + own == small_year().plan.ledger.total


@pytest.mark.guards("4.1.1", "4.1.2")
def test_every_expense_names_the_section_that_made_it_this_party_s():
    """A director asks why, and the section is the answer."""
    for key, sheet in sheets().items():
        known = {line.section for line in lines() if key in line.payer or key in line.relieves}
        assert sheet.expenses
        assert {each.section for each in sheet.expenses} <= known
        assert all(each.amount or each.relieved for each in sheet.expenses)


def test_what_others_pay_is_the_rest_of_the_partnerships():
    """Who pays what includes the partner and the association."""
    problem = small_year().plan.problem
    for key, sheet in sheets().items():
        mine = {one.id for one in problem.partnerships.values() if key in (one.mentor, *one.mentees)}
        rest = sum(line.amount for line in lines() if line.partnership in mine and line.payer not in payers(key))
        assert sum(amount for _, amount in sheet.others) == rest


def test_days_are_counted_with_the_party_s_own_journey():
    """Two days of travel and a visit of three make five days for each of four persons."""
    stay = Stay(pair="", steps="", place="", first=dt.date(2027, 3, 1), last=dt.date(2027, 3, 5), persons=4)

    assert (stay.days, stay.person_days) == (5, 20)
    assert replace(stay, persons=0).person_days == 0


def test_stays_hold_every_event_that_binds_the_party():
    """A visit that the page forgets is a day on which nobody opens the door."""
    plan = small_year().plan
    for key, sheet in sheets().items():
        trips = {event.trip for event in plan.events if event.place and key in event.parties}
        assert len(sheet.stays) == len(trips)
        for event in plan.events:
            if event.place and key in event.parties:
                assert any(stay.first <= event.first and event.last <= stay.last for stay in sheet.stays)


def test_hosts_are_at_home_and_guests_away():
    """Visits at one's own place take no journey."""
    for sheet in sheets().values():
        at_home = [stay for stay in sheet.stays if stay.place == page().names.short(sheet.party)]
        assert at_home
        assert all(stay.persons == 0 for stay in at_home)
        assert sheet.at_home == sum(stay.days for stay in at_home)
        assert sheet.away == sum(stay.days * stay.persons for stay in sheet.stays)


def test_weeks_are_mondays_that_hold_every_bound_day():
    """A director blocks weeks, not days."""
    for sheet in sheets().values():
        assert all(monday.weekday() == 0 for monday in sheet.weeks)
        for stay in sheet.stays:
            assert any(dt.timedelta(0) <= stay.first - monday < dt.timedelta(7) for monday in sheet.weeks)
        assert list(sheet.weeks) == sorted(set(sheet.weeks))


def test_papers_asked_are_those_of_the_party_s_role():
    """A mentee writes the monthly reports, the mentor the diagnostic report."""
    plan = small_year().plan
    for key, sheet in sheets().items():
        owed = [
            due for due in plan.dues
            if due.partnership and key in plan.problem.partnerships[due.partnership].parties(due.owner)
        ]  # fmt: skip
        asked = [(each.on, each.what) for each in sheet.asked]
        assert asked == sorted(asked, key=lambda each: each[0])
        assert len(asked) >= len(owed)
        assert {due.on for due in owed} <= {day for day, _ in asked}


@pytest.mark.parametrize("language", ["en", "id"])
def test_page_is_one_file_that_shows_the_sums(language):
    """It is printed and signed: no script, no request, all the sums."""
    for sheet in sheets_of(page(language)):
        html = director_page(page(language), sheet)

        assert f'<html lang="{language}">' in html
        assert page(language).money(sheet.total) in html
        assert str(escape(page(language).names.party(sheet.party))) in html
        assert not re.search(r"<script|src=|url\(|https?://", html)


def test_pages_are_written_by_the_utility_s_id(tmp_path):
    """Whoever sends them finds them by the id of the workbook."""
    paths = write_director_pages(small_year(), tmp_path / "papers", language="id")

    assert {path.stem for path in paths} == set(sheets())
    assert all(path.read_text("utf8").startswith("<!doctype html>") for path in paths)


def test_fictional_pages_say_so():
    """An invented sum must not end up on a real desk."""
    assert all("FICTIONAL" in director_page(page(), sheet) for sheet in sheets().values())
