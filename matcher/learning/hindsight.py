"""The ranking beside what people chose: the place it gave to the mentor that was really taken (3.1.2).

It looks back and never learns: no weight is fitted, and the summary says how few cases there are.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

from data.answer import Reason
from data.book import Book
from data.country import Country, load_country
from data.errors import Fault
from data.tables import REFERENCE, ReferenceFault, read_rows
from data.text import Text
from matcher.model import Model
from matcher.nouns import Need, Past
from matcher.problem import Problem
from matcher.ranking import why_not
from matcher.scores import Scored, score_need
from matcher.sentences import say

KNOWN = REFERENCE / "known_partnerships.csv"
COLUMNS = ("year", "mentee", "subject", "mentor", "source", "note")
# Standard deviations of the normal law that hold 95 per cent.
CONFIDENCE_95 = 1.96
# A short list has three mentors (match_shortlist_length), so a place among three is what a facilitator would see.
SHORT = 3

NO_SUBJECT = Text(
    en="The subject of {} in {} is not known, so nothing can be ranked.",
    id="Bidang untuk {} tahun {} tidak diketahui, sehingga tidak ada yang dapat diperingkat.",
)
NAME_SUBJECT = Text(
    en="Find the subject in the letter or the agreement.", id="Cari bidangnya di surat atau perjanjian."
)
NO_LETTER = Text(
    en="There is no letter of {} on {} in this problem.", id="Tidak ada surat dari {} tentang {} dalam masalah ini."
)
ADD_LETTER = Text(en="Add the need of that time.", id="Tambahkan kebutuhan saat itu.")
NO_MENTOR = Text(en="{} is not among the mentors of this problem.", id="{} bukan mentor dalam masalah ini.")
ADD_MENTOR = Text(en="Add the mentors of that time.", id="Tambahkan para mentor saat itu.")
SHARE = Text(
    en="In {} of {} cases the mentor really chosen is among the first {} of the ranking "
    "(95 per cent interval: {} to {} per cent); by the plain rule in {} ({} to {} per cent).",
    id="Dalam {} dari {} kasus, mentor yang benar-benar dipilih ada di {} teratas peringkat "
    "(interval 95 persen: {} sampai {} persen); menurut aturan sederhana dalam {} ({} sampai {} persen).",
)
SHARE_FIRST = Text(
    en="In {} of {} cases the mentor really chosen is first in the ranking (95 per cent interval: {} to {} per cent); "
    "by the plain rule in {} ({} to {} per cent).",
    id="Dalam {} dari {} kasus, mentor yang benar-benar dipilih menempati urutan pertama peringkat (interval 95 "
    "persen: {} sampai {} persen); menurut aturan sederhana dalam {} ({} sampai {} persen).",
)
MEAN = Text(
    en="Mean reciprocal place, in thousandths: {} by the ranking, {} by the plain rule.",
    id="Rata-rata kebalikan peringkat, dalam perseribu: {} menurut peringkat, {} menurut aturan sederhana.",
)
FEW = Text(
    en="{} cases are fewer than {}: no weight may be fitted to them, and none is.",
    id="{} kasus kurang dari {}: tidak ada bobot yang boleh disesuaikan dengannya, dan memang tidak.",
)
NO_FIT = Text(
    en="{} cases; weights are still a board's decision, and none is fitted here.",
    id="{} kasus; bobot tetap keputusan pengurus, dan tidak ada yang disesuaikan di sini.",
)
NOBODY = Text(en="No case can be compared.", id="Tidak ada kasus yang dapat dibandingkan.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What people chose: ``mentee`` and ``mentor`` are party ids; empty subject and None year are not known."""

    mentee: str
    mentor: str
    subject: str = ""
    year: int | None = None
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One choice looked back at.

    Parameters
    ----------
    allowed
        Number of mentors that no rule keeps from the need.
    place, plain_place
        1 for the first by the ranking and by the plain rule; None when it is not in the list at all.
    why
        The rules that keep the chosen mentor out, empty when it was ranked.
    """

    choice: Choice
    allowed: int
    place: int | None
    plain_place: int | None
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """``hits`` of ``cases``, and the ends of its 95 per cent interval in whole per cent, rounded outwards."""

    hits: int
    cases: int
    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hindsight:
    """All cases, and a reason for each choice that could not be one; ``least`` is the book's number for fitting."""

    cases: tuple[Case, ...]
    skipped: tuple[Reason, ...]
    least: int

    def top(self, length: int, *, plain: bool = False) -> Share:
        """Return in how many cases the chosen mentor is among the first ``length``."""
        return wilson(sum(place is not None and place <= length for place in self._places(plain)), len(self.cases))

    def mean_reciprocal(self, *, plain: bool = False) -> Fraction:
        """Return the mean of one over the place, a mentor not in the list counting nothing; 0 without cases."""
        places = self._places(plain)
        return sum((Fraction(1, place) for place in places if place), Fraction(0)) / max(len(places), 1)

    @property
    def summary(self) -> tuple[Text, ...]:
        """The comparison in sentences, the smallness of the sample said last."""
        if not self.cases:
            return (NOBODY,)
        count = len(self.cases)
        return (
            *(self._share(length) for length in (1, SHORT)),
            say(MEAN, round(self.mean_reciprocal() * 1000), round(self.mean_reciprocal(plain=True) * 1000)),
            say(FEW, count, self.least) if count < self.least else say(NO_FIT, count),
        )

    def _share(self, length: int) -> Text:
        ours, plain = self.top(length), self.top(length, plain=True)
        figures = (ours.low, ours.high, plain.hits, plain.low, plain.high)
        if length == 1:
            return say(SHARE_FIRST, ours.hits, ours.cases, *figures)
        return say(SHARE, ours.hits, ours.cases, length, *figures)

    def _places(self, plain: bool) -> tuple[int | None, ...]:
        return tuple(case.plain_place if plain else case.place for case in self.cases)


