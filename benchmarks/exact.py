"""Times the exact allocation, proof included, beside the bare solve of its peers, and the price of every pair.

Run it with ``python -m benchmarks.exact``, or with sizes: ``python -m benchmarks.exact S M L XL XXL``.
CPU seconds, the best of a few runs, on the same seeded instances in the same run; peers do not prove anything.
"""

import argparse
import resource

import numpy as np
from ortools.graph.python import min_cost_flow
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from benchmarks.timing import REPEATS, timed
from matcher.exact.flow import best
from matcher.exact.network import Network, network
from matcher.exact.prices import bound, prices
from matcher.exact.regret import regret

# Mentees, mentors, places of a mentor, candidates of a mentee (None: all that may).
SIZES = {
    "S": (60, 20, 4, None),
    "M": (400, 100, 5, None),
    "L": (2_000, 500, 5, None),
    "XL": (10_000, 2_000, 6, 50),
    "XXL": (100_000, 5_000, 24, 30),
}
# Points of a pair; kinds of subject; share of pairs that a rule keeps apart.
MOST, SUBJECTS, APART = 1_000_000, 12, 0.15
# Up to so many arcs a run takes a tenth of a millisecond, and its best needs many.
TINY, TINY_REPEATS = 5_000, 100
# Beyond so many arcs one run is enough, and peers that need the whole table are left out.
ONCE, DENSE = 500_000, 20_000_000
# Pairs of which the price is compared with a new solve.
SAMPLE = 20


def build(mentees: int, mentors: int, places: int, top: int | None, *, seed: int = 1) -> Network:
    """Return a fictional programme: shared demand for the same strong mentors, distance, noise, pairs kept apart."""
    dice = np.random.default_rng(seed)
    strength = dice.random((mentors, SUBJECTS)) * dice.random((mentors, 1))
    here, there = dice.random((mentees, 2)), dice.random((mentors, 2))
    wanted = dice.choice(SUBJECTS, size=mentees, p=np.arange(SUBJECTS, 0, -1) / np.arange(1, SUBJECTS + 1).sum())
    rows, columns, values = [], [], []
    for mentee in range(mentees):
        far = np.hypot(*(there - here[mentee]).T)
        score = 2 * strength[:, wanted[mentee]] + 1 - far + dice.random(mentors) / 2
        allowed = np.flatnonzero(dice.random(mentors) >= APART)
        if top is not None and len(allowed) > top:
            allowed = allowed[np.argpartition(-score[allowed], top)[:top]]
        rows.append(np.full(len(allowed), mentee))
        columns.append(allowed)
        values.append(np.clip(score[allowed] * MOST / 4, 1, MOST).astype(np.int64))
    return network(
        demand=np.ones(mentees, dtype=np.int64), places=np.full(mentors, places), mentee=np.concatenate(rows),
        mentor=np.concatenate(columns), value=np.concatenate(values),
    )  # fmt: skip


def ours(case: Network) -> tuple[int, int]:
    """Return the total, and the bound that its prices prove."""
    taken = best(case, seed=1)
    return case.total(taken), bound(case, prices(case, taken))


def by_table(case: Network) -> int:
    """Solve with scipy's dense assignment, a column for every place and one for staying alone."""
    table = np.zeros((case.n_mentees, int(case.places.sum()) + case.n_mentees))
    own = np.repeat(np.arange(case.n_mentors), case.places)
    dense = np.zeros((case.n_mentees, case.n_mentors))
    dense[case.mentee, case.mentor] = case.value
    table[:, : len(own)] = dense[:, own]
    rows, columns = linear_sum_assignment(table, maximize=True)
    return int(table[rows, columns].sum())


def by_sparse(case: Network) -> int:
    """Solve with scipy's sparse matching, a column for every place and a dear one for staying alone."""
    copies = case.places[case.mentor]
    column = (
        np.repeat(case.starts[case.mentor], copies)
        + np.arange(copies.sum())
        - np.repeat(np.cumsum(copies) - copies, copies)
    )
    rows = np.concatenate((np.repeat(case.mentee, copies), np.arange(case.n_mentees)))
    columns = np.concatenate((column, len(case.bonus) + np.arange(case.n_mentees)))
    values = np.concatenate((np.repeat(case.value, copies) + 1, np.ones(case.n_mentees, dtype=np.int64)))
    table = csr_array((values, (rows, columns)), shape=(case.n_mentees, len(case.bonus) + case.n_mentees))
    one, other = min_weight_full_bipartite_matching(table, maximize=True)
    return int(table[one, other].sum()) - case.n_mentees


