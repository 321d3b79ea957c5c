"""The command for the National Board: one rule or ceiling over many values (4.2)."""

from pathlib import Path

import click

from data.answer import Progress
from planner.errors import WrongValue
from planner.sandbox.lever import BUDGET, UnknownLever, Value, lever_names, value_of
from planner.sandbox.sweep import MOST_POINTS
from service.cli.desk import DONE, NOBODY, Desk
from service.cli.faults import refuse
from service.cli.options import solving_options, workbook_argument
from service.cli.reading import read_intake
from service.cli.report.sandbox import sandbox_report
from service.cli.solving import make_year, tell_files
from service.cli.view import view_of
from service.documents.sandbox_html import write_sandbox_page, write_sandbox_svg
from service.records.intake import Intake
from service.walks.sandbox import run_sandbox
from service.words import Words
from service.words.reasons import both
from service.workbook.faults import WorkbookFaults

# What is moved when nobody says, and over which values: from half to twice of what is decided.
LEVER, VALUES = "subsidies", "50%,75%,100%,125%,150%,175%,200%"
# More processes than any one machine of an association has.
MOST_WORKERS = 64


class Values(click.ParamType[tuple[Value, ...]]):
    """Values of a lever, parted by commas."""

    name = "values"

    def __init__(self, words: Words) -> None:
        """Keep the reader's language for what is refused."""
        self.words = words

    def convert(
        self, value: str | tuple[Value, ...], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[Value, ...]:
        """Return the values, or refuse the first that is none."""
        if isinstance(value, tuple):
            return value
        parts = [part for part in value.split(",") if part.strip()]
        if not parts:
            self.fail(self.words("sandbox.values_none", most=MOST_POINTS), param, ctx)
        if len(parts) > MOST_POINTS:
            self.fail(self.words("sandbox.values_many", count=len(parts), most=MOST_POINTS), param, ctx)
        found = []
        for place, part in enumerate(parts, start=1):
            try:
                found.append(value_of(part))
            except WrongValue:
                self.fail(self.words("sandbox.value_unread", place=place, value=part.strip()), param, ctx)
        return tuple(found)


def sandbox_command(words: Words) -> click.Command:
    """Return ``sandbox``: what the Board could decide otherwise."""

    @click.command("sandbox", help=words("help.sandbox"))
    @workbook_argument()
    @click.option("--lever", metavar=words("option.name"), default=LEVER, show_default=True, help=words("option.lever"))
    @click.option(
        "--values", metavar=words("option.value_list"), type=Values(words), default=VALUES, show_default=True,
        help=words("option.values"),
    )  # fmt: skip
    @click.option("--replan", is_flag=True, help=words("option.anew"))
    @click.option(
        "--workers", metavar=words("option.whole"), type=click.IntRange(1, MOST_WORKERS), default=1, show_default=True,
        help=words("option.workers"),
    )  # fmt: skip
    @click.option(
        "--page",
        metavar="FILE.html",
        type=click.Path(dir_okay=False, path_type=Path),
        help=words("option.sandbox_page"),
    )
    @click.option(
        "--svg", metavar="FILE.svg", type=click.Path(dir_okay=False, path_type=Path), help=words("option.sandbox_svg")
    )
    @solving_options(words)
    def sandbox(
        *, file: Path, lever: str, values: tuple[Value, ...], replan: bool, workers: int, page: Path | None,
        svg: Path | None, as_json: bool, seed: int, seconds: float,
    ) -> int:  # fmt: skip
        desk = Desk(words)
        try:
            with desk.signs() as signs:
                signs(Progress(stage=both("stage.workbook")))
                intake = read_intake(desk, file)
        except WorkbookFaults as faults:
            return refuse(desk, faults, file=file, annotate=None)
        _check_lever(desk, intake, lever)
        _check_values(desk, intake, lever, values)
        year, _ = make_year(desk, intake, folder=None, seed=seed, seconds=seconds)
        try:
            with desk.signs() as signs:
                frontier = run_sandbox(
                    year, lever, values, replan=replan, workers=workers, seed=seed, seconds=seconds, on_progress=signs
                )
        except (UnknownLever, WrongValue) as wrong:
            raise click.UsageError(str(wrong)) from wrong
        files = [path for path in (page, svg) if path is not None]
        if page is not None:
            write_sandbox_page(year, frontier, page, language=words.language)
        if svg is not None:
            write_sandbox_svg(year, frontier, svg, language=words.language)
        if as_json:
            desk.give({"year": intake.year, "currency": year.book.programme.currency, **frontier.to_dict()})
        else:
            desk.show(sandbox_report(view_of(year, console=desk.out, language=words.language), frontier, seed=seed))
            if files:
                tell_files(desk, tuple(files))
        return DONE if any(point.funded for point in frontier.points) else NOBODY

    return sandbox


def _check_values(desk: Desk, intake: Intake, lever: str, values: tuple[Value, ...]) -> None:
    """Refuse values that this lever cannot take, before anything is planned."""
    stated = {**intake.budget, **(intake.decision.amounts if intake.decision else {})}
    for value in values:
        if lever == BUDGET and not value.is_percent:
            raise click.UsageError(desk.words("sandbox.value_of_all", value=value))
        if lever != BUDGET and lever not in stated and value.is_percent:
            raise click.UsageError(desk.words("sandbox.value_of_nothing", value=value, lever=lever))


def _check_lever(desk: Desk, intake: Intake, lever: str) -> None:
    """Refuse a lever that the year does not have, before anything is planned."""
    known = lever_names(desk.tables()[0], tuple(intake.budget), intake.decision.kind if intake.decision else "")
    if lever not in known:
        raise click.UsageError(desk.words("sandbox.unknown", lever=lever, levers=", ".join(known)))
