"""A matching problem while it is being written down; every slip is told at the line that makes it (3.1.1, 3.1.2)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Literal

from data.answer import OnProgress, Reason
from data.book import Book
from data.country import Country, load_country
from data.travel import Travel
from matcher.entry import Entry, Values, count, near, waters, whole
from matcher.errors import BadValue, DuplicateId, TooLarge, UnknownMentee, UnknownMentor, UnknownParty
from matcher.nouns import Expectation, Mentee, Mentor, Need, Past, Pin, Practice
from matcher.policy import most_points
from matcher.problem import Problem
from matcher.proposal import Proposal
from matcher.ranking import rank, why_not
from matcher.result import Result
from matcher.solving import solve

# Pairs of a need and a practice that fit into memory as whole numbers, about two gigabytes.
MOST_PAIRS = 20_000_000


class Model:
    """What the facilitator knows, added noun by noun.

    Parameters
    ----------
    book
        The programme's book; its ``policy/matching.toml`` holds every weight.
    country
        The reference data, those that come with the package when None.
    """

    def __init__(self, book: Book, country: Country | None = None) -> None:
        self.book = book
        self.country = country or load_country()
        self.travel = Travel(self.country, book)
        self._entry = Entry(self.country, book)
        self._mentors: dict[str, Mentor] = {}
        self._practices: dict[str, Practice] = {}
        self._mentees: dict[str, Mentee] = {}
        self._needs: dict[str, Need] = {}
        self._pins: list[Pin] = []
        self._past: list[Past] = []
        self._published: dict[str, str] = {}
        self._floor = book.number("match_floor_points")

    def add_mentor(
        self,
        id: str,
        *,
        name: str = "",
        region: str = "",
        connections: int | None = None,
        capacity: int = 1,
        least: int = 0,
        team_days: int | None = None,
        kind: str = "utility",
        raw_water: str = "",
        utility: str = "",
        member: bool = True,
    ) -> Mentor:
        """Add somebody willing to teach; what is not given comes from the reference, where it knows the utility.

        Parameters
        ----------
        id
            Mentor id; a utility id of the reference fills the rest.
        region
            Region code; ``raw_water`` one or more kinds parted by commas.
        connections, capacity
            Number of connections; mentees that it takes this year, 0 or more.
        least
            Fewest mentees for which it would prepare, at most ``capacity``; 0 when any will do.
        team_days
            Most working days of its team in the year, journeys included; None when it did not say.
            Asked for by ``solve_subjects`` alone.

        Raises
        ------
        DuplicateId, BadValue
        """
        known = self._entry.utility(id, utility)
        place = self._entry.region(region or (known.region_code if known else ""))
        if whole("least", least) > whole("capacity", capacity):
            raise BadValue(field="least", value=least, expected=f"at most the capacity, {capacity}")
        mentor = Mentor(
            id=_new("mentor", id, self._mentors),
            name=name or (known.name if known else id),
            utility=known.id if known else "",
            region=place,
            island=self._entry.island(place),
            connections=count("connections", connections, known.connections if known else None),
            raw_water=waters(raw_water),
            readings=known.readings if known else {},
            member=member,
            kind=kind,
            capacity=capacity,
            least=least,
            team_days=None if team_days is None else whole("team_days", team_days),
            health=known.category if known else "",
            health_year=known.score_year if known else None,
        )
        self._mentors[id] = mentor
        return mentor

    def add_practice(
        self,
        mentor: Mentor | str,
        *,
        subject: str,
        title: str = "",
        before: Values | None = None,
        after: Values | None = None,
        year: int | None = None,
        verified: bool = False,
    ) -> Practice:
        """Add a practice on offer, with KPI values before and after it.

        Raises
        ------
        UnknownMentor, UnknownSubject, BadValue
        """
        owner = self._mentor(mentor)
        number = 1 + sum(practice.mentor == owner for practice in self._practices.values())
        practice = Practice(
            id=f"{owner}/{number}",
            mentor=owner,
            subject=self._entry.subject(subject),
            title=title,
            before=self._entry.readings("before", before),
            after=self._entry.readings("after", after),
            year=year,
            verified=verified,
        )
        self._practices[practice.id] = practice
        return practice

    def add_mentee(
        self,
        id: str,
        *,
        name: str = "",
        region: str = "",
        connections: int | None = None,
        raw_water: str = "",
        utility: str = "",
        member: bool = True,
        waited: int = 0,
    ) -> Mentee:
        """Add somebody willing to learn, in the order of the letters; the reference fills what is not given.

        Parameters
        ----------
        waited
            Years in which it wrote and was left out.

        Raises
        ------
        DuplicateId, BadValue
        """
        known = self._entry.utility(id, utility)
        place = self._entry.region(region or (known.region_code if known else ""))
        mentee = Mentee(
            id=_new("mentee", id, self._mentees),
            name=name or (known.name if known else id),
            utility=known.id if known else "",
            region=place,
            island=self._entry.island(place),
            connections=count("connections", connections, known.connections if known else None),
            raw_water=waters(raw_water),
            readings=known.readings if known else {},
            member=member,
            waited=whole("waited", waited),
        )
        self._mentees[id] = mentee
        return mentee

    def add_need(
        self,
        mentee: Mentee | str,
        *,
        subject: str = "",
        rank: int = 1,
        today: Values | None = None,
        target: Values | None = None,
        chosen: Mentor | str | None = None,
        text: str = "",
        expects: str = "",
    ) -> Need:
        """Add one priority subject of a letter; an empty subject is read from the letter's own words.

        Parameters
        ----------
        rank
            1 for the first priority; used once for each mentee.
        today, target
            KPI values: where the mentee stands, and where it wants to be.
        chosen
            The mentor that the letter names.
        text, expects
            The letter's words on the subject, and on the expected result.

        Raises
        ------
        UnknownMentee, UnknownMentor, UnknownSubject, UnclearSubject, DuplicateId, BadValue
        """
        owner = self._mentee(mentee)
        place = whole("rank", rank, least=1)
        need = Need(
            id=_new("need", f"{owner}/{place}", self._needs),
            mentee=owner,
            subject=self._entry.subject(subject) if subject else self._entry.read(f"{text} {expects}"),
            rank=place,
            today=self._entry.readings("today", today),
            target=self._entry.readings("target", target),
            chosen=self._mentor(chosen) if chosen else "",
            text=text,
            expects=expects,
            read=not subject,
        )
        self._needs[need.id] = need
        return need

    def expect(
        self,
        mentor: Mentor | str,
        *,
        islands: Iterable[str] = (),
        subjects: Iterable[str] = (),
        least_connections: int | None = None,
        most_connections: int | None = None,
    ) -> Mentor:
        """Set the mentees that a mentor expects; returns the mentor with its expectation.

        Raises
        ------
        UnknownMentor, UnknownSubject, BadValue
        """
        key = self._mentor(mentor)
        least, most = count("least_connections", least_connections), count("most_connections", most_connections)
        if least is not None and most is not None and least > most:
            raise BadValue(field="least_connections", value=least, expected=f"at most most_connections, {most}")
        expects = Expectation(
            islands=self._entry.islands(islands),
            subjects=tuple(self._entry.subject(subject) for subject in subjects),
            least_connections=least,
            most_connections=most,
        )
        self._mentors[key] = replace(self._mentors[key], expects=expects)
        return self._mentors[key]

    def forbid(self, mentor: Mentor | str, mentee: Mentee | str, *, reason: str, author: str = "") -> Pin:
        """Rule a pair out for every run; raise ``UnknownMentor`` or ``UnknownMentee``."""
        return self._pin("never", mentor, mentee, reason=reason, author=author)

    def fix(self, mentor: Mentor | str, mentee: Mentee | str, *, reason: str, author: str = "") -> Pin:
        """Fix a pair for every run; raise ``UnknownMentor`` or ``UnknownMentee``."""
        return self._pin("must", mentor, mentee, reason=reason, author=author)

    def decline(self, result: Result, mentee: Mentee | str, *, reason: str, author: str = "") -> Mentor:
        """Note that the mentor of a match declined a mentee: that pair is ruled out, all others are fixed (3.1.2).

        The next match then finds that mentee another mentor and moves nobody else.  Returns the mentor that declined.

        Raises
        ------
        UnknownMentee
        BadValue
            If the match gives the mentee no mentor.
        """
        key = self._mentee(mentee)
        pairs = {proposal.mentee: proposal.mentor for proposal in result.proposals}
        if key not in pairs:
            raise BadValue(field="mentee", value=key, expected=f"one that has a mentor: {', '.join(pairs) or 'nobody'}")
        self._pins = [pin for pin in self._pins if (pin.mentor, pin.mentee, pin.kind) != (pairs[key], key, "must")]
        self.forbid(pairs[key], key, reason=reason, author=author)
        fixed = {pin.mentee for pin in self._pins if pin.kind == "must"}
        for other, mentor in pairs.items():
            if other != key and other not in fixed:
                self.fix(mentor, other, reason=reason, author=author)
        return self._mentors[pairs[key]]

    def add_past(
        self, mentor: Mentor | str, mentee: Mentee | str, *, year: int | None = None, subject: str = ""
    ) -> Past:
        """Add a finished partnership, in the roles of its time: mentors and mentees of now, or utilities.

        Raises
        ------
        UnknownParty, UnknownSubject
        """
        past = Past(
            teacher=self._party(mentor),
            learner=self._party(mentee),
            year=year,
            subject=self._entry.subject(subject) if subject else "",
        )
        self._past.append(past)
        return past

    def publish(self, pairs: Mapping[str, str]) -> None:
        """Tell the pairs, mentee id to mentor id, that were last published: a new match keeps as many as it can.

        Raises
        ------
        UnknownMentee, UnknownMentor
        """
        self._published = {self._mentee(mentee): self._mentor(mentor) for mentee, mentor in pairs.items()}

    def lift(self, floor: int) -> None:
        """Lift the worst pairs first, up to ``floor`` points, before the sum of all; 0 for the sum alone.

        Raises
        ------
        BadValue
            Below 0, or beyond the points of a pair that fits perfectly.
        """
        self._floor = whole("floor", floor, most=most_points(self.book))

    def freeze(self) -> Problem:
        """Return what was added so far as a frozen problem; raise ``TooLarge`` before memory is taken."""
        if len(self._needs) * len(self._practices) > MOST_PAIRS:
            raise TooLarge(what="needs times practices", size=len(self._needs) * len(self._practices), most=MOST_PAIRS)
        return Problem(
            book=self.book,
            country=self.country,
            travel=self.travel,
            mentors=MappingProxyType(dict(self._mentors)),
            practices=MappingProxyType(dict(self._practices)),
            mentees=MappingProxyType(dict(self._mentees)),
            needs=MappingProxyType(dict(self._needs)),
            pins=tuple(self._pins),
            past=tuple(self._past),
            published=MappingProxyType(dict(self._published)),
            floor=self._floor,
        )

    def rank(self, need: Need | str, top: int | None = None) -> tuple[Proposal, ...]:
        """Return the best mentors for one need, see ``matcher.rank``."""
        return rank(self.freeze(), need if isinstance(need, str) else need.id, top=top)

    def why_not(self, need: Need | str, mentor: Mentor | str) -> tuple[Reason, ...]:
        """Return every rule that keeps a mentor from a need, see ``matcher.why_not``."""
        return why_not(self.freeze(), need if isinstance(need, str) else need.id, mentor=self._mentor(mentor))

    def solve(self, *, time_limit: float, seed: int, on_progress: OnProgress | None = None) -> Result:
        """Return the best whole match, see ``matcher.solve``."""
        return solve(self.freeze(), time_limit=time_limit, seed=seed, on_progress=on_progress)

    def _pin(
        self, kind: Literal["must", "never"], mentor: Mentor | str, mentee: Mentee | str, *, reason: str, author: str
    ) -> Pin:
        pin = Pin(mentor=self._mentor(mentor), mentee=self._mentee(mentee), kind=kind, reason=reason, author=author)
        if not reason.strip():
            raise BadValue(field="reason", value=reason, expected="why the pair is fixed or ruled out, in a few words")
        if pin not in self._pins:
            self._pins.append(pin)
        return pin

    def _mentor(self, mentor: Mentor | str) -> str:
        key = mentor if isinstance(mentor, str) else mentor.id
        if key not in self._mentors:
            raise UnknownMentor(key, near(key, self._mentors))
        return key

    def _mentee(self, mentee: Mentee | str) -> str:
        key = mentee if isinstance(mentee, str) else mentee.id
        if key not in self._mentees:
            raise UnknownMentee(key, near(key, self._mentees))
        return key

    def _party(self, who: Mentor | Mentee | str) -> str:
        if not isinstance(who, str):
            return who.party
        if who in self._mentors:
            return self._mentors[who].party
        if who in self._mentees:
            return self._mentees[who].party
        if who not in self.country.utilities:
            known = (*self._mentors, *self._mentees, *self.country.utilities)
            raise UnknownParty(who, near(who, known))
        return who


def _new(noun: str, key: str, taken: Mapping[str, object]) -> str:
    if not key.strip():
        raise BadValue(field=f"{noun} id", value=key, expected="a short name")
    if key in taken:
        raise DuplicateId(noun, key)
    return key
