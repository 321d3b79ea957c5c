"""Small reference folders: a copy of the real files with one cell, row or column changed."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

from data.errors import Fault
from data.tables import REFERENCE

Rows = list[list[str]]


def copy_of_reference(folder: Path) -> Path:
    """Copy every CSV of the reference data and return the folder."""
    for path in REFERENCE.glob("*.csv"):
        shutil.copy(path, folder / path.name)
    return folder


def rewrite(folder: Path, name: str, change: Callable[[Rows], Rows]) -> None:
    """Rewrite one CSV; ``change`` gets all its rows, the header first."""
    path = folder / name
    with path.open(encoding="utf8", newline="") as lines:
        rows = list(csv.reader(lines))
    with path.open("w", encoding="utf8", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows(change(rows))


def with_cell(folder: Path, name: str, *, key: str, column: str, value: str) -> None:
    """Set ``column`` of the first row whose first cell is ``key``."""

    def change(rows: Rows) -> Rows:
        place = rows[0].index(column)
        row = next(row for row in rows if row[0] == key)
        row[place] = value
        return rows

    rewrite(folder, name, change)


def without_column(folder: Path, name: str, column: str) -> None:
    """Drop a column, header and cells."""

    def change(rows: Rows) -> Rows:
        place = rows[0].index(column)
        return [row[:place] + row[place + 1 :] for row in rows]

    rewrite(folder, name, change)


def without_rows(folder: Path, name: str, key: str) -> None:
    """Drop the rows whose first cell is ``key``."""
    rewrite(folder, name, lambda rows: [row for row in rows if row[0] != key])


def keys(faults: tuple[Fault, ...]) -> list[tuple[str, str]]:
    """Return file and key of each fault, in order."""
    return [(fault.file, fault.key) for fault in faults]


def at_row(folder: Path, name: str, key: str) -> str:
    """Return ``row N`` as a fault calls the first row whose first cell is ``key``."""
    with (folder / name).open(encoding="utf8", newline="") as lines:
        return next(f"row {place}" for place, row in enumerate(csv.reader(lines), start=1) if row[0] == key)
