"""Points at another weight, rounded as a match rounds them, and the ends that are drawn in by them."""

from dataclasses import replace

import numpy as np
import pytest

from matcher import CRITERIA
from matcher.exact.network import network
from matcher.otherwise.rounded import Cells, Tried, points_at, proved_end
from matcher.proposal import propose
from tests.matcher.exact.networks import ints
from tests.matcher.otherwise.matches import solved_open


@pytest.mark.parametrize("weight", [0, 37, 1000])
def test_points_at_a_weight_are_those_of_a_book_that_says_so(weight) -> None:
    """A board that writes the weight into the book must find what it was told."""
    problem = solved_open(range(1))[0].problem
    cells = tuple(
        Cells(subject, *(axis.ravel() for axis in np.indices((len(needs), len(problem.answers(subject))))))
        for subject, needs in problem.needs_on.items()
    )

    for criterion in CRITERIA:
        row = problem.book.numbers[f"match_weight_{criterion.id}"]
        book = replace(problem.book, numbers={**problem.book.numbers, row.id: replace(row, value=weight)})
        other = replace(problem, book=book)
        expected = [
            next(one.points for one in propose(other, need, other.shelf[place]).parts if one.criterion == criterion.id)
            for subject, needs in other.needs_on.items()
            for need in needs
            for place in other.answers(subject).tolist()
        ]
        assert points_at(problem, criterion, weight, cells).tolist() == expected


def tried(values: list[int], mentor_of: list[int]) -> Tried:
    """Return two mentees before one place at each of two mentors: values of (0, 0), (0, 1), (1, 0), (1, 1)."""
    shape = network(
        demand=ints([1, 1]), places=ints([1, 1]), mentee=ints([0, 0, 1, 1]), mentor=ints([0, 1, 0, 1]),
        value=ints(values),
    )  # fmt: skip
    return Tried(shape=shape, mentor_of=ints(mentor_of), seed=1)


def test_a_match_and_its_pairs_stay_when_nothing_brings_more() -> None:
    """Equal is enough: nobody has to move for nothing."""
    at = tried([5, 4, 4, 3], [1, 0])

    assert at.is_best
    assert at.stays(0)
    assert at.stays(1)


def test_a_pair_may_stay_where_the_match_does_not_and_another_may_not() -> None:
    """Staying alone beats a bad pair, so one of two pairs goes and the other is kept."""
    at = tried([5, 0, 0, -2], [0, 1])

    assert not at.is_best
    assert at.stays(0)
    assert not at.stays(1)


def test_an_end_is_drawn_in_to_the_first_weight_that_holds() -> None:
    """From either side, one weight after the other, and never beyond the weight of today."""
    assert proved_end(95, 100, lambda weight: weight >= 97) == 97
    assert proved_end(114, 100, lambda weight: weight <= 112) == 112
    assert proved_end(90, 100, lambda _: False) == 100
    assert proved_end(90, 100, lambda _: True) == 90
