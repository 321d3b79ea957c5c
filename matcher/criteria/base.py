"""What every criterion is: a name, a section, and points with a sentence (3.1.2)."""

from dataclasses import dataclass
from typing import Protocol

from data.text import Text
from matcher.nouns import Need, Practice
from matcher.problem import Problem
from matcher.sentences import Figure, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one criterion gives to one pair.

    Parameters
    ----------
    criterion
        Id of the criterion.
    points, possible
        Whole points given, and the most it could give.
    words, figures
        The sentence with ``{}`` in it, and what fills them; see ``because``.
    source
        Where the figures come from.
    missing
        True when a value was not known and the policy's neutral share was given for it.
    warning
        True when the facilitator should look before agreeing.
    """

    criterion: str
    points: int
    possible: int
    words: Text
    figures: tuple[Figure, ...] = ()
    source: str
    missing: bool = False
    warning: bool = False

    @property
    def because(self) -> Text:
        """The sentence, in two languages, with its figures."""
        return say(self.words, *self.figures)


class Criterion(Protocol):
    """One way in which a practice of a mentor suits a need.

    ``of_pair`` is true when the points depend on mentee and mentor alone, so that they are asked for once a pair.
    """

    @property
    def id(self) -> str:
        """Short name; the weight is the book's number ``match_weight_<id>``."""

    @property
    def name(self) -> Text:
        """The criterion in two languages."""

    @property
    def section(self) -> str:
        """Section of the guideline that it serves."""

    @property
    def of_pair(self) -> bool:
        """Whether the points depend on mentee and mentor alone."""

    def points(self, problem: Problem, need: Need, practice: Practice) -> Part:
        """Return between 0 and the weight's points, with the reason."""
