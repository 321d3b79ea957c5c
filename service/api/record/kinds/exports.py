"""/programmes/{programme}/exports/{kind}: all records of a kind that one may see, as CSV, JSON or JSON lines."""

import json
from collections.abc import Callable, Iterator, Mapping
from http import HTTPStatus
from typing import Any

from flask import Response

from service.api.record.access import load_policy
from service.api.record.desk import record_desk
from service.api.record.kinds.kinds import download, told_of
from service.api.record.kinds.ledger import Ledger
from service.api.record.kinds.records import any_ledger, asked_ledger
from service.api.record.kinds.rights import sight_of
from service.api.record.kinds.showing import shown_record
from service.api.record.kinds.shown import ExportAsked
from service.api.record.kinds.tables import CSV, LINES, written
from service.api.record.letters import shown_letter
from service.api.record.members import shown_member
from service.api.record.operation import SECURITY
from service.api.record.partnerships import shown_partnership
from service.api.record.refusals import refusals
from service.records.kept import Record
from service.records.parties import Sight

# Technical: records that are read at a time.
BATCH = 500

MEDIA = {"csv": f"{CSV}; charset=utf-8", "json": "application/json", "jsonl": LINES}

# Columns of the nouns that every programme has; those of a kind are its fields.
NOUN_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "member": ("id", "name", "kind", "utility", "region", "connections", "contact.name", "contact.email",
               "contact.phone"),
    "letter": ("id", "member", "received", "subject", "text", "expected_result", "wished", "signed"),
    "partnership": ("id", "state", "mentor", "mentees", "subject", "letters", "since", "papers", "events"),
}  # fmt: skip

TEXT = {"schema": {"type": "string"}}
CONTENT = {CSV: TEXT, LINES: TEXT, "application/json": {"schema": {"type": "array", "items": {"type": "object"}}}}


@download("/<string:programme>/exports/<string:kind>", ExportAsked)
@told_of(
    security=SECURITY,
    responses={
        "200": {"description": "The records, in order of id.", "content": CONTENT},
        **{
            str(int(status)): {"$ref": f"#/components/responses/{status.name}"}
            for status in (
                HTTPStatus.BAD_REQUEST,
                HTTPStatus.UNAUTHORIZED,
                HTTPStatus.FORBIDDEN,
                HTTPStatus.NOT_FOUND,
                HTTPStatus.UNPROCESSABLE_ENTITY,
                HTTPStatus.SERVICE_UNAVAILABLE,
            )
        },
    },
)
def export_records(asked: dict[str, Any], programme: str, kind: str) -> Response:
    """Export all records of a kind that one may see; its CSV and JSON lines may be imported again."""
    with refusals(), record_desk().store.read() as view:
        ledger = any_ledger(view, programme) if kind in NOUN_COLUMNS else asked_ledger(view, programme, kind)
        body = exported(ledger, kind, form=asked["format"])
    response = Response(body, content_type=MEDIA[asked["format"]])
    response.headers["Content-Disposition"] = f'attachment; filename="{kind}.{asked["format"]}"'
    return response


def exported(ledger: Ledger, kind: str, *, form: str) -> str:
    """Return the records of a kind, or of a noun, that the callers may see, as ``csv``, ``json`` or ``jsonl``.

    Raises
    ------
    Problem
        403 when none of their roles sees anything of it.
    """
    columns, found = _records(ledger) if kind not in NOUN_COLUMNS else (NOUN_COLUMNS[kind], _nouns(ledger, kind))
    if form == "csv":
        return written(found, columns)
    if form == "json":
        return json.dumps(list(found), ensure_ascii=False)
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in found)


def _records(ledger: Ledger) -> tuple[tuple[str, ...], Iterator[dict[str, Any]]]:
    sight = sight_of(ledger.kind.read, ledger.callers)
    columns = ("id", "state", *(each.id for each in ledger.kind.fields))
    rows = (shown_record(ledger, record) for record in _all(ledger, ledger.kind.id, sight=sight))
    return columns, ({"id": row["id"], "state": row["state"], **row["data"]} for row in rows)


def _nouns(ledger: Ledger, kind: str) -> Iterator[dict[str, Any]]:
    rights: Any = load_policy().access[f"list_{kind}s"]
    role = ledger.caller.role
    shown: Mapping[str, Callable[[Record], dict[str, Any]]] = {
        "member": lambda record: shown_member(ledger.view, record, role=role),
        "letter": lambda record: shown_letter(ledger.book, record),
        "partnership": lambda record: shown_partnership(ledger.book, record),
    }
    for record in _all(ledger, kind, sight=sight_of(rights, ledger.callers)):
        whole = shown[kind](record)
        names = dict.fromkeys(column.partition(".")[0] for column in NOUN_COLUMNS[kind])
        yield {name: whole[name] for name in names if whole[name] not in (None, "")}


def _all(ledger: Ledger, kind: str, *, sight: Sight | None) -> Iterator[Record]:
    after = ""
    while found := ledger.view.find(ledger.programme, kind, limit=BATCH, after=after, sight=sight):
        yield from found
        after = found[-1].key.id
