"""From a frozen problem to a proved match with a mentor for each subject, few mentors a mentee (2.1.3, 2.1.4)."""

import time
from collections.abc import Callable, Mapping, Sequence

from data.answer import OnProgress, Progress, Reason, Status
from data.text import Text
from matcher.aims import Row
from matcher.bundled.counting import counted, levels_of, not_counted, pairs_of, sums_of
from matcher.bundled.fixed import Points, conflicts, taken
from matcher.bundled.gains import gains
from matcher.bundled.greedy import greedy
from matcher.bundled.ground import Ground, ground_of
from matcher.bundled.outcome import Beside
from matcher.bundled.refusals import why_unanswered
from matcher.bundled.result import SubjectResult
from matcher.bundled.search import Found, search
from matcher.entry import whole
from matcher.errors import BadValue
from matcher.exact.bundles.wall import Walled
from matcher.problem import Problem
from matcher.proposal import Proposal
from matcher.ranking import proposal_of
from matcher.rules import reason_of
from matcher.scores import Scores, score
from matcher.sentences import say

SCORING = Text(en="scoring letter {} of {}", id="menilai surat {} dari {}")
SINGLE = Text(en="one mentor each: {}", id="satu mentor per resipien: {}")
SEVERAL = Text(en="at most {} mentors each: {}", id="paling banyak {} mentor per resipien: {}")
LATE = Text(
    en="The time limit ended before all letters were scored.", id="Batas waktu habis sebelum semua surat dinilai."
)
SLOW = Text(
    en="The time limit ended while the pairs were being formed.", id="Batas waktu habis saat pasangan sedang dibentuk."
)
LONGER = Text(en="Give more time.", id="Beri waktu lebih lama.")
# Where one mentor each is looked at too, it gets one part of the time in so many.
QUARTER = 4


class _OutOfTime(Exception):
    """The deadline passed while scoring; never leaves this module."""


def solve_subjects(
    problem: Problem,
    *,
    mentors_each: int | None = None,
    time_limit: float,
    seed: int,
    on_progress: OnProgress | None = None,
) -> SubjectResult:
    """Return the best match in which each subject of a mentee may have its own mentor.

    Every aim is made as large as can be while those before it are kept. All subjects of a mentee that one mentor
    answers are one pair, take one of its places, and the days of its team where it stated them.

    Parameters
    ----------
    mentors_each
        The most mentors of one mentee, 1 or more; the book's ``match_mentors_each`` when None.
    time_limit
        Seconds, above 0; what is best by then is returned with the bounds known by then.
    seed
        0 or more; decides among equal answers, and nothing else.
    on_progress
        Called while letters are scored, and before every aim.

    Returns
    -------
    SubjectResult
        OPTIMAL when every level is proved, else FEASIBLE; INFEASIBLE when fixed pairs contradict; UNKNOWN when time
        ran out before any answer.

    Raises
    ------
    BadValue
        For a number out of range.
    TooLarge
        For more bundles of mentors than can be looked at.
    """
    each = whole("mentors_each", problem.number("mentors_each") if mentors_each is None else mentors_each, least=1)
    if not time_limit > 0:
        raise BadValue(field="time_limit", value=time_limit, expected="seconds above 0")
    whole("seed", seed)
    tell = on_progress or (lambda _: None)
    deadline = time.monotonic() + time_limit
    scores = _scored(problem, deadline, tell)
    if scores is None:
        return _nothing(problem, Status.UNKNOWN, each, seed=seed, unanswered=_late(problem, LATE))
    points: Points = {key: {one.mentor: one.points for one in found} for key, found in scores.of_need.items()}
    wanted = counted(problem)
    against = conflicts(problem, wanted, points, each=each)
    if against:
        return _nothing(problem, Status.INFEASIBLE, each, seed=seed, conflicts=against)
    ground = ground_of(problem, wanted, points, each=each, price=problem.number("pair_price"))
    if time.monotonic() > deadline:
        return _nothing(problem, Status.UNKNOWN, each, seed=seed, unanswered=_late(problem, SLOW))
    return _solved(ground, points, scores, deadline=deadline, seed=seed, tell=tell)


