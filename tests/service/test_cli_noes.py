"""A no for several letters at once, in the terminal, in the JSON and on the page."""

import json
from dataclasses import replace
from functools import cache

import pytest

from service.cli.record import match_record
from service.cli.report.noes import without_mentor
from service.documents.year_html import year_page
from service.records.intake import Pin
from tests.service.cli_cases import printed
from tests.service.year_cases import small_intake, year_of


@cache
def tight():
    """Return the small year with one mentor that has one place, and a letter ruled out at it."""
    intake = small_intake()
    mentor = intake.mentors[0]
    kept = {practice.subject for practice in intake.practices if practice.mentor == mentor.id}
    needs = tuple(replace(need, subject=min(kept)) for need in intake.needs)
    return year_of(
        replace(intake, mentors=(replace(mentor, capacity=1, least=0),), needs=needs, pins=(), past=(), absences=(),
                practices=tuple(one for one in intake.practices if one.mentor == mentor.id),
                letters=tuple(replace(letter, wished="") for letter in intake.letters))
    )  # fmt: skip


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ("Without any one of these letters", "must wait", "each further place")),
     ("id", ("Tanpa salah satu surat ini", "harus menunggu", "tiap tempat tambahan"))],
)  # fmt: skip
def test_shortage_is_told_once_with_where_more_would_help(language, words):
    """Three letters for one place are one sentence, and the remedy has its figure."""
    told = " ".join(printed(without_mentor, year=tight(), language=language).split())

    assert all(told.count(word) >= 1 for word in words)
    assert told.count(words[0]) == 1


def test_json_and_page_tell_the_same():
    """Whoever reads the page knows what the telephone call said."""
    year = tight()
    record = match_record(year)

    (squeeze,) = record["squeezes"]
    assert json.dumps(record["bottlenecks"])
    assert len(squeeze["letters"]) == squeeze["places"] + len(squeeze["waiting"])
    assert "must wait" in year_page(year, language="en", standalone=True)


def test_rules_that_keep_a_letter_out_are_solved_anew_without_them():
    """The way out has its figures, from a match in which the rule is bent."""
    intake = small_intake()
    served = year_of(intake).match.proposals[0]
    pins = tuple(
        Pin(mentor=mentor.id, letter=served.mentee, kind="never", reason="same board", author="board")
        for mentor in intake.mentors
    )

    told = " ".join(printed(without_mentor, year=year_of(replace(intake, pins=pins))).split())

    assert "Softest to bend (hardness 3 in all)" in told
    assert "Then: mentees with a mentor +1" in told
