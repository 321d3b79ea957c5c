"""The shortest schedule of a project: bounds first, then two workers side by side, and what they prove."""

import concurrent.futures
from dataclasses import dataclass
from typing import Final, Literal

from planner.core.board import Board, Left, wall
from planner.core.bounds import Ground, least_makespan, refuted
from planner.core.generate import Generator
from planner.core.lists import Lists
from planner.core.network import contradicts
from planner.core.project import Project
from planner.core.prover import Prover
from planner.core.repair import repaired
from planner.errors import TooLarge

# Random orders of a first schedule where most lags bind; after some hundred another one seldom succeeds.
TRIES: Final = 200
# Share of the time that the first schedule may take.
TRIES_SHARE: Final = 0.1
# Workers: one that breeds schedules and one that proves; both prove where nothing can be bred.
WORKERS: Final = 2
# Seconds between two looks at a search that runs beside.
PULSE: Final = 0.02

# The longest paths between 1,000 activities take some seconds; a day of the horizon is a number in every schedule.
ACTIVITIES_MOST, DAYS_MOST = 1000, 100_000

Status = Literal["optimal", "feasible", "infeasible", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is known of the shortest schedule.

    Parameters
    ----------
    status
        ``optimal`` and ``infeasible`` are proved; ``unknown`` has neither a schedule nor a proof that there is none.
    starts
        (n,) the best schedule, which the checker has passed; None when there is none.
    makespan, bound
        The day on which it has ended, and the day before which nothing can have; -1 where there is no schedule.
    proof
        What the status or the bound rests on: ``path``, ``energy``, ``pairs``, ``capacity`` or ``search``.
    """

    status: Status
    starts: tuple[int, ...] | None
    makespan: int
    bound: int
    proof: str

    @property
    def gap(self) -> float:
        """How far the schedule may be from the best, as a share of it."""
        return (self.makespan - self.bound) / self.makespan if self.makespan > 0 else 0.0


def schedule(project: Project, *, time_limit: float, seed: int, left: Left | None = None) -> Answer:
    """Return the shortest schedule found within ``time_limit`` seconds, with what is proved of it.

    Parameters
    ----------
    left
        Another clock than wall time, for measuring; ``time_limit`` is then not looked at.

    Raises
    ------
    TooLarge
        More activities or days than the memory holds; refused before anything is built.
    """
    if len(project) > ACTIVITIES_MOST:
        raise TooLarge(what="activities", count=len(project), most=ACTIVITIES_MOST)
    if project.horizon > DAYS_MOST:
        raise TooLarge(what="days", count=project.horizon, most=DAYS_MOST)
    board = Board(project, left or wall(time_limit))
    if project.too_much:
        board.refute("capacity")
        return _answer(board)
    ground = Ground.of(project)
    why = "path" if contradicts(ground.far) else refuted(ground, end=project.horizon)
    if why:
        board.refute(why)
        return _answer(board)
    generator = Generator(project) if project.is_plain else None
    if generator is not None:
        by_tail = sorted(range(len(project)), key=lambda one: (-generator.tail[one], generator.place[one]))
        board.offer(generator.justified(generator.serial(by_tail)))
    else:
        until = board.left() * (1 - TRIES_SHARE)
        first = repaired(project, ground.far, tries=TRIES, seed=seed, stop=lambda: board.left() < until)
        if first is not None:
            board.offer(first)
    most = board.makespan if board.starts is not None else project.horizon
    board.prove(*least_makespan(ground, most=most))
    if not board.done:
        _search(board, ground, generator, seed=seed)
    return _answer(board)


def _search(board: Board, ground: Ground, generator: Generator | None, *, seed: int) -> None:
    """Let two workers share the board until it is done: one breeds or asks for a day less, one searches the whole."""
    workers = [Prover(board, ground.far, generator, seed=seed, workers=WORKERS if generator is None else 1)]

    def stop() -> bool:
        for worker in workers:
            worker.pulse()
        return board.done

    with concurrent.futures.ThreadPoolExecutor(max_workers=WORKERS) as pool:
        beside = [pool.submit(workers[0].run)]
        try:
            if generator is not None:
                small = workers[0].small
                Lists(generator, board, seed=seed).run(stop, herds=1 if small else None)
                if small and not stop():
                    workers.append(Prover(board, ground.far, generator, seed=seed, workers=1))
                    beside.append(pool.submit(workers[1].decide))
            while concurrent.futures.wait(beside, timeout=PULSE).not_done:
                stop()
        finally:
            # Whatever interrupts the waiting ends the others too.
            board.halted = True
            while concurrent.futures.wait(beside, timeout=PULSE).not_done:
                for worker in workers:
                    worker.pulse()
        for one in beside:
            one.result()


def _answer(board: Board) -> Answer:
    starts = None if board.refuted else board.starts
    if starts is None:
        status: Status = "infeasible" if board.refuted else "unknown"
        return Answer(status=status, starts=None, makespan=-1, bound=-1, proof=board.proof)
    return Answer(
        status="optimal" if board.settled else "feasible", starts=starts, makespan=board.makespan,
        bound=board.bound, proof=board.proof,
    )  # fmt: skip
