"""GET /rules: every row of the programme's book, by section of the guideline or by how sure it is."""

import dataclasses
import datetime as dt
from typing import Any

from marshmallow import Schema, fields, validate

from data.book import TABLES
from data.rows import Row
from data.text import Text
from service.api.fields import Bilingual, Choice, Line, Truth
from service.api.operations import PREFIX, LanguageAsked, OurBlueprint, operation
from service.api.reference import reference

# Technical: longest section name such as 3.1.1-A5.
SECTION_LENGTH = 20
SHOWN_APART = {"id", "name", "section", "status", "note"}

rules = OurBlueprint(
    "rules", __name__, url_prefix=f"{PREFIX}/rules", description="The guideline and the policy as rows of tables"
)


class RulesAsked(LanguageAsked):
    """Which rows to list."""

    section = Line(
        SECTION_LENGTH, least=1, metadata={"description": "Section with everything under it, for example 3.1.7."}
    )
    assumed = Truth(metadata={"from_address": True, "description": "true: only what the guideline does not state."})
    table = Choice(*TABLES, metadata={"description": "Rows of one table only."})


class RowShown(Schema):
    """One row: where it comes from, how sure that is, and its other columns as they are."""

    table = fields.String(required=True)
    id = fields.String(required=True)
    name = fields.Nested(Bilingual, required=True)
    section = fields.String(required=True)
    status = fields.String(required=True, validate=validate.OneOf(["stated", "read-into", "assumed"]))
    note = fields.String(required=True)
    file = fields.String(required=True, metadata={"description": "File of the book in which it stands."})
    columns = fields.Dict(keys=fields.String(), required=True)


class RulesShown(Schema):
    """Every row that was asked for."""

    total = fields.Integer(required=True)
    book = fields.String(required=True, metadata={"description": "SHA-256 of the book's files."})
    items = fields.List(fields.Nested(RowShown), required=True)


@operation(rules, "", answers=RulesShown, query=RulesAsked)
def list_rules(asked: dict[str, Any]) -> dict[str, Any]:
    """List rows of the book."""
    book = reference().book
    items = [
        shown_row(table, row, book.files.get(f"{table}:{row.id}", ""))
        for table, row in book.all_rows()
        if asked.get("table", table) == table and _in_section(row, asked.get("section", "")) and _is_sure(row, asked)
    ]
    return {"total": len(items), "book": book.fingerprint, "items": items}


def shown_row(table: str, row: Row, file: str) -> dict[str, Any]:
    """Return a row with its own columns apart from those that every row has."""
    columns = {
        column.name: _plain(getattr(row, column.name))
        for column in dataclasses.fields(row)
        if column.name not in SHOWN_APART
    }
    return {"table": table, "file": file, "columns": columns, **{name: getattr(row, name) for name in SHOWN_APART}}


def _plain(value: Any) -> Any:
    if isinstance(value, Text):
        return {"en": value.en, "id": value.id}
    if isinstance(value, dt.date):
        return value.isoformat()
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _in_section(row: Row, wanted: str) -> bool:
    return not wanted or row.section == wanted or row.section.startswith((f"{wanted}.", f"{wanted}-"))


def _is_sure(row: Row, asked: dict[str, Any]) -> bool:
    return "assumed" not in asked or (row.status == "assumed") == asked["assumed"]
