"""The published year after something happened: the same pairs, the fewest moves, both checked (2.7)."""

import datetime as dt
import math
import time
from collections.abc import Collection, Iterable

from data import Book
from data.answer import OnProgress, Progress
from data.country import Country
from planner.replanning.check import check
from planner.replanning.happenings import Happening
from planner.replanning.replan import replan
from planner.replanning.trial import moved_alone
from service.adapters.planning import partnerships, planner_model
from service.records.intake import Intake
from service.records.replanned import PublishedYear, Replanned
from service.walks.readiness import affordability
from service.walks.year import PLANNER, RefusedAnswer, run_match
from service.words.reasons import both


def run_replan(
    intake: Intake,
    published: PublishedYear,
    *,
    happenings: Iterable[Happening],
    enter: Collection[str],
    today: dt.date,
    book: Book,
    country: Country,
    seed: int,
    time_limit: float,
    on_progress: OnProgress,
) -> Replanned:
    """Re-plan a published year; the workbook may have changed, and more may have happened besides.

    Parameters
    ----------
    intake
        The workbook as it is now: absences, days, budget and letters that changed are in it.
    published
        The year as it was published; its partnership ids are kept.
    happenings, enter
        As in ``planner.replan``; letters that are new in the workbook enter by themselves.

    Raises
    ------
    RefusedAnswer
        If a checker finds a broken rule.
    """
    start = time.monotonic()
    letters = {letter.id for letter in intake.letters}
    mentors = {mentor.id for mentor in intake.mentors}
    pairs = {key: who for key, who in published.pairs.items() if key in letters and who in mentors}
    matched = run_match(
        intake, book=book, country=country, seed=seed, time_limit=time_limit, published=pairs,
        on_progress=on_progress,
    )  # fmt: skip
    ids = {key: one.mentee for key, one in partnerships(intake, matched.match, known=published.letters).items()}
    problem = planner_model(intake, matched.match, book=book, country=country, known=published.letters).problem()
    changed = {key for key, one in problem.partnerships.items() if not published.published.has(one)}
    told = tuple(happenings)
    alone = moved_alone(problem, published.published, told)
    answer = replan(
        problem, published.published, told, today=today, seed=seed,
        time_limit=max(1, math.floor(time_limit - (time.monotonic() - start))),
        enter={*enter, *(changed - published.waiting)}, on_progress=on_progress,
    )  # fmt: skip
    on_progress(Progress(stage=both("stage.checking_plan")))
    violations = check(answer)
    if violations:
        raise RefusedAnswer(PLANNER, violations)
    return Replanned(
        intake=intake, match=matched.match, plan=answer.plan, book=book, country=country, letters=ids,
        warnings=(*affordability(intake, answer.plan), *matched.warnings), replan=answer,
        edition=published.edition + 1, alone=alone,
    )  # fmt: skip
