"""The rows of the year's workbook about pairs and dates, one function a sheet (3.1.2, 3.2, 3.3)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import matcher
from data.answer import Reason
from data.coded import source_said, unit_said
from service.documents.director import sheets_of
from service.documents.page import Page
from service.documents.sheets import Value
from service.records.year import Year
from service.words import Names, Words

# Reasons told for a proposal: those that weigh most.
SHOWN_REASONS = 2

Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A year with its reader's words and names."""

    year: Year
    words: Words
    names: Names

    def yes(self, *, is_so: bool) -> str:
        """Return the word for yes, or nothing."""
        return self.words("letters.yes") if is_so else ""

    def because(self, proposal: matcher.Proposal) -> str:
        """Return the weightiest reasons of a proposal."""
        parts = sorted((part for part in proposal.parts if part.points > 0), key=lambda part: -part.points)
        return " ".join(self.words.say(part.because) for part in parts[:SHOWN_REASONS])


def proposals(reader: Reader) -> Iterator[Row]:
    """Yield every ranked proposal: letter, mentee, rank, mentor, subject, practice, points, most, km, assigned, why."""
    match, names = reader.year.match, reader.names
    assigned = {(each.need, each.mentor) for each in match.proposals}
    titles = {key: practice.title for key, practice in match.problem.practices.items()}
    for ranked in match.ranked.values():
        for rank, each in enumerate(ranked, start=1):
            yield (
                each.mentee, names.party(each.mentee), rank, names.party(each.mentor), names.subject(each.subject),
                titles.get(each.practice, ""), each.points, each.possible, each.distance_km,
                reader.yes(is_so=(each.need, each.mentor) in assigned), reader.because(each),
            )  # fmt: skip


def directors(page: Page) -> Iterator[Row]:
    """Yield each utility: roles, partnerships, staff days away, days with visitors, weeks, span, rupiah, Mondays."""
    for sheet in sheets_of(page):
        days = [day for stay in sheet.stays for day in (stay.first, stay.last)]
        yield (
            page.names.party(sheet.party), ", ".join(page.names.role(role) for role in sheet.roles),
            "; ".join(sheet.pairs), sheet.away, sheet.at_home, len(sheet.weeks), min(days, default=None),
            max(days, default=None), sheet.total, sheet.relieved,
            ", ".join(page.short_day(monday) for monday in sheet.weeks),
        )  # fmt: skip


def pairs(reader: Reader) -> Iterator[Row]:
    """Yield every pair: id, letter, mentee, mentor, subject, points, most, km, why, and why not another."""
    names = reader.names
    for key in reader.year.letters:
        pair = reader.year.proposal(key)
        yield (
            key, pair.mentee, names.party(pair.mentee), names.party(pair.mentor), names.subject(pair.subject),
            pair.points, pair.possible, pair.distance_km, reader.because(pair),
            " ".join(names.told(reason.sentence) for reason in pair.instead),
        )  # fmt: skip


def events(reader: Reader) -> Iterator[Row]:
    """Yield every event in order: days, partnership, mentee, mentor, activity, time, away, place, who, section."""
    year, names = reader.year, reader.names
    for event in sorted(year.plan.events, key=lambda each: (each.first, each.last, each.id)):
        pair = year.proposal(event.partnership) if event.partnership else None
        yield (
            event.first, event.last, event.partnership, names.short(pair.mentee) if pair else "",
            names.short(pair.mentor) if pair else "", names.activity(event.activity), event.occurrence,
            event.depart, event.back, names.party(event.place) if event.place else "",
            ", ".join(names.party(person) for person in event.facilitators),
            year.book.activities[event.activity].section, event.id,
        )  # fmt: skip


def dues(reader: Reader) -> Iterator[Row]:
    """Yield every paper in order of its day: day, partnership, mentee, paper, number, author, section."""
    year, names = reader.year, reader.names
    for due in sorted(year.plan.dues, key=lambda each: (each.on, each.partnership, each.document, each.number)):
        mentee = names.short(year.letters[due.partnership]) if due.partnership else ""
        section = year.book.documents[due.document].section
        yield (
            due.on, due.partnership, mentee, names.document(due.document), due.number, names.role(due.owner), section,
        )  # fmt: skip


def refusals(reader: Reader) -> Iterator[Row]:
    """Yield every no and every warning: what it is, who, name, sentence, remedy, rule, section."""
    year, words = reader.year, reader.words
    groups: tuple[tuple[str, list[Reason]], ...] = (
        ("unmatched.title", [*year.match.conflicts, *_all(year.match.unmatched)]),
        ("calendar.unplaced", _all(year.plan.unplaced)),
        ("calendar.carried", list(year.plan.carried.values())),
        ("calendar.notes", list(year.plan.notes)),
        ("cautions.title", list(year.warnings)),
    )
    for title, found in groups:
        for reason in found:
            name = reader.names.party(year.letters.get(reason.who, reason.who))
            yield (
                words(title), reason.who, "" if name == reason.who else name, reader.names.told(reason.sentence),
                reader.names.told(reason.remedy), reason.rule, reason.section,
            )  # fmt: skip


def _all(told: Mapping[str, tuple[Reason, ...]]) -> list[Reason]:
    return [reason for reasons in told.values() for reason in reasons]


def assumptions(reader: Reader) -> Iterator[Row]:
    """Yield every number beyond the guideline: id, name, value, unit, section, status, source, day, why."""
    words = reader.words
    for key, row in reader.year.book.numbers.items():
        if row.status != "stated":
            yield (
                key, words.say(row.name), row.value, words.say(unit_said(row.unit)), row.section,
                words(f"status.{row.status.replace('-', '_')}"), words.say(source_said(row.source)), row.since,
                row.note,
            )  # fmt: skip