def read_choices(path: Path = KNOWN, country: Country | None = None) -> tuple[Choice, ...]:
    """Return the choices of a CSV file with the columns year, mentee, subject, mentor, source and note.

    Mentee and mentor are utility ids of the reference, the subject one of the catalogue; year and subject may be
    empty. The file that comes with the package holds the known partnerships with a public source.

    Raises
    ------
    ReferenceFault
        With every unreadable cell.
    """
    known = country or load_country()
    faults: list[Fault] = []
    found = []
    for row in read_rows(path, columns=COLUMNS, faults=faults):
        for column in ("mentee", "mentor"):
            if row.needed(column) and row.text(column) not in known.utilities:
                row.fault(column, f"is {row.text(column)!r}; expected a utility id of the reference")
        if row.text("subject") and row.text("subject") not in known.subjects:
            row.fault("subject", f"is {row.text('subject')!r}; expected a subject of the catalogue, or nothing")
        choice = Choice(
            mentee=row.text("mentee"),
            mentor=row.text("mentor"),
            subject=row.text("subject"),
            year=row.whole("year"),
            source=row.text("source"),
            note=row.text("note"),
        )
        found.append(choice)
    if faults:
        raise ReferenceFault(tuple(faults))
    return tuple(found)


def problem_of(
    choices: Sequence[Choice], book: Book, *, pool: Iterable[str] = (), country: Country | None = None
) -> Problem:
    """Return the problem that stood behind past choices, as far as the reference can tell.

    Who else could have been a mentor then is not on record. So the pool is everybody that was chosen in any of the
    choices, and the utilities in ``pool``; each is supposed to offer every subject that was asked, without figures.
    What the reference says of a utility today is taken for what was true then.

    Raises
    ------
    BadValue, UnknownSubject
        For a choice or a pool that the reference does not know.
    """
    model = Model(book, country)
    subjects = tuple(dict.fromkeys(choice.subject for choice in choices if choice.subject))
    for mentor in dict.fromkeys([*(choice.mentor for choice in choices), *pool]):
        model.add_mentor(mentor, utility=mentor, capacity=max(len(choices), 1))
        for subject in subjects:
            model.add_practice(mentor, subject=subject)
    asked: dict[str, list[str]] = {}
    for choice in choices:
        if choice.mentee not in asked:
            asked[choice.mentee] = []
            model.add_mentee(choice.mentee, utility=choice.mentee)
        if choice.subject and choice.subject not in asked[choice.mentee]:
            asked[choice.mentee].append(choice.subject)
            model.add_need(choice.mentee, subject=choice.subject, rank=len(asked[choice.mentee]))
    for choice in choices:
        model.add_past(choice.mentor, choice.mentee, year=choice.year, subject=choice.subject)
    return model.freeze()


