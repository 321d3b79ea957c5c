"""``match --others``, ``--frontier``, ``--weights`` and ``--rather``: other matches beside the best (3.1.2)."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, TypeVar

import click

import matcher
from data.answer import Progress
from service.cli.desk import DONE, NOBODY, Desk
from service.cli.record import match_record
from service.cli.report.otherwise import otherwise_report
from service.cli.view import view_of
from service.records.intake import Pin
from service.records.year import Matched
from service.walks.otherwise import Otherwise, OtherwiseAsked, look_otherwise
from service.words import Words
from service.words.reasons import both

# Other matches, and pairs in which they differ, that can be asked for; 0 stands for what the book says.
AS_THE_BOOK, MOST_OTHERS, MOST_DIFFER = 0, 10, 300

Function = TypeVar("Function", bound=Callable[..., object])


def otherwise_options(words: Words) -> Callable[[Function], Function]:
    """Return the options of this file, handed over as one ``otherwise``."""

    def add(function: Function) -> Function:
        @wraps(function)
        def asked(
            *, others: int | None, differ: int | None, frontier: bool, weights: bool, rather: bool, **rest: Any
        ) -> object:
            if differ is not None and others is None:
                raise click.UsageError(words("otherwise.differ_alone"))
            told = OtherwiseAsked(
                others=others, differ=differ or AS_THE_BOOK, frontier=frontier, weights=weights, rather=rather
            )
            if told.is_any and any(rest.get(key) is not None for key in ("letter", "each", "arrived", "refused")):
                raise click.UsageError(words("otherwise.alone"))
            return function(otherwise=told, **rest)

        decorated: Any = asked
        for option in (
            click.option("--rather", is_flag=True, help=words("option.rather")),
            click.option("--weights", is_flag=True, help=words("option.weights")),
            click.option("--frontier", is_flag=True, help=words("option.frontier")),
            click.option(
                "--differ", metavar=words("option.whole"), type=click.IntRange(1, MOST_DIFFER),
                help=words("option.differ"),
            ),
            click.option(
                "--others", metavar="[N]", is_flag=False, flag_value=AS_THE_BOOK,
                type=click.IntRange(AS_THE_BOOK, MOST_OTHERS), help=words("option.others"),
            ),
        ):  # fmt: skip
            decorated = option(decorated)
        return decorated  # type: ignore[no-any-return]

    return add


def tell_otherwise(
    desk: Desk, matched: Matched, asked: OtherwiseAsked, *, refused: Sequence[Pin], as_json: bool, seconds: float
) -> int:
    """Look for what was asked, show it, and return the exit code."""
    with desk.signs() as signs:
        signs(Progress(stage=both("stage.otherwise")))
        told = look_otherwise(matched.match, asked, time_limit=seconds)
    if as_json:
        desk.give({**match_record(matched, refused=refused), **otherwise_record(told)})
    else:
        desk.show(otherwise_report(view_of(matched, console=desk.out, language=desk.words.language), told))
    return DONE if matched.match.proposals else NOBODY


def otherwise_record(told: Otherwise) -> dict[str, Any]:
    """Return what was asked for as plain data, nothing of what was not."""
    found: dict[str, Any] = {}
    if told.others is not None:
        found["others"] = matcher.plain_alternatives(told.others)
    if told.frontier is not None:
        found["frontier"] = matcher.plain_frontier(told.frontier)
    if told.weights is not None:
        found["weights"] = matcher.plain_weights(told.weights)
    if told.rather is not None:
        found["rather"] = matcher.plain_rather(told.rather)
    return found
