"""A mentee has one mentor this year, on one of its needs (2.1.3; assumed from practice)."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from data.answer import Violation
from data.text import Text
from matcher.block import Block
from matcher.nouns import Mentor, Need
from matcher.problem import Ints, Problem
from matcher.rules.base import Chosen, PairRule
from matcher.sentences import say

SENTENCE = Text(en="{} is matched {} times.", id="{} dipasangkan {} kali.")
REMEDY = Text(en="Choose one of them.", id="Pilih salah satu.")


class OneMentor(PairRule):
    """Any single pair is fine; two pairs of one mentee are not."""

    id = "one_mentor"

    def allows(self, problem: Problem, need: Need, mentor: Mentor) -> bool:  # noqa: ARG002 - asked of every rule
        """Say yes: one pair alone cannot break it."""
        return True

    def allows_many(self, problem: Problem, block: Block) -> Ints:  # noqa: ARG002 - asked of every rule
        """Say yes to all."""
        return np.array(True)

    def sentence(self, problem: Problem, need: Need, mentor: Mentor) -> tuple[Text, Text]:  # noqa: ARG002
        """Name the mentee."""
        return say(SENTENCE, problem.mentees[need.mentee].name, 1), REMEDY

    def check(self, problem: Problem, pairs: Sequence[Chosen]) -> tuple[Violation, ...]:
        """Return every mentee that stands in more than one pair."""
        count = Counter(problem.need(pair.need).mentee for pair in pairs)
        return tuple(
            Violation(rule=self.id, who=key, sentence=say(SENTENCE, problem.mentee(key).name, times))
            for key, times in count.items()
            if times > 1
        )
