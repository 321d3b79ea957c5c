"""The sum that docs/algorithms/matching.md does with a pencil."""

from matcher.exact.network import network
from matcher.exact.optimum import optimum
from matcher.exact.prices import bound
from matcher.exact.scale import Aims
from tests.matcher.exact.networks import ints


def test_two_mentees_one_place_counted_with_a_pencil() -> None:
    """Whoever reads the page finds every number of it in the program."""
    shape = network(demand=ints([1, 1]), places=ints([1]), mentee=ints([0, 1]), mentor=ints([0, 0]), value=ints([0, 0]))
    aims = Aims(value=ints([[1, 1], [900, 850]]), bonus=ints([[0], [0]]))

    found = optimum(shape, aims, seed=1)

    assert found.scale.weights == (3601, 1)
    assert found.network.value.tolist() == [4501, 4451]
    assert found.taken.tolist() == [True, False]
    assert found.price.tolist() == [4451]
    assert bound(found.network, found.price) == 4501
    assert (found.value, found.bound) == ((1, 900), (1, 900))
