"""A programme year as one record: what came in, who was matched, when and at whose cost."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import matcher
import planner
from data import Book
from data.answer import Reason
from data.country import Country
from service.records.intake import Intake, Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """The match of one workbook, accepted by the matcher's checker.

    Parameters
    ----------
    intake
        What the facilitator handed in.
    match
        The matcher's answer.
    book, country
        The tables it was made from.
    letters
        Partnership id to the id of the letter it answers.
    warnings
        What may go on but should be seen to: letters that are hard to read, readiness (3.1.1), affordability (2.2).
    """

    intake: Intake
    match: matcher.Result
    book: Book
    country: Country
    letters: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[Reason, ...] = ()

    def proposal(self, partnership: str) -> matcher.Proposal:
        """Return the pair behind a partnership id.

        Raises
        ------
        KeyError
            If there is no such partnership.
        """
        letter = self.letters[partnership]
        return next(proposal for proposal in self.match.proposals if proposal.mentee == letter)

    def letter(self, partnership: str) -> Letter:
        """Return the letter that a partnership answers.

        Raises
        ------
        KeyError
            If there is no such partnership.
        """
        wanted = self.letters[partnership]
        return next(letter for letter in self.intake.letters if letter.id == wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Year(Matched):
    """A whole year: the match and the plan made from it, both accepted by their checkers.

    Parameters
    ----------
    plan
        The planner's answer.
    trust
        How far its dates can be trusted; None where that was not asked.
    mergers
        Steps that could be held together; None where nobody has looked yet, which takes a few seconds.
    edition
        How often the year was re-planned since it was published; calendars count it.
    """

    plan: planner.Plan
    trust: planner.Trust | None = None
    mergers: tuple[planner.Merger, ...] | None = None
    edition: int = 0
