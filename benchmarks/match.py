"""Times the matcher beside its peers in the same run: scipy's assignment on the same points, and the plain rule.

Run it with ``python -m benchmarks.match``; CPU seconds, so that a busy machine matters less. Everything is seeded.
"""

import argparse
import random
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from benchmarks.timing import timed
from data import load_book
from data.country import load_country
from matcher import Model, Problem, rank, solve
from matcher.assignment import allocate
from matcher.baseline import baseline
from matcher.scores import Scores, score

# Mentees, mentors: the sizes of the public comparison in docs/algorithms/matching.md.
SIZES = ((60, 20), (400, 100))
RANK_MENTORS = 500
# What a served mentee weighs for scipy: more than all points together.
SERVED = 10_000_000
SUBJECTS = ("NRW", "NRW-PHYS", "DMA", "WBAL", "METER", "BILL", "ENERGY", "WTP", "PRESS", "OPMNT", "COVER", "CONN")
WATERS = ("spring", "river", "groundwater", "brackish")


def build(mentees: int, mentors: int, *, seed: int = 1) -> Problem:
    """Return a fictional programme of real places: a few strong mentors, shared demand for the same subjects."""
    dice = random.Random(seed)  # noqa: S311 - a fictional programme, not a secret
    country = load_country()
    utilities = [key for key, utility in country.utilities.items() if utility.region_code]
    model = Model(load_book(), country)
    for number in range(mentors):
        mentor = model.add_mentor(
            f"m{number}",
            utility=dice.choice(utilities),
            capacity=dice.randint(1, max(2, 2 * mentees // mentors)),
            raw_water=dice.choice(WATERS),
        )
        for subject in dice.sample(SUBJECTS, k=4):
            kpis = country.subject(subject).kpis
            before = {kpi: _reading(country, kpi, dice.uniform(0.5, 0.7)) for kpi in kpis}
            after = {kpi: _reading(country, kpi, dice.uniform(0.2, 0.9)) for kpi in kpis}
            model.add_practice(
                mentor, subject=subject, title=f"{subject} {number}", before=before, after=after, year=2024
            )
    for number in range(mentees):
        mentee = model.add_mentee(f"n{number}", utility=dice.choice(utilities), raw_water=dice.choice(WATERS))
        for place, subject in enumerate(dice.sample(SUBJECTS, k=2), start=1):
            today = {kpi: _reading(country, kpi, dice.uniform(0.3, 0.8)) for kpi in country.subject(subject).kpis}
            wished = f"m{dice.randrange(mentors)}" if dice.random() < 1 / 4 else None
            words = "kami ingin menurunkan kehilangan air di jaringan distribusi"
            model.add_need(mentee, subject=subject, rank=place, today=today, chosen=wished, text=words)
    return model.freeze()


def _reading(country: Any, key: str, share: float) -> int:
    kpi = country.kpi(key)
    return int(float(kpi.least) + share * float(kpi.most - kpi.least))


def scipy_assign(problem: Problem, scores: Scores) -> tuple[int, int]:
    """Return served and points of scipy's dense assignment with one column a place; it knows no further aim."""
    columns = [
        key for key, mentor in problem.mentors.items() for _ in range(min(mentor.capacity, len(problem.mentees)))
    ]
    rows = {key: place for place, key in enumerate(problem.mentees)}
    at: dict[str, list[int]] = {}
    for place, key in enumerate(columns):
        at.setdefault(key, []).append(place)
    table = np.zeros((len(rows), max(len(columns), len(rows))))
    for (mentee, mentor), pair in scores.best.items():
        table[rows[mentee], at[mentor]] = SERVED + pair.points
    total = int(table[linear_sum_assignment(table, maximize=True)].sum())
    return total // SERVED, total % SERVED


def compare(mentees: int, mentors: int) -> None:
    """Print one size: what scoring, matching, proving and recounting cost, against the peers."""
    problem = build(mentees, mentors)
    scored = timed(lambda: score(problem, problem.mentees.values()), repeats=1)
    scores = scored.value
    ours = timed(lambda: allocate(problem, scores, seed=1))
    peer = timed(lambda: scipy_assign(problem, scores))
    plain = timed(lambda: baseline(problem, scores))
    whole = timed(lambda: solve(build(mentees, mentors), time_limit=600, seed=1), repeats=1)
    recount = timed(whole.value.verify, repeats=1)
    told = {level.id: level.value for level in whole.value.levels}
    assert peer.value[0] == told["served"], f"scipy serves {peer.value[0]}, we {told['served']}"
    assert recount.value == ()
    print(f"\n{mentees} x {mentors}: {len(scores.best):,} allowed pairs; {told}")
    print(f"  scoring            {scored.seconds:8.3f} s  ({scored.seconds / len(scores.best) * 1e6:.0f} us a pair)")
    print(f"  match with prices  {ours.seconds:8.3f} s  1.00")
    print(f"  scipy, points only {peer.seconds:8.3f} s  {peer.seconds / ours.seconds:.2f}")
    print(f"  plain rule         {plain.seconds:8.3f} s  {plain.seconds / ours.seconds:.2f}")
    print(f"  everything, told   {whole.seconds:8.3f} s  (build, score, match, prove, lists, reasons)")
    print(f"  verify             {recount.seconds:8.3f} s")
    print(f"  plain rule reaches { {level.id: level.value for level in whole.value.baseline.levels} }")


def ranking() -> None:
    """Print the time to rank one letter against many mentors, cold and warm."""
    problem = build(1, RANK_MENTORS)
    need = next(iter(problem.needs))
    cold = timed(lambda: rank(problem, need), repeats=1)
    warm = timed(lambda: rank(problem, need))
    print(
        f"\none letter, {RANK_MENTORS} mentors: first {cold.seconds * 1000:.1f} ms, again {warm.seconds * 1000:.1f} ms"
    )


def main() -> None:
    """Run the sizes named on the command line, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", help="such as 60x20")
    asked = [tuple(map(int, size.split("x"))) for size in parser.parse_args().sizes]
    ranking()
    for mentees, mentors in asked or SIZES:
        compare(mentees, mentors)


if __name__ == "__main__":
    main()
