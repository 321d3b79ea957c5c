"""A programme as numbers once more, straight from points that were asked pair by pair; for the checker alone."""

from collections.abc import Iterable

import numpy as np

from matcher.aims import Row
from matcher.bundled.counting import POINTS, Sums, brought, brought_once, counted, pairs_of, places_of
from matcher.bundled.fixed import Points, fixed_mentors, taken
from matcher.bundled.outcome import SubjectOutcome
from matcher.bundled.teamdays import stated_days, team_days
from matcher.exact.bundles.shape import Bundles, Ints


def numbers(told: SubjectOutcome, points: Points, weight: Sums) -> Bundles:
    """Return the mentees that are not fixed with what they may have, the first aims weighing ``weight``.

    Each mentee has one need more, for what it brings once. No mentor needs more places or days than all its pairs take.
    """
    problem, fixed = told.problem, fixed_mentors(told.problem)
    mentees, mentors = places_of(problem.mentees), places_of(problem.mentors)
    rows = [
        (need.id, mentor, count)
        for need in problem.needs.values()
        if need.mentee not in fixed
        for mentor, count in points[need.id].items()
    ]
    pairs = list(pairs_of(problem, rows))
    days = team_days(problem, pairs)
    whole, asked = dict.fromkeys(mentors, 0), dict.fromkeys(mentors, 0)
    for (_, mentor), count in zip(pairs, days, strict=True):
        whole[mentor] += count
        asked[mentor] += 1
    load, used = taken(problem, [(mentee, mentor) for mentee, held in fixed.items() for mentor in held])
    stated = stated_days(problem)
    cost = sum(w * told.price for aim, w in zip(counted(problem), weight, strict=False) if aim.id == POINTS)
    needs, teachers, values = _options(told, rows, pairs, weight)
    return Bundles(
        n_mentees=len(mentees),
        need_mentee=_ints([*(mentees[need.mentee] for need in problem.needs.values()), *range(len(mentees))]),
        option_need=needs, option_mentor=teachers, option_value=values,
        pair_mentee=_ints(mentees[mentee] for mentee, _ in pairs),
        pair_mentor=_ints(mentors[mentor] for _, mentor in pairs),
        pair_value=_ints(-cost for _ in pairs), pair_days=_ints(days if stated else [0] * len(pairs)),
        places=_ints(max(min(problem.mentors[key].capacity - load[key], asked[key]), 0) for key in mentors),
        days=_ints(max(min(stated.get(key, whole[key] + used[key]) - used[key], whole[key]), 0) for key in mentors)
        if stated else None,
        mentors_each=told.mentors_each,
    )  # fmt: skip


def _options(
    told: SubjectOutcome, rows: list[Row], pairs: list[tuple[str, str]], weight: Sums
) -> tuple[Ints, Ints, Ints]:
    """Return need, mentor and weighted value of every answer, and of every pair for what counts once."""
    problem, wanted = told.problem, counted(told.problem)
    needs, mentees, mentors = (places_of(keys) for keys in (problem.needs, problem.mentees, problem.mentors))
    each, once = brought(problem, wanted, rows).T.tolist(), brought_once(problem, wanted).T.tolist()
    asked = [needs[need] for need, _, _ in rows] + [len(needs) + mentees[mentee] for mentee, _ in pairs]
    teachers = [mentors[mentor] for _, mentor, _ in rows] + [mentors[mentor] for _, mentor in pairs]
    brings = [*each, *(once[mentees[mentee]] for mentee, _ in pairs)]
    values = [sum(w * one for w, one in zip(weight, value, strict=False)) for value in brings]
    return _ints(asked), _ints(teachers), _ints(values)


def _ints(values: Iterable[int]) -> Ints:
    return np.array(list(values), dtype=np.int64)
