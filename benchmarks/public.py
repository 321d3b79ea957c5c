"""Public cases with known answers: verdict and optimum of every one, and what fails is named.

Run it with ``python -m benchmarks.public``. Sources and licences: benchmarks/cases/README.md.
"""

import argparse
import json
import time
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from matcher.exact.bundles.check import check_bundles
from matcher.exact.bundles.shape import Bundles
from matcher.exact.bundles.solve import solve_bundles
from matcher.exact.network import network
from matcher.exact.optimum import optimum
from matcher.exact.scale import Aims

CASES = Path(__file__).parent / "cases"
# Known optima of the OR-Library's files.
OPTIMA = {"assign100": 305, "assign500": 991}
# These solvers do not know forced pairs, and their cases expect the best total without them.
UNFORCED = {"PerturbedMaximizationSolver", "RandomizedSolver"}
# Scores are decimals; as many steps of one make them whole.
STEPS = 1_000_000
# Totals of rounded scores may differ by so much.
NEAR = 1e-4
# Team-days that are not proved pass within a thousandth of the known optimum.
SHARE = 0.001


class Answer(NamedTuple):
    """Whether every demand and least load can be met with the forced pairs, and the best total if so."""

    feasible: bool
    total: float


def reviewers(case: dict[str, Any]) -> Answer:
    """Solve one reviewer case: forced pairs first, then least loads, then demands, then the total."""
    score, fate = np.array(case["score"], dtype=float), np.array(case["constraint"])
    demand, least, most = (np.array(case[key], dtype=np.int64) for key in ("demand", "min_load", "max_load"))
    allowed = fate >= 0
    if not case["allow_zero_scores"]:
        allowed &= (score != 0) | (fate == 1)
    # The expectations ask of a reviewer no more than the pairs it may have, and of some solvers no forced pairs.
    least = np.minimum(least, allowed.sum(axis=0))
    fate = np.minimum(fate, 0) if case["solver"] in UNFORCED else fate
    mentee, mentor = np.nonzero(allowed)
    places = np.minimum(most, allowed.sum(axis=0))
    shape = network(
        demand=demand, places=places, mentee=mentee, mentor=mentor, value=np.zeros(len(mentee), dtype=np.int64)
    )
    rank = np.arange(int(places.sum())) - np.repeat(np.cumsum(places) - places, places)
    forced = fate[mentee, mentor] == 1
    points = np.rint(score[mentee, mentor] * STEPS).astype(np.int64)
    value = np.array([forced, np.zeros_like(points), np.ones_like(points), points], dtype=np.int64)
    bonus = np.zeros((4, len(rank)), dtype=np.int64)
    bonus[1] = rank < np.repeat(least, places)
    found = optimum(shape, Aims(value=value, bonus=bonus), seed=1)
    assert found.value == found.bound, case["id"]
    wanted = (int((fate == 1).sum()), int(least.sum()), int(demand.sum()))
    return Answer(found.value[:3] == wanted, found.value[3] / STEPS)


