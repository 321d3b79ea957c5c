"""A first schedule where most lags bind."""

import pytest

from planner.core.check import check
from planner.core.network import contradicts, distances
from planner.core.project import Lag, Project
from planner.core.repair import repaired
from tests.planner.core.projects import random_project, shortest


def test_who_came_too_soon_is_lifted_and_comes_later() -> None:
    """The first has to wait until the resource that the last needs, at most three days after it, is free."""
    project = Project(
        duration=(1, 1, 6), demand=((0,), (1,), (1,)), capacity=(1,), lags=(Lag(0, 1, 1), Lag(1, 0, -3)),
        latest=(None, None, 0),
    )  # fmt: skip

    starts = repaired(project, distances(project), tries=1, seed=1, stop=lambda: False)

    assert starts == (3, 6, 0)


@pytest.mark.parametrize("seed", range(50))
def test_a_repaired_schedule_keeps_every_rule(seed) -> None:
    """Where there is no schedule none is found; where one is found, the checker passes it."""
    project = random_project(seed)
    far = distances(project)
    if contradicts(far):
        assert shortest(project) is None
        return

    starts = repaired(project, far, tries=20, seed=seed, stop=lambda: False)

    if starts is None:
        return
    assert check(project, starts) == []
    assert project.makespan(starts) >= shortest(project)


def test_most_projects_that_can_be_scheduled_are_repaired() -> None:
    """A repair that gives up would leave the solver without a hint."""
    able = [project for project in map(random_project, range(40)) if shortest(project) is not None]

    found = [repaired(one, distances(one), tries=20, seed=1, stop=lambda: False) for one in able]

    assert sum(starts is not None for starts in found) >= 0.9 * len(able) > 10
