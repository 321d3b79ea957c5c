"""After a match is published: a letter that comes late, and a mentor that declines (3.1.2)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import matcher
from data import Book
from data.answer import OnProgress, Progress
from data.country import Country
from service.adapters import matcher_model, partnerships, read_needs
from service.records.intake import Intake, PastRelation, Pin
from service.records.placed import Placed
from service.walks.year import MATCHER, RefusedAnswer
from service.words.reasons import both


def run_placement(
    intake: Intake,
    *,
    letter: str,
    published: Mapping[str, str],
    declined: Pin | None = None,
    history: Sequence[PastRelation] = (),
    expected: int | None = None,
    book: Book,
    country: Country,
    seed: int,
    time_limit: float,
    on_progress: OnProgress,
) -> Placed:
    """Place one letter of ``intake`` and hold every other published pair.

    Parameters
    ----------
    intake, book, country
        The question and its tables.
    letter
        Letter id.
    published
        Letter id to mentor id as last published.
    declined
        The pair that its mentor declined; the letter then goes elsewhere, and no advice is given.
    history, expected
        Past partnerships besides those of the workbook, and letters still to come (None: as the book says); they feed
        the estimate alone.
    seed, time_limit
        As for ``run_match``.
    on_progress
        Called with each stage.

    Raises
    ------
    RefusedAnswer
        If the checker finds a broken rule in the answer.
    """
    on_progress(Progress(stage=both("stage.reading")))
    needs, doubts = read_needs(intake, book=book, country=country)
    if declined is not None:
        intake = replace(intake, pins=(*intake.pins, declined))
    model = matcher_model(intake, book=book, country=country, needs=needs)
    model.publish(published)
    problem = model.freeze()
    placement = matcher.place_letter(problem, mentee=letter, time_limit=time_limit, seed=seed)
    on_progress(Progress(stage=both("stage.checking_match")))
    violations = placement.result.verify()
    if violations:
        raise RefusedAnswer(MATCHER, violations)
    advice = None
    if declined is None:
        past = [model.add_past(one.mentor, one.mentee, year=one.year, subject=one.subject) for one in history]
        advice = matcher.advise(problem, mentee=letter, expected=expected, history=past, seed=seed)
    return Placed(
        intake=intake, match=placement.result, book=book, country=country,
        letters={key: pair.mentee for key, pair in partnerships(intake, placement.result).items()},
        warnings=doubts, placement=placement, advice=advice, declined=declined,
    )  # fmt: skip
