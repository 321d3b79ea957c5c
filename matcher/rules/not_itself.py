"""Nobody is its own mentor (1.1: two or more operators)."""

from data.text import Text
from matcher.block import Block
from matcher.nouns import Mentor, Need
from matcher.problem import Ints, Problem
from matcher.rules.base import PairRule
from matcher.sentences import say

SENTENCE = Text(en="{} cannot be its own mentor.", id="{} tidak dapat menjadi mentor bagi dirinya sendiri.")
REMEDY = Text(en="Another mentor is needed.", id="Diperlukan mentor lain.")


class NotItself(PairRule):
    """One utility may teach one subject and learn another, but not from itself."""

    id = "not_itself"

    def allows(self, problem: Problem, need: Need, mentor: Mentor) -> bool:
        """Whether the two are different parties."""
        return mentor.party != problem.mentees[need.mentee].party

    def allows_many(self, problem: Problem, block: Block) -> Ints:  # noqa: ARG002 - asked of every rule
        """Whether the two are different parties."""
        return ~block.named(_itself)

    def sentence(self, problem: Problem, need: Need, mentor: Mentor) -> tuple[Text, Text]:  # noqa: ARG002
        """Name the utility."""
        return say(SENTENCE, mentor.name), REMEDY


def _itself(problem: Problem, need: Need) -> tuple[str, ...]:
    return problem.mentors_of_party.get(problem.mentees[need.mentee].party, ())
