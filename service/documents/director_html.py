"""The directors' pages as files that need nothing else, one for each utility (2.2, 4.1)."""

from pathlib import Path

from markupsafe import Markup

from data.text import Language
from service.documents.director import Sheet, sheets_of
from service.documents.gantt import charts_of
from service.documents.page import Page, page_of
from service.documents.year_html import environment, policy_of, style
from service.documents.year_ics import file_stem
from service.records.year import Year


def director_page(page: Page, sheet: Sheet) -> str:
    """Return one director's page as HTML with its own content security policy."""
    year = page.year
    return environment().get_template("director.html.j2").render(
        page=page, w=page.words, sheet=sheet, charts=charts_of(page, sheet.keys), intake=year.intake,
        programme=year.book.programme, css=Markup(style()), policy=policy_of(style()),  # noqa: S704 -- our own file, no reader's words in it
    )  # fmt: skip


def write_director_pages(year: Year, folder: Path, *, language: Language) -> tuple[Path, ...]:
    """Write one page for each utility into ``folder``, made if need be, named by the utility's id.

    Returns
    -------
    tuple of Path
        What was written, in order of the utilities' names; older files of the same names are replaced.
    """
    page, written = page_of(year, language=language), []
    folder.mkdir(parents=True, exist_ok=True)
    for sheet in sheets_of(page):
        path = folder / f"{file_stem(sheet.party)}.html"
        path.write_text(director_page(page, sheet), encoding="utf8")
        written.append(path)
    return tuple(written)
