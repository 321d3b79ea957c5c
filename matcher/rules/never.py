"""A pair that was ruled out, with reason and author, is not proposed (2.1.4)."""

from data.text import Text
from matcher.block import Block
from matcher.nouns import Mentor, Need
from matcher.problem import Ints, Problem
from matcher.rules.base import PairRule
from matcher.sentences import say

SENTENCE = Text(en="{} was ruled out: {}{}.", id="{} dikecualikan: {}{}.")
REMEDY = Text(en="Lift the exclusion of {}.", id="Cabut pengecualian terhadap {}.")


class Never(PairRule):
    """A veto has no price: the pair gets no arc at all."""

    id = "never"

    def allows(self, problem: Problem, need: Need, mentor: Mentor) -> bool:
        """Whether nobody ruled the pair out."""
        return (mentor.id, need.mentee) not in problem.forbidden

    def allows_many(self, problem: Problem, block: Block) -> Ints:  # noqa: ARG002 - asked of every rule
        """Whether nobody ruled the pair out."""
        return ~block.named(_forbidden)

    def sentence(self, problem: Problem, need: Need, mentor: Mentor) -> tuple[Text, Text]:
        """Give the reason on record and its author."""
        pin = problem.forbidden[mentor.id, need.mentee]
        author = f" ({pin.author})" if pin.author else ""
        return say(SENTENCE, mentor.name, pin.reason.rstrip(". "), author), say(REMEDY, mentor.name)


def _forbidden(problem: Problem, need: Need) -> tuple[str, ...]:
    return problem.forbidden_to.get(need.mentee, ())
