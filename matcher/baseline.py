"""The plain rule to beat: the nearest healthy mentor that has the subject, letter by letter in order of arrival."""

from collections import Counter

from matcher.aims import aims, best_rows, options_of, reached
from matcher.match import Summary
from matcher.nouns import Need
from matcher.problem import Problem
from matcher.scores import Scored, Scores


def baseline(problem: Problem, scores: Scores) -> Summary:
    """Return what the plain rule reaches, under the same hard rules and counted with the same points.

    A mentor known to be less than healthy is passed over; one whose class is not known is not.
    Fixed pairs are kept; they must not contradict each other.
    """
    pairs = {key: pins[0].mentor for key, pins in problem.fixed.items() if pins}
    load = Counter(pairs.values())
    for mentee in problem.mentees:
        if mentee in pairs:
            continue
        for need in problem.needs_of[mentee]:
            mentor = _nearest(problem, need, scores.of_need[need.id], load=load)
            if mentor:
                pairs[mentee] = mentor
                load[mentor] += 1
                break
    rows = [
        (scored.need, scored.mentor, scored.points)
        for mentee, mentor in pairs.items()
        for need in problem.needs_of[mentee]
        for scored in scores.of_need[need.id]
        if scored.mentor == mentor
    ]
    wanted = aims(problem)
    sums = reached(problem, wanted, options_of(problem, best_rows(problem, wanted, rows).values()))
    levels = tuple(aim.level(value, value) for aim, value in zip(wanted, sums, strict=True))
    return Summary(levels=levels, pairs=pairs)


def _nearest(problem: Problem, need: Need, allowed: tuple[Scored, ...], *, load: Counter[str]) -> str:
    mentee = problem.mentees[need.mentee]
    near: list[tuple[bool, int, str]] = []
    for scored in allowed:
        mentor = problem.mentors[scored.mentor]
        if load[mentor.id] >= mentor.capacity or mentor.health not in {"", "sehat"}:
            continue
        route = problem.route(mentor, mentee)
        near.append((route is None, route.distance_km if route else 0, mentor.id))
    return min(near)[-1] if near else ""
