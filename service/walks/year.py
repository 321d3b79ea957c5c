"""The year: from letters to proven pairs, a calendar and a budget that adds up (3.1, 4)."""

import math
import time
from collections.abc import Mapping

import planner
from data import Book
from data.answer import OnProgress, Progress, Violation
from data.country import Country
from service.adapters import matcher_model, partnerships, planner_model, read_needs
from service.errors import ServiceError
from service.records.intake import Intake
from service.records.over_time import money_over_time
from service.records.year import Matched, Year
from service.walks.readiness import affordability, readiness
from service.walks.records import twin_reasons
from service.words.reasons import both

MATCHER, PLANNER = "matcher", "planner"

__all__ = ["Matched", "RefusedAnswer", "Year", "run_match", "run_year"]


class RefusedAnswer(ServiceError, RuntimeError):
    """A solver's answer broke a rule when it was counted again; it is not shown.

    Parameters
    ----------
    room
        ``matcher`` or ``planner``.
    violations
        Every broken rule that the checker found.
    """

    def __init__(self, room: str, violations: tuple[Violation, ...]) -> None:
        """Keep the violations and print one a line."""
        self.room, self.violations = room, violations
        told = "\n".join(f"{each.rule}: {each.who}: {each.sentence.en}" for each in violations)
        super().__init__(f"the {room}'s own checker refused its answer, which is therefore not shown:\n{told}")


def run_match(
    intake: Intake,
    *,
    book: Book,
    country: Country,
    seed: int,
    time_limit: float,
    published: Mapping[str, str] | None = None,
    on_progress: OnProgress | None = None,
) -> Matched:
    """Match the letters of ``intake`` with its mentors.

    Parameters
    ----------
    intake, book, country
        The question and its tables.
    seed
        Seed of every random choice.
    time_limit
        Seconds for the solver.
    published
        Letter id to mentor id as last published; as many of these pairs as can be are kept.
    on_progress
        Called with each stage.

    Raises
    ------
    RefusedAnswer
        If the checker finds a broken rule in the answer.
    """
    tell = on_progress or _silent
    tell(Progress(stage=both("stage.reading")))
    needs, doubts = read_needs(intake, book=book, country=country)
    model = matcher_model(intake, book=book, country=country, needs=needs)
    model.publish(published or {})
    result = model.solve(time_limit=time_limit, seed=seed, on_progress=tell)
    tell(Progress(stage=both("stage.checking_match")))
    violations = result.verify()
    if violations:
        raise RefusedAnswer(MATCHER, violations)
    return Matched(
        intake=intake,
        match=result,
        book=book,
        country=country,
        letters={key: proposal.mentee for key, proposal in partnerships(intake, result).items()},
        warnings=(*doubts, *twin_reasons(result.problem), *readiness(intake, book)),
    )


def run_year(
    intake: Intake,
    *,
    book: Book,
    country: Country,
    seed: int,
    time_limit: float,
    on_progress: OnProgress | None = None,
) -> Year:
    """Match and plan the year of ``intake``.

    Parameters
    ----------
    intake, book, country
        The question and its tables.
    seed
        Seed of every random choice.
    time_limit
        Seconds for both solvers together; the planner gets what the matcher leaves, at least one.
    on_progress
        Called with each stage.

    Raises
    ------
    RefusedAnswer
        If a checker finds a broken rule in its room's answer.
    """
    tell = on_progress or _silent
    start = time.monotonic()
    matched = run_match(intake, book=book, country=country, seed=seed, time_limit=time_limit, on_progress=on_progress)
    model = planner_model(intake, matched.match, book=book, country=country)
    left = max(1, math.floor(time_limit - (time.monotonic() - start)))
    plan = model.solve(time_limit=left, seed=seed, on_progress=tell)
    tell(Progress(stage=both("stage.checking_plan")))
    violations = plan.verify()
    if violations:
        raise RefusedAnswer(PLANNER, violations)
    tell(Progress(stage=both("stage.trusting")))
    year = Year(
        intake=intake,
        match=matched.match,
        plan=plan,
        trust=planner.risk_of(plan),
        book=book,
        country=country,
        letters=matched.letters,
        warnings=(*affordability(intake, plan), *matched.warnings),
    )
    if intake.exchange and (violations := money_over_time(year).violations):
        raise RefusedAnswer(PLANNER, violations)
    return year


def _silent(_: Progress) -> None:
    """Tell nobody."""
