"""``plan --joint``: match, dates and money decided at once (2.2, 2.6, 4.2)."""

from collections.abc import Callable
from typing import TypeVar

import click

from service.cli.desk import DONE, NOBODY, Desk
from service.cli.report.joint import joint_report
from service.cli.view import view_of
from service.records.year import Matched
from service.walks.joint import run_joint
from service.words import Words

# Mentors that compete for one letter: when no number is given, and at most.
EACH, MOST_EACH = 3, 12

Function = TypeVar("Function", bound=Callable[..., object])


def joint_option(words: Words) -> Callable[[Function], Function]:
    """Return ``--joint [N]``."""
    return click.option(
        "--joint", "each", metavar="[N]", is_flag=False, flag_value=EACH, type=click.IntRange(1, MOST_EACH),
        help=words("option.joint"),
    )  # fmt: skip


def tell_joint(desk: Desk, matched: Matched, *, each: int, as_json: bool, seed: int, seconds: float) -> int:
    """Decide the year of a match at once and show it; return the exit code."""
    with desk.signs() as signs:
        joint = run_joint(matched, each=each, seed=seed, time_limit=seconds, on_progress=signs)
    if as_json:
        desk.give(joint.to_dict())
    else:
        desk.show(joint_report(view_of(matched, console=desk.out, language=desk.words.language), joint))
    return DONE if joint.pick.entered else NOBODY
