"""A small fictional year, and ways to spoil its workbook one cell at a time."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from xml.sax.saxutils import escape

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from data import load_book
from data.country import load_country
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
from service.workbook.faults import CellFault, WorkbookFaults
from service.workbook.format import load_format
from service.workbook.reading import read_workbook
from service.workbook.writing import write_workbook

FORM = load_format()
PALEMBANG, ACEH, TIMUR = "pdam-kota-palembang", "pdam-kab-aceh-selatan", "pdam-kab-aceh-timur"

SMALL = Intake(
    year=2027,
    today=dt.date(2026, 12, 1),
    facilitators=(
        Facilitator(id="rina", name="Rina (fiktif)", days_per_month=8),
        Facilitator(id="budi", name="Budi (fiktif)", days_per_month=10),
    ),
    mentors=(
        MentorOffer(
            id="m-01",
            name="PDAM Tirta Musi Kota Palembang",
            utility=PALEMBANG,
            capacity=3,
            in_annual_plan=True,
            islands=("Sumatera", "Jawa"),
            subjects=("NRW", "SCADA", "BILL"),
            least_connections=2000,
            most_connections=50000,
            raw_water="river",
        ),
        MentorOffer(id="m-02", name="Tuan Fiktif", kind="person", region="11.10", note="+62 21 0000\nbaris dua"),
    ),
    practices=(
        PracticeOffer(
            mentor="m-01",
            subject="NRW",
            title="Pembentukan DMA",
            before={"nrw_pct": Decimal("38.5"), "service_hours": Decimal(12)},
            after={"nrw_pct": Decimal(24)},
            year=2024,
            verified=True,
        ),
        PracticeOffer(mentor="m-02", subject="GIS", title="Peta jaringan"),
    ),
    letters=(
        Letter(
            id="s-01",
            utility=ACEH,
            received=dt.date(2026, 11, 3),
            ready=dt.date(2027, 1, 19),
            text="Kami mohon difasilitasi.\nKehilangan air kami tinggi.",
            expected_result="NRW turun menjadi 30 persen",
            wished="m-01",
            raw_water="sumur bor tua",
            acknowledges=True,
            stakeholders_told=False,
            in_annual_plan=None,
            budget=150_000_000,
            main_team=6,
            large_team=12,
        ),
        Letter(
            id="s-02",
            utility=TIMUR,
            received=dt.date(2026, 11, 9),
            ready=dt.date(2027, 2, 1),
            text="Kami ingin belajar.",
            expected_result="Peta jaringan lengkap",
        ),
    ),
    needs=(
        LetterNeed(letter="s-01", rank=1, subject="NRW", words="bocor", today={"nrw_pct": Decimal("41.7")}),
        LetterNeed(letter="s-01", rank=2, subject="", words="pompa boros listrik"),
        LetterNeed(letter="s-02", rank=1, subject="GIS"),
    ),
    budget={
        "preparation": 1,
        "facilitator_travel": 250_000_000,
        "subsidies": 3,
        "workshops": 0,
        "documents": 10**14 + 1,
    },
    budget_state="discussed",
    decision=BoardDecision(
        number="12/KEP/2026 (fiktif)",
        date=dt.date(2026, 11, 20),
        kind="per_visit",
        amounts={"mentor_per_visit": 5_000_000, "mentee_per_visit": 3_000_000, "ceiling_per_partnership": 40_000_000},
    ),
    travel_policy="split",
    past=(PastRelation(mentor="m-01", mentee=TIMUR, year=2019, subject="NRW"),),
    pins=(Pin(mentor="m-02", letter="s-01", kind="never", reason="satu pengurus", author="Rina (fiktif)"),),
    absences=(
        Absence(who="rina", first=dt.date(2027, 5, 3), last=dt.date(2027, 5, 7), reason="cuti"),
        Absence(who="chair", first=dt.date(2027, 6, 1), last=dt.date(2027, 6, 1), reason="rapat"),
        Absence(who=TIMUR, first=dt.date(2027, 3, 1), last=dt.date(2027, 3, 12), reason="audit"),
    ),
    fictional=True,
)

Change = Callable[[Workbook], None]


@cache
def small_workbook(language: str = "id") -> bytes:
    """Return the workbook of the small year, written once a run."""
    return written(replace(SMALL), language)


@cache
def small_book() -> Workbook:
    """Return the small year's workbook as openpyxl has it, to look places up."""
    return load_workbook(io.BytesIO(small_workbook()), rich_text=True)


def written(intake: Intake = SMALL, language: str = "id") -> bytes:
    """Return the workbook of an intake."""
    if intake is SMALL:
        return small_workbook(language)
    stream = io.BytesIO()
    write_workbook(stream, intake, book=load_book(), country=load_country(), language=language)
    return stream.getvalue()


def read(data: bytes) -> Intake:
    """Return what a workbook holds."""
    return read_workbook(data, book=load_book(), country=load_country())


def faults_of(data: bytes) -> tuple[CellFault, ...]:
    """Return the faults of a workbook that must have some."""
    with pytest.raises(WorkbookFaults) as caught:
        read(data)
    return caught.value.faults


