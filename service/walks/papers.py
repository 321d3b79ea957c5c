"""From a year to the files that people open: a workbook, a calendar, a page."""

from pathlib import Path

from data import Language
from service.documents.year_html import write_html
from service.documents.year_ics import write_calendar
from service.documents.year_xlsx import write_year_workbook
from service.records.year import Year


def write_papers(year: Year, folder: Path, *, language: Language) -> tuple[Path, ...]:
    """Write the year as workbook, calendar and page into ``folder``, made if need be.

    Returns
    -------
    tuple of Path
        What was written, in that order; an older file of the same name is replaced.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"solidaritas-{year.intake.year}"
    workbook, calendar, page = (folder / f"{stem}.{kind}" for kind in ("xlsx", "ics", "html"))
    write_year_workbook(year, workbook, language=language)
    write_calendar(year, calendar, language=language)
    write_html(year, page, language=language)
    return workbook, calendar, page
