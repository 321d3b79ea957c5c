"""The checker, rule by rule, on both sides of each boundary."""

import pytest

from planner.core.check import check
from planner.core.project import Lag, Project

PROJECT = Project(
    duration=(2, 3, 0), demand=((1,), (2,), (5,)), capacity=(2,), lags=(Lag(0, 1, 2), Lag(1, 0, -4), Lag(1, 2, 3)),
    earliest=(1, 0, 0), latest=(None, 6, None),
)  # fmt: skip


@pytest.mark.parametrize("starts", [(1, 3, 6), (1, 5, 8), (2, 6, 9), (2, 4, 99)])
def test_a_schedule_within_every_rule_passes(starts) -> None:
    """A milestone takes nothing, whatever it says that it takes."""
    assert check(PROJECT, starts) == []


@pytest.mark.parametrize(
    ("starts", "fault"),
    [
        ((0, 3, 6), "activity 0 starts on 0, before 1"), ((3, 7, 10), "activity 1 starts on 7, after 6"),
        ((1, 6, 9), "activity 0 starts -5 after 1, not -4"), ((1, 3, 5), "activity 2 starts 2 after 1, not 3"),
        ((2, 3, 6), "resource 0: 3 of 2 on day 3"), ((1, 3), "2 starts for 3 activities"),
    ],
)  # fmt: skip
def test_one_step_beyond_a_rule_is_named(starts, fault) -> None:
    """Each rule is broken by a single day."""
    assert fault in check(PROJECT, starts)
