"""The options that commands share."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from service.words import Words

# Defaults of one run: the seed of every random choice, and seconds for both solvers together.
SEED, SECONDS = 1, 40

# Longest time limit that makes sense for a year, in seconds: an hour.
MOST_SECONDS = 3600

LANGUAGES = ("id", "en")

Function = TypeVar("Function", bound=Callable[..., object])


class Seconds(click.FloatRange):
    """A time limit; ``nan`` lies in no range, though click lets it through."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number, or refuse it."""
        number = super().convert(value, param, ctx)
        if math.isnan(number):
            self.fail(str(value), param, ctx)
        return number


def language_option(words: Words) -> Callable[[Function], Function]:
    """Return ``--lang``; it is read before anything else (see ``service.cli.entry``), so no command gets it."""

    def add(function: Function) -> Function:
        language = click.option("--lang", type=click.Choice(LANGUAGES), expose_value=False, help=words("option.lang"))
        return language(click.help_option("--help", help=words("option.help"))(function))

    return add


def solving_options(words: Words) -> Callable[[Function], Function]:
    """Return ``--json``, ``--seed``, ``--time-limit`` and ``--lang``."""

    def add(function: Function) -> Function:
        for option in reversed(
            (
                click.option("--json", "as_json", is_flag=True, help=words("option.json")),
                click.option(
                    "--seed",
                    metavar=words("option.whole"),
                    type=click.IntRange(min=0),
                    default=SEED,
                    show_default=True,
                    help=words("option.seed"),
                ),
                click.option(
                    "--time-limit",
                    "seconds",
                    metavar=words("option.seconds"),
                    type=Seconds(min=1, max=MOST_SECONDS),
                    default=SECONDS,
                    show_default=True,
                    help=words("option.time_limit"),
                ),
                language_option(words),
            )
        ):
            function = option(function)
        return function

    return add


def workbook_argument() -> Callable[[Function], Function]:
    """Return the workbook to be read, an existing file."""
    return click.argument("file", metavar="FILE.xlsx", type=click.Path(exists=True, dir_okay=False, path_type=Path))


def new_file_argument() -> Callable[[Function], Function]:
    """Return the workbook to be written."""
    return click.argument("file", metavar="FILE.xlsx", type=click.Path(dir_okay=False, writable=True, path_type=Path))


def folder_option(words: Words) -> Callable[[Function], Function]:
    """Return ``--out``, the folder for the year's files."""
    return click.option(
        "--out",
        "folder",
        metavar="DIR",
        default="out",
        show_default=True,
        type=click.Path(file_okay=False, path_type=Path),
        help=words("option.out"),
    )
