"""The policy sandbox: what one rule of the National Board, moved over many values, would give (4.2)."""

from collections.abc import Sequence

from data.answer import OnProgress, Progress
from planner.sandbox.lever import Value
from planner.sandbox.point import Frontier
from planner.sandbox.sweep import sweep_policy
from service.records.year import Year
from service.walks.readiness import budgets_of
from service.walks.year import PLANNER, RefusedAnswer
from service.words.reasons import both


def run_sandbox(
    year: Year, lever: str, values: Sequence[Value], *, replan: bool, workers: int, seed: int, seconds: float,
    on_progress: OnProgress,
) -> Frontier:  # fmt: skip
    """Return what each value of ``lever`` would give for a planned year.

    Notes
    -----
    A mentee can spend what its letters state; who stated nothing is taken to bear what is left.

    Raises
    ------
    RefusedAnswer
        If the checker finds a broken rule at any point.
    UnknownLever, WrongValue
        If there is nothing of that name to be moved, or a value that cannot be.
    """
    means = {f"mentee:{party}": budget for party, budget in budgets_of(year.intake).items()}
    frontier = sweep_policy(
        year.plan, lever, values, means=means, replan=replan, seconds=seconds, seed=seed, workers=workers,
        on_progress=on_progress,
    )  # fmt: skip
    on_progress(Progress(stage=both("stage.checking_plan")))
    if frontier.violations:
        raise RefusedAnswer(PLANNER, frontier.violations)
    return frontier