def by_flow(case: Network) -> int:
    """Solve with OR-tools' flow as bare as it can be written."""
    flow, sink = min_cost_flow.SimpleMinCostFlow(), case.n_mentees + case.n_mentors
    mentors = case.n_mentees + np.arange(case.n_mentors)
    mentees = np.arange(case.n_mentees)
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        case.mentee, case.n_mentees + case.mentor, np.ones_like(case.value), -case.value
    )
    flow.add_arcs_with_capacity_and_unit_cost(mentors, np.full_like(mentors, sink), case.places, 0 * mentors)
    flow.add_arcs_with_capacity_and_unit_cost(mentees, np.full_like(mentees, sink), 0 * mentees + 1, 0 * mentees)
    flow.set_nodes_supplies(mentees, 0 * mentees + 1)
    flow.set_node_supply(sink, -case.n_mentees)
    flow.solve()
    return int(case.value[flow.flows(arcs) > 0].sum())


def compare(name: str) -> None:
    """Print one size."""
    case = build(*SIZES[name])
    repeats = 1 if len(case.value) > ONCE else TINY_REPEATS if len(case.value) <= TINY else REPEATS
    mine = timed(lambda: ours(case), repeats)
    total, proved = mine.value
    print(f"\n{name}: {case.n_mentees:,} mentees, {case.n_mentors:,} mentors, {len(case.value):,} pairs")
    print(f"  ours with proof   {mine.seconds:8.5f} s CPU   total {total:,}, bound {proved:,}")
    assert total == proved
    peers = {"bare flow": by_flow}
    if case.n_mentees * (len(case.bonus) + case.n_mentees) <= DENSE:
        peers |= {"scipy dense": by_table, "scipy sparse": by_sparse}
    least = float("inf")
    for peer, solve in peers.items():
        theirs = timed(lambda solve=solve: solve(case), repeats)
        assert theirs.value == total, (peer, theirs.value)
        least = min(least, theirs.seconds)
        print(f"  {peer:<17} {theirs.seconds:8.5f} s CPU   ours {mine.seconds / theirs.seconds:5.2f}x")
    print(f"  beside the fastest peer: {mine.seconds / least:.2f}x")
    if case.n_mentors <= SIZES["L"][1]:
        every_price(case, mine.seconds, repeats)
    print(f"  memory so far {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


def every_price(case: Network, alone: float, repeats: int) -> None:
    """Time the price of every pair, and compare a sample with new solves."""
    taken = best(case, seed=1)
    found = timed(lambda: regret(case, taken), repeats)
    dice = np.random.default_rng(1)
    others = dice.choice(np.flatnonzero(~taken), size=min(SAMPLE, int((~taken).sum())), replace=False)
    wrong = sum(case.total(taken) - forced_total(case, arc) != found.value.forced[arc] for arc in others.tolist())
    print(
        f"  price of all {len(case.value):,} pairs {found.seconds:.4f} s CPU, {found.seconds / alone:.2f} of one proved"
        f" solve; {wrong} of {len(others)} differ from a new solve"
    )


def forced_total(case: Network, arc: int) -> int:
    """Return the best total with one pair forced, by leaving its mentee's other pairs out and paying it well."""
    keep = (case.mentee != case.mentee[arc]) | (np.arange(len(case.value)) == arc)
    dear = case.value.copy()
    dear[arc] += MOST * 10
    smaller = network(
        demand=case.demand, places=case.places, mentee=case.mentee[keep], mentor=case.mentor[keep], value=dear[keep]
    )
    return smaller.total(best(smaller, seed=1)) - MOST * 10


def main() -> None:
    """Run the sizes named on the command line, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", choices=[*SIZES, []], help="S M L XL XXL")
    asked, _ = parser.parse_known_args()
    for name in asked.sizes or SIZES:
        compare(name)


if __name__ == "__main__":
    main()
