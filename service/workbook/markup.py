"""Walks through one XML part; what could make it grow or fetch (document types, entities, endless depth) is refused."""

from collections.abc import Callable, Mapping
from xml.parsers import expat

from service.workbook.faults import CellFault, WorkbookFaults, file_fault

# Depth of nesting: a sheet's cells stand at depth 6, styles at 8.
MOST_DEPTH = 64

# Elements of all parts: a year of 500 letters has 40,000; half a million take about half a second.
MOST_ELEMENTS = 500_000

# What the handlers below share: element's local name, and its attributes with their local names.
OnStart = Callable[[str, Mapping[str, str]], None]
OnEnd = Callable[[str], None]
OnText = Callable[[str], None]


class Meter:
    """Counts the elements of all parts of one workbook, since each costs time whatever it holds."""

    def __init__(self) -> None:
        """Start at none."""
        self.used = 0

    def step(self) -> None:
        """Count one more; raise ``WorkbookFaults`` beyond ``MOST_ELEMENTS``."""
        self.used += 1
        if self.used > MOST_ELEMENTS:
            raise WorkbookFaults([_too_many()])


def walk(data: bytes, meter: Meter, *, start: OnStart, end: OnEnd, text: OnText) -> None:
    """Call the three functions for every element of ``data``, names without their namespaces.

    Raises
    ------
    WorkbookFaults
        When the part is not well formed, declares a document type, or nests too deeply.

    Notes
    -----
    Spreadsheet programs never write a document type; without one there are no entities but the
    five of XML itself, so neither expansion nor a fetch from outside can happen.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = 0

    def on_start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        meter.step()
        if depth > MOST_DEPTH:
            raise WorkbookFaults([_refused()])
        start(_local(name), {_local(key): value for key, value in attributes.items()} if attributes else attributes)

    def on_end(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(_local(name))

    def on_doctype(*_: object) -> None:
        raise WorkbookFaults([_refused()])

    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = on_doctype
    parser.EntityDeclHandler = on_doctype
    try:
        parser.Parse(data, True)  # expat's own positional flag: this is the last piece
    except (expat.ExpatError, UnicodeDecodeError, LookupError) as error:
        raise WorkbookFaults([_broken()]) from error


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _refused() -> CellFault:
    return file_fault(
        "the file declares XML entities or nests endlessly, which spreadsheet programs never do; it is not opened",
        "berkas memuat deklarasi entitas XML atau susunan tanpa akhir, yang tidak pernah dibuat program lembar kerja; "
        "berkas tidak dibuka",
    )


def _too_many() -> CellFault:
    return file_fault(
        f"the file holds more than {MOST_ELEMENTS} elements; start from a fresh template and copy the values into it",
        f"berkas berisi lebih dari {MOST_ELEMENTS} elemen; mulai dari templat baru dan salin isinya ke sana",
    )


def _broken() -> CellFault:
    return file_fault(
        "the file is damaged: its XML is not well formed; open it with Excel or LibreOffice and save it again",
        "berkas rusak: XML di dalamnya tidak utuh; buka dengan Excel atau LibreOffice lalu simpan ulang",
    )
