"""The careful clerk: partnerships one by one in order of request, each on the first days that suit, no search."""

from planner.calendar.groundwork import Groundwork, Schedule
from planner.costs.lines import partnership_cost
from planner.search.funding import free_budget
from planner.search.heuristic import construct, first_dates


def clerk(ground: Groundwork) -> tuple[frozenset[str], Schedule]:
    """Return whom the clerk funds and when everything begins.

    Notes
    -----
    The clerk promises money in order of request until a head is empty, holds the mentor workshop as soon as
    it can and the dissemination workshop at the year's end, and never looks back.
    """
    problem = ground.problem
    left = free_budget(problem)
    order = sorted(ground.networks, key=lambda key: problem.partnerships[key].ready)
    funded: list[str] = []
    for key in order:
        cost = partnership_cost(problem, problem.partnerships[key])
        if all(amount <= left.get(head, 0) for head, amount in cost.items()):
            funded.append(key)
            for head, amount in cost.items():
                left[head] -= amount
    mine = ground.only(frozenset(funded))
    return frozenset(funded), construct(mine, funded, held=first_dates(mine, early=True))
