"""Letters answered one by one: prices against matching again with a place less, and runs against hindsight."""

from dataclasses import replace

import numpy as np
import pytest

from matcher.errors import BadValue
from matcher.exact.arrivals import Prices, advice, bid_prices, of_letters, simulate
from matcher.exact.flow import best
from matcher.exact.network import Network, network
from tests.matcher.exact.networks import ints, random_shape


def most(shape):
    """Return the best total."""
    return shape.total(best(shape, seed=0))


@pytest.mark.parametrize("seed", range(200))
def test_price_of_a_place_is_what_the_futures_lose_without_it(seed) -> None:
    """For every mentor with a place, matching each future again with one place less loses just the price."""
    past = random_shape(seed)
    left = ints(np.random.default_rng(seed).integers(0, 3, size=past.n_mentors).tolist())

    found = bid_prices(past, left=left, letters=5, futures=3, seed=seed)

    dice = np.random.default_rng(seed)
    futures = [dice.integers(past.n_mentees, size=5) for _ in range(3)]
    for mentor in np.flatnonzero(left):
        fewer = left - (np.arange(past.n_mentors) == mentor)
        lost = sum(
            most(of_letters(past, letters, places=left)) - most(of_letters(past, letters, places=fewer))
            for letters in futures
        )
        assert found.total[mentor] == lost


@pytest.mark.parametrize("seed", range(50))
def test_letters_drawn_keep_their_mentors_and_values(seed) -> None:
    """A letter that is drawn twice stands there twice, with just the arcs that it had."""
    shape = random_shape(seed)
    letters = ints([shape.n_mentees - 1, 0, shape.n_mentees - 1])

    drawn = of_letters(shape, letters, places=shape.places)

    for row, letter in enumerate(letters):
        had, has = shape.mentee == letter, drawn.mentee == row
        assert dict(zip(shape.mentor[had], shape.value[had], strict=True)) == dict(
            zip(drawn.mentor[has], drawn.value[has], strict=True)
        )
        assert drawn.demand[row] == shape.demand[letter]


def test_advice_sets_the_value_now_against_the_price_of_each_open_place() -> None:
    """By hand, two futures: 9 - 16/2 = 1 beyond at m1, 4 - 2/2 = 3 at m0; m2 has no place and is not advised."""
    prices = Prices(total=ints([2, 16, 0]), left=ints([1, 1, 0]), futures=2)

    found = advice(ints([0, 1, 2]), ints([4, 9, 20]), prices)

    assert [(one.mentor, one.value, one.price, one.beyond) for one in found] == [(0, 8, 2, 6), (1, 18, 16, 2)]


def rare_and_common():
    """Return ten letters: nine that m0 suits and m1 nearly as well, then one that only m0 suits."""
    mentee = [row for row in range(9) for _ in range(2)] + [9]
    return network(
        demand=ints([1] * 10), places=ints([1, 9]), mentee=ints(mentee), mentor=ints([0, 1] * 9 + [0]),
        value=ints([10, 9] * 9 + [50]),
    )  # fmt: skip


def test_prices_keep_the_place_that_somebody_needs_more() -> None:
    """The greedy way gives m0 to the first letter; the price of m0 tells that a letter worth 50 may come."""
    letters = rare_and_common()

    found = simulate(letters, letters, futures=20, repriced=10, seed=1)

    assert (found.hindsight, found.greedy_total, found.priced_total) == (131, 82, 131)
    assert found.shares == (1.0, 82 / 131)


@pytest.mark.parametrize("seed", range(60))
def test_a_run_keeps_places_and_never_beats_hindsight(seed) -> None:
    """Answers one by one are an allocation like any other, and greedy takes what is best when the letter is read."""
    letters = random_shape(seed, most=6, demand=1)

    found = simulate(letters, random_shape(seed, most=6, demand=1), futures=2, repriced=3, seed=seed)

    for taken, total in ((found.priced, found.priced_total), (found.greedy, found.greedy_total)):
        assert (letters.load(taken) <= letters.places).all()
        assert (letters.served(taken) <= 1).all()
        assert letters.value[taken].sum() == total <= found.hindsight
    left = letters.places.copy()
    for row in range(letters.n_mentees):
        arcs = np.flatnonzero((letters.mentee == row) & (left[letters.mentor] > 0) & (letters.value > 0))
        mine = np.flatnonzero(found.greedy & (letters.mentee == row))
        assert len(mine) == min(len(arcs), 1)
        for arc in mine:
            assert letters.value[arc] == letters.value[arcs].max()
            left[letters.mentor[arc]] -= 1


def year(seed) -> tuple[Network, Network]:
    """Return letters of a year and of years before, to thirty mentors that many want, five places each."""
    dice = np.random.default_rng(seed)
    strong = dice.random(30)
    value = np.rint(1000 * (strong + dice.random((500, 30))) / 2).astype(np.int64)
    shape = network(
        demand=ints([1] * 500), places=ints([5] * 30), mentee=np.repeat(np.arange(500), 30),
        mentor=np.tile(np.arange(30), 500), value=value.ravel(),
    )  # fmt: skip
    places = ints([5] * 30)
    return of_letters(shape, np.arange(140), places=places), of_letters(shape, np.arange(140, 500), places=places)


@pytest.mark.parametrize("seed", range(3))
def test_bid_prices_come_nearer_to_hindsight_than_greed(seed) -> None:
    """On new letters, of a year like those before, prices win back more than half of what greed loses."""
    letters, past = year(seed)

    priced, greedy = simulate(letters, past, seed=seed).shares

    assert 1 - priced < (1 - greedy) / 2


def test_a_run_is_the_same_whenever_it_is_run() -> None:
    """The seed draws the futures, and nothing else has a say."""
    letters, past = year(7)

    one, other = (simulate(letters, past, futures=1, repriced=4, seed=5) for _ in range(2))

    assert one.priced.tolist() == other.priced.tolist()


def test_nobody_writes_and_nothing_is_lost() -> None:
    """A year without letters, or years before without any, is answered and not an error."""
    letters, past = year(1)
    none = of_letters(past, ints([]), places=past.places)

    assert simulate(none, past, seed=0).shares == (1.0, 1.0)
    assert not bid_prices(none, left=past.places, letters=3, seed=0).total.any()
    assert not bid_prices(past, left=past.places, letters=0, seed=0).total.any()
    alone = simulate(letters, none, seed=0)
    assert alone.priced_total == alone.greedy_total


def test_arrivals_refuse_numbers_out_of_range() -> None:
    """No future, fewer letters than none, places of other mentors, or two mentors for a letter, are named."""
    letters, past = year(1)

    with pytest.raises(BadValue, match="futures"):
        bid_prices(past, left=past.places, letters=1, futures=0, seed=0)
    with pytest.raises(BadValue, match="letters"):
        bid_prices(past, left=past.places, letters=-1, seed=0)
    with pytest.raises(BadValue, match="left"):
        bid_prices(past, left=past.places[1:], letters=1, seed=0)
    with pytest.raises(BadValue, match="repriced"):
        simulate(letters, past, repriced=0, seed=0)
    with pytest.raises(BadValue, match="one mentor each"):
        simulate(replace(letters, demand=letters.demand + 1), past, seed=0)
