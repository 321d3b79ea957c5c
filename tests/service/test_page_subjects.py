"""The page's part on a mentor for each subject: only where it gives more, and each row is the matcher's."""

from dataclasses import replace
from functools import cache

import pytest

import matcher
from service.documents.page import page_of
from service.documents.page_subjects import SECONDS, SEED, subjects_of
from service.documents.year_html import year_page
from tests.service.year_cases import nobody_served, small_intake, small_year, year_of


@cache
def two_subjects():
    """Return the small year in which one letter has a second subject, which only another mentor teaches."""
    intake = small_intake()
    first = intake.needs[0]
    mentor = next(pair.mentor for pair in small_year().match.proposals if pair.mentee == first.letter)
    taught = {practice.subject for practice in intake.practices if practice.mentor == mentor}
    other = next(practice for practice in reversed(intake.practices) if practice.subject not in taught)
    second = max(need.rank for need in intake.needs if need.letter == first.letter) + 1
    return year_of(
        replace(
            intake, needs=(*intake.needs, replace(first, rank=second, subject=other.subject, words="", today={})),
            mentors=tuple(replace(each, capacity=len(intake.letters), islands=()) for each in intake.mentors),
        )
    )  # fmt: skip


@pytest.mark.parametrize("language", ["en", "id"])
def test_rows_are_those_of_the_match_per_subject(language):
    """The facilitator sees which letters it would change, marked where the mentor is another one."""
    year = two_subjects()
    page = page_of(year, language=language)
    result = matcher.solve_subjects(year.match.problem, time_limit=SECONDS, seed=SEED)
    plain = {pair.mentee: pair.mentor for pair in year.match.proposals}
    changed = {pair.mentee for pair in result.proposals if plain.get(pair.mentee) != pair.mentor}

    found = subjects_of(page)

    if not changed:
        assert found is None
        return
    assert len(found.rows) == sum(pair.mentee in changed for pair in result.proposals)
    assert any(row.is_other for row in found.rows)
    html = year_page(year, language=language, standalone=True)
    assert found.title in html
    assert all(row.subject in html for row in found.rows)


def test_the_case_really_changes_a_letter():
    """A test of a part that is never shown would prove nothing."""
    assert subjects_of(page_of(two_subjects(), language="en")) is not None


def test_nothing_is_offered_where_one_mentor_each_is_as_good():
    """A part that repeats the match above would only be in the way."""
    assert subjects_of(page_of(year_of(nobody_served(small_intake())), language="en")) is None
    plain = subjects_of(page_of(small_year(), language="en"))
    assert plain is None or any(row.is_other for row in plain.rows)
