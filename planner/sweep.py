"""Many programme years at once, each a job of its own: processes here, a cluster there, with the same code.

On a cluster the call stands inside ``with joblib.parallel_config(backend="dask"):``; nothing else changes.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

import joblib  # type: ignore[import-untyped]

from data.answer import OnProgress, Progress
from data.frozen import make_sendable
from data.text import Text
from planner.errors import PlannerError, WrongValue
from planner.plan import Plan
from planner.problem import Problem
from planner.solve import solve

PLANNED = Text(en="years planned", id="tahun program terencana")


class Sweep(NamedTuple):
    """Name of a year to its plan, and to the planner's own words where it refused; both in the order of the years."""

    plans: Mapping[str, Plan]
    refused: Mapping[str, PlannerError]


def sweep(
    years: Mapping[str, Problem], *, time_limit: float, seed: int, workers: int, on_progress: OnProgress | None = None
) -> Sweep:
    """Return the plan of every year.

    Parameters
    ----------
    time_limit
        Seconds of wall time for each year; workers that share a core also share its seconds.
    seed
        The same for all years, so that two of them differ in nothing but themselves.
    workers
        Processes at once, 1 or more; 1 starts none.
    on_progress
        Told after each year how many are planned, of how many.

    Raises
    ------
    WrongValue
        If there is no worker or no time.

    Notes
    -----
    Levels that are proved are the same for any number of workers; what a time limit cuts short may differ.
    """
    if workers < 1:
        raise WrongValue(what="workers", value=workers, expected="1 or more")
    if not time_limit > 0:
        raise WrongValue(what="time_limit", value=time_limit, expected="seconds above zero")
    tell = on_progress or (lambda _: None)
    jobs = (joblib.delayed(_planned)(problem, time_limit, seed) for problem in years.values())
    found: dict[str, Plan | PlannerError] = {}
    for name, answer in zip(years, joblib.Parallel(n_jobs=workers, return_as="generator")(jobs), strict=True):
        found[name] = answer
        tell(Progress(stage=PLANNED, value=len(found), bound=len(years)))
    return Sweep(
        plans=MappingProxyType({name: one for name, one in found.items() if isinstance(one, Plan)}),
        refused=MappingProxyType({name: one for name, one in found.items() if isinstance(one, PlannerError)}),
    )


def _planned(problem: Problem, time_limit: float, seed: int) -> Plan | PlannerError:
    try:
        return solve(problem, time_limit=time_limit, seed=seed)
    except PlannerError as refusal:
        return refusal


# Problems are full of frozen tables.
make_sendable()
