"""Candidates made ready to be chosen from: their calendars, what each costs, what the heads leave."""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.calendar.groundwork import Groundwork, finish_in, prepare
from planner.calendar.windows import Stuck
from planner.costs.lines import partnership_cost
from planner.joint.candidates import Candidates
from planner.levels import deadline
from planner.search.funding import free_budget


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """Candidates made ready to be chosen from.

    Parameters
    ----------
    ground
        Groundwork of all candidates.
    costs
        Partnership to rupiah per budget head, at most; of those that have a place if they are alone.
    free
        Rupiah per head that the programme's own events leave, at least 0.
    able
        Partnerships that can end in the budget year if they have all people to themselves.
    """

    candidates: Candidates
    ground: Groundwork
    costs: Mapping[str, Mapping[str, int]]
    free: Mapping[str, int]
    able: frozenset[str]

    def alone(self, partnerships: frozenset[str]) -> Groundwork:
        """Return the groundwork of some partnerships, as if there were no other candidates."""
        return self.ground.only(partnerships)


def field_of(candidates: Candidates) -> Field:
    """Return the candidates with their calendars, costs and what the heads leave."""
    problem, ground = candidates.problem, prepare(candidates.problem)
    ends = {
        key: finish_in(ground.networks[key], nodes)
        for key, nodes in ground.soonest.items() if not isinstance(nodes, Stuck)
    }  # fmt: skip
    return Field(
        candidates=candidates, ground=ground,
        costs={key: partnership_cost(problem, problem.partnerships[key]) for key in ends},
        free={head: max(amount, 0) for head, amount in free_budget(problem).items()},
        able=frozenset(key for key, end in ends.items() if end <= deadline(ground)),
    )  # fmt: skip
