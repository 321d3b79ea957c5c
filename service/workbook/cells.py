"""From an .xlsx archive to cells: what stands where, as text, without guessing what it means.

Numbers stay decimal text, so no float is ever made of an amount; the sheet's stated range is not believed.
Formulas, merged cells and error values are kept as what they are, so that the reader can name them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils import column_index_from_string

from data import Text
from service.workbook.archive import Archive
from service.workbook.faults import CellFault, WorkbookFaults, file_fault
from service.workbook.markup import Meter, walk

# Rows with content and columns with content in one sheet: a year has 500 letters and 30 columns.
MOST_ROWS = 2000
MOST_COLUMNS = 200

# Texts in the part that the sheets share, and cell formats, of which Excel itself allows no more.
MOST_STRINGS = 200_000
MOST_FORMATS = 65_536

# Characters of a cell, as many as Excel allows; what a hand-made file holds beyond them is not kept.
MOST_TEXT = 32_767

# Sheets of a workbook: the template has 13, and notes of one's own are welcome.
MOST_SHEETS = 60

# Characters of a cell's address, for example XFD1048576, and of a number as Excel writes it.
MOST_ADDRESS = 10
MOST_DIGITS = 40

# Parts by the last word of their relation's type, as both variants of the format write it.
BOOK, SHEETS, STRINGS, STYLES = "officeDocument", "worksheet", "sharedStrings", "styles"

ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]*)")
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")

# Radix of the four digits in an escaped character such as _x000D_.
HEXADECIMAL = 16

Kind = Literal["number", "text", "truth", "date", "error", "formula"]

# Kinds of cells other than numbers and shared texts, by their letter in the file.
WRITTEN: Mapping[str, Kind] = {"str": "text", "inlineStr": "text", "b": "truth", "e": "error", "d": "date"}


@dataclass(frozen=True, slots=True)
class RawCell:
    """What stands in a cell: its kind, its text, and for numbers how they are shown."""

    kind: Kind
    text: str
    is_dated: bool = False
    is_percent: bool = False


@dataclass(slots=True, kw_only=True)
class RawSheet:
    """A sheet as the file has it: rows of cells by number, and the ranges that are merged."""

    title: str
    rows: dict[int, dict[int, RawCell]] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawBook:
    """All sheets in order; ``is_1904`` when days are counted from 1904 (old Macintosh files)."""

    sheets: tuple[RawSheet, ...]
    is_1904: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """How a style shows numbers."""

    is_dated: bool
    is_percent: bool


def read_cells(archive: Archive) -> RawBook:
    """Return every worksheet's cells.

    Raises
    ------
    WorkbookFaults
        When a part is damaged, or a sheet is larger than a year can be.
    """
    meter = Meter()
    book = _first(_relations(archive, "", "", meter) if archive.has("_rels/.rels") else {}, BOOK)
    if not book.endswith(".xml"):
        raise WorkbookFaults(
            [
                file_fault(
                    "the file is not an .xlsx workbook; save it as an Excel workbook (.xlsx)",
                    "berkas bukan buku kerja .xlsx; simpan sebagai buku kerja Excel (.xlsx)",
                )
            ]
        )
    names, is_1904 = _sheet_names(archive.read(book), meter)
    targets = _relations(archive, *book.rpartition("/")[::2], meter)
    strings = _first(targets, STRINGS)
    shared = _shared_strings(archive.read(strings), meter) if strings else []
    styles = _first(targets, STYLES)
    shapes = _shapes(archive.read(styles), meter) if styles else []
    if len(names) > MOST_SHEETS:
        raise WorkbookFaults([_too_much("", MOST_SHEETS, Text(en="sheets", id="lembar"))])
    sheets = []
    for title, relation in names:
        kind, target = targets.get(relation, ("", ""))
        if kind == SHEETS:
            sheet = RawSheet(title=title)
            _SheetWalk(sheet, shared, shapes).run(archive.read(target), meter)
            sheets.append(sheet)
    return RawBook(sheets=tuple(sheets), is_1904=is_1904)


def _sheet_names(data: bytes, meter: Meter) -> tuple[list[tuple[str, str]], bool]:
    """Return ``(title, relation id)`` of each sheet, and whether days count from 1904."""
    names: list[tuple[str, str]] = []
    is_1904 = False

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal is_1904
        if name == "sheet":
            names.append((attributes.get("name", "").strip(), attributes.get("id", "")))
        elif name == "workbookPr":
            is_1904 = attributes.get("date1904") in {"1", "true"}

    walk(data, meter, start=start, end=_ignore, text=_ignore)
    return names, is_1904


def _relations(archive: Archive, folder: str, name: str, meter: Meter) -> dict[str, tuple[str, str]]:
    """Return relation id to ``(kind, part name)`` for a part; links to outside are left out."""
    inside = f"{folder}/" if folder else ""
    found: dict[str, tuple[str, str]] = {}

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else f"{inside}{target}"
            found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], path)

    walk(archive.read(f"{inside}_rels/{name}.rels"), meter, start=start, end=_ignore, text=_ignore)
    return found


def _first(targets: Mapping[str, tuple[str, str]], kind: str) -> str:
    return next((path for found, path in targets.values() if found == kind), "")


def _shared_strings(data: bytes, meter: Meter) -> list[str]:
    """Return the shared texts; runs of different looks are joined, reading aids for Japanese left out."""
    texts: list[str] = []
    pieces: list[str] = []
    is_open, in_aid = False, False

    def start(name: str, _: Mapping[str, str]) -> None:
        nonlocal is_open, in_aid
        if name == "si":
            pieces.clear()
        elif name == "rPh":
            in_aid = True
        is_open = name == "t" and not in_aid

    def end(name: str) -> None:
        nonlocal is_open, in_aid
        is_open = False
        if name == "rPh":
            in_aid = False
        elif name == "si":
            texts.append(unescape("".join(pieces)[:MOST_TEXT]))
            if len(texts) > MOST_STRINGS:
                raise WorkbookFaults([_too_much("", MOST_STRINGS, Text(en="texts", id="teks"))])

    def text(piece: str) -> None:
        if is_open:
            pieces.append(piece)

    walk(data, meter, start=start, end=end, text=text)
    return texts


def _shapes(data: bytes, meter: Meter) -> list[Shape]:
    """Return, for each cell style, whether it shows dates or per cent."""
    formats: dict[str, str] = {str(key): code for key, code in BUILTIN_FORMATS.items()}
    shapes: list[Shape] = []
    in_cells = False

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal in_cells
        if name == "numFmt":
            formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            in_cells = True
        elif name == "xf" and in_cells:
            code = formats.get(attributes.get("numFmtId", "0"), "")
            shapes.append(Shape(bool(is_date_format(code)), "%" in code))
            if len(shapes) > MOST_FORMATS:
                raise WorkbookFaults([_too_much("", MOST_FORMATS, Text(en="cell formats", id="format sel"))])

    def end(name: str) -> None:
        nonlocal in_cells
        if name == "cellXfs":
            in_cells = False

    walk(data, meter, start=start, end=end, text=_ignore)
    return shapes


class _SheetWalk:
    """Gathers the cells of one sheet while its XML passes by."""

    def __init__(self, sheet: RawSheet, shared: list[str], shapes: list[Shape]) -> None:
        self.sheet, self.shared, self.shapes = sheet, shared, shapes
        self.row, self.column = 0, 0
        self.kind, self.style = "n", ""
        self.value: list[str] = []
        self.formula: list[str] | None = None
        self.sink: list[str] | None = None
        self.in_aid = False

    def run(self, data: bytes, meter: Meter) -> None:
        walk(data, meter, start=self.start, end=self.end, text=self.text)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            self._open_cell(attributes)
        elif name == "v" or (name == "t" and not self.in_aid):
            self.sink = self.value
        elif name == "rPh":
            self.in_aid = True
        elif name == "f":
            self.formula = self.sink = []
        elif name == "row":
            number = attributes.get("r", "")
            plain = number.isascii() and number.isdigit() and len(number) <= MOST_ADDRESS
            self.row, self.column = int(number) if plain else self.row + 1, 0
        elif name == "mergeCell" and len(self.sheet.merged) < MOST_COLUMNS:
            self.sheet.merged.append(attributes.get("ref", ""))

    def end(self, name: str) -> None:
        if name in {"v", "t", "f"}:
            self.sink = None
        elif name == "rPh":
            self.in_aid = False
        elif name == "c":
            self._close_cell()

    def text(self, piece: str) -> None:
        if self.sink is not None:
            self.sink.append(piece)

    def _open_cell(self, attributes: Mapping[str, str]) -> None:
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "")
        self.value, self.formula, self.sink = [], None, None
        address = ADDRESS.fullmatch(attributes.get("r", "")[: MOST_ADDRESS + 1])
        self.column = column_index_from_string(address.group(1)) if address else self.column + 1

    def _close_cell(self) -> None:
        text = "".join(self.value)[:MOST_TEXT]
        cell = self._cell(text)
        if cell is None:
            return
        if self.column > MOST_COLUMNS:
            raise WorkbookFaults([_too_much(self.sheet.title, MOST_COLUMNS, Text(en="columns", id="kolom"))])
        row = self.sheet.rows.setdefault(self.row, {})
        if len(self.sheet.rows) > MOST_ROWS:
            raise WorkbookFaults([_too_much(self.sheet.title, MOST_ROWS, Text(en="rows", id="baris"))])
        row[self.column] = cell

    def _cell(self, text: str) -> RawCell | None:
        """Return what the cell holds, None when it holds nothing."""
        if self.formula is not None:
            return RawCell("formula", "=" + "".join(self.formula)[:MOST_TEXT])
        if self.kind == "s":
            return self._shared(text)
        if not text.strip():
            return None
        if self.kind in WRITTEN:
            kind = WRITTEN[self.kind]
            return RawCell(kind, unescape(text) if kind == "text" else text)
        shape = self._shape()
        return RawCell("number", text.strip()[: MOST_DIGITS + 1], shape.is_dated, shape.is_percent)

    def _shared(self, text: str) -> RawCell | None:
        plain = text.isascii() and text.isdigit() and len(text) <= MOST_ADDRESS
        if not plain or int(text) >= len(self.shared):
            return RawCell("error", text)
        return RawCell("text", self.shared[int(text)]) if self.shared[int(text)].strip() else None

    def _shape(self) -> Shape:
        plain = self.style.isascii() and self.style.isdigit() and len(self.style) <= MOST_ADDRESS
        known = plain and int(self.style) < len(self.shapes)
        return self.shapes[int(self.style)] if known else Shape(is_dated=False, is_percent=False)


def unescape(text: str) -> str:
    """Return ``text`` with the format's own escapes (``_x000D_``) read back."""
    if "_x" not in text:
        return text
    return ESCAPE.sub(lambda found: chr(int(found.group(1), HEXADECIMAL)), text)


def _ignore(*_: object) -> None:
    """Take no notice."""


def _too_much(sheet: str, most: int, what: Text) -> CellFault:
    return CellFault(
        sheet=sheet,
        row=0,
        column="",
        title=None,
        value="",
        expected=Text(
            en=f"more than {most} {what.en}; start from a fresh template and copy the values into it",
            id=f"lebih dari {most} {what.id}; mulai dari templat baru dan salin isinya ke sana",
        ),
    )
