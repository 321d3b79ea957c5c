"""What the operations of accounts share: how they stand in the API, who is in, and what is refused."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any, TypeVar

from marshmallow import Schema

from service.accounts.entering import LOCK_MINUTES, Entered, Known
from service.accounts.errors import AccountError
from service.api.operations import PREFIX, LanguageAsked, OurBlueprint
from service.api.problems import Problem
from service.api.record.access import identify, load_policy
from service.api.record.refusals import refusals

Function = TypeVar("Function", bound=Callable[..., Any])

# How each try that failed is answered.
REFUSED = {
    "wrong": (HTTPStatus.UNAUTHORIZED, "not-in"),
    "second-wrong": (HTTPStatus.UNAUTHORIZED, "not-in"),
    "second-missing": (HTTPStatus.UNAUTHORIZED, "second-missing"),
    "locked": (HTTPStatus.TOO_MANY_REQUESTS, "locked"),
    "busy": (HTTPStatus.TOO_MANY_REQUESTS, "slow-down"),
}

# Seconds after which it is worth trying again, when everybody is slowed down.
MINUTE_SECONDS = 60


def doors(name: str, description: str) -> OurBlueprint:
    """Return a blueprint for operations that need no right in the record."""
    return OurBlueprint(name, __name__, url_prefix=PREFIX, description=description)


def door(
    blueprint: OurBlueprint,
    method: str,
    rule: str,
    *,
    answers: type[Schema] | None,
    body: type[Schema] | None = None,
    example: object = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> Callable[[Function], Function]:
    """Return a decorator that puts a function at an address; without ``answers`` it says nothing (204)."""

    def decorate(function: Function) -> Function:
        found: Any = function
        for refused in (
            HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND,
            HTTPStatus.CONFLICT, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE,
        ):  # fmt: skip
            found = blueprint.alt_response(int(refused), response=refused.name)(found)
        found = blueprint.response(int(HTTPStatus.NO_CONTENT if answers is None else status), answers)(found)
        if body is not None:
            found = blueprint.arguments(body, location="json", example=example)(found)
        found = blueprint.arguments(LanguageAsked, location="query")(found)
        decorated: Function = blueprint.route(rule, methods=[method])(found)
        return decorated

    return decorate


def in_session(*, is_whole: bool = False) -> Known:
    """Return who is logged in; with ``is_whole`` only who showed every factor that the policy asks of its roles.

    Raises
    ------
    Problem
        401 or 403: nobody, a token instead of a session, or a second factor that is missing.
    """
    found = identify()
    if not found.is_session:
        raise Problem(status=HTTPStatus.FORBIDDEN, kind="wrong-place")
    if is_whole and waits(found):
        raise Problem(status=HTTPStatus.FORBIDDEN, kind="no-second-factor")
    return found


def waits(found: Known) -> frozenset[str]:
    """Return the account's roles that wait for a second factor."""
    if found.token.is_second:
        return frozenset()
    return frozenset(one.role for one in found.grants) & load_policy().second_factor


def refuse(entered: Entered) -> Problem:
    """Return how a try that failed is answered; an unknown address and a wrong password are the same."""
    status, kind = REFUSED[entered.outcome]
    seconds = {"locked": LOCK_MINUTES * MINUTE_SECONDS, "busy": MINUTE_SECONDS}.get(entered.outcome)
    values = (LOCK_MINUTES,) if kind == "locked" else ()
    headers = {"Retry-After": str(seconds)} if seconds else {}
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = 'Bearer realm="record"'
    return Problem(status=status, kind=kind, values=values, headers=headers)


@contextmanager
def told() -> Iterator[None]:
    """Turn what the accounts and the store refuse into problems."""
    with refusals():
        try:
            yield
        except AccountError as error:
            raise Problem(status=HTTPStatus.CONFLICT, kind="no-account-change", values=(error.said,)) from error
