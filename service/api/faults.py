"""What the solvers' rooms refuse, told with the field of the body that it stands in, all faults together."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from data.errors import DataError, UnknownRow
from data.text import Text
from matcher.errors import BadValue, DuplicateId, MatcherError, UnclearSubject
from planner.errors import AddedTwice, PlannerError, WrongValue
from service.api.phrases import fault_text, filled, load_fault_texts, noun_text
from service.api.problems import FieldFault, invalid, short

# What the rooms expect, longest phrases first where one holds another; what is not here stays as the rooms say it.
PHRASES = {
    "a day on which it may begin: its days in one week, none of them quiet, nobody away": (
        "hari mulai yang mungkin: semua harinya dalam satu minggu, tanpa hari tenang, dan tidak ada yang berhalangan"
    ),
    "every event of each partnership that was published": "semua kegiatan dari tiap kemitraan yang terbit",
    "a region code of the reference, for example": "kode wilayah, misalnya",
    "one mentor and other parties as mentees": "satu mentor dan pihak lain sebagai resipien",
    "an event that each partnership attends": "kegiatan yang diikuti tiap kemitraan",
    "why the pair is fixed or ruled out, in a few words": "alasan singkat pasangan itu ditetapkan atau dikesampingkan",
    "an event whose day is settled": "kegiatan yang harinya sudah ditetapkan",
    "a last day not before the first": "hari terakhir yang tidak mendahului hari pertama",
    "one that the book counts, from": "yang dihitung oleh buku aturan, mulai dari",
    "one that begins on": "yang dimulai pada",
    "one of the published plan": "salah satu dari rencana yang terbit",
    "one mentor and other mentees": "satu mentor dan resipien lain",
    "one that a plan dates": "yang diberi tanggal oleh rencana",
    "one that has a mentor": "yang mempunyai mentor",
    "a party that was added": "pihak yang sudah ditambahkan",
    "one that was added": "yang sudah ditambahkan",
    "ids that stand once": "id yang hanya muncul sekali",
    "days in order from": "hari berurutan dari",
    "a working day from": "hari kerja dari",
    "points for each of": "poin untuk tiap",
    "a whole number,": "bilangan bulat,",
    "a finite number": "bilangan berhingga",
    "seconds above zero": "detik di atas nol",
    "seconds above 0": "detik di atas 0",
    "or more and below": "atau lebih dan di bawah",
    "at most the capacity,": "paling banyak kapasitasnya,",
    "a day up to": "tanggal sampai",
    "a year up to": "tahun sampai",
    "a short name": "nama pendek",
    "every pair once": "tiap pasangan sekali",
    "one mentor each": "masing-masing satu mentor",
    "a day of": "hari dalam",
    "or later": "atau sesudahnya",
    "or more": "atau lebih",
    "at most": "paling banyak",
    "to be given": "harus diisi",
    "per cent, since it moves every head": "persen, karena semua pos diubah sama rata",
    "a number: the decision states none yet": "bilangan: keputusan belum menyebutkannya",
    "a whole number such as 20000000, or per cent such as 150%": (
        "bilangan bulat seperti 20000000, atau persen seperti 150%"
    ),
    "a number above 0 and at most": "bilangan di atas 0 dan paling banyak",
    "a number": "bilangan",
    "one of": "salah satu dari",
    "to": "sampai",
}
PHRASE = re.compile("|".join(rf"(?<!\w){re.escape(phrase)}(?!\w)" for phrase in PHRASES))


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
    """Return what was expected; the rooms say it in English, so its phrases are put into Indonesian."""
    indonesian = PHRASE.sub(lambda found: PHRASES[found[0]], expected)
    return _said("value", Text(en=expected, id=indonesian))


def _said(code: str, *values: object) -> Text:
    return filled(load_fault_texts()[code], *values)
