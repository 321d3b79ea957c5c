"""What every operation on the record shares: access, versions, keys, one transaction, one answer."""

import hashlib
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from typing import Any, TypeVar

from flask import Response, g, request
from marshmallow import Schema

from service.api.operations import PREFIX, LanguageAsked, OurBlueprint
from service.api.problems import Problem
from service.api.record.access import (
    PROGRAMME,
    act_as,
    acting,
    admit,
    candidates,
    demand,
    let_go,
    load_policy,
    may,
    moment,
)
from service.api.record.desk import record_desk
from service.api.record.refusals import refusals
from service.api.record.second import second_person
from service.api.record.showing import Show, Shown, dumped, shower
from service.records.caller import Caller
from service.records.kept import Key, Record, Written
from service.store import Answer, Unit, UnknownRecord, View

Function = TypeVar("Function", bound=Callable[..., Any])
JSON = "application/json"
KEY_PATTERN, MATCH_PATTERN = r"[A-Za-z0-9._-]{8,80}", r'"([0-9]{1,18})"'

# What RFC 9110, 13.1.1, takes for If-Match: a star, or entity tags.
TAGS = re.compile(r'\*|(?:W/)?"[^"\s]*"(?:\s*,\s*(?:W/)?"[^"\s]*")*')
MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "schema": {"type": "string", "pattern": f"^{MATCH_PATTERN}$"},
    "description": "The ETag of the version that the change was made from.",
}
KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": True,
    "schema": {"type": "string", "pattern": f"^{KEY_PATTERN}$"},
    "description": "A name for this request; sent again, it is answered again and not done again.",
}
# How a request says whose it is: a token in its header, or the cookie of a session.
SECURITY: list[dict[str, list[str]]] = [{"bearer": []}, {"session": []}]

