"""A time limit is a limit for bundles too: the process that searches is ended, and the best it told stands."""

import queue
import time

import pytest

from data.answer import Status
from matcher.errors import BadValue, SolverFault
from matcher.exact.bundles import wall
from matcher.exact.bundles.check import check_bundles
from matcher.exact.bundles.solve import solve_bundles, unsolved_bundles
from tests.matcher.exact.bundle_cases import random_bundles
from tests.matcher.exact.test_packing import scarce

SERVE = wall.SERVE
# Seconds for what takes one, on a machine that is busy.
ENOUGH = 120


def test_the_other_process_gives_the_same_answers_one_after_the_other() -> None:
    """Where bundles are searched is nobody's business, and one process answers all questions of a match."""
    shapes = [random_bundles(seed, days=seed % 2 == 1) for seed in range(6)]

    with wall.Walled(most_here=-1) as walled:
        found = [walled.solve(shape, time_limit=ENOUGH, seed=seed) for seed, shape in enumerate(shapes)]

    for seed, (shape, one) in enumerate(zip(shapes, found, strict=True)):
        here = solve_bundles(shape, time_limit=ENOUGH, seed=seed)
        assert check_bundles(shape, one) == []
        assert (one.value, one.bound, one.status) == (here.value, here.bound, here.status)
        assert one.opened.tolist() == here.opened.tolist()


def test_errors_of_the_other_process_are_its_own_errors_here() -> None:
    """A refusal must not end as a broken pipe."""
    with wall.Walled(most_here=-1) as walled, pytest.raises(BadValue, match="seed"):
        walled.solve(random_bundles(1), time_limit=ENOUGH, seed=-1)


def test_time_that_is_over_leaves_the_best_that_was_told() -> None:
    """The process hangs in a long step; the report before that is a choice with prices that bound."""
    shape, told, reports = scarce(0, mentees=12), queue.SimpleQueue(), []
    solve_bundles(shape, time_limit=ENOUGH, seed=0, on_better=reports.append)
    for report in reports:
        told.put((False, report))

    found = wall.last_word(told, time.monotonic())

    assert (found.best, found.is_whole) == (reports[-1], False)
    assert check_bundles(shape, found.best) == []


def test_a_process_that_hangs_is_ended_and_another_one_is_asked(monkeypatch) -> None:
    """Nobody waits for it: what no prices show is told, and the next question has a process of its own."""
    shape = scarce(0, mentees=12)
    with wall.Walled(most_here=-1) as walled:
        monkeypatch.setattr(wall, "SERVE", f"import time; time.sleep({ENOUGH})")
        nothing = walled.solve(shape, time_limit=0.1, seed=0)
        monkeypatch.setattr(wall, "SERVE", SERVE)
        found = walled.solve(shape, time_limit=ENOUGH, seed=0)

    assert (nothing.status, nothing.value) == (Status.FEASIBLE, 0)
    assert check_bundles(shape, nothing) == []
    assert found.value == solve_bundles(shape, time_limit=ENOUGH, seed=0).value


def test_every_report_is_an_answer_and_none_is_worse_than_the_one_before() -> None:
    """Whichever of them is the last, the checker takes it."""
    shape = scarce(3)
    reports = []

    last = solve_bundles(shape, time_limit=ENOUGH, seed=0, on_better=reports.append)

    assert len(reports) > 2
    assert [check_bundles(shape, report) for report in reports] == [[]] * len(reports)
    values, shown = [one.value for one in reports], [one.shown for one in reports]
    assert values == sorted(values)
    assert shown == sorted(shown, reverse=True)
    assert (values[-1], shown[-1]) == (last.value, last.shown)


def test_a_process_that_dies_without_a_word_is_a_named_fault(monkeypatch) -> None:
    """An empty answer would look like a programme that nobody can serve."""
    monkeypatch.setattr(wall, "SERVE", "raise SystemExit(3)")

    with wall.Walled(most_here=-1) as walled, pytest.raises(SolverFault, match="without a word"):
        walled.solve(random_bundles(1), time_limit=ENOUGH, seed=0)


def test_after_the_deadline_nothing_is_asked_and_the_bound_still_holds(monkeypatch) -> None:
    """The levels that are left get what no prices show at all, which is true and takes no time."""
    monkeypatch.setattr(wall, "SERVE", "raise SystemExit(3)")
    shape = scarce(0, mentees=12)

    with wall.Walled(time.monotonic(), most_here=-1) as walled:
        found = walled.solve(shape, time_limit=ENOUGH, seed=0)

    assert check_bundles(shape, found) == []
    assert (found.status, found.value) == (Status.FEASIBLE, 0)
    assert found.bound == unsolved_bundles(shape).bound >= solve_bundles(shape, time_limit=ENOUGH, seed=0).value


def test_small_shapes_start_no_process(monkeypatch) -> None:
    """Twenty letters must not wait for Python to start."""
    monkeypatch.setattr(wall, "SERVE", "raise SystemExit(3)")

    with wall.Walled() as walled:
        assert walled.solve(scarce(0, mentees=12), time_limit=ENOUGH, seed=0).value > 0
