"""/programmes/{programme}/kinds: which kinds of record the programme's book has, and how each is written."""

from collections.abc import Callable
from typing import Any, TypeVar

from marshmallow import Schema

from data.book import Book
from data.recording import RecordKind
from service.api.operations import LanguageAsked
from service.api.record.kinds.forms import described
from service.api.record.kinds.shown import KindsShown
from service.api.record.nouns import book_for
from service.api.record.operation import RecordBlueprint, Told, operation
from service.api.record.refusals import shown_text
from service.store import View

blueprint = RecordBlueprint("records", "Records of every kind that the programme's book tells of")
Function = TypeVar("Function", bound=Callable[..., Any])


def told_of(**more: Any) -> Callable[[Function], Function]:
    """Return a decorator that says in OpenAPI what schemas alone do not."""

    def decorate(function: Function) -> Function:
        found: Function = blueprint.doc(**more)(function)
        return found

    return decorate


def download(rule: str, query: type[Schema]) -> Callable[[Function], Function]:
    """Return a decorator that puts a function at an address which answers with a file and not with JSON."""

    def decorate(function: Function) -> Function:
        found: Function = blueprint.route(rule, methods=["GET"])(blueprint.arguments(query, location="query")(function))
        return found

    return decorate


@operation(blueprint, "GET", "/<string:programme>/kinds", answers=KindsShown, query=LanguageAsked)
def list_kinds(view: View, _: dict[str, Any], programme: str) -> Told:
    """List the kinds of record: fields as JSON Schema, states, moves, and who may do what."""
    book = book_for(view, programme)
    return Told(body={"items": [shown_kind(book, kind) for kind in book.records.values()]})


def shown_kind(book: Book, kind: RecordKind) -> dict[str, Any]:
    """Return a kind as it is shown."""
    return {
        "id": kind.id,
        "name": shown_text(kind.name),
        "section": kind.section,
        "parent": kind.parent,
        "key": list(kind.key),
        "states": {code: shown_text(name) for code, name in kind.states.items()},
        "open": list(kind.open or kind.states),
        "read": dict(kind.read),
        "write": dict(kind.write),
        "moves": [
            {
                "id": move.id,
                "name": shown_text(move.name),
                "origins": list(move.origins),
                "to": move.to,
                "by": dict(move.by),
                "each": list(move.each),
                "second": move.second,
            }
            for move in kind.moves
        ],
        "schema": described(book, kind),
    }
