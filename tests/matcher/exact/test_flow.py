"""The range of the integers, the weights of ordered aims, and the chains of moves."""

import numpy as np
import pytest

from matcher.errors import SolverFault, TooLarge
from matcher.exact.flow import HEADROOM, INT64_MOST, best, check_range
from matcher.exact.moves import moves
from matcher.exact.network import network
from matcher.exact.prices import prices
from matcher.exact.scale import Scale
from tests.matcher.exact.networks import ints


def of_arcs(arcs: list[tuple[int, int, int]], *, mentees: int, places: tuple[int, ...]):
    """Return a network of ``(mentee, mentor, value)`` arcs, each mentee wanting one mentor."""
    table = ints(arcs).reshape(len(arcs), 3)
    return network(
        demand=ints([1] * mentees), places=ints(places), mentee=table[:, 0], mentor=table[:, 1], value=table[:, 2]
    )


def test_check_range_holds_at_its_edge_and_not_beyond() -> None:
    """The largest value that leaves the solver its headroom is fine, one more is refused by name."""
    most = INT64_MOST // HEADROOM // 10

    check_range(most, nodes=10)
    with pytest.raises(TooLarge) as caught:
        check_range(most + 1, nodes=10)
    assert caught.value.size == most + 1


def test_best_with_values_near_the_edge_stays_exact() -> None:
    """A difference of one at the far end of the range is still seen, and still proved."""
    most = INT64_MOST // (HEADROOM * 5)
    case = of_arcs([(0, 0, most - 1), (1, 0, most), (1, 1, 1), (0, 1, 1)], mentees=2, places=(1, 1))

    taken = best(case, seed=0)

    assert case.total(taken) == most + 1
    assert len(prices(case, taken)) == 2


def test_best_refuses_values_beyond_the_range() -> None:
    """Nothing overflows in silence: the size is named before the solver is called."""
    with pytest.raises(TooLarge):
        best(of_arcs([(0, 0, INT64_MOST // 4)], mentees=1, places=(1,)), seed=0)


def test_prices_of_an_allocation_with_a_gaining_swap_are_refused() -> None:
    """Both would gain by changing places, so no prices can prove it."""
    case = of_arcs([(0, 0, 1), (0, 1, 9), (1, 0, 9), (1, 1, 1)], mentees=2, places=(1, 1))

    with pytest.raises(SolverFault):
        prices(case, np.array([True, False, False, True]))


@pytest.mark.parametrize("mentees", [1, 3, 400, 10_000])
def test_scale_splits_sums_and_differences_into_their_parts(mentees) -> None:
    """Whatever happens below, one mentee more outweighs all wishes and points, one wish more all points."""
    most = 1000
    spreads = [mentees, mentees, mentees * most]
    scale = Scale.of(spreads)

    for parts in [
        (mentees, mentees, mentees * most),
        (mentees, 0, 0),
        (1, -mentees, -mentees * most),
        (0, 1, -mentees * most),
        (0, -1, mentees * most),
        (-1, mentees, mentees * most),
        (0, 0, 0),
    ]:
        value = sum(weight * part for weight, part in zip(scale.weights, parts, strict=True))
        assert scale.split(value) == parts


def test_best_from_follows_a_chain_to_the_place_that_is_missing() -> None:
    """m1 holds the only place and would move to the other mentor at a loss of 3, so 10 nets 7 there."""
    case = of_arcs([(0, 0, 10), (1, 0, 20), (1, 1, 17)], mentees=2, places=(1, 0))
    left = moves(case, best(case, seed=0))
    start = np.full(left.nodes, left.never, dtype=np.int64)
    start[0] = 10

    gain = left.best_from(start)

    assert gain[: left.outside].tolist() == [10, 7]
