"""One reader's look at one year: the language, the names, and what the screen can show."""

import datetime as dt
from dataclasses import dataclass
from typing import Generic, TypeVar

from rich.console import Console

from data import Language, Text
from service.records.year import Matched
from service.words import Names, Words, day, number, rupiah, short_day, span

# A match, or a whole year: whoever can show a match can show a year.
Shown_co = TypeVar("Shown_co", bound=Matched, covariant=True)
Given = TypeVar("Given", bound=Matched)

# What a screen without the box-drawing characters gets instead.
PLAIN_MARKS = {"━": "=", "░": ".", "✓": "*", "→": "->", "←": "<-", "·": "-", "►": ">"}


@dataclass(frozen=True, slots=True, kw_only=True)
class View(Generic[Shown_co]):
    """A year as one reader sees it.

    Parameters
    ----------
    year
        What is shown.
    words, names
        The reader's words, and names for the ids of the year.
    width
        Columns of the screen.
    plain
        True when the screen has no box-drawing characters.
    """

    year: Shown_co
    words: Words
    names: Names
    width: int
    plain: bool = False

    @property
    def language(self) -> Language:
        """The reader's language."""
        return self.words.language

    @property
    def currency(self) -> str:
        """The programme's currency."""
        return self.year.book.programme.currency

    def say(self, text: Text) -> str:
        """Return a text of the book or of an answer, with names in place of ids."""
        return self.names.told(text)

    def money(self, amount: int) -> str:
        """Return an amount of the programme's currency."""
        return rupiah(amount, self.language, self.currency)

    def amount(self, value: int, unit: str) -> str:
        """Return a level's value: money as money, anything else as a number."""
        return self.money(value) if unit == "rupiah" else self.number(value)

    def number(self, value: int) -> str:
        """Return a whole number."""
        return number(value, self.language)

    def called(self, key: str) -> str:
        """Return an id with the name behind it: ``s-07 Kota Solok``, ``w-07 Kota Solok``."""
        name = self.names.short(self.year.letters.get(key, key))
        return key if name == key else f"{key} {name}"

    def mark(self, sign: str) -> str:
        """Return ``sign``, or what stands for it on a plain screen."""
        return PLAIN_MARKS.get(sign, sign) if self.plain else sign

    def day(self, date: dt.date) -> str:
        """Return a day with its year."""
        return day(date, self.language)

    def short_day(self, date: dt.date) -> str:
        """Return a day, with its year only where that is not the year of the programme."""
        return short_day(date, self.language) if date.year == self.year.intake.year else day(date, self.language)

    def span(self, first: dt.date, last: dt.date) -> str:
        """Return a span of days, with its year only where that is not the year of the programme."""
        told = span(first, last, self.language)
        outside = first.year == last.year != self.year.intake.year
        return f"{told} {last.year}" if outside else told


def view_of(year: Given, *, console: Console, language: Language) -> View[Given]:
    """Return how ``console`` shows ``year`` in ``language``."""
    words = Words(language)
    names = Names(year.intake, book=year.book, country=year.country, words=words)
    return View(year=year, words=words, names=names, width=console.width, plain=console.options.ascii_only)
