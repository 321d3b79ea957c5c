"""The plain way to beat: answers taken by their points, the best first, as far as there is room."""

from collections.abc import Mapping

from matcher.aims import Row
from matcher.bundled.fixed import taken
from matcher.bundled.ground import Ground
from matcher.bundled.teamdays import stated_days


def greedy(ground: Ground) -> tuple[Row, ...]:
    """Return what the plain way answers, under the same rules; fixed pairs are kept, equals go by the letters' order.

    A mentor that the mentee has already answers a further subject for nothing; a further mentor must bring more
    than its price.
    """
    problem = ground.problem
    of_needs = {key: place for place, key in enumerate(problem.needs)}
    pairs = {(problem.needs[need].mentee, mentor): None for need, mentor, _ in ground.held}
    load, used = taken(problem, list(pairs))
    days: Mapping[tuple[str, str], int] = dict(zip(ground.pairs, ground.days.tolist(), strict=True))
    stated, has = stated_days(problem), dict.fromkeys(problem.mentees, 0)
    chosen: dict[str, Row] = {}
    for row in sorted(ground.rows, key=lambda row: (-row[2], of_needs[row[0]])):
        mentee, mentor = pair = problem.needs[row[0]].mentee, row[1]
        if row[0] in chosen:
            continue
        if pair not in pairs:
            is_free = has[mentee] < ground.each and load[mentor] < problem.mentors[mentor].capacity
            is_rested = mentor not in stated or used[mentor] + days[pair] <= stated[mentor]
            if not (is_free and is_rested) or row[2] <= ground.price:
                continue
            pairs[pair] = None
            has[mentee] += 1
            load[mentor] += 1
            used[mentor] += days[pair]
        chosen[row[0]] = row
    return (*ground.held, *chosen.values())
