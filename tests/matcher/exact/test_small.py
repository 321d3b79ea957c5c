"""The table of a small network against flow, moves and trying everything."""

import numpy as np
import pytest

from matcher.errors import SolverFault
from matcher.exact import small
from matcher.exact.face import whole
from matcher.exact.flow import best
from matcher.exact.network import network
from matcher.exact.prices import bound, prices
from tests.matcher.exact.networks import every, ints, random_shape

# Random cases of each kind; all of them take two seconds.
CASES = 600


def of_table(cells: list[list[int]], *, places: list[int]):
    """Return a network in which every pair exists, each mentee wanting one mentor."""
    value = ints(cells)
    mentee, mentor = (axis.ravel() for axis in np.indices(value.shape))
    return network(
        demand=ints([1] * len(value)), places=ints(places), mentee=mentee, mentor=mentor, value=value.ravel()
    )


@pytest.mark.parametrize("seed", range(CASES))
def test_table_brings_what_the_flow_and_trying_everything_bring(seed) -> None:
    """Places that bring or cost something, pairs below zero, pairs that are missing: the same sum, and allowed."""
    case = random_shape(seed, demand=1)
    if not small.is_small(case):
        pytest.skip("no pair at all or no place")

    taken = small.best_small(case, seed=seed)

    assert (case.load(taken) <= case.places).all()
    assert (case.served(taken) <= 1).all()
    assert case.total(taken) == max(map(case.total, every(case))) == case.total(best(case, seed=1, face=whole(case)))


@pytest.mark.parametrize("seed", range(CASES))
def test_prices_of_the_table_are_those_of_the_moves_and_prove(seed) -> None:
    """The smallest prices are one set of numbers, however they are found, and their bound is met."""
    case = random_shape(seed, most=7, demand=1)
    taken = best(case, seed=seed, face=whole(case))
    if not small.is_small(case):
        pytest.skip("no pair at all or no place")

    found = small.prices_small(case, taken)

    assert found.tolist() == prices(case, taken, face=whole(case)).tolist()
    assert bound(case, found) == case.total(taken)


@pytest.mark.parametrize(("mentees", "mentors"), [(9, 4), (30, 9), (60, 20)])
def test_full_tables_are_taken_by_both_ways_alike(mentees, mentors) -> None:
    """Sizes of a real programme go through the table, and a flow finds the same sum and the same prices."""
    dice = np.random.default_rng(mentees)
    case = of_table(dice.integers(1, 1000, (mentees, mentors)).tolist(), places=[2] * mentors)
    by_flow = best(case, seed=1, face=whole(case))

    taken = best(case, seed=1)

    assert small.is_small(case)
    assert small.is_table(case)
    assert case.total(taken) == case.total(by_flow)
    assert prices(case, taken).tolist() == prices(case, by_flow, face=whole(case)).tolist()


def test_prices_of_a_table_with_a_gaining_swap_are_refused() -> None:
    """Both would gain by changing places, so no prices can prove it."""
    case = of_table([[1, 9], [9, 1]], places=[1, 1])

    with pytest.raises(SolverFault, match="gains"):
        small.prices_small(case, np.array([True, False, False, True]))


def test_values_beyond_what_floats_carry_go_to_the_flow() -> None:
    """At the last value that is exact in floats a difference of one is seen; beyond it the flow is asked."""
    most = small.EXACT // small.VALUES_EACH // 3 - 1
    edge = of_table([[most - 1, most], [most, most]], places=[1, 1])

    assert small.is_small(edge)
    assert edge.total(small.best_small(edge, seed=1)) == 2 * most
    assert not small.is_small(of_table([[most, most + 1], [most, most]], places=[1, 1]))


def test_large_or_thin_networks_are_no_table() -> None:
    """A table of mostly missing pairs would cost more than the moves, and a large assignment more than a flow."""
    large = of_table(np.ones((100, 31), dtype=int).tolist(), places=[2] * 31)
    thin = network(
        demand=ints([1] * 9), places=ints([1] * 9), mentee=np.arange(9), mentor=np.arange(9), value=np.arange(9)
    )

    assert not small.is_small(large)
    assert small.is_table(large)
    assert not small.is_table(thin)


def test_pairs_that_stand_twice_are_no_table() -> None:
    """Where a weight moves, each practice for a need is an arc of its own; one cell cannot hold two of them."""
    twice = network(
        demand=ints([1, 1]), places=ints([1, 0]), mentee=ints([0, 0, 1, 1]), mentor=ints([0] * 4),
        value=ints([415, 370, 20_416, 20_371]),
    )  # fmt: skip

    assert not small.is_small(twice)
    assert not small.is_table(twice)
    assert best(twice, seed=1).tolist() == [False, False, True, False]


def test_seeds_decide_among_equal_sums() -> None:
    """Where every pair brings the same, other seeds choose other pairs, and one seed always the same."""
    case = of_table([[5, 5, 5]] * 6, places=[2, 2, 2])

    found = {tuple(small.best_small(case, seed=seed).tolist()) for seed in range(9)}

    assert len(found) > 1
    assert small.best_small(case, seed=3).tolist() == small.best_small(case, seed=3).tolist()
