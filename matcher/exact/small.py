"""A small network as one table of mentees and mentors: the same answers as flow and moves, with less around them.

A flow of a thousand arcs takes a tenth of a millisecond, and to write it down takes as long again. On a table of all
places the assignment of scipy is quicker, and the best moves between two mentors are one pass over the table.
"""

import numpy as np
from scipy.optimize import linear_sum_assignment

from matcher.errors import SolverFault
from matcher.exact.network import Flags, Ints, Network, Values

# Cells of mentees times places up to which the assignment is quicker than a flow.
MOST_CELLS = 6_000
# Cells of mentees times mentors up to which prices are read off a table, if so many of them are pairs: one in two.
MOST_PAIRS, SPARSE = 4_000_000, 2
# The assignment adds up floats; whole numbers up to here are exact in them.
EXACT = 2**53
# The sums that it forms along a chain are at most this many values a mentee.
VALUES_EACH = 8
# A move changes at most two values; twice what all moves of a chain can lose is out of reach of any real one.
CHAIN = 4


def is_table(network: Network) -> bool:
    """Return whether prices are quicker read off a table: one mentor each, most pairs exist, 64 bits."""
    cells = network.n_mentees * network.n_mentors
    return (
        0 < cells <= min(SPARSE * len(network.value), MOST_PAIRS)
        and network.value.dtype != object
        and _one_each(network)
    )


def is_small(network: Network) -> bool:
    """Return whether the assignment is quicker than a flow, and floats carry every sum that it can form."""
    cells = network.n_mentees * max(len(network.bonus), network.n_mentors)
    if not 0 < cells <= MOST_CELLS or network.value.dtype == object or not _one_each(network):
        return False
    return largest(network) < EXACT // (VALUES_EACH * (network.n_mentees + 1))


def _one_each(network: Network) -> bool:
    """Return whether every mentee wants one mentor, and no pair stands twice, as it does where a weight moves."""
    if not (network.demand == 1).all():
        return False
    pairs = np.bincount(network.mentee * network.n_mentors + network.mentor)
    return int(pairs.max(initial=0)) <= 1


def largest(network: Network) -> int:
    """Return the largest value of an arc or a place, signs left out."""
    return max(_most(network.value), _most(network.bonus))


def _most(values: Values) -> int:
    return max(int(values.max()), -int(values.min())) if len(values) else 0


def best_small(network: Network, *, seed: int) -> Flags:
    """Return which arcs to take, as ``flow.best`` does; of equal sums maybe another one.

    A cell is what a mentee brings in a place, and nothing where that is below nothing or no pair: whoever gets such
    a cell stays alone. What a mentor then has fills its first places, which bring no less than the others.
    """
    dice = np.random.default_rng(seed)
    row, column = dice.permutation(network.n_mentees), dice.permutation(len(network.bonus))
    owner = network.owner[column]
    pairs = np.full((network.n_mentees, network.n_mentors), float(-EXACT))
    pairs[row[network.mentee], network.mentor] = network.value
    cells = pairs.take(owner, axis=1)
    cells += network.bonus[column]
    np.maximum(cells, 0, out=cells)
    rows, places = linear_sum_assignment(cells, maximize=True)
    served = cells[rows, places] > 0
    mentor_of = np.full(network.n_mentees, -1)
    mentor_of[rows[served]] = owner[places[served]]
    return np.asarray(mentor_of[row[network.mentee]] == network.mentor, dtype=bool)


def table(network: Network, *, never: int) -> Ints:
    """Return the value of every pair, ``never`` where there is none: (n_mentees, n_mentors)."""
    cells = np.full((network.n_mentees, network.n_mentors), never)
    cells[network.mentee, network.mentor] = network.value
    return cells


def prices_small(network: Network, taken: Flags) -> Values:
    """Return the smallest prices that prove ``taken`` best, as ``prices.prices`` does: (n_mentors,).

    Raises
    ------
    SolverFault
        If a gaining circle shows that the allocation is not best.
    """
    mentors = network.n_mentors
    never = -CHAIN * (mentors + 2) * (largest(network) + 1)
    pairs = table(network, never=never)
    mentor_of = np.full(network.n_mentees, mentors)
    mentor_of[network.mentee[taken]] = network.mentor[taken]
    order = np.argsort(mentor_of, kind="stable")
    load = np.bincount(mentor_of, minlength=mentors + 1)
    served = order[: network.n_mentees - load[mentors]]
    price = _least(network, pairs, order[len(served) :], load[:mentors], never=never)
    used = np.flatnonzero(load[:mentors])
    if not len(used):
        return price
    gains = pairs[served] - pairs[served, mentor_of[served]][:, None]
    firsts = np.cumsum(load[used]) - load[used]
    step = np.maximum.reduceat(gains, firsts, axis=0)
    for _ in range(mentors + 1):
        raised = np.maximum((step + price[used, None]).max(axis=0), price)
        if (raised == price).all():
            return price
        price = raised
    msg = f"no prices prove the allocation: a circle of moves among {mentors} mentors gains"
    raise SolverFault(msg)


def _least(network: Network, pairs: Ints, lacking: Ints, load: Ints, *, never: int) -> Ints:
    """Return what each price has to reach without any move between mentors.

    The last place filled must earn what it costs, an empty one nothing; and nobody that lacks a mentor may gain.
    """
    last = network.starts + np.maximum(load, 1) - 1
    least = np.zeros(network.n_mentors, dtype=np.int64)
    real = network.places > 0
    least[real] = -network.bonus[last[real]]
    best: Ints = np.maximum(least, pairs[lacking].max(axis=0, initial=never))
    return best
