"""What every hard rule is: a name in the book, a check of one pair, and a check of a whole match."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np

from data.answer import Reason, Violation
from data.text import Text
from matcher.block import Block
from matcher.nouns import Mentor, Need
from matcher.problem import Ints, Problem


class Chosen(NamedTuple):
    """One pair of a match: the need that is served and the mentor that serves it, both by id."""

    need: str
    mentor: str


class Rule(Protocol):
    """Something that no match may break."""

    @property
    def id(self) -> str:
        """Id of the book's rule row, where its section and hardness stand."""

    def allows(self, problem: Problem, need: Need, mentor: Mentor) -> bool:
        """Whether the pair may be, as far as this rule can tell."""

    def allows_many(self, problem: Problem, block: Block) -> Ints:
        """Return ``allows`` for a whole block with one practice of each mentor, in a shape that spreads to its."""

    def reason(self, problem: Problem, need: Need, mentor: Mentor) -> Reason:
        """Return what stands in the pair's way and what would lift it; asked only when ``allows`` says no."""

    def check(self, problem: Problem, pairs: Sequence[Chosen]) -> tuple[Violation, ...]:
        """Return how a whole match breaks the rule."""


class PairRule:
    """A rule that looks at one pair at a time."""

    id = ""

    def allows(self, problem: Problem, need: Need, mentor: Mentor) -> bool:
        """Whether the pair may be."""
        raise NotImplementedError

    def allows_many(self, problem: Problem, block: Block) -> Ints:
        """Ask one pair after another, unless a rule says it faster."""
        mentors = [problem.mentors[practice.mentor] for practice in block.practices]
        return np.array([[self.allows(problem, need, mentor) for mentor in mentors] for need in block.needs])

    def sentence(self, problem: Problem, need: Need, mentor: Mentor) -> tuple[Text, Text]:
        """Return what stands in the way and what would lift it."""
        raise NotImplementedError

    def reason(self, problem: Problem, need: Need, mentor: Mentor) -> Reason:
        """Return the sentence of this rule as a reason."""
        sentence, remedy = self.sentence(problem, need, mentor)
        return reason_of(problem, self.id, who=need.mentee, sentence=sentence, remedy=remedy)

    def check(self, problem: Problem, pairs: Sequence[Chosen]) -> tuple[Violation, ...]:
        """Return a violation for each pair that the rule does not allow."""
        found = []
        for pair in pairs:
            need, mentor = problem.need(pair.need), problem.mentor(pair.mentor)
            if not self.allows(problem, need, mentor):
                found.append(Violation(rule=self.id, who=need.mentee, sentence=self.sentence(problem, need, mentor)[0]))
        return tuple(found)


def reason_of(problem: Problem, rule: str, *, who: str, sentence: Text, remedy: Text) -> Reason:
    """Return a reason with the section that the book gives for the rule, empty when the book lacks it."""
    row = problem.book.rules.get(rule)
    return Reason(rule=rule, section=row.section if row else "", who=who, sentence=sentence, remedy=remedy)
