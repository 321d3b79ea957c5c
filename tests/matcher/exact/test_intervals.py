"""Breakpoints of a weight and the intervals of pairs, against the lines of all allocations, in fractions."""

import random
from fractions import Fraction

import numpy as np
import pytest

from matcher.errors import BadValue, TooLarge
from matcher.exact.flow import best
from matcher.exact.intervals import intervals
from matcher.exact.network import network
from tests.matcher.exact.networks import every, ints, random_shape


def random_gain(shape, seed):
    """Return a second objective, small, so that lines meet often, three at a point at times."""
    dice = random.Random(seed)  # noqa: S311 - a random case, not a secret
    return ints([dice.randint(-4, 6) for _ in shape.value])


def lines(shape, gain):
    """Return what every allocation brings, as (value, gain, arcs taken)."""
    return [(shape.total(taken), int(gain[taken].sum()), taken) for taken in every(shape)]


def turns(shape, gain, low, high):
    """Return the points inside at which the upper hull of all lines turns."""
    steepest = {}
    for value, slope, _ in lines(shape, gain):
        steepest[slope] = max(value, steepest.get(slope, value))
    points = set()
    for slope, value in steepest.items():
        for other, least in steepest.items():
            if other <= slope:
                continue
            t = Fraction(value - least, other - slope)
            if low < t < high and value + t * slope == max(one + t * by for by, one in steepest.items()):
                points.add(t)
    return sorted(points)


def best_at(shape, gain, t):
    """Return the most at ``t``, and the allocations that bring it."""
    totals = [(value + t * slope, taken) for value, slope, taken in lines(shape, gain)]
    most = max(total for total, _ in totals)
    return most, [taken for total, taken in totals if total == most]


@pytest.mark.parametrize("seed", range(200))
def test_intervals_find_every_breakpoint_exactly(seed) -> None:
    """The pieces touch, turn where the hull of all lines turns, and each brings the most from end to end."""
    shape, low, high = random_shape(seed), Fraction(-1), Fraction(3)
    gain = random_gain(shape, seed)

    found = intervals(shape, gain, low=low, high=high, most_solves=100, seed=seed)

    assert found.complete
    assert [piece.high for piece in found.pieces[:-1]] == turns(shape, gain, low, high)
    assert [piece.low for piece in found.pieces] == [low, *(piece.high for piece in found.pieces[:-1])]
    assert found.pieces[-1].high == high
    for piece in found.pieces:
        assert (piece.value, piece.gain) == (shape.total(piece.taken), int(gain[piece.taken].sum()))
        for t in (piece.low, (piece.low + piece.high) / 2, piece.high):
            assert piece.at(t) == best_at(shape, gain, t)[0]


@pytest.mark.parametrize("seed", range(100))
def test_pairs_stay_in_a_best_allocation_for_all_of_their_interval(seed) -> None:
    """A pair is told no point at which every best allocation is without it."""
    shape, now = random_shape(seed), Fraction(1, 2)
    gain = random_gain(shape, seed)
    found = intervals(shape, gain, low=Fraction(0), high=Fraction(2), most_solves=100, seed=seed)

    for pair in found.stays(now):
        assert pair.low <= now <= pair.high
        for t in (pair.low, (pair.low + now) / 2, now, (now + pair.high) / 2, pair.high):
            assert any(taken[pair.arc] for taken in best_at(shape, gain, t)[1])


@pytest.mark.parametrize("seed", range(100))
def test_too_few_solves_claim_less_and_nothing_false(seed) -> None:
    """Out of solves, what is said is still best where it is said, and the breakpoints are at least those counted."""
    shape, low, high = random_shape(seed), Fraction(-2), Fraction(4)
    gain = random_gain(shape, seed)

    found = intervals(shape, gain, low=low, high=high, most_solves=2 + seed % 3, seed=seed)

    assert found.solves <= 2 + seed % 3
    assert found.breakpoints <= len(turns(shape, gain, low, high))
    for piece in found.pieces:
        for t in (piece.low, piece.high):
            assert piece.at(t) == best_at(shape, gain, t)[0]
    for pair in found.stays(low):
        assert any(taken[pair.arc] for taken in best_at(shape, gain, pair.high)[1])


