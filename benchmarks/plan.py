"""Times the planner beside a careful clerk in the same run: first plan, then levels with value and bound.

Run it with ``python -m benchmarks.plan``, or with sizes and seconds: ``python -m benchmarks.plan 12 40 --seconds 20``.
Ratios are of CPU seconds, so that a busy machine matters less; the limits are wall time. Everything is seeded.
"""

import argparse
import time
from typing import Any, NamedTuple

from benchmarks.timing import timed
from benchmarks.years import DAYS_PER_MONTH, build
from planner import Model, Plan, Problem
from planner.calendar.groundwork import prepare
from planner.search.baseline import clerk
from planner.solve import FIRST

# Partnerships of a small and of a large programme year, and wall seconds after which the levels are read.
SIZES, SECONDS = (12, 40), (20, 40)


class Run(NamedTuple):
    """One run of ``solve``: wall and CPU seconds until the first plan, and of the whole."""

    plan: Plan
    first_wall: float
    first_cpu: float
    wall: float
    cpu: float


def run(problem: Model, *, seconds: float) -> Run:
    """Plan a year and note when the first plan was told."""
    wall, cpu = time.perf_counter(), time.process_time()
    first: list[tuple[float, float]] = []

    def note(progress: Any) -> None:
        if progress.stage == FIRST and not first:
            first.append((time.perf_counter() - wall, time.process_time() - cpu))

    plan = problem.solve(time_limit=seconds, seed=1, on_progress=note)
    return Run(plan, *first[0], time.perf_counter() - wall, time.process_time() - cpu)


def compare(size: int, seconds: tuple[int, ...]) -> None:
    """Print one size: the clerk, the first plan, and the levels after each limit."""
    model = build(size)
    problem: Problem = model.problem()
    plain = timed(lambda: clerk(prepare(problem)))
    runs = [run(model, seconds=limit) for limit in seconds]
    checked = [timed(one.plan.verify, repeats=1) for one in runs]
    assert all(one.value == () for one in checked), "a plan breaks a rule"
    people = len(problem.facilitators)
    print(f"\n{size} partnerships, {len(problem.parties)} utilities, {people} colleagues of {DAYS_PER_MONTH} days")
    best = min(runs, key=lambda one: one.first_cpu)
    print(f"  careful clerk   {plain.seconds:7.2f} s CPU  1.00")
    print(
        f"  first plan      {best.first_cpu:7.2f} s CPU  {best.first_cpu / plain.seconds:.2f}"
        f"  ({best.first_wall:.2f} s wall, laying out and funding included)"
    )
    print(f"  recount         {checked[-1].seconds:7.2f} s CPU  {checked[-1].seconds / plain.seconds:.2f}")
    print(f"  {'level':<11}{'clerk':>8}" + "".join(f"{f'{limit} s (bound)':>18}" for limit in seconds))
    base = runs[0].plan.baseline
    assert base is not None
    for place, level in enumerate(base.levels):
        found = [one.plan.levels[place] for one in runs]
        cells = "".join(f"{f'{now.value} ({now.bound})' + ('=' if now.proved else ' '):>18}" for now in found)
        print(f"  {level.id:<11}{level.value:>8}{cells}")
    for limit, one in zip(seconds, runs, strict=True):
        assert one.plan.baseline is not None
        print(
            f"  limit {limit} s: {one.plan.status.value} after {one.wall:.1f} s wall, {one.cpu:.1f} s CPU"
            f" ({one.cpu / plain.seconds:.0f} clerks), carried into next year {len(one.plan.carried)}"
        )


def main() -> None:
    """Run the sizes named on the command line, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, help="partnerships, such as 12 40")
    parser.add_argument("--seconds", nargs="*", type=int, default=list(SECONDS), help="wall seconds of each limit")
    # What ``benchmarks.run`` was called with is not meant for this script.
    asked, _ = parser.parse_known_args()
    for size in asked.sizes or SIZES:
        compare(size, tuple(asked.seconds))


if __name__ == "__main__":
    main()
