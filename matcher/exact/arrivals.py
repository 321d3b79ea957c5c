"""Letters that are answered one by one: what a place would bring later, as its price now.

Nobody knows the letters to come, but those of past years are known. So futures are drawn from them and matched on the
places that are left; what one more letter at a mentor would cost there is the bid price of its place. A letter goes
where it brings most beyond the price (bid prices as in revenue management; Annie MOORE for refugee resettlement).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from matcher.errors import BadValue
from matcher.exact.flow import best
from matcher.exact.moves import moves
from matcher.exact.network import Flags, Ints, Network, Values, network

# Futures drawn for one set of prices, and sets of prices in one run, unless told otherwise: twice as many of either
# made no difference beyond chance.
FUTURES, REPRICED = 5, 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """What a place is expected to bring later.

    Parameters
    ----------
    total
        (n_mentors,) the sum over all futures of what one place less would lose.
    left
        (n_mentors,) places left; without one, the price says nothing.
    futures
        How many futures there are; ``total / futures`` is the price.
    """

    total: Values
    left: Ints
    futures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What placing a letter at one mentor would bring now, against what its place would bring later.

    Parameters
    ----------
    mentor
        The mentor.
    value, price
        Both times ``futures``, so that they are whole.
    futures
        What they are to be divided by.
    """

    mentor: int
    value: int
    price: int
    futures: int

    @property
    def beyond(self) -> int:
        """What it brings beyond the price, times ``futures``; below 0 the place is better kept."""
        return self.value - self.price


def bid_prices(past: Network, *, left: Ints, letters: int, futures: int = FUTURES, seed: int) -> Prices:
    """Return the price of a place at each mentor when so many letters are still to come.

    Parameters
    ----------
    past
        Letters of which futures are drawn, each as often as chance has it; its places are not read.
    left
        (n_mentors,) places left.
    letters
        How many letters a future has.
    seed
        Draws the futures.

    Raises
    ------
    BadValue
        For numbers out of range.
    """
    if futures < 1:
        raise BadValue(field="futures", value=futures, expected="1 or more")
    if letters < 0:
        raise BadValue(field="letters", value=letters, expected="0 or more")
    if len(left) != past.n_mentors:
        raise BadValue(field="left", value=len(left), expected=f"one for each of {past.n_mentors} mentors")
    dice = np.random.default_rng(seed)
    total = np.zeros(past.n_mentors, dtype=np.int64)
    for _ in range(futures if past.n_mentees else 0):
        future = of_letters(past, dice.integers(past.n_mentees, size=letters), places=left)
        chain = moves(future, best(future, seed=seed)).chain
        # One more mentee at a mentor makes others move on, in the best chain that ends outside. Places that the future
        # has no use for are not in its network.
        total += np.where((future.places < left) | (left == 0), 0, np.maximum(-chain[:-1, -1], 0))
    return Prices(total=total, left=left, futures=futures)


def of_letters(shape: Network, letters: Ints, *, places: Ints) -> Network:
    """Return the network of some mentees of another, in this order, each as often as it is named."""
    order = np.argsort(shape.mentee, kind="stable")
    count = np.bincount(shape.mentee, minlength=shape.n_mentees)
    first, each = (np.cumsum(count) - count)[letters], count[letters]
    mentee = np.repeat(np.arange(len(letters)), each)
    arcs = order[np.arange(len(mentee)) - np.repeat(np.cumsum(each) - each, each) + np.repeat(first, each)]
    return network(
        demand=shape.demand[letters], places=places, mentee=mentee, mentor=shape.mentor[arcs], value=shape.value[arcs]
    )


