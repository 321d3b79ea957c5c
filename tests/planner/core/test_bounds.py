"""Bounds never promise too much, and refute what can be counted by hand."""

import pytest

from planner.core.bounds import Ground, least_makespan, refuted
from planner.core.network import contradicts
from planner.core.project import Lag, Project
from tests.planner.core.projects import random_project, shortest


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("plain", [True, False])
def test_no_schedule_is_shorter_than_the_bound(seed, plain) -> None:
    """A bound above the best schedule would make a wrong proof."""
    project = random_project(seed, plain=plain)
    ground, best = Ground.of(project), shortest(project)

    if contradicts(ground.far):
        assert best is None
    elif best is not None:
        assert refuted(ground, end=best) == ""
        assert least_makespan(ground, most=best)[0] <= best


@pytest.mark.parametrize(
    ("project", "end", "why"),
    [
        (Project(duration=(2, 2), demand=((), ()), capacity=(), lags=(Lag(0, 1, 3),)), 5, "path"),
        (Project(duration=(2, 2), demand=((2,), (2,)), capacity=(3,)), 4, "pairs"),
        (Project(duration=(2, 2, 2), demand=((1,),) * 3, capacity=(2,)), 4, "energy"),
        (Project(duration=(1, 2, 2, 2), demand=((0, 1), (2, 0), (2, 0), (2, 0)), capacity=(3, 1),
                 lags=(Lag(0, 1, 1), Lag(0, 2, 1), Lag(0, 3, 1))), 7, "energy"),
    ],
)  # fmt: skip
def test_the_day_before_is_refuted_and_the_day_is_not(project, end, why) -> None:
    """Hand-counted: a lag of three, two that exclude each other, three of two at a time, three in a row after one."""
    ground = Ground.of(project)

    assert refuted(ground, end=end - 1) == why
    assert refuted(ground, end=end) == ""
    assert least_makespan(ground, most=end + 3)[0] == end


def test_what_has_to_lie_in_few_days_is_weighed() -> None:
    """Two that have to start at once and take two each do not fit into three."""
    project = Project(duration=(3, 3), demand=((2,), (2,)), capacity=(3,), latest=(1, 1))

    assert refuted(Ground.of(project), end=project.horizon) == "pairs"
