"""GET /api/: the API's operations and problems as a page, read from its own OpenAPI document; works offline."""

import json
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, current_app

from data.text import Language
from service.api.phrases import load_kinds
from service.api.problems import language_asked
from service.documents.page_words import PageWords
from service.web.views import html

KEY = "solidaritas.openapi"
REFERENCE = "#/components/schemas/"

operations = Blueprint("operations", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """One parameter or field of a body: its path, its kind with bounds, whether it must be there, what it is."""

    name: str
    kind: str
    is_required: bool
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationCard:
    """One operation of the document."""

    method: str
    path: str
    summary: str
    parameters: tuple[FieldRow, ...]
    body: tuple[FieldRow, ...]
    example: str
    statuses: tuple[str, ...]


@operations.get("/api/")
def show_operations() -> Response:
    """Show every operation and every kind of problem."""
    language = language_asked()
    document = current_app.extensions[KEY]()
    return html(
        "operations.html.j2",
        language,
        words=PageWords(language),
        title=document["info"]["title"],
        version=document["info"]["version"],
        cards=cards_of(document),
        kinds=_kinds(language),
    )


def cards_of(document: dict[str, Any]) -> tuple[OperationCard, ...]:
    """Return one card for each operation of an OpenAPI ``document``."""
    return tuple(
        _card(document, method, path, operation)
        for path, operations_ in document["paths"].items()
        for method, operation in operations_.items()
        if isinstance(operation, dict) and "responses" in operation
    )


def _card(document: dict[str, Any], method: str, path: str, operation: dict[str, Any]) -> OperationCard:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    example = content.get("example")
    shared = document["paths"][path].get("parameters", [])
    return OperationCard(
        method=method.upper(),
        path=path,
        summary=operation.get("summary", ""),
        parameters=tuple(_parameter(each) for each in [*shared, *operation.get("parameters", [])]),
        body=tuple(_fields(document, content.get("schema", {}), "")),
        example=json.dumps(example, ensure_ascii=False, indent=2) if example else "",
        statuses=tuple(operation["responses"]),
    )


def _parameter(parameter: dict[str, Any]) -> FieldRow:
    return FieldRow(
        name=parameter["name"],
        kind=_kind(parameter.get("schema", {})),
        is_required=bool(parameter.get("required")),
        about=parameter.get("description", ""),
    )


def _fields(document: dict[str, Any], schema: dict[str, Any], above: str) -> list[FieldRow]:
    """Return the fields of a schema, those of nested objects and lists under their path."""
    known = _resolved(document, schema)
    rows: list[FieldRow] = []
    for name, field in known.get("properties", {}).items():
        inner = field.get("items", field)
        path = f"{above}{name}[]" if "items" in field else f"{above}{name}"
        rows.append(
            FieldRow(
                name=path,
                kind=_kind(_resolved(document, field)),
                is_required=name in known.get("required", ()),
                about=field.get("description", ""),
            )
        )
        if "$ref" in inner or "allOf" in inner:
            rows += _fields(document, inner, f"{path}.")
    return rows


def _resolved(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    target = schema.get("$ref") or next((each.get("$ref") for each in schema.get("allOf", ())), None)
    if target is None:
        return schema
    found: dict[str, Any] = document["components"]["schemas"][target.removeprefix(REFERENCE)]
    return found


def _kind(schema: dict[str, Any]) -> str:
    """Return a schema's type with its bounds, as short as it can be read."""
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"])
    bounds = [schema[key] for key in ("minimum", "maximum") if key in schema]
    told = str(schema.get("format") or schema.get("type", ""))
    if len(bounds) > 1:
        told += f" {bounds[0]}-{bounds[-1]}"
    for key, sign in (("maxLength", "≤ {} characters"), ("maxItems", "≤ {} entries")):
        if key in schema:
            told += " " + sign.format(schema[key])
    return told


def _kinds(language: Language) -> tuple[tuple[str, str, str], ...]:
    return tuple((kind.id, kind.title.say(language), kind.detail.say(language)) for kind in load_kinds().values())
