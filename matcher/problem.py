"""A frozen matching problem: who may be asked, by whom, under which book, with a fingerprint (2.1.4)."""

import hashlib
import json
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from data.book import Book
from data.country import Country, Reading
from data.travel import NoRoute, Route, Travel
from matcher.errors import UnknownMentee, UnknownMentor, UnknownNeed
from matcher.nouns import Mentee, Mentor, Need, Past, Pin, Practice
from matcher.policy import portion
from matcher.text import Percents, Vectors, vector_fit, word_fit, word_vectors

PREFIX = "match_"
# Digits of a reading up to which the decimals of a criterion, which keep 28, round as whole numbers do:
# a share of two such readings is whole or further from the next whole number than the rounding reaches.
LONGEST_READING = 24
# Beyond it a product by a hundred, doubled, could leave 64 bits.
SAFE = 2**53
# Whole numbers or truth values; numbers beyond SAFE are Python's own.
Ints = npt.NDArray[Any]
Value = Callable[..., int]
Made = TypeVar("Made")


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
    # Mentee id to mentor id as last published; the least fit, in points, to which pairs are lifted, worst first.
    published: Mapping[str, str] = field(default_factory=dict)
    floor: int = 0

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
        found: dict[str, list[Pin]] = {key: [] for key in self.mentees}
        for pin in self.pins:
            if pin.kind == "must" and pin.mentee in found:
                found[pin.mentee].append(pin)
        return {key: tuple(pins) for key, pins in found.items()}

    @cached_property
    def forbidden(self) -> Mapping[tuple[str, str], Pin]:
        """``(mentor, mentee)`` to the pin that rules the pair out."""
        return {(pin.mentor, pin.mentee): pin for pin in self.pins if pin.kind == "never"}

    @cached_property
    def forbidden_to(self) -> Mapping[str, tuple[str, ...]]:
        """Mentee id to the mentors that are ruled out for it."""
        found: dict[str, list[str]] = {}
        for mentor, mentee in self.forbidden:
            found.setdefault(mentee, []).append(mentor)
        return {mentee: tuple(mentors) for mentee, mentors in found.items()}

    @cached_property
    def past_of(self) -> Mapping[tuple[str, str], tuple[Past, ...]]:
        """``(teacher, learner)`` party ids to their finished partnerships."""
        found: dict[tuple[str, str], list[Past]] = {}
        for past in self.past:
            found.setdefault((past.teacher, past.learner), []).append(past)
        return {pair: tuple(pasts) for pair, pasts in found.items()}

    @cached_property
    def past_partners(self) -> Mapping[str, tuple[str, ...]]:
        """Party id to the parties that it taught or learned from."""
        found: dict[str, list[str]] = {}
        for teacher, learner in self.past_of:
            found.setdefault(teacher, []).append(learner)
            found.setdefault(learner, []).append(teacher)
        return {party: tuple(dict.fromkeys(others)) for party, others in found.items()}

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

    def offers(self, need: Need, mentor: Mentor) -> tuple[Practice, ...]:
        """Return the mentor's practices that answer the need's subject."""
        return self._once(("offers", need.subject, mentor.id), lambda: self._offers(need.subject, mentor.id))

    def _offers(self, subject: str, mentor: str) -> tuple[Practice, ...]:
        least = self.number("kinship_least_percent")
        return tuple(one for one in self.practices_of[mentor] if self.kinships[subject, one.subject] >= least)

    def today(self, need: Need, kpi: str) -> Reading | None:
        """Return where the mentee stands: as its letter says, else as the reference does, else None."""
        if kpi in need.today:
            return Reading(value=need.today[kpi], year=None, source="request letter")
        return self.mentees[need.mentee].readings.get(kpi)

    def route(self, mentor: Mentor, mentee: Mentee) -> Route | None:
        """Return the mentor's journey to the mentee, None when a place is not known."""
        if not (mentor.region and mentee.region):
            return None
        try:
            return self.travel.route(mentor.region, mentee.region)
        except NoRoute:
            return None

    def word_percent(self, need: Need, practice: Practice) -> int | None:
        """Return how near the letter's words are to the practice, None when it has no words."""
        if is_silent(need):
            return None
        column = self._answer_columns(need.subject).get(practice.id)
        if column is not None:
            return int(self.word_percents(need.subject)[self.need_places[need.id], column])
        words, subjects = _words(need), self.country.subjects
        return int(word_fit([words], [practice.title], offered=[practice.subject], catalogue=subjects)[0, 0])

    def word_percents(self, subject: str) -> Percents:
        """Return the likeness of words of every need on a subject to every practice that answers it.

        Shape (n_needs, n_answers), rows as in ``needs_on``, columns as in ``answers``; silent needs have 0.
        """
        return self._once(("words", subject), lambda: self._word_percents(subject))

    def _word_percents(self, subject: str) -> Percents:
        offered = np.array([self.shelf[place].subject for place in self.answers(subject)], dtype=object)
        asked = word_vectors([_words(need) for need in self.needs_on[subject]], self.country.subjects)
        table = np.zeros((asked.shape[0], len(offered)), dtype=np.int8)
        for key in dict.fromkeys(offered):
            columns = np.flatnonzero(offered == key)
            table[:, columns] = vector_fit(
                asked, self._titles(key), offered=[key] * len(columns), catalogue=self.country.subjects
            )
        return table

    def _titles(self, subject: str) -> Vectors:
        """Return the vectors of the titles of a subject's practices, in the order of the shelf."""
        titles = (practice.title for practice in self.shelf if practice.subject == subject)
        return self._once(("titles", subject), lambda: word_vectors(tuple(titles), self.country.subjects))

    @cached_property
    def needs_on(self) -> Mapping[str, tuple[Need, ...]]:
        """Subject to the needs that ask for it."""
        found: dict[str, list[Need]] = {}
        for need in self.needs.values():
            found.setdefault(need.subject, []).append(need)
        return {subject: tuple(needs) for subject, needs in found.items()}

    @cached_property
    def need_places(self) -> Mapping[str, int]:
        """Need id to its place among the needs on its subject."""
        return {need.id: place for needs in self.needs_on.values() for place, need in enumerate(needs)}

    @cached_property
    def shelf(self) -> tuple[Practice, ...]:
        """All practices, mentor by mentor, each mentor's in the order they were added."""
        return tuple(practice for practices in self.practices_of.values() for practice in practices)

    @cached_property
    def shelf_mentors(self) -> Ints:
        """The place of its mentor among the mentors for each practice of the shelf, (n_practices,)."""
        return np.repeat(np.arange(len(self.mentors)), [len(practices) for practices in self.practices_of.values()])

    def answers(self, subject: str) -> Ints:
        """Return the places on the shelf of the practices that answer a subject in use; see ``offers``."""
        least = self.number("kinship_least_percent")
        return self._once(
            ("answers", subject),
            lambda: np.flatnonzero([self.kinships[subject, practice.subject] >= least for practice in self.shelf]),
        )

    def _answer_columns(self, subject: str) -> Mapping[str, int]:
        return self._once(
            ("columns", subject),
            lambda: {self.shelf[place].id: column for column, place in enumerate(self.answers(subject))},
        )

    @cached_property
    def mentors_of_party(self) -> Mapping[str, tuple[str, ...]]:
        """Party id (see ``Party.party``) to the mentors that are this party."""
        found: dict[str, list[str]] = {}
        for mentor in self.mentors.values():
            found.setdefault(mentor.party, []).append(mentor.id)
        return {party: tuple(mentors) for party, mentors in found.items()}

    @cached_property
    def alphabet(self) -> Ints:
        """The place in the order of ids for each mentor, (n_mentors,)."""
        place = {key: position for position, key in enumerate(sorted(self.mentors))}
        return np.array([place[key] for key in self.mentors], dtype=np.int64)

    def digits(self, kpi: str) -> int | None:
        """Return how many digits behind the point make every reading of a KPI whole, None where that is too long."""
        return self._once(("digits", kpi), lambda: self._digits(kpi))

    def _digits(self, kpi: str) -> int | None:
        told = [table for practice in self.shelf for table in (practice.before, practice.after)]
        told += [need.today for need in self.needs.values()]
        known = [party.readings for parties in (self.mentors, self.mentees) for party in parties.values()]
        values = {table[kpi] for table in told if kpi in table}
        values |= {readings[kpi].value for readings in known if kpi in readings}
        digits = max((-int(value.as_tuple().exponent) for value in values), default=0)
        longest = max((value.adjusted() for value in values), default=0)
        return max(digits, 0) if longest + max(digits, 0) < LONGEST_READING else None

    def of_mentors(self, value: Value, *arguments: Hashable) -> Ints:
        """Return ``value(problem, mentor, *arguments)`` of every mentor, worked out once, (n_mentors,)."""
        return self._once(("mentors", value, arguments), lambda: self._column(self.mentors.values(), value, arguments))

    def of_shelf(self, value: Value, *arguments: Hashable) -> Ints:
        """Return ``value(problem, practice, *arguments)`` of the whole shelf, worked out once, (n_practices,)."""
        return self._once(("shelf", value, arguments), lambda: self._column(self.shelf, value, arguments))

    def _column(self, nouns: Iterable[Any], value: Value, arguments: tuple[Hashable, ...]) -> Ints:
        return whole_numbers([value(self, noun, *arguments) for noun in nouns])

    def _once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what ``make`` made when it was first asked for under ``key``."""
        if key not in self._made:
            self._made[key] = make()
        made: Made = self._made[key]
        return made

    @cached_property
    def _made(self) -> dict[Hashable, Any]:
        return {}

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the book and every noun, the same on every machine."""
        nouns = [self.mentors, self.practices, self.mentees, self.needs]
        told = [list(self.pins), list(self.past), self.published, self.floor]
        content = [[list(table.values()) for table in nouns], *told]
        text = json.dumps(content, default=_plain, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(f"{self.book.fingerprint}\0{text}".encode()).hexdigest()


def is_silent(need: Need) -> bool:
    """Whether the letter has no words on the need."""
    return not need.text.strip() and not need.expects.strip()


def _words(need: Need) -> str:
    return f"{need.text} {need.expects}"


def whole_numbers(values: Sequence[int]) -> Ints:
    """Return an array of the values, exact whatever their size."""
    if all(isinstance(value, bool) for value in values):
        return np.array(values, dtype=np.bool_)
    return np.array(values, dtype=np.int64 if max(map(abs, values)) < SAFE else object)


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {item.name: getattr(value, item.name) for item in fields(value)}
    if isinstance(value, Mapping):
        return dict(value)
    return str(value)
