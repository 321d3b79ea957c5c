"""Reading the workbook that a command was given."""

from pathlib import Path

from service.cli.desk import Desk
from service.records.intake import Intake
from service.workbook.reading import read_workbook


def read_intake(desk: Desk, file: Path) -> Intake:
    """Return what a workbook holds; raise ``WorkbookFaults`` with every fault."""
    book, country = desk.tables()
    return read_workbook(file, book=book, country=country)
