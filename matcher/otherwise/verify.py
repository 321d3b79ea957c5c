"""A recount of matches beside the one that was made; knows no solver and trusts no table of its own (2.1.4)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np

from data.answer import Violation
from data.text import Text
from matcher.aims import Row, aims, best_rows, options_of, priced, reached
from matcher.exact.differing import Alternative as Found
from matcher.exact.differing import Shown, check_diverse, sums
from matcher.match import Match
from matcher.otherwise.answers import Alternatives, Blocking, Frontier, Other, Rather
from matcher.otherwise.ground import Ground, ground
from matcher.otherwise.preference import for_mentee, for_mentor
from matcher.problem import Problem
from matcher.proof import rows_of
from matcher.proposal import Proposal, propose
from matcher.rules import RULES, Chosen
from matcher.sentences import Figure, say
from matcher.verify import need_points, verify

CHANGE = Text(en="The change of {} is not what the pairs bring.", id="Perubahan {} tidak sesuai dengan pasangannya.")
PAIR = Text(en="{}: the pair with {} was told wrongly.", id="{}: pasangan dengan {} salah dicatat.")
COUNT = Text(en="{} was told, {} is right.", id="Tercatat {}, seharusnya {}.")
BOUND = Text(en="An alternative does not hold: {}.", id="Satu alternatif tidak benar: {}.")
ORDER = Text(en="The stops of the frontier are not in order.", id="Urutan titik batas tidak benar.")

Best = Mapping[tuple[str, str], Row]


def verify_otherwise(told: Alternatives | Frontier | Rather) -> tuple[Violation, ...]:
    """Return everything in an answer that does not hold; empty when all of it does.

    Notes
    -----
    Checked: every hard rule, points of every criterion, and what each aim would change by, for every match told; that
    alternatives differ as much as they say, and what their prices prove; every stop's own proof, and that none is as
    good as another in sum and fairness; every pair in which both would gain, by asking each.
    """
    problem = told.match.problem
    best = best_rows(problem, aims(problem), rows_of(need_points(problem)))
    if isinstance(told, Alternatives):
        found = [*_others(told.match, told.found, best), *_alternatives(told, best)]
    elif isinstance(told, Frontier):
        found = [*_others(told.match, told.stops, best), *_stops(told)]
    else:
        found = [*_others(told.match, [told.fewest] if told.fewest else [], best), *_rather(told, best)]
    return tuple(dict.fromkeys(found))


def _others(match: Match, others: Iterable[Other], best: Best) -> Iterator[Violation]:
    problem, wanted = match.problem, aims(match.problem)
    before = reached(problem, wanted, options_of(problem, _rows(match.proposals)))
    for other in others:
        pairs = [Chosen(pair.need, pair.mentor) for pair in other.proposals]
        for rule in RULES:
            yield from rule.check(problem, pairs)
        for pair in other.proposals:
            right = best.get((pair.mentee, pair.mentor))
            again = propose(problem, problem.needs[pair.need], problem.practices[pair.practice])
            if right != (pair.need, pair.mentor, pair.points) or again.parts != pair.parts:
                yield _broken("points", pair.mentee, PAIR, pair.mentee, pair.mentor)
        after = reached(problem, wanted, options_of(problem, _rows(other.proposals)))
        for aim, old, new in zip(wanted, before, after, strict=True):
            by = old - new if aim.sense == "min" else new - old
            if other.change.get(aim.id, 0) != by:
                yield _broken("change", aim.id, CHANGE, aim.id)


def _rows(proposals: Iterable[Proposal]) -> list[Row]:
    return [(one.need, one.mentor, one.points) for one in proposals]


def _ground(problem: Problem, best: Best) -> Ground:
    """Return the network of the mentees that are not fixed, from points asked again."""
    fixed = {key: pins[0].mentor for key, pins in problem.fixed.items() if pins}
    rows = [row for (mentee, _), row in best.items() if mentee not in fixed]
    return ground(problem, priced(aims(problem)), rows, fixed=fixed)


def _pairs(proposals: Iterable[Proposal]) -> dict[str, str]:
    return {one.mentee: one.mentor for one in proposals}


def _alternatives(told: Alternatives, best: Best) -> Iterator[Violation]:
    """Yield alternatives that do not differ enough, and levels that their prices do not prove."""
    problem, base = told.match.problem, _ground(told.match.problem, best)
    mine = _pairs(told.match.proposals)
    first = base.taken(mine)
    own, found = sums(base.shape, base.aims, first), []
    for one in told.found:
        theirs = _pairs(one.proposals)
        differs = sum(theirs.get(mentee) != mentor for mentee, mentor in mine.items())
        if one.differs != differs:
            yield _broken("differs", "", COUNT, one.differs, differs)
        wanted = priced(aims(problem))
        # Levels count fixed pairs too; those are the same in every match.
        whole = reached(problem, wanted, options_of(problem, _rows(told.match.proposals)))
        value, bound = (
            tuple(
                (-figure if aim.sense == "min" else figure) - all_ + free
                for aim, figure, all_, free in zip(wanted, figures, whole, own, strict=True)
            )
            for figures in ([level.value for level in one.levels], [level.bound for level in one.levels])
        )
        shown = None
        if one.proof is not None:
            prices = np.array([one.proof.prices.get(key, 0) for key in base.mentors], dtype=object)
            shown = Shown(keep=np.array(one.proof.keep, dtype=object), price=prices, parts=one.proof.parts)
        found.append(Found(taken=base.taken(theirs), value=value, bound=bound, shown=shown))
    for fault in check_diverse(base.shape, base.aims, found, first=first, apart=told.differ):
        yield _broken("alternative", "", BOUND, fault)


def _stops(told: Frontier) -> Iterator[Violation]:
    """Yield stops whose own match does not hold, or that are not as they say."""
    fits = []
    for stop in told.stops:
        yield from verify(stop.match)
        points = sorted(pair.points for pair in stop.proposals)
        right = (stop.match.problem.floor, min(points, default=0), sum(points), sum(one < stop.floor for one in points))
        if (stop.floor, stop.worst, stop.total, stop.below) != right or _pairs(stop.match.proposals) != _pairs(
            stop.proposals
        ):
            yield _broken("stop", "", COUNT, stop.floor, right[0])
        fits.append((points, -stop.total))
    if any(not (one[0] < other[0] and one[1] < other[1]) for one, other in pairwise(fits)):
        yield _broken("stop", "", ORDER)


def _rather(told: Rather, best: Best) -> Iterator[Violation]:
    """Yield pairs in which both would gain that were not told, or were told and would not."""
    match, problem = told.match, told.match.problem
    if not match.levels:
        if told.pairs or told.left or told.fewest or told.least:
            yield _broken("blocking", "", COUNT, len(told.pairs), 0)
        return
    worth = {key: _worth(problem, row) for key, row in best.items()}
    cases: list[tuple[Sequence[Proposal], tuple[Blocking, ...]]] = [(match.proposals, told.pairs)]
    cases.append((told.fewest.proposals if told.fewest else match.proposals, told.left))
    for proposals, pairs in cases:
        right = set(_blocking(problem, _pairs(proposals), worth))
        if {(pair.mentee, pair.mentor) for pair in pairs} != right or len(pairs) != len(right):
            yield _broken("blocking", "", COUNT, len(pairs), len(right))
    fewer = told.fewest is not None and len(told.fewest.proposals) != len(match.proposals)
    if fewer or not 0 <= told.least <= len(told.left) <= len(told.pairs):
        yield _broken("blocking", "", COUNT, told.least, len(told.left))


def _worth(problem: Problem, row: Row) -> tuple[int, int]:
    """Return what a pair is worth to either side, by the practice that has most points."""
    need, mentor = problem.needs[row[0]], problem.mentors[row[1]]
    found = [propose(problem, need, practice) for practice in problem.offers(need, mentor)]
    pair = next(one for one in found if one.points == row[2])
    return for_mentee(problem, pair), for_mentor(problem, pair)


def _blocking(
    problem: Problem, pairs: Mapping[str, str], worth: Mapping[tuple[str, str], tuple[int, int]]
) -> Iterator[tuple[str, str]]:
    fixed = {key for key, pins in problem.fixed.items() if pins}
    load = Counter(pairs.values())
    for (mentee, mentor), (one, other) in worth.items():
        has = pairs.get(mentee)
        if mentee in fixed or has == mentor or (has is not None and one <= worth[mentee, has][0]):
            continue
        others = [worth[key, mentor][1] for key, name in pairs.items() if name == mentor and key not in fixed]
        if load[mentor] < problem.mentors[mentor].capacity or any(other > theirs for theirs in others):
            yield mentee, mentor


def _broken(rule: str, who: str, words: Text, *figures: Figure) -> Violation:
    return Violation(rule=rule, who=who, sentence=say(words, *figures))
