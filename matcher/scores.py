"""Points of every pair that the rules allow, each asked for once (3.1.2)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from matcher.criteria import CRITERIA
from matcher.nouns import Mentee, Mentor, Need, Practice
from matcher.problem import Problem
from matcher.rules import RULES

OF_PAIR = tuple(criterion for criterion in CRITERIA if criterion.of_pair)
OF_NEED = tuple(criterion for criterion in CRITERIA if not criterion.of_pair)
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
        Need id to its mentors, best practice of each, in the order of ``order``.
    best
        ``(mentee, mentor)`` to the best over the mentee's needs.
    """

    of_need: Mapping[str, tuple[Scored, ...]]
    best: Mapping[tuple[str, str], Scored]


def score(problem: Problem, mentees: Iterable[Mentee], *, on_mentee: OnMentee | None = None) -> Scores:
    """Return the points of all allowed pairs of ``mentees``; ``on_mentee`` is called with each one's place."""
    of_need: dict[str, tuple[Scored, ...]] = {}
    best: dict[tuple[str, str], Scored] = {}
    for place, mentee in enumerate(mentees):
        if on_mentee is not None:
            on_mentee(place)
        shared: dict[str, int] = {}
        for need in problem.needs_of[mentee.id]:
            found = score_need(problem, need, shared=shared)
            of_need[need.id] = found
            for scored in found:
                key = mentee.id, scored.mentor
                if key not in best or scored.points > best[key].points:
                    best[key] = scored
    return Scores(of_need=of_need, best=best)


def score_need(problem: Problem, need: Need, *, shared: dict[str, int] | None = None) -> tuple[Scored, ...]:
    """Return the allowed mentors of one need in order: wished first, then by points, then by id.

    Parameters
    ----------
    shared
        Mentor id to the points that depend on mentee and mentor alone; filled here, reused for the next need.
    """
    pair_points = {} if shared is None else shared
    found = [
        _best_practice(problem, need, mentor, pair_points=pair_points)
        for mentor in problem.mentors.values()
        if allowed(problem, need, mentor)
    ]
    wishes = problem.wishes[need.mentee]
    return tuple(sorted(found, key=lambda scored: (scored.mentor not in wishes, -scored.points, scored.mentor)))


def allowed(problem: Problem, need: Need, mentor: Mentor) -> bool:
    """Whether no rule keeps the mentor from the need."""
    return all(rule.allows(problem, need, mentor) for rule in RULES)


def _best_practice(problem: Problem, need: Need, mentor: Mentor, *, pair_points: dict[str, int]) -> Scored:
    practices = problem.offers(need, mentor)
    if mentor.id not in pair_points:
        pair_points[mentor.id] = _sum(problem, need, practices[0], of_pair=True)
    of_pair = pair_points[mentor.id]
    points = [of_pair + _sum(problem, need, practice, of_pair=False) for practice in practices]
    place = points.index(max(points))
    return Scored(points[place], need.id, mentor.id, practices[place].id)


def _sum(problem: Problem, need: Need, practice: Practice, *, of_pair: bool) -> int:
    return sum(criterion.points(problem, need, practice).points for criterion in (OF_PAIR if of_pair else OF_NEED))
