"""The command that re-plans a published year: the changed workbook beside what was published (2.7)."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from data.answer import Progress
from planner.plan import plain
from service.adapters.published import PublishedFault, read_published
from service.cli.desk import DONE, NOBODY, Desk
from service.cli.faults import refuse
from service.cli.happened import Day, Told, told_options
from service.cli.options import folder_option, solving_options, workbook_argument
from service.cli.reading import read_intake
from service.cli.record import year_record
from service.cli.report.replanned import replan_report
from service.cli.solving import tell_files
from service.cli.view import view_of
from service.walks.papers import write_papers
from service.walks.replanning import run_replan
from service.words import Words
from service.words.reasons import both
from service.workbook.faults import WorkbookFaults

# Bytes of a published year; the answer of the largest year has a few million.
MOST_BYTES = 64_000_000

Answer = TypeVar("Answer")


def replan_command(words: Words) -> click.Command:
    """Return ``replan``: a published year after something happened."""

    @click.command("replan", help=words("help.replan"))
    @workbook_argument()
    @click.option(
        "--published", "known", required=True, metavar="YEAR.json",
        type=click.Path(exists=True, dir_okay=False, path_type=Path), help=words("option.published"),
    )  # fmt: skip
    @click.option("--today", type=Day(), metavar=words("option.day"), help=words("option.today"))
    @told_options(words)
    @folder_option(words)
    @solving_options(words)
    def replan(
        *, file: Path, known: Path, today: dt.date | None, told: Told, folder: Path, as_json: bool, seed: int,
        seconds: float,
    ) -> int:  # fmt: skip
        desk = Desk(words)
        published = answer_of(known, words, read_published)
        with desk.signs() as signs:
            signs(Progress(stage=both("stage.workbook")))
            try:
                intake = read_intake(desk, file)
            except WorkbookFaults as faults:
                return refuse(desk, faults, file=file, annotate=None)
            book, country = desk.tables()
            year = run_replan(
                intake, published, happenings=tuple(told.happenings(intake, words)), enter=told.enter,
                today=today or intake.today, book=book, country=country, seed=seed, time_limit=seconds,
                on_progress=signs,
            )  # fmt: skip
            signs(Progress(stage=both("stage.writing")))
            files = write_papers(year, folder, language=words.language)
        if as_json:
            alone = {event: plain(broken) for event, broken in year.alone.items()}
            told_also = {"edition": year.edition, "alone": alone, "replan": year.replan.to_dict()}
            desk.give(year_record(year, files=files) | told_also)
        else:
            desk.show(replan_report(view_of(year, console=desk.out, language=words.language)))
            tell_files(desk, files)
        return DONE if year.replan.plan.events else NOBODY

    return replan


def answer_of(file: Path, words: Words, read: Callable[[object], Answer]) -> Answer:
    """Return what ``read`` makes of an answer of ``year --json``.

    Raises
    ------
    click.UsageError
        If the file is too large, or no such answer.
    """
    if file.stat().st_size > MOST_BYTES:
        raise click.UsageError(words("keep.large", file=file, most=MOST_BYTES // 1000 // 1000))
    try:
        return read(json.loads(file.read_bytes()))
    except PublishedFault as fault:
        raise click.UsageError(
            words("replan.unreadable", file=file, field=fault.field, value=str(fault.value)[:100],
                  expected=fault.expected)
        ) from fault  # fmt: skip
    except (ValueError, RecursionError) as wrong:
        raise click.UsageError(words("replan.no_json", file=file)) from wrong
