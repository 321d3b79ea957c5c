"""How high the mentee itself ranks the need (3.1.1-A4: the practices that are the priority)."""

from data.text import Text
from matcher.block import Block
from matcher.criteria.base import Criterion, Part
from matcher.nouns import Need, Practice
from matcher.policy import portion
from matcher.problem import Ints, Problem

FIRST = Text(en="It is your first priority.", id="Ini prioritas pertama Anda.")
LATER = Text(en="It is your priority number {}.", id="Ini prioritas Anda nomor {}.")


class Priority(Criterion):
    """The first priority in full, each later one a step less."""

    id = "priority"
    name = Text(en="priority", id="prioritas")
    section = "3.1.1-A4"
    of_pair = False

    def points(self, problem: Problem, need: Need, practice: Practice) -> Part:  # noqa: ARG002 - asked of every criterion
        """Return the points left after one step down for each rank below the first."""
        return Part(
            criterion=self.id,
            points=_points(problem, need),
            possible=problem.weight(self.id),
            words=FIRST if need.rank == 1 else LATER,
            figures=(need.rank,),
            source="request letter",
        )

    def points_many(self, problem: Problem, block: Block) -> Ints:  # noqa: ARG002 - asked of every criterion
        """Return the points of each need; no practice changes them."""
        return block.of_needs(_points)


def _points(problem: Problem, need: Need) -> int:
    lost = (need.rank - 1) * problem.number("priority_step_percent")
    return portion(problem.weight(Priority.id), 100 - lost, 100)
