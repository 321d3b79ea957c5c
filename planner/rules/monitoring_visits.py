"""3.2.3: the mentor monitors at least once, and within the pilot."""

from collections.abc import Iterator

from data.answer import Violation
from planner.rules.evidence import Evidence, broken

RULE = "monitoring_visits"


def check(evidence: Evidence) -> Iterator[Violation]:
    """Yield pilots without a visit, and visits outside their pilot."""
    book = evidence.problem.book
    for pilot_row in evidence.dated("partnership").values():
        if pilot_row.kind != "pilot":
            continue
        visits = {
            row.before
            for row in book.precedences.values()
            if row.after == pilot_row.id and row.target == "end" and book.activities[row.before].kind == "visit"
        }
        for partnership in evidence.planned:
            for pilot in evidence.of(partnership, pilot_row.id):
                found = [event for visit in visits for event in evidence.of(partnership, visit)]
                if visits and not found:
                    yield broken(RULE, partnership, "no monitoring visit is planned", "tidak ada kunjungan monitoring")
                for event in found:
                    if not pilot.first <= event.first <= event.last <= pilot.last:
                        yield broken(
                            RULE, event.id, f"{event.first} to {event.last} is outside the pilot",
                            f"{event.first} sampai {event.last} di luar masa percontohan",
                        )  # fmt: skip
