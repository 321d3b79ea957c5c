"""Worst-off first, against trying everything and against the usual model of stages."""

import numpy as np
import pytest
from ortools.sat.python import cp_model

from matcher.errors import BadValue, TooLarge
from matcher.exact import leximin as module
from matcher.exact.leximin import at_least, even_limits, highest, leximin, pareto
from matcher.exact.network import network
from tests.matcher.exact.networks import every, ints, random_shape


def below(shape, taken, limits):
    """Return how many of the mentors wanted are missing, and how many are missing or below each limit."""
    reached = [int(taken.sum()), *(int((shape.value[taken] >= limit).sum()) for limit in limits)]
    return tuple(int(shape.demand.sum()) - count for count in reached)


@pytest.mark.parametrize("seed", range(200))
def test_leximin_is_best_of_all_in_the_order_of_the_bands(seed) -> None:
    """Every count and the sum are those of the best among all allocations, and each is proved."""
    shape = random_shape(seed)
    limits = np.unique(shape.value) if seed % 2 else ints([0, 3, 8])

    found = leximin(shape, bands=limits, seed=seed)

    best = min((*below(shape, taken, limits), -shape.total(taken)) for taken in every(shape))
    assert (*found.below, -found.total) == best
    assert (found.least, found.most) == (found.below, found.total)
    assert below(shape, found.taken, limits) == found.below
    assert shape.total(found.taken) == found.total


@pytest.mark.parametrize("seed", range(100))
def test_leximin_price_is_against_the_best_sum_that_serves_as_many(seed) -> None:
    """The price is that of looking at the worst-off, not of serving everybody that can be."""
    shape = random_shape(seed)

    found = leximin(shape, bands=np.unique(shape.value), seed=seed)

    served = max(int(taken.sum()) for taken in every(shape))
    plain = max(shape.total(taken) for taken in every(shape) if taken.sum() == served)
    assert found.plain == plain
    assert found.price == plain - found.total >= 0


def test_leximin_counts_every_mentor_wanted_once() -> None:
    """Three want a mentor: one gets none, one less than 5, one 9; the bands add up to the three."""
    shape = network(
        demand=ints([1, 1, 1]), places=ints([1, 1]), mentee=ints([0, 1, 2]), mentor=ints([0, 1, 1]),
        value=ints([9, 4, 3]),
    )  # fmt: skip

    found = leximin(shape, bands=ints([5, 8]), seed=0)

    assert found.counts == (1, 1, 0, 1)
    assert found.below == (1, 2, 2)
    assert (found.total, found.price) == (13, 0)


def test_leximin_lifts_the_worst_at_a_price() -> None:
    """Ten and one make eleven, five and five only ten: the worst-off gets five, and the price is one."""
    shape = network(
        demand=ints([1, 1]), places=ints([1, 1]), mentee=ints([0, 0, 1, 1]), mentor=ints([0, 1, 0, 1]),
        value=ints([10, 5, 5, 1]),
    )  # fmt: skip

    found = leximin(shape, bands=ints([2, 5, 10]), seed=0)

    assert found.taken.tolist() == [False, True, True, False]
    assert (found.total, found.plain, found.price) == (10, 11, 1)


def by_stages(shape, limits):
    """Return the counts and the sum of the usual model: one CP-SAT solve a stage, each reached count fixed after it."""
    model = cp_model.CpModel()
    x = [model.new_bool_var("") for _ in shape.value]
    for rows, most in ((shape.mentee, shape.demand), (shape.mentor, shape.places)):
        for row, limit in enumerate(most):
            model.add(sum(x[arc] for arc in np.flatnonzero(rows == row)) <= int(limit))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    reached = []
    for limit in (None, *limits, "sum"):
        weights = (
            shape.value if limit == "sum" else np.ones_like(shape.value) if limit is None else shape.value >= limit
        )
        stage = sum(int(weight) * one for weight, one in zip(weights, x, strict=True))
        model.maximize(stage)
        assert solver.solve(model) == cp_model.OPTIMAL
        reached.append(round(solver.objective_value))
        model.add(stage == reached[-1])
    return reached


@pytest.mark.parametrize("seed", range(4))
def test_leximin_equals_the_model_of_stages(seed) -> None:
    """On programmes too large to try everything, a second solver and a second model come to the same counts."""
    dice = np.random.default_rng(seed)
    pairs = np.argwhere(dice.random((14, 5)) < 0.7)
    shape = network(
        demand=ints([1] * 14), places=ints([3] * 5), mentee=pairs[:, 0], mentor=pairs[:, 1],
        value=dice.integers(1, 1000, size=len(pairs)),
    )  # fmt: skip
    limits = even_limits(shape, 12)

    found = leximin(shape, bands=limits, seed=seed)

    assert [*(14 - count for count in found.below), found.total] == by_stages(shape, limits.tolist())


@pytest.mark.parametrize("seed", range(150))
def test_highest_is_the_largest_worst_value_of_those_that_serve_most(seed) -> None:
    """The bisection ends at the best worst-off, and at nothing where nobody can be served."""
    shape = random_shape(seed)
    served = max(int(taken.sum()) for taken in every(shape))

    threshold = highest(shape, seed=seed)

    if not served:
        assert threshold is None
        return
    assert threshold == max(int(shape.value[taken].min()) for taken in every(shape) if taken.sum() == served)
    found = at_least(shape, seed=seed)
    assert found.below == (found.wanted - served,) * 2
    assert found.total == max(
        shape.total(taken)
        for taken in every(shape)
        if taken.sum() == served and shape.value[taken].min() >= threshold
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(60))
def test_pareto_gives_the_best_sum_for_the_fewest_below_each_threshold(seed) -> None:
    """Each stop of the slider is the best for its threshold, and a higher one never has fewer below it."""
    shape = random_shape(seed)
    stops = [-1, 2, 5, 9]

    found = list(pareto(shape, stops, seed=seed))

    for stop, total, count in found:
        best = min((*below(shape, taken, [stop]), -shape.total(taken)) for taken in every(shape))
        assert (count, -total) == best[1:]
    assert [count for *_, count in found] == sorted(count for *_, count in found)


def test_even_limits_end_at_the_largest_value_and_ascend() -> None:
    """The last band holds the best pairs; narrow ranges give fewer bands than asked, never the same one twice."""
    shape = network(demand=ints([1]), places=ints([1, 1]), mentee=ints([0, 0]), mentor=ints([0, 1]), value=ints([3, 7]))

    assert even_limits(shape, 2).tolist() == [4, 7]
    assert even_limits(shape, 40).tolist() == [1, 2, 3, 4, 5, 6, 7]


def test_leximin_refuses_limits_that_do_not_ascend_and_too_many(monkeypatch) -> None:
    """What cannot be bands, or not be held, is refused by name before any memory is taken."""
    shape = random_shape(1)

    with pytest.raises(BadValue, match="ascend"):
        leximin(shape, bands=ints([3, 3]), seed=0)
    with pytest.raises(BadValue, match="1 or more"):
        even_limits(shape, 0)
    monkeypatch.setattr(module, "MOST_CELLS", 1)
    with pytest.raises(TooLarge, match="limits times arcs"):
        leximin(shape, bands=ints([3]), seed=0)
