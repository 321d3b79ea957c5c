"""Times what stands around the plain match: worst-off first, alternatives, weights, stability, letters one by one.

Run it with ``python -m benchmarks.alternatives``, or with sizes: ``python -m benchmarks.alternatives S M L``.
CPU seconds on the seeded instances of ``benchmarks.exact``; what a solver that one would use instead needs stands
beside them where it gives the same answer.
"""

import argparse
from fractions import Fraction

import numpy as np
from ortools.sat.python import cp_model
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, vstack

from benchmarks.exact import MOST, SIZES, build, timed
from matcher.exact.arrivals import advice, bid_prices, of_letters, simulate
from matcher.exact.differing import check_diverse
from matcher.exact.diverse import diverse
from matcher.exact.flow import best
from matcher.exact.intervals import intervals
from matcher.exact.leximin import even_limits, highest, leximin, pareto
from matcher.exact.network import Ints, Network
from matcher.exact.scale import Aims
from matcher.exact.stable import blocking, deferred, least_blocking

BANDS = 40
# Stops of the slider; alternatives, and pairs that they give up; seconds for them, and for fewest blocking pairs.
STOPS, COUNT, APART, LIMIT, CALM_LIMIT = 5, 5, 20, 120.0, 10.0
# Solves of a weight, and of one where a solve takes long.
SOLVES, SOLVES_LARGE = 4_000, 100
# How far the two sides of a pair agree on its worth, in hundredths.
ALIKE = (0, 50, 100)
# Candidates of a mentee, and places, where mentors are so scarce that stability leaves mentees out.
SCARCE, SCARCE_PLACES = 6, 3
# Simulated years, letters of the years before, and points at which a weight is checked by solving again.
YEARS, PAST, POINTS = 5, 1_000, 20


def worst_off(case: Network, *, staged: bool) -> None:
    """Print leximin beside the best sum, the slider, and the usual model of stages on the smallest size."""
    limits = even_limits(case, BANDS)
    found = timed(lambda: leximin(case, bands=limits, seed=1), 1)
    answer = found.value
    proved = answer.below == answer.least and answer.total == answer.most
    print(
        f"  leximin, {len(limits)} bands     {found.seconds:8.3f} s CPU   price {answer.price / answer.plain:.2%}"
        f" of the sum, {'proved' if proved else 'NOT PROVED'}"
    )
    top = timed(lambda: highest(case, seed=1), 1)
    stops = np.linspace(0, top.value, STOPS).astype(np.int64).tolist()
    slider = timed(lambda: list(pareto(case, stops, seed=1)), 1)
    print(f"  worst-off by bisection {top.seconds:7.3f} s CPU   {top.value:,}")
    print(f"  slider, {STOPS} stops       {slider.seconds:8.3f} s CPU")
    for stop, total, count in slider.value:
        print(f"    from {stop:>9,}: {count} below, {1 - total / answer.plain:.3%} of the sum")
    if staged:
        other = timed(lambda: by_stages(case, limits), 1)
        same = other.value == [*(answer.wanted - count for count in answer.below), answer.total]
        print(
            f"  the same by CP-SAT     {other.seconds:8.3f} s CPU   ours {found.seconds / other.seconds:.4f}x"
            f" of it, {'same answer' if same else 'ANOTHER ANSWER'}"
        )


def by_stages(case: Network, limits: Ints) -> list[int]:
    """Return the counts and the sum of the usual model: one CP-SAT solve a stage, each reached count fixed after it."""
    model, solver = cp_model.CpModel(), cp_model.CpSolver()
    solver.parameters.num_workers = 1
    x = [model.new_bool_var("") for _ in case.value]
    for side, most in ((case.mentee, case.demand), (case.mentor, case.places)):
        for row, limit in enumerate(most):
            model.add(sum(x[arc] for arc in np.flatnonzero(side == row)) <= int(limit))
    reached = []
    stages = [np.ones_like(case.value), *(case.value >= limit for limit in limits), case.value]
    for weights in stages:
        stage = sum(int(weight) * one for weight, one in zip(weights, x, strict=True) if weight)
        model.maximize(stage)
        solver.solve(model)
        reached.append(round(solver.objective_value))
        model.add(stage == reached[-1])
        model.clear_hints()
        for one in x:
            model.add_hint(one, solver.value(one))
    return reached


def alternatives(case: Network, *, whole: bool) -> None:
    """Print a few allocations that differ, beside HiGHS on the whole integer programme."""
    aims = Aims(value=case.value[None, :], bonus=case.bonus[None, :])
    first = best(case, seed=1)
    found = timed(
        lambda: diverse(case, aims, first=first, count=COUNT, apart=APART, time_limit=LIMIT, seed=1), 1
    )  # fmt: skip
    prices = ", ".join(f"{case.total(first) - one.value[0]:,}" for one in found.value)
    states = {one.status.value for one in found.value}
    wrong = check_diverse(case, aims, found.value, first=first, apart=APART)
    print(
        f"  {COUNT} alternatives, {APART} apart {found.seconds:6.3f} s CPU   {'/'.join(states)},"
        f" {len(wrong)} faults, prices {prices}"
    )
    if whole:
        other = timed(lambda: by_integers(case), 1)
        same = other.value == found.value[0].value[0]
        print(
            f"  the first by HiGHS     {other.seconds:8.3f} s CPU   ours, all {COUNT}:"
            f" {found.seconds / other.seconds:.2f}x of it, {'same' if same else 'ANOTHER ANSWER'}"
        )


