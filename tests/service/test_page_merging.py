"""The page's part on merged steps says what the planner offers, in names and in both languages."""

import re
from dataclasses import replace
from functools import cache

import pytest

import planner
from service.documents.page import page_of
from service.documents.page_merging import merging_of
from service.documents.year_html import year_page
from tests.service.year_cases import nobody_served, small_intake, small_year, year_of


@cache
def twins():
    """Return the small year with one mentor who offers every practice and takes every letter."""
    intake = small_intake()
    mentor = intake.mentors[0]
    return year_of(
        replace(
            intake, mentors=(replace(mentor, capacity=len(intake.letters)),),
            practices=tuple(replace(one, mentor=mentor.id) for one in intake.practices),
            letters=tuple(replace(one, wished="") for one in intake.letters), pins=(), past=(), absences=(),
        )
    )  # fmt: skip


@pytest.mark.parametrize("language", ["en", "id"])
def test_page_names_what_is_merged_already(language):
    """The facilitator must not look for a saving that is there."""
    page = page_of(small_year(), language=language)

    rows = merging_of(page).shared

    assert [row.saving for row in rows] == [
        page.money(sum(one.saving.values())) for one in planner.shared(small_year().plan)
    ]
    assert all(row.steps in year_page(small_year(), language=language, standalone=True) for row in rows)


@pytest.mark.parametrize("language", ["en", "id"])
def test_page_shows_every_offer_once_with_its_sum(language):
    """What the checker allows and what it does not stand apart."""
    year = twins()
    page, offers = page_of(year, language=language), planner.mergers(year.plan)

    part = merging_of(page)

    assert offers
    assert [row.total for row in part.possible] == [page.money(one.total) for one in offers if one.allowed]
    assert [row.total for row in part.refused] == [page.money(one.total) for one in offers if not one.allowed]
    assert all(not row.against for row in part.possible)
    assert all(row.against for row in part.refused)


def test_rows_speak_in_names_and_not_in_ids():
    """A facilitator knows no w-02 and no pdam-kab-lahat."""
    part = merging_of(page_of(twins(), language="en"))

    for row in (*part.possible, *part.refused):
        told = " ".join((row.steps, *row.pairs, *row.moves, *row.savings, *row.days, row.against))
        assert not re.search(r"\bw-\d\d/|\bpdam-|_", told)
        assert len(row.moves) == len(row.pairs) - 1


def test_empty_year_says_that_nothing_was_found():
    """A part without rows still says so."""
    year = year_of(nobody_served(small_intake()))
    part = merging_of(page_of(year, language="en"))

    assert (part.shared, part.possible, part.refused) == ((), (), ())
    assert 'id="merging"' in year_page(year, language="en", standalone=True)
