"""Asks of two hundred years that do not fit whether the named set is minimal and the first repair cheapest.

Run it with ``python -m benchmarks.refusals``, or with another number of years: ``python -m benchmarks.refusals 50``.
The second solver of the tests, which lists days, is the judge; everything is seeded.
"""

import argparse
import time

from planner.calendar.groundwork import prepare
from planner.refusals.case import Case
from planner.refusals.conflict import conflict, repairs
from tests.planner.refusals.years import cheaper, feasible, year

# Infeasible years that are judged, and seeds that are tried for them at most.
YEARS, SEEDS = 200, 1000


def judge(seed: int) -> tuple[bool, bool, float] | None:
    """Return whether the set is minimal and the repair cheapest, and the seconds of both; None for a year that fits."""
    problem = year(seed).problem()
    ground = prepare(problem)
    began = time.process_time()
    case = Case(ground, ("w-1",), in_year=True)
    found = conflict(case)
    if not found:
        assert feasible(problem, case.facts), seed
        return None
    (best,) = repairs(case, found, most=1)
    spent = time.process_time() - began
    smallest = not feasible(problem, found) and all(feasible(problem, set(found) - {one}) for one in found)
    lifted = {bend.fact.id for bend in best.bends}
    cheapest = feasible(problem, set(case.facts) - lifted) and not any(
        feasible(problem, set(case.facts) - softer) for softer in cheaper(case.facts, best.cost)
    )
    return smallest, cheapest, spent


def main() -> None:
    """Judge the years and print the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("years", nargs="?", type=int, default=YEARS)
    asked = parser.parse_args().years
    judged: list[tuple[bool, bool, float]] = []
    for seed in range(SEEDS):
        one = judge(seed)
        if one is not None:
            judged.append(one)
        if len(judged) == asked:
            break
    spent = sorted(seconds for _, _, seconds in judged)
    print(f"{len(judged)} years that do not fit")
    print(f"named set minimal    {sum(one for one, _, _ in judged)} of {len(judged)}")
    print(f"first repair cheapest {sum(one for _, one, _ in judged)} of {len(judged)}")
    print(f"CPU seconds of both: median {spent[len(spent) // 2]:.2f}, most {spent[-1]:.2f}")


if __name__ == "__main__":
    main()