# Finds the record that an address is about, where it is not the last name of the address.
About = Callable[[Mapping[str, str]], Key | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an operation answers: the shown body, and the record whose version is the ETag (None for lists)."""

    body: Any
    record: Record | Written | None = None


class RecordBlueprint(OurBlueprint):
    """A blueprint that nobody enters without a right that the access table names."""

    def __init__(self, name: str, description: str) -> None:
        """Stand below ``/programmes``."""
        super().__init__(name, __name__, url_prefix=f"{PREFIX}/programmes", description=description)
        self.before_request(admit)
        self.teardown_request(let_go)


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
    about: About | None = None,
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
    about
        The record whose parties decide who may do this; left out: what the last name of the address stands for.

    Notes
    -----
    A POST is kept with its answer under its ``Idempotency-Key`` in the same transaction; only what succeeded is kept.
    """
    writes, posts = method != "GET", method == "POST"
    status = HTTPStatus.CREATED if posts and not versioned else HTTPStatus.OK
    headers = [*([MATCH] if versioned else []), *([KEY] if posts else [])]
    show = shower(answers())

    def decorate(function: Function) -> Function:
        @wraps(function)
        def answered(*asked: Any, **path: str) -> Response:
            with refusals():
                run = _written if writes else _read
                key = (about or addressed)(path)
                return run(function, asked, path, key=key, show=show, status=status)

        found: Any = answered
        # Only what they say of it is kept: it answers by itself, and their wrappers would cost every request.
        for refused in _refuses(writes=writes, versioned=versioned):
            found._apidoc = blueprint.alt_response(int(refused), response=refused.name)(found)._apidoc  # noqa: SLF001
        found._apidoc = blueprint.response(int(status), answers)(found)._apidoc  # noqa: SLF001
        if body is not None:
            found = blueprint.arguments(body, location="json", example=example)(found)
        found = blueprint.arguments(query, location="query")(found)
        found = blueprint.doc(security=SECURITY)(found)
        # Beside the query's: given to `doc`, they would stand in its place.
        found._apidoc["arguments"]["parameters"] += headers  # noqa: SLF001  # flask_smorest has no other way
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


def addressed(path: Mapping[str, str]) -> Key | None:
    """Return the record that the last name of an address stands for; None where that is the programme."""
    kind = list(path)[-1] if path else PROGRAMME
    return None if kind == PROGRAMME else Key(path[PROGRAMME], kind, path[kind])


def _read(
    function: Function, asked: Any, path: dict[str, str], *, key: Key | None, show: Show, status: HTTPStatus
) -> Response:
    with moment() as view:
        if key:
            act_as(_chosen(view, key))
            demand(view, acting(), key)
        told: Told = function(view, *asked, **path)
    answer = _answer(told, show, status)
    if told.record is not None and request.if_none_match.contains(str(told.record.version)):
        return Response(status=HTTPStatus.NOT_MODIFIED, headers=dict(answer.headers))
    return _response(answer)


def _written(
    function: Function, asked: Any, path: dict[str, str], *, key: Key | None, show: Show, status: HTTPStatus
) -> Response:
    """Do it once, in the first of the account's roles that may; each try is a transaction of its own."""
    *others, last = candidates()
    for one in others:
        with suppress(NotThisOne):
            return _tried(one, function, deepcopy(asked), path, key=key, show=show, status=status)
    try:
        return _tried(last, function, asked, path, key=key, show=show, status=status)
    except NotThisOne as refused:
        raise refused.why from None


class NotThisOne(Exception):
    """The record is out of reach for this role; ``why`` is what the caller is told when no other role may."""

    def __init__(self, why: Exception) -> None:
        super().__init__(why)
        self.why = why


def _tried(
    one: Caller,
    function: Function,
    asked: Any,
    path: dict[str, str],
    *,
    key: Key | None,
    show: Show,
    status: HTTPStatus,
) -> Response:
    desk = record_desk()
    act_as(one)
    name = _key() if request.method == "POST" else ""
    fingerprint = hashlib.sha256(f"{request.method} {request.full_path}\n".encode() + request.get_data()).hexdigest()
    with desk.store.write(at=desk.at(), by=one.by) as unit:
        if key:
            _demand(unit, one, key)
        if name and (known := unit.answered(name, request=fingerprint)):
            return _response(known)
        if key and g.operation in load_policy().two_persons:
            second_person(unit, unit.get(key))
        told: Told = function(unit, *asked, **path)
        if told.record is not None and not may(unit, one, told.record.key):
            raise NotThisOne(Problem(status=HTTPStatus.FORBIDDEN, kind="not-this-one"))
        answer = _answer(told, show, status)
        if name:
            unit.keep_answer(name, answer, request=fingerprint)
    return _response(answer)


def _demand(unit: Unit, one: Caller, key: Key) -> None:
    try:
        demand(unit, one, key)
    except (Problem, UnknownRecord) as refused:
        raise NotThisOne(refused) from refused


def _chosen(view: View, key: Key) -> Caller:
    """Return the first of the account's roles that reaches a record, else the first of all."""
    able = candidates()
    return next((one for one in able if may(view, one, key)), able[0])


def seen(unit: Unit, record: Record) -> Record:
    """Return ``record`` if the request's If-Match names its version.

    Raises
    ------
    Problem
        428 without If-Match; 400 when it is no ETag at all.
    StaleVersion
        For another version, and for an ETag that is not of our making.
    """
    given = request.headers.get("If-Match")
    if given is None:
        raise Problem(status=HTTPStatus.PRECONDITION_REQUIRED, kind="no-version")
    version = re.fullmatch(MATCH_PATTERN, given.strip())
    if version is None and not TAGS.fullmatch(given.strip()):
        raise Problem(status=HTTPStatus.BAD_REQUEST, kind="bad-address")
    return unit.expect(record.key, version[1] if version else given)


def _key() -> str:
    given = request.headers.get("Idempotency-Key", "")
    if not re.fullmatch(KEY_PATTERN, given):
        raise Problem(status=HTTPStatus.BAD_REQUEST, kind="no-key")
    return given


def _answer(told: Told, show: Show, status: HTTPStatus) -> Answer:
    body = told.body.text if isinstance(told.body, Shown) else dumped(show(told.body))
    headers = {} if told.record is None else {"ETag": f'"{told.record.version}"'}
    return Answer(status=int(status), headers=headers, body=body.encode())


def _response(answer: Answer) -> Response:
    return Response(answer.body, status=answer.status, headers=dict(answer.headers), content_type=JSON)