def programme(seed, *, mentees=30, mentors=8):
    """Return a programme with values so far apart that no three lines meet, and a second objective."""
    dice = np.random.default_rng(seed)
    pairs = np.argwhere(dice.random((mentees, mentors)) < 0.8)
    shape = network(
        demand=ints([1] * mentees), places=ints([4] * mentors), mentee=pairs[:, 0], mentor=pairs[:, 1],
        value=dice.integers(1, 1_000_000, size=len(pairs)),
    )  # fmt: skip
    return shape, dice.integers(1, 1_000_000, size=len(pairs))


@pytest.mark.parametrize("seed", range(5))
def test_b_breakpoints_take_two_b_and_one_solves(seed) -> None:
    """No solve is wasted, so a limit on solves is a limit that one can reckon with."""
    shape, gain = programme(seed)

    found = intervals(shape, gain, low=Fraction(0), high=Fraction(1), most_solves=1000, seed=seed)

    assert found.breakpoints > 5
    assert found.solves == 2 * found.breakpoints + 1


def test_a_pair_stays_until_another_is_worth_more_by_the_weight() -> None:
    """By hand: 5 against 3 + t for one place meet at 2; before it the first stays, after it the second."""
    shape = network(demand=ints([1, 1]), places=ints([1]), mentee=ints([0, 1]), mentor=ints([0, 0]), value=ints([5, 3]))

    found = intervals(shape, ints([0, 1]), low=Fraction(0), high=Fraction(9), most_solves=9, seed=0)

    assert [(piece.low, piece.high) for piece in found.pieces] == [(0, 2), (2, 9)]
    assert [(pair.arc, pair.low, pair.high) for pair in found.stays(Fraction(1))] == [(0, 0, 2)]
    assert [(pair.arc, pair.low, pair.high) for pair in found.stays(Fraction(3))] == [(1, 2, 9)]


def test_one_point_is_an_interval_too() -> None:
    """With both ends at one point there is one piece, and nothing changes."""
    shape, gain = programme(1)

    found = intervals(shape, gain, low=Fraction(1, 3), high=Fraction(1, 3), most_solves=2, seed=0)

    assert (found.breakpoints, found.complete) == (0, True)


def test_points_beyond_the_solvers_numbers_are_left_open() -> None:
    """Large values meet at fractions that 64 bits cannot hold; the ends are known, and more is not claimed."""
    shape, gain = programme(2)
    large = shape.valued(shape.value * 10**8 + 1, shape.bonus)

    found = intervals(large, gain * 10**8, low=Fraction(0), high=Fraction(1), most_solves=1000, seed=0)

    assert not found.complete
    assert (
        found.breakpoints
        < intervals(shape, gain, low=Fraction(0), high=Fraction(1), most_solves=1000, seed=0).breakpoints
    )
    for piece in (found.pieces[0], found.pieces[-1]):
        t = piece.low if piece is found.pieces[0] else piece.high
        at_end = large.valued(large.value + int(t) * gain * 10**8, large.bonus)
        assert piece.at(t) == at_end.total(best(at_end, seed=1))


def test_intervals_refuse_what_they_cannot_answer() -> None:
    """Ends in the wrong order, too few solves, or a weight whose whole numbers leave 64 bits, are named."""
    shape, gain = programme(1)

    with pytest.raises(BadValue, match="low"):
        intervals(shape, gain, low=Fraction(1), high=Fraction(0), most_solves=9, seed=0)
    with pytest.raises(BadValue, match="most_solves"):
        intervals(shape, gain, low=Fraction(0), high=Fraction(1), most_solves=1, seed=0)
    with pytest.raises(BadValue, match="gain"):
        intervals(shape, gain[1:], low=Fraction(0), high=Fraction(1), most_solves=9, seed=0)
    with pytest.raises(BadValue, match="seed"):
        intervals(shape, gain, low=Fraction(0), high=Fraction(1), most_solves=9, seed=-1)
    with pytest.raises(TooLarge):
        intervals(shape, gain, low=Fraction(0), high=Fraction(1, 10**15), most_solves=9, seed=0)
    partly = intervals(shape, gain, low=Fraction(0), high=Fraction(1), most_solves=2, seed=0)
    with pytest.raises(BadValue, match="known piece"):
        partly.piece(Fraction(1, 2))
