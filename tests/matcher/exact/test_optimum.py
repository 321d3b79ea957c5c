"""Best allocations for ordered aims against trying everything, with their proofs."""

import numpy as np
import pytest

from matcher.errors import SolverFault
from matcher.exact import optimum as stages
from matcher.exact.flow import best
from matcher.exact.network import network
from matcher.exact.optimum import optimum
from matcher.exact.prices import bound, prices
from tests.matcher.exact.networks import every, ints, random_aims, random_shape, sums


@pytest.mark.parametrize("seed", range(200))
def test_best_is_best_and_its_prices_prove_it(seed) -> None:
    """Weak duality closes without a gap, with several mentors a mentee and places that bring something."""
    shape = random_shape(seed)

    taken = best(shape, seed=seed)

    most = max(shape.total(one) for one in every(shape))
    assert shape.total(taken) == most
    assert bound(shape, prices(shape, taken)) == most


@pytest.mark.parametrize("seed", range(100))
def test_any_prices_bound_every_allocation(seed) -> None:
    """The bound asks nothing of the prices, so a wrong price can only make it weaker, never false."""
    shape = random_shape(seed)
    dice = np.random.default_rng(seed)

    wild = bound(shape, dice.integers(-9, 9, size=shape.n_mentors))

    assert wild >= max(shape.total(one) for one in every(shape))


@pytest.mark.parametrize("seed", range(100))
def test_prices_refuse_an_allocation_that_is_not_best(seed) -> None:
    """Nobody can price a worse allocation into a proof: a circle of moves would gain."""
    shape = random_shape(seed)
    most = max(shape.total(one) for one in every(shape))
    worse = [taken for taken in every(shape) if shape.total(taken) < most]

    for taken in worse[:5]:
        try:
            price = prices(shape, taken)
        except SolverFault:
            continue
        assert bound(shape, price) > shape.total(taken)


@pytest.mark.parametrize("range_", [None, 1], ids=["one flow", "a flow for each aim"])
@pytest.mark.parametrize("seed", range(150))
def test_optimum_is_best_in_the_order_of_the_aims(seed, range_, monkeypatch) -> None:
    """However the aims are packed into flows, the answer is the lexicographic best and its bounds are met."""
    if range_ is not None:
        monkeypatch.setattr(stages, "range_of", lambda _: range_)
    shape = random_shape(seed, demand=1 + seed % 2)
    aims = random_aims(shape, seed, count=4)

    found = optimum(shape, aims, seed=seed)

    most = max(sums(shape, aims, one) for one in every(shape))
    assert sums(shape, aims, found.taken) == found.value == found.bound == most


def test_optimum_of_nothing_is_nothing() -> None:
    """A programme without a letter, or without an allowed pair, is an answer and not a crash."""
    for mentees, places in ((0, []), (2, []), (0, [1, 2]), (3, [1, 2])):
        shape = network(
            demand=ints([1] * mentees), places=ints(places), mentee=ints([]), mentor=ints([]), value=ints([])
        )
        aims = random_aims(shape, 1, count=2)

        found = optimum(shape, aims, seed=0)

        assert (found.value, found.bound, found.taken.tolist()) == ((0, 0), (0, 0), [])


def test_optimum_seed_only_decides_among_equals() -> None:
    """Two mentees who are worth the same may change places with the seed, but nothing is lost or won by it."""
    shape = network(
        demand=ints([1, 1, 1]), places=ints([1, 1]), mentee=ints([0, 1, 2, 0]), mentor=ints([0, 0, 0, 1]),
        value=ints([0, 0, 0, 0]),
    )  # fmt: skip
    aims = random_aims(shape, 3, count=1)
    aims.value[:] = 1

    answers = {tuple(optimum(shape, aims, seed=seed).taken.tolist()) for seed in range(20)}

    assert {sum(answer) for answer in answers} == {2}
    assert len(answers) > 1
