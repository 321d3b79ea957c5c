"""The fictional sample years, kept as reviewable text in ``data/samples``."""

import tomllib
import types
import typing
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from pathlib import Path

import data
from service.errors import ServiceError
from service.records import intake as records
from service.records.intake import Intake

SAMPLES = Path(data.__file__).parent / "samples"

# Key of a table in the file (singular, as one writes a row) to the field of the intake.
TABLES = {
    "facilitator": "facilitators",
    "mentor": "mentors",
    "practice": "practices",
    "letter": "letters",
    "need": "needs",
    "past": "past",
    "pin": "pins",
    "absence": "absences",
    "release": "releases",
    "posting": "postings",
    "help": "helps",
    "rate": "exchange",
}


class UnknownSample(ServiceError, KeyError):
    """There is no sample of that name; ``known`` lists those there are."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        """Keep the name and what there is."""
        self.name, self.known = name, known
        super().__init__(name)

    def __str__(self) -> str:
        """Return what was asked and what there is."""
        return f"no sample named {self.name!r}; there are {', '.join(self.known) or 'none'}"


class SampleFault(ServiceError, ValueError):
    """A sample file does not say what an intake needs; ``key`` says where."""

    def __init__(self, key: str, reason: str) -> None:
        """Keep key and reason."""
        self.key, self.reason = key, reason
        super().__init__(f"{key}: {reason}")


def sample_intake(name: str = "year-2027", *, folder: Path = SAMPLES) -> Intake:
    """Return the sample ``name``, marked fictional.

    Raises
    ------
    UnknownSample
        When there is no such file.
    SampleFault
        When the file lacks a field, has one too many, or one of the wrong type.
    """
    known = tuple(sorted(path.stem for path in folder.glob("*.toml")))
    if name not in known:
        raise UnknownSample(name, known)
    table = tomllib.loads((folder / f"{name}.toml").read_text("utf8"), parse_float=Decimal)
    named = {TABLES.get(key, key): value for key, value in table.items()}
    return typing.cast("Intake", _record(Intake, {**named, "fictional": True}, name))


def _record(kind: type[object], table: dict[str, object], key: str) -> object:
    """Build a record of ``kind``, its parts included."""
    hints = typing.get_type_hints(kind, vars(records))
    known = {item.name: item for item in fields(kind)}  # type: ignore[arg-type]  # every kind here is a dataclass
    unknown = sorted(set(table) - set(known))
    if unknown:
        raise SampleFault(_below(key, unknown[0]), "no such field")
    lacking = [
        name
        for name, item in known.items()
        if name not in table
        and item.default is MISSING
        and item.default_factory is MISSING
        and typing.get_origin(hints[name]) is not tuple
    ]
    if lacking:
        raise SampleFault(_below(key, lacking[0]), "is missing")
    empty = {name: () for name in known if name not in table and typing.get_origin(hints[name]) is tuple}
    return kind(**empty, **{name: _value(hints[name], value, f"{key}.{name}") for name, value in table.items()})


def _value(hint: object, value: object, key: str) -> object:
    """Return ``value`` as ``hint`` wants it."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in {typing.Union, types.UnionType}:
        return _value(next(each for each in arguments if each is not types.NoneType), value, key)
    if origin is tuple and isinstance(value, list):
        return tuple(_value(arguments[0], part, f"{key}[{place}]") for place, part in enumerate(value))
    if origin is dict and isinstance(value, dict):
        return {name: _value(arguments[1], part, f"{key}.{name}") for name, part in value.items()}
    if isinstance(hint, type) and is_dataclass(hint) and isinstance(value, dict):
        return _record(hint, value, key)
    if hint is Decimal and type(value) in {int, Decimal}:
        return Decimal(typing.cast("int | Decimal", value))
    if isinstance(hint, type) and type(value) is hint:
        return value.strip() if isinstance(value, str) else value
    raise SampleFault(key, f"is {value!r}; expected {getattr(hint, '__name__', hint)}")


def _below(key: str, name: str) -> str:
    return f"{key}.{name}"
