"""Schedules of orders hold, and to justify one never makes it longer."""

import pytest

from planner.core.check import check
from planner.core.generate import Generator
from planner.core.project import Project
from tests.planner.core.projects import random_project


@pytest.mark.parametrize("seed", range(60))
def test_every_scheme_keeps_every_rule(seed) -> None:
    """Both schemes, pushed to both ends, are recounted by the checker."""
    project = random_project(seed, count=12, plain=True)
    generator = Generator(project)

    for starts in (generator.serial(project.order), generator.parallel(project.order)):
        assert check(project, starts) == []
        late = generator.latest(starts)
        assert check(project, late) == []
        assert project.makespan(late) <= project.makespan(starts)
        justified = generator.justified(starts)
        assert check(project, justified) == []
        assert project.makespan(justified) <= project.makespan(starts)


def test_serial_fills_an_earlier_gap_and_parallel_does_not_wait() -> None:
    """The order 0, 1, 2: the small one slips in beside the first; a large one waits for both days."""
    project = Project(duration=(2, 2, 2), demand=((2,), (3,), (1,)), capacity=(3,))
    generator = Generator(project)

    assert generator.serial((0, 1, 2)) == [0, 2, 0]
    assert generator.parallel((0, 1, 2)) == [0, 2, 0]
    assert generator.latest([0, 2, 4]) == [2, 0, 2]
