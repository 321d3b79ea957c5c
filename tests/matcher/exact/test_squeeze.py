"""Sets of Hall: everybody who may not be served is in one, and each set is as small as it can be."""

from dataclasses import replace

import numpy as np
import pytest

from matcher.errors import SolverFault
from matcher.exact.flow import best
from matcher.exact.network import network
from matcher.exact.squeeze import check_squeeze, squeezes
from tests.matcher.exact.networks import ints


def case(arcs, places, mentees):
    """Return a network of equal arcs."""
    return network(
        demand=np.ones(mentees, dtype=np.int64), places=ints(places), mentee=ints([row for row, _ in arcs]),
        mentor=ints([column for _, column in arcs]), value=np.ones(len(arcs), dtype=np.int64),
    )  # fmt: skip


def most(shape, rows):
    """Return how many of these rows can be served at most, by augmenting paths and nothing else."""
    may = {row: shape.mentor[shape.mentee == row].tolist() for row in rows}
    holders = {mentor: [] for mentor in range(shape.n_mentors)}

    def seat(row, seen):
        for mentor in may[row]:
            if mentor in seen:
                continue
            seen.add(mentor)
            if len(holders[mentor]) < shape.places[mentor]:
                holders[mentor].append(row)
                return True
            for other in holders[mentor]:
                if seat(other, seen):
                    holders[mentor].remove(other)
                    holders[mentor].append(row)
                    return True
        return False

    return sum(seat(row, set()) for row in rows)


def test_three_letters_for_two_places_are_one_set() -> None:
    """By hand: rows 0 to 2 have only mentor 0 and 1, row 3 can go elsewhere and is left out of it."""
    shape = case([(0, 0), (1, 0), (1, 1), (2, 1), (3, 1), (3, 2)], (1, 1, 3), 4)

    (one,) = squeezes(shape, best(shape, seed=0))

    assert (one.mentees, one.mentors, one.places, len(one.waiting)) == ((0, 1, 2), (0, 1), 2, 1)


def test_two_sets_without_a_common_mentor_are_told_apart() -> None:
    """Two shortages need two remedies."""
    shape = case([(0, 0), (1, 0), (2, 1), (3, 1), (4, 1)], (1, 1), 5)

    found = squeezes(shape, best(shape, seed=0))

    assert [(one.mentees, len(one.waiting)) for one in found] == [((2, 3, 4), 2), ((0, 1), 1)]


def test_nobody_is_squeezed_where_all_are_served_or_have_no_mentor_at_all() -> None:
    """A letter that no mentor may have is no matter of places."""
    shape = case([(0, 0)], (1,), 2)

    assert squeezes(shape, best(shape, seed=0)) == ()


def test_a_match_that_leaves_a_place_is_told() -> None:
    """A set told from a match that is not best would be a lie."""
    shape = case([(0, 0), (1, 0), (1, 1)], (1, 1), 2)

    with pytest.raises(SolverFault, match="could have a place"):
        squeezes(shape, np.array([False, True, False]))


@pytest.mark.parametrize("seed", range(150))
def test_every_set_is_tight_and_loses_one_with_each_of_its_letters(seed) -> None:
    """Against plain augmenting paths: whoever is taken out of a set, one less has to wait; nobody waits outside."""
    dice = np.random.default_rng(seed)
    rows, columns = np.nonzero(dice.random((int(dice.integers(1, 12)), 5)) < dice.choice([0.2, 0.4]))
    shape = case(list(zip(rows.tolist(), columns.tolist(), strict=True)), dice.integers(0, 3, size=5), 12)

    taken = best(shape, seed=seed)
    found = squeezes(shape, taken)

    bound = {row for row in range(12) if (shape.mentee == row).any()}
    assert {row for one in found for row in one.waiting} == bound - set(shape.mentee[taken].tolist())
    for one in found:
        assert check_squeeze(shape, one) == ()
        assert most(shape, one.mentees) == one.places == len(one.mentees) - len(one.waiting)
        for row in one.mentees:
            rest = [other for other in one.mentees if other != row]
            assert len(rest) - most(shape, rest) == len(one.waiting) - 1
    assert len({row for one in found for row in one.mentees}) == sum(len(one.mentees) for one in found)


@pytest.mark.parametrize(
    "planted",
    [
        {"mentees": (0, 1, 3)}, {"mentees": (0, 1)}, {"mentors": (0,)}, {"places": 3}, {"waiting": ()},
        {"waiting": (3,)},
    ],
)  # fmt: skip
def test_check_finds_planted_faults(planted) -> None:
    """A wrong set would send a facilitator to the wrong mentors."""
    shape = case([(0, 0), (1, 0), (1, 1), (2, 1), (3, 1), (3, 2)], (1, 1, 3), 4)
    (one,) = squeezes(shape, best(shape, seed=0))

    assert check_squeeze(shape, replace(one, **planted)) != ()
