"""The careful clerk: partnerships one by one in order of request, each on the first days that suit, no search."""

from planner.calendar.groundwork import Groundwork, Schedule
from planner.search.funding import Costs, costs_of, free_budget
from planner.search.heuristic import construct, first_dates


def clerk(ground: Groundwork, *, known: Costs | None = None) -> tuple[frozenset[str], Schedule]:
    """Return whom the clerk funds and when everything begins.

    Parameters
    ----------
    known
        What ``costs_of`` says of all partnerships, if it was asked before.

    Notes
    -----
    The clerk promises money in order of request until a head is empty, holds the mentor workshop as soon as
    it can and the dissemination workshop at the year's end, and never looks back.
    """
    problem = ground.problem
    left = free_budget(problem)
    order = sorted(ground.networks, key=lambda key: problem.partnerships[key].ready)
    funded: list[str] = []
    costs = costs_of(problem, order) if known is None else known
    for key in order:
        cost = costs[key]
        if all(amount <= left.get(head, 0) for head, amount in cost.items()):
            funded.append(key)
            for head, amount in cost.items():
                left[head] -= amount
    mine = ground.only(frozenset(funded))
    return frozenset(funded), construct(mine, funded, held=first_dates(mine, early=True))
