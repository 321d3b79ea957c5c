"""What is wrong with a workbook: every fault names sheet, row, column, value, and what was expected."""

from collections.abc import Iterable
from dataclasses import dataclass

from data import Language, Text
from service.errors import ServiceError

# Characters of a faulty value that are repeated to the reader; longer ones are cut, so that a message stays readable.
MOST_SHOWN = 80

# Faults that are listed; whoever has more starts with these, and a workbook made to cost memory gains nothing.
MOST_FAULTS = 2000

HEADINGS = {
    "sheet": Text(en="sheet", id="lembar"),
    "row": Text(en="row", id="baris"),
    "column": Text(en="column", id="kolom"),
    "file": Text(en="the file", id="berkas"),
    "empty": Text(en="empty", id="kosong"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CellFault:
    """One thing wrong in one place.

    Parameters
    ----------
    sheet
        Title of the sheet as the file has it; empty when the file as a whole is meant.
    row
        Row number as the spreadsheet shows it; 0 when the sheet as a whole is meant.
    column
        Letter of the column; empty when a row, sheet or file is meant.
    title
        Title of the column in the two languages, None when no column is meant.
    value
        What stands there, as text; long values are cut.
    expected
        What was expected instead, and what can be done.
    section
        Section of the guideline that asks for it; empty for technical faults.
    """

    sheet: str
    row: int
    column: str
    title: Text | None
    value: str
    expected: Text
    section: str = ""

    def place(self, language: Language) -> str:
        """Return where it is, for example ``sheet Letters, row 7, column C (Received)``."""
        if not self.sheet:
            return HEADINGS["file"].say(language)
        parts = [f"{HEADINGS['sheet'].say(language)} {self.sheet}"]
        if self.row:
            parts.append(f"{HEADINGS['row'].say(language)} {self.row}")
        titled = f" ({self.title.say(language)})" if self.title else ""
        if self.column:
            parts.append(f"{HEADINGS['column'].say(language)} {self.column}{titled}")
        elif self.title:
            parts.append(f"{HEADINGS['column'].say(language)} {self.title.say(language)}")
        return ", ".join(parts)

    def say(self, language: Language) -> str:
        """Return the fault on one line: place, value, what was expected."""
        value = f" {self.value!r}:" if self.value else f" {HEADINGS['empty'].say(language)}:" if self.column else ""
        return f"{self.place(language)}:{value} {self.expected.say(language)}"

    def __str__(self) -> str:
        """Return the English line."""
        return self.say("en")

    def to_dict(self) -> dict[str, object]:
        """Return the fault for a JSON answer, with both languages."""
        return {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "title": {"en": self.title.en, "id": self.title.id} if self.title else None,
            "value": self.value,
            "expected": {"en": self.expected.en, "id": self.expected.id},
            "section": self.section,
        }


class Faults:
    """Gathers faults while a workbook is read, each once; beyond ``MOST_FAULTS`` only their number."""

    def __init__(self) -> None:
        """Start without faults."""
        self._found: dict[CellFault, None] = {}
        self.beyond = 0

    def __len__(self) -> int:
        """Return how many faults are listed."""
        return len(self._found)

    def append(self, fault: CellFault) -> None:
        """Note one more fault."""
        if len(self._found) < MOST_FAULTS:
            self._found.setdefault(fault)
        else:
            self.beyond += 1

    def ordered(self, sheets: Iterable[str]) -> tuple[CellFault, ...]:
        """Return the faults by sheet, row and column; ``sheets`` are the titles in order."""
        order = {title: place for place, title in enumerate(sheets)}
        listed = sorted(
            self._found,
            key=lambda fault: (order.get(fault.sheet, -1), fault.row, len(fault.column), fault.column),
        )
        if self.beyond:
            en = f"and {self.beyond} more faults; mend these first"
            listed.append(file_fault(en, f"dan {self.beyond} kesalahan lain; perbaiki yang ini dahulu"))
        return tuple(listed)


class WorkbookFaults(ServiceError, ValueError):
    """A workbook cannot be used; ``faults`` holds every fault found, in the order of the sheets."""

    def __init__(self, faults: Iterable[CellFault]) -> None:
        """Keep all faults and print one a line."""
        self.faults = tuple(faults)
        super().__init__(self.say("en"))

    def say(self, language: Language) -> str:
        """Return one line for each fault."""
        return "\n".join(fault.say(language) for fault in self.faults)


def file_fault(en: str, indonesian: str) -> CellFault:
    """Return a fault of the file as a whole."""
    return CellFault(sheet="", row=0, column="", title=None, value="", expected=Text(en=en, id=indonesian))


def shown(value: object) -> str:
    """Return ``value`` as one short printable line."""
    start = str(value)[: MOST_SHOWN * 2]
    printable = start if start.isprintable() else "".join(sign if sign.isprintable() else " " for sign in start)
    text = " ".join(printable.split())
    return text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 1] + "…"
