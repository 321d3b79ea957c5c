"""A linear relaxation by days, on numbers only: how many of each kind have begun a step by each day, and its bound."""

import concurrent.futures
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from ortools.sat.python import cp_model
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from planner.search.solver import Stopwatch, new_solver

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
# The interior point method: a simplex needs several times as long on these shapes.
METHOD: Final = "highs-ipm"
# A bound that is this close below a whole number is that number: rounding of the arithmetic, not of the answer.
ROUNDING = 1e-4
# A search that is to end is told so every so many seconds.
STOP_SECONDS: Final = 0.05
# What HiGHS says, in scipy's numbers, when nothing keeps all rows.
NOTHING: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Days on which something may begin, and for each the variable that counts those that have begun by then.

    Parameters
    ----------
    times, begun
        Shape (n,), ascending days, and columns of the relaxation.
    """

    times: Ints
    begun: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxed:
    """What a relaxation says: ``bound`` is proved by its prices, ``values`` (n_columns,) are its own answer."""

    bound: float
    values: Floats


@dataclass
class Slots:
    """Rows ``a x <= b`` over columns with bounds; built step by step, then minimised."""

    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    _rows: list[Ints] = field(default_factory=list)
    _columns: list[Ints] = field(default_factory=list)
    _values: list[Floats] = field(default_factory=list)
    _right: list[float] = field(default_factory=list)

    def columns(self, count: int, *, most: float) -> Ints:
        """Return ``count`` new columns between 0 and ``most``."""
        first = len(self.low)
        self.low += [0.0] * count
        self.high += [most] * count
        return np.arange(first, first + count, dtype=np.int64)

    def row(self, columns: Sequence[int] | Ints, values: Sequence[float] | Floats, right: float) -> None:
        """Add one row ``sum(values * columns) <= right``."""
        self.rows(np.asarray(columns, dtype=np.int64)[None, :], values, [right])

    def rows(self, columns: Ints, values: Sequence[float] | Floats, right: Sequence[float] | Floats) -> None:
        """Add rows of one shape: ``columns`` (n, k), ``values`` (k,), ``right`` (n,)."""
        count, width = columns.shape
        first = len(self._right)
        self._rows.append(np.repeat(np.arange(first, first + count, dtype=np.int64), width))
        self._columns.append(columns.ravel())
        self._values.append(np.tile(np.asarray(values, dtype=np.float64), count))
        self._right += list(right)

    def step(self, times: Ints, *, many: int) -> Step:
        """Add a step that ``many`` may take on ``times``."""
        begun = self.columns(len(times), most=many)
        if len(times) > 1:
            self.rows(np.column_stack([begun[:-1], begun[1:]]), [1, -1], np.zeros(len(times) - 1))
        return Step(times=times, begun=begun)

    def follow(self, before: Step, after: Step, *, soonest: Ints) -> None:
        """Say that who begins ``before`` on its i-th day begins ``after`` on ``soonest[i]`` (n,) or later."""
        place = np.searchsorted(after.times, soonest)
        # Of the rows that limit the same column the first is the strictest.
        place, first = np.unique(place, return_index=True)
        first, place = first[place > 0], place[place > 0] - 1
        start = first == 0
        self.rows(after.begun[place[start]][:, None], [1], np.zeros(int(start.sum())))
        pairs = np.column_stack([after.begun[place[~start]], before.begun[first[~start] - 1]])
        self.rows(pairs, [1, -1], np.zeros(len(pairs)))

    @staticmethod
    def weigh(step: Step, weights: Floats) -> tuple[Ints, Floats]:
        """Return columns and values of the sum of ``weights`` (n,) over the days on which a step begins."""
        values = weights.copy()
        values[:-1] -= weights[1:]
        kept = values != 0
        return step.begun[kept], values[kept]

    def _matrix(self) -> Any:
        """Return the rows as a sparse matrix, shape (n_rows, n_columns)."""
        shape = (len(self._right), len(self.low))
        entries = (np.concatenate(self._values), (np.concatenate(self._rows), np.concatenate(self._columns)))
        return sparse.csr_array(entries, shape=shape)

    def is_empty(self, *, seconds: float, seed: int) -> bool:
        """Whether two solvers prove that no whole numbers keep all rows; all values are whole here.

        Notes
        -----
        The linear one is the quicker, and branches on fractions of numbers with rounding; the other one is exact.
        Both search at once, and the exact one is stopped when the linear one does not agree.
        """
        clock, matrix = Stopwatch(seconds), self._matrix()
        every = len(self.low)
        exact, model = new_solver(workers=1, seed=seed, seconds=max(seconds, 0.0)), self._exactly(matrix)
        # The rows are a linear program at heart; without all of them in it the solver is lost.
        exact.parameters.linearization_level = 2
        with concurrent.futures.ThreadPoolExecutor(max_workers=1) as pool:
            second = pool.submit(exact.solve, model)
            found = milp(
                np.zeros(every), integrality=np.ones(every, dtype=np.int64), bounds=Bounds(self.low, self.high),
                constraints=LinearConstraint(matrix, -np.inf, np.array(self._right)),
                options={"time_limit": max(clock.left, 0.0)},
            )  # fmt: skip
            # Again and again, since a search that has not begun yet hears nothing.
            while found.status != NOTHING and not second.done():
                exact.stop_search()
                concurrent.futures.wait([second], timeout=STOP_SECONDS)
            return second.result() == cp_model.INFEASIBLE and found.status == NOTHING

    def _exactly(self, matrix: Any) -> cp_model.CpModel:
        model = cp_model.CpModel()
        edges = zip(self.low, self.high, strict=True)
        columns = [model.new_int_var(round(low), round(high), "") for low, high in edges]
        for row, most in enumerate(self._right):
            first, last = matrix.indptr[row], matrix.indptr[row + 1]
            terms = zip(matrix.indices[first:last], matrix.data[first:last], strict=True)
            model.add(sum(round(value) * columns[column] for column, value in terms) <= round(most))
        return model

    def minimise(self, cost: Floats, *, seconds: float) -> Relaxed | None:
        """Return the least ``cost @ x`` with a bound recounted from the prices; None when time did not suffice."""
        matrix, right = self._matrix(), np.array(self._right)
        box = np.column_stack([self.low, self.high])
        found = linprog(  # type: ignore[call-overload]  # the stubs know no sparse rows
            cost, A_ub=matrix, b_ub=right, bounds=box, method=METHOD, options={"time_limit": max(seconds, 0.0)}
        )
        if found.status != 0:
            return None
        prices = np.minimum(found.ineqlin.marginals, 0.0)
        reduced = cost - matrix.T @ prices
        bound = prices @ right + np.where(reduced > 0, reduced * box[:, 0], reduced * box[:, 1]).sum()
        return Relaxed(bound=float(bound), values=found.x)

    def minimise_whole(self, cost: Floats, *, free: Ints, seconds: float) -> Relaxed | None:
        """Return the same with every column whole but those of ``free``; None when not even a bound was found in time.

        The bound is the solver's word; ``values`` are empty where it found no answer.
        """
        whole = np.ones(len(self.low), dtype=np.int64)
        whole[free] = 0
        found = milp(
            cost, constraints=LinearConstraint(self._matrix(), -np.inf, np.array(self._right)),
            bounds=Bounds(np.array(self.low), np.array(self.high)), integrality=whole,
            options={"time_limit": max(seconds, 0.0)},
        )  # fmt: skip
        if found.mip_dual_bound is None or not np.isfinite(found.mip_dual_bound):
            return None
        return Relaxed(bound=float(found.mip_dual_bound), values=np.empty(0) if found.x is None else found.x)


def whole_bound(bound: float) -> int:
    """Return the least whole number that a bound allows."""
    return int(np.ceil(bound - ROUNDING))
