"""Is it the mentor that the letter names (3.1.1-A6: chosen mentor, if any)."""

from data.text import Text
from matcher.block import Block
from matcher.criteria.base import Criterion, Part
from matcher.nouns import Need, Practice
from matcher.problem import Ints, Problem
from matcher.sentences import names

GRANTED = Text(en="It is the mentor that your letter names.", id="Inilah mentor yang disebut dalam surat Anda.")
OTHER = Text(en="Your letter names another mentor: {}.", id="Surat Anda menyebut mentor lain: {}.")
OPEN = Text(en="Your letter names no mentor.", id="Surat Anda tidak menyebut mentor.")


class Wish(Criterion):
    """All points for a named mentor, none for others; a letter without a name treats all alike."""

    id = "wish"
    name = Text(en="mentee's wish", id="keinginan resipien")
    section = "3.1.1-A6"
    of_pair = True

    def points(self, problem: Problem, need: Need, practice: Practice) -> Part:
        """Return all points when any need of the letter names this mentor."""
        possible = problem.weight(self.id)
        wishes = problem.wishes[need.mentee]
        granted = practice.mentor in wishes
        return Part(
            criterion=self.id,
            points=possible if granted else 0,
            possible=possible,
            words=GRANTED if granted else OTHER if wishes else OPEN,
            figures=(names(problem.mentors[key].name for key in wishes),) if wishes and not granted else (),
            source="request letter",
        )

    def points_many(self, problem: Problem, block: Block) -> Ints:
        """Return all points where a letter names the mentor."""
        return problem.weight(self.id) * block.named(_wishes)


def _wishes(problem: Problem, need: Need) -> tuple[str, ...]:
    return problem.wishes[need.mentee]
