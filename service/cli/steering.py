"""What a facilitator may lay beside a workbook for one match: pairs published before, and the least fit (3.1.2)."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import click

from service.records.intake import Intake, Pin
from service.words import Words

# Points of a pair are thousandths.
MOST_POINTS = 1000

# Bytes of a file of published pairs; the answer of the largest year has a few million.
MOST_BYTES = 32_000_000

# What an answer tells of each refusal.
REFUSAL = ("mentee", "mentor", "reason", "author")

Taken = TypeVar("Taken")
Function = TypeVar("Function", bound=Callable[..., object])


def steering_options(words: Words) -> Callable[[Function], Function]:
    """Return ``--lift`` and ``--keep``."""

    def add(function: Function) -> Function:
        lift = click.option(
            "--lift", "floor", metavar=words("option.points"), type=click.IntRange(0, MOST_POINTS),
            help=words("option.lift"),
        )  # fmt: skip
        keep = click.option(
            "--keep", metavar="FILE.json", type=click.Path(exists=True, dir_okay=False, path_type=Path),
            help=words("option.keep"),
        )  # fmt: skip
        return lift(keep(function))

    return add


def published_pairs(file: Path, words: Words) -> dict[str, str]:
    """Return letter id to mentor id of an earlier ``match --json`` or ``year --json``.

    Raises
    ------
    click.UsageError
        If the file is too large, or holds no such answer.
    """
    pairs = _read(file, words, _pairs)
    if not all(isinstance(key, str) for pair in pairs.items() for key in pair):
        raise click.UsageError(words("keep.unreadable", file=file))
    return pairs


def published_refusals(file: Path, words: Words) -> tuple[Pin, ...]:
    """Return the refusals that an earlier answer noted, none where it knows of none.

    Raises
    ------
    click.UsageError
        If the file is too large, or holds no such answer.
    """
    return _read(file, words, _refusals)


def _read(file: Path, words: Words, take: Callable[[Any], Taken]) -> Taken:
    if file.stat().st_size > MOST_BYTES:
        raise click.UsageError(words("keep.large", file=file, most=MOST_BYTES // 1000 // 1000))
    try:
        return take(json.loads(file.read_bytes()))
    except (ValueError, KeyError, TypeError, RecursionError) as wrong:
        raise click.UsageError(words("keep.unreadable", file=file)) from wrong


def _pairs(answer: Any) -> dict[str, str]:
    return {pair["mentee"]: pair["mentor"] for pair in answer["match"]["proposals"]}


def _refusals(answer: Any) -> tuple[Pin, ...]:
    told = [tuple(str(one[key]) for key in REFUSAL) for one in answer.get("refused", [])]
    return tuple(
        Pin(mentor=mentor, letter=letter, kind="never", reason=reason, author=author)
        for letter, mentor, reason, author in told
    )


def still_known(pairs: Mapping[str, str], intake: Intake) -> dict[str, str]:
    """Return those of the pairs whose letter and mentor are both in the workbook still."""
    letters, mentors = {letter.id for letter in intake.letters}, {mentor.id for mentor in intake.mentors}
    return {letter: mentor for letter, mentor in pairs.items() if letter in letters and mentor in mentors}


def lifted(intake: Intake, floor: int | None) -> Intake:
    """Return the intake with another floor; as it is when None."""
    return intake if floor is None else replace(intake, floor=floor)
