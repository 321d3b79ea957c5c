"""What the sum of all pays for lifting those who fit worst: every floor at which another match is best (1.2)."""

import time
from collections.abc import Iterator
from dataclasses import replace

from matcher.aims import Row, aims, priced
from matcher.assignment import Assignment
from matcher.errors import BadValue
from matcher.exact.optimum import optimum
from matcher.otherwise.answers import Frontier, Stop
from matcher.otherwise.ground import ground
from matcher.otherwise.moved import other_of
from matcher.problem import Problem
from matcher.result import Result
from matcher.scores import score
from matcher.solving import solve

# Floors tried for one frontier; those of a year are some thirty.
MOST_FLOORS = 100

# Points of all pairs, the worst first: of two such lists the larger is better for the worst.
Fit = list[int]


def frontier(result: Result, *, time_limit: float) -> Frontier:
    """Return the matches from the largest sum to the best fit of the worst, the aims before points staying best.

    The floor goes up to just above the pair that fits worst of those that can still be lifted, again and again.
    Each stop is a whole match with its own proof, the one that ``--lift`` makes; none is as good as another both in
    its sum and for the worst.

    Parameters
    ----------
    time_limit
        Seconds for all of it, above 0; ``complete`` is false when they, or ``MOST_FLOORS`` floors, did not do.

    Raises
    ------
    BadValue
        For a time limit out of range.
    """
    if not time_limit > 0:
        raise BadValue(field="time_limit", value=time_limit, expected="seconds above 0")
    if result.assignment is None:
        return Frontier(match=result, stops=(), complete=True)
    deadline = time.monotonic() + time_limit
    kept: list[tuple[int, Fit]] = []
    complete = False
    for floor, fit, is_last in _floors(result, result.assignment):
        while kept and fit > kept[-1][1] and sum(fit) >= sum(kept[-1][1]):
            kept.pop()
        if not kept or (fit > kept[-1][1] and sum(fit) < sum(kept[-1][1])):
            kept.append((floor, fit))
        complete = is_last
        if time.monotonic() > deadline:
            break
    stops: list[Stop] = []
    for floor, _ in kept:
        stop = _stop(result, result.assignment, floor=floor, seconds=deadline - time.monotonic())
        if stop is None:
            complete = False
        elif not stops or (_fit(stop) > _fit(stops[-1]) and stop.total < stops[-1].total):
            stops.append(stop)
    return Frontier(match=result, stops=tuple(stops), complete=complete)


def _floors(result: Result, assignment: Assignment) -> Iterator[tuple[int, Fit, bool]]:
    """Yield each floor with the fit of its match, and whether nobody is left to be lifted."""
    problem = result.problem
    fixed = {key: pair.mentor for key, pair in assignment.fixed.items()}
    scores = score(problem, problem.mentees.values())
    free = [need.id for need in problem.needs.values() if need.mentee not in fixed]
    rows: list[Row] = [(one.need, one.mentor, one.points) for need in free for one in scores.of_need[need]]
    most = sum(part.possible for part in result.proposals[0].parts) if result.proposals else 0
    floor, stuck = 0, 0
    for _ in range(MOST_FLOORS):
        fit = sorted([*_points(replace(problem, floor=floor), rows, fixed, seed=result.seed), *_fixed(assignment)])
        stuck = max(stuck, sum(points < floor for points in fit))
        is_last = stuck >= len(fit) or fit[stuck] >= most
        yield floor, fit, is_last
        if is_last:
            return
        floor = fit[stuck] + 1


def _points(problem: Problem, rows: list[Row], fixed: dict[str, str], *, seed: int) -> Fit:
    """Return the points of the best pairs of those that are not fixed."""
    base = ground(problem, priced(aims(problem)), rows, fixed=fixed)
    found = optimum(base.shape, base.aims, seed=seed)
    return [points for (_, _, points), is_taken in zip(rows, found.taken.tolist(), strict=True) if is_taken]


def _fixed(assignment: Assignment) -> Fit:
    return [pair.points for pair in assignment.fixed.values()]


def _stop(result: Result, assignment: Assignment, *, floor: int, seconds: float) -> Stop | None:
    """Return the match that a floor makes, None when it is not made in time."""
    if seconds <= 0:
        return None
    made = solve(replace(result.problem, floor=floor), time_limit=seconds, seed=result.seed)
    if made.assignment is None:
        return None
    other = other_of(result, assignment, made.assignment.pairs.values())
    points = [pair.points for pair in other.proposals]
    return Stop(
        proposals=other.proposals, change=other.change, moves=other.moves, floor=floor, match=made,
        worst=min(points, default=0), below=sum(one < floor for one in points), total=sum(points),
    )  # fmt: skip


def _fit(stop: Stop) -> Fit:
    return sorted(pair.points for pair in stop.proposals)
