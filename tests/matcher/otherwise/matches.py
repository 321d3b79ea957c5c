"""Every match of a small programme, by trying all of them."""

import itertools
import random
from collections import Counter

from data.answer import Status
from matcher import Problem, Result
from tests.matcher.programmes import NRW, PLACES, best_ways, count, model, random_model

LIMIT = 60


def solved(seeds: range) -> list[Result]:
    """Return the matches of random programmes, those with contradictory pins left out."""
    found = [random_model(seed).solve(time_limit=LIMIT, seed=seed) for seed in seeds]
    return [result for result in found if result.status is Status.OPTIMAL and result.proposals]


def solved_open(seeds: range) -> list[Result]:
    """Return the matches of random programmes in which little but points decides."""
    found = []
    for seed in seeds:
        dice = random.Random(seed)  # noqa: S311 - a fictional programme, not a secret
        made = model()
        for number in range(3):
            key = f"m{number}"
            made.add_mentor(key, region=dice.choice(PLACES[:-1]), capacity=dice.choice((1, 2, 2)))
            for _ in range(dice.choice((1, 2))):
                before, after = sorted((dice.randint(10, 60), dice.randint(10, 60)), reverse=True)
                made.add_practice(
                    key, subject=dice.choice(("NRW", "DMA")), before={NRW: before}, after={NRW: after},
                    verified=dice.random() < 1 / 2,
                )  # fmt: skip
        for number in range(4):
            made.add_mentee(f"n{number}", region=dice.choice(PLACES[:-1]))
            made.add_need(f"n{number}", subject=dice.choice(("NRW", "DMA")), today={NRW: dice.randint(20, 60)})
        found.append(made.solve(time_limit=LIMIT, seed=seed))
    return found


def pairs_of(proposals) -> set[tuple[str, str]]:
    """Return pairs of mentee and mentor."""
    return {(pair.mentee, pair.mentor) for pair in proposals}


def every(problem: Problem) -> list[set[tuple[str, str]]]:
    """Return every match that keeps rules and pins and serves as many as can be."""
    ways = best_ways(problem)
    must = {pin.mentee: pin.mentor for pin in problem.pins if pin.kind == "must"}
    choices = []
    for mentee in problem.mentees:
        may = [(mentee, mentor) for mentor in problem.mentors if (mentee, mentor) in ways]
        choices.append([one for one in may if one[1] == must[mentee]] if mentee in must else [*may, None])
    found = []
    for chosen in itertools.product(*choices):
        pairs = {pair for pair in chosen if pair}
        load = Counter(mentor for _, mentor in pairs)
        if all(count <= problem.mentors[key].capacity for key, count in load.items()):
            found.append(pairs)
    most = max(map(len, found))
    return [pairs for pairs in found if len(pairs) == most]


def levels_of(problem: Problem, pairs: set[tuple[str, str]]) -> dict[str, int]:
    """Return what the pairs reach in each aim, burdens below nothing."""
    return count(problem, best_ways(problem), sorted(pairs))


def signed(levels) -> dict[str, int]:
    """Return the values of levels, burdens below nothing."""
    return {level.id: -level.value if level.sense == "min" else level.value for level in levels}
