"""The exact assignment on arrays: optimum, proof, moves, and the range of the integers."""

import itertools
import random

import numpy as np
import pytest

from matcher import SolverFault, TooLarge
from matcher.network import INT64_MOST, Network, Scale, assign, check_range, prices, reach


def network(arcs: list[tuple[int, int, int]], *, mentees: int, places: tuple[int, ...]) -> Network:
    """Return a network of ``(mentee, mentor, value)`` arcs."""
    table = np.array(arcs, dtype=np.int64).reshape(len(arcs), 3)
    return Network(
        n_mentees=mentees,
        places=np.array(places, dtype=np.int64),
        mentee=table[:, 0],
        mentor=table[:, 1],
        value=table[:, 2],
    )


def random_network(seed: int) -> Network:
    """Return up to five mentees, four mentors, and values of which some are equal."""
    dice = random.Random(seed)  # noqa: S311 - a random case, not a secret
    mentees, mentors = dice.randint(1, 5), dice.randint(1, 4)
    arcs = [
        (i, j, dice.randint(1, 30))
        for i, j in itertools.product(range(mentees), range(mentors))
        if dice.random() < 2 / 3
    ]
    return network(arcs, mentees=mentees, places=tuple(dice.randint(0, 2) for _ in range(mentors)))


def value(case: Network, arcs) -> int:
    """Return the sum of the chosen arcs."""
    return sum(int(case.value[arc]) for arc in arcs if arc >= 0)


def best_value(case: Network) -> int:
    """Return the largest sum over every choice there is."""
    own = [[-1, *np.flatnonzero(case.mentee == mentee).tolist()] for mentee in range(case.n_mentees)]
    sums = [0]
    for choice in itertools.product(*own):
        load = np.zeros(len(case.places), dtype=np.int64)
        for arc in choice:
            if arc >= 0:
                load[case.mentor[arc]] += 1
        if (load <= case.places).all():
            sums.append(value(case, choice))
    return max(sums)


@pytest.mark.parametrize("seed", range(120))
def test_assign_is_best_and_its_prices_prove_it(seed) -> None:
    """Gains plus places at their prices equal the sum: weak duality closes without a gap."""
    case = random_network(seed)

    arcs = assign(case, seed=seed)
    price = prices(case, arcs)

    gain = np.zeros(case.n_mentees, dtype=np.int64)
    np.maximum.at(gain, case.mentee, case.value - price[case.mentor])
    assert value(case, arcs) == best_value(case) == int(gain.sum() + (case.places * price).sum())
    assert (price >= 0).all()


@pytest.mark.parametrize("seed", range(120))
def test_reach_tells_what_one_more_place_would_add(seed) -> None:
    """For an unserved mentee, the gain of a place equals a new run in which it must be served with that place."""
    case = random_network(seed)
    arcs = assign(case, seed=0)
    for mentee in np.flatnonzero(arcs < 0):
        if not (case.mentee == mentee).any():
            continue
        gain, reached = reach(case, arcs, mentee=int(mentee))
        for mentor in np.flatnonzero(reached):
            wider = case.places.copy()
            wider[mentor] += 1
            more = Network(
                n_mentees=case.n_mentees, places=wider, mentee=case.mentee, mentor=case.mentor, value=case.value
            )
            assert best_value(more) >= value(case, arcs) + gain[mentor]
        direct = {int(m): int(v) for i, m, v in zip(case.mentee, case.mentor, case.value, strict=True) if i == mentee}
        assert all(gain[mentor] >= worth for mentor, worth in direct.items())


def test_reach_with_one_unserved_mentee_is_exact() -> None:
    """n1 holds m0 and would move to m1 at a loss of 3; n0 brings 10: a place at m1 adds 7, one at m0 adds 10."""
    case = network([(0, 0, 10), (1, 0, 20), (1, 1, 17)], mentees=2, places=(1, 0))

    gain, reached = reach(case, assign(case, seed=0), mentee=0)

    assert reached.tolist() == [True, True]
    assert gain.tolist() == [10, 7]


def test_assign_without_arcs_serves_nobody() -> None:
    """An empty network is an ordinary input."""
    assert assign(network([], mentees=2, places=(1,)), seed=0).tolist() == [-1, -1]
    assert prices(network([], mentees=2, places=(1,)), np.array([-1, -1])).tolist() == [0]


def test_prices_of_an_assignment_that_is_not_best_are_refused() -> None:
    """Both would gain by changing places, so no prices can prove it."""
    case = network([(0, 0, 1), (0, 1, 9), (1, 0, 9), (1, 1, 1)], mentees=2, places=(1, 1))

    with pytest.raises(SolverFault):
        prices(case, np.array([0, 3]))


def test_assign_equal_values_are_decided_by_the_seed_alone() -> None:
    """Two mentees, one place, the same value: some seed favours each, and each seed is steady."""
    case = network([(0, 0, 5), (1, 0, 5)], mentees=2, places=(1,))

    winners = {seed: assign(case, seed=seed).tolist() for seed in range(20)}

    assert len({tuple(arcs) for arcs in winners.values()}) == 2
    assert all(assign(case, seed=seed).tolist() == arcs for seed, arcs in winners.items())


def test_check_range_holds_at_its_edge_and_not_beyond() -> None:
    """The largest value that leaves the solver its headroom is fine, one more is refused by name."""
    most = INT64_MOST // 8 // 10

    check_range(most, nodes=10)
    with pytest.raises(TooLarge) as caught:
        check_range(most + 1, nodes=10)
    assert caught.value.size == most + 1


def test_assign_values_near_the_edge_stay_exact() -> None:
    """A difference of one at the far end of the range is still seen."""
    most = INT64_MOST // (8 * 6)
    case = network([(0, 0, most - 1), (1, 0, most), (1, 1, 1), (0, 1, 1)], mentees=2, places=(1, 1))

    assert value(case, assign(case, seed=0)) == most + 1


@pytest.mark.parametrize("mentees", [1, 3, 400, 10_000])
def test_scale_splits_sums_and_differences_into_their_parts(mentees) -> None:
    """Whatever happens below, one mentee more outweighs all wishes and points, one wish more all points."""
    most = 1000
    scale = Scale.of(mentees, most)

    for served, wishes, points in [
        (mentees, mentees, mentees * most),
        (mentees, 0, 0),
        (1, -mentees, -mentees * most),
        (0, 1, -mentees * most),
        (0, -1, mentees * most),
        (-1, mentees, mentees * most),
        (0, 0, 0),
    ]:
        assert scale.split(served * scale.served + wishes * scale.wish + points) == (served, wishes, points)


def test_scale_of_ten_thousand_letters_fits_into_the_range() -> None:
    """A programme twenty times the size of the country's stays exact; a hundred thousand letters are refused."""
    check_range(Scale.of(10_000, 1000).value(wished=True, points=1000), nodes=12_002)
    with pytest.raises(TooLarge):
        check_range(Scale.of(1_000_000, 1000).value(wished=True, points=1000), nodes=1_005_002)
