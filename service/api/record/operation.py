"""What every operation on the record shares: access, versions, keys, one transaction, one answer."""

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from typing import Any, TypeVar

from flask import Response, request
from marshmallow import Schema

from service.api.operations import PREFIX, LanguageAsked, OurBlueprint
from service.api.problems import Problem
from service.api.record.access import admit, caller
from service.api.record.desk import record_desk
from service.api.record.refusals import refusals
from service.records.kept import Record
from service.store import Answer, Unit

Function = TypeVar("Function", bound=Callable[..., Any])
JSON = "application/json"
KEY_PATTERN = r"[A-Za-z0-9._-]{8,80}"
MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "schema": {"type": "string", "pattern": '^"[0-9]{1,18}"$'},
    "description": "The ETag of the version that the change was made from.",
}
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "schema": {"type": "string", "pattern": f"^{KEY_PATTERN}$"},
    "description": "A name for this request; sent again, it is answered again and not done again.",
}
BEARER: dict[str, list[str]] = {"bearer": []}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an operation answers: the shown body, and the record whose version is the ETag (None for lists)."""

    body: Any
    record: Record | None = None


class RecordBlueprint(OurBlueprint):
    """A blueprint that nobody enters without a token of a role that the access table names."""

    def __init__(self, name: str, description: str) -> None:
        """Stand below ``/programmes``."""
        super().__init__(name, __name__, url_prefix=f"{PREFIX}/programmes", description=description)
        self.before_request(admit)


def operation(
    blueprint: RecordBlueprint,
    method: str,
    rule: str,
    *,
    answers: type[Schema],
    query: type[Schema] = LanguageAsked,
    body: type[Schema] | None = None,
    example: object = None,
    versioned: bool = False,
) -> Callable[[Function], Function]:
    """Return a decorator that puts a function at an address, read or written in one transaction.

    Parameters
    ----------
    blueprint, method, rule
        Where it stands. A GET is given a ``View`` of one moment, everything else a ``Unit`` of work.
    answers, query, body, example
        As for every other operation of the API.
    versioned
        True when the change has to name the version that it was made from (``If-Match``).

    Notes
    -----
    A POST is kept with its answer under its ``Idempotency-Key`` in the same transaction; only what succeeded is kept.
    """
    writes, posts = method != "GET", method == "POST"
    status = HTTPStatus.CREATED if posts and not versioned else HTTPStatus.OK
    headers = [*([MATCH] if versioned else []), *([KEY] if posts else [])]

    def decorate(function: Function) -> Function:
        @wraps(function)
        def answered(*asked: Any, **path: str) -> Response:
            with refusals():
                run = _written if writes else _read
                return run(function, asked, path, schema=answers, status=status)

        found: Any = answered
        for refused in _refuses(writes=writes, versioned=versioned):
            found = blueprint.alt_response(int(refused), response=refused.name)(found)
        found = blueprint.response(int(status), answers)(found)
        if body is not None:
            found = blueprint.arguments(body, location="json", example=example)(found)
        found = blueprint.arguments(query, location="query")(found)
        found = blueprint.doc(parameters=headers, security=[BEARER])(found)
        decorated: Function = blueprint.route(rule, methods=[method])(found)
        return decorated

    return decorate


def _refuses(*, writes: bool, versioned: bool) -> tuple[HTTPStatus, ...]:
    """Return every status that an operation may answer instead."""
    return (
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.FORBIDDEN,
        HTTPStatus.NOT_FOUND,
        HTTPStatus.UNPROCESSABLE_ENTITY,
        HTTPStatus.SERVICE_UNAVAILABLE,
        *((HTTPStatus.CONFLICT, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNSUPPORTED_MEDIA_TYPE) * writes),
        *((HTTPStatus.PRECONDITION_REQUIRED, HTTPStatus.PRECONDITION_FAILED) * versioned),
    )


def _read(
    function: Function, asked: Any, path: dict[str, str], *, schema: type[Schema], status: HTTPStatus
) -> Response:
    with record_desk().store.read() as view:
        told: Told = function(view, *asked, **path)
    answer = _answer(told, schema, status)
    if told.record is not None and request.if_none_match.contains(str(told.record.version)):
        return Response(status=HTTPStatus.NOT_MODIFIED, headers=dict(answer.headers))
    return _response(answer)


def _written(
    function: Function, asked: Any, path: dict[str, str], *, schema: type[Schema], status: HTTPStatus
) -> Response:
    desk = record_desk()
    key = _key() if request.method == "POST" else ""
    fingerprint = hashlib.sha256(f"{request.method} {request.path}\n".encode() + request.get_data()).hexdigest()
    with desk.store.write(at=desk.at(), by=caller()) as unit:
        if key and (known := unit.answered(key, request=fingerprint)):
            return _response(known)
        answer = _answer(function(unit, *asked, **path), schema, status)
        if key:
            unit.keep_answer(key, answer, request=fingerprint)
    return _response(answer)


def seen(unit: Unit, record: Record) -> Record:
    """Return ``record`` if the request's If-Match names its version.

    Raises
    ------
    Problem
        428 without If-Match.
    StaleVersion
        For another version.
    """
    given = request.headers.get("If-Match")
    if given is None:
        raise Problem(status=HTTPStatus.PRECONDITION_REQUIRED, kind="no-version")
    return unit.expect(record.key, given.strip().strip('"'))


def _key() -> str:
    given = request.headers.get("Idempotency-Key", "")
    if not re.fullmatch(KEY_PATTERN, given):
        raise Problem(status=HTTPStatus.BAD_REQUEST, kind="no-key")
    return given


def _answer(told: Told, schema: type[Schema], status: HTTPStatus) -> Answer:
    body = json.dumps(schema().dump(told.body), ensure_ascii=False).encode()
    headers = {} if told.record is None else {"ETag": f'"{told.record.version}"'}
    return Answer(status=int(status), headers=headers, body=body)


def _response(answer: Answer) -> Response:
    return Response(answer.body, status=answer.status, headers=dict(answer.headers), content_type=JSON)
