"""Allocations that differ, each against the best of all that differ enough from those before it."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.exact import SIZES, build
from data.answer import Status
from matcher.errors import BadValue
from matcher.exact import diverse as module
from matcher.exact.differing import check_diverse
from matcher.exact.diverse import diverse
from matcher.exact.flow import best
from matcher.exact.network import network
from matcher.exact.optimum import optimum
from matcher.exact.scale import Aims
from tests.matcher.exact.networks import every, ints, random_aims, random_shape, sums


def alone(shape) -> Aims:
    """Return the shape's own values as the only aim."""
    return Aims(value=shape.value[None, :], bonus=shape.bonus[None, :])


def others(shape, aims, **more):
    """Return the first allocation and those that differ from it."""
    first = optimum(shape, aims, seed=0).taken
    return first, diverse(shape, aims, **({"first": first, "count": 3, "time_limit": 20, "seed": 0} | more))


def best_apart(shape, aims, before, apart):
    """Return the most, aim by aim, among those that give up so many pairs of each before, None when none does."""
    return max(
        (
            sums(shape, aims, taken)
            for taken in every(shape)
            if all((one & ~taken).sum() >= apart for one in before)
        ),
        default=None,
    )  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("apart", [1, 2, 3])
@pytest.mark.parametrize("seed", range(40))
def test_each_alternative_is_the_best_that_differs_enough(seed, apart, count) -> None:
    """Given those before it, nothing better differs enough, the bound says so, and none is missing at the end."""
    shape = random_shape(seed)
    aims = random_aims(shape, seed, count=count) if count > 1 else alone(shape)

    first, found = others(shape, aims, apart=apart)

    before = [first]
    for one in found:
        assert sums(shape, aims, one.taken) == one.value == one.bound == best_apart(shape, aims, before, apart)
        assert one.status is Status.OPTIMAL
        before.append(one.taken)
    assert check_diverse(shape, aims, found, first=first, apart=apart) == []
    if len(found) < 3:
        assert best_apart(shape, aims, before, apart) is None


@pytest.mark.parametrize("seed", range(6))
def test_alternatives_of_a_larger_programme_equal_those_of_the_whole_integer_programme(seed) -> None:
    """What the prices decide beforehand is decided rightly: asking HiGHS for all of it says the same."""
    shape = larger(seed)

    first, found = others(shape, alone(shape), count=2, apart=8)

    rows = [*(shape.mentee == row for row in range(25)), *(shape.mentor == row for row in range(8)), first]
    limits = [*shape.demand, *shape.places, int(first.sum()) - 8]
    for one in found:
        assert (one.value, one.status) == ((by_integers(shape, rows, limits),), Status.OPTIMAL)
        rows.append(one.taken)
        limits.append(int(one.taken.sum()) - 8)


def larger(seed):
    """Return 25 mentees and 8 mentors of four places."""
    dice = np.random.default_rng(seed)
    pairs = np.argwhere(dice.random((25, 8)) < 0.8)
    return network(
        demand=ints([1] * 25), places=ints([4] * 8), mentee=pairs[:, 0], mentor=pairs[:, 1],
        value=dice.integers(1, 60, size=len(pairs)),
    )  # fmt: skip


def by_integers(shape, rows, limits):
    """Return the most that arcs bring within limits on rows of them, by HiGHS alone."""
    answer = module.milp(
        -shape.value, integrality=np.ones(len(shape.value)), bounds=module.Bounds(0, 1),
        constraints=module.LinearConstraint(np.array(rows, dtype=float), -np.inf, limits), options={"mip_rel_gap": 0},
    )  # fmt: skip
    return round(-answer.fun)