def look_back(problem: Problem, choices: Iterable[Choice]) -> Hindsight:
    """Return for each choice the place that the ranking and the plain rule give to the mentor that was chosen.

    What would tell the answer is taken away first: the mentor that the letter names, pins, and every past
    partnership that is not known to be of an earlier year.
    """
    cases: list[Case] = []
    skipped: list[Reason] = []
    seen: dict[int | None, Problem] = {}
    for choice in choices:
        mentor = next((key for key, one in problem.mentors.items() if choice.mentor in {key, one.party}), "")
        need = _need(problem, choice)
        if need is None or not mentor:
            skipped.append(_skip(problem, choice, known=bool(mentor)))
            continue
        if choice.year not in seen:
            seen[choice.year] = _blind(problem, choice.year)
        blind = seen[choice.year]
        ranked = score_need(blind, blind.needs[need.id])
        order = [scored.mentor for scored in ranked]
        case = Case(
            choice=choice,
            allowed=len(order),
            place=_place(order, mentor),
            plain_place=_place(_plain(blind, need, ranked), mentor),
            why=why_not(blind, need.id, mentor=mentor),
        )
        cases.append(case)
    return Hindsight(cases=tuple(cases), skipped=tuple(skipped), least=problem.number("hindsight_least_cases"))


def wilson(hits: int, cases: int) -> Share:
    """Return the share with the 95 per cent interval of Wilson, which keeps inside 0 to 100 for few cases too.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927).
    """
    if not cases:
        return Share(hits=0, cases=0, low=0, high=100)
    square = CONFIDENCE_95**2
    middle = (hits + square / 2) / (cases + square)
    half = CONFIDENCE_95 * math.sqrt(hits * (cases - hits) / cases + square / (2 + 2)) / (cases + square)
    low, high = (middle - half) * 100, (middle + half) * 100
    return Share(
        hits=hits,
        cases=cases,
        low=max(math.floor(low), 0),
        high=min(math.ceil(high), 100),
    )


def _need(problem: Problem, choice: Choice) -> Need | None:
    for need in problem.needs.values():
        mentee = problem.mentees[need.mentee]
        if choice.mentee in {mentee.id, mentee.party} and choice.subject == need.subject:
            return need
    return None


def _skip(problem: Problem, choice: Choice, *, known: bool) -> Reason:
    year = str(choice.year or "?")
    if not choice.subject:
        words = say(NO_SUBJECT, choice.mentee, year), NAME_SUBJECT
    elif not known:
        words = say(NO_MENTOR, choice.mentor), ADD_MENTOR
    else:
        words = say(NO_LETTER, choice.mentee, problem.country.subject(choice.subject).name), ADD_LETTER
    return Reason(rule="hindsight", section="3.1.2", who=choice.mentee, sentence=words[0], remedy=words[1])


def _blind(problem: Problem, year: int | None) -> Problem:
    """Return the problem as it could be known before the choice of ``year``."""

    def was_over(past: Past) -> bool:
        return year is not None and past.year is not None and past.year < year

    needs = {key: replace(need, chosen="") for key, need in problem.needs.items()}
    past = tuple(past for past in problem.past if was_over(past))
    return replace(problem, needs=MappingProxyType(needs), pins=(), past=past)


def _place(order: Sequence[str], mentor: str) -> int | None:
    return order.index(mentor) + 1 if mentor in order else None


def _plain(problem: Problem, need: Need, ranked: Iterable[Scored]) -> list[str]:
    """Return the mentors in the order of ``matcher.baseline``: not known to be less than healthy, nearest first."""
    mentee = problem.mentees[need.mentee]
    near = []
    for scored in ranked:
        mentor = problem.mentors[scored.mentor]
        if mentor.health in {"", "sehat"}:
            route = problem.route(mentor, mentee)
            near.append((route is None, route.distance_km if route else 0, mentor.id))
    return [mentor for _, _, mentor in sorted(near)]
