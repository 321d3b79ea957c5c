"""The part of the page on a match in which each subject may have its own mentor (2.1.3)."""

from dataclasses import dataclass

import matcher
from data.answer import Violation
from service.documents.page import Page

# Seconds that a page may spend on it, and the seed of its search; a year needs a tenth of a second.
SECONDS, SEED = 10.0, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One subject of one letter and its mentor; ``is_other`` when the match above gives the letter another one."""

    mentee: str
    subject: str
    mentor: str
    points: str
    is_other: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Subjects:
    """What such a match gives over the one above; ``rows`` are the letters that it changes."""

    title: str
    gains: tuple[str, ...]
    rows: tuple[AnswerRow, ...]
    proof: str
    violations: tuple[Violation, ...]


def subjects_of(page: Page) -> Subjects | None:
    """Return the part for the page's year; None where one mentor each is as good, or nothing is matched."""
    match = page.year.match
    if match.assignment is None or not match.proposals:
        return None
    result = matcher.solve_subjects(match.problem, time_limit=SECONDS, seed=SEED)
    violations = result.verify()
    plain = {pair.mentee: pair.mentor for pair in match.proposals}
    changed = {pair.mentee for pair in result.proposals if plain.get(pair.mentee) != pair.mentor}
    if not changed and not violations:
        return None
    rows = tuple(
        AnswerRow(
            mentee=page.names.short(pair.mentee), subject=page.names.subject(pair.subject),
            mentor=page.names.short(pair.mentor), points=page.number(pair.points),
            is_other=plain.get(pair.mentee) != pair.mentor,
        )
        for pair in result.proposals if pair.mentee in changed
    )  # fmt: skip
    proved = all(level.proved for level in result.levels)
    return Subjects(
        title=page.words("per_subject.title", each=result.mentors_each),
        gains=() if violations else tuple(page.say(sentence) for sentence in result.gains),
        rows=() if violations else rows,
        proof=page.words("levels.page_proved" if proved else "otherwise.unproved"),
        violations=violations,
    )
