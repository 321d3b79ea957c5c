"""A frozen matching problem: who may be asked, by whom, under which book, with a fingerprint (2.1.4)."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cached_property
from typing import Any

import numpy as np

from data.book import Book
from data.country import Country, Reading
from data.travel import NoRoute, Route, Travel
from matcher.errors import UnknownMentee, UnknownMentor, UnknownNeed
from matcher.nouns import Mentee, Mentor, Need, Past, Pin, Practice
from matcher.policy import portion
from matcher.text import word_fit

PREFIX = "match_"


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Everything that a match depends on; equal problems have equal fingerprints.

    Mentees stand in the order of their letters. No slots: what is derived is computed once and kept.
    """

    book: Book = field(repr=False)
    country: Country = field(repr=False)
    travel: Travel = field(repr=False, compare=False)
    mentors: Mapping[str, Mentor]
    practices: Mapping[str, Practice]
    mentees: Mapping[str, Mentee]
    needs: Mapping[str, Need]
    pins: tuple[Pin, ...] = ()
    past: tuple[Past, ...] = ()

    def mentor(self, key: str) -> Mentor:
        """Return a mentor; raise ``UnknownMentor``."""
        if key not in self.mentors:
            raise UnknownMentor(key)
        return self.mentors[key]

    def mentee(self, key: str) -> Mentee:
        """Return a mentee; raise ``UnknownMentee``."""
        if key not in self.mentees:
            raise UnknownMentee(key)
        return self.mentees[key]

    def need(self, key: str) -> Need:
        """Return a need; raise ``UnknownNeed``."""
        if key not in self.needs:
            raise UnknownNeed(key)
        return self.needs[key]

    def number(self, key: str) -> int:
        """Return the number ``match_<key>`` of the book; raise ``UnknownRow``."""
        found = self._numbers.get(key)
        return self.book.number(PREFIX + key) if found is None else found

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        numbers = self.book.numbers.values()
        return {row.id.removeprefix(PREFIX): row.value for row in numbers if row.id.startswith(PREFIX)}

    def weight(self, criterion: str) -> int:
        """Return the most points of a criterion."""
        return self.number("weight_" + criterion)

    def neutral(self, possible: int) -> int:
        """Return what a missing value gets of ``possible`` points."""
        return portion(possible, self.number("neutral_percent"), 100)

    @cached_property
    def practices_of(self) -> Mapping[str, tuple[Practice, ...]]:
        """Mentor id to its practices, in the order they were added."""
        found: dict[str, list[Practice]] = {key: [] for key in self.mentors}
        for practice in self.practices.values():
            found[practice.mentor].append(practice)
        return {key: tuple(practices) for key, practices in found.items()}

    @cached_property
    def needs_of(self) -> Mapping[str, tuple[Need, ...]]:
        """Mentee id to its needs by rank."""
        found: dict[str, list[Need]] = {key: [] for key in self.mentees}
        for need in self.needs.values():
            found[need.mentee].append(need)
        return {key: tuple(sorted(needs, key=lambda need: need.rank)) for key, needs in found.items()}

    @cached_property
    def wishes(self) -> Mapping[str, tuple[str, ...]]:
        """Mentee id to the mentors named in its letter, by rank of the need."""
        return {
            key: tuple(dict.fromkeys(need.chosen for need in needs if need.chosen))
            for key, needs in self.needs_of.items()
        }

    @cached_property
    def fixed(self) -> Mapping[str, tuple[Pin, ...]]:
        """Mentee id to the pins that fix it; more than one contradict each other."""
        return {key: tuple(p for p in self.pins if p.kind == "must" and p.mentee == key) for key in self.mentees}

    @cached_property
    def forbidden(self) -> Mapping[tuple[str, str], Pin]:
        """``(mentor, mentee)`` to the pin that rules the pair out."""
        return {(pin.mentor, pin.mentee): pin for pin in self.pins if pin.kind == "never"}

    @cached_property
    def past_of(self) -> Mapping[tuple[str, str], tuple[Past, ...]]:
        """``(teacher, learner)`` party ids to their finished partnerships."""
        pairs = dict.fromkeys((past.teacher, past.learner) for past in self.past)
        return {pair: tuple(p for p in self.past if (p.teacher, p.learner) == pair) for pair in pairs}

    @cached_property
    def kinships(self) -> Mapping[tuple[str, str], int]:
        """``(asked, offered)`` to the per cent by which the subjects are akin, for subjects in use."""
        asked = {need.subject for need in self.needs.values()}
        offered = {practice.subject for practice in self.practices.values()}
        return {(a, b): self._kinship(a, b) for a in asked for b in offered}

    def _kinship(self, asked: str, offered: str) -> int:
        one, other = self.country.subject(asked), self.country.subject(offered)
        if asked == offered:
            return self.number("kinship_same_percent")
        if set(one.kpis) & set(other.kpis):
            return self.number("kinship_kpi_percent")
        if set(one.indicators) & set(other.indicators):
            return self.number("kinship_indicator_percent")
        return self.number("kinship_group_percent") if one.group == other.group else 0

    @cached_property
    def _offers(self) -> dict[tuple[str, str], tuple[Practice, ...]]:
        return {}

    def offers(self, need: Need, mentor: Mentor) -> tuple[Practice, ...]:
        """Return the mentor's practices that answer the need's subject."""
        key = need.subject, mentor.id
        if key not in self._offers:
            least = self.number("kinship_least_percent")
            practices = self.practices_of[mentor.id]
            self._offers[key] = tuple(p for p in practices if self.kinships[need.subject, p.subject] >= least)
        return self._offers[key]

    def today(self, need: Need, kpi: str) -> Reading | None:
        """Return where the mentee stands: as its letter says, else as the reference does, else None."""
        if kpi in need.today:
            return Reading(value=need.today[kpi], year=None, source="request letter")
        return self.mentees[need.mentee].readings.get(kpi)

    @cached_property
    def _routes(self) -> dict[tuple[str, str], Route | None]:
        return {}

    def route(self, mentor: Mentor, mentee: Mentee) -> Route | None:
        """Return the mentor's journey to the mentee, None when a place is not known."""
        key = mentor.region, mentee.region
        if key not in self._routes:
            self._routes[key] = self._route(*key)
        return self._routes[key]

    def _route(self, origin: str, destination: str) -> Route | None:
        if not origin or not destination:
            return None
        try:
            return self.travel.route(origin, destination)
        except NoRoute:
            return None

    def word_percent(self, need: Need, practice: Practice) -> int | None:
        """Return how near the letter's words are to the practice, None when it has no words."""
        if not need.text.strip() and not need.expects.strip():
            return None
        table, rows, columns = self._words
        return table[rows[need.id]][columns[practice.id]]

    @cached_property
    def _words(self) -> tuple[list[list[int]], Mapping[str, int], Mapping[str, int]]:
        needs, practices = tuple(self.needs.values()), tuple(self.practices.values())
        table = word_fit(
            [f"{need.text} {need.expects}" for need in needs],
            [practice.title for practice in practices],
            offered=[practice.subject for practice in practices],
            catalogue=self.country.subjects,
        )
        rows = {need.id: position for position, need in enumerate(needs)}
        return np.asarray(table).tolist(), rows, {p.id: position for position, p in enumerate(practices)}

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the book and every noun, the same on every machine."""
        nouns = [self.mentors, self.practices, self.mentees, self.needs]
        content = [[list(table.values()) for table in nouns], list(self.pins), list(self.past)]
        text = json.dumps(content, default=_plain, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(f"{self.book.fingerprint}\0{text}".encode()).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {item.name: getattr(value, item.name) for item in fields(value)}
    if isinstance(value, Mapping):
        return dict(value)
    return str(value)
