"""A mentor takes no more mentees than it offered places (3.1.1-B)."""

from collections import Counter
from collections.abc import Sequence

from data.answer import Violation
from data.text import Text
from matcher.block import Block
from matcher.nouns import Mentor, Need
from matcher.problem import Ints, Problem
from matcher.rules.base import Chosen, PairRule
from matcher.sentences import say

SENTENCE = Text(en="{} offers no place this year.", id="{} tidak menyediakan tempat tahun ini.")
REMEDY = Text(en="Ask {} for one place.", id="Minta satu tempat kepada {}.")
OVERFULL = Text(en="{} has {} mentees for {} places.", id="{} mendapat {} resipien untuk {} tempat.")


class Capacity(PairRule):
    """No place, no pair; and never more pairs than places."""

    id = "capacity"

    def allows(self, problem: Problem, need: Need, mentor: Mentor) -> bool:  # noqa: ARG002 - asked of every rule
        """Whether the mentor has any place at all; who gets it is decided by the whole match."""
        return mentor.capacity > 0

    def allows_many(self, problem: Problem, block: Block) -> Ints:  # noqa: ARG002 - asked of every rule
        """Whether each mentor has any place."""
        return block.of_mentors(_has_place)

    def sentence(self, problem: Problem, need: Need, mentor: Mentor) -> tuple[Text, Text]:  # noqa: ARG002
        """Name the mentor without a place."""
        return say(SENTENCE, mentor.name), say(REMEDY, mentor.name)

    def check(self, problem: Problem, pairs: Sequence[Chosen]) -> tuple[Violation, ...]:
        """Return every mentor with more mentees than places."""
        load = Counter(pair.mentor for pair in pairs)
        return tuple(
            Violation(
                rule=self.id,
                who=key,
                sentence=say(OVERFULL, problem.mentor(key).name, count, problem.mentor(key).capacity),
            )
            for key, count in load.items()
            if count > problem.mentor(key).capacity
        )


def _has_place(_: Problem, mentor: Mentor) -> bool:
    return mentor.capacity > 0
