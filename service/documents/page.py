"""One reader's page of one year: its language, its names, and how figures are written."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from babel.dates import format_date

import planner
from data.answer import Level, Reason
from data.coded import unit_said
from data.text import Language, Text
from matcher.criteria import CRITERIA
from service.documents.page_words import PageWords
from service.records.year import Year
from service.words import Names, day, number, rupiah, short_day, span

CRITERION_NAMES = {criterion.id: criterion.name for criterion in CRITERIA}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What every part of the page needs.

    Parameters
    ----------
    year
        What is shown.
    words, names
        The reader's words, and names for the ids of the year.
    partners
        Partnership id to its letter and its mentor.
    """

    year: Year
    words: PageWords
    names: Names
    partners: Mapping[str, tuple[str, str]]

    @property
    def language(self) -> Language:
        """The reader's language."""
        return self.words.language

    def say(self, text: Text) -> str:
        """Return a text of the book or of an answer, with names in place of ids."""
        return self.names.told(text)

    def money(self, amount: int) -> str:
        """Return an amount of the programme's currency, on one line."""
        return rupiah(amount, self.language, self.year.book.programme.currency).replace(" ", "\u00a0")

    def number(self, value: int) -> str:
        """Return a whole number."""
        return number(value, self.language)

    def quantity(self, value: int, unit: str) -> str:
        """Return a level's value in its unit."""
        if unit == "rupiah":
            return self.money(value)
        key = f"unit.{unit.replace(' ', '_')}"
        return f"{self.number(value)} {self.words.known(key, self.say(unit_said(unit)))}"

    def day(self, date: dt.date) -> str:
        """Return a day with its year."""
        return day(date, self.language)

    def short_day(self, date: dt.date) -> str:
        """Return a day, with its year only where that is not the year of the programme."""
        return short_day(date, self.language) if date.year == self.year.intake.year else day(date, self.language)

    def span(self, first: dt.date, last: dt.date) -> str:
        """Return a span of days with a real dash, with its year only where that is not the programme's."""
        told = span(first, last, self.language).replace("-", "\u2013")
        return f"{told} {last.year}" if first.year == last.year != self.year.intake.year else told

    def month(self, date: dt.date) -> str:
        """Return a month's name with its year."""
        return str(format_date(date, "LLLL y", locale=self.language))

    def short_month(self, date: dt.date) -> str:
        """Return a month's short name."""
        return str(format_date(date, "LLL", locale=self.language))

    def criterion(self, key: str) -> str:
        """Return a criterion's name."""
        return self.say(CRITERION_NAMES[key]) if key in CRITERION_NAMES else key

    def pair(self, key: str) -> str:
        """Return a partnership as people call it, mentor first; the whole programme for the empty key."""
        if key not in self.partners:
            return key or self.words("time.programme")
        letter, mentor = self.partners[key]
        return f"{self.names.short(mentor)} → {self.names.short(letter)}"

    def event(self, event: planner.Event) -> str:
        """Return an event's name, numbered from its second time on."""
        name = self.names.activity(event.activity)
        return f"{name} {event.occurrence}" if event.occurrence > 1 else name

    def place(self, event: planner.Event) -> str:
        """Return where an event takes place, or an empty text."""
        return self.names.short(event.place) if event.place else ""

    def section(self, reason: Reason) -> str:
        """Return the section that a reason stands on, or an empty text."""
        return self.words("page.section", section=reason.section) if reason.section else ""

    def proof(self, level: Level) -> str:
        """Return whether a level is proved, or how far from proved."""
        if level.proved:
            return self.words("levels.page_proved")
        return self.words("levels.page_gap", permille=level.gap_permille)


def page_of(year: Year, *, language: Language) -> Page:
    """Return how a reader of ``language`` sees ``year``."""
    words = PageWords(language)
    return Page(
        year=year,
        words=words,
        names=Names(year.intake, book=year.book, country=year.country, words=words),
        partners={key: (letter, year.proposal(key).mentor) for key, letter in year.letters.items()},
    )
