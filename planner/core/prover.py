"""The worker that proves: a constraint search of the whole, then parts of the best schedule squeezed by a day."""

import math
import random
from collections.abc import Sequence
from typing import Final

from ortools.sat.python import cp_model

from planner.core.board import Board
from planner.core.formulation import Formulation, formulate, part
from planner.core.generate import Generator
from planner.core.network import Ints, ending_by

# The whole model is searched for this share of the time before it starts again from the better schedules found since,
# or, beyond so many activities, gives way to parts.
WHOLE_SHARE, WHOLE_MOST = 0.3, 40
# Activities of the first part, the fewest, and the growth after a part that was exhausted.
PART_FIRST, PART_LEAST, PART_GROWTH = 30, 12, 1.1
# Deterministic seconds for one part: enough for some thirty activities, and the next one may be easier.
PART_SECONDS: Final = 0.25
# Seeds of the parts: CP-SAT takes any number of 31 bits.
SEEDS: Final = 1 << 31


class Prover:
    """A search that runs beside another one and shares a board with it.

    Parameters
    ----------
    board
        Schedules, bounds and the clock.
    far
        Distances (n + 1, n + 1) of the project, windows included.
    generator
        The schemes of a plain project; None for others, of which no parts are searched.
    workers
        Of the constraint search.
    """

    def __init__(self, board: Board, far: Ints, generator: Generator | None, *, seed: int, workers: int) -> None:
        """Begin with nothing."""
        self.board, self.far, self.generator, self.seed, self.workers = board, far, generator, seed, workers
        self.small = len(board.project) <= WHOLE_MOST
        self._solver: cp_model.CpSolver | None = None
        self._until = -math.inf

    def run(self) -> None:
        """Search until the board is done; meant for a thread of its own."""
        if self.generator is not None:
            self._until = self.board.left() * (1 - WHOLE_SHARE)
        self._whole()
        self._until = -math.inf
        while not self.board.done:
            if self.generator is None or self.small:
                self._whole()
            else:
                self.squeeze()

    def pulse(self) -> None:
        """Stop what runs if it is no longer wanted; called by another thread every now and then."""
        solver = self._solver
        if solver is not None and (self.board.done or self.board.left() < self._until):
            solver.stop_search()

    def decide(self) -> None:
        """Ask whether a day less is possible until it is not, or the board is done; for a thread of its own."""
        board = self.board
        while board.starts is not None and not board.done:
            reached = board.makespan
            far = ending_by(self.far, board.project, end=reached - 1)
            built = formulate(board.project, far, least=reached - 1, most=reached - 1, hint=None)
            status = cp_model.INFEASIBLE if built is None else self._decided(built)
            if status == cp_model.INFEASIBLE:
                board.prove(reached, "search")

    def _decided(self, built: Formulation) -> cp_model.CpSolverStatus:
        solver = self._new(workers=1, seed=self.seed + 1)
        return self._run(solver, built.model, _Watch(self.board, built.start))

    def _whole(self) -> None:
        """Search the whole model, and believe that there is nothing only when asked twice."""
        status = self._solve_whole(presolve=True)
        if status == cp_model.INFEASIBLE and not self.board.done:
            again = self._solve_whole(presolve=False)
            if again == cp_model.INFEASIBLE and self.board.starts is None:
                self.board.refute("search, with and without presolve")

    def _solve_whole(self, *, presolve: bool) -> cp_model.CpSolverStatus:
        board, hint = self.board, self.board.starts
        most = board.project.horizon if hint is None else board.project.makespan(hint)
        far = ending_by(self.far, board.project, end=most)
        built = formulate(board.project, far, least=board.bound, most=most, hint=hint)
        if built is None:
            return cp_model.INFEASIBLE
        solver = self._new(workers=self.workers, seed=self.seed)
        solver.parameters.cp_model_presolve = presolve
        solver.best_bound_callback = lambda bound: board.prove(math.ceil(bound), "search")
        status = self._run(solver, built.model, _Watch(board, built.start))
        if status == cp_model.OPTIMAL:
            board.offer(built.read(solver))
            board.prove(round(solver.objective_value), "search")
        return status

    def squeeze(self) -> None:
        """Squeeze parts of the best schedule: what begins before stays, what comes after has to come a day sooner."""
        generator = self.generator
        board, dice, size = self.board, random.Random(self.seed), float(PART_FIRST)  # noqa: S311  # no secret
        while generator is not None and board.starts is not None and not board.done:
            count = min(round(size), len(board.project))
            first = max(0, min(dice.randrange(-count // 2, len(board.project)), len(board.project) - count))
            status = self._squeeze(generator, board.starts, first=first, count=count, seed=dice.randrange(SEEDS))
            if status == cp_model.INFEASIBLE:
                size = min(size * PART_GROWTH, len(board.project))
            elif status == cp_model.UNKNOWN:
                size = max(size / PART_GROWTH, PART_LEAST)

    def _squeeze(
        self, generator: Generator, starts: Sequence[int], *, first: int, count: int, seed: int
    ) -> cp_model.CpSolverStatus | None:
        end = generator.project.makespan(starts)
        late = generator.latest(starts)
        spare = end - generator.project.makespan(late)
        late = [at + spare for at in late]
        order = sorted(range(generator.count), key=lambda one: (starts[one] + late[one], generator.place[one]))
        fixed = {one: starts[one] for one in order[:first]} | {one: late[one] - 1 for one in order[first + count :]}
        if min(fixed.values(), default=0) < 0:
            return None
        built = part(generator.project, self.far, fixed=fixed, loose=order[first : first + count], end=end - 1)
        if built is None:
            return None
        model, start = built
        solver = self._new(workers=1, seed=seed)
        solver.parameters.max_deterministic_time = PART_SECONDS
        status = self._run(solver, model, None)
        if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            found = fixed | {one: solver.value(var) for one, var in start.items()}
            self.board.offer(generator.justified([found[one] for one in range(generator.count)]))
        return status

    def _new(self, *, workers: int, seed: int) -> cp_model.CpSolver:
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = workers
        solver.parameters.random_seed = seed
        # OR-tools would catch an interrupt itself and say nothing, so that a stopped program went on.
        solver.parameters.catch_sigint_signal = False
        if self.small and self.generator is not None:
            # Where orders decide, its linear programs cost more than they prune: 1 s instead of 4.5 on j3013_1.
            solver.parameters.linearization_level = 0
        return solver

    def _run(
        self, solver: cp_model.CpSolver, model: cp_model.CpModel, watch: cp_model.CpSolverSolutionCallback | None
    ) -> cp_model.CpSolverStatus:
        self._solver = solver
        status = solver.solve(model, watch)
        self._solver = None
        return status


class _Watch(cp_model.CpSolverSolutionCallback):
    """Puts every schedule that is found on the board."""

    def __init__(self, board: Board, start: Sequence[cp_model.IntVar]) -> None:
        super().__init__()
        self._board, self._start = board, start

    def on_solution_callback(self) -> None:
        self._board.offer([self.value(var) for var in self._start])
