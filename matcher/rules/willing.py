"""A mentor is asked only when its willingness is on record: a practice on offer (1.2)."""

import numpy as np

from data.text import Text
from matcher.block import Block
from matcher.nouns import Mentor, Need
from matcher.problem import Ints, Problem
from matcher.rules.base import PairRule
from matcher.sentences import say

SENTENCE = Text(en="{} offers no practice.", id="{} tidak menawarkan praktik baik.")
REMEDY = Text(
    en="Ask {} for the practice that it would share.",
    id="Minta {} menyebutkan praktik baik yang bersedia dibagikan.",
)


class Willing(PairRule):
    """A practice on offer is the mentor's statement of willingness."""

    id = "willing"

    def allows(self, problem: Problem, need: Need, mentor: Mentor) -> bool:  # noqa: ARG002 - asked of every rule
        """Whether the mentor offers anything."""
        return bool(problem.practices_of[mentor.id])

    def allows_many(self, problem: Problem, block: Block) -> Ints:  # noqa: ARG002 - asked of every rule
        """Say yes to all: a block holds only mentors that offer something."""
        return np.array(True)

    def sentence(self, problem: Problem, need: Need, mentor: Mentor) -> tuple[Text, Text]:  # noqa: ARG002
        """Say whose offer is missing."""
        return say(SENTENCE, mentor.name), say(REMEDY, mentor.name)
