"""Blocking pairs, counted one by one, and the fewest among all allocations that serve most."""

import random

import numpy as np
import pytest

from data.answer import Status
from matcher.errors import BadValue
from matcher.exact import stable as module
from matcher.exact.flow import best
from matcher.exact.network import network
from matcher.exact.stable import blocking, deferred, least_blocking
from tests.matcher.exact.networks import every, ints, random_shape


def wishes(shape, seed, *, ties):
    """Return what each arc is worth to its mentee and to its mentor, all different unless ``ties``."""
    dice = random.Random(seed)  # noqa: S311 - a random case, not a secret
    count = len(shape.value)
    if ties:
        return [ints([dice.randint(1, 3) for _ in range(count)]) for _ in range(2)]
    return [ints(dice.sample(range(count), count)) for _ in range(2)]


def blocking_by_hand(shape, taken, for_mentee, for_mentor):
    """Return the blocking arcs, asking both sides of each pair."""

    def gains(side, worth, arc, most):
        held = [other for other in np.flatnonzero(taken) if side[other] == side[arc]]
        return most[side[arc]] > 0 and (len(held) < most[side[arc]] or any(worth[other] < worth[arc] for other in held))

    return [
        arc
        for arc in np.flatnonzero(~taken).tolist()
        if gains(shape.mentee, for_mentee, arc, shape.demand) and gains(shape.mentor, for_mentor, arc, shape.places)
    ]  # fmt: skip


@pytest.mark.parametrize("ties", [True, False])
@pytest.mark.parametrize("seed", range(60))
def test_blocking_pairs_are_those_that_both_sides_want(seed, ties) -> None:
    """For every allocation there is, the arrays name the pairs that asking both sides one by one names."""
    shape = random_shape(seed, most=3)
    for_mentee, for_mentor = wishes(shape, seed, ties=ties)

    for taken in every(shape):
        found = blocking(shape, taken, for_mentee=for_mentee, for_mentor=for_mentor).tolist()
        assert found == blocking_by_hand(shape, taken, for_mentee, for_mentor)


@pytest.mark.parametrize("ties", [True, False])
@pytest.mark.parametrize("seed", range(100))
def test_deferred_acceptance_leaves_nothing_that_blocks(seed, ties) -> None:
    """The baseline is stable, and without ties each mentee has its best of all stable allocations."""
    shape = random_shape(seed, demand=1)
    for_mentee, for_mentor = wishes(shape, seed, ties=ties)

    taken = deferred(shape, for_mentee=for_mentee, for_mentor=for_mentor)

    assert (shape.load(taken) <= shape.places).all()
    assert (shape.served(taken) <= shape.demand).all()
    assert not len(blocking(shape, taken, for_mentee=for_mentee, for_mentor=for_mentor))
    if not ties:
        stable = [
            one for one in every(shape) if not len(blocking(shape, one, for_mentee=for_mentee, for_mentor=for_mentor))
        ]
        for mentee in range(shape.n_mentees):
            own = shape.mentee == mentee
            assert for_mentee[taken & own].sum() == max(for_mentee[one & own].sum() for one in stable)


@pytest.mark.parametrize("way", ["both", "programme", "ties"])
@pytest.mark.parametrize("seed", range(100))
def test_least_blocking_is_the_fewest_of_all_that_serve_most(seed, way, monkeypatch) -> None:
    """By trying sets of pairs, by the integer programme, and where people are indifferent, it is the brute minimum."""
    shape = random_shape(seed)
    for_mentee, for_mentor = wishes(shape, seed, ties=way == "ties")
    if way == "programme":
        monkeypatch.setattr(module, "_ties", lambda *_: True)

    found = least_blocking(shape, for_mentee=for_mentee, for_mentor=for_mentor, time_limit=20, seed=seed)

    most = max(int(taken.sum()) for taken in every(shape))
    fewest = min(
        len(blocking(shape, taken, for_mentee=for_mentee, for_mentor=for_mentor))
        for taken in every(shape)
        if taken.sum() == most
    )  # fmt: skip
    assert found.served == found.taken.sum() == most
    assert (len(found.blocking), found.least, found.gap, found.status) == (fewest, fewest, 0, Status.OPTIMAL)
    assert found.blocking.tolist() == blocking_by_hand(shape, found.taken, for_mentee, for_mentor)


def crowded(seed):
    """Return a programme in which stable allocations leave mentees out that could be served, and the wishes."""
    dice = np.random.default_rng(seed)
    pairs = np.concatenate([
        np.column_stack([np.full(count, mentee), dice.choice(7, size=count, replace=False)])
        for mentee, count in enumerate(dice.integers(1, 4, size=18))
    ])  # fmt: skip
    shape = network(
        demand=ints([1] * 18), places=ints([3] * 7), mentee=pairs[:, 0], mentor=pairs[:, 1],
        value=np.ones(len(pairs), dtype=np.int64),
    )  # fmt: skip
    return shape, dice.permutation(len(pairs)), dice.permutation(len(pairs))


