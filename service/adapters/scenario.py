"""One side of a comparison from the JSON that the year's own command wrote."""

from typing import Any

from data.answer import Level
from data.text import Text
from service.adapters.published import PublishedFault, read_published, text_at
from service.records.compared import Scenario

# Aims of one answer; the book has a dozen.
MOST_LEVELS = 100
SENSES = ("max", "min")


def read_scenario(record: object, *, name: str) -> Scenario:
    """Return an answer of ``year --json`` or ``replan --json`` under ``name``.

    Raises
    ------
    PublishedFault
        At the first value that such a file does not hold.
    """
    known = read_published(record)
    whole: dict[str, Any] = record  # type: ignore[assignment]  # read_published has looked
    year = whole.get("year")
    if type(year) is not int:
        raise PublishedFault(field="year", value=year, expected="a whole number")
    return Scenario(
        name=name,
        year=year,
        fictional=whole.get("fictional") is True,
        currency=text_at("currency", whole.get("currency", "IDR")),
        known=known,
        levels=tuple(
            _level(f"{room}.levels.{place}", row)
            for room in ("match", "plan")
            for place, row in enumerate(_rows(f"{room}.levels", whole[room].get("levels", [])))
        ),
    )


def _rows(field: str, value: object) -> list[Any]:
    if not isinstance(value, list) or len(value) > MOST_LEVELS:
        raise PublishedFault(field, value, f"a list of at most {MOST_LEVELS}")
    return value


def _level(where: str, row: object) -> Level:
    if not isinstance(row, dict):
        raise PublishedFault(where, row, "an aim as `solidaritas year --json` writes it")
    name = row.get("name")
    if not isinstance(name, dict):
        raise PublishedFault(field=f"{where}.name", value=name, expected="a name in both languages")
    if row.get("sense") not in SENSES:
        raise PublishedFault(field=f"{where}.sense", value=row.get("sense"), expected=" or ".join(SENSES))
    return Level(
        id=text_at(f"{where}.id", row.get("id")),
        name=Text(en=text_at(f"{where}.name.en", name.get("en")), id=text_at(f"{where}.name.id", name.get("id"))),
        value=_whole(f"{where}.value", row.get("value")),
        bound=_whole(f"{where}.bound", row.get("bound")),
        unit=text_at(f"{where}.unit", row.get("unit")),
        sense=row["sense"],
    )


def _whole(field: str, value: object) -> int:
    if type(value) is not int:
        raise PublishedFault(field, value, "a whole number")
    return value
