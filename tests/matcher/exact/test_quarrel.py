"""Smallest sets of rules that say no, and the cheapest to lift, against every set there is."""

import itertools

import numpy as np
import pytest

from matcher.errors import SolverFault
from matcher.exact.quarrel import cheapest_repair, quarrel


def of_sets(sets):
    """Return a no that any of these sets says by itself."""
    return lambda stands: any(one <= stands for one in sets)


def test_quarrel_by_hand_prefers_the_last() -> None:
    """Rules 0 and 1, or 1 and 2, say no; 0 is let go first."""
    broken = of_sets([{0, 1}, {1, 2}])

    assert quarrel([0, 1, 2], broken) == (1, 2)
    assert quarrel([0, 2], broken) == ()


def test_cheapest_repair_lifts_what_all_sets_share() -> None:
    """Rule 1 costs 3 and stands in both sets; lifting 0 and 2 would cost 4."""
    repair, sets = cheapest_repair([2, 3, 2], of_sets([{0, 1}, {1, 2}]), order=[0, 1, 2])

    assert repair == (1,)
    assert all(1 in one for one in sets)


def test_cheapest_repair_of_what_no_lifting_mends_is_told() -> None:
    """An endless loop is no answer."""
    with pytest.raises(SolverFault, match="lifting every rule"):
        cheapest_repair([1], lambda _: True, order=[0])


@pytest.mark.parametrize("seed", range(120))
def test_quarrels_are_smallest_and_repairs_cheapest(seed) -> None:
    """Against every subset: each rule of a set is needed, the repair mends, and nothing cheaper does."""
    dice = np.random.default_rng(seed)
    count = int(dice.integers(1, 7))
    sets = [set(np.flatnonzero(dice.random(count) < 1 / 2).tolist()) for _ in range(int(dice.integers(1, 5)))]
    broken = of_sets([one for one in sets if one])
    cost = dice.integers(1, 6, size=count).tolist()
    order = dice.permutation(count).tolist()

    repair, found = cheapest_repair(cost, broken, order=order)

    everything = frozenset(range(count))
    for one in found:
        assert broken(frozenset(one))
        assert not any(broken(frozenset(one) - {rule}) for rule in one)
    assert not broken(everything - set(repair))
    cheapest = min(
        sum(cost[rule] for rule in lifted)
        for size in range(count + 1)
        for lifted in itertools.combinations(range(count), size)
        if not broken(everything - set(lifted))
    )
    assert sum(cost[rule] for rule in repair) == cheapest
