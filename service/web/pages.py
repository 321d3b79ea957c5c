"""GET /: the sample year as a page, or what is being done while it is made; and its downloads."""

import importlib.metadata
import tempfile
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

from flask import Blueprint, Response, current_app

from data.text import Language
from service.api.problems import Problem, language_asked
from service.documents.page_words import PageWords
from service.documents.year_html import policy_of, style, year_page
from service.documents.year_ics import write_calendar
from service.documents.year_project import write_project
from service.documents.year_xlsx import write_year_workbook
from service.records.year import Year
from service.web.desk import YearDesk
from service.web.views import html

KEY = "solidaritas.desk"

# Technical: seconds between two looks of the waiting page, and after which a client may ask for a file again.
LOOK_SECONDS, FILE_SECONDS = 2, 10

# Stages that the waiting page shows, the latest.
SHOWN_STAGES = 5

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

pages = Blueprint("pages", __name__)


def desk() -> YearDesk:
    """Return the desk of the running application."""
    found: YearDesk = current_app.extensions[KEY]
    return found


@pages.get("/")
def show_year() -> Response:
    """Show the sample year, or the waiting page."""
    language, table = language_asked(), desk()
    table.start()
    year = table.year
    if year is None:
        return _waiting(table, language)
    body = table.paper("page", language, lambda: year_page(year, language=language, standalone=False).encode())
    response = Response(body, content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = policy_of(style())
    response.headers["Content-Language"] = language
    response.headers["Vary"] = "Accept-Language"
    return response


@pages.get("/year.html")
def download_page() -> Response:
    """Send the page as a file that needs no service."""
    return _file("html", "text/html; charset=utf-8", lambda year, path, language: path.write_bytes(
        year_page(year, language=language, standalone=True).encode()
    ))  # fmt: skip


@pages.get("/year.xlsx")
def download_workbook() -> Response:
    """Send the year as a workbook."""
    return _file("xlsx", XLSX, lambda year, path, language: write_year_workbook(year, path, language=language))


@pages.get("/year.ics")
def download_calendar() -> Response:
    """Send the year as a calendar."""
    return _file(
        "ics",
        "text/calendar; charset=utf-8",
        lambda year, path, language: write_calendar(year, path, language=language),
    )


@pages.get("/year.xml")
def download_project() -> Response:
    """Send the year as a file for project software."""
    return _file("xml", "text/xml; charset=utf-8", lambda year, path, language: write_project(
        year, path, language=language
    ))  # fmt: skip


@pages.get("/health")
def show_health() -> dict[str, str]:
    """Say whether the service answers, and how far the sample year is."""
    return {"status": "ok", "version": importlib.metadata.version("solidaritas"), "year": desk().state}


def _waiting(table: YearDesk, language: Language) -> Response:
    words = PageWords(language)
    failed = table.state == "failed"
    stages = [words.say(stage) for stage in table.stages[-SHOWN_STAGES:]]
    response = html("wait.html.j2", language, words=words, failed=failed, stages=stages, look=LOOK_SECONDS)
    response.status_code = HTTPStatus.SERVICE_UNAVAILABLE if failed else HTTPStatus.ACCEPTED
    if not failed:
        response.headers["Retry-After"] = str(LOOK_SECONDS)
    return response


def _file(kind: str, media_type: str, write: Callable[[Year, Path, Language], object]) -> Response:
    language, table = language_asked(), desk()
    table.start()
    year = table.year
    if year is None:
        raise Problem(
            status=HTTPStatus.SERVICE_UNAVAILABLE,
            kind="not-ready",
            values=(FILE_SECONDS,),
            headers={"Retry-After": str(FILE_SECONDS)},
        )

    def make() -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"year.{kind}"
            write(year, path, language)
            return path.read_bytes()

    response = Response(table.paper(kind, language, make), content_type=media_type)
    name = f"solidaritas-{year.intake.year}-{language}.{kind}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
