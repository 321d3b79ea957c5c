"""Times the planner beside a careful clerk in the same run: first plan, then levels with value and bound.

Run it with ``python -m benchmarks.plan``, or with sizes and seconds: ``python -m benchmarks.plan 12 40 --seconds 20``.
Ratios are of CPU seconds, so that a busy machine matters less; the limits are wall time. Everything is seeded.
"""

import argparse
import datetime as dt
import random
import time
from typing import Any, NamedTuple

from benchmarks.timing import timed
from data import load_book
from data.country import load_country
from planner import Model, Plan, Problem
from planner.calendar.groundwork import prepare
from planner.costs.lines import partnership_cost, programme_cost
from planner.search.baseline import clerk
from planner.solve import FIRST

YEAR = 2027
# Partnerships of a small and of a large programme year, and wall seconds after which the levels are read.
SIZES, SECONDS = (12, 40), (20, 40)
# Colleagues per partnership is one to so many; each gives so many days a month.
PARTNERSHIPS_PER_COLLEAGUE, DAYS_PER_MONTH = 6, 12
# Mentors per partnership is one to so many, so that some teams are asked twice or three times.
PARTNERSHIPS_PER_MENTOR = 2
# Letters come in the first weeks of the year; worth is the points of the match.
READY_DAYS, WORTH = 45, (40, 100)
# Every head carries so many per cent of what all would cost, so that a few have to wait.
BUDGET_PERCENT = 90
# A party in three is away for some days.
ABSENT_DAYS = 10


def build(size: int, *, seed: int = 1) -> Model:
    """Return a fictional year of real places: shared mentors, few colleagues, heads that carry not quite all."""
    rich = _told(size, budget={}, seed=seed).problem()
    whole = dict(programme_cost(rich))
    for partnership in rich.partnerships.values():
        for head, amount in partnership_cost(rich, partnership).items():
            whole[head] = whole.get(head, 0) + amount
    budget = {head: whole.get(head, 0) * BUDGET_PERCENT // 100 for head in rich.book.budget_heads}
    budget["workshops"] = max(budget["workshops"], whole.get("workshops", 0))
    return _told(size, budget=budget, seed=seed)


def _told(size: int, *, budget: dict[str, int], seed: int) -> Model:
    dice = random.Random(seed)  # noqa: S311 - a fictional programme, not a secret
    model = Model(load_book(), year=YEAR, today=dt.date(YEAR - 1, 12, 14), budget=budget, country=load_country())
    utilities = [key for key, utility in model.country.utilities.items() if utility.region_code]
    taking_part = dice.sample(utilities, k=size + size // PARTNERSHIPS_PER_MENTOR)
    mentees, mentors = taking_part[:size], taking_part[size:]
    for place in range(-(-size // PARTNERSHIPS_PER_COLLEAGUE)):
        model.add_facilitator(f"colleague-{place}", days_per_month=DAYS_PER_MONTH)
    for place, mentee in enumerate(mentees):
        model.add_partnership(
            f"w-{place:02}", mentor=dice.choice(mentors), mentees=[mentee], worth=dice.randint(*WORTH),
            ready=dt.date(YEAR, 1, 4) + dt.timedelta(days=dice.randrange(READY_DAYS)),
        )  # fmt: skip
    for who in dice.sample(sorted(model.parties), k=len(model.parties) // 3):
        first = dt.date(YEAR, 1, 4) + dt.timedelta(days=dice.randrange(300))
        model.block(who, first, first + dt.timedelta(days=dice.randrange(ABSENT_DAYS)), reason="away (fictional)")
    return model


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
