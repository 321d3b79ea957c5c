"""Records as tables: CSV and JSON lines, in and out, the same columns both ways.

A cell that a spreadsheet would take for a formula begins with an apostrophe, which is taken off again on the way in.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from data.recording import RecordField
from data.text import Text
from service.api.parsing import Unreadable, read_json
from service.words.reasons import both

CSV, LINES = "text/csv", "application/x-ndjson"

# What a spreadsheet takes for the beginning of a formula, the last four where full-width letters are written.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")

# Technical: rows of one import; they are judged together, within one transaction.
MOST_ROWS = 1000

WHOLE, FRACTION = re.compile(r"-?[0-9]{1,18}"), re.compile(r"-?[0-9]{1,15}[.][0-9]{1,15}")
TRUTHS = {"true": True, "false": False}


def read_table(body: bytes, media: str) -> list[dict[str, Any]]:
    """Return the rows of a body as objects; cells of CSV as text, dotted columns as objects of their own.

    Raises
    ------
    Unreadable
        With the reason.
    """
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(Text(en="it is not UTF-8 text", id="bukan teks UTF-8")) from error
    return _lines(text) if media == LINES else _cells(text)


def _lines(text: str) -> list[dict[str, Any]]:
    rows = [read_json(line.encode()) for line in text.split("\n") if line.strip()]
    if not all(isinstance(row, dict) for row in rows):
        raise Unreadable(both("record.not_json"))
    return rows


def _cells(text: str) -> list[dict[str, Any]]:
    head = text.partition("\n")[0]
    mark = ";" if head.count(";") > head.count(",") else ","
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True) if any(row)]
    except csv.Error as error:
        raise Unreadable(Text(en=f"not CSV: {error}", id=f"bukan CSV: {error}")) from error
    header = [name.strip() for name in rows[0]] if rows else []
    if len(set(header)) != len(header) or any(len(row) > len(header) for row in rows):
        raise Unreadable(Text(en="a column without a name, or twice", id="ada kolom tanpa nama atau muncul dua kali"))
    return [_nested(dict(zip(header, map(_plain, row), strict=False))) for row in rows[1:]]


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(FORMULA) else cell


def _nested(row: Mapping[str, str]) -> dict[str, Any]:
    """Return the cells that say something; ``contact.name`` within ``contact``."""
    found: dict[str, Any] = {}
    for name, cell in row.items():
        above, dot, below = name.partition(".")
        if not cell.strip():
            continue
        if dot and isinstance(found.setdefault(above, {}), dict):
            found[above][below] = cell
        else:
            found[name] = cell
    return found


def typed(listed: Sequence[RecordField], row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of CSV with its cells as what their fields hold; what cannot be that stays text, and is a fault."""
    known = {each.id: each for each in listed}
    return {name: _cell(known[name], value) if name in known else value for name, value in row.items()}


def _cell(field: RecordField, cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    if field.type == "rows":
        try:
            return read_json(cell.encode())
        except Unreadable:
            return cell
    if field.many:
        return [_one(field, part.strip()) for part in cell.split(";") if part.strip()]
    return _one(field, cell if field.type in {"line", "text"} else cell.strip())


def _one(field: RecordField, cell: str) -> Any:
    if field.type in {"whole", "money"} and WHOLE.fullmatch(cell):
        return int(cell)
    if field.type == "reading" and (WHOLE.fullmatch(cell) or FRACTION.fullmatch(cell)):
        return Decimal(cell)
    return TRUTHS.get(cell, cell) if field.type == "truth" else cell


def written(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """Return rows as CSV with these columns, each record a line."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_said(_at(row, column)) for column in columns])
    return out.getvalue()


def _at(row: Mapping[str, Any], column: str) -> Any:
    above, dot, below = column.partition(".")
    value = row.get(above)
    return (value or {}).get(below) if dot else value


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and not any(isinstance(one, dict | list) for one in value):
        return _guarded(";".join(map(str, value)))
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return _guarded(value) if isinstance(value, str) else str(value)


def _guarded(text: str) -> str:
    return f"'{text}" if text.lstrip("'").startswith(FORMULA) else text
