"""From a year to the files that people open: workbook, calendars, page, project file, a page for each director."""

import dataclasses
from pathlib import Path
from typing import TypeVar

import planner
from data import Language
from service.documents.director_html import write_director_pages
from service.documents.year_html import write_html
from service.documents.year_ics import write_calendar, write_own_calendars
from service.documents.year_project import write_project
from service.documents.year_xlsx import write_year_workbook
from service.records.year import Year

Given = TypeVar("Given", bound=Year)

# Folder of what each reader gets for itself.
OWN = "papers"


def looked(year: Given) -> Given:
    """Return ``year`` with the steps that could be merged, looked for once for all its papers."""
    return year if year.mergers is not None else dataclasses.replace(year, mergers=planner.mergers(year.plan))


def write_papers(year: Year, folder: Path, *, language: Language) -> tuple[Path, ...]:
    """Write the year as workbook, calendar, page and project file into ``folder``, made if need be.

    Its folder ``papers`` gets a page for each utility's director, and a calendar for each utility, colleague and
    partnership.

    Returns
    -------
    tuple of Path
        Workbook, calendar, page, project file and that folder; older files of the same names are replaced.
    """
    year = looked(year)
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"solidaritas-{year.intake.year}"
    workbook, calendar, page, project = (folder / f"{stem}.{kind}" for kind in ("xlsx", "ics", "html", "xml"))
    write_year_workbook(year, workbook, language=language)
    write_calendar(year, calendar, language=language)
    write_html(year, page, language=language)
    write_project(year, project, language=language)
    own = folder / OWN
    write_director_pages(year, own, language=language)
    write_own_calendars(year, own, language=language)
    return workbook, calendar, page, project, own
