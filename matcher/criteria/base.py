"""What every criterion is: a name, a section, and points with a sentence (3.1.2)."""

from dataclasses import dataclass

import numpy as np

from data.text import Text
from matcher.block import Block
from matcher.nouns import Need, Practice
from matcher.problem import Ints, Problem
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


class Criterion:
    """One way in which a practice of a mentor suits a need.

    Parameters
    ----------
    id
        Short name; the weight is the book's number ``match_weight_<id>``.
    name, section
        The criterion in two languages, and the section of the guideline that it serves.
    of_pair
        True when the points depend on mentee and mentor alone, so that they are asked for once a mentor.
    """

    id: str
    name: Text
    section: str
    of_pair: bool

    def points(self, problem: Problem, need: Need, practice: Practice) -> Part:
        """Return between 0 and the weight's points, with the reason."""
        raise NotImplementedError

    def points_many(self, problem: Problem, block: Block) -> Ints:
        """Return the points of ``points`` for a whole block, in a shape that spreads to the block's.

        One pair after another, unless a criterion that is asked for often says it faster.
        """
        found = [[self.points(problem, need, practice).points for practice in block.practices] for need in block.needs]
        return np.array(found)
