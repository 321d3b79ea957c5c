"""A mentee outside the criteria that a mentor stated is not proposed to it (3.1.2, mentor presentation 4).

What is not known of the mentee cannot exclude it; the criterion ``expectation`` says so.
"""

from data.text import Text
from matcher.block import Block
from matcher.nouns import Mentee, Mentor, Need
from matcher.problem import Ints, Problem
from matcher.rules.base import PairRule
from matcher.sentences import join, names, say

SENTENCE = Text(en="{} expects other mentees: {}.", id="{} mengharapkan resipien lain: {}.")
ISLANDS = Text(en="only from {}, you are in {}", id="hanya dari {}, Anda di {}")
SUBJECTS = Text(en="only on {}, you ask for {}", id="hanya bidang {}, Anda meminta {}")
LEAST = Text(en="at least {} connections, you have {}", id="paling sedikit {} sambungan, Anda memiliki {}")
MOST = Text(en="at most {} connections, you have {}", id="paling banyak {} sambungan, Anda memiliki {}")
REMEDY = Text(
    en="Ask {} to widen its criteria for you.",
    id="Minta {} melonggarkan kriterianya untuk Anda.",
)
# Stands for a size that nobody told.
UNTOLD = -1


class MentorWish(PairRule):
    """Islands, subjects and sizes, each only where the mentor named some."""

    id = "mentor_wish"

    def allows(self, problem: Problem, need: Need, mentor: Mentor) -> bool:
        """Whether nothing known of the mentee lies outside the criteria."""
        return mentor.expects.is_open or not _unmet(problem, need, mentor)

    def allows_many(self, problem: Problem, block: Block) -> Ints:  # noqa: ARG002 - asked of every rule
        """Whether nothing known of the mentee lies outside the criteria."""
        size, least, most = block.of_mentees(_size), block.of_mentors(_least), block.of_mentors(_most)
        fits: Ints = (size == UNTOLD) | ((size >= least) & ((size <= most) | (most == UNTOLD)))
        fits &= block.of_mentors(_wants_subject, block.subject) & block.of_pairs(_wants_island, _island)
        return fits

    def sentence(self, problem: Problem, need: Need, mentor: Mentor) -> tuple[Text, Text]:
        """Name each criterion that is not met, with both figures."""
        return say(SENTENCE, mentor.name, join(_unmet(problem, need, mentor))), say(REMEDY, mentor.name)


def _unmet(problem: Problem, need: Need, mentor: Mentor) -> list[Text]:
    expects, mentee = mentor.expects, problem.mentees[need.mentee]
    size = mentee.connections
    unmet = []
    if expects.islands and mentee.island and mentee.island not in expects.islands:
        unmet.append(say(ISLANDS, names(expects.islands), mentee.island))
    if expects.subjects and need.subject not in expects.subjects:
        wanted = [problem.country.subject(key).name for key in expects.subjects]
        listed = Text(en=names(text.en for text in wanted), id=names(text.id for text in wanted))
        unmet.append(say(SUBJECTS, listed, problem.country.subject(need.subject).name))
    if expects.least_connections is not None and size is not None and size < expects.least_connections:
        unmet.append(say(LEAST, expects.least_connections, size))
    if expects.most_connections is not None and size is not None and size > expects.most_connections:
        unmet.append(say(MOST, expects.most_connections, size))
    return unmet


def _size(_: Problem, mentee: Mentee) -> int:
    return UNTOLD if mentee.connections is None else mentee.connections


def _least(_: Problem, mentor: Mentor) -> int:
    return mentor.expects.least_connections or 0


def _most(_: Problem, mentor: Mentor) -> int:
    most = mentor.expects.most_connections
    return UNTOLD if most is None else most


def _wants_subject(_: Problem, mentor: Mentor, subject: str) -> bool:
    return not mentor.expects.subjects or subject in mentor.expects.subjects


def _wants_island(_: Problem, mentor: Mentor, island: str) -> bool:
    return not mentor.expects.islands or not island or island in mentor.expects.islands


def _island(mentee: Mentee) -> str:
    return mentee.island
