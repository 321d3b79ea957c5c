"""Who would rather have each other, and the match in which fewest would: wishes of both sides (3.1.2)."""

from decimal import Decimal

import numpy as np

from data.text import Text
from matcher.exact.network import Flags, Ints, Network
from matcher.exact.stable import blocking, least_blocking
from matcher.otherwise.answers import Blocking, Rather
from matcher.otherwise.moved import other_of
from matcher.otherwise.preference import for_mentee, for_mentor
from matcher.problem import Problem
from matcher.proposal import Proposal
from matcher.ranking import proposal_of
from matcher.result import Result
from matcher.sentences import Phrase, say

BOTH = Text(en="{} {}; {} {}.", id="{} {}; {} {}.")
NAMED = Text(en="named {} in its letter", id="menyebut {} dalam suratnya")
FITS = Text(en="fits {} better ({} points, {} with {})", id="lebih cocok dengan {} ({} poin, {} dengan {})")
HIGHER = Text(en="ranks {}, which {} teaches, higher", id="menempatkan {}, yang diajarkan {}, lebih tinggi")
FREE = Text(en="has no mentor", id="belum mendapat mentor")
ROOM = Text(en="still has a place", id="masih memiliki tempat")
PREFERS = Text(
    en="would take it rather than {} ({} against {} points on its own side)",
    id="lebih memilihnya daripada {} ({} banding {} poin dari sisinya sendiri)",
)


def rather(result: Result, *, time_limit: float) -> Rather:
    """Return the pairs in which both would gain, and the match that serves as many with fewest such pairs.

    A mentee wants the mentor that its letter names, then one for a higher priority, then the one with most points; a
    mentor goes by the criteria of the book's ``match_mentor_side_`` numbers. Equal is no gain.
    Fixed pairs stay and are not asked.

    Parameters
    ----------
    time_limit
        Seconds for the match with fewest, above 0; the best by then is returned with what is proved by then.

    Raises
    ------
    BadValue
        For a time limit out of range.
    """
    assignment = result.assignment
    if assignment is None:
        return Rather(match=result, pairs=(), fewest=None, left=(), least=0)
    told = [proposal_of(result.problem, pair) for pair in assignment.scored]
    mentee = np.array([for_mentee(result.problem, one) for one in told], dtype=np.int64)
    mentor = np.array([for_mentor(result.problem, one) for one in told], dtype=np.int64)
    shape, taken = assignment.network, assignment.optimum.taken
    blocked = blocking(shape, taken, for_mentee=mentee, for_mentor=mentor)
    pairs = _told(result.problem, shape, told, taken=taken, blocked=blocked, mentor=mentor)
    best = least_blocking(shape, for_mentee=mentee, for_mentor=mentor, time_limit=time_limit, seed=result.seed)
    if len(best.blocking) >= len(blocked):
        return Rather(match=result, pairs=pairs, fewest=None, left=pairs, least=best.least)
    chosen = [assignment.scored[arc] for arc in np.flatnonzero(best.taken).tolist()]
    return Rather(
        match=result, pairs=pairs, least=best.least,
        fewest=other_of(result, assignment, [*assignment.fixed.values(), *chosen]),
        left=_told(result.problem, shape, told, taken=best.taken, blocked=best.blocking, mentor=mentor),
    )  # fmt: skip


def _told(
    problem: Problem, shape: Network, told: list[Proposal], *, taken: Flags, blocked: Ints, mentor: Ints
) -> tuple[Blocking, ...]:
    """Return the blocking pairs in words, in the order of the letters."""
    held = np.flatnonzero(taken)
    mine = {told[arc].mentee: told[arc] for arc in held.tolist()}
    found = []
    for arc in sorted(blocked.tolist(), key=lambda arc: (int(shape.mentee[arc]), -told[arc].points)):
        pair = told[arc]
        there = held[shape.mentor[held] == shape.mentor[arc]]
        worst = None
        if len(there) == shape.places[shape.mentor[arc]]:
            worst = told[int(there[np.argmin(mentor[there])])]
        sentence = say(
            BOTH, problem.mentees[pair.mentee].name, _of_mentee(problem, pair, mine.get(pair.mentee)),
            problem.mentors[pair.mentor].name, _of_mentor(problem, pair, worst),
        )  # fmt: skip
        found.append(Blocking(mentee=pair.mentee, mentor=pair.mentor, told=sentence))
    return tuple(found)


def _of_mentee(problem: Problem, pair: Proposal, present: Proposal | None) -> Phrase:
    name = problem.mentors[pair.mentor].name
    if present is None:
        return Phrase(FREE)
    if pair.chosen and not present.chosen:
        return Phrase(NAMED, (name,))
    if problem.needs[pair.need].rank < problem.needs[present.need].rank:
        return Phrase(HIGHER, (problem.country.subject(pair.subject).name, name))
    return Phrase(FITS, (name, pair.points, present.points, problem.mentors[present.mentor].name))


def _of_mentor(problem: Problem, pair: Proposal, worst: Proposal | None) -> Phrase:
    if worst is None:
        return Phrase(ROOM)
    own, other = (Decimal(for_mentor(problem, one)) / 100 for one in (pair, worst))
    return Phrase(PREFERS, (problem.mentees[worst.mentee].name, own, other))
