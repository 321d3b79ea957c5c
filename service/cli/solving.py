"""The commands that answer a workbook: the year as a whole, or its match, calendar or budget."""

import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import click
from rich.console import RenderableType

from data.answer import Progress
from service.cli.desk import DONE, NOBODY, Desk
from service.cli.faults import refuse
from service.cli.joint import joint_option, tell_joint
from service.cli.later import Later, later_options, tell_placement, with_refusals
from service.cli.options import folder_option, solving_options, workbook_argument
from service.cli.otherwise import otherwise_options, tell_otherwise
from service.cli.per_subject import per_subject_option, tell_per_subject
from service.cli.reading import read_intake
from service.cli.record import match_record, year_record
from service.cli.report.whole import (
    budget_report,
    choices_report,
    match_report,
    payers_report,
    plan_report,
    risk_report,
    year_report,
)
from service.cli.steering import lifted, published_pairs, published_refusals, steering_options, still_known
from service.cli.view import View, view_of
from service.records.intake import Intake
from service.records.year import Matched, Year
from service.walks.otherwise import OtherwiseAsked
from service.walks.papers import write_papers
from service.walks.year import run_match, run_year
from service.words import Words
from service.words.reasons import both
from service.workbook.faults import WorkbookFaults

Report = Callable[[View[Year]], Iterator[RenderableType]]


def annotate_option(words: Words) -> Callable[[Callable[..., object]], Callable[..., object]]:
    """Return ``--annotate``, where a faulty workbook is written with its faults marked."""
    return click.option(
        "--annotate",
        metavar="FILE.xlsx",
        type=click.Path(dir_okay=False, path_type=Path),
        help=words("option.annotate"),
    )


def year_command(words: Words) -> click.Command:
    """Return ``year``: everything about a workbook, and its files."""

    @click.command("year", help=words("help.year"))
    @workbook_argument()
    @folder_option(words)
    @annotate_option(words)
    @solving_options(words)
    def year(*, file: Path, folder: Path, annotate: Path | None, as_json: bool, seed: int, seconds: float) -> int:
        desk = Desk(words)
        try:
            intake = _read(desk, file)
        except WorkbookFaults as faults:
            return refuse(desk, faults, file=file, annotate=annotate)
        return tell_year(desk, intake, folder=folder, as_json=as_json, seed=seed, seconds=seconds)

    return year


def tell_year(desk: Desk, intake: Intake, *, folder: Path, as_json: bool, seed: int, seconds: float) -> int:
    """Run the year of ``intake``, write its files and show it; return the exit code."""
    year, files = make_year(desk, intake, folder=folder, seed=seed, seconds=seconds)
    if as_json:
        desk.give(year_record(year, files=files))
    else:
        desk.show(year_report(view_of(year, console=desk.out, language=desk.words.language)))
        tell_files(desk, files)
    return DONE if year.match.proposals else NOBODY


def make_year(
    desk: Desk, intake: Intake, *, folder: Path | None, seed: int, seconds: float
) -> tuple[Year, tuple[Path, ...]]:
    """Run the year of ``intake`` under signs of life and write its files, if a folder is given."""
    with desk.signs() as signs:
        signs(Progress(stage=both("stage.tables")))
        book, country = desk.tables()
        year = run_year(intake, book=book, country=country, seed=seed, time_limit=seconds, on_progress=signs)
        if folder is None:
            return year, ()
        signs(Progress(stage=both("stage.writing")))
        return year, write_papers(year, folder, language=desk.words.language)


def tell_files(desk: Desk, files: tuple[Path, ...]) -> None:
    """Say where the files are."""
    desk.out.print()
    desk.out.print(desk.words("year.files"), style="bold")
    for path in files:
        desk.out.print(f"   {path}", soft_wrap=True)


def match_command(words: Words) -> click.Command:
    """Return ``match``: letters and mentors, without a calendar."""

    @click.command("match", help=words("help.match"))
    @workbook_argument()
    @annotate_option(words)
    @click.option("--why", "letter", metavar=words("option.letter"), help=words("option.why"))
    @steering_options(words)
    @per_subject_option(words)
    @solving_options(words)
    @otherwise_options(words)
    @later_options(words)
    def match(
        *,
        file: Path,
        annotate: Path | None,
        letter: str | None,
        later: Later,
        otherwise: OtherwiseAsked,
        keep: Path | None,
        floor: int | None,
        each: int | None,
        as_json: bool,
        seed: int,
        seconds: float,
    ) -> int:
        desk = Desk(words)
        published = published_pairs(keep, words) if keep else {}
        refused = published_refusals(keep, words) if keep else ()
        try:
            intake = with_refusals(lifted(_read(desk, file), floor), refused)
        except WorkbookFaults as faults:
            return refuse(desk, faults, file=file, annotate=annotate)
        if letter is not None:
            _check_letter(words, letter, intake, each=each)
        kept = still_known(published, intake)
        if gone := [f"{key} - {mentor}" for key, mentor in published.items() if key not in kept]:
            desk.err.print(words("keep.gone", pairs=", ".join(gone)), soft_wrap=True)
        if later.is_asked:
            return tell_placement(
                desk, intake, later, published=kept, before=refused, as_json=as_json, seed=seed, seconds=seconds
            )
        matched = _match(desk, intake, published=kept, seed=seed, seconds=seconds)
        if otherwise.is_any:
            return tell_otherwise(desk, matched, otherwise, refused=refused, as_json=as_json, seconds=seconds)
        if each is not None:
            return tell_per_subject(
                desk, matched, each=each, refused=refused, as_json=as_json, seed=seed, seconds=seconds
            )
        if as_json:
            desk.give(match_record(matched, letter=letter, refused=refused))
        elif letter is not None:
            desk.show(choices_report(view_of(matched, console=desk.out, language=words.language), letter))
        else:
            desk.show(match_report(view_of(matched, console=desk.out, language=words.language)))
        return DONE if matched.match.proposals else NOBODY

    return match


