"""A pair that was fixed stays in every run (3.1.2: the mentor's green light)."""

from collections.abc import Iterator, Sequence

import numpy as np

from data.answer import Violation
from data.text import Text
from matcher.block import Block
from matcher.nouns import Mentor, Need
from matcher.problem import Ints, Problem
from matcher.rules.base import Chosen, PairRule
from matcher.sentences import names, say

SENTENCE = Text(en="You are fixed to {}: {}.", id="Anda sudah ditetapkan dengan {}: {}.")
REMEDY = Text(en="Lift the fixed pair with {}.", id="Cabut penetapan pasangan dengan {}.")
BROKEN = Text(
    en="{} is fixed to {} but is not matched with it.", id="{} ditetapkan dengan {} tetapi tidak dipasangkan."
)


class Must(PairRule):
    """A fixed mentee is matched with its mentor and nobody else."""

    id = "must"

    def allows(self, problem: Problem, need: Need, mentor: Mentor) -> bool:
        """Whether the mentee is free, or fixed to this mentor."""
        pins = problem.fixed[need.mentee]
        return not pins or any(pin.mentor == mentor.id for pin in pins)

    def allows_many(self, problem: Problem, block: Block) -> Ints:
        """Whether each mentee is free, or fixed to the mentor."""
        free = np.array([[not problem.fixed[need.mentee]] for need in block.needs])
        return free | block.named(_fixed)

    def sentence(self, problem: Problem, need: Need, mentor: Mentor) -> tuple[Text, Text]:  # noqa: ARG002
        """Name the mentor to whom it is fixed, and why."""
        pins = problem.fixed[need.mentee]
        fixed = names(problem.mentors[pin.mentor].name for pin in pins)
        return say(SENTENCE, fixed, names(pin.reason.rstrip(". ") for pin in pins)), say(REMEDY, fixed)

    def check(self, problem: Problem, pairs: Sequence[Chosen]) -> tuple[Violation, ...]:
        """Return every fixed pair that is missing, and every fixed mentee that is with another."""
        chosen = {(problem.need(pair.need).mentee, pair.mentor) for pair in pairs}
        missing = tuple(
            Violation(
                rule=self.id,
                who=pin.mentee,
                sentence=say(BROKEN, problem.mentees[pin.mentee].name, problem.mentors[pin.mentor].name),
            )
            for pin in problem.pins
            if pin.kind == "must" and (pin.mentee, pin.mentor) not in chosen
        )
        return missing + super().check(problem, pairs)


def _fixed(problem: Problem, need: Need) -> Iterator[str]:
    return (pin.mentor for pin in problem.fixed[need.mentee])
