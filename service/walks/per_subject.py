"""A match in which each subject may have its own mentor, beside the plain match of the same workbook (2.1.3)."""

import matcher
from data.answer import OnProgress, Progress
from service.records.year import Matched
from service.walks.year import MATCHER, RefusedAnswer
from service.words.reasons import both


def run_per_subject(
    matched: Matched, *, each: int | None, seed: int, time_limit: float, on_progress: OnProgress
) -> matcher.SubjectResult:
    """Return the best match with at most ``each`` mentors a mentee; as many as the book says when None.

    Raises
    ------
    RefusedAnswer
        If the checker finds a broken rule in the answer.
    """
    result = matcher.solve_subjects(
        matched.match.problem, mentors_each=each, time_limit=time_limit, seed=seed, on_progress=on_progress
    )
    on_progress(Progress(stage=both("stage.checking_match")))
    violations = result.verify()
    if violations:
        raise RefusedAnswer(MATCHER, violations)
    return result
