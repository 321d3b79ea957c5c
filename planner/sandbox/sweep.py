"""One rule or ceiling over many values: processes here, a cluster there, the same answers (4.2).

On a cluster the call stands inside ``with joblib.parallel_config(backend="dask"):``; nothing else changes.
"""

import dataclasses
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool

import joblib  # type: ignore[import-untyped]

from data.answer import OnProgress, Progress, Reason, Status
from data.frozen import make_sendable
from data.text import Text
from planner.errors import WrongValue
from planner.money.decisions import faults_of, section_of
from planner.plan import Plan
from planner.problem import Problem
from planner.sandbox.basis import Basis
from planner.sandbox.choice import choose
from planner.sandbox.grants import Grants, grants_of
from planner.sandbox.ground import basis_of, left_for_partnerships
from planner.sandbox.lever import Value, changed, present
from planner.sandbox.point import Frontier, Point, Settings
from planner.sandbox.replanned import replanned_levels
from planner.sandbox.unsearched import CUT_OFF, ENDED, no_candidates
from planner.sandbox.verify import verify_point
from planner.solve import solve

RULE = "sandbox"
Work = Callable[[Problem, Basis, Settings], Point]

# More points than anyone reads off one plot; a sweep is refused before it begins.
MOST_POINTS = 100
# Wall time of one point when nobody says: the choice itself takes a fraction of a second.
SECONDS = 12
HELD = Text(
    en="The calendar stands as planned; who is funded is chosen again at every point. A partnership counts as funded "
       "when its subsidy is paid in full and its mentee can bear the rest.",
    id="Kalender tetap seperti direncanakan; yang didanai dipilih ulang di setiap titik. Kemitraan terhitung didanai "
       "bila subsidinya dibayar penuh dan resipiennya sanggup menanggung sisanya.",
)  # fmt: skip
ANEW = Text(
    en="The year was planned anew at every point; a head that does not suffice cuts all subsidies in proportion.",
    id="Tahun dijadwalkan ulang di setiap titik; pos yang tidak mencukupi memotong semua subsidi secara sebanding.",
)
REMEDY = Text(en="Ask with the year planned anew.", id="Tanyakan dengan penjadwalan ulang.")


def sweep_policy(
    plan: Plan, lever: str, values: Sequence[Value], *, means: Mapping[str, int] | None = None, replan: bool = False,
    seconds: float = SECONDS, seed: int = 1, workers: int = 1, on_progress: OnProgress | None = None,
) -> Frontier:  # fmt: skip
    """Return what each value of one lever would give; the same for any number of workers.

    Parameters
    ----------
    plan
        The year from which the sweep sets out.
    lever
        A budget head, ``budget`` for all heads, or an amount of the board's decision.
    values
        In the order in which the points are wanted.
    means
        Payer key (``mentee:<party>``) to the rupiah that it can spend.
    replan
        True plans the year anew at every point, which takes up to ``seconds`` for each.
    seconds
        Wall time for one point.
    workers
        Processes at once, 1 or more; 1 starts none.
    on_progress
        Called after each point, in their order.

    Raises
    ------
    UnknownLever, WrongValue
        If there is nothing of that name to be moved, or a value that cannot be.
    """
    if not values or len(values) > MOST_POINTS:
        raise WrongValue(what="points", value=len(values), expected=f"1 to {MOST_POINTS}")
    if workers < 1 or not seconds > 0:
        raise WrongValue(what="workers and seconds", value=f"{workers} and {seconds}", expected="1 or more, above zero")
    tell, now = on_progress or (lambda _: None), present(plan.problem, lever)
    years = [changed(plan.problem, lever, value) for value in values]
    basis, calendar = basis_of(plan, means or {}), hashlib.sha256(repr(plan.events).encode()).hexdigest()
    made = [
        Settings(
            lever=lever,
            value=value,
            replanned=replan,
            seed=seed,
            seconds=seconds,
            year=plan.fingerprint,
            calendar=calendar,
        )
        for value in values
    ]
    asked, why = list(zip(years, made, strict=True)), no_candidates(plan, basis, replan=replan)
    points: list[Point] = []
    for point in _points(asked, basis, _anew if replan else _held, workers=workers, why=why):
        points.append(point)
        stage = Text(en=f"point {len(points)} of {len(values)}", id=f"titik {len(points)} dari {len(values)}")
        tell(Progress(stage=stage))
    return Frontier(lever=lever, now=now, points=tuple(points), note=ANEW if replan else HELD)


