"""The year as one page that needs nothing else: no script, no font, no picture, no request (3.1, 4)."""

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from data.answer import Status
from data.text import Language
from service.documents.gantt import charts_of
from service.documents.page import Page, page_of
from service.documents.page_basis import basis_of, left_out
from service.documents.page_cash import cash_of
from service.documents.page_changes import changes_of
from service.documents.page_choices import choices_of
from service.documents.page_dates import (
    drawn_activities,
    months_of_events,
    months_of_papers,
    twin_cell,
    twin_columns,
    year_timeline,
)
from service.documents.page_letters import freedom, letter_cards, level_rows
from service.documents.page_merging import merging_of
from service.documents.page_money import money_of
from service.documents.page_risk import risk_of
from service.documents.page_subjects import subjects_of
from service.documents.timeline import SHAPES
from service.records.year import Year

TEMPLATES = Path(__file__).with_name("templates")

SECTIONS = (
    ("changes", "changed.title"),
    ("letters", "letters.page_title"),
    ("unserved", "unserved.title"),
    ("beside", "beside.title"),
    ("timeline", "time.title"),
    ("risk", "sure.title"),
    ("months", "month.title"),
    ("merging", "merge.title"),
    ("money", "money.page_title"),
    ("papers", "papers.title"),
    ("basis", "basis.title"),
    ("proof", "proof.title"),
)


@cache
def style() -> str:
    """Return the page's style sheet, which stands in the page itself."""
    return "".join((TEMPLATES / name).read_text(encoding="utf8") for name in ("year.css", "plot.css"))


def policy_of(css: str) -> str:
    """Return the content security policy under which a page with ``css`` and nothing else works.

    Everything is forbidden but the one style sheet, named by its hash, and the empty icon.
    """
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"


@cache
def environment() -> jinja2.Environment:
    """Return the templates' environment: everything escaped, nothing undefined passes."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def year_page(year: Year, *, language: Language, standalone: bool) -> str:
    """Return the year as HTML.

    Parameters
    ----------
    year
        What is shown.
    language
        Language of everything but the letters, which stay as they were written.
    standalone
        True for a file of its own, which carries its own content security policy and no links to the service.
    """
    page = page_of(year, language=language)
    return environment().get_template("year.html.j2").render(**_parts(page, standalone=standalone))


def write_html(year: Year, path: Path, *, language: Language) -> None:
    """Write the year as one HTML file; an older one is replaced."""
    path.write_text(year_page(year, language=language, standalone=True), encoding="utf8")


def _parts(page: Page, *, standalone: bool) -> dict[str, Any]:
    """Return everything that the templates name."""
    year, plan = page.year, page.year.plan
    choices, subjects = choices_of(page), subjects_of(page)
    latest, changes = plan.latest_agreement, changes_of(page)
    has = {"risk": year.trust and year.trust.outlooks, "changes": changes}
    missing = {section for section, part in has.items() if not part}
    return {
        "page": page,
        "w": page.words,
        "intake": year.intake,
        "programme": year.book.programme,
        "standalone": standalone,
        "css": Markup(style()),  # noqa: S704 -- our own file, no reader's words in it
        "policy": policy_of(style()),
        "sections": [each for each in SECTIONS if each[0] not in missing],
        "changes": changes,
        "letters": letter_cards(page),
        "freedom": freedom(page),
        "left_out": left_out(page),
        "choices": choices,
        "subjects": subjects,
        "match_levels": level_rows(page, year.match.levels, year.match.baseline),
        "plan_levels": level_rows(page, plan.levels, plan.baseline),
        "finished": finished(year),
        "is_infeasible": Status.INFEASIBLE in {year.match.status, plan.status},
        "line": year_timeline(page),
        "latest_day": latest[min(latest)] if latest else None,
        "charts": charts_of(page, year.letters),
        "drawn": drawn_activities(page),
        "shapes": SHAPES,
        "twin": twin_columns(page),
        "cell": lambda key, activity: twin_cell(page, key, activity),
        "risk": risk_of(page),
        "months": months_of_events(page),
        "papers": months_of_papers(page),
        "merging": merging_of(page),
        "money": money_of(page),
        "cash": cash_of(page),
        "basis": basis_of(page),
        "violations": (
            *year.match.verify(),
            *plan.verify(),
            *choices.violations,
            *(subjects.violations if subjects else ()),
        ),
    }


def finished(year: Year) -> int:
    """Return how many partnerships are officially finished within the budget year (3.3.3)."""
    last: dict[str, int] = {}
    for event in year.plan.events:
        if event.partnership:
            last[event.partnership] = max(last.get(event.partnership, 0), event.last.year)
    return sum(1 for key, ended in last.items() if ended <= year.intake.year and key not in year.plan.carried)
