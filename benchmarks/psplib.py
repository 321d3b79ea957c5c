"""PSPLIB through the planner's own core: 30, 60 and 120 activities, ten seconds a project on two workers.

Run it with ``python -m benchmarks.psplib``; the limit counts CPU seconds divided by workers, so that a busy machine
matters less.  The peer is PyJobShop where it can be imported (it is none of our dependencies), otherwise the plain
constraint model that OR-tools' documentation shows.  Sources and licences: benchmarks/cases/README.md.
"""

import argparse
import csv
import importlib
import itertools
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ortools.sat.python import cp_model

from planner.core.board import Left, processor
from planner.core.check import check
from planner.core.project import Lag, Project
from planner.core.schedule import WORKERS, schedule

CASES = Path(__file__).parent / "cases" / "psplib"
SETS = ("j30", "j60", "j120")
# Mean gaps to the best known that we aim at, in per cent.
AIMS = {"j30": 0.0, "j60": 1.0, "j120": 4.0}
# Seconds between two looks at the clock of a peer.
LOOK = 0.02


class Reached(NamedTuple):
    """The end of the best schedule, what is proved to be the least, and whether these meet."""

    makespan: int
    bound: int
    proved: bool


def read(path: Path) -> Project:
    """Return the project of a file in the format of PSPLIB."""
    text = path.read_text("utf8")
    arrows = text.split("PRECEDENCE RELATIONS:")[1].split("***")[0].strip().splitlines()[1:]
    rows = text.split("REQUESTS/DURATIONS:")[1].split("***")[0].strip().splitlines()[2:]
    duration = [int(row.split()[2]) for row in rows]
    return Project(
        duration=tuple(duration),
        demand=tuple(tuple(map(int, row.split()[3:])) for row in rows),
        capacity=tuple(map(int, text.split("RESOURCEAVAILABILITIES:")[1].strip().splitlines()[1].split())),
        lags=tuple(
            Lag(before, int(after) - 1, duration[before])
            for before, row in enumerate(arrows)
            for after in row.split()[3:]
        ),
    )


def stopped(solver: cp_model.CpSolver, work: Callable[[], Any], left: Left) -> Any:
    """Return what ``work`` brings; the solver is stopped when no time is left."""
    done = threading.Event()

    def look() -> None:
        while not done.wait(LOOK):
            if left() <= 0:
                solver.stop_search()

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        return work()
    finally:
        done.set()
        watcher.join()


def pyjobshop(project: Project, left: Left) -> Reached:
    """Solve a project with PyJobShop as its documentation does."""
    inner: Any = importlib.import_module("pyjobshop.solvers.ortools.CPModel")

    class Solver(cp_model.CpSolver):  # type: ignore[misc]
        def solve(self, *args: Any, **kwargs: Any) -> Any:
            return stopped(self, lambda: super(Solver, self).solve(*args, **kwargs), left)

    inner.CpSolver = Solver
    model = importlib.import_module("pyjobshop").Model()
    resources = [model.add_renewable(capacity=most) for most in project.capacity]
    tasks = [model.add_task() for _ in project.duration]
    for task, days, row in zip(tasks, project.duration, project.demand, strict=True):
        model.add_mode(task, resources, duration=days, demands=list(row))
    for lag in project.lags:
        model.add_end_before_start(tasks[lag.before], tasks[lag.after])
    found = model.solve(solver="ortools", display=False, num_workers=WORKERS)
    return Reached(int(found.objective), int(found.lower_bound), found.status.name == "OPTIMAL")


def plain(project: Project, left: Left) -> Reached:
    """Solve a project with the model that OR-tools' documentation shows."""
    model, horizon = cp_model.CpModel(), project.horizon
    start = [model.new_int_var(0, horizon, "") for _ in project.duration]
    end = model.new_int_var(0, horizon, "")
    busy = [model.new_fixed_size_interval_var(var, days, "") for var, days in zip(start, project.duration, strict=True)]
    for lag in project.lags:
        model.add(start[lag.after] >= start[lag.before] + lag.least)
    for var, days in zip(start, project.duration, strict=True):
        model.add(end >= var + days)
    for resource, most in enumerate(project.capacity):
        model.add_cumulative(busy, [row[resource] for row in project.demand], most)
    model.minimize(end)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = WORKERS
    status = stopped(solver, lambda: solver.solve(model), left)
    return Reached(round(solver.objective_value), round(solver.best_objective_bound), status == cp_model.OPTIMAL)


def own(project: Project, left: Left) -> Reached:
    """Solve a project with the core; the checker recounts what it says."""
    found = schedule(project, time_limit=0, seed=1, left=left)
    assert found.starts is not None
    assert check(project, found.starts) == []
    assert project.makespan(found.starts) == found.makespan >= found.bound
    return Reached(found.makespan, found.bound, found.status == "optimal")


def tell(name: str, who: str, reached: Sequence[Reached], known: Sequence[int], seconds: float) -> float:
    """Print one line for one solver on one set; return its mean gap in per cent."""
    gap = 100 * sum(one.makespan / best - 1 for one, best in zip(reached, known, strict=True)) / len(known)
    open_ = 100 * sum((one.makespan - one.bound) / one.makespan for one in reached) / len(known)
    best = sum(one.makespan <= least for one, least in zip(reached, known, strict=True))
    proved = sum(one.proved for one in reached)
    print(
        f"{name} {who}: gap {gap:.2f} %, best known reached {best}, proved {proved} of {len(known)}, "
        f"(best - bound) / best {open_:.1f} %, {seconds:.0f} s CPU",
        flush=True,
    )
    return gap


def run(name: str, *, seconds: float, peers: dict[str, Callable[[Project, Left], Reached]], every: int) -> None:
    """Run one set: ours and each peer, project by project."""
    table = csv.DictReader((CASES / "bks.csv").read_text("utf8").splitlines())
    rows = [row for row in table if row["instance"].startswith(name)][::every]
    known = [int(row["bks"]) for row in rows]
    reached: dict[str, list[Reached]] = {who: [] for who in peers}
    spent = dict.fromkeys(peers, 0.0)
    for row, least in zip(rows, known, strict=True):
        project = read(CASES / f"{name}.sm" / f"{row['instance']}.sm")
        for who, solve in peers.items():
            begin = time.process_time()
            reached[who].append(solve(project, processor(seconds, workers=WORKERS)))
            spent[who] += time.process_time() - begin
            last = reached[who][-1]
            assert row["state"] != "proved" or last.bound <= least <= last.makespan, (row, who, last)
        told = ", ".join(f"{who} {reached[who][-1].makespan} (>= {reached[who][-1].bound})" for who in peers)
        print(f"  {row['instance']}: known {least}; {told}", flush=True)
    gaps = {who: tell(name, who, reached[who], known, spent[who]) for who in peers}
    first, second = itertools.islice(gaps.values(), 2)
    print(f"{name}: our gap is {first / second:.2f} of the peer's; aim {AIMS[name]:.1f} %" if second else name)


def main() -> None:
    """Run the sets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10, help="CPU seconds of each project, divided by workers")
    parser.add_argument("--every", type=int, default=1, help="take each n-th project only")
    parser.add_argument("sets", nargs="*", default=SETS)
    asked = parser.parse_args()
    peers: dict[str, Callable[[Project, Left], Reached]] = {"own": own}
    try:
        importlib.import_module("pyjobshop")
        peers["PyJobShop"] = pyjobshop
    except ImportError:
        peers["plain CP-SAT"] = plain
    for name in asked.sets:
        run(name, seconds=asked.seconds, peers=peers, every=asked.every)


if __name__ == "__main__":
    main()
