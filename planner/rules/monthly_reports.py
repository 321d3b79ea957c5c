"""3.2.2: one report is due for every month of the pilot, after that month."""

from collections.abc import Iterator

from data.answer import Violation
from data.workdays import add_months
from planner.result import Due, Event
from planner.rules.evidence import Evidence, broken

RULE = "monthly_reports"


def check(evidence: Evidence) -> Iterator[Violation]:
    """Yield pilots with a report too few or too many, and reports due before their month has ended."""
    monthly = [row for row in evidence.problem.book.documents.values() if row.monthly]
    known: dict[tuple[str, str], list[Due]] = {}
    for due in evidence.dues:
        known.setdefault((due.partnership, due.document), []).append(due)
    for document in monthly:
        for partnership in evidence.planned:
            for pilot in evidence.of(partnership, document.after):
                dues = known.get((partnership, document.id), [])
                months = _months(pilot)
                if sorted(due.number for due in dues) != list(range(1, months + 1)):
                    yield broken(
                        RULE, pilot.id, f"{len(dues)} reports are due for {months} months",
                        f"{len(dues)} laporan jatuh tempo untuk {months} bulan",
                    )  # fmt: skip
                for due in dues:
                    if due.on < min(add_months(pilot.first, due.number), pilot.last):
                        yield broken(
                            RULE, pilot.id, f"report {due.number} is due on {due.on}, before its month ends",
                            f"laporan {due.number} jatuh tempo pada {due.on}, sebelum bulannya berakhir",
                        )  # fmt: skip


def _months(pilot: Event) -> int:
    """Return the months of a pilot, the last one counted even when it is not whole."""
    count = 1
    while add_months(pilot.first, count) < pilot.last:
        count += 1
    return count
