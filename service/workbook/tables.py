"""Finds the sheets, columns and rows that the format describes, by title, wherever they stand."""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter, range_boundaries

from data import Text
from service.workbook.cells import RawBook, RawCell, RawSheet
from service.workbook.faults import CellFault, Faults, shown
from service.workbook.format import Column, Sheet
from service.workbook.values import normal

# Rows from the top in which the header is looked for; the template has it in row 4.
MOST_HEADER_ROW = 20

# Titles that a row must hold to be a header, at least; fewer may be a coincidence in a sentence above it.
LEAST_TITLES = 2

# Characters of a cell that are compared with the titles; the longest title has 45.
MOST_TITLE = 200

# Likeness from which a sheet's title counts as a slip of another, 0 to 1: `Halangn` has 0.93 to `Halangan`.
LEAST_LIKENESS = 0.75

# A column whose title starts with this is the user's own and is not read.
OWN = "#"

UNIT = re.compile(r" ?[(\[][^()\[\]]*[)\]]$")
NUMBERED = re.compile(r"(.*\D)\s*([1-9][0-9]?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a value of the intake stands in the file."""

    sheet: str
    row: int
    column: int
    title: Text | None
    section: str

    def fault(self, value: object, expected: Text) -> CellFault:
        """Return a fault of this place."""
        return CellFault(
            sheet=self.sheet,
            row=self.row,
            column=get_column_letter(self.column) if self.column else "",
            title=self.title,
            value=shown(value),
            expected=expected,
            section=self.section,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record of a sheet: its cells and their places, by ``(column key, number)``; number 0 where it stands once."""

    sheet: Sheet
    row: int
    cells: Mapping[tuple[str, int], RawCell]
    places: Mapping[tuple[str, int], Place]

    def place(self, key: str, number: int = 0) -> Place:
        """Return where a column of this record stands; a missing column has the row only."""
        if (key, number) in self.places:
            return self.places[key, number]
        column = self.sheet.columns[key]
        some = next(iter(self.places.values()))
        return Place(sheet=some.sheet, row=self.row, column=0, title=column.title, section=column.section)

    def numbers(self) -> tuple[int, ...]:
        """Return the numbers under which repeated columns stand, in order."""
        return tuple(sorted({number for _, number in self.places if number}))


@dataclass(slots=True, kw_only=True)
class Found:
    """A sheet of the format in the file: its records, or None for the title where it is missing."""

    sheet: Sheet
    title: str = ""
    records: list[Record] = field(default_factory=list)

    def nowhere(self, value: object, expected: Text) -> CellFault:
        """Return a fault of the sheet as a whole."""
        return CellFault(
            sheet=self.title or self.sheet.title.id,
            row=0,
            column="",
            title=None,
            value=shown(value),
            expected=expected,
            section=self.sheet.section,
        )


def find_sheets(book: RawBook, sheets: Mapping[str, Sheet], faults: Faults) -> dict[str, Found]:
    """Return every sheet of the format with its records; what is missing or cannot be told apart is a fault."""
    found: dict[str, Found] = {}
    by_title: dict[str, list[RawSheet]] = {}
    for raw in book.sheets:
        by_title.setdefault(normal(raw.title), []).append(raw)
    ours = {title for key, sheet in sheets.items() for title in _titles(sheet.title, key)}
    strangers = {title: raws[0].title for title, raws in by_title.items() if title not in ours}
    for key, sheet in sheets.items():
        raws = [raw for title in dict.fromkeys(_titles(sheet.title, key)) for raw in by_title.get(title, [])]
        found[key] = Found(sheet=sheet, title=raws[0].title if raws else "")
        if len(raws) > 1:
            faults.append(found[key].nowhere(raws[1].title, _twice(sheet.title)))
        elif raws:
            _read_sheet(raws[0], found[key], faults)
        else:
            near = _near_sheet(sheet, strangers)
            if near or sheet.required:
                faults.append(found[key].nowhere(near, _sheet_missing(sheet.title)))
    return found


def _near_sheet(sheet: Sheet, strangers: Mapping[str, str]) -> str:
    """Return the title of a sheet that was probably meant, empty if there is none."""
    for title in (sheet.title.id, sheet.title.en):
        near = difflib.get_close_matches(normal(title), strangers, n=1, cutoff=LEAST_LIKENESS)
        if near:
            return strangers[near[0]]
    return ""


def _read_sheet(raw: RawSheet, found: Found, faults: Faults) -> None:
    if found.sheet.kind == "form":
        _read_form(raw, found, faults)
    else:
        _read_table(raw, found, faults)


def _read_table(raw: RawSheet, found: Found, faults: Faults) -> None:
    header, titles = _find_header(raw, found.sheet)
    if not header:
        faults.append(found.nowhere("", _header_missing(found.sheet)))
        return
    columns = _columns(raw, header, titles, found=found, faults=faults)
    missing = [
        column
        for key, column in found.sheet.columns.items()
        if column.required and not any(key == taken for taken, _ in columns.values())
    ]
    for column in missing:
        place = Place(sheet=raw.title, row=header, column=0, title=column.title, section=column.section)
        faults.append(place.fault("", _column_missing(column.title)))
    _merged(raw, header, faults)
    for number in sorted(row for row in raw.rows if row > header):
        row = raw.rows[number]
        cells = {columns[place]: cell for place, cell in row.items() if place in columns}
        if not cells:
            continue
        places = {
            taken: Place(
                sheet=raw.title,
                row=number,
                column=place,
                title=_numbered(found.sheet.columns[taken[0]], taken[1]),
                section=found.sheet.columns[taken[0]].section,
            )
            for place, taken in columns.items()
        }
        found.records.append(Record(sheet=found.sheet, row=number, cells=cells, places=places))


def _find_header(raw: RawSheet, sheet: Sheet) -> tuple[int, dict[int, tuple[str, int]]]:
    """Return the row with the most known titles, and the columns they stand in."""
    best: tuple[int, dict[int, tuple[str, int]]] = (0, {})
    known = _known(sheet)
    for number in sorted(row for row in raw.rows if row <= MOST_HEADER_ROW):
        titles = {
            place: taken
            for place, cell in raw.rows[number].items()
            if cell.kind == "text" and (taken := _column_of(cell.text, sheet, known)) is not None
        }
        if len(titles) >= LEAST_TITLES and len({key for key, _ in titles.values()}) > len(
            {key for key, _ in best[1].values()}
        ):
            best = (number, titles)
    return best


def _columns(
    raw: RawSheet,
    header: int,
    titles: Mapping[int, tuple[str, int]],
    *,
    found: Found,
    faults: Faults,
) -> dict[int, tuple[str, int]]:
    """Return the columns that are read; doubled and unknown ones that hold something are faults."""
    columns: dict[int, tuple[str, int]] = {}
    filled = {place for number, row in raw.rows.items() if number > header for place in row}
    for place, cell in sorted(raw.rows[header].items()):
        where = Place(sheet=raw.title, row=header, column=place, title=None, section="")
        taken = titles.get(place)
        if taken is None:
            if place in filled and not cell.text.strip().startswith(OWN):
                faults.append(where.fault(cell.text, _column_unknown(cell.text, found.sheet)))
        elif taken in columns.values():
            faults.append(where.fault(cell.text, _twice(found.sheet.columns[taken[0]].title)))
        else:
            columns[place] = taken
    untitled = sorted(filled - set(raw.rows[header]))
    for place in untitled:
        row = min(number for number, cells in raw.rows.items() if number > header and place in cells)
        where = Place(sheet=raw.title, row=row, column=place, title=None, section="")
        faults.append(where.fault(raw.rows[row][place].text, _UNTITLED))
    return columns


def _read_form(raw: RawSheet, found: Found, faults: Faults) -> None:
    """Read a form: wherever a title stands, the cell to its right is the value."""
    cells: dict[tuple[str, int], RawCell] = {}
    places: dict[tuple[str, int], Place] = {}
    known = _known(found.sheet)
    for number, row in sorted(raw.rows.items()):
        label = min(row)
        taken = _column_of(row[label].text, found.sheet, known) if row[label].kind == "text" else None
        if taken is None:
            continue
        column = found.sheet.columns[taken[0]]
        place = Place(sheet=raw.title, row=number, column=label + 1, title=column.title, section=column.section)
        if taken in places:
            faults.append(place.fault(row[label].text, _twice(column.title)))
            continue
        places[taken] = place
        if label + 1 in row:
            cells[taken] = row[label + 1]
    for key, column in found.sheet.columns.items():
        if (key, 0) not in places and column.required and (cells or found.sheet.required):
            missing = Place(sheet=raw.title, row=0, column=0, title=column.title, section=column.section)
            faults.append(missing.fault("", _row_missing(column.title)))
    if places:
        first = min(place.row for place in places.values())
        _merged(raw, first - 1, faults)
        found.records.append(Record(sheet=found.sheet, row=first, cells=cells, places=places))


def _column_of(text: str, sheet: Sheet, known: Mapping[str, str]) -> tuple[str, int] | None:
    """Return the column, and its number, that a header cell names in one of its lines."""
    for words in _title_words(text):
        if words in known:
            return known[words], int(bool(sheet.columns[known[words]].repeat))
        numbered = NUMBERED.fullmatch(words)
        key = known.get(numbered.group(1).strip()) if numbered else None
        if numbered and key and sheet.columns[key].repeat:
            return key, int(numbered.group(2))
    return None


def _known(sheet: Sheet) -> dict[str, str]:
    """Return every title of a sheet's columns, as it is compared, to the column's key."""
    return {title: key for key, column in sheet.columns.items() for title in _titles(column.title, key)}


def _title_words(text: str) -> Iterable[str]:
    """Yield what a title cell may say: whole, line by line, and without stars and units."""
    start = text[:MOST_TITLE]
    for piece in (start, *start.split("\n"), *start.split(" / ")):
        bare = normal(piece.replace("*", " "))
        yield bare
        yield UNIT.sub("", bare)


def _titles(title: Text, key: str) -> tuple[str, str, str]:
    return normal(title.id), normal(title.en), normal(key)


def _numbered(column: Column, number: int) -> Text:
    return Text(en=f"{column.title.en} {number}", id=f"{column.title.id} {number}") if number else column.title


def _merged(raw: RawSheet, header: int, faults: Faults) -> None:
    """Refuse merged cells below the header: all but the first would read as empty."""
    for area in raw.merged:
        try:
            left, _, _, bottom = range_boundaries(area)
        except (ValueError, TypeError):
            left, bottom = 1, header + 1
        if left is not None and bottom is not None and bottom > header:
            inside = (row for row, cells in raw.rows.items() if header < row <= bottom and left in cells)
            top = min(inside, default=header + 1)
            value = raw.rows.get(top, {}).get(left)
            place = Place(sheet=raw.title, row=top, column=left, title=None, section="")
            faults.append(place.fault(value.text if value else area, _merged_cells(area)))


def _sheet_missing(title: Text) -> Text:
    return Text(
        en=f"the sheet {title.en} is missing; copy it from a fresh template, or give the sheet this title",
        id=f"lembar {title.id} tidak ada; salin dari templat baru, atau beri lembar judul ini",
    )


def _header_missing(sheet: Sheet) -> Text:
    first = [column.title for column in sheet.columns.values()][:LEAST_TITLES]
    en, indonesian = ", ".join(title.en for title in first), ", ".join(title.id for title in first)
    return Text(
        en=f"no header row was found; one row must hold the titles {en} ...",
        id=f"baris judul tidak ditemukan; satu baris harus memuat judul {indonesian} ...",
    )


def _column_missing(title: Text) -> Text:
    return Text(
        en=f"the column {title.en} is missing; add it, empty if need be",
        id=f"kolom {title.id} tidak ada; tambahkan, boleh kosong",
    )


def _row_missing(title: Text) -> Text:
    return Text(en=f"the row {title.en} is missing; add it", id=f"baris {title.id} tidak ada; tambahkan")


def _column_unknown(text: str, sheet: Sheet) -> Text:
    titles = {normal(name): name for column in sheet.columns.values() for name in (column.title.id, column.title.en)}
    near = [titles[found] for found in difflib.get_close_matches(normal(shown(text)), titles, n=1)]
    hint_en = f"did you mean {near[0]}? Otherwise " if near else ""
    hint_id = f"apakah maksudnya {near[0]}? Jika bukan, " if near else ""
    return Text(
        en=f"is no column of this sheet; {hint_en}start its title with {OWN} to keep it for yourself",
        id=f"bukan kolom lembar ini; {hint_id}awali judulnya dengan {OWN} bila hanya untuk catatan sendiri",
    )


_UNTITLED = Text(
    en="this column has no title; give it the title of its column, or move the value",
    id="kolom ini tanpa judul; beri judul kolom yang benar, atau pindahkan isinya",
)


def _twice(title: Text) -> Text:
    return Text(en=f"{title.en} stands twice; keep one", id=f"{title.id} ada dua; sisakan satu")


def _merged_cells(area: str) -> Text:
    return Text(
        en=f"the cells {area} are merged; unmerge them and fill each row",
        id=f"sel {area} digabung; pisahkan dan isi setiap baris",
    )
