"""Matches spoilt at random, and whether a checker has to accept each, judged by counting only."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from data.answer import Status
from matcher import Problem, Result, solve
from matcher.proposal import Proposal, propose
from tests.matcher.programmes import best_ways, count, random_model

LIMIT = 60


class Mutant(NamedTuple):
    """A match and whether all that it says is so."""

    match: Result
    right: bool


def mutants(seed: int, *, each: int) -> Iterator[Mutant]:
    """Yield the match of a random programme, and ``each`` others made from it, told modestly and told as best."""
    result = solve(random_model(seed).freeze(), time_limit=LIMIT, seed=seed)
    yield Mutant(result, right=True)
    if result.status is not Status.OPTIMAL or not result.problem.mentees:
        return
    dice = random.Random(seed)  # noqa: S311 - a fictional programme, not a secret
    ways = best_ways(result.problem)
    best = _counted(result.problem, ways, {one.mentee: one.mentor for one in result.proposals})
    for _ in range(each):
        made = _moved(result, dice)
        if made is None:
            continue
        pairs = {one.mentee: one.mentor for one in made.proposals}
        if not _keeps_rules(result.problem, ways, pairs):
            yield Mutant(made, right=False)
            continue
        values = _counted(result.problem, ways, pairs)
        modest = tuple(replace(level, value=value) for level, value in zip(result.levels, values.values(), strict=True))
        proved = all(level.proved for level in modest)
        yield Mutant(replace(made, levels=modest, status=Status.OPTIMAL if proved else Status.FEASIBLE), right=True)
        proud = tuple(replace(level, bound=level.value) for level in modest)
        yield Mutant(replace(made, levels=proud, status=Status.OPTIMAL), right=values == best)


def _moved(result: Result, dice: random.Random) -> Result | None:
    """Return the match with one or two mentees elsewhere or nowhere; None when a mentor drawn has no practice."""
    problem = result.problem
    proposals = {one.mentee: one for one in result.proposals}
    for mentee in dice.sample(sorted(problem.mentees), k=min(len(problem.mentees), dice.choice((1, 1, 2)))):
        proposals.pop(mentee, None)
        if dice.random() < 3 / 4:
            told = _best_proposal(problem, mentee, dice.choice(sorted(problem.mentors)))
            if told is None:
                return None
            proposals[mentee] = told
    reason = next((found for found in result.unmatched.values() if found), ("a reason",))
    return replace(
        result,
        proposals=tuple(proposals[key] for key in problem.mentees if key in proposals),
        unmatched={key: reason for key in problem.mentees if key not in proposals},
    )


def _best_proposal(problem: Problem, mentee: str, mentor: str) -> Proposal | None:
    """Return the pair on its first priority, then with most points, forbidden or not."""
    told = [
        propose(problem, need, practice)
        for need in problem.needs_of[mentee]
        for practice in problem.practices_of[mentor]
        if practice in problem.offers(need, problem.mentors[mentor])
    ]
    first = problem.needs_of[mentee][0].id if problem.needs_of[mentee] else ""
    return max(told, key=lambda one: (one.need == first, one.points), default=None)


def _keeps_rules(problem: Problem, ways: dict[tuple[str, str], tuple[bool, int]], pairs: dict[str, str]) -> bool:
    load = Counter(pairs.values())
    return (
        all(pair in ways for pair in pairs.items())
        and all(number <= problem.mentors[key].capacity for key, number in load.items())
        and all(pairs.get(pin.mentee) == pin.mentor for pin in problem.pins if pin.kind == "must")
    )


def _counted(problem: Problem, ways: dict[tuple[str, str], tuple[bool, int]], pairs: dict[str, str]) -> dict[str, int]:
    """Return the levels as they are told, burdens above nothing."""
    return {key: abs(value) for key, value in count(problem, ways, list(pairs.items())).items()}


def judged(seeds: range, *, each: int) -> tuple[int, int, list[int]]:
    """Return how many matches the checker accepted and refused, and the programmes on which it was wrong."""
    told, wrong = Counter(), []
    for seed in seeds:
        for mutant in mutants(seed, each=each):
            accepted = mutant.match.verify() == ()
            told[accepted] += 1
            if accepted != mutant.right:
                wrong.append(seed)
    return told[True], told[False], wrong