def changed(change: Change, data: bytes | None = None) -> bytes:
    """Return a workbook after ``change``, the small one by default."""
    book = load_workbook(io.BytesIO(data or written()), rich_text=True)
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def place(book: Workbook, sheet: str, column: str, record: int = 0, number: int = 0) -> tuple[str, int, int]:
    """Return title, row and column of a value, by the keys of the format; ``record`` counts from 0."""
    described = FORM.for_book(load_book())[sheet]
    page = book[described.title.id]
    wanted = described.columns[column].title.id + (f" {number}" if number else "")
    for row in page.iter_rows():
        for cell in row:
            first = str(cell.value or "").split("\n")[0].replace("*", "").strip()
            bare = first.split(" (")[0] if described.columns[column].unit else first
            if bare == wanted and cell.row > 3:
                if described.kind == "form":
                    return page.title, cell.row, cell.column + 1
                return page.title, cell.row + 1 + record, cell.column
    raise KeyError(sheet, column)


def spoiled(
    sheet: str, column: str, value: object, record: int = 0, number: int = 0
) -> tuple[bytes, tuple[str, int, str]]:
    """Return the small workbook with one other value, and where that is: sheet, row, column letter."""
    book = small_book()
    title, row, at = place(book, sheet, column, record, number)
    address = f"{get_column_letter(at)}{row}"
    part = f"xl/worksheets/sheet{book.sheetnames.index(title) + 1}.xml"

    def change(xml: bytes) -> bytes:
        found = re.search(rb'<c r="%s"( s="[0-9]+")?([^>]*/>|.*?</c>)' % address.encode(), xml, flags=re.DOTALL)
        assert found is not None
        return xml[: found.start()] + cell_xml(address, found.group(1) or b"", value) + xml[found.end() :]

    return rezipped(small_workbook(), {part: change}), (title, row, get_column_letter(at))


def cell_xml(address: str, style: bytes, value: object) -> bytes:
    """Return a cell as a spreadsheet program stores ``value`` in a cell of that style."""
    head = b'<c r="%s"%s' % (address.encode(), style)
    if value is None:
        return head + b"/>"
    if isinstance(value, dt.date):
        return head + b"><v>%d</v></c>" % (value - dt.date(1899, 12, 30)).days
    if isinstance(value, str) and value.startswith("="):
        return head + b"><f>%s</f><v></v></c>" % escape(value[1:]).encode()
    if isinstance(value, str):
        return head + b' t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % escape(value).encode()
    return head + b"><v>%s</v></c>" % repr(value).encode()


def spot(fault: CellFault) -> tuple[str, int, str]:
    """Return where a fault is."""
    return fault.sheet, fault.row, fault.column


def the_fault(sheet: str, column: str, value: object, record: int = 0, number: int = 0) -> CellFault:
    """Spoil one value and return the one fault, which must be there and nowhere else."""
    data, where = spoiled(sheet, column, value, record, number)

    found = faults_of(data)

    assert [spot(fault) for fault in found] == [where]
    assert found[0].title is not None
    assert FORM.for_book(load_book())[sheet].columns[column].title.id in found[0].title.id
    return found[0]


def rezipped(
    data: bytes, change: Mapping[str, Callable[[bytes], bytes]], extra: Mapping[str, bytes] | None = None
) -> bytes:
    """Return a zip with some parts changed and some added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            target.writestr(name, change[name](part) if name in change else part)
        for name, part in (extra or {}).items():
            target.writestr(name, part)
    return stream.getvalue()


def as_excel_writes(data: bytes) -> bytes:
    """Return a workbook whose texts stand in the part of shared strings, as Excel and LibreOffice keep them."""
    strings: list[bytes] = []

    def share(found: re.Match[bytes]) -> bytes:
        strings.append(found.group(1))
        return b't="s"><v>%d</v>' % (len(strings) - 1)

    def convert(part: bytes) -> bytes:
        return re.sub(rb't="inlineStr"><is>(.*?)</is>', share, part, flags=re.DOTALL)

    with zipfile.ZipFile(io.BytesIO(data)) as source:
        sheets = [name for name in source.namelist() if name.startswith("xl/worksheets/sheet")]
        parts = {name: convert(source.read(name)) for name in sheets}
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    shared = b"<sst " + space + b">" + b"".join(b"<si>%s</si>" % each for each in strings) + b"</sst>"
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    relation = b'<Relationship Id="rIdS" Type="' + kind + b'" Target="sharedStrings.xml"/></Relationships>'
    changes = {name: (lambda _, part=part: part) for name, part in parts.items()}
    changes["xl/_rels/workbook.xml.rels"] = lambda part: part.replace(b"</Relationships>", relation)
    override = (
        b'<Override PartName="/xl/sharedStrings.xml" '
        b'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
    )
    changes["[Content_Types].xml"] = lambda part: part.replace(b"</Types>", override)
    return rezipped(data, changes, {"xl/sharedStrings.xml": shared})
