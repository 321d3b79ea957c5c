"""From a CSV file of the reference data to checked values; every unreadable cell is a fault.

Codes stay text, an empty cell stays missing and never becomes zero.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from data.errors import DataError, Fault

REFERENCE = Path(__file__).parent / "reference"


class ReferenceFault(DataError, ValueError):
    """A file of the reference data cannot be used; ``faults`` holds every fault found."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Keep all faults and print one a line."""
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """One row of a file: its cells by column, and where faults of it are gathered.

    Parameters
    ----------
    file, place
        File name, and line of the file on which the row starts when no cell spans lines.
    values
        Column to text, stripped.
    faults
        Shared list that the readers below append to.
    """

    file: str
    place: int
    values: dict[str, str]
    faults: list[Fault]

    def fault(self, column: str, reason: str) -> None:
        """Note that ``column`` of this row is unusable."""
        self.faults.append(Fault(file=self.file, key=f"row {self.place}.{column}", reason=reason))

    def text(self, column: str) -> str:
        """Return the cell, empty when missing."""
        return self.values.get(column, "")

    def needed(self, column: str) -> str:
        """Return the cell; an empty one is a fault."""
        if not self.text(column):
            self.fault(column, "is missing")
        return self.text(column)

    def several(self, column: str) -> tuple[str, ...]:
        """Return the parts of a cell separated by semicolons."""
        return tuple(part.strip() for part in self.text(column).split(";") if part.strip())

    def decimal(self, column: str) -> Decimal | None:
        """Return the cell as a decimal, None when empty; anything unreadable or endless is a fault."""
        if not self.text(column):
            return None
        try:
            value = Decimal(self.text(column))
        except InvalidOperation:
            self.fault(column, f"is {self.text(column)!r}; expected a number")
            return None
        if not value.is_finite():
            self.fault(column, f"is {self.text(column)!r}; expected a finite number")
            return None
        return value

    def whole(self, column: str) -> int | None:
        """Return the cell as a whole number, None when empty."""
        value = self.decimal(column)
        if value is not None and value != value.to_integral_value():
            self.fault(column, f"is {self.text(column)!r}; expected a whole number")
            return None
        return None if value is None else int(value)

    def whole_needed(self, column: str) -> int:
        """Return the cell as a whole number; an empty one is a fault."""
        self.needed(column)
        return self.whole(column) or 0

    def degrees(self, column: str, most: int) -> float | None:
        """Return a coordinate between minus and plus ``most``."""
        value = self.decimal(column)
        if value is not None and abs(value) > most:
            self.fault(column, f"is {self.text(column)!r}; expected degrees from -{most} to {most}")
            return None
        return None if value is None else float(value)


def read_rows(path: Path, *, columns: tuple[str, ...], faults: list[Fault]) -> Iterator[Cells]:
    """Yield the rows of a UTF-8 CSV file with one header row.

    Parameters
    ----------
    path
        The file.
    columns
        Columns that the header must have; others may be there too.
    faults
        Where what is wrong is gathered; a row with too few or too many cells is left out.
    """
    with path.open(encoding="utf8", newline="") as lines:
        reader = csv.reader(lines)
        header = next(reader, [])
        lacking = [name for name in columns if name not in header]
        if lacking:
            faults.append(Fault(file=path.name, key="header", reason=f"lacks {', '.join(lacking)}"))
            return
        for place, cells in enumerate(reader, start=2):
            if len(cells) != len(header):
                reason = f"has {len(cells)} cells; the header has {len(header)}"
                faults.append(Fault(file=path.name, key=f"row {place}", reason=reason))
                continue
            values = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
            yield Cells(file=path.name, place=place, values=values, faults=faults)
