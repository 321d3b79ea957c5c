"""What the prices of a match prove, recounted pair by pair in whole numbers of any size; knows no solver.

At any prices whatever no match is worth more than what every free mentee keeps on its best pair after paying, and
what every place earns with its price, each counted only where it is above nothing (weak duality).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from operator import mul

from matcher.aims import Aim, Row, aims, best_rows, options_of, priced, reached
from matcher.match import Certificate
from matcher.problem import Problem
from matcher.trips import most_saved

Points = Mapping[str, Mapping[str, int]]


def bounds(problem: Problem, points: Points, certificate: Certificate) -> tuple[int, ...] | None:
    """Return the bound of the sum of each aim that has a price, fixed pairs included.

    None when the certificate proves nothing.

    Parameters
    ----------
    points
        Need id to mentor id to points, for every allowed pair.
    """
    wanted = priced(aims(problem))
    if list(certificate.weights) != [aim.id for aim in wanted] or set(certificate.prices) != set(problem.mentors):
        return None
    fixed = {key: pins[0].mentor for key, pins in problem.fixed.items() if pins}
    best = best_rows(problem, wanted, rows_of(points))
    pinned = [row for (mentee, mentor), row in best.items() if fixed.get(mentee) == mentor]
    free = [row for (mentee, _), row in best.items() if mentee not in fixed]
    brought = _places(problem, wanted, free, fixed=fixed)
    parts = [aim.of_pairs(problem, options_of(problem, free)).tolist() for aim in wanted]
    weights = list(certificate.weights.values())
    letters = min(len(problem.mentees) - len(fixed), sum(len(places) for places in brought.values()))
    if not _ordered(weights, [letters * spread for spread in _spreads(parts, brought)]):
        return None
    total = _kept(problem, free, parts, certificate) + _earned(brought, certificate)
    base = reached(problem, wanted, options_of(problem, pinned))
    return tuple(part + own for part, own in zip(_split(total, weights), base, strict=True))


def rows_of(points: Points) -> list[Row]:
    """Return the table of points as rows."""
    return [(need, mentor, worth) for need, found in points.items() for mentor, worth in found.items()]


def _places(
    problem: Problem, wanted: Sequence[Aim], free: list[Row], *, fixed: Mapping[str, str]
) -> dict[str, list[list[int]]]:
    """Return what each place that free mentees could fill brings to every aim, by mentor."""
    taken, asked = Counter(fixed.values()), Counter(mentor for _, mentor, _ in free)
    found = {}
    for key, mentor in problem.mentors.items():
        count = max(min(mentor.capacity - taken[key], asked[key]), 0)
        columns = [aim.places(problem, mentor, first=taken[key] + 1, count=count) for aim in wanted]
        found[key] = [list(place) for place in zip(*columns, strict=True)]
    return found


def _spreads(parts: list[list[int]], brought: Mapping[str, list[list[int]]]) -> list[int]:
    """Return for each aim how far apart two pairs, and two places, can be."""
    places = [place for found in brought.values() for place in found]
    return [_spread(part) + _spread([place[number] for place in places]) for number, part in enumerate(parts)]


def _spread(values: list[int]) -> int:
    return max([*values, 0]) - min([*values, 0])


def _ordered(weights: list[int], spreads: list[int]) -> bool:
    """Whether no sum of later aims can outweigh half a unit of an earlier one."""
    below = 0
    for weight, spread in zip(reversed(weights), reversed(spreads), strict=True):
        if weight <= 2 * below:
            return False
        below += weight * spread
    return True


def _kept(problem: Problem, free: list[Row], parts: list[list[int]], certificate: Certificate) -> int:
    weights = list(certificate.weights.values())
    best: dict[str, int] = {}
    for (need, mentor, _), *brings in zip(free, *parts, strict=True):
        mentee = problem.needs[need].mentee
        keeps = sum(map(mul, weights, brings)) - certificate.prices[mentor]
        best[mentee] = max(best.get(mentee, 0), keeps)
    return sum(best.values())


def _earned(brought: Mapping[str, list[list[int]]], certificate: Certificate) -> int:
    weights = list(certificate.weights.values())
    return sum(
        max(certificate.prices[mentor] + sum(map(mul, weights, place)), 0)
        for mentor, places in brought.items()
        for place in places
    )


def equals(problem: Problem, points: Points, certificate: Certificate) -> list[Row]:
    """Return the pairs that a match as good in every aim with a price may have: none keeps more at these prices.

    Fixed pairs are among them. The prices must prove the match, see ``bounds``.
    """
    told = aims(problem)
    fixed = {key: pins[0].mentor for key, pins in problem.fixed.items() if pins}
    best = best_rows(problem, told, rows_of(points))
    free = [row for (mentee, _), row in best.items() if mentee not in fixed]
    parts = [aim.of_pairs(problem, options_of(problem, free)).tolist() for aim in priced(told)]
    weights = list(certificate.weights.values())
    keeps = [
        sum(map(mul, weights, brings)) - certificate.prices[mentor]
        for (_, mentor, _), *brings in zip(free, *parts, strict=True)
    ]
    most: dict[str, int] = {}
    for (need, _, _), kept in zip(free, keeps, strict=True):
        mentee = problem.needs[need].mentee
        most[mentee] = max(most.get(mentee, 0), kept)
    pinned = [row for (mentee, mentor), row in best.items() if fixed.get(mentee) == mentor]
    return pinned + [row for row, kept in zip(free, keeps, strict=True) if kept == most[problem.needs[row[0]].mentee]]


def most_of(problem: Problem, aim: Aim, rows: Sequence[Row]) -> int:
    """Return what no match exceeds in an aim without a price that takes its pairs from these."""
    options = options_of(problem, rows)
    best: dict[int, int] = {}
    for mentee, brings in zip(options.mentee.tolist(), aim.of_pairs(problem, options).tolist(), strict=True):
        best[mentee] = max(best.get(mentee, 0), brings)
    asked = Counter(mentor for _, mentor, _ in rows)
    places = sum(
        max(brings, 0)
        for key, count in asked.items()
        for brings in aim.places(
            problem, problem.mentors[key], first=1, count=min(count, problem.mentors[key].capacity)
        )
    )
    pairs = [(problem.needs[need].mentee, mentor) for need, mentor, _ in rows]
    return sum(best.values()) + places + (0 if aim.of_trip is None else most_saved(problem, pairs))


def _split(total: int, weights: list[int]) -> list[int]:
    parts = []
    for weight in weights:
        part = (2 * total + weight) // (2 * weight)
        parts.append(part)
        total -= part * weight
    return parts
