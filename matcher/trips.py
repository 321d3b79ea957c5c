"""Which mentees one mentor can visit on one trip: those in one province, but in its own town (2.2, 4.1).

A province is what a trip can cover: one flight to its capital and one rate of allowance, and from there the road.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction

from matcher.nouns import Mentee, Mentor
from matcher.problem import Problem


def province(problem: Problem, mentee: Mentee) -> str:
    """Return the province of a mentee, empty when not known."""
    return problem.country.region(mentee.region).province_code if mentee.region else ""


def trip_to(problem: Problem, mentor: Mentor, mentee: Mentee) -> tuple[str, str] | None:
    """Return mentor id and province, the trip on which the mentee is visited; None when nobody can share it."""
    there = province(problem, mentee)
    return None if not there or mentor.region == mentee.region else (mentor.id, there)


def saved(problem: Problem, pairs: Mapping[str, str]) -> int:
    """Return the trips saved by pairs, mentee id to mentor id: one for each mentee of a trip but the first."""
    trips = (trip_to(problem, problem.mentors[mentor], problem.mentees[mentee]) for mentee, mentor in pairs.items())
    return sum(count - 1 for trip, count in Counter(trips).items() if trip)


def most_saved(problem: Problem, pairs: Iterable[tuple[str, str]]) -> int:
    """Return what no match could save that takes its pairs, ``(mentee, mentor)``, from these, fixed ones among them.

    ``n`` mentees on one trip save ``n - 1``, so each of them ``1 - 1 / n``, and ``n`` is no more than those who could
    come along and no more than the mentor's places. To a fixed mentee the mentor travels in any case, so whoever comes
    along saves a whole trip.
    """
    fixed = {mentee: pins[0].mentor for mentee, pins in problem.fixed.items() if pins}
    begun = {trip_to(problem, problem.mentors[mentor], problem.mentees[key]) for key, mentor in fixed.items()}
    taken = Counter(fixed.values())
    along: dict[tuple[str, str], list[str]] = {}
    for mentee, mentor in pairs:
        trip = trip_to(problem, problem.mentors[mentor], problem.mentees[mentee])
        if trip and mentee not in fixed:
            along.setdefault(trip, []).append(mentee)
    share: dict[str, Fraction] = {}
    for trip, mentees in along.items():
        together = max(min(len(mentees), problem.mentors[trip[0]].capacity - taken[trip[0]]), 1)
        each = Fraction(1) if trip in begun else 1 - Fraction(1, together)
        for mentee in mentees:
            share[mentee] = max(share.get(mentee, Fraction()), each)
    return saved(problem, fixed) + int(sum(share.values()))
