"""A mentor answers a need only with a practice in its subject (3.1.1-A4)."""

import numpy as np

from data.text import Text
from matcher.block import Block
from matcher.nouns import Mentor, Need
from matcher.problem import Ints, Problem
from matcher.rules.base import PairRule
from matcher.sentences import say

SENTENCE = Text(en="{} offers nothing on {}.", id="{} tidak menawarkan {}.")
REMEDY = Text(
    en="Ask {} whether it has a practice on {}, or name another subject.",
    id="Tanyakan kepada {} apakah memiliki praktik baik {}, atau pilih bidang lain.",
)


class SubjectOffered(PairRule):
    """The same subject, or one that the policy counts as answering it (``match_kinship_least_percent``)."""

    id = "subject"

    def allows(self, problem: Problem, need: Need, mentor: Mentor) -> bool:
        """Whether a practice of the mentor answers the need."""
        return bool(problem.offers(need, mentor))

    def allows_many(self, problem: Problem, block: Block) -> Ints:  # noqa: ARG002 - asked of every rule
        """Say yes to all: a block holds only practices that answer."""
        return np.array(True)

    def sentence(self, problem: Problem, need: Need, mentor: Mentor) -> tuple[Text, Text]:
        """Name the mentor and the subject."""
        subject = problem.country.subject(need.subject).name
        return say(SENTENCE, mentor.name, subject), say(REMEDY, mentor.name, subject)
