"""Times one mentor per subject with its proof beside the same model given to HiGHS as it stands.

Run it with ``python -m benchmarks.bundles``, or with sizes, such as ``60x20``. CPU seconds; everything is seeded.
"""

import argparse
import time

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from matcher.exact.bundles.check import check_bundles
from matcher.exact.bundles.shape import Bundles
from matcher.exact.bundles.solve import solve_bundles

# Mentees, mentors.
SIZES = ((60, 20), (400, 100), (2_000, 500))
# Subjects there are, needs of a mentee in their order of weight, places of a mentor, mentors of a mentee.
SUBJECTS, WEIGHTS, PLACES, EACH = 12, (30_000, 20_000, 12_000), 5, 2
# Share of pairs that a rule keeps apart.
APART = 0.15
LIMIT = 120
# The peer is left out beyond so many needs times mentors: it finds nothing within the limit there.
PEER = 200_000


def build(mentees: int, mentors: int, *, seed: int = 1) -> Bundles:
    """Return a fictional programme: strong mentors in the subjects that all want, far or near, of fitting size or not.

    A mentor costs its journey; some pairs are kept apart.
    """
    dice = np.random.default_rng(seed)
    strength = dice.beta(2, 3, size=mentors)
    skilled = dice.random((mentors, SUBJECTS)) < 0.35 + 0.4 * strength[:, None]
    skill = skilled * (0.6 * strength[:, None] + 0.5 * dice.random((mentors, SUBJECTS)))
    at, home = dice.random((mentors, 2)), dice.random((mentees, 2))
    large, own = dice.normal(10, 1, size=mentors), dice.normal(9.5, 1, size=mentees)
    far = np.hypot(*(home[:, None] - at).transpose(2, 0, 1))
    fits = np.exp(-np.abs(own[:, None] - large) / 2)
    apart = dice.random((mentees, mentors)) < APART
    wanted = dice.dirichlet(np.full(SUBJECTS, 2))
    subject = np.concatenate([dice.choice(SUBJECTS, len(WEIGHTS), replace=False, p=wanted) for _ in range(mentees)])
    need_mentee = np.repeat(np.arange(mentees), len(WEIGHTS))
    weight = np.tile(WEIGHTS, mentees)
    taste = 0.85 + 0.3 * dice.random((len(subject), mentors))
    value = (np.minimum(skill[:, subject], 1).T * weight[:, None] * taste).astype(np.int64)
    need, mentor = np.nonzero((value > 0) & ~apart[need_mentee])
    pair_mentee, pair_mentor = np.nonzero(~apart)
    price = (-6_000 - 14_000 * far + 8_000 * fits).astype(np.int64)
    return Bundles(
        n_mentees=mentees, need_mentee=need_mentee, option_need=need, option_mentor=mentor,
        option_value=value[need, mentor], pair_mentee=pair_mentee, pair_mentor=pair_mentor,
        pair_value=price[pair_mentee, pair_mentor], pair_days=np.zeros_like(pair_mentee),
        places=np.full(mentors, PLACES), days=None, mentors_each=EACH,
    )  # fmt: skip


def plain(shape: Bundles, *, time_limit: float) -> tuple[float | None, float | None]:
    """Return value and bound of the model as one writes it down: a column a pair, a column an option."""
    pairs, options = len(shape.pair_value), len(shape.option_value)
    needs, one = len(shape.need_mentee), np.arange(options)
    rows = [
        one, one, options + shape.option_need, options + needs + shape.pair_mentee,
        options + needs + shape.n_mentees + shape.pair_mentor,
    ]  # fmt: skip
    columns = [pairs + one, shape.pair_of_option(), pairs + one, np.arange(pairs), np.arange(pairs)]
    data = [np.ones(options), -np.ones(options), np.ones(options), np.ones(pairs), np.ones(pairs)]
    most = np.concatenate(
        [np.zeros(options), np.ones(needs), np.full(shape.n_mentees, shape.mentors_each), shape.places]
    )
    limits = csr_array(
        (np.concatenate(data), (np.concatenate(rows), np.concatenate(columns))), shape=(len(most), pairs + options)
    )
    answer = milp(
        -np.concatenate([shape.pair_value, shape.option_value]).astype(float),
        constraints=LinearConstraint(limits, ub=most), integrality=np.ones(pairs + options), bounds=Bounds(0, 1),
        options={"time_limit": time_limit, "mip_rel_gap": 0},
    )  # fmt: skip
    return (None if answer.x is None else -answer.fun), (
        None if answer.mip_dual_bound is None else -answer.mip_dual_bound
    )


def compare(mentees: int, mentors: int) -> None:
    """Print one size."""
    shape = build(mentees, mentors)
    start = time.process_time()
    ours = solve_bundles(shape, time_limit=LIMIT, seed=1)
    seconds = time.process_time() - start
    start = time.process_time()
    assert check_bundles(shape, ours) == []
    recount = time.process_time() - start
    print(f"\n{mentees} x {mentors}: {len(shape.pair_value):,} pairs, {len(shape.option_value):,} options")
    print(
        f"  ours     {seconds:8.2f} s  1.00  value {ours.value:,} bound {ours.bound:,} shown by prices {ours.shown:,}"
        f" {ours.status.value}, gap {ours.gap:.4%}"
    )
    print(f"  recount  {recount:8.2f} s")
    if len(shape.option_value) > PEER:
        return
    start = time.process_time()
    value, bound = plain(shape, time_limit=LIMIT)
    peer = time.process_time() - start
    told = "nothing" if value is None else f"value {value:,.0f} bound {bound:,.0f}"
    print(f"  HiGHS    {peer:8.2f} s  {peer / seconds:.1f}  {told}")


def main() -> None:
    """Run the sizes named on the command line, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", help="such as 60x20")
    asked = [tuple(map(int, size.split("x"))) for size in parser.parse_args().sizes]
    for mentees, mentors in asked or SIZES:
        compare(mentees, mentors)


if __name__ == "__main__":
    main()
