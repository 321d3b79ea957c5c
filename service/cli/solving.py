"""The commands that answer a workbook: the year as a whole, or its match, calendar or budget."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import click
from rich.console import RenderableType

from data.answer import Progress
from service.cli.desk import DONE, NOBODY, Desk
from service.cli.faults import refuse
from service.cli.options import folder_option, solving_options, workbook_argument
from service.cli.record import match_record, year_record
from service.cli.report.whole import budget_report, choices_report, match_report, plan_report, year_report
from service.cli.steering import lifted, published_pairs, steering_options, still_known
from service.cli.view import View, view_of
from service.records.intake import Intake
from service.records.year import Matched, Year
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
    @solving_options(words)
    def match(
        *,
        file: Path,
        annotate: Path | None,
        letter: str | None,
        keep: Path | None,
        floor: int | None,
        as_json: bool,
        seed: int,
        seconds: float,
    ) -> int:
        desk = Desk(words)
        published = published_pairs(keep, words) if keep else {}
        try:
            intake = lifted(_read(desk, file), floor)
        except WorkbookFaults as faults:
            return refuse(desk, faults, file=file, annotate=annotate)
        known = [one.id for one in intake.letters]
        if letter is not None and letter not in known:
            raise click.UsageError(words("choices.unknown", letter=letter, letters=", ".join(known)))
        kept = still_known(published, intake)
        if gone := [f"{key} - {mentor}" for key, mentor in published.items() if key not in kept]:
            desk.err.print(words("keep.gone", pairs=", ".join(gone)), soft_wrap=True)
        matched = _match(desk, intake, published=kept, seed=seed, seconds=seconds)
        if as_json:
            desk.give(match_record(matched, letter=letter))
        elif letter is not None:
            desk.show(choices_report(view_of(matched, console=desk.out, language=words.language), letter))
        else:
            desk.show(match_report(view_of(matched, console=desk.out, language=words.language)))
        return DONE if matched.match.proposals else NOBODY

    return match


def _read(desk: Desk, file: Path) -> Intake:
    with desk.signs() as signs:
        signs(Progress(stage=both("stage.workbook")))
        return desk.read(file)


def _match(desk: Desk, intake: Intake, *, published: Mapping[str, str], seed: int, seconds: float) -> Matched:
    with desk.signs() as signs:
        book, country = desk.tables()
        return run_match(
            intake, book=book, country=country, seed=seed, time_limit=seconds, published=published, on_progress=signs
        )


def part_command(words: Words, name: str, *, report: Report) -> click.Command:
    """Return ``plan`` or ``budget``: one part of the year, no files."""

    @click.command(name, help=words(f"help.{name}"))
    @workbook_argument()
    @annotate_option(words)
    @solving_options(words)
    def part(*, file: Path, annotate: Path | None, as_json: bool, seed: int, seconds: float) -> int:
        desk = Desk(words)
        try:
            intake = _read(desk, file)
        except WorkbookFaults as faults:
            return refuse(desk, faults, file=file, annotate=annotate)
        year, _ = make_year(desk, intake, folder=None, seed=seed, seconds=seconds)
        if as_json:
            desk.give(year_record(year, parts=(name,)))
        else:
            desk.show(report(view_of(year, console=desk.out, language=words.language)))
        return DONE if year.match.proposals else NOBODY

    return part


def solving_commands(words: Words) -> tuple[click.Command, ...]:
    """Return the commands of this file."""
    return (
        year_command(words),
        match_command(words),
        part_command(words, "plan", report=plan_report),
        part_command(words, "budget", report=budget_report),
    )