@pytest.mark.parametrize("spread", [0, 10**6])
def test_alternatives_beyond_64_bits_are_found_without_prices_and_are_the_same(spread) -> None:
    """Eight aims of thousands do not fit one number; the pairs are the same as those of the aims that matter."""
    shape = larger(1)
    idle = np.zeros((5, len(shape.value)), dtype=np.int64)
    idle[:, 0] = spread
    value = np.vstack((np.ones_like(shape.value)[None, :], shape.value[None, :], idle))
    aims = Aims(value=value, bonus=np.zeros((7, len(shape.bonus)), dtype=np.int64))

    first, found = others(shape, aims, count=2, apart=6)

    assert [one.shown is None for one in found] == [spread > 0] * 2
    assert check_diverse(shape, aims, found, first=first, apart=6) == []
    _, plain = others(shape, Aims(value=value[:2], bonus=aims.bonus[:2]), count=1, apart=6)
    assert (found[0].value[:2], found[0].status) == (plain[0].value, Status.OPTIMAL)


def test_alternatives_out_of_time_say_what_is_not_proved(monkeypatch) -> None:
    """Without an answer of the integer programme there is still one allocation, a bound above it, and no claim."""
    monkeypatch.setattr(module, "milp", lambda *_, **__: module.OptimizeResult(status=1, x=None, mip_dual_bound=None))
    dice = np.random.default_rng(1)
    shape = network(
        demand=ints([1] * 20), places=ints([4] * 5), mentee=np.repeat(np.arange(20), 5),
        mentor=np.tile(np.arange(5), 20), value=dice.integers(1, 1000, size=100),
    )  # fmt: skip

    first, found = others(shape, alone(shape), apart=9)

    assert Status.FEASIBLE in {one.status for one in found}
    assert all(one.value < one.bound for one in found if one.status is Status.FEASIBLE)
    assert check_diverse(shape, alone(shape), found, first=first, apart=9) == []


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (lambda one, first: replace(one, taken=first), "gives up 0 pairs"),
        (lambda one, _: replace(one, value=(one.value[0] + 1,)), "the pairs bring"),
        (lambda one, _: replace(one, bound=(one.value[0] - 1,)), "above its bound"),
        (lambda one, _: replace(one, bound=(one.bound[0] + 10**6,)), "the prices show"),
        (lambda one, _: replace(one, taken=np.ones_like(one.taken)), "more mentees than places"),
        (lambda one, _: replace(one, taken=one.taken[1:]), "another network"),
        (lambda one, _: replace(one, shown=replace(one.shown, keep=-one.shown.keep - 1)), "below zero"),
        (lambda one, _: replace(one, shown=replace(one.shown, price=one.shown.price[1:])), "prices belong"),
    ],
)  # fmt: skip
def test_checker_finds_what_is_wrong_with_an_alternative(fault, told) -> None:
    """Each seeded fault is named."""
    shape = larger(2)
    first, found = others(shape, alone(shape), count=1, apart=5)

    wrong = check_diverse(shape, alone(shape), [fault(found[0], first)], first=first, apart=5)

    assert told in " ".join(wrong)


@pytest.mark.parametrize(
    ("field", "value"), [("count", 0), ("apart", 0), ("time_limit", 0.0), ("seed", -1)],
)  # fmt: skip
def test_alternatives_refuse_numbers_out_of_range(field, value) -> None:
    """An alternative that may be the same, or a search without time, is refused by name."""
    shape = random_shape(1)
    with pytest.raises(BadValue, match=field):
        others(shape, alone(shape), **({"count": 2, "apart": 1, "time_limit": 1.0, "seed": 0} | {field: value}))


def test_cutting_planes_end_where_no_flow_finds_anything_new(monkeypatch) -> None:
    """Sums of several aims are sixty bits long and a linear programme has fewer, so it never quite meets the bound."""
    case = build(*SIZES["S"])
    aims = Aims(value=np.array([case.value // 2, case.value % 1000]), bonus=np.zeros((2, len(case.bonus)), dtype=int))
    first, flows = optimum(case, aims, seed=1).taken, []

    def counted(*arguments, **named):
        flows.append(1)
        return best(*arguments, **named)

    monkeypatch.setattr(module, "best", counted)

    found = diverse(case, aims, first=first, count=2, apart=12, time_limit=60, seed=1)

    assert check_diverse(case, aims, found, first=first, apart=12) == []
    assert len(found) == 2
    assert len(flows) < module.MOST_FLOWS
