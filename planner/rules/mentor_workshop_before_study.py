"""3.1.3: a mentor has attended the workshop before it receives its mentee."""

from collections.abc import Iterator

from data.answer import Violation
from planner.rules.evidence import Evidence, broken

RULE = "mentor_workshop_before_study"


def check(evidence: Evidence) -> Iterator[Violation]:
    """Yield visits whose mentor has attended no workshop before them."""
    book = evidence.problem.book
    workshops = evidence.dated("programme")
    for lag in book.precedences.values():
        if lag.before not in workshops or lag.after not in book.activities:
            continue
        if "mentor" not in workshops[lag.before].travellers or book.activities[lag.after].kind != "visit":
            continue
        for partnership in evidence.planned:
            mentor = evidence.problem.partnerships[partnership].mentor
            for visit in evidence.of(partnership, lag.after):
                attended = [event for event in evidence.of("", lag.before) if mentor in event.parties]
                if not any(event.last < visit.first for event in attended):
                    yield broken(
                        RULE, visit.id, f"{mentor} has attended no workshop before {visit.first}",
                        f"{mentor} belum mengikuti lokakarya sebelum {visit.first}",
                    )  # fmt: skip
