"""Random small shapes of bundles, and the answers that one finds by trying everything."""

import itertools
import random

import numpy as np

from matcher.exact.bundles.shape import Bundles
from tests.matcher.exact.networks import ints


def random_bundles(seed: int, *, days: bool = False, needs: int = 2, mentors_each: int | None = None) -> Bundles:
    """Return up to three mentees and four mentors, small numbers, so that many choices are equal or cost something."""
    dice = random.Random(seed)  # noqa: S311 - a random case, not a secret
    mentees, mentors = dice.randint(1, 3), dice.randint(1, 4)
    pairs = [pair for pair in itertools.product(range(mentees), range(mentors)) if dice.random() < 3 / 4]
    owners = [mentee for mentee in range(mentees) for _ in range(dice.randint(0, needs))]
    options = [
        (need, mentor)
        for need, mentee in enumerate(owners)
        for mentor in range(mentors)
        if (mentee, mentor) in pairs and dice.random() < 3 / 4
    ]
    return Bundles(
        n_mentees=mentees,
        need_mentee=ints(owners),
        option_need=ints([need for need, _ in options]),
        option_mentor=ints([mentor for _, mentor in options]),
        option_value=ints([dice.randint(-1, 9) for _ in options]),
        pair_mentee=ints([mentee for mentee, _ in pairs]),
        pair_mentor=ints([mentor for _, mentor in pairs]),
        pair_value=ints([dice.randint(-5, 2) for _ in pairs]),
        pair_days=ints([dice.randint(0, 4) for _ in pairs]),
        places=ints([dice.randint(0, 2) for _ in range(mentors)]),
        days=ints([dice.randint(0, 6) for _ in range(mentors)]) if days else None,
        mentors_each=mentors_each or dice.randint(1, 3),
    )


def allowed(shape: Bundles) -> list[np.ndarray]:
    """Return every choice that keeps the limits, as pairs opened."""
    found = []
    for choice in itertools.product([False, True], repeat=len(shape.pair_value)):
        opened = np.array(choice, dtype=bool)
        each = np.bincount(shape.pair_mentee[opened], minlength=shape.n_mentees)
        fits = (shape.load(opened) <= shape.places).all() and (each <= shape.mentors_each).all()
        if fits and (shape.days is None or (shape.days_used(opened) <= shape.days).all()):
            found.append(opened)
    return found


def worth(shape: Bundles, opened: np.ndarray) -> int:
    """Return what a choice brings, need by need, the long way."""
    have = {(int(i), int(j)) for i, j in zip(shape.pair_mentee[opened], shape.pair_mentor[opened], strict=True)}
    best = dict.fromkeys(range(len(shape.need_mentee)), 0)
    for need, mentor, value in zip(shape.option_need, shape.option_mentor, shape.option_value, strict=True):
        if (int(shape.need_mentee[need]), int(mentor)) in have:
            best[int(need)] = max(best[int(need)], int(value))
    return sum(best.values()) + int(shape.pair_value[opened].sum())
