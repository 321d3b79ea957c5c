"""What the records behind a workbook tell: one utility under two names, and choices made before (1.1, 3.1.2)."""

from collections.abc import Sequence

import matcher
from data import Book
from data.answer import Reason
from data.country import Country
from matcher.learning.hindsight import Choice, Hindsight, look_back, problem_of
from matcher.learning.twins import Twin, find_twins
from service.adapters import matcher_model
from service.records.intake import Intake
from service.words.reasons import both

# The rule that a utility under two names would get round.
SELF = "not_itself"


def twins_of(intake: Intake, *, book: Book, country: Country) -> tuple[Twin, ...]:
    """Return the mentors and letters of a workbook that may be one utility; the facilitator decides."""
    return find_twins(matcher_model(intake, book=book, country=country).freeze())


def twin_reasons(problem: matcher.Problem) -> tuple[Reason, ...]:
    """Return the same questions as warnings of a match."""
    section = problem.book.rules[SELF].section
    return tuple(
        Reason(rule="twins", section=section, who=twin.one, sentence=twin.question, remedy=both("twins.remedy"))
        for twin in find_twins(problem)
    )


def past_choices(intake: Intake, country: Country) -> tuple[Choice, ...]:
    """Return the past partnerships of a workbook as choices, those between two utilities of the reference."""
    utility = {mentor.id: mentor.utility or mentor.id for mentor in intake.mentors}
    utility |= {letter.id: letter.utility for letter in intake.letters}
    found = (
        Choice(
            mentee=utility.get(one.mentee, one.mentee), mentor=utility.get(one.mentor, one.mentor),
            subject=one.subject, year=one.year,
        )
        for one in intake.past
    )  # fmt: skip
    return tuple(one for one in found if {one.mentee, one.mentor} <= country.utilities.keys())


def look_at(choices: Sequence[Choice], *, book: Book, country: Country) -> Hindsight:
    """Return where the ranking puts the mentors that were chosen, among all that were; no weight is fitted."""
    return look_back(problem_of(choices, book, country=country), choices)