@pytest.mark.parametrize("seed", range(12))
def test_trying_sets_and_the_integer_programme_agree_on_larger_programmes(seed, monkeypatch) -> None:
    """Two ways that share nothing but the count of blocking pairs come to the same fewest."""
    shape, for_mentee, for_mentor = crowded(seed)
    tried = least_blocking(shape, for_mentee=for_mentee, for_mentor=for_mentor, time_limit=30, seed=seed)
    monkeypatch.setattr(module, "_ties", lambda *_: True)

    solved = least_blocking(shape, for_mentee=for_mentee, for_mentor=for_mentor, time_limit=30, seed=seed)

    assert tried.status is solved.status is Status.OPTIMAL
    assert (len(tried.blocking), tried.served) == (len(solved.blocking), solved.served)


def test_serving_one_more_costs_the_pair_that_both_would_rather_have() -> None:
    """By hand: the stable answer gives m0 to u0, and u1 goes without; when both are served, (u0, m0) blocks."""
    shape = network(
        demand=ints([1, 1]), places=ints([1, 1]), mentee=ints([0, 0, 1]), mentor=ints([0, 1, 0]), value=ints([1, 1, 1])
    )
    for_mentee, for_mentor = ints([2, 1, 1]), ints([2, 1, 1])

    assert deferred(shape, for_mentee=for_mentee, for_mentor=for_mentor).tolist() == [True, False, False]
    found = least_blocking(shape, for_mentee=for_mentee, for_mentor=for_mentor, time_limit=20, seed=0)

    assert found.taken.tolist() == [False, True, True]
    assert (found.blocking.tolist(), found.least) == ([0], 1)


def test_thinning_alone_serves_as_many_with_a_fraction_of_the_blocking_pairs(monkeypatch) -> None:
    """Where sets and the integer programme take too long, halving still leaves few, and all of them block."""
    monkeypatch.setattr(module, "DEEPEST", 0)
    monkeypatch.setattr(module, "MOST_ARCS", 0)
    dice = np.random.default_rng(5)
    pairs = np.argwhere(dice.random((105, 30)) < 0.12)
    shape = network(
        demand=ints([1] * 105), places=ints([4] * 30), mentee=pairs[:, 0], mentor=pairs[:, 1],
        value=np.ones(len(pairs), dtype=np.int64),
    )  # fmt: skip
    wish = {"for_mentee": dice.permutation(len(pairs)), "for_mentor": dice.permutation(len(pairs))}
    start = blocking(shape, best(shape, seed=0), **wish)

    found = least_blocking(shape, **wish, time_limit=20, seed=0)

    assert found.served == best(shape, seed=0).sum() > deferred(shape, **wish).sum()
    assert found.blocking.tolist() == blocking_by_hand(shape, found.taken, *wish.values())
    assert 0 < 10 * len(found.blocking) < len(start)


def test_out_of_time_the_fewest_known_stands_beside_what_is_proved(monkeypatch) -> None:
    """Without time for either way there is an allocation that serves most, and no claim that none is calmer."""
    monkeypatch.setattr(module, "_ties", lambda *_: True)
    monkeypatch.setattr(module, "milp", lambda *_, **__: module.OptimizeResult(status=1, x=None, mip_dual_bound=None))
    shape, for_mentee, for_mentor = next(
        case for case in map(crowded, range(12)) if deferred(case[0], for_mentee=case[1], for_mentor=case[2]).sum() < 18
    )

    found = least_blocking(shape, for_mentee=for_mentee, for_mentor=for_mentor, time_limit=20, seed=0)

    assert found.status is Status.FEASIBLE
    assert found.gap == len(found.blocking) - found.least > 0


def test_least_blocking_refuses_what_it_cannot_read() -> None:
    """Wishes for other arcs, no time, or a seed below zero, are named before anything is solved."""
    shape, for_mentee, for_mentor = crowded(0)

    with pytest.raises(BadValue, match="for_mentor"):
        least_blocking(shape, for_mentee=for_mentee, for_mentor=for_mentor[1:], time_limit=1, seed=0)
    with pytest.raises(BadValue, match="time_limit"):
        least_blocking(shape, for_mentee=for_mentee, for_mentor=for_mentor, time_limit=0, seed=0)
    with pytest.raises(BadValue, match="seed"):
        least_blocking(shape, for_mentee=for_mentee, for_mentor=for_mentor, time_limit=1, seed=-1)