def by_integers(case: Network) -> int:
    """Return what the first alternative brings, by HiGHS on all arcs with one cut."""
    arcs = np.arange(len(case.value))
    ones = np.ones(len(arcs))
    first = best(case, seed=1)
    rows = vstack(
        [
            csr_array((ones, (case.mentee, arcs)), shape=(case.n_mentees, len(arcs))),
            csr_array((ones, (case.mentor, arcs)), shape=(case.n_mentors, len(arcs))),
            csr_array(first[None, :].astype(float)),
        ]
    )
    limit = np.concatenate((case.demand, case.places, [first.sum() - APART]))
    answer = milp(
        -case.value, integrality=ones, bounds=Bounds(0, 1), constraints=LinearConstraint(rows, -np.inf, limit),
        options={"mip_rel_gap": 0, "time_limit": LIMIT},
    )  # fmt: skip
    return round(-answer.fun)


def weights(case: Network, most_solves: int) -> None:
    """Print the breakpoints of a second, random objective, and check some points by solving again."""
    dice = np.random.default_rng(1)
    gain = dice.integers(0, case.value.max(), size=len(case.value))
    found = timed(
        lambda: intervals(case, gain, low=Fraction(0), high=Fraction(1), most_solves=most_solves, seed=1), 1
    )  # fmt: skip
    answer = found.value
    wrong = 0
    for point in range(POINTS + 1):
        again = case.valued(POINTS * case.value + point * gain, case.bonus)
        t = Fraction(point, POINTS)
        pieces = [piece for piece in answer.pieces if piece.low <= t <= piece.high]
        wrong += any(POINTS * piece.at(t) != again.total(best(again, seed=1)) for piece in pieces)
    stays = answer.stays(Fraction(0))
    print(
        f"  weights                {found.seconds:8.3f} s CPU   {'' if answer.complete else 'at least '}"
        f"{answer.breakpoints} breakpoints, {answer.solves} solves, first at {float(answer.pieces[0].high):.5f},"
        f" {sum(one.high == 1 for one in stays)} of {len(stays)} pairs stay throughout; {wrong} points differ"
    )


def stability(case: Network, label: str) -> None:
    """Print how many pairs block the best allocation, and the fewest among those that serve as many."""
    dice = np.random.default_rng(1)
    noise = dice.integers(0, MOST, size=len(case.value))
    for alike in ALIKE:
        wish = {"for_mentee": case.value, "for_mentor": (alike * case.value + (100 - alike) * noise) // 100}
        calm = timed(lambda wish=wish: deferred(case, **wish), 1)
        plain = best(case, seed=1)
        found = timed(lambda wish=wish: least_blocking(case, **wish, time_limit=CALM_LIMIT, seed=1), 1)
        answer = found.value
        print(
            f"  stability, {label}, {alike:>3} % alike: deferred acceptance {calm.seconds:.3f} s CPU serves"
            f" {calm.value.sum()} of {answer.served} with {case.total(calm.value) / case.total(plain):.1%} of the sum;"
            f" the best sum has {len(blocking(case, plain, **wish))} blocking pairs, the fewest are"
            f" {len(answer.blocking)}, at least {answer.least}, {answer.status.value}, {found.seconds:.2f} s CPU"
        )


def one_by_one(mentees: int, mentors: int, places: int) -> None:
    """Print what bid prices and greed reach of hindsight over some years, and the time of one piece of advice."""
    shares = []
    seconds = 0.0
    room = np.full(mentors, places)
    for seed in range(1, YEARS + 1):
        many = build(mentees + PAST, mentors, places, None, seed=seed)
        letters = of_letters(many, np.arange(mentees), places=room)
        past = of_letters(many, np.arange(mentees, mentees + PAST), places=room)
        year = timed(lambda letters=letters, past=past, seed=seed: simulate(letters, past, seed=seed), 1)
        shares.append(year.value.shares)
        seconds += year.seconds / YEARS
    mean, least = np.mean(shares, axis=0), np.min(shares, axis=0)
    print(
        f"  letters one by one     {seconds:8.3f} s CPU a year   of hindsight: bid prices {mean[0]:.2%}"
        f" (least {least[0]:.2%}), greedy {mean[1]:.2%} (least {least[1]:.2%})"
    )

    def answered() -> object:
        return advice(
            letters.mentor[letters.mentee == 0], letters.value[letters.mentee == 0],
            bid_prices(past, left=room, letters=mentees - 1, seed=1),
        )  # fmt: skip

    print(f"  advice on one letter   {timed(answered, 1).seconds:8.3f} s CPU, its prices included")


def compare(name: str) -> None:
    """Print one size."""
    mentees, mentors, places, top = SIZES[name]
    case = build(mentees, mentors, places, top)
    print(f"\n{name}: {mentees:,} mentees, {mentors:,} mentors, {len(case.value):,} pairs")
    large = name == "L"
    worst_off(case, staged=name == "S")
    alternatives(case, whole=not large)
    # Whole numbers of both sides multiply in a fraction, so the largest size gets points up to a thousand.
    weights(case.valued(case.value // 1000, case.bonus) if large else case, SOLVES_LARGE if large else SOLVES)
    stability(case, "as it is")
    if not large:
        stability(build(mentees, mentors, SCARCE_PLACES, SCARCE), "scarce")
        one_by_one(mentees, mentors, places)


def main() -> None:
    """Run the sizes named on the command line, or the three of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", choices=["S", "M", "L", []], help="S M L")
    asked, _ = parser.parse_known_args()
    for name in asked.sizes or ("S", "M", "L"):
        compare(name)


if __name__ == "__main__":
    main()
