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


def counting_bundles(seed: int) -> Bundles:
    """Return mentees that count one each, with any mentor, where only days are scarce: most choices are equal."""
    dice = random.Random(seed)  # noqa: S311 - a random case, not a secret
    mentees, mentors = 6, 3
    pairs = [pair for pair in itertools.product(range(mentees), range(mentors)) if dice.random() < 4 / 5]
    mentee, mentor = ints([one for one, _ in pairs]), ints([other for _, other in pairs])
    return Bundles(
        n_mentees=mentees,
        need_mentee=ints(range(mentees)),
        option_need=mentee,
        option_mentor=mentor,
        option_value=np.ones_like(mentee),
        pair_mentee=mentee,
        pair_mentor=mentor,
        pair_value=np.zeros_like(mentee),
        pair_days=ints([dice.randint(1, 4) for _ in pairs]),
        places=ints([mentees // 2] * mentors),
        days=ints([dice.randint(2, 8) for _ in range(mentors)]),
        mentors_each=2,
    )


def most_counted(shape: Bundles) -> int:
    """Return how many mentees can have a mentor at most, one each, by trying everything."""
    days = {
        (int(i), int(j)): int(d) for i, j, d in zip(shape.pair_mentee, shape.pair_mentor, shape.pair_days, strict=True)
    }
    ways = [[None, *(j for i, j in days if i == mentee)] for mentee in range(shape.n_mentees)]
    best = 0
    for chosen in itertools.product(*ways):
        used = [0] * shape.n_mentors
        for mentee, mentor in enumerate(chosen):
            if mentor is not None:
                used[mentor] += days[mentee, mentor]
        has_room = all(chosen.count(mentor) <= most for mentor, most in enumerate(shape.places))
        if has_room and all(spent <= most for spent, most in zip(used, shape.days, strict=True)):
            best = max(best, sum(mentor is not None for mentor in chosen))
    return best
