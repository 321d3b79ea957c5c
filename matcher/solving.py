"""From a frozen problem to a proved match (2.1.4: the facilitator matches)."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import replace

from data.answer import Level, OnProgress, Progress, Reason, Status
from data.text import Text
from matcher.aims import Options, options_of, reached
from matcher.assignment import Assignment, allocate, conflicts
from matcher.baseline import baseline
from matcher.entry import whole
from matcher.errors import BadValue, Stopped
from matcher.match import Certificate
from matcher.problem import Problem
from matcher.proposal import Proposal
from matcher.ranking import proposal_of
from matcher.refusals import why_instead, why_unmatched
from matcher.result import Result
from matcher.rules import reason_of
from matcher.scores import Scored, Scores, score
from matcher.sentences import say

SCORING = Text(en="scoring letter {} of {}", id="menilai surat {} dari {}")
MATCHING = Text(en="matching {} allowed pairs", id="memasangkan {} pasangan yang mungkin")
PROVED = Text(en="match found and proved", id="pasangan ditemukan dan terbukti terbaik")
LATE = Text(
    en="The time limit ended before all letters were scored.", id="Batas waktu habis sebelum semua surat dinilai."
)
LONGER = Text(en="Give more time.", id="Beri waktu lebih lama.")
SLOW = Text(
    en="The time limit ended while the pairs were being formed.", id="Batas waktu habis saat pasangan sedang dibentuk."
)
LARGE = Text(
    en="The programme needs more memory than the match may have.",
    id="Program ini memerlukan memori lebih besar daripada yang boleh dipakai.",
)
SPLIT = Text(en="Split the programme.", id="Bagi program menjadi beberapa bagian.")
# What was used up when a large flow was ended, and what would help.
ENDED = {"time": (SLOW, LONGER), "memory": (LARGE, SPLIT)}
CONFLICT = Text(
    en="No match was made, because the fixed pairs contradict each other or the rules.",
    id="Pasangan tidak disusun karena penetapan saling bertentangan atau melanggar aturan.",
)
MEND = Text(en="Mend the fixed pairs first.", id="Perbaiki penetapan terlebih dahulu.")


class _OutOfTime(Exception):
    """The deadline passed while scoring; never leaves this module."""


def solve(problem: Problem, *, time_limit: float, seed: int, on_progress: OnProgress | None = None) -> Result:
    """Return the match that is best in the first aim of the book, then in the second, and so on.

    Parameters
    ----------
    time_limit
        Seconds, above 0, for scoring, the flow and the aims that are no network. A flow that takes milliseconds is not
        interrupted; a large one is ended (``matcher.exact.wall``).
    seed
        0 or more; decides among matches that are equal on every level, and nothing else.
    on_progress
        Called while letters are scored, and before and after the flow.

    Returns
    -------
    Result
        OPTIMAL with a certificate; INFEASIBLE when fixed pairs contradict; UNKNOWN when time or memory ran out.

    Raises
    ------
    BadValue
        For a time limit or seed out of range.
    TooLarge
        If the problem leaves 64-bit arithmetic.
    """
    if not time_limit > 0:
        raise BadValue(field="time_limit", value=time_limit, expected="seconds above 0")
    whole("seed", seed)
    tell = on_progress or (lambda _: None)
    deadline = time.monotonic() + time_limit
    total = len(problem.mentees)

    def on_mentee(place: int) -> None:
        if time.monotonic() > deadline:
            raise _OutOfTime
        tell(Progress(stage=say(SCORING, place + 1, total)))

    try:
        scores = score(problem, problem.mentees.values(), on_mentee=on_mentee)
    except _OutOfTime:
        return _unknown(problem, LATE, LONGER, seed=seed)
    ranked = _shortlists(problem, scores)
    against = conflicts(problem, scores)
    if against:
        return _infeasible(problem, against, seed=seed, ranked=ranked)
    tell(Progress(stage=say(MATCHING, len(scores.best))))
    try:
        assignment = allocate(problem, scores, seed=seed, seconds=deadline - time.monotonic())
    except Stopped as stopped:
        return _unknown(problem, *ENDED[stopped.lacking], seed=seed)
    result = _result(problem, scores, assignment, seed=seed, ranked=ranked, deadline=deadline)
    tell(Progress(stage=PROVED, value=len(result.proposals), bound=result.levels[0].bound))
    return result


def _shortlists(problem: Problem, scores: Scores) -> Mapping[str, tuple[Proposal, ...]]:
    length = problem.number("shortlist_length")
    return {
        key: tuple(proposal_of(problem, scored) for scored in found[:length]) for key, found in scores.of_need.items()
    }


def _result(
    problem: Problem,
    scores: Scores,
    assignment: Assignment,
    *,
    seed: int,
    ranked: Mapping[str, tuple[Proposal, ...]],
    deadline: float,
) -> Result:
    plain = [proposal_of(problem, scored) for scored in assignment.pairs.values()]
    proposals = tuple(
        replace(proposal, instead=why_instead(problem, scores, assignment, proposal=proposal)) for proposal in plain
    )
    levels = _levels(problem, assignment)
    return Result(
        status=Status.OPTIMAL if all(level.proved for level in levels) else Status.FEASIBLE,
        levels=levels,
        proposals=proposals,
        ranked=ranked,
        unmatched={
            key: why_unmatched(problem, scores, assignment, mentee=key, in_haste=time.monotonic() > deadline)
            for key in problem.mentees
            if key not in assignment.pairs
        },
        baseline=baseline(problem, scores),
        certificate=_certificate(assignment),
        assignment=assignment,
        seed=seed,
        fingerprint=problem.fingerprint,
        problem=problem,
    )


def _certificate(assignment: Assignment) -> Certificate:
    found = assignment.optimum
    return Certificate(
        weights=dict(zip((aim.id for aim in assignment.priced), found.scale.weights, strict=True)),
        prices={key: int(price) for key, price in zip(assignment.mentors, found.price, strict=True)},
    )


def _levels(problem: Problem, assignment: Assignment) -> tuple[Level, ...]:
    """Return a level for each aim, fixed pairs added: bounds that prices prove, then those of the search."""
    found, later = assignment.optimum, assignment.beyond
    whole_ = reached(problem, assignment.aims, _options(problem, assignment.pairs.values()))
    return tuple(
        aim.level(value, bound - free + value)
        for aim, value, free, bound in zip(
            assignment.aims, whole_, found.value + later.value, found.bound + later.bound, strict=True
        )
    )


def _options(problem: Problem, pairs: Iterable[Scored]) -> Options:
    return options_of(problem, ((pair.need, pair.mentor, pair.points) for pair in pairs))


def _unknown(problem: Problem, sentence: Text, remedy: Text, *, seed: int) -> Result:
    """Return that there is no match, for want of time or memory."""
    reasons = {
        key: (reason_of(problem, "time_limit", who=key, sentence=sentence, remedy=remedy),) for key in problem.mentees
    }
    return _without_match(problem, Status.UNKNOWN, seed=seed, unmatched=reasons)


def _infeasible(
    problem: Problem, against: tuple[Reason, ...], *, seed: int, ranked: Mapping[str, tuple[Proposal, ...]]
) -> Result:
    unmatched = {}
    for key in problem.mentees:
        own = tuple(reason for reason in against if reason.who == key)
        unmatched[key] = own or (reason_of(problem, "must", who=key, sentence=CONFLICT, remedy=MEND),)
    return replace(
        _without_match(problem, Status.INFEASIBLE, seed=seed, unmatched=unmatched), conflicts=against, ranked=ranked
    )


def _without_match(
    problem: Problem, status: Status, *, seed: int, unmatched: Mapping[str, tuple[Reason, ...]]
) -> Result:
    return Result(
        status=status,
        levels=(),
        proposals=(),
        ranked={},
        unmatched=unmatched,
        baseline=None,
        certificate=None,
        seed=seed,
        fingerprint=problem.fingerprint,
        problem=problem,
    )
