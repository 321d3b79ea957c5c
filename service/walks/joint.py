"""The year decided at once: every letter's best mentors compete for money, places and dates (2.2, 2.6, 4.2)."""

import planner
from data.answer import OnProgress, Progress
from planner.joint.result import Joint
from service.adapters.planning import planner_model, rival_pairs
from service.records.year import Matched
from service.walks.year import PLANNER, RefusedAnswer
from service.words.reasons import both


def run_joint(matched: Matched, *, each: int, seed: int, time_limit: float, on_progress: OnProgress) -> Joint:
    """Return who enters and when, ``each`` mentors a letter competing.

    Raises
    ------
    RefusedAnswer
        If a checker finds a broken rule in the answer.
    """
    rivals = rival_pairs(matched.intake, matched.match, most=each)
    model: planner.Model = planner_model(
        matched.intake, matched.match, book=matched.book, country=matched.country, rivals=rivals
    )
    joint = model.choose(time_limit=time_limit, seed=seed, on_progress=on_progress)
    on_progress(Progress(stage=both("stage.checking_plan")))
    if violations := joint.verify():
        raise RefusedAnswer(PLANNER, violations)
    return joint
