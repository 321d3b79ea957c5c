"""How the small pages are made: the style sheet of the year's page, and a policy that allows nothing else."""

from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from flask import Response
from markupsafe import Markup

from data.text import Language
from service.documents.year_html import policy_of, style

TEMPLATES = Path(__file__).with_name("templates")


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


def html(template: str, language: Language, **values: Any) -> Response:
    """Return a page made from ``template`` in ``language``."""
    css = Markup(style())  # noqa: S704 -- our own file, no reader's words in it
    body = environment().get_template(template).render(language=language, css=css, **values)
    response = Response(body, content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = policy_of(style())
    response.headers["Content-Language"] = language
    return response
