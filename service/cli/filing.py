"""The commands that write a workbook: an empty one to fill in, and the fictional sample."""

import datetime as dt
from pathlib import Path

import click

from service.cli.desk import DONE, WRONG, Desk
from service.cli.options import language_option, new_file_argument
from service.words import Words
from service.workbook.sample import sample_intake
from service.workbook.template import write_template
from service.workbook.writing import write_workbook

# Years for which a workbook makes sense: the tables of holidays reach no further.
FIRST_YEAR, LAST_YEAR = 2020, 2040


def template_command(words: Words) -> click.Command:
    """Return ``template``: an empty workbook with explanations, lists and units."""

    @click.command("template", help=words("help.template"))
    @new_file_argument()
    @click.option(
        "--year", metavar=words("option.whole"), type=click.IntRange(FIRST_YEAR, LAST_YEAR), help=words("option.year")
    )
    @click.option("--force", is_flag=True, help=words("option.force"))
    @language_option(words)
    def template(*, file: Path, year: int | None, force: bool) -> int:
        desk = Desk(words)
        if not _may_write(desk, file, force=force):
            return WRONG
        book, country = desk.tables()
        write_template(file, book=book, country=country, year=year or next_year(), language=words.language)
        desk.out.print(words("files.template", file=file), soft_wrap=True)
        return DONE

    return template


def sample_command(words: Words) -> click.Command:
    """Return ``sample``: the fictional year as a workbook."""

    @click.command("sample", help=words("help.sample"))
    @new_file_argument()
    @click.option("--force", is_flag=True, help=words("option.force"))
    @language_option(words)
    def sample(*, file: Path, force: bool) -> int:
        desk = Desk(words)
        if not _may_write(desk, file, force=force):
            return WRONG
        book, country = desk.tables()
        write_workbook(file, sample_intake(), book=book, country=country, language=words.language)
        desk.out.print(words("files.sample", file=file), soft_wrap=True)
        return DONE

    return sample


def next_year() -> int:
    """Return the year after the present one, for which a facilitator plans now.

    Notes
    -----
    The only place of the house that looks at the calendar on the wall; nothing is planned by it.
    """
    return dt.datetime.now(tz=dt.UTC).year + 1


def _may_write(desk: Desk, file: Path, *, force: bool) -> bool:
    """Refuse a name that no spreadsheet program opens, and a file that is already there."""
    if file.suffix.lower() != ".xlsx":
        desk.complain(desk.words("files.suffix", file=file))
        return False
    if file.exists() and not force:
        desk.complain(desk.words("files.exists", file=file))
        return False
    return True
