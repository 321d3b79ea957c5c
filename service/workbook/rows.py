"""From found cells to typed values, column by column, with a fault for each cell that does not hold what it should."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from data import Book, Text
from service.workbook.cells import RawCell
from service.workbook.faults import Faults
from service.workbook.format import Column
from service.workbook.names import Names
from service.workbook.tables import Found, Place, Record
from service.workbook.values import (
    Unreadable,
    date_of,
    decimal_of,
    rupiah_of,
    text_of,
    whole_of,
    yesno_of,
)

# Characters of a text whose column states no bound, and parts of a list.
MOST_CHARACTERS = 8000
MOST_PARTS = 100

# How the intake keeps several words in one text.
WORDS_JOINT = ", "

REQUIRED = Text(en="must be filled", id="wajib diisi")
REGION_CODE = Text(
    en="the region's name: a code typed as a number may have lost its last zero",
    id="nama kabupaten/kota: kode yang diketik sebagai angka dapat kehilangan nol di belakang",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One record with the values that could be read; what was empty or unreadable is not in ``values``."""

    record: Record
    values: Mapping[tuple[str, int], object]

    def get(self, key: str, number: int = 0) -> object | None:
        """Return a value, None where there is none."""
        return self.values.get((key, number))

    def text(self, key: str) -> str:
        """Return a text value, empty where there is none."""
        value = self.get(key)
        return value if isinstance(value, str) else ""

    def whole(self, key: str) -> int | None:
        """Return a whole number, None where there is none."""
        value = self.get(key)
        return value if isinstance(value, int) else None

    def is_blank(self, key: str, number: int = 0) -> bool:
        """Whether the cell is empty, as opposed to unreadable."""
        return (key, number) not in self.record.cells

    def place(self, key: str, number: int = 0) -> Place:
        """Return where a value stands."""
        return self.record.place(key, number)


class Reader:
    """Reads the cells of every record by the type of their column.

    Parameters
    ----------
    book
        Where bounds that are numbers of the guideline stand.
    names
        By source, what may be written for an id; sources of the workbook itself are added while reading.
    is_1904
        Whether serial dates count from 1904.
    faults
        Where unreadable cells are noted.
    """

    def __init__(self, book: Book, names: dict[str, Names], *, is_1904: bool, faults: Faults) -> None:
        """Keep the tables; the functions by type are the same for every cell."""
        self.book, self.names, self.is_1904, self.faults = book, names, is_1904, faults
        self.functions: dict[str, Callable[[RawCell, Column], object]] = {
            "text": self._text,
            "long": self._text,
            "whole": self._whole,
            "rupiah": self._rupiah,
            "decimal": lambda cell, _: decimal_of(cell),
            "date": lambda cell, _: date_of(cell, is_1904=self.is_1904),
            "yesno": lambda cell, _: yesno_of(cell),
            "choice": self._choice,
            "list": self._list,
            "words": lambda cell, column: WORDS_JOINT.join(self._list(cell, column)),
        }

    def read(self, found: Found) -> list[Row]:
        """Return the rows of a sheet."""
        return [self._row(record) for record in found.records]

    def _row(self, record: Record) -> Row:
        values: dict[tuple[str, int], object] = {}
        for key, column in record.sheet.columns.items():
            numbers = record.numbers() if column.repeat else (0,)
            for number in numbers:
                cell = record.cells.get((key, number))
                if cell is None:
                    if column.required and (key, number) in record.places:
                        self.faults.append(record.place(key, number).fault("", self._required(column)))
                    continue
                try:
                    values[key, number] = self.functions[column.type](cell, column)
                except Unreadable as unreadable:
                    self.faults.append(record.place(key, number).fault(cell.text, unreadable.expected))
        return Row(record=record, values=values)

    def _required(self, column: Column) -> Text:
        return Text(
            en=f"{REQUIRED.en}: {column.explain.en}",
            id=f"{REQUIRED.id}: {column.explain.id}",
        )

    def _text(self, cell: RawCell, column: Column) -> str:
        text = text_of(cell)
        most = column.bounds(self.book)[1] or MOST_CHARACTERS
        if len(text) > most:
            raise Unreadable(
                Text(
                    en=f"at most {most} characters; these are {len(text)}",
                    id=f"paling banyak {most} karakter; ini {len(text)}",
                )
            )
        return text

    def _whole(self, cell: RawCell, column: Column) -> int:
        return self._bounded(whole_of(cell), column)

    def _rupiah(self, cell: RawCell, column: Column) -> int:
        return self._bounded(rupiah_of(cell), column)

    def _bounded(self, value: int, column: Column) -> int:
        least, most = (1, None) if column.is_advice else column.bounds(self.book)
        if least is not None and most is not None and not least <= value <= most:
            raise Unreadable(_between(str(least), str(most), column.unit))
        if least is not None and value < least:
            raise Unreadable(Text(en=f"{least} or more", id=f"{least} atau lebih"))
        if most is not None and value > most:
            raise Unreadable(Text(en=f"{most} or less", id=f"{most} atau kurang"))
        return value

    def _choice(self, cell: RawCell, column: Column) -> str:
        if column.source == "regions" and cell.kind == "number" and "." in cell.text:
            raise Unreadable(REGION_CODE)
        return self._named(text_of(cell), column)

    def _list(self, cell: RawCell, column: Column) -> tuple[str, ...]:
        names = self.names[column.source]
        parts: list[str] = []
        for piece in text_of(cell).replace("\n", ";").split(";"):
            known = len(names.find(piece)) == 1 or "," not in piece
            parts += [piece] if known else piece.split(",")
        if len(parts) > MOST_PARTS:
            raise Unreadable(Text(en=f"at most {MOST_PARTS} names", id=f"paling banyak {MOST_PARTS} nama"))
        return tuple(dict.fromkeys(self._named(part.strip(), column) for part in parts if part.strip()))

    def _named(self, text: str, column: Column) -> str:
        """Return the id that ``text`` means."""
        names = self.names[column.source]
        found = names.find(text)
        if len(found) == 1:
            return found[0]
        if found:
            raise Unreadable(_unclear([names.say(key, "id") for key in found]))
        if column.is_open:
            return self._text(RawCell("text", text), column)
        raise Unreadable(_unknown(column, names, text))


def _between(least: str, most: str, unit: Text | None) -> Text:
    of_en, of_id = (f" {unit.en}", f" {unit.id}") if unit else ("", "")
    return Text(en=f"{least} to {most}{of_en}", id=f"{least} sampai {most}{of_id}")


def _unclear(names: list[str]) -> Text:
    several = "; ".join(names)
    return Text(en=f"one of these, written in full: {several}", id=f"salah satu, ditulis lengkap: {several}")


def _unknown(column: Column, names: Names, text: str) -> Text:
    if 0 < len(names.shown) <= FEW:
        return Text(en=f"one of: {'; '.join(names.all('en'))}", id=f"salah satu dari: {'; '.join(names.all('id'))}")
    near = names.near(text)
    if near:
        several = "; ".join(near)
        return Text(en=f"a known name; did you mean {several}?", id=f"nama yang dikenal; apakah maksudnya {several}?")
    return Text(
        en=f"a name from the list of {column.title.en} in the template, or its code",
        id=f"nama dari daftar {column.title.id} di templat, atau kodenya",
    )


# Names that are listed in full when nothing near was written.
FEW = 12
