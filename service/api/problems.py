"""Every refusal and failure leaves by this one door, as RFC 9457 problem+json in the reader's language."""

import json
import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from flask import Response, g, request
from werkzeug.exceptions import HTTPException

from data.errors import UnknownRow
from data.text import Language, Text
from service.api.phrases import fault_text, filled, load_kinds, noun_text
from service.store import StoreUnavailable

LOG = logging.getLogger("service.api")
MEDIA_TYPE = "application/problem+json"

# Technical: that many faults are listed, so that a hostile body cannot make a larger answer than itself.
MOST_FAULTS = 200

# Technical: characters of a name that an answer repeats, and of its own request number.
MOST_ECHO, REQUEST_DIGITS = 80, 12

# Seconds after which a database that did not answer is worth asking again.
AGAIN = 5

KIND_OF_STATUS = {
    HTTPStatus.BAD_REQUEST: "bad-address",
    HTTPStatus.NOT_FOUND: "not-found",
    HTTPStatus.METHOD_NOT_ALLOWED: "method-not-allowed",
    HTTPStatus.NOT_ACCEPTABLE: "not-acceptable",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "too-large",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "not-json",
    HTTPStatus.UNPROCESSABLE_ENTITY: "invalid",
    HTTPStatus.TOO_MANY_REQUESTS: "slow-down",
    HTTPStatus.INTERNAL_SERVER_ERROR: "failed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFault:
    """One field that cannot be used: its path (``mentors.0.capacity``) and what was expected."""

    field: str
    expected: Text


@dataclass(kw_only=True)
class Problem(Exception):
    """A client asked for something that cannot be done.

    Parameters
    ----------
    status
        HTTP status of the answer.
    kind
        Row of ``phrases.toml``; ``values`` fill its detail.
    section
        Section of the guideline that speaks of it, or empty.
    faults
        Every field that is wrong, not only the first.
    allowed
        What may be asked instead.
    headers
        Headers that the answer needs (``Allow``, ``Retry-After``).
    steps
        Steps that start where a partnership stands, each with what it lacks; told only where there are some.
    """

    status: HTTPStatus
    kind: str
    values: tuple[object, ...] = ()
    section: str = ""
    faults: tuple[FieldFault, ...] = ()
    allowed: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[Mapping[str, Any], ...] = ()


def invalid(*faults: FieldFault) -> Problem:
    """Return the 422 for ``faults``."""
    return Problem(status=HTTPStatus.UNPROCESSABLE_ENTITY, kind="invalid", values=(len(faults),), faults=faults)


def unknown_row(error: UnknownRow) -> Problem:
    """Return the 404 for a name that no table has, with the nearest names it does have."""
    values = (noun_text(error.table), short(error.key))
    return Problem(status=HTTPStatus.NOT_FOUND, kind="unknown-row", values=values, allowed=error.near)


def no_record_now() -> Problem:
    """Return the 503 for a database that does not answer."""
    headers = {"Retry-After": str(AGAIN)}
    return Problem(status=HTTPStatus.SERVICE_UNAVAILABLE, kind="no-record-now", values=(AGAIN,), headers=headers)


def short(text: str) -> str:
    """Return what an answer may repeat of a client's ``text``: printable and not long."""
    shown = "".join(letter if letter.isprintable() else "?" for letter in text[:MOST_ECHO])
    return f"{shown}..." if len(text) > MOST_ECHO else shown


def language_asked() -> Language:
    """Return ``?lang=``, else what Accept-Language prefers, else Indonesian."""
    asked = request.args.get("lang") or request.accept_languages.best_match(["id", "en"], default="id")
    return "en" if asked == "en" else "id"


def request_number() -> str:
    """Return this request's own number, by which its log lines are found."""
    if "request_number" not in g:
        g.request_number = secrets.token_hex(REQUEST_DIGITS // 2)
    return str(g.request_number)


def problem_of(error: Exception) -> Problem:
    """Return the problem that ``error`` is; what nobody foresaw is logged with its request number and hidden."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, UnknownRow):
        return unknown_row(error)
    if isinstance(error, StoreUnavailable):
        return no_record_now()
    if isinstance(error, HTTPException) and error.code is not None and error.code != HTTPStatus.INTERNAL_SERVER_ERROR:
        return _of_http(error)
    number = request_number()
    LOG.error("request %s failed: %s %s", number, request.method, request.path, exc_info=error)
    return Problem(status=HTTPStatus.INTERNAL_SERVER_ERROR, kind="failed", values=(number,))


def _of_http(error: HTTPException) -> Problem:
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    data: Mapping[str, Any] = getattr(error, "data", None) or {}
    if "messages" in data:
        return invalid(*faults_of(data["messages"]))
    headers = {name: value for name, value in error.get_headers() if name.lower() in {"allow", "retry-after"}}
    allowed = tuple(sorted(getattr(error, "valid_methods", None) or ()))
    values: dict[HTTPStatus, tuple[object, ...]] = {
        HTTPStatus.NOT_FOUND: (short(request.path),),
        HTTPStatus.METHOD_NOT_ALLOWED: (request.method, ", ".join(allowed)),
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: ((request.max_content_length or 0) // 1000,),
    }
    kind = KIND_OF_STATUS.get(status, "other")
    return Problem(
        status=status, kind=kind, values=values.get(status, (status.phrase,)), allowed=allowed, headers=headers
    )


def faults_of(messages: object, path: tuple[str, ...] = ()) -> tuple[FieldFault, ...]:
    """Return marshmallow's nested messages as flat faults, in order, each with its field's path."""
    if isinstance(messages, Mapping):
        return tuple(
            fault
            for key, below in messages.items()
            for fault in faults_of(below, path if key in {"_schema", "json", "query"} else (*path, short(str(key))))
        )
    listed = messages if isinstance(messages, list) else [messages]
    return tuple(FieldFault(field=".".join(path) or "body", expected=fault_text(str(one))) for one in listed)


def body_of(problem: Problem, language: Language) -> dict[str, Any]:
    """Return the problem as the JSON object of RFC 9457 with our additions."""
    kind = load_kinds()[problem.kind]
    return {
        "type": f"/api/#{kind.id}",
        "title": kind.title.say(language),
        "status": int(problem.status),
        "detail": filled(kind.detail, *problem.values).say(language),
        "instance": short(request.path),
        "request": request_number(),
        "section": problem.section,
        "faults": [
            {"field": fault.field, "expected": fault.expected.say(language)} for fault in problem.faults[:MOST_FAULTS]
        ],
        "allowed": list(problem.allowed),
        **({"steps": list(problem.steps)} if problem.steps else {}),
    }


def answer(error: Exception) -> Response:
    """Answer any error: registered once, for the whole application."""
    problem = problem_of(error)
    language = language_asked()
    response = Response(
        json.dumps(body_of(problem, language), ensure_ascii=False, indent=1).encode(),
        status=int(problem.status),
        content_type=MEDIA_TYPE,
    )
    response.headers.extend(dict(problem.headers))
    response.headers["Content-Language"] = language
    return response
