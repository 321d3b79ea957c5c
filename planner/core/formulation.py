"""One project as a constraint model: starts within what is possible, lags, capacities, the end as an interval."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from planner.core.network import Ints
from planner.core.project import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Formulation:
    """A model and its variables; ``start`` (n,) and ``end``, the day on which all have ended."""

    model: cp_model.CpModel
    start: tuple[cp_model.IntVar, ...]
    end: cp_model.IntVar

    def read(self, solver: cp_model.CpSolver) -> tuple[int, ...]:
        """Return the starts of the solution found."""
        return tuple(solver.value(var) for var in self.start)


def formulate(project: Project, far: Ints, *, least: int, most: int, hint: Sequence[int] | None) -> Formulation | None:
    """Return the model of ending as early as can be; None when a window is empty.

    Parameters
    ----------
    far
        Distances (n + 1, n + 1) under which all has ended by ``most``, of ``network.ending_by``.
    least, most
        The earliest end that is not refuted, and the latest that is of use.
    hint
        A schedule that ends by ``most``, told to the solver whole.

    Notes
    -----
    The time from the end to ``most`` is an interval that fills every resource, so that propagation on a resource
    moves the end itself (OR-tools' own example of RCPSP does so).
    """
    soonest, latest = far[-1, :-1], -far[:-1, -1]
    if (soonest > latest).any():
        return None
    model = cp_model.CpModel()
    start = tuple(model.new_int_var(int(low), int(high), "") for low, high in zip(soonest, latest, strict=True))
    end = model.new_int_var(least, most, "end")
    rest = model.new_int_var(1, most + 1 - least, "rest")
    tail = model.new_interval_var(end, rest, most + 1, "tail")
    for one, days in enumerate(project.duration):
        model.add(end >= start[one] + days)
    for before, after, least_lag in project.lags:
        model.add(start[after] >= start[before] + least_lag)
    busy = [model.new_fixed_size_interval_var(var, days, "") for var, days in zip(start, project.duration, strict=True)]
    for resource, most_taken in enumerate(project.capacity):
        taking = [one for one, row in enumerate(project.demand) if row[resource] and project.duration[one]]
        demands = [project.demand[one][resource] for one in taking]
        model.add_cumulative([*(busy[one] for one in taking), tail], [*demands, most_taken], most_taken)
    if hint is not None:
        reached = project.makespan(hint)
        for var, value in zip((*start, end, rest), (*hint, reached, most + 1 - reached), strict=True):
            model.add_hint(var, value)
    model.minimize(end)
    return Formulation(model=model, start=start, end=end)


def part(
    project: Project, far: Ints, *, fixed: dict[int, int], loose: Sequence[int], end: int
) -> tuple[cp_model.CpModel, dict[int, cp_model.IntVar]] | None:
    """Return the model of placing ``loose`` activities around ``fixed`` ones; None when that cannot be.

    Parameters
    ----------
    far
        Distances (n + 1, n + 1) of the project, windows included.
    fixed
        Starts of all other activities.
    end
        The day by which all have ended.
    """
    places, days = np.array(list(fixed), dtype=np.int64), np.array(list(fixed.values()), dtype=np.int64)
    apart = far[np.ix_(places, places)]
    if (days[None, :] - days[:, None] < apart).any():
        return None
    own = np.array(loose, dtype=np.int64)
    duration = np.array(project.duration, dtype=np.int64)
    soonest, latest = far[-1, own], np.minimum(-far[own, -1], end - duration[own])
    if len(places):
        soonest = np.maximum(soonest, (days[:, None] + far[np.ix_(places, own)]).max(axis=0))
        latest = np.minimum(latest, (days[None, :] - far[np.ix_(own, places)]).min(axis=1))
    if (soonest > latest).any():
        return None
    model = cp_model.CpModel()
    start = {
        int(one): model.new_int_var(int(low), int(high), "")
        for one, low, high in zip(own, soonest, latest, strict=True)
    }
    for before, after, least in project.lags:
        if before in start and after in start:
            model.add(start[after] >= start[before] + least)
    if not _crowd(
        model, project, start, fixed=fixed, between=(int(soonest.min()), int((latest + duration[own]).max()))
    ):
        return None
    return model, start


def _crowd(
    model: cp_model.CpModel, project: Project, start: dict[int, cp_model.IntVar], *, fixed: dict[int, int],
    between: tuple[int, int],
) -> bool:  # fmt: skip
    """Add the capacities that the fixed activities leave; False when they overfill one themselves."""
    busy = {one: model.new_fixed_size_interval_var(var, project.duration[one], "") for one, var in start.items()}
    size = max([at + project.duration[one] for one, at in fixed.items()] + [between[1]])
    for resource, most in enumerate(project.capacity):
        used = np.zeros(size + 1, dtype=np.int64)
        for one, at in fixed.items():
            used[at : at + project.duration[one]] += project.demand[one][resource]
        if used.max(initial=0) > most:
            return False
        taking = [one for one in start if project.demand[one][resource] and project.duration[one]]
        demands = [project.demand[one][resource] for one in taking]
        intervals = [busy[one] for one in taking]
        edges = np.flatnonzero(np.diff(used[between[0] : between[1]])) + 1 + between[0]
        steps = [between[0], *(int(edge) for edge in edges), between[1]]
        for first, last in itertools.pairwise(steps):
            if used[first]:
                intervals.append(model.new_fixed_size_interval_var(first, last - first, ""))
                demands.append(int(used[first]))
        model.add_cumulative(intervals, demands, most)
    return True
