"""Mentor and mentee are members of the association (2.1.1)."""

from data.text import Text
from matcher.block import Block
from matcher.nouns import Mentor, Need, Party
from matcher.problem import Ints, Problem
from matcher.rules.base import PairRule
from matcher.sentences import names, say

SENTENCE = Text(en="Not a member: {}.", id="Bukan anggota: {}.")
REMEDY = Text(
    en="Membership of the association, or a role as supporting partner.",
    id="Menjadi anggota, atau berperan sebagai mitra pendukung.",
)


class Membership(PairRule):
    """The partnership is among members; others can be supporting partners."""

    id = "membership"

    def allows(self, problem: Problem, need: Need, mentor: Mentor) -> bool:
        """Whether both are members."""
        return mentor.member and problem.mentees[need.mentee].member

    def allows_many(self, problem: Problem, block: Block) -> Ints:  # noqa: ARG002 - asked of every rule
        """Whether both are members."""
        return block.of_mentors(_is_member) & block.of_mentees(_is_member)

    def sentence(self, problem: Problem, need: Need, mentor: Mentor) -> tuple[Text, Text]:
        """Name who is no member."""
        parties = (mentor, problem.mentees[need.mentee])
        return say(SENTENCE, names(party.name for party in parties if not party.member)), REMEDY


def _is_member(_: Problem, party: Party) -> bool:
    return party.member
