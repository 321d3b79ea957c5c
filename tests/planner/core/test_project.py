"""What may be asked of the core, and which projects orders alone can schedule."""

import pickle

import pytest

from planner.core.project import Lag, Project
from planner.errors import WrongValue
from tests.planner.core.projects import random_project


@pytest.mark.parametrize(
    "wrong",
    [
        {"demand": ((1,),)}, {"demand": ((1,), (1, 1))}, {"duration": (1, -1)}, {"capacity": (-1,)},
        {"demand": ((1,), (-1,))}, {"lags": (Lag(0, 2, 1),)}, {"lags": (Lag(-1, 0, 1),)}, {"earliest": (0,)},
        {"earliest": (0, -1)}, {"latest": (3,)},
    ],
)  # fmt: skip
def test_a_project_that_cannot_be_is_refused_by_name(wrong) -> None:
    """A number that cannot be would otherwise surface as a strange schedule."""
    right = {"duration": (1, 1), "demand": ((1,), (1,)), "capacity": (1,)}

    with pytest.raises(WrongValue):
        Project(**{**right, **wrong})


@pytest.mark.parametrize(
    ("changed", "plain"),
    [
        ({}, True), ({"lags": (Lag(0, 1, 2),)}, True), ({"lags": (Lag(0, 1, 1),)}, True),
        ({"lags": (Lag(0, 1, 0),)}, False), ({"lags": (Lag(1, 0, -3),)}, False), ({"latest": (None, 5)}, False),
        ({"earliest": (0, 1)}, False), ({"capacity": (0,)}, False), ({"lags": (Lag(0, 1, 2), Lag(1, 0, 2))}, False),
    ],
)  # fmt: skip
def test_plain_is_what_never_gets_stuck(changed, plain) -> None:
    """Where an order could run into a wall, orders alone must not be used."""
    base = {"duration": (2, 1), "demand": ((1,), (1,)), "capacity": (1,)}

    assert Project(**{**base, **changed}).is_plain is plain


def test_a_project_goes_to_another_process_as_it_is() -> None:
    """Many projects are scheduled by many processes."""
    project = random_project(1)

    assert pickle.loads(pickle.dumps(project)) == project  # noqa: S301  # our own bytes