def assignment(name: str) -> tuple[int, float]:
    """Return the least cost of an OR-Library file, and the CPU seconds it took with its proof."""
    numbers = np.array((CASES / "or-library" / f"{name}.txt").read_text("utf8").split(), dtype=np.int64)
    size, cost = int(numbers[0]), numbers[1:]
    start = time.process_time()
    every = np.arange(size * size)
    ones = np.ones(size, dtype=np.int64)
    shape = network(demand=ones, places=ones, mentee=every // size, mentor=every % size, value=cost)
    aims = Aims(value=np.array([np.ones_like(cost), -cost]), bonus=np.zeros((2, size), dtype=np.int64))
    found = optimum(shape, aims, seed=1)
    assert found.value == found.bound
    assert found.value[0] == size
    return -found.value[1], time.process_time() - start


def bids(name: str, known: dict[str, Any]) -> Answer:
    """Solve a matrix of real bids: so many reviewers a paper, nobody without a bid."""
    words = (CASES / "reviewer-bids" / f"{name}.txt").read_text("utf8").split()
    papers, readers = int(words[0]), int(words[1])
    score = np.array(words[2:], dtype=float).reshape(papers, readers)
    return reviewers(
        {
            "id": name,
            "solver": "",
            "score": score,
            "constraint": np.zeros_like(score),
            "allow_zero_scores": False,
            "demand": [known["demand"]] * papers,
            "min_load": [0] * readers,
            "max_load": [known["max_load"]] * readers,
        }
    )


class Placed(NamedTuple):
    """The least cost found and proved for team-days, and the CPU seconds it took."""

    cost: int
    bound: int
    seconds: float


def team_days(name: str, *, time_limit: float) -> Placed:
    """Solve generalised assignment as bundles of one need and one mentor: a job is a mentee, its weight team-days.

    To place a job is worth more than all costs together, so that as many as possible are placed first.
    """
    agents, jobs, *rest = map(int, (CASES / "gap" / f"{name}.txt").read_text("utf8").split())
    cost, weight = np.array(rest[: 2 * agents * jobs]).reshape(2, agents, jobs)
    worth = int(cost.max(axis=0).sum()) + 1
    mentee, mentor = (axis.ravel() for axis in np.indices((jobs, agents)))
    start = time.process_time()
    shape = Bundles(
        n_mentees=jobs, need_mentee=np.arange(jobs), option_need=mentee, option_mentor=mentor,
        option_value=worth - cost[mentor, mentee], pair_mentee=mentee, pair_mentor=mentor,
        pair_value=np.zeros_like(mentee), pair_days=weight[mentor, mentee], places=np.full(agents, jobs),
        days=np.array(rest[2 * agents * jobs :]), mentors_each=1,
    )  # fmt: skip
    found = solve_bundles(shape, time_limit=time_limit, seed=1)
    seconds = time.process_time() - start
    assert check_bundles(shape, found) == []
    return Placed(worth * jobs - found.value, worth * jobs - found.bound, seconds)


def tell_team_days(optima: dict[str, Any], *, time_limit: float) -> None:
    """Print every case of team-days, and how many were proved or near."""
    proved = near = 0
    for name, known in optima.items():
        found = team_days(name, time_limit=time_limit)
        over = found.cost / known["optimum"] - 1
        sure = found.cost == found.bound == known["optimum"]
        proved, near = proved + sure, near + (not sure and 0 <= over <= SHARE)
        word = "proved" if sure else f"{over:.3%} above" + ("" if over <= SHARE else ", TOO FAR")
        print(
            f"{name}: {found.cost}, bound {found.bound}, known {known['optimum']}: {word}, {found.seconds:.1f} s CPU",
            flush=True,
        )
    print(f"team-days: {proved} proved, {near} others within {SHARE:.1%}, {len(optima) - proved - near} too far")


def main() -> None:
    """Run all cases, team-days up to the time limit of each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--time-limit", type=float, default=60, help="seconds for one case of team-days")
    time_limit = parser.parse_args().time_limit
    optima = json.loads((CASES / "optima.json").read_text("utf8"))
    told = json.loads((CASES / "reviewer-assignment-cases.json").read_text("utf8"))["cases"]
    right = wrong = peer = without = 0
    for case in told:
        expect = case["expect"]
        if expect["feasible"] is None:
            without += 1
            continue
        found = reviewers(case)
        good = found.feasible == expect["feasible"] and (
            not found.feasible or abs(found.total - expect["best_total"]) < NEAR
        )
        right, wrong = right + good, wrong + (not good)
        reached = case.get("peer_total")
        peer += (case["peer_outcome"] == "solved") == expect["feasible"] and (
            not expect["feasible"] or (reached is not None and abs(reached - expect["best_total"]) < NEAR)
        )
        if not good:
            print(f"  {case['id']}: {found}, expected {expect}")
    print(
        f"reviewers: {right} right, {wrong} wrong, {without} without an expectation; the recorded peer has {peer} right"
    )
    for name, known in OPTIMA.items():
        cost, seconds = assignment(name)
        print(f"{name}: {cost}, known {known}: {'right' if cost == known else 'WRONG'}, proved in {seconds:.3f} s CPU")
    for name, known in optima["reviewer_bids"].items():
        total = bids(name, known).total
        word = "right" if abs(total - known["best_total"]) < NEAR else "WRONG"
        print(f"{name}: {total}, known {known['best_total']}: {word}")
    tell_team_days(optima["gap"], time_limit=time_limit)


if __name__ == "__main__":
    main()
