"""/programmes/{programme}/imports/{kind}: many records at once, all of them or none, or only a look."""

from http import HTTPStatus
from typing import Any

from flask import request

from service.api.parsing import Unreadable, check_unpacked
from service.api.problems import Problem
from service.api.record.kinds.bringing import NOUNS, bring
from service.api.record.kinds.kinds import blueprint, told_of
from service.api.record.kinds.records import any_ledger, asked_ledger
from service.api.record.kinds.shown import ImportAsked, ImportedShown
from service.api.record.kinds.tables import CSV, LINES, read_table
from service.api.record.operation import Told, operation
from service.store import Unit

TEXT = {"schema": {"type": "string"}}


@operation(
    blueprint, "POST", "/<string:programme>/imports/<string:kind>", answers=ImportedShown, query=ImportAsked,
    about=lambda _: None,
)  # fmt: skip
@told_of(requestBody={"required": True, "content": {CSV: TEXT, LINES: TEXT}})
def import_records(unit: Unit, asked: dict[str, Any], programme: str, kind: str) -> Told:
    """Add many records, all or none; every fault is told with its row, its field and what was expected.

    The first line of CSV names the fields; a list is parted by semicolons, rows within a cell are JSON.
    """
    ledger = any_ledger(unit, programme) if kind in NOUNS else asked_ledger(unit, programme, kind)
    rows = _rows()
    ids = bring(unit, ledger, kind, rows, cells=request.mimetype == CSV, dry=asked["dry_run"])
    return Told(body={"kind": kind, "rows": len(rows), "written": not asked["dry_run"], "ids": ids})


def _rows() -> list[dict[str, Any]]:
    check_unpacked()
    if request.mimetype not in {CSV, LINES}:
        raise Problem(status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE, kind="not-table")
    try:
        return read_table(request.get_data(), request.mimetype)
    except Unreadable as error:
        raise Problem(status=HTTPStatus.BAD_REQUEST, kind="bad-request", values=(error.why,)) from error
