"""``match --arrived`` and ``match --refused``: one letter beside a published match (3.1.2)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from matcher.learning.hindsight import read_choices
from service.cli.desk import DONE, NOBODY, Desk
from service.cli.record import placement_record
from service.cli.report.later import placement_report
from service.cli.view import view_of
from service.records.intake import Intake, PastRelation, Pin
from service.walks.later import run_placement
from service.words import Words

Function = TypeVar("Function", bound=Callable[..., object])

# Most letters that may be expected in a year, as the matcher allows.
MOST_EXPECTED = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """What was asked about one letter after a match was published.

    Parameters
    ----------
    arrived
        Letter id that came late, or None.
    refused
        ``LETTER=MENTOR``, or None.
    history
        CSV file of past choices, or None.
    expected
        Letters still to come, or None.
    """

    arrived: str | None
    refused: str | None
    history: Path | None
    expected: int | None

    @property
    def is_asked(self) -> bool:
        """Whether anything was."""
        return self.arrived is not None or self.refused is not None


def later_options(words: Words) -> Callable[[Function], Function]:
    """Return ``--arrived``, ``--refused``, ``--history`` and ``--expect``, handed over as one ``later``."""

    def add(function: Function) -> Function:
        @wraps(function)
        def asked(*, arrived: str | None, refused: str | None, history: Path | None, expected: int | None,
                  **rest: Any) -> object:  # fmt: skip
            later = Later(arrived=arrived, refused=refused, history=history, expected=expected)
            if arrived is not None and refused is not None:
                raise click.UsageError(words("later.one"))
            if arrived is None and (history is not None or expected is not None):
                raise click.UsageError(words("later.estimate_only"))
            if later.is_asked and rest["keep"] is None:
                raise click.UsageError(words("later.needs_keep"))
            return function(later=later, **rest)

        decorated: Any = asked
        for option in (
            click.option("--arrived", metavar=words("option.letter"), help=words("option.arrived")),
            click.option("--refused", metavar=words("option.pair"), help=words("option.refused")),
            click.option(
                "--history", metavar="FILE.csv", type=click.Path(exists=True, dir_okay=False, path_type=Path),
                help=words("option.history"),
            ),
            click.option(
                "--expect", "expected", metavar=words("option.whole"), type=click.IntRange(0, MOST_EXPECTED),
                help=words("option.expect"),
            ),
        ):  # fmt: skip
            decorated = option(decorated)
        return decorated  # type: ignore[no-any-return]

    return add


def tell_placement(
    desk: Desk,
    intake: Intake,
    later: Later,
    *,
    published: Mapping[str, str],
    before: tuple[Pin, ...],
    as_json: bool,
    seed: int,
    seconds: float,
) -> int:
    """Place the letter, show where it goes and what else could be, and return the exit code.

    Parameters
    ----------
    published
        Letter id to mentor id, of those that the workbook still has.
    before
        Refusals noted by the published match itself, which the answer hands on.
    """
    words = desk.words
    declined = _declined(words, intake, later.refused, published) if later.refused is not None else None
    letter = declined.letter if declined else _new(words, intake, later.arrived or "", published)
    book, country = desk.tables()
    history: tuple[PastRelation, ...] = ()
    if later.history is not None:
        history = tuple(
            PastRelation(mentor=one.mentor, mentee=one.mentee, year=one.year, subject=one.subject)
            for one in read_choices(later.history, country)
        )
    with desk.signs() as signs:
        placed = run_placement(
            intake, letter=letter, published=published, declined=declined, history=history, expected=later.expected,
            book=book, country=country, seed=seed, time_limit=seconds, on_progress=signs,
        )  # fmt: skip
    if as_json:
        desk.give(placement_record(placed, refused=(*before, *([declined] if declined else []))))
    else:
        desk.show(placement_report(view_of(placed, console=desk.out, language=words.language)))
    return DONE if placed.placement.proposal is not None else NOBODY


def with_refusals(intake: Intake, refusals: tuple[Pin, ...]) -> Intake:
    """Return the intake with refusals that a published match noted and the workbook does not have yet."""
    known = {(pin.mentor, pin.letter) for pin in intake.pins}
    letters, mentors = {letter.id for letter in intake.letters}, {mentor.id for mentor in intake.mentors}
    new = [
        pin
        for pin in refusals
        if (pin.mentor, pin.letter) not in known and pin.letter in letters and pin.mentor in mentors
    ]
    return replace(intake, pins=(*intake.pins, *new))


def _new(words: Words, intake: Intake, letter: str, published: Mapping[str, str]) -> str:
    """Return the letter if it is in the workbook and not published yet."""
    known = [one.id for one in intake.letters]
    if letter not in known:
        raise click.UsageError(words("choices.unknown", letter=letter, letters=", ".join(known)))
    if letter in published:
        raise click.UsageError(words("later.published", letter=letter, mentor=published[letter]))
    if pins := [pin for pin in intake.pins if pin.letter == letter and pin.kind == "must"]:
        raise click.UsageError(words("later.fixed", letter=letter, mentor=pins[0].mentor))
    return letter


def _declined(words: Words, intake: Intake, pair: str, published: Mapping[str, str]) -> Pin:
    """Return the refusal as a pair ruled out, as the workbook would hold it."""
    letter, sign, mentor = (part.strip() for part in pair.partition("="))
    if not sign or published.get(letter) != mentor:
        pairs = ", ".join(f"{key}={value}" for key, value in published.items())
        raise click.UsageError(words("later.not_published", pair=pair, pairs=pairs))
    if any(pin.letter == letter and pin.kind == "must" for pin in intake.pins):
        raise click.UsageError(words("later.fixed", letter=letter, mentor=mentor))
    reason = words("later.declined", day=intake.today.isoformat())
    return Pin(mentor=mentor, letter=letter, kind="never", reason=reason, author=words("later.author"))
