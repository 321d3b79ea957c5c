"""From a frozen problem to a proved match (2.1.4: the facilitator matches)."""

import time
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from data.answer import Level, OnProgress, Progress, Reason, Status
from data.text import Text
from matcher.assignment import Assignment, allocate, conflicts
from matcher.baseline import baseline
from matcher.entry import whole
from matcher.errors import BadValue
from matcher.match import Certificate
from matcher.problem import Problem
from matcher.proposal import Proposal
from matcher.ranking import proposal_of
from matcher.refusals import why_instead, why_unmatched
from matcher.result import Result
from matcher.rules import reason_of
from matcher.scores import Scores, score
from matcher.sentences import say

SERVED = Text(en="mentees with a mentor", id="resipien yang mendapat mentor")
WISHES = Text(en="wished mentors granted", id="mentor pilihan yang dipenuhi")
POINTS = Text(en="points of fit in all", id="jumlah poin kecocokan")
SCORING = Text(en="scoring letter {} of {}", id="menilai surat {} dari {}")
MATCHING = Text(en="matching {} allowed pairs", id="memasangkan {} pasangan yang mungkin")
PROVED = Text(en="match found and proved", id="pasangan ditemukan dan terbukti terbaik")
LATE = Text(
    en="The time limit ended before all letters were scored.", id="Batas waktu habis sebelum semua surat dinilai."
)
LONGER = Text(en="Give more time.", id="Beri waktu lebih lama.")
CONFLICT = Text(
    en="No match was made, because the fixed pairs contradict each other or the rules.",
    id="Pasangan tidak disusun karena penetapan saling bertentangan atau melanggar aturan.",
)
MEND = Text(en="Mend the fixed pairs first.", id="Perbaiki penetapan terlebih dahulu.")


class _OutOfTime(Exception):
    """The deadline passed while scoring; never leaves this module."""


def solve(problem: Problem, *, time_limit: float, seed: int, on_progress: OnProgress | None = None) -> Result:
    """Return the match that serves most mentees, then grants most wishes, then has most points.

    Parameters
    ----------
    time_limit
        Seconds, above 0, for scoring; the flow itself takes milliseconds and is not interrupted.
    seed
        0 or more; decides among matches that are equal on all three levels, and nothing else.
    on_progress
        Called while letters are scored, and before and after the flow.

    Returns
    -------
    Result
        OPTIMAL with a certificate; INFEASIBLE when fixed pairs contradict; UNKNOWN when time ran out.

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
        late = {
            key: (reason_of(problem, "time_limit", who=key, sentence=LATE, remedy=LONGER),) for key in problem.mentees
        }
        return _without_match(problem, Status.UNKNOWN, seed=seed, unmatched=late)
    ranked = _shortlists(problem, scores)
    against = conflicts(problem, scores)
    if against:
        return _infeasible(problem, against, seed=seed, ranked=ranked)
    tell(Progress(stage=say(MATCHING, len(scores.best))))
    assignment = allocate(problem, scores, seed=seed)
    result = _result(problem, scores, assignment, seed=seed, ranked=ranked)
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
) -> Result:
    plain = [proposal_of(problem, scored) for scored in assignment.pairs.values()]
    proposals = tuple(
        replace(proposal, instead=why_instead(problem, scores, assignment, proposal=proposal)) for proposal in plain
    )
    certificate = _certificate(assignment)
    levels = _levels(proposals, assignment, certificate=certificate)
    return Result(
        status=Status.OPTIMAL if all(level.proved for level in levels) else Status.FEASIBLE,
        levels=levels,
        proposals=proposals,
        ranked=ranked,
        unmatched={
            key: why_unmatched(problem, scores, assignment, mentee=key)
            for key in problem.mentees
            if key not in assignment.pairs
        },
        baseline=baseline(problem, scores),
        certificate=certificate,
        seed=seed,
        fingerprint=problem.fingerprint,
        problem=problem,
    )


def _certificate(assignment: Assignment) -> Certificate:
    network, price = assignment.network, assignment.price
    gain = np.zeros(network.n_mentees, dtype=np.int64)
    np.maximum.at(gain, network.mentee, network.value - price[network.mentor])
    return Certificate(
        served=assignment.scale.served,
        wish=assignment.scale.wish,
        prices={key: int(price[place]) for place, key in enumerate(assignment.mentors)},
        gains={key: int(gain[place]) for place, key in enumerate(assignment.mentees)},
    )


def _levels(proposals: tuple[Proposal, ...], assignment: Assignment, *, certificate: Certificate) -> tuple[Level, ...]:
    """Return the three levels; the bound of each splits from the one dual bound, earlier levels being kept."""
    free = set(assignment.mentees)
    fixed = [proposal for proposal in proposals if proposal.mentee not in free]
    places = assignment.network.places.tolist()
    paid = sum(count * certificate.prices[key] for key, count in zip(assignment.mentors, places, strict=True))
    bound = assignment.scale.split(sum(certificate.gains.values()) + paid)
    wishes = sum(proposal.chosen for proposal in fixed)
    points = sum(proposal.points for proposal in fixed)
    return (
        Level(id="served", name=SERVED, value=len(proposals), bound=bound.served + len(fixed), unit="partnerships"),
        Level(
            id="wishes",
            name=WISHES,
            value=sum(proposal.chosen for proposal in proposals),
            bound=bound.wishes + wishes,
            unit="wishes",
        ),
        Level(
            id="points",
            name=POINTS,
            value=sum(proposal.points for proposal in proposals),
            bound=bound.points + points,
            unit="points",
        ),
    )


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
