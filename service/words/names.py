"""How parties, subjects, activities and papers are called, long for a paper and short for a column."""

import datetime as dt
import re
from collections.abc import Callable
from functools import cached_property

from data import Book, Text
from data.country import Country
from service.records.intake import Intake
from service.words.figures import day
from service.words.table import Words

# A day and an event as programs write them, an event of a partnership, and a sum that touches its currency.
ISO_DAY = re.compile(r"(?<![\w-])20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?![\w-])")
EVENT = re.compile(r"(?<![\w/-])([a-z_]+)/(\d+)\b")
OWN_EVENT = re.compile(r"(?<![\w/-])([\w-]+)/([a-z_]+)/\d+")
CLOSE_SIGN = re.compile(r"\bRp(?=\d)")


class Names:
    """Names for every id that a year uses.

    Parameters
    ----------
    intake
        Where mentors, letters and facilitators are named.
    book, country
        Where activities, papers, subjects and utilities are named.
    words
        The reader's language.
    """

    def __init__(self, intake: Intake, *, book: Book, country: Country, words: Words) -> None:
        """Keep the tables; names are looked up when asked."""
        self.intake, self.book, self.country, self.words = intake, book, country, words

    @cached_property
    def _utility_of(self) -> dict[str, str]:
        """Id of a letter or mentor to the id of its utility, where it has one."""
        pairs = {letter.id: letter.utility for letter in self.intake.letters}
        pairs.update({mentor.id: mentor.utility for mentor in self.intake.mentors if mentor.utility})
        return pairs

    @cached_property
    def _said(self) -> dict[str, str]:
        """Names written in the intake itself."""
        said = {mentor.id: mentor.name for mentor in self.intake.mentors if mentor.name and not mentor.utility}
        said.update({colleague.id: colleague.name for colleague in self.intake.facilitators})
        return said

    def party(self, key: str) -> str:
        """Return the full name behind a party's, mentor's, letter's or colleague's id; the id itself if unknown."""
        if key in self._said:
            return self._said[key]
        if key == "facilitator":
            return self.book.programme.facilitator
        utility = self._utility_of.get(key, key)
        return self.country.utility(utility).name if utility in self.country.utilities else key

    def short(self, key: str) -> str:
        """Return the place by which colleagues call a utility (``Kab. Lahat``), or what ``party`` says."""
        utility = self._utility_of.get(key, key)
        if key in self._said or utility not in self.country.utilities:
            return self.party(key)
        region = self.country.region(self.country.utility(utility).region_code)
        return region.name.replace("Kabupaten ", "Kab. ")

    def payer(self, payer: str) -> str:
        """Return who pays: the facilitator, or a party with its role (``mentee:pdam-kab-lahat``)."""
        role, _, party = payer.partition(":")
        return f"{self.role(role)} {self.short(party)}" if party else self.party(payer)

    def role(self, key: str) -> str:
        """Return a role's name."""
        return self._row("role", key)

    def subject(self, key: str) -> str:
        """Return a subject's name, or the code if the catalogue lacks it."""
        return self.words.say(self.country.subject(key).name) if key in self.country.subjects else key

    def activity(self, key: str) -> str:
        """Return an activity's name."""
        return self._row("activity", key)

    def document(self, key: str) -> str:
        """Return a paper's name."""
        return self._row("document", key)

    def head(self, key: str) -> str:
        """Return a budget head's name."""
        return self._row("budget_head", key)

    def kind(self, key: str) -> str:
        """Return a cost kind's name."""
        return self._row("cost_kind", key)

    def policy(self, key: str) -> str:
        """Return a travel policy's name."""
        return self._row("travel_policy", key)

    def _row(self, table: str, key: str) -> str:
        row = self.book.table(table).get(key)
        return self.words.say(row.name) if row is not None else key

    def told(self, text: Text) -> str:
        """Return a sentence of an answer as people say it: names for ids of parties, days and sums as in the report.

        Notes
        -----
        The planner knows no names, only ids, and writes days as ``2027-05-11``.
        """
        said = self._ids.sub(lambda found: self.short(found[0]), self.words.say(text))
        said = EVENT.sub(self._event, ISO_DAY.sub(self._day, said))
        return CLOSE_SIGN.sub("Rp ", said)

    def told_of(self, text: Text, called: Callable[[str], str]) -> str:
        """Return ``told`` with events of partnerships named too; ``called`` names a partnership."""
        return OWN_EVENT.sub(lambda found: f"{self.activity(found[2])} ({called(found[1])})", self.told(text))

    def _event(self, found: re.Match[str]) -> str:
        """Return ``study_visit/2`` as ``Study visit 2``."""
        key, occurrence = found.groups()
        if key not in self.book.activities:
            return found[0]
        return self.activity(key) if occurrence == "1" else f"{self.activity(key)} {occurrence}"

    def _day(self, found: re.Match[str]) -> str:
        try:
            return day(dt.date.fromisoformat(found[0]), self.words.language)
        except ValueError:  # the last days of a short month
            return found[0]

    @cached_property
    def _ids(self) -> re.Pattern[str]:
        """Every id of a utility or of a mentor without one; a bare word is left alone, as it may be a word."""
        known = {*self._utility_of, *self._utility_of.values(), *self._said} - {""}
        kept = sorted((re.escape(key) for key in known if not key.isalpha()), key=len, reverse=True)
        return re.compile(rf"(?<![\w-])(?:{'|'.join(kept)})(?![\w-])" if kept else r"(?!)")