def _late(problem: Problem, sentence: Text) -> Mapping[str, tuple[Reason, ...]]:
    """Return for every mentee that the time was over."""
    return {
        key: (reason_of(problem, "time_limit", who=key, sentence=sentence, remedy=LONGER),) for key in problem.mentees
    }


def _scored(problem: Problem, deadline: float, tell: OnProgress) -> Scores | None:
    def on_mentee(place: int) -> None:
        if time.monotonic() > deadline:
            raise _OutOfTime
        tell(Progress(stage=say(SCORING, place + 1, len(problem.mentees))))

    try:
        return score(problem, problem.mentees.values(), on_mentee=on_mentee)
    except _OutOfTime:
        return None


def _solved(
    ground: Ground, points: Points, scores: Scores, *, deadline: float, seed: int, tell: OnProgress
) -> SubjectResult:
    problem, plain = ground.problem, greedy(ground)
    single: Found | None = None
    with Walled(deadline) as walled:
        if ground.each > 1:
            one, now = ground.with_each(1), time.monotonic()
            single = search(
                one, known=(greedy(one),), deadline=now + max(deadline - now, 0) / QUARTER, seed=seed, walled=walled,
                on_aim=_teller(one, tell, SINGLE),
            )  # fmt: skip
        found = search(
            ground, known=(plain, *([single.rows] if single else [])), deadline=deadline, seed=seed, walled=walled,
            on_aim=_teller(ground, tell, SEVERAL),
        )  # fmt: skip
    pairs = pairs_of(problem, found.rows)
    _, used = taken(problem, list(pairs))
    levels = levels_of(ground.aims, found.sums, found.bounds, price=ground.price)
    return SubjectResult(
        status=Status.OPTIMAL if all(level.proved for level in levels) else Status.FEASIBLE,
        mentors_each=ground.each,
        price=ground.price,
        levels=levels,
        proposals=_proposals(problem, scores, found.rows),
        unanswered=why_unanswered(ground, points, found.rows),
        team_days=dict(used),
        baseline=_beside(ground, plain),
        single=_beside(ground, single.rows) if single else None,
        proofs=found.proofs,
        gains=gains(ground, found.rows, single.rows) if single else (),
        not_counted=not_counted(problem),
        seed=seed,
        fingerprint=problem.fingerprint,
        problem=problem,
    )


def _teller(ground: Ground, tell: OnProgress, words: Text) -> Callable[[int], None]:
    def on_aim(place: int) -> None:
        name = ground.aims[place].name
        tell(Progress(stage=say(words, name) if words is SINGLE else say(words, ground.each, name)))

    return on_aim


def _proposals(problem: Problem, scores: Scores, rows: Sequence[Row]) -> tuple[Proposal, ...]:
    """Return the proposals in the order of letters and ranks."""
    mentor_of = {need: mentor for need, mentor, _ in rows}
    return tuple(
        proposal_of(problem, scored)
        for needs in problem.needs_of.values()
        for need in needs
        for scored in scores.of_need[need.id]
        if mentor_of.get(need.id) == scored.mentor
    )


def _beside(ground: Ground, rows: Sequence[Row]) -> Beside:
    sums = sums_of(ground.problem, ground.aims, rows, price=ground.price)
    levels = levels_of(ground.aims, sums, sums, price=ground.price)
    return Beside(levels=levels, answers={need: mentor for need, mentor, _ in rows})


def _nothing(
    problem: Problem,
    status: Status,
    each: int,
    *,
    seed: int,
    unanswered: Mapping[str, tuple[Reason, ...]] | None = None,
    conflicts: tuple[Reason, ...] = (),
) -> SubjectResult:
    return SubjectResult(
        status=status, mentors_each=each, price=problem.number("pair_price"), unanswered=unanswered or {},
        conflicts=conflicts, seed=seed, fingerprint=problem.fingerprint, problem=problem,
    )  # fmt: skip
