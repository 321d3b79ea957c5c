"""Times the planner beside a careful clerk in the same run: first plan, levels with value and bound, wall and limit.

Run it with ``python -m benchmarks.plan``, or with sizes and seconds: ``python -m benchmarks.plan 12 40 --seconds 20``;
``--draw FILE.svg`` draws how the first plan, the laying out, the clerk and the recount grow; with ``--figures
FILE.json`` sizes that were measured in other runs are drawn too.
Ratios are of CPU seconds, so that a busy machine matters less; the limits are wall time. Everything is seeded.
"""

import argparse
import json
import time
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.growth import draw
from benchmarks.timing import timed
from benchmarks.years import DAYS_PER_MONTH, build
from planner import Plan, Problem, solve
from planner.calendar.groundwork import prepare
from planner.search.baseline import clerk
from planner.solve import FIRST

# Partnerships of a programme year, and wall seconds after which its levels are read.
LIMITS = {12: (20,), 40: (60,), 200: (60,), 1_000: (60,), 5_000: (150,)}
# Seconds within which the first complete plan has to stand.
FIRST_BAR = {12: 1, 40: 2, 200: 5, 1_000: 15, 5_000: 90}
# Above so many partnerships everything is timed once.
ONCE = 100
PER_CENT = 100


class Run(NamedTuple):
    """One run of ``solve``: wall and CPU seconds until the first plan, and of the whole."""

    plan: Plan
    first_wall: float
    first_cpu: float
    wall: float
    cpu: float


def run(problem: Problem, *, seconds: float) -> Run:
    """Plan a year and note when the first plan was told."""
    wall, cpu = time.perf_counter(), time.process_time()
    first: list[tuple[float, float]] = []

    def note(progress: Any) -> None:
        if progress.stage == FIRST and not first:
            first.append((time.perf_counter() - wall, time.process_time() - cpu))

    plan = solve(problem, time_limit=seconds, seed=1, on_progress=note)
    return Run(plan, *first[0], time.perf_counter() - wall, time.process_time() - cpu)


def compare(size: int, seconds: tuple[int, ...]) -> dict[str, float]:
    """Print one size: the clerk, the first plan, and the levels after each limit; return CPU seconds by part."""
    problem = build(size).problem()
    repeats = 1 if size > ONCE else 3
    laying = timed(lambda: prepare(problem), repeats=repeats)
    plain = timed(lambda: clerk(prepare(problem)), repeats=repeats)
    runs = [run(problem, seconds=limit) for limit in seconds]
    checked = [timed(one.plan.verify, repeats=1) for one in runs]
    assert all(one.value == () for one in checked), "a plan breaks a rule"
    people = len(problem.facilitators)
    print(f"\n{size} partnerships, {len(problem.parties)} utilities, {people} colleagues of {DAYS_PER_MONTH} days")
    best = min(runs, key=lambda one: one.first_cpu)
    print(f"  careful clerk   {plain.seconds:7.2f} s CPU  1.00")
    print(
        f"  first plan      {best.first_cpu:7.2f} s CPU  {best.first_cpu / plain.seconds:.2f}"
        f"  ({best.first_wall:.2f} s wall, laying out and funding included; bar {FIRST_BAR.get(size, '-')} s)"
    )
    print(f"  recount         {checked[-1].seconds:7.2f} s CPU  {checked[-1].seconds / plain.seconds:.2f}")
    print(f"  {'level':<11}{'clerk':>8}" + "".join(f"{f'{limit} s (bound, gap)':>28}" for limit in seconds))
    base = runs[0].plan.baseline
    assert base is not None
    for place, level in enumerate(base.levels):
        found = [one.plan.levels[place] for one in runs]
        cells = "".join(f"{f'{now.value} ({now.bound}, {_gap(now):.1f} %)':>28}" for now in found)
        print(f"  {level.id:<11}{level.value:>8}{cells}")
    for limit, one in zip(seconds, runs, strict=True):
        print(
            f"  limit {limit} s: {one.plan.status.value} after {one.wall:.1f} s wall ({one.wall / limit:.2f} of it),"
            f" {one.cpu:.1f} s CPU ({one.cpu / plain.seconds:.0f} clerks), carried over {len(one.plan.carried)}",
            flush=True,
        )
    return {
        "first complete plan": best.first_cpu, "careful clerk": plain.seconds, "recount": checked[-1].seconds,
        "laying out": laying.seconds,
    }  # fmt: skip


def _gap(level: Any) -> float:
    """Return how far a level's value is from its bound, in per cent of the value."""
    return PER_CENT * abs(level.bound - level.value) / max(abs(level.value), 1)


def main() -> None:
    """Run the sizes named on the command line, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, help="partnerships, such as 12 40")
    parser.add_argument("--seconds", nargs="*", type=int, help="wall seconds of each limit")
    parser.add_argument("--draw", type=Path, help="where the growth curve is written")
    parser.add_argument("--figures", type=Path, help="where figures are kept between runs")
    # What ``benchmarks.run`` was called with is not meant for this script.
    asked, _ = parser.parse_known_args()
    sizes = asked.sizes or list(LIMITS)
    kept = json.loads(asked.figures.read_text()) if asked.figures and asked.figures.exists() else {}
    for size in sizes:
        kept[str(size)] = compare(size, tuple(asked.seconds or LIMITS.get(size, (60,))))
        if asked.figures:
            asked.figures.write_text(json.dumps(kept))
    if asked.draw:
        found = {int(size): kept[size] for size in sorted(kept, key=int)}
        names = next(iter(found.values()))
        draw(
            {name: [(size, max(one[name], 0.001)) for size, one in found.items()] for name in names},
            title="How planning grows with the programme", to_the_right="partnerships", upwards="seconds of CPU",
            file=asked.draw,
        )  # fmt: skip


if __name__ == "__main__":
    main()
