"""Points of every pair that the rules allow (3.1.2), worked out for all needs on one subject at once."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import repeat
from typing import NamedTuple

import numpy as np

from matcher.block import Block, block_of
from matcher.criteria import CRITERIA
from matcher.nouns import Mentee, Mentor, Need
from matcher.problem import Ints, Problem
from matcher.rules import RULES

# Pairs of a need and a practice that are judged together, some 150 megabytes on their way to points.
PAIRS_AT_ONCE = 1_000_000
OnMentee = Callable[[int], None]


class Scored(NamedTuple):
    """One allowed pair with its points; ids of need, mentor and practice."""

    points: int
    need: str
    mentor: str
    practice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Points of the allowed pairs.

    Parameters
    ----------
    of_need
        Need id to its mentors, best practice of each, in the order of ``score_need``.
    best
        ``(mentee, mentor)`` to the best over the mentee's needs.
    """

    of_need: Mapping[str, tuple[Scored, ...]]
    best: Mapping[tuple[str, str], Scored]


def score(problem: Problem, mentees: Iterable[Mentee], *, on_mentee: OnMentee | None = None) -> Scores:
    """Return the points of all allowed pairs of ``mentees``; ``on_mentee`` is called with each one's place."""
    chosen = tuple(mentees)
    waiting: dict[str, list[Need]] = {}
    for mentee in chosen:
        for need in problem.needs_of[mentee.id]:
            waiting.setdefault(need.subject, []).append(need)
    scored: dict[str, tuple[Scored, ...]] = {}
    of_need: dict[str, tuple[Scored, ...]] = {}
    best: dict[tuple[str, str], Scored] = {}
    for place, mentee in enumerate(chosen):
        if on_mentee is not None:
            on_mentee(place)
        for need in problem.needs_of[mentee.id]:
            if need.id not in scored:
                scored |= _score_next(problem, waiting[need.subject])
            of_need[need.id] = scored[need.id]
            for pair in scored[need.id]:
                key = mentee.id, pair.mentor
                if key not in best or pair.points > best[key].points:
                    best[key] = pair
    return Scores(of_need=of_need, best=best)


def _score_next(problem: Problem, waiting: list[Need]) -> dict[str, tuple[Scored, ...]]:
    """Score as many of the needs that wait, all on one subject, as fit into one block, and take them off the list."""
    step = max(1, PAIRS_AT_ONCE // max(1, len(problem.answers(waiting[0].subject))))
    needs = tuple(waiting[:step])
    del waiting[:step]
    return _score_block(problem, needs)


def score_need(problem: Problem, need: Need) -> tuple[Scored, ...]:
    """Return the allowed mentors of one need in order: wished first, then by points, then by id."""
    return _score_block(problem, (need,))[need.id]


def allowed(problem: Problem, need: Need, mentor: Mentor) -> bool:
    """Whether no rule keeps the mentor from the need."""
    return all(rule.allows(problem, need, mentor) for rule in RULES)


def _score_block(problem: Problem, needs: tuple[Need, ...]) -> dict[str, tuple[Scored, ...]]:
    """Return need id to its scored mentors in order, for needs on one subject."""
    block = block_of(problem, needs)
    if not block.practices:
        return {need.id: () for need in needs}
    points, column = _best_practices(block, _points(block))
    mentors = block.one_each
    may_be = reduce(np.logical_and, (rule.allows_many(problem, mentors) for rule in RULES))
    may_be = np.broadcast_to(may_be, points.shape)
    order = np.argsort(np.where(may_be, _places(mentors, points), np.iinfo(np.int64).max), axis=1)
    mentor_ids = np.array(tuple(problem.mentors), dtype=object)[mentors.mentors]
    practice_ids = np.array([practice.id for practice in block.practices], dtype=object)
    found = {}
    for row, need in enumerate(needs):
        of_row = order[row, : np.count_nonzero(may_be[row])]
        ids = mentor_ids[of_row].tolist(), practice_ids[column[row, of_row]].tolist()
        found[need.id] = tuple(map(Scored, points[row, of_row].tolist(), repeat(need.id), *ids))
    return found


def _points(block: Block) -> Ints:
    """Return the sum of all criteria, (n_needs, n_practices); what depends on the mentor is asked once a mentor."""
    return _sum(block, of_pair=False) + _sum(block.one_each, of_pair=True)[:, block.place]


def _sum(block: Block, *, of_pair: bool) -> Ints:
    points = np.zeros(block.shape, dtype=np.int64)
    for criterion in CRITERIA:
        if criterion.of_pair is of_pair:
            points += criterion.points_many(block.problem, block).astype(np.int64)
    return points


def _best_practices(block: Block, points: Ints) -> tuple[Ints, Ints]:
    """Return the most points of each mentor and the column of the first practice that has them."""
    width = block.shape[1]
    # One number for both: more points first, then the earlier column.
    best = np.maximum.reduceat(points * width + np.arange(width)[::-1], block.starts, axis=1)
    return best // width, width - 1 - best % width


def _places(mentors: Block, points: Ints) -> Ints:
    """Return a number that is smaller the earlier the mentor stands: wished, then by points, then by id."""
    problem = mentors.problem
    most = int(points.max())
    lost = most - points + ~mentors.named(lambda _, need: problem.wishes[need.mentee]) * (most + 1)
    places: Ints = lost * len(problem.mentors) + problem.alphabet[mentors.mentors]
    return places
