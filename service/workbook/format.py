"""The shape of the workbook, read from ``format.toml``: what stands there is what is written, read and explained."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from data import Book, Text

FORMAT = Path(__file__).with_name("format.toml")

CellType = Literal["text", "long", "whole", "rupiah", "decimal", "date", "yesno", "choice", "list", "words"]
Bound = int | str | None

RUPIAH = Text(en="rupiah", id="rupiah")
# What an amount of a decision counts, by the end of its name; all others are rupiah.
UNITS = {
    "_percent": Text(en="per cent", id="persen"),
    "_km": Text(en="km", id="km"),
    "_connections": Text(en="connections", id="sambungan"),
}
VISITS = Text(en="visits", id="kunjungan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table, or one field of a form.

    Parameters
    ----------
    key
        Field of the intake's record.
    title, explain
        What the user reads above it.
    section
        Section of the guideline that asks for it; empty for technical fields.
    unit
        Unit of the values, None where there is none.
    source
        Where the values of a ``choice`` or ``list`` come from.
    least, most
        Bounds, both included: a whole number, or a number id of the book; for texts ``most`` counts characters.
    repeat
        How often the template repeats it, numbered from 1; zero means it stands once.
    is_open
        Whether words outside the list are taken as they are.
    is_advice
        Whether a number out of bounds is warned about but read, as long as it is positive.
    width
        In characters.
    """

    key: str
    type: CellType
    title: Text
    explain: Text
    section: str
    unit: Text | None = None
    required: bool = False
    source: str = ""
    least: Bound = None
    most: Bound = None
    repeat: int = 0
    is_open: bool = False
    is_advice: bool = False
    width: int = 0

    def bounds(self, book: Book) -> tuple[int | None, int | None]:
        """Return least and most as whole numbers; a number that the book does not state bounds nothing."""
        return _bound(self.least, book), _bound(self.most, book)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: a ``table`` (a record a row) or a ``form`` (a field a row)."""

    key: str
    kind: Literal["table", "form"]
    title: Text
    purpose: Text
    section: str
    required: bool
    columns: Mapping[str, Column]

    def repeated(self) -> tuple[Column, ...]:
        """Return the columns that stand several times, numbered."""
        return tuple(column for column in self.columns.values() if column.repeat)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """The words of the guide sheet and of the mark on samples."""

    title: Text
    lists: Text
    heading: Text
    fictional: Text
    steps: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """The whole workbook: sheets in order, closed lists, titles of a decision's amounts, and the guide."""

    sheets: Mapping[str, Sheet]
    choices: Mapping[str, Mapping[str, Text]]
    amounts: Mapping[str, Text]
    guide: Guide

    def all_columns(self) -> Iterator[tuple[Sheet, Column]]:
        """Yield every column with its sheet."""
        for sheet in self.sheets.values():
            for column in sheet.columns.values():
                yield sheet, column

    def for_book(self, book: Book) -> Mapping[str, Sheet]:
        """Return the sheets with the fields that depend on the book: the amounts of its subsidy kinds."""
        decision = self.sheets["decision"]
        keys = dict.fromkeys(self.amounts) | dict.fromkeys(
            need for kind in book.subsidy_kinds.values() for need in kind.needs
        )
        amounts = {f"amounts.{key}": self._amount(key, book) for key in keys}
        whole = Sheet(
            key=decision.key,
            kind=decision.kind,
            title=decision.title,
            purpose=decision.purpose,
            section=decision.section,
            required=decision.required,
            columns=MappingProxyType({**decision.columns, **amounts}),
        )
        return {**self.sheets, "decision": whole}

    def _amount(self, key: str, book: Book) -> Column:
        plain = key.replace("_", " ")
        users = [kind.name for kind in book.subsidy_kinds.values() if key in kind.needs]
        forms = Text(
            en=f"For: {'; '.join(name.en for name in users)}." if users else "May be stated with any form.",
            id=f"Untuk: {'; '.join(name.id for name in users)}." if users else "Boleh untuk semua bentuk.",
        )
        counted = next((unit for end, unit in UNITS.items() if key.endswith(end)), None)
        unit = counted or (VISITS if key.startswith("visits_per_") else None)
        return Column(
            key=f"amounts.{key}",
            type="whole" if unit else "rupiah",
            title=self.amounts.get(key, Text(en=plain, id=plain)),
            explain=forms,
            section="4.2",
            unit=unit or RUPIAH,
            least=0,
            most=100 if counted == UNITS["_percent"] else None,
        )


@cache
def load_format() -> Format:
    """Return the workbook's description."""
    table = tomllib.loads(FORMAT.read_text("utf8"))
    choices: dict[str, dict[str, Text]] = {}
    for row in table["choice"]:
        choices.setdefault(row["list"], {})[row["id"]] = Text(**row["text"])
    guide = table["guide"]
    return Format(
        sheets=MappingProxyType({row["key"]: _sheet(row) for row in table["sheet"]}),
        choices=MappingProxyType(choices),
        amounts=MappingProxyType({row["key"]: Text(**row["title"]) for row in table["amount"]}),
        guide=Guide(
            title=Text(**guide["title"]),
            lists=Text(**guide["lists"]),
            heading=Text(**guide["heading"]),
            fictional=Text(**guide["fictional"]),
            steps=tuple(Text(**step["text"]) for step in guide["step"]),
        ),
    )


def _sheet(row: dict[str, Any]) -> Sheet:
    return Sheet(
        key=row["key"],
        kind=row["kind"],
        title=Text(**row["title"]),
        purpose=Text(**row["purpose"]),
        section=row["section"],
        required=row.get("required", False),
        columns=MappingProxyType({column["key"]: _column(column) for column in row["column"]}),
    )


def _column(row: dict[str, Any]) -> Column:
    unit = row.get("unit")
    return Column(
        key=row["key"],
        type=row["type"],
        title=Text(**row["title"]),
        explain=Text(**row["explain"]),
        section=row["section"],
        unit=Text(**unit) if unit else None,
        required=row.get("required", False),
        source=row.get("source", ""),
        least=row.get("least"),
        most=row.get("most"),
        repeat=row.get("repeat", 0),
        is_open=row.get("open", False),
        is_advice=row.get("advice", False),
        width=row.get("width", 0),
    )


def _bound(bound: Bound, book: Book) -> int | None:
    if isinstance(bound, str):
        return book.number(bound) if bound in book.numbers else None
    return bound
