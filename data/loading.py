"""From a folder of TOML tables to one frozen, checked ``Book``."""

import hashlib
import tomllib
import types
import typing
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
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
    """Read ``folder`` without the checks across tables.

    Raises
    ------
    BookError
        With every fault inside the files.
    """
    reading = _Reading()
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*.toml")):
        label = path.relative_to(folder).as_posix()
        raw = path.read_bytes()
        digest.update(label.encode() + b"\0" + raw)
        reading.read_file(label, raw)
    if len(reading.found["programme"]) != 1:
        reading.fault("", "programme", "a book needs exactly one programme row")
    if reading.faults:
        raise BookError(tuple(reading.faults))
    parts: dict[str, typing.Any] = {
        PLURALS[name]: types.MappingProxyType(table) for name, table in reading.found.items() if name != "programme"
    }
    programme = next(iter(reading.found["programme"].values()))
    return Book(
        folder=folder,
        programme=typing.cast("rows.Programme", programme),
        files=types.MappingProxyType(reading.files),
        fingerprint=digest.hexdigest(),
        **parts,
    )


@dataclass(slots=True, kw_only=True)
class _Reading:
    """What was read so far, and what was wrong with it."""

    found: dict[str, dict[str, rows.Row]] = field(default_factory=lambda: {name: {} for name in TABLES})
    files: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, file: str, key: str, reason: str) -> None:
        """Keep one fault."""
        self.faults.append(Fault(file=file, key=key, reason=reason))

    def read_file(self, label: str, raw: bytes) -> None:
        """Read every table of one file."""
        try:
            document = tomllib.loads(raw.decode("utf8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            self.fault(label, "", str(error))
            return
        for table, entries in document.items():
            if table not in TABLES:
                self.fault(label, table, f"no such table; known are {', '.join(TABLES)}")
            elif not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
                self.fault(label, table, f"write rows as [[{table}]]")
            else:
                for place, entry in enumerate(entries, start=1):
                    self.read_entry(label, table, entry=entry, place=place)

    def read_entry(self, label: str, table: str, *, entry: dict[str, object], place: int) -> None:
        """Read one row; ``place`` names it while it has no id."""
        key = f"{table}.{entry.get('id', f'row {place}')}"
        made, wrong = read_row(TABLES[table], entry)
        row = typing.cast("rows.Row | None", made)
        for name, reason in wrong:
            self.fault(label, f"{key}.{name}", reason)
        if row is None:
            return
        if row.id in self.found[table]:
            self.fault(label, key, "this id stands twice in the table")
        self.found[table][row.id] = row
        self.files[f"{table}:{row.id}"] = label


def read_row(kind: type[typing.Any], entry: dict[str, object]) -> tuple[object, list[tuple[str, str]]]:
    """Build one row, or a part of one; return it, or None, with ``(key, reason)`` for each fault."""
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
    return kind(**values), wrong


def _convert(hint: object, value: object) -> object:
    """Return ``value`` as ``hint`` wants it, or raise with what was expected."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if hint is Text:
        return _text(value)
    if origin is typing.Literal:
        if value in arguments:
            return value
        msg = f"is {value!r}; expected one of {', '.join(map(str, arguments))}"
        raise ValueError(msg)
    if origin is tuple and isinstance(value, list):
        return tuple(_convert(arguments[0], part) for part in value)
    if origin is dict and isinstance(value, dict):
        return {_convert(arguments[0], key): _convert(arguments[1], part) for key, part in value.items()}
    if isinstance(hint, type) and is_dataclass(hint) and isinstance(value, dict):
        return _part(hint, value)
    if isinstance(hint, type) and type(value) is hint:
        return value
    named: dict[object, str] = {tuple: "a list", dict: "a table"}
    wanted = named.get(origin, getattr(hint, "__name__", str(hint)))
    msg = f"is {value!r}; expected {wanted}"
    raise ValueError(msg)


def _part(hint: type, value: dict[str, object]) -> object:
    """Return a part of a row that has fields of its own, or raise with every fault of it."""
    part, wrong = read_row(hint, value)
    if wrong:
        raise ValueError("; ".join(f"{value.get('id', '')}.{name} {reason}" for name, reason in wrong))
    return part


def _text(value: object) -> Text:
    """Return a text in two languages, or raise with how it is written."""
    if isinstance(value, dict) and set(value) == {"en", "id"} and all(isinstance(part, str) for part in value.values()):
        return Text(en=value["en"], id=value["id"])
    msg = 'write a text as { en = "...", id = "..." }'
    raise ValueError(msg)
