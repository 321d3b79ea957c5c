"""A time limit is a limit and memory has a bound: a large flow is ended from outside, and says so."""

import sys
from dataclasses import replace

import numpy as np
import pytest

from data.answer import Status
from matcher.errors import Stopped, TooLarge
from matcher.exact import wall
from matcher.exact.flow import INT64_MOST
from matcher.exact.network import network
from matcher.exact.optimum import optimum
from matcher.exact.scale import Aims
from tests.matcher.programmes import crowd

ENOUGH = {"seed": 3, "seconds": 120, "megabytes": wall.MOST_MEGABYTES}


def case(mentees, mentors):
    """Return a network and one aim, every pair allowed."""
    mentee, mentor = np.divmod(np.arange(mentees * mentors), mentors)
    value = np.random.default_rng(1).integers(1, 1000, size=(1, mentees * mentors))
    shape = network(
        demand=np.ones(mentees, dtype=np.int64), places=np.full(mentors, 2), mentee=mentee, mentor=mentor,
        value=np.zeros(mentees * mentors, dtype=np.int64),
    )  # fmt: skip
    return shape, Aims(value=value, bonus=np.zeros((1, len(shape.bonus)), dtype=np.int64))


def test_the_other_process_gives_the_same_answer() -> None:
    """Where a flow runs is nobody's business."""
    shape, aims = case(12, 5)

    found, right = wall.walled(shape, aims, **ENOUGH), optimum(shape, aims, seed=3)

    assert found.taken.tolist() == right.taken.tolist()
    assert (found.value, found.bound, found.price.tolist()) == (right.value, right.bound, right.price.tolist())


def test_errors_of_the_other_process_are_its_own_errors_here() -> None:
    """A refusal must not end as a broken pipe."""
    shape, aims = case(2, 1)

    with pytest.raises(TooLarge, match="value of a pair"):
        wall.walled(shape, replace(aims, value=np.full_like(aims.value, INT64_MOST // 4)), **ENOUGH)


@pytest.mark.parametrize("seconds", [-1, 0.2])
def test_time_is_a_limit(seconds) -> None:
    """The other process is not asked whether it would like to stop; starting Python alone takes longer than this."""
    with pytest.raises(Stopped, match="want of time"):
        wall.walled(*case(2, 1), seed=0, seconds=seconds, megabytes=1000)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory by this limit")
def test_memory_is_a_limit() -> None:
    """A process that asks for more than it may have is told so, and this one goes on."""
    with pytest.raises(Stopped, match="want of memory"):
        wall.walled(*case(700, 700), seed=0, seconds=120, megabytes=1)


@pytest.mark.parametrize(("lacking", "word"), [("time", "time limit"), ("memory", "memory")])
def test_a_match_that_was_ended_is_unknown_with_the_reason(monkeypatch, lacking, word) -> None:
    """No match is an answer with a status, and nobody is told that there is none."""

    def ended(*_, **__):
        raise Stopped(lacking)

    monkeypatch.setattr(wall, "MOST_HERE", 0)
    monkeypatch.setattr(wall, "walled", ended)

    result = crowd(mentees=2, capacities=(1,)).solve(time_limit=60, seed=0)

    assert result.status is Status.UNKNOWN
    assert result.verify() == ()
    assert all(word in reasons[0].sentence.en for reasons in result.unmatched.values())
    assert len(result.unmatched) == 2


def test_small_flows_start_no_process(monkeypatch) -> None:
    """Twenty letters must not wait for Python to start."""

    def never(*_, **__):
        pytest.fail("a process was started")

    monkeypatch.setattr(wall, "walled", never)

    assert crowd(mentees=2, capacities=(1,)).solve(time_limit=60, seed=0).status is Status.OPTIMAL
