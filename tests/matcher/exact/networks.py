"""Random small networks, and the answers that one finds by trying everything."""

import itertools
import random

import numpy as np

from matcher.exact.network import Network, network
from matcher.exact.scale import Aims


def random_shape(seed: int, *, most: int = 4, demand: int = 2) -> Network:
    """Return a network of up to ``most`` mentees and three mentors, values of which some are equal or below zero."""
    dice = random.Random(seed)  # noqa: S311 - a random case, not a secret
    mentees, mentors = dice.randint(1, most), dice.randint(1, 3)
    pairs = [pair for pair in itertools.product(range(mentees), range(mentors)) if dice.random() < 2 / 3]
    places = [dice.randint(0, 3) for _ in range(mentors)]
    bonus = [sorted((dice.randint(-6, 6) for _ in range(count)), reverse=True) for count in places]
    flat = dice.random() < 1 / 3
    return network(
        demand=ints([dice.randint(1, demand) for _ in range(mentees)]),
        places=ints(places),
        mentee=ints([mentee for mentee, _ in pairs]),
        mentor=ints([mentor for _, mentor in pairs]),
        value=ints([dice.randint(-3, 12) for _ in pairs]),
        bonus=None if flat else ints([one for row in bonus for one in row]),
    )


def random_aims(shape: Network, seed: int, *, count: int) -> Aims:
    """Return so many aims on a shape, small numbers, so that earlier ones leave many ties to later ones."""
    dice = random.Random(seed)  # noqa: S311 - a random case, not a secret
    value = [[dice.randint(-1, 2) for _ in shape.value] for _ in range(count)]
    bonus = [
        [one for places in shape.places for one in sorted((dice.randint(-1, 1) for _ in range(places)), reverse=True)]
        for _ in range(count)
    ]
    return Aims(value=ints(value).reshape(count, -1), bonus=ints(bonus).reshape(count, -1))


def ints(values: list) -> np.ndarray:
    """Return whole numbers of 64 bits."""
    return np.array(values, dtype=np.int64)


def every(shape: Network) -> list[np.ndarray]:
    """Return every allocation there is, as arcs taken."""
    found = []
    for choice in itertools.product([False, True], repeat=len(shape.value)):
        taken = np.array(choice, dtype=bool)
        if (shape.load(taken) <= shape.places).all() and (shape.served(taken) <= shape.demand).all():
            found.append(taken)
    return found


def sums(shape: Network, aims: Aims, taken: np.ndarray) -> tuple[int, ...]:
    """Return what an allocation reaches in each aim."""
    filled = shape.filled(taken)
    return tuple(
        int(value[taken].sum() + bonus[filled].sum()) for value, bonus in zip(aims.value, aims.bonus, strict=True)
    )
