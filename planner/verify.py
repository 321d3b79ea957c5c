"""Recount a plan by the rules alone, without the solver, the heuristic or their network (chapter 3)."""

from collections.abc import Collection, Iterable

from data.answer import Violation
from planner.calendar.horizon import horizon_of
from planner.problem import Problem
from planner.result import Due, Event
from planner.rules import CHECKS
from planner.rules.evidence import Evidence


def verify(
    problem: Problem, events: Iterable[Event], *, carried: Collection[str] = (), dues: Iterable[Due] = ()
) -> tuple[Violation, ...]:
    """Return every broken rule of the calendar.

    Parameters
    ----------
    carried
        Partnerships that the plan names as running into the next year.
    dues
        Papers that the plan names as due.

    Notes
    -----
    The money's rules are recounted by ``planner.costs.verify``.
    """
    evidence = Evidence(
        problem=problem, horizon=horizon_of(problem), events=tuple(events), carried=carried, dues=tuple(dues)
    )
    return tuple(violation for check in CHECKS.values() for violation in check(evidence))
