"""The page of a re-planned year says first what changed, why, and whose rupiah; other pages do not have that part."""

import datetime as dt
from functools import cache

import pytest

from data import load_book
from data.country import load_country
from planner import Happening, published
from service.documents.page import page_of
from service.documents.page_changes import changes_of
from service.documents.year_html import year_page
from service.records.replanned import PublishedYear
from service.walks.replanning import run_replan
from tests.service.year_cases import SECONDS, SEED, small_intake, small_year

TODAY = dt.date(2027, 4, 26)


@cache
def replanned(*happenings):
    """Return the small year after something happened."""
    year = small_year()
    known = PublishedYear(
        letters=dict(year.letters), pairs={one.mentee: one.mentor for one in year.match.proposals},
        published=published(year.plan),
    )  # fmt: skip
    return run_replan(
        small_intake(), known, happenings=happenings, enter=(), today=TODAY, book=load_book(), country=load_country(),
        seed=SEED, time_limit=SECONDS, on_progress=lambda _: None,
    )  # fmt: skip


@cache
def absent():
    """Return the year in which the team of one visit falls ill."""
    visit = max(
        (one for one in small_year().plan.events if one.activity == "monitoring_visit"), key=lambda one: one.first
    )
    who = visit.travellers[0].party
    return visit, replanned(Happening(kind="expert_sick", who=who, first=visit.first, last=visit.last))


@pytest.mark.parametrize("language", ["en", "id"])
def test_each_move_stands_with_its_days_and_its_reason(language):
    """Who is touched reads from when to when, and why it could not stay."""
    visit, year = absent()
    page = page_of(year, language=language)

    found = changes_of(page)

    moved = {move.event: move for move in year.replan.moves}
    assert visit.id in moved
    rows = [row for one in found.touched for row in one.moves]
    assert len(rows) == len(moved)
    assert page.span(*moved[visit.id].now) in {row.now for row in rows}
    assert all(one.cause or any(row.why for row in one.moves) for one in found.touched)
    html = year_page(year, language=language, standalone=True)
    assert html.index('id="changes"') < html.index('id="letters"')
    assert page.words("changed.title") in html
    assert "/monitoring_visit/" not in html.partition('id="letters"')[0]


def test_what_a_withdrawal_frees_is_told():
    """Days and rupiah that are free again are read with the sum that stays spent."""
    year = replanned(Happening(kind="withdrawn", partnership="w-01"))

    told = dict(changes_of(page_of(year, language="en")).told)

    (sentence,) = told[page_of(year, language="en").words("replan.freed")]
    assert "free again" in sentence


def test_a_cheaper_budget_names_payers_and_every_table_has_a_caption():
    """Whose rupiah changes is read by name, also by who hears the page."""
    _, year = absent()
    page = page_of(year, language="en")
    html = year_page(year, language="en", standalone=True)

    money = changes_of(page).money

    assert len(money) == len(year.replan.extra())
    assert html.count("<table") == html.count("<caption>")


def test_other_years_have_no_such_part():
    """A year that was never published changed nothing."""
    assert changes_of(page_of(small_year(), language="en")) is None
    assert 'id="changes"' not in year_page(small_year(), language="en", standalone=True)
