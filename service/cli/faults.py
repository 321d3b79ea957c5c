"""A faulty workbook: every fault in one table, and on request a copy of the file with its faults marked."""

from pathlib import Path

from service.cli.desk import WRONG, Desk
from service.cli.layout import table, wrap
from service.workbook.annotate import write_faults
from service.workbook.faults import CellFault, WorkbookFaults

# Columns of the screen that a value may take before it is folded away; the whole value stands in the marked copy.
VALUE_COLUMNS = 24


def refuse(desk: Desk, faults: WorkbookFaults, *, file: Path, annotate: Path | None) -> int:
    """Show every fault, write the marked copy if it is asked for, and return the exit code."""
    words, console = desk.words, desk.err
    console.print(words("faults.title", file=file.name, count=len(faults.faults)), style="bold red", soft_wrap=True)
    titles = [wrap(words(key)) for key in ("faults.sheet", "faults.place", "faults.value", "faults.expected")]
    console.print(table(titles, [_row(desk, fault) for fault in faults.faults]))
    if not any(fault.sheet for fault in faults.faults):
        return WRONG
    if annotate is None:
        console.print(words("faults.offer", file=file), soft_wrap=True)
        return WRONG
    if annotate.resolve() == file.resolve():
        desk.complain(words("faults.same_file"))
        return WRONG
    try:
        marked = write_faults(annotate, file, faults.faults)
    except WorkbookFaults as damaged:
        desk.complain(damaged.say(words.language))
        return WRONG
    console.print(words("faults.marked", file=annotate, count=marked), soft_wrap=True)
    return WRONG


def _row(desk: Desk, fault: CellFault) -> tuple[str, ...]:
    place = f"{fault.column}{fault.row or ''}" if fault.column else str(fault.row or "")
    title = desk.words.say(fault.title) if fault.title else ""
    value = fault.value if len(fault.value) <= VALUE_COLUMNS else f"{fault.value[: VALUE_COLUMNS - 1]}…"
    expected = desk.words.say(fault.expected) + (f" [{fault.section}]" if fault.section else "")
    empty = desk.words("faults.empty") if fault.column else ""
    return (fault.sheet, f"{place} {title}".strip(), value or empty, expected)
