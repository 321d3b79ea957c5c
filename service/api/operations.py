"""What every operation shares: the blueprint, the language of the answer, the documented refusals."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from flask_smorest import Api, Blueprint
from marshmallow import Schema, fields

from service.api.fields import Choice, Strict
from service.api.parsing import Parser
from service.api.problems import MEDIA_TYPE

PREFIX = "/api/v1"
Function = TypeVar("Function", bound=Callable[..., Any])


class FaultShown(Schema):
    """One field that cannot be used."""

    field = fields.String(required=True, metadata={"description": "Path of the field, for example mentors.0.capacity."})
    expected = fields.String(required=True, metadata={"description": "What was expected."})


class ProblemShown(Schema):
    """A refusal or failure (RFC 9457)."""

    type = fields.String(required=True, metadata={"description": "Address of the explanation on the page /api/."})
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    instance = fields.String(required=True, metadata={"description": "Path of the request."})
    request = fields.String(required=True, metadata={"description": "Number of the request in the log."})
    section = fields.String(required=True, metadata={"description": "Section of the guideline, or empty."})
    faults = fields.List(fields.Nested(FaultShown), required=True)
    allowed = fields.List(fields.String(), required=True, metadata={"description": "What may be asked instead."})
    steps = fields.List(
        fields.Dict(), metadata={"description": "Steps that start where a partnership stands, with what each lacks."}
    )


class LanguageAsked(Strict):
    """The language of sentences that are given in one language."""

    lang = Choice("id", "en", metadata={"description": "Language of problems; else Accept-Language decides."})


class OurBlueprint(Blueprint):  # type: ignore[misc]  # flask_smorest ships no types
    """A blueprint whose bodies and addresses are read by our parser."""

    ARGUMENTS_PARSER = Parser()


class OurApi(Api):  # type: ignore[misc]  # flask_smorest ships no types
    """The OpenAPI document; errors are left to the application's one handler."""

    DEFAULT_ERROR_RESPONSE_NAME = None

    def _register_error_handlers(self) -> None:
        """Register nothing: `service.app` registers the one handler for everything."""

    def _register_responses(self) -> None:
        """Describe every refusal as problem+json under its phrase, used only where an operation names it."""
        for status in HTTPStatus:
            response = {
                "description": status.phrase,
                "content": {MEDIA_TYPE: {"schema": ProblemShown}},
            }
            self.spec.components.response(status.name, response, lazy=True)


def operation(
    blueprint: OurBlueprint,
    rule: str,
    *,
    answers: type[Schema],
    query: type[Schema] = LanguageAsked,
    body: type[Schema] | None = None,
    example: object = None,
    refuses: tuple[HTTPStatus, ...] = (),
) -> Callable[[Function], Function]:
    """Return a decorator that puts a function at an address, with everything that OpenAPI should say of it.

    Parameters
    ----------
    blueprint, rule
        Where it stands.
    answers
        Schema of the answer.
    query
        Schema of what stands behind the question mark; the function's first argument.
    body
        Schema of a JSON body, which makes it a POST; the function's second argument.
    example
        A body that works.
    refuses
        Statuses that it may answer instead, each as a problem; 422 always.
    """

    def decorate(function: Function) -> Function:
        for status in (HTTPStatus.UNPROCESSABLE_ENTITY, *refuses):
            function = blueprint.alt_response(int(status), response=status.name)(function)
        function = blueprint.response(int(HTTPStatus.OK), answers)(function)
        if body is not None:
            function = blueprint.arguments(body, location="json", example=example)(function)
        function = blueprint.arguments(query, location="query")(function)
        decorated: Function = blueprint.route(rule, methods=["GET" if body is None else "POST"])(function)
        return decorated

    return decorate
