"""From a workbook to an intake: all of it, or every fault at once."""

import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields
from decimal import Decimal
from pathlib import Path

from data import Book, Text
from data.country import Country
from service.records.intake import (
    Absence,
    BoardDecision,
    Facilitator,
    Intake,
    Letter,
    LetterNeed,
    MentorOffer,
    PastRelation,
    Pin,
    PracticeOffer,
)
from service.records.money import HelpTold, PostingTold, RateTold, ReleaseTold
from service.workbook.archive import Archive
from service.workbook.cells import read_cells
from service.workbook.checks import check
from service.workbook.faults import Faults, WorkbookFaults
from service.workbook.format import load_format
from service.workbook.names import Names, fixed_names, party_names
from service.workbook.rows import Reader, Row
from service.workbook.sheets import AMOUNTS, Sheets
from service.workbook.tables import Found, find_sheets

# Sheets whose codes other sheets refer to, in the order in which they must be read.
NAMED = ("facilitators", "mentors", "letters")

NOTHING = Text(
    en="nothing to plan yet: fill in request letters with their needs, mentors with their practices, facilitators and "
    "the budget; the sheet Guide tells how",
    id="belum ada yang dapat direncanakan: isi surat permohonan dengan kebutuhannya, mentor dengan praktik baiknya, "
    "fasilitator, dan anggaran; lembar Petunjuk menjelaskan caranya",
)

RecordType = typing.TypeVar("RecordType")


def read_workbook(source: Path | str | bytes, *, book: Book, country: Country) -> Intake:
    """Return what the workbook holds.

    Parameters
    ----------
    source
        A path, or the bytes of a file.
    book, country
        The programme's tables and the country's, whose names the workbook uses.

    Raises
    ------
    WorkbookFaults
        With every fault of the file, by sheet, row and column. Nothing of a faulty workbook is returned.
    """
    form = load_format()
    raw = read_cells(Archive(source))
    faults = Faults()
    found = find_sheets(raw, form.for_book(book), faults)
    titles = [raw_sheet.title for raw_sheet in raw.sheets]
    _refuse_empty(found)
    reader = Reader(book, fixed_names(form, book=book, country=country), is_1904=raw.is_1904, faults=faults)
    rows = _read_all(reader, found, book)
    check(Sheets(rows=rows, found=found, book=book, country=country, faults=faults))
    if len(faults):
        raise WorkbookFaults(faults.ordered(titles))
    return _intake(rows, country)


def _refuse_empty(found: Mapping[str, Found]) -> None:
    """Say kindly that a fresh template has nothing to plan, instead of naming each of its empty cells."""
    if any(each.title for each in found.values()) and not any(found[key].records for key in (*NAMED, "needs")):
        raise WorkbookFaults([found["letters"].nowhere("", NOTHING)])


def _read_all(reader: Reader, found: Mapping[str, Found], book: Book) -> dict[str, list[Row]]:
    """Read the sheets, those first whose codes the others use; an untouched form of no duty is left out."""
    rows: dict[str, list[Row]] = {}
    names = reader.names
    names |= {key: Names({}) for key in NAMED}
    for key in NAMED:
        if key == "letters":
            names["mentors"] = _named(rows["mentors"], names["utilities"])
        rows[key] = reader.read(found[key])
    names["facilitators"], names["letters"] = _named(rows["facilitators"], None), _named(rows["letters"], None)
    names["parties"] = party_names(
        book,
        names["utilities"],
        facilitators=names["facilitators"],
        mentors=names["mentors"],
        letters=names["letters"],
    )
    for key, each in found.items():
        if key not in rows:
            untouched = each.sheet.kind == "form" and not each.sheet.required and not any(r.cells for r in each.records)
            rows[key] = [] if untouched else reader.read(each)
    return rows


def _named(rows: list[Row], utilities: Names | None) -> Names:
    """Return the names of a sheet's records: their codes, their names, and for mentors their utility's name."""
    shown = {row.text("id"): Text(en=row.text("id"), id=row.text("id")) for row in rows if row.text("id")}
    others = [(row.text("name"), row.text("id")) for row in rows if row.text("id")]
    if utilities is not None:
        others += [
            (utilities.say(row.text("utility"), "id"), row.text("id"))
            for row in rows
            if row.text("id") and row.text("utility")
        ]
    return Names(shown, others)


def _intake(rows: Mapping[str, list[Row]], country: Country) -> Intake:
    """Build the intake of rows without faults."""
    programme, decisions = rows["programme"][0], rows["decision"]
    decision = None
    if decisions:
        values = {key: value for (key, _), value in decisions[0].values.items()}
        amounts = {key.removeprefix(AMOUNTS): value for key, value in values.items() if key.startswith(AMOUNTS)}
        decision = _record(BoardDecision, decisions[0], amounts=amounts)
    return _record(
        Intake,
        programme,
        facilitators=tuple(_record(Facilitator, row) for row in rows["facilitators"]),
        mentors=tuple(_mentor(row, country) for row in rows["mentors"]),
        practices=tuple(
            _record(PracticeOffer, row, before=_readings(row, "before"), after=_readings(row, "after"))
            for row in rows["practices"]
        ),
        letters=tuple(_record(Letter, row) for row in rows["letters"]),
        needs=tuple(_record(LetterNeed, row, today=_readings(row, "today")) for row in rows["needs"]),
        budget={row.text("head"): row.whole("amount") or 0 for row in rows["budget"]},
        decision=decision,
        past=tuple(_record(PastRelation, row) for row in rows["past"]),
        pins=tuple(_record(Pin, row) for row in rows["pins"]),
        absences=tuple(_record(Absence, row) for row in rows["absences"]),
        releases=tuple(_record(ReleaseTold, row) for row in rows["releases"]),
        postings=tuple(_record(PostingTold, row) for row in rows["postings"]),
        helps=tuple(_record(HelpTold, row) for row in rows["helps"]),
        exchange=tuple(_record(RateTold, row) for row in rows["exchange"]),
    )


def _mentor(row: Row, country: Country) -> MentorOffer:
    name = row.text("name") or country.utility(row.text("utility")).name
    return _record(MentorOffer, row, name=name)


def _record(kind: type[RecordType], row: Row, **more: object) -> RecordType:
    """Return a record of ``kind`` from the row's values; what is empty keeps the record's own default."""
    values: dict[str, object] = {}
    for item in fields(kind):  # type: ignore[arg-type]  # every kind here is a dataclass
        if item.name in more:
            values[item.name] = more[item.name]
        elif (item.name, 0) in row.values:
            values[item.name] = row.values[item.name, 0]
        elif item.default is MISSING and item.default_factory is MISSING:
            values[item.name] = ""
    return kind(**values)


def _readings(row: Row, column: str) -> dict[str, Decimal]:
    """Return KPI id to value."""
    found: dict[str, Decimal] = {}
    for number in row.record.numbers():
        kpi, value = row.get("indicator", number), row.get(column, number)
        if isinstance(kpi, str) and isinstance(value, Decimal):
            found[kpi] = value
    return found
