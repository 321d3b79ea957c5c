"""How high the mentee itself ranks the need (3.1.1-A4: the practices that are the priority)."""

from data.text import Text
from matcher.criteria.base import Part
from matcher.nouns import Need, Practice
from matcher.policy import portion
from matcher.problem import Problem

FIRST = Text(en="It is your first priority.", id="Ini prioritas pertama Anda.")
LATER = Text(en="It is your priority number {}.", id="Ini prioritas Anda nomor {}.")


class Priority:
    """The first priority in full, each later one a step less."""

    id = "priority"
    name = Text(en="priority", id="prioritas")
    section = "3.1.1-A4"
    of_pair = False

    def points(self, problem: Problem, need: Need, practice: Practice) -> Part:  # noqa: ARG002 - asked of every criterion
        """Return the points left after one step down for each rank below the first."""
        possible = problem.weight(self.id)
        lost = (need.rank - 1) * problem.number("priority_step_percent")
        return Part(
            criterion=self.id,
            points=portion(possible, 100 - lost, 100),
            possible=possible,
            words=FIRST if need.rank == 1 else LATER,
            figures=(need.rank,),
            source="request letter",
        )
