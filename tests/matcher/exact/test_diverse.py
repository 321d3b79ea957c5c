"""Allocations that differ, each against the best of all that differ enough from those before it."""

import numpy as np
import pytest

from data.answer import Status
from matcher.errors import BadValue
from matcher.exact import diverse as module
from matcher.exact.diverse import diverse
from matcher.exact.network import network
from tests.matcher.exact.networks import every, ints, random_shape


def best_apart(shape, before, apart):
    """Return the most that an allocation brings which gives up so many pairs of each before, None when none does."""
    return max(
        (
            shape.total(taken)
            for taken in every(shape)
            if all((one & ~taken).sum() >= apart for one in before)
        ),
        default=None,
    )  # fmt: skip


@pytest.mark.parametrize("apart", [1, 2, 3])
@pytest.mark.parametrize("seed", range(80))
def test_each_alternative_is_the_best_that_differs_enough(seed, apart) -> None:
    """Given those before it, nothing better differs enough, the bound says so, and none is missing at the end."""
    shape = random_shape(seed)

    found = diverse(shape, count=4, apart=apart, time_limit=20, seed=seed)

    for place, one in enumerate(found):
        assert (shape.load(one.taken) <= shape.places).all()
        assert (shape.served(one.taken) <= shape.demand).all()
        most = best_apart(shape, [other.taken for other in found[:place]], apart)
        assert shape.total(one.taken) == one.value == one.bound == most
        assert (one.price, one.status) == (found[0].value - one.value, Status.OPTIMAL)
    if len(found) < 4:
        assert best_apart(shape, [one.taken for one in found], apart) is None


@pytest.mark.parametrize("seed", range(6))
def test_alternatives_of_a_larger_programme_equal_those_of_the_whole_integer_programme(seed) -> None:
    """What the prices decide beforehand is decided rightly: asking HiGHS for all of it says the same."""
    dice = np.random.default_rng(seed)
    pairs = np.argwhere(dice.random((25, 8)) < 0.8)
    shape = network(
        demand=ints([1] * 25), places=ints([4] * 8), mentee=pairs[:, 0], mentor=pairs[:, 1],
        value=dice.integers(1, 60, size=len(pairs)),
    )  # fmt: skip

    found = diverse(shape, count=3, apart=8, time_limit=20, seed=seed)

    rows = [*(shape.mentee == row for row in range(25)), *(shape.mentor == row for row in range(8))]
    limits = [*shape.demand, *shape.places]
    for one in found:
        assert (one.value, one.status) == (by_integers(shape, rows, limits), Status.OPTIMAL)
        rows.append(one.taken)
        limits.append(int(one.taken.sum()) - 8)


def by_integers(shape, rows, limits):
    """Return the most that arcs bring within limits on rows of them, by HiGHS alone."""
    answer = module.milp(
        -shape.value, integrality=np.ones(len(shape.value)), bounds=module.Bounds(0, 1),
        constraints=module.LinearConstraint(np.array(rows, dtype=float), -np.inf, limits), options={"mip_rel_gap": 0},
    )  # fmt: skip
    return round(-answer.fun)


def test_alternatives_keep_exact_values_far_beyond_what_points_need() -> None:
    """Ordered aims make values of fifteen digits; a difference of one in the last is still the price."""
    large = 10**12
    shape = network(
        demand=ints([1, 1]), places=ints([1, 1]), mentee=ints([0, 0, 1, 1]), mentor=ints([0, 1, 0, 1]),
        value=ints([large, large - 1, large, large]),
    )  # fmt: skip

    found = diverse(shape, count=2, apart=2, time_limit=20, seed=0)

    assert [one.price for one in found] == [0, 1]
    assert [one.bound for one in found] == [2 * large, 2 * large - 1]


def test_alternatives_out_of_time_say_what_is_not_proved(monkeypatch) -> None:
    """Without an answer of the integer programme there is still one allocation, a bound above it, and no claim."""
    monkeypatch.setattr(module, "milp", lambda *_, **__: module.OptimizeResult(status=1, x=None, mip_dual_bound=None))
    dice = np.random.default_rng(1)
    shape = network(
        demand=ints([1] * 20), places=ints([4] * 5), mentee=np.repeat(np.arange(20), 5),
        mentor=np.tile(np.arange(5), 20), value=dice.integers(1, 1000, size=100),
    )  # fmt: skip

    found = diverse(shape, count=3, apart=9, time_limit=20, seed=1)

    assert found[0].status is Status.OPTIMAL
    assert Status.FEASIBLE in {one.status for one in found}
    assert all(one.value < one.bound <= found[0].value for one in found if one.status is Status.FEASIBLE)


@pytest.mark.parametrize(
    ("field", "value"), [("count", 0), ("apart", 0), ("time_limit", 0.0), ("seed", -1)],
)  # fmt: skip
def test_alternatives_refuse_numbers_out_of_range(field, value) -> None:
    """An alternative that may be the same, or a search without time, is refused by name."""
    with pytest.raises(BadValue, match=field):
        diverse(random_shape(1), **({"count": 2, "apart": 1, "time_limit": 1.0, "seed": 0} | {field: value}))
