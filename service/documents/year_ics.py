"""The year as one calendar file: an all-day entry for each event and each paper that falls due (3.1, 3.2, 3.3)."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import icalendar

import planner
from data import Language
from planner.result import Due
from service.records.year import Year
from service.words import Names, Words, day

# Who made the file, as RFC 5545 wants it said, and the domain of its ids: a reserved name, so it can belong to nobody.
PRODUCT = "-//Solidaritas//Programme year//EN"
DOMAIN = "solidaritas.invalid"


def write_calendar(year: Year, path: Path, *, language: Language) -> None:
    """Write the year as a calendar file; an older file is replaced."""
    path.write_bytes(year_calendar(year, language=language).to_ical())


def write_own_calendars(year: Year, folder: Path, *, language: Language) -> tuple[Path, ...]:
    """Write one calendar for each colleague, utility and partnership that has a date, named by its id."""
    plan = year.plan
    folder.mkdir(parents=True, exist_ok=True)
    keys = {key for event in plan.events for key in (event.partnership, *event.parties, *event.facilitators)} - {""}
    paths = []
    for key in sorted(keys):
        paths.append(folder / f"{file_stem(key)}.ics")
        paths[-1].write_bytes(year_calendar(year, language=language, reader=key).to_ical())
    return tuple(paths)


def file_stem(key: str) -> str:
    """Return an id as the name of a file: letters, digits and hyphens, whatever a workbook holds."""
    return "".join(sign if sign.isalnum() else "-" for sign in key)


def year_calendar(year: Year, *, language: Language, reader: str = "") -> icalendar.Calendar:
    """Return the year as a calendar.

    Parameters
    ----------
    year
        What is written.
    language
        Language of summaries and descriptions.
    reader
        Id of a colleague, a utility or a partnership: only what concerns it, under the same entry ids; empty for all.

    Notes
    -----
    The same year gives the same bytes: ids are made of programme, year, partnership and activity, and the stamp
    is the day of planning. So a calendar that reads a newer file moves its entries instead of doubling them:
    their sequence, by which it knows the newer ones, is the year's edition.
    """
    words = Words(language)
    names = Names(year.intake, book=year.book, country=year.country, words=words)
    programme = year.book.programme
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    mark = f" - {words('year.fictional')}" if year.intake.fictional else ""
    whose = f" - {_called(year, names, reader)}" if reader else ""
    calendar.add("x-wr-calname", f"{words.say(programme.name)} {year.intake.year}{whose}{mark}")
    clerk = _Clerk(year, words=words, names=names)
    for event in sorted(year.plan.events, key=lambda each: (each.first, each.id)):
        if (
            not reader
            or reader in (event.partnership, *event.parties, *event.facilitators)
            or _writes(year, reader, event.partnership, year.book.activities[event.activity].owner)
        ):
            calendar.add_component(clerk.event(event))
    for due in sorted(year.plan.dues, key=lambda each: (each.on, each.partnership, each.document, each.number)):
        if not reader or reader == due.partnership or _writes(year, reader, due.partnership, due.owner):
            calendar.add_component(clerk.due(due))
    return calendar


def _writes(year: Year, reader: str, partnership: str, role: str) -> bool:
    """Whether a utility has ``role`` in a partnership, so that its letters, papers and pilot are its own."""
    return bool(partnership) and reader in year.plan.problem.partnerships[partnership].parties(role)


def _called(year: Year, names: Names, reader: str) -> str:
    """Return whose calendar it is: a partnership by its mentee, a party or colleague by name."""
    return f"{reader} {names.short(year.letters[reader])}" if reader in year.letters else names.party(reader)


class _Clerk:
    """Writes entries in one reader's language."""

    def __init__(self, year: Year, *, words: Words, names: Names) -> None:
        self.year, self.words, self.names = year, words, names
        self.stamp = dt.datetime.combine(year.plan.problem.today, dt.time(), tzinfo=dt.UTC)

    def event(self, event: planner.Event) -> icalendar.Event:
        """Return the entry of an event: its days on site, not its journey."""
        row = self.year.book.activities[event.activity]
        entry = self._entry(
            event.id, first=event.first, last=event.last, partnership=event.partnership,
            what=self.names.activity(event.activity),
        )  # fmt: skip
        if event.place:
            entry.add("location", self.names.party(event.place))
        told = [*self._pair(event.partnership), *self._people(event)]
        entry.add("description", "\n".join([*told, self.words("entry.section", section=row.section), *self._mark()]))
        entry.add("categories", [self.words.say(self.year.book.phases[row.phase].name), self.names.activity(row.id)])
        entry.add("transp", "OPAQUE" if event.parties else "TRANSPARENT")
        return entry

    def due(self, due: Due) -> icalendar.Event:
        """Return the entry of a paper that falls due."""
        row = self.year.book.documents[due.document]
        number = f" {due.number}" if row.monthly else ""
        paper = self.words("entry.due", paper=f"{self.names.document(due.document)}{number}")
        entry = self._entry(
            f"{due.partnership or due.on.year}/{due.document}/{due.number}/due", first=due.on, last=due.on,
            partnership=due.partnership, what=paper,
        )  # fmt: skip
        told = [*self._pair(due.partnership), self.words("entry.owner", owner=self.names.role(due.owner))]
        entry.add("description", "\n".join([*told, self.words("entry.section", section=row.section), *self._mark()]))
        entry.add("categories", [self.words("entry.papers")])
        entry.add("transp", "TRANSPARENT")
        return entry

    def _entry(self, key: str, *, first: dt.date, last: dt.date, partnership: str, what: str) -> icalendar.Event:
        """Return what all entries share; the last day of an all-day entry is written as the day after it."""
        entry = icalendar.Event()
        entry.add(
            "uid", f"{self.year.book.programme.id}-{self.year.intake.year}-{key}".replace("/", "-") + f"@{DOMAIN}"
        )
        entry.add("dtstamp", self.stamp)
        entry.add("sequence", self.year.edition)
        entry.add("dtstart", first)
        entry.add("dtend", last + dt.timedelta(days=1))
        who = f" - {self.names.short(self.year.letters[partnership])}" if partnership else ""
        fictional = f"[{self.words('entry.fictional')}] " if self.year.intake.fictional else ""
        entry.add("summary", f"{fictional}{what}{who}")
        entry.add("status", "TENTATIVE")
        return entry

    def _pair(self, partnership: str) -> Sequence[str]:
        if not partnership:
            return ()
        pair = self.year.proposal(partnership)
        return (
            f"{partnership}: {self.names.party(pair.mentee)} / {self.names.party(pair.mentor)}",
            self.names.subject(pair.subject),
        )

    def _people(self, event: planner.Event) -> Sequence[str]:
        """Return who travels and when, and which colleagues are there."""
        told = [
            self.words(
                "entry.travels", who=self.names.party(each.party), persons=each.persons,
                depart=day(event.depart, self.words.language), back=day(event.back, self.words.language),
            )
            for each in event.travellers
        ]  # fmt: skip
        if event.facilitators:
            people = ", ".join(self.names.party(person) for person in event.facilitators)
            told.append(self.words("entry.colleagues", people=people))
        return told

    def _mark(self) -> Sequence[str]:
        return (self.words("year.fictional"),) if self.year.intake.fictional else ()