def _check_letter(words: Words, letter: str, intake: Intake, *, each: int | None) -> None:
    """Refuse ``--why`` for a letter that is not there, or beside ``--per-subject``."""
    known = [one.id for one in intake.letters]
    if letter not in known:
        raise click.UsageError(words("choices.unknown", letter=letter, letters=", ".join(known)))
    if each is not None:
        raise click.UsageError(words("per_subject.alone"))


def _read(desk: Desk, file: Path) -> Intake:
    with desk.signs() as signs:
        signs(Progress(stage=both("stage.workbook")))
        return read_intake(desk, file)


def _match(desk: Desk, intake: Intake, *, published: Mapping[str, str], seed: int, seconds: float) -> Matched:
    with desk.signs() as signs:
        book, country = desk.tables()
        return run_match(
            intake, book=book, country=country, seed=seed, time_limit=seconds, published=published, on_progress=signs
        )


def plan_command(words: Words) -> click.Command:
    """Return ``plan``: the calendar, and with ``--risk`` how sure its dates are; no files."""

    @click.command("plan", help=words("help.plan"))
    @workbook_argument()
    @annotate_option(words)
    @click.option("--risk", is_flag=True, help=words("option.risk"))
    @joint_option(words)
    @solving_options(words)
    def plan(
        *, file: Path, annotate: Path | None, risk: bool, each: int | None, as_json: bool, seed: int, seconds: float
    ) -> int:
        if each is not None:
            return _joint(
                Desk(words), file=file, annotate=annotate, each=each, as_json=as_json, seed=seed, seconds=seconds
            )
        report = risk_report if risk else plan_report
        return _part(
            Desk(words), "plan", report=report, file=file, annotate=annotate, risk=risk, as_json=as_json, seed=seed,
            seconds=seconds,
        )  # fmt: skip

    return plan


def _joint(
    desk: Desk, *, file: Path, annotate: Path | None, each: int, as_json: bool, seed: int, seconds: float
) -> int:  # fmt: skip
    """Answer a workbook with the joint plan of its year."""
    try:
        intake = _read(desk, file)
    except WorkbookFaults as faults:
        return refuse(desk, faults, file=file, annotate=annotate)
    began = time.monotonic()
    matched = _match(desk, intake, published={}, seed=seed, seconds=seconds)
    left = max(1.0, seconds - (time.monotonic() - began))
    return tell_joint(desk, matched, each=each, as_json=as_json, seed=seed, seconds=left)


def budget_command(words: Words) -> click.Command:
    """Return ``budget``: the money, no files."""

    @click.command("budget", help=words("help.budget"))
    @workbook_argument()
    @annotate_option(words)
    @click.option("--payers", is_flag=True, help=words("option.payers"))
    @solving_options(words)
    def budget(
        *, file: Path, annotate: Path | None, payers: bool, as_json: bool, seed: int, seconds: float
    ) -> int:  # fmt: skip
        report = payers_report if payers else budget_report
        return _part(
            Desk(words), "budget", report=report, file=file, annotate=annotate, risk=False, as_json=as_json, seed=seed,
            seconds=seconds,
        )  # fmt: skip

    return budget


def _part(
    desk: Desk, name: str, *, report: Report, file: Path, annotate: Path | None, risk: bool, as_json: bool, seed: int,
    seconds: float,
) -> int:  # fmt: skip
    """Answer a workbook with one part of its year."""
    try:
        intake = _read(desk, file)
    except WorkbookFaults as faults:
        return refuse(desk, faults, file=file, annotate=annotate)
    year, _ = make_year(desk, intake, folder=None, seed=seed, seconds=seconds)
    if as_json:
        desk.give(year_record(year, parts=(name,), risk=risk))
    else:
        desk.show(report(view_of(year, console=desk.out, language=desk.words.language)))
    return DONE if year.match.proposals else NOBODY


def solving_commands(words: Words) -> tuple[click.Command, ...]:
    """Return the commands of this file."""
    return (
        year_command(words),
        match_command(words),
        plan_command(words),
        budget_command(words),
    )
