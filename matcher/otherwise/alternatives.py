"""A few matches that really differ, each the best of all that do, with its price (2.1.4: the facilitator matches)."""

from itertools import takewhile

import numpy as np

from data.text import Text
from matcher.assignment import Assignment
from matcher.errors import BadValue
from matcher.exact.differing import Alternative as Found
from matcher.exact.diverse import diverse
from matcher.otherwise.answers import Alternative, Alternatives, Proof
from matcher.otherwise.ground import ground
from matcher.otherwise.moved import other_of
from matcher.policy import portion
from matcher.result import Result
from matcher.rules import reason_of
from matcher.sentences import say

NO_MORE = Text(
    en="No further match serves as many mentees and differs from each of these in at least {} pairs.",
    id="Tidak ada hasil lain yang melayani resipien sebanyak ini dan berbeda sedikitnya {} pasangan dari "
    "masing-masing hasil di atas.",
)
NOT_FOUND = Text(
    en="No further match that serves as many and differs in at least {} pairs was found in the time given.",
    id="Dalam waktu yang diberikan tidak ditemukan hasil lain yang melayani sebanyak ini dan berbeda sedikitnya {} "
    "pasangan.",
)
FEWER = Text(
    en="Ask for matches that differ in fewer pairs.", id="Minta hasil yang berbeda pada lebih sedikit pasangan."
)
NO_MATCH = Text(en="There is no match to differ from.", id="Belum ada hasil pemasangan untuk dibandingkan.")
SOLVE = Text(en="Make a match first.", id="Susun pasangan terlebih dahulu.")


def alternatives(
    result: Result, *, time_limit: float, count: int | None = None, differ: int | None = None
) -> Alternatives:
    """Return up to ``count`` matches, each the best in the order of the aims that differs in ``differ`` pairs.

    They differ from the match and from each other; a match that serves fewer is not offered.

    Parameters
    ----------
    time_limit
        Seconds for all of them, above 0; what is best by then is returned with what is proved by then.
    count
        1 or more; the book's ``match_others_count`` when None.
    differ
        1 or more; when None a share of the pairs, the book's ``match_others_percent``.

    Raises
    ------
    BadValue
        For a number out of range.

    Notes
    -----
    Aims that know trips have no price, so they are told in ``change`` and not optimised.
    """
    problem, assignment = result.problem, result.assignment
    wanted = problem.number("others_count") if count is None else count
    apart = max(portion(len(result.proposals), problem.number("others_percent"), 100), 1) if differ is None else differ
    for name, given in (("count", wanted), ("differ", apart)):
        if given < 1:
            raise BadValue(field=name, value=given, expected="1 or more")
    if not time_limit > 0:
        raise BadValue(field="time_limit", value=time_limit, expected="seconds above 0")
    if assignment is None:
        none = reason_of(problem, "must", who="", sentence=NO_MATCH, remedy=SOLVE)
        return Alternatives(match=result, differ=apart, found=(), end=none)
    fixed = {key: pair.mentor for key, pair in assignment.fixed.items()}
    rows = [(one.need, one.mentor, one.points) for one in assignment.scored]
    base = ground(problem, assignment.priced, rows, fixed=fixed)
    told = diverse(
        base.shape, base.aims, first=assignment.optimum.taken, count=wanted, apart=apart, time_limit=time_limit,
        seed=result.seed,
    )  # fmt: skip
    served = int(assignment.optimum.taken.sum())
    good = takewhile(lambda one: one.taken.sum() == served, told)
    found = tuple(_alternative(result, assignment, one) for one in good)
    if len(found) == wanted:
        return Alternatives(match=result, differ=apart, found=found)
    missed = any(one.bound[0] >= served for one in told[len(found) :])
    sentence = say(NOT_FOUND if missed else NO_MORE, apart)
    end = reason_of(problem, "one_mentor", who="", sentence=sentence, remedy=FEWER)
    return Alternatives(match=result, differ=apart, found=found, end=end)


def _alternative(result: Result, assignment: Assignment, found: Found) -> Alternative:
    pairs = [assignment.scored[arc] for arc in np.flatnonzero(found.taken).tolist()]
    other = other_of(result, assignment, [*assignment.fixed.values(), *pairs])
    levels = tuple(
        aim.level(sign * level.value + value - own, sign * level.value + bound - own)
        for aim, level, own, value, bound in zip(
            assignment.priced, result.levels, assignment.optimum.value, found.value, found.bound, strict=False
        )
        for sign in ((-1,) if aim.sense == "min" else (1,))
    )
    proof = None
    if found.shown is not None:
        prices = dict(zip(assignment.mentors, map(int, found.shown.price), strict=True))
        proof = Proof(prices=prices, keep=tuple(map(int, found.shown.keep)), parts=found.shown.parts)
    kept = {(pair.mentee, pair.mentor) for pair in result.proposals}
    return Alternative(
        proposals=other.proposals, change=other.change, moves=other.moves, levels=levels, proof=proof,
        differs=len(kept) - sum((pair.mentee, pair.mentor) in kept for pair in other.proposals),
    )  # fmt: skip