def advice(mentor: Ints, value: Ints, prices: Prices) -> tuple[Advice, ...]:
    """Return what placing one letter brings at each mentor that has a place left, the most beyond the price first.

    Parameters
    ----------
    mentor, value
        (n_arcs,) the mentors that may have it, and what it brings there.
    """
    open_ = np.flatnonzero(prices.left[mentor] > 0)
    every = [
        Advice(
            mentor=int(mentor[arc]), value=int(value[arc]) * prices.futures, price=int(prices.total[mentor[arc]]),
            futures=prices.futures,
        )
        for arc in open_
    ]  # fmt: skip
    return tuple(sorted(every, key=lambda one: (-one.beyond, one.mentor)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """What letters brought that were answered one by one.

    Parameters
    ----------
    priced, greedy
        (n_arcs,) the arcs taken by bid prices, and by what brings most at the moment.
    priced_total, greedy_total
        What they bring.
    hindsight
        The most that anybody could have brought who had known all letters from the start.
    """

    priced: Flags
    greedy: Flags
    priced_total: int
    greedy_total: int
    hindsight: int

    @property
    def shares(self) -> tuple[float, float]:
        """What bid prices, and what the greedy way, reach of hindsight; 1 where there was nothing to reach."""
        most = self.hindsight
        return (self.priced_total / most, self.greedy_total / most) if most else (1.0, 1.0)


def simulate(
    letters: Network, past: Network, *, futures: int = FUTURES, repriced: int = REPRICED, seed: int
) -> Simulation:
    """Return how it goes when the letters of a network come one by one, in the order of its mentees.

    A letter is answered before the next one is read, with one place that brings more than its price, or not at all.
    What places bring by themselves does not count.

    Parameters
    ----------
    past
        Letters that futures are drawn from, to the same mentors.
    repriced
        How many times prices are found anew, at even distances.

    Raises
    ------
    BadValue
        For numbers out of range, or letters that want more than one mentor.
    """
    if repriced < 1:
        raise BadValue(field="repriced", value=repriced, expected="1 or more")
    if (letters.demand != 1).any():
        raise BadValue(field="letters.demand", value=letters.demand.tolist(), expected="one mentor each")
    plain = letters.valued(letters.value, np.zeros_like(letters.bonus))
    every = max(-(-letters.n_mentees // repriced), 1)
    seeds = np.random.SeedSequence(seed).generate_state(letters.n_mentees).tolist()
    total = np.zeros(letters.n_mentors, dtype=np.int64)

    def by_price(row: int, mentor: Ints, value: Ints, left: Ints) -> int | None:
        nonlocal total
        if row % every == 0:
            rest = letters.n_mentees - row - 1
            total = bid_prices(past, left=left, letters=rest, futures=futures, seed=seeds[row]).total
        found = advice(mentor, value, Prices(total=total, left=left, futures=futures))
        return found[0].mentor if found and found[0].beyond >= 0 else None

    priced, greedy = _one_by_one(plain, by_price), _one_by_one(plain, _at_once)
    return Simulation(
        priced=priced, greedy=greedy, priced_total=plain.total(priced), greedy_total=plain.total(greedy),
        hindsight=plain.total(best(plain, seed=seed)),
    )  # fmt: skip


def _at_once(_row: int, mentor: Ints, value: Ints, left: Ints) -> int | None:
    """Return the mentor with a place where a letter brings most, None where it brings nothing."""
    worth = np.where(left[mentor] > 0, value, 0)
    place = int(np.argmax(worth)) if len(worth) else 0
    return int(mentor[place]) if len(worth) and worth[place] > 0 else None


def _one_by_one(letters: Network, choose: Callable[[int, Ints, Ints, Ints], int | None]) -> Flags:
    """Return the arcs taken when ``choose`` gets each letter: its row, its mentors, their values, and places left."""
    taken, left = np.zeros(len(letters.value), dtype=bool), letters.places.copy()
    order = np.argsort(letters.mentee, kind="stable")
    for row, arcs in enumerate(
        np.split(order, np.searchsorted(letters.mentee[order], np.arange(1, letters.n_mentees)))
    ):
        mentor = choose(row, letters.mentor[arcs], letters.value[arcs], left) if len(arcs) else None
        if mentor is not None:
            taken[arcs[letters.mentor[arcs] == mentor]] = True
            left[mentor] -= 1
    return taken
