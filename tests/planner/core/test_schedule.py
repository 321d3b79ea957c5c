"""The core against trying every day, and against public projects with known answers."""

import threading
from pathlib import Path

import pytest

from benchmarks.psplib import read
from benchmarks.rcpsp_max import impossible
from benchmarks.rcpsp_max import read as read_max
from planner.core.board import Board
from planner.core.check import check
from planner.core.generate import Generator
from planner.core.lists import Lists
from planner.core.network import distances
from planner.core.project import Project
from planner.core.prover import Prover
from planner.core.schedule import Answer, schedule
from planner.errors import TooLarge
from tests.planner.core.projects import random_project, shortest

CASES = Path(__file__).parents[3] / "benchmarks" / "cases" / "psplib"
# No case here needs a tenth of it; what is asserted is what is proved, and a proof ends the search.
LIMIT = 120


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("plain", [True, False])
def test_verdict_and_optimum_are_those_of_trying_every_day(seed, plain) -> None:
    """Small projects leave no room for an excuse."""
    project = random_project(seed, plain=plain)

    found = schedule(project, time_limit=LIMIT, seed=seed)

    best = shortest(project)
    assert found.status == ("infeasible" if best is None else "optimal")
    if best is not None:
        assert check(project, found.starts) == []
        assert project.makespan(found.starts) == found.makespan == found.bound == best
        assert found.gap == 0


@pytest.mark.parametrize(("name", "known"), [("j3041_3", 85), ("j305_7", 76), ("j3045_2", 125), ("j6033_10", 84)])
def test_public_projects_are_proved(name, known) -> None:
    """Optima as published by PSPLIB."""
    found = schedule(read(CASES / f"{name[:3]}.sm" / f"{name}.sm"), time_limit=LIMIT, seed=1)

    assert (found.status, found.makespan, found.bound) == ("optimal", known, known)


@pytest.mark.parametrize(("name", "known"), [("PSP90", 40), ("PSP59", 42), ("PSP127", None), ("PSP4", None)])
def test_public_projects_with_most_lags_are_decided(name, known) -> None:
    """Optima as published; what is impossible is confirmed by the plain model without presolve."""
    project = read_max(CASES / "max_j20" / f"{name}.SCH")

    found = schedule(project, time_limit=LIMIT, seed=1)

    assert found.status == ("infeasible" if known is None else "optimal")
    assert impossible(project) if known is None else found.makespan == found.bound == known


def test_what_alone_takes_too_much_is_said_at_once() -> None:
    """One activity beyond a capacity needs no search."""
    project = Project(duration=(1,), demand=((3,),), capacity=(2,))

    assert schedule(project, time_limit=LIMIT, seed=1) == Answer(
        status="infeasible", starts=None, makespan=-1, bound=-1, proof="capacity"
    )


def test_without_time_there_is_a_schedule_with_its_bound() -> None:
    """A limit of nothing still brings the first schedule, and says honestly how far from proved it is."""
    project = read(CASES / "j120.sm" / "j1206_1.sm")

    found = schedule(project, time_limit=0, seed=1)

    assert (found.status, check(project, found.starts)) == ("feasible", [])
    assert found.makespan > found.bound >= 75
    assert found.gap == (found.makespan - found.bound) / found.makespan


@pytest.mark.parametrize("duration", [(1,) * 1001, (100_001,)])
def test_what_no_memory_holds_is_refused_before_it_is_built(duration) -> None:
    """A hostile size is an error with a name, not a machine that swaps."""
    project = Project(duration=duration, demand=((),) * len(duration), capacity=())

    with pytest.raises(TooLarge):
        schedule(project, time_limit=LIMIT, seed=1)


def test_an_interrupt_ends_both_workers() -> None:
    """A program that is stopped does not wait for a search that nobody wants any more."""
    asked = iter(range(200))

    def left():
        if threading.current_thread() is threading.main_thread() and next(asked, None) is None:
            raise KeyboardInterrupt
        return 1.0

    with pytest.raises(KeyboardInterrupt):
        schedule(read(CASES / "j60.sm" / "j6013_1.sm"), time_limit=LIMIT, seed=1, left=left)


def test_nothing_to_do_takes_no_day() -> None:
    """An empty project is a schedule."""
    found = schedule(Project(duration=(), demand=(), capacity=()), time_limit=LIMIT, seed=1)

    assert (found.status, found.makespan) == ("optimal", 0)


def test_breeding_shortens_and_repeats_for_one_seed() -> None:
    """The same seed brings the same schedule, a shorter one than the first."""
    project = read(CASES / "j60.sm" / "j6025_2.sm")
    generator, boards = Generator(project), []
    for _ in range(2):
        board, asked = Board(project, lambda: 1.0), iter(range(1500))
        board.offer(generator.serial(project.order))
        first = board.makespan
        Lists(generator, board, seed=3).run(lambda asked=asked: next(asked, None) is None)
        boards.append(board.starts)
        assert board.makespan < first

    assert boards[0] == boards[1]


def test_parts_are_squeezed_until_a_day_is_gained() -> None:
    """From a poor schedule of 60 activities a part gains days, and the checker passes what comes out."""
    project = read(CASES / "j60.sm" / "j6013_1.sm")
    generator = Generator(project)
    first = generator.serial(project.order)
    board = Board(project, lambda: 1.0 if board.makespan == project.makespan(first) else 0.0)
    board.offer(first)

    Prover(board, distances(project), generator, seed=1, workers=1).squeeze()

    assert board.makespan < project.makespan(first)
    assert check(project, board.starts) == []


def test_the_board_takes_nothing_that_the_checker_refuses() -> None:
    """A fault of a solver ends here."""
    project = Project(duration=(2, 2), demand=((1,), (1,)), capacity=(1,))
    board = Board(project, lambda: 1.0)

    assert not board.offer((0, 1))
    assert board.starts is None
    assert board.offer((0, 2))
    assert not board.offer((2, 0))
