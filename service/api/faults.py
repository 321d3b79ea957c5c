"""What the solvers' rooms refuse, told with the field of the body that it stands in, all faults together."""

from collections.abc import Iterator
from contextlib import contextmanager

from data.errors import DataError, UnknownRow
from data.text import Text
from matcher.errors import BadValue, DuplicateId, MatcherError, UnclearSubject
from planner.errors import AddedTwice, PlannerError, WrongValue
from service.api.phrases import fault_text, filled, load_fault_texts, noun_text
from service.api.problems import FieldFault, invalid, short

PHRASES = {
    "one of ": "salah satu dari ",
    "a whole number, ": "bilangan bulat, ",
    " or more": " atau lebih",
    "at most ": "paling banyak ",
    "a working day from ": "hari kerja dari ",
    "a region code of the reference, for example ": "kode wilayah, misalnya ",
    "a day up to ": "tanggal sampai ",
    "one mentor and other parties as mentees": "satu mentor dan pihak lain sebagai resipien",
    " to ": " sampai ",
}


class Faults:
    """Collects what is wrong with a body, so that a client mends it in one go."""

    def __init__(self) -> None:
        """Begin with none."""
        self._found: list[FieldFault] = []

    @contextmanager
    def within(self, path: str) -> Iterator[None]:
        """Note what the rooms refuse while the block runs, as a fault of the field ``path``."""
        try:
            yield
        except (MatcherError, PlannerError, DataError) as error:
            self._found.append(fault_of(path, error))

    def note(self, path: str, code: str) -> None:
        """Note a fault of our own, an id of ``phrases.toml`` with its values."""
        self._found.append(FieldFault(field=path, expected=fault_text(code)))

    def settle(self) -> None:
        """Raise the 422 with every fault, if there is one."""
        if self._found:
            raise invalid(*self._found)


def fault_of(path: str, error: Exception) -> FieldFault:
    """Return what a room's error says of the field ``path``."""
    match error:
        case BadValue():
            found = f"{path}.{error.field.partition(' ')[0]}", _value(error.expected)
        case DuplicateId() | AddedTwice():
            found = path, _said("twice", short(error.key))
        case WrongValue():
            found = path, _value(error.expected)
        case UnclearSubject():
            found = f"{path}.subject", _said("unclear", ", ".join(error.near) or "-")
        case UnknownRow():
            found = path, _nobody(error.table, error.key)
        case _:
            found = path, _unforeseen(error)
    return FieldFault(field=found[0], expected=found[1])


def _unforeseen(error: Exception) -> Text:
    """Return what an error of the rooms says that has no sentence of its own here: a name, or its own words."""
    for name in ("key", "who", "activity"):
        if isinstance(getattr(error, name, None), str):
            return _nobody(str(getattr(error, "noun", name)), getattr(error, name))
    return Text(en=str(error), id=f"Ditolak: {error}")


def _nobody(noun: str, key: str) -> Text:
    return _said("nobody", noun_text(noun), short(key))


def _value(expected: str) -> Text:
    """Return what was expected; the rooms say it in English, so the common phrases are put into Indonesian."""
    indonesian = expected
    for english, said in PHRASES.items():
        indonesian = indonesian.replace(english, said)
    return _said("value", Text(en=expected, id=indonesian))


def _said(code: str, *values: object) -> Text:
    return filled(load_fault_texts()[code], *values)
