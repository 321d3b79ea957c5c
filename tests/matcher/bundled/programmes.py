"""Small random programmes with team-days and several pins, and their best answers by trying everything."""

import itertools
import random
from dataclasses import replace

from matcher import RULES, Problem
from matcher.bundled.teamdays import team_days
from matcher.proposal import propose
from tests.matcher.programmes import random_model


def random_problem(seed: int) -> Problem:
    """Return a random programme; in half of them mentors state days, and a pin more is set in some."""
    dice = random.Random(seed)  # noqa: S311 - a fictional programme, not a secret
    problem = random_model(seed).freeze()
    if dice.random() < 1 / 2:
        days = {key: dice.choice((None, 0, 11, 20, 40)) for key in problem.mentors}
        mentors = {key: replace(mentor, team_days=days[key]) for key, mentor in problem.mentors.items()}
        problem = replace(problem, mentors=mentors)
    if problem.pins and dice.random() < 1 / 2:
        pin = dice.choice(problem.pins)
        problem = replace(
            problem, pins=(*problem.pins, replace(pin, kind="must", mentor=dice.choice(list(problem.mentors))))
        )
    return problem


def all_points(problem: Problem) -> dict[str, dict[str, int]]:
    """Return need to mentor to points, by asking every rule and every criterion."""
    return {
        need.id: {
            mentor.id: max(propose(problem, need, practice).points for practice in problem.offers(need, mentor))
            for mentor in problem.mentors.values()
            if all(rule.allows(problem, need, mentor) for rule in RULES)
        }
        for need in problem.needs.values()
    }


def ways_of(problem: Problem, points: dict[str, dict[str, int]], mentee: str, *, each: int) -> list[dict[str, str]]:
    """Return every way to answer a mentee's needs, need to mentor."""
    fixed = {pin.mentor for pin in problem.pins if pin.kind == "must" and pin.mentee == mentee}
    needs = [need.id for need in problem.needs_of[mentee]]
    found = []
    for chosen in itertools.product(*([None, *points[need]] for need in needs)):
        mentors = {mentor for mentor in chosen if mentor}
        if len(mentors) <= each and (mentors == fixed if fixed else True):
            found.append({need: mentor for need, mentor in zip(needs, chosen, strict=True) if mentor})
    return found


def counted(problem: Problem, points: dict[str, dict[str, int]], answers: dict[str, str]) -> dict[str, int]:
    """Return what answers reach in every aim, counted by hand."""
    needs = problem.needs
    served = {needs[need].mentee for need in answers}
    pairs = {(needs[need].mentee, mentor) for need, mentor in answers.items()}
    told = [points[need][mentor] for need, mentor in answers.items()]
    firsts = {of[0].id for of in problem.needs_of.values() if of}
    wished = {(need.mentee, need.chosen) for need in needs.values()}
    found = {"served": len(served)}
    if any(mentee.waited for mentee in problem.mentees.values()):
        found["waited"] = sum(problem.mentees[key].waited for key in served)
    found["first_need"] = sum(need in firsts for need in answers)
    found["wishes"] = sum((needs[need].mentee, mentor) in wished for need, mentor in answers.items())
    if problem.published:
        found["kept"] = sum(problem.published.get(needs[need].mentee) == mentor for need, mentor in answers.items())
    for band in sorted({*range(100, problem.floor, 100), problem.floor} - {0}):
        found[f"lifted_{band}"] = sum(count >= band for count in told)
    found["points"] = sum(told) - problem.number("pair_price") * len(pairs)
    return found


def brute_force(problem: Problem, *, each: int) -> dict[str, int] | None:
    """Return the best, aim by aim in order; None when the pins cannot all be kept.

    Mentee after mentee, the best for every state of places and days taken: sums in order can be added up.
    """
    points = all_points(problem)
    mentors = list(problem.mentors)
    best: dict[tuple, tuple[int, ...]] = {((0,) * len(mentors), (0,) * len(mentors)): ()}
    names: list[str] = list(counted(problem, points, {}))
    for mentee in problem.mentees:
        after: dict[tuple, tuple[int, ...]] = {}
        for way in ways_of(problem, points, mentee, each=each):
            has = set(way.values())
            takes = dict(zip(mentors, team_days(problem, [(mentee, key) for key in mentors]), strict=True))
            value = tuple(counted(problem, points, way).values())
            for (load, used), sums in best.items():
                load_ = tuple(count + (key in has) for key, count in zip(mentors, load, strict=True))
                used_ = tuple(days + (key in has) * takes[key] for key, days in zip(mentors, used, strict=True))
                if not _fits(problem, load_, used_):
                    continue
                more = tuple(map(sum, zip(sums, value, strict=True))) if sums else value
                after[load_, used_] = max(after.get((load_, used_), more), more)
        best = after
    return dict(zip(names, max(best.values()), strict=True)) if best else None


def _fits(problem: Problem, load: tuple[int, ...], used: tuple[int, ...]) -> bool:
    return all(
        count <= mentor.capacity and (mentor.team_days is None or days <= mentor.team_days)
        for mentor, count, days in zip(problem.mentors.values(), load, used, strict=True)
    )