def _points(
    asked: Sequence[tuple[Problem, Settings]], basis: Basis, work: Work, *, workers: int, why: tuple[Text, Text] | None
) -> Iterator[Point]:
    """Yield every point; those whose process was ended before it answered are not searched.

    ``why`` says that there is nobody to choose from, so that no point is searched at all.
    """
    count = 0
    try:
        if why is None:
            tasks = (joblib.delayed(work)(problem, basis, settings) for problem, settings in asked)
            for point in joblib.Parallel(n_jobs=workers, return_as="generator")(tasks):
                count += 1
                yield point
    except BrokenProcessPool:
        why = ENDED
    for problem, settings in asked[count:]:
        yield _unsearched(problem, settings, why or ENDED)


def _held(problem: Problem, basis: Basis, settings: Settings) -> Point:
    """Return one point with the calendar as it stands."""
    if refused := _refusals(problem):
        return _point(problem, settings, refused=refused)
    grants = _grants(problem, basis)
    if isinstance(grants, Text):
        return _point(problem, settings, refused=(_reason(problem, grants),))
    left = left_for_partnerships(problem)
    choice = choose(basis, grants, left, seconds=settings.seconds, seed=settings.seed)
    if not choice.is_searched:
        return _unsearched(problem, settings, CUT_OFF)
    proved = all(level.proved for level in choice.levels)
    return dataclasses.replace(
        _point(problem, settings), status=Status.OPTIMAL if proved else Status.FEASIBLE, funded=choice.funded,
        levels=choice.levels, violations=verify_point(problem, basis, choice.funded, choice.levels, left=left),
    )  # fmt: skip


def _anew(problem: Problem, basis: Basis, settings: Settings) -> Point:
    """Return one point with the year planned anew; ``basis`` is not needed there."""
    del basis
    if refused := _refusals(problem):
        return _point(problem, settings, refused=refused)
    plan = solve(problem, time_limit=settings.seconds, seed=settings.seed)
    placed, levels = replanned_levels(plan)
    if not placed and not levels[0].proved:
        return _unsearched(problem, settings, CUT_OFF)
    return dataclasses.replace(
        _point(problem, settings), status=plan.status, funded=placed, levels=levels, violations=plan.verify()
    )


def _point(problem: Problem, settings: Settings, *, refused: tuple[Reason, ...] = ()) -> Point:
    return Point(
        settings=settings, amount=present(problem, settings.lever), status=Status.UNKNOWN, refused=refused
    )  # fmt: skip


def _unsearched(problem: Problem, settings: Settings, why: tuple[Text, Text]) -> Point:
    """Return a point without a plan, with the reason and what would help: it proves nothing, least of all a zero."""
    sentence, remedy = why
    reason = Reason(rule=RULE, section="", who="", sentence=sentence, remedy=remedy)
    return dataclasses.replace(_point(problem, settings), unsearched=(reason,))


def _refusals(problem: Problem) -> tuple[Reason, ...]:
    return faults_of(problem.decision, problem.book) if problem.decision is not None else ()


def _grants(problem: Problem, basis: Basis) -> Grants | Text:
    if problem.decision is None or not problem.budget_decided:
        return Grants(sums={key: {} for key in basis.lines}, payer_most={}, party_most=None, limit=0)
    return grants_of(problem, problem.decision, basis)


def _reason(problem: Problem, why: Text) -> Reason:
    return Reason(
        rule=RULE, section=section_of(problem.book, "subsidy_decision"), who="", sentence=why, remedy=REMEDY
    )  # fmt: skip


# Problems are full of frozen tables.
make_sendable()
