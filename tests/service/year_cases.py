"""The small sample year, solved once for all tests that look at years, and ways to change its intake."""

from dataclasses import replace
from functools import cache

from data import load_book
from data.answer import Progress
from data.country import load_country
from service.records.intake import Intake, Letter
from service.records.year import Year
from service.walks.year import run_year
from service.words import Names, Words
from service.workbook.sample import sample_intake

SEED, SECONDS = 1, 20


@cache
def small_intake() -> Intake:
    """Return the small sample."""
    return sample_intake("small")


@cache
def small_year() -> Year:
    """Return its year, solved once."""
    return year_of(small_intake())


def year_of(intake: Intake, *, progress: list[Progress] | None = None) -> Year:
    """Return the year of ``intake``; signs of life are gathered in ``progress``."""
    tell = None if progress is None else progress.append
    return run_year(intake, book=load_book(), country=load_country(), seed=SEED, time_limit=SECONDS, on_progress=tell)


def small_names(language: str = "en") -> Names:
    """Return names for the small sample."""
    return Names(small_intake(), book=load_book(), country=load_country(), words=Words(language))


def with_letter(intake: Intake, key: str, **changes: object) -> Intake:
    """Return ``intake`` with one letter changed."""
    letters = tuple(replace(each, **changes) if each.id == key else each for each in intake.letters)
    return replace(intake, letters=letters)


def letter_of(intake: Intake, key: str) -> Letter:
    """Return one letter."""
    return next(each for each in intake.letters if each.id == key)


def nobody_served(intake: Intake) -> Intake:
    """Return ``intake`` with one letter only, whose subject no mentor offers."""
    return replace(
        intake,
        letters=tuple(each for each in intake.letters if each.id == "s-04"),
        needs=tuple(each for each in intake.needs if each.letter == "s-04"),
        pins=(),
        past=(),
        absences=(),
    )
