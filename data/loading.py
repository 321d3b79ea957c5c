"""From a folder of TOML tables to one frozen, checked ``Book``."""

import datetime as dt
import hashlib
import tomllib
import types
import typing
from dataclasses import MISSING, fields
from functools import cache
from pathlib import Path

from data import rows
from data.book import PLURALS, TABLES, Book
from data.checking import check_book
from data.errors import BookError, Fault
from data.text import Text

BOOKS = Path(__file__).parent / "books"
PERPAMSI = BOOKS / "perpamsi"
WATERLINKS = BOOKS / "waterlinks"


def load_book(folder: Path | str = PERPAMSI) -> Book:
    """Read every ``*.toml`` below ``folder`` and return the checked book.

    Parameters
    ----------
    folder
        A folder with one ``programme`` row and any tables of ``TABLES``, in any files.

    Raises
    ------
    BookError
        With every fault of every file together: unreadable TOML, unknown tables or keys,
        wrong types, missing or double ids, and whatever ``data.checking`` finds.
    """
    return _load(Path(folder).resolve())


@cache
def _load(folder: Path) -> Book:
    book = read_book(folder)
    faults = check_book(book)
    if faults:
        raise BookError(faults)
    return book


def read_book(folder: Path) -> Book:
    """Read ``folder`` without the checks across tables."""
    faults: list[Fault] = []
    found: dict[str, dict[str, rows.Row]] = {name: {} for name in TABLES}
    files: dict[str, str] = {}
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.toml")):
        label = path.relative_to(folder).as_posix()
        raw = path.read_bytes()
        digest.update(label.encode() + b"\0" + raw)
        try:
            document = tomllib.loads(raw.decode("utf8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            faults.append(Fault(file=label, key="", reason=str(error)))
            continue
        for table, entries in document.items():
            _read_table(label, table, entries, found, files, faults)
    if len(found["programme"]) != 1:
        faults.append(Fault(file="", key="programme", reason="a book needs exactly one programme row"))
    if faults:
        raise BookError(tuple(faults))
    parts: dict[str, typing.Any] = {
        PLURALS[name]: types.MappingProxyType(table) for name, table in found.items() if name != "programme"
    }
    programme = next(iter(found["programme"].values()))
    return Book(
        folder=folder, programme=typing.cast("rows.Programme", programme), files=types.MappingProxyType(files),
        fingerprint=digest.hexdigest(), **parts,
    )


def _read_table(
    label: str,
    table: str,
    entries: object,
    found: dict[str, dict[str, rows.Row]],
    files: dict[str, str],
    faults: list[Fault],
) -> None:
    if table not in TABLES:
        faults.append(Fault(file=label, key=table, reason=f"no such table; known are {', '.join(TABLES)}"))
        return
    if not isinstance(entries, list):
        faults.append(Fault(file=label, key=table, reason=f"write rows as [[{table}]]"))
        return
    for place, entry in enumerate(entries, start=1):
        key = f"{table}.{entry.get('id', f'row {place}')}"
        row, wrong = read_row(TABLES[table], entry)
        faults.extend(Fault(file=label, key=f"{key}.{name}" if name else key, reason=reason) for name, reason in wrong)
        if row is None:
            continue
        if row.id in found[table]:
            faults.append(Fault(file=label, key=key, reason="this id stands twice in the table"))
        found[table][row.id] = row
        files[f"{table}:{row.id}"] = label


def read_row(kind: type[rows.Row], entry: dict[str, object]) -> tuple[rows.Row | None, list[tuple[str, str]]]:
    """Build one row; return it, or None, with ``(key, reason)`` for each fault."""
    hints = typing.get_type_hints(kind)
    known = {item.name: item for item in fields(kind)}
    wrong = [(name, "no such key here") for name in entry if name not in known]
    values: dict[str, object] = {}
    for name, item in known.items():
        if name not in entry:
            if item.default is MISSING and item.default_factory is MISSING:
                wrong.append((name, "is missing"))
            continue
        try:
            values[name] = _convert(hints[name], entry[name])
        except (TypeError, ValueError) as error:
            wrong.append((name, str(error)))
    if wrong:
        return None, wrong
    return kind(**values), wrong  # type: ignore[arg-type]  # checked key by key above


def _convert(hint: object, value: object) -> object:
    """Return ``value`` as ``hint`` wants it, or raise with what was expected."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if hint is Text:
        if not isinstance(value, dict) or set(value) != {"en", "id"}:
            msg = "write a text as { en = \"...\", id = \"...\" }"
            raise ValueError(msg)
        return Text(en=value["en"], id=value["id"])
    if origin is typing.Literal:
        if value not in arguments:
            msg = f"is {value!r}; expected one of {', '.join(map(str, arguments))}"
            raise ValueError(msg)
        return value
    if origin is tuple:
        if not isinstance(value, list):
            msg = "expected a list"
            raise ValueError(msg)
        return tuple(_convert(arguments[0], part) for part in value)
    if origin is dict:
        if not isinstance(value, dict):
            msg = "expected a table"
            raise ValueError(msg)
        return {key: _convert(arguments[1], part) for key, part in value.items()}
    if hint is dt.date and isinstance(value, dt.date):
        return value
    if isinstance(hint, type) and type(value) is hint:
        return value
    msg = f"is {value!r}; expected {getattr(hint, '__name__', hint)}"
    raise ValueError(msg)
