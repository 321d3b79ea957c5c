"""``match --per-subject``: a mentor for each subject, few mentors a mentee (2.1.3)."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import click

from service.cli.desk import DONE, NOBODY, Desk
from service.cli.record import match_record
from service.cli.report.per_subject import per_subject_report
from service.cli.view import view_of
from service.records.intake import Pin
from service.records.year import Matched
from service.walks.per_subject import run_per_subject
from service.words import Words

# Mentors of one mentee that can be asked for; 0 stands for as many as the book says.
AS_THE_BOOK, MOST_EACH = 0, 5

Function = TypeVar("Function", bound=Callable[..., object])


def per_subject_option(words: Words) -> Callable[[Function], Function]:
    """Return ``--per-subject [N]``."""
    return click.option(
        "--per-subject", "each", metavar="[N]", is_flag=False, flag_value=AS_THE_BOOK,
        type=click.IntRange(AS_THE_BOOK, MOST_EACH), help=words("option.per_subject"),
    )  # fmt: skip


def tell_per_subject(
    desk: Desk, matched: Matched, *, each: int, refused: Sequence[Pin], as_json: bool, seed: int, seconds: float
) -> int:
    """Match once more with a mentor for each subject and show it; return the exit code."""
    with desk.signs() as signs:
        result = run_per_subject(matched, each=each or None, seed=seed, time_limit=seconds, on_progress=signs)
    if as_json:
        desk.give({**match_record(matched, refused=refused), "per_subject": result.to_dict()})
    else:
        view = view_of(matched, console=desk.out, language=desk.words.language)
        desk.show(per_subject_report(view, result))
    return DONE if result.proposals else NOBODY
