"""Closed partnerships as a file, so that what one service kept can be counted by another (3.1.2)."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from matcher.errors import BadValue
from matcher.learning.outcome import NAMES, Closed

# The one key of the file.
CASES = "cases"
EXPECTED = f'{{"{CASES}": [{{"points": {{criterion: whole number}}, "success": true or false}}]}}'


def write_cases(cases: Iterable[Closed]) -> dict[str, Any]:
    """Return cases as the content of a file of cases."""
    return {CASES: [{"points": {name: case.points[name] for name in NAMES}, "success": case.success} for case in cases]}


def read_cases(path: Path) -> tuple[Closed, ...]:
    """Return the cases of a file.

    Raises
    ------
    BadValue
        If it is no JSON of that form, names other criteria, or holds points that are no whole numbers.
    OSError
        If it cannot be read.
    """
    try:
        told = json.loads(path.read_text(encoding="utf8"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise BadValue(field=path.name, value=str(error), expected=EXPECTED) from error
    rows = told.get(CASES) if isinstance(told, dict) else None
    if not isinstance(rows, list):
        raise BadValue(field=path.name, value=type(told).__name__, expected=EXPECTED)
    return tuple(_case(f"{CASES}.{place}", row) for place, row in enumerate(rows))


def _case(field: str, row: object) -> Closed:
    points = row.get("points") if isinstance(row, dict) else None
    success = row.get("success") if isinstance(row, dict) else None
    whole = isinstance(points, dict) and all(type(value) is int for value in points.values())
    if not isinstance(points, dict) or not whole or set(points) != set(NAMES) or not isinstance(success, bool):
        raise BadValue(field=field, value=row, expected=EXPECTED)
    return Closed(points=points, success=success)
