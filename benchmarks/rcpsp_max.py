"""RCPSP/max through the planner's own core: 40 projects with most lags, verdict and optimum of every one.

Run it with ``python -m benchmarks.rcpsp_max``; the limit counts CPU seconds divided by workers.  What is said to be
impossible is asked a second time of another method.  Sources and licences: benchmarks/cases/README.md.
"""

import argparse
import csv
import time
from pathlib import Path

from ortools.sat.python import cp_model

from planner.core.board import processor
from planner.core.check import check
from planner.core.project import Lag, Project
from planner.core.schedule import WORKERS, Answer, schedule

CASES = Path(__file__).parent / "cases" / "psplib" / "max_j20"
# Seconds for the second opinion on an impossible project: these cases need a tenth of one.
OPINION = 60.0


def read(path: Path) -> Project:
    """Return the project of a file in the format of ProGen/max."""
    lines = path.read_text("utf8").splitlines()
    count = int(lines[0].split()[0]) + 2
    lags = []
    for line in lines[1 : 1 + count]:
        before, _, many, *rest = line.split()
        after, least = rest[: int(many)], rest[int(many) :]
        lags += [Lag(int(before), int(one), int(days.strip("[]"))) for one, days in zip(after, least, strict=True)]
    rows = [list(map(int, line.split())) for line in lines[1 + count : 1 + 2 * count]]
    return Project(
        duration=tuple(row[2] for row in rows),
        demand=tuple(tuple(row[3:]) for row in rows),
        capacity=tuple(map(int, lines[1 + 2 * count].split())),
        lags=tuple(lags),
    )


def impossible(project: Project) -> bool:
    """Say whether the plain model, without presolve and without any of our windows, has no schedule either."""
    model = cp_model.CpModel()
    start = [model.new_int_var(0, project.horizon, "") for _ in project.duration]
    busy = [model.new_fixed_size_interval_var(var, days, "") for var, days in zip(start, project.duration, strict=True)]
    for before, after, least in project.lags:
        model.add(start[after] >= start[before] + least)
    for resource, most in enumerate(project.capacity):
        model.add_cumulative(busy, [row[resource] for row in project.demand], most)
    solver = cp_model.CpSolver()
    solver.parameters.cp_model_presolve = False
    solver.parameters.num_workers = WORKERS
    solver.parameters.max_time_in_seconds = OPINION
    return bool(solver.solve(model) == cp_model.INFEASIBLE)


def is_right(project: Project, found: Answer, known: str) -> bool:
    """Say whether verdict and optimum are as known, the schedule holds, and an impossibility is confirmed."""
    if known == "unsat":
        return found.status == "infeasible" and impossible(project)
    return (
        found.status == "optimal"
        and found.starts is not None
        and check(project, found.starts) == []
        and project.makespan(found.starts) == found.makespan == found.bound == int(known)
    )


def main() -> None:
    """Run all cases and name what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10, help="CPU seconds of each project, divided by workers")
    seconds = parser.parse_args().seconds
    rows = list(csv.DictReader((CASES / "optimum.csv").read_text("utf8").splitlines()))
    right, without_search, begin = 0, 0, time.process_time()
    for row in rows:
        project = read(CASES / row["problem"])
        found = schedule(project, time_limit=0, seed=1, left=processor(seconds, workers=WORKERS))
        good = is_right(project, found, row["optimum"])
        right, without_search = right + good, without_search + ("search" not in found.proof)
        if not good:
            print(f"  {row['problem']}: {found.status} {found.makespan}, known {row['optimum']}, WRONG", flush=True)
    print(
        f"RCPSP/max: {right} of {len(rows)} right, {without_search} of them proved without a search, "
        f"{time.process_time() - begin:.0f} s CPU with all second opinions"
    )


if __name__ == "__main__":
    main()
