"""3.2.1: the mentee's visit comes so soon after the agreement that it can inform the pilot."""

from collections.abc import Iterator

from data.answer import Violation
from planner.rules.evidence import Evidence, broken

RULE = "study_visit_early"


def check(evidence: Evidence) -> Iterator[Violation]:
    """Yield study visits that come later after the signing than the book's most."""
    book = evidence.problem.book
    signings = {row.before for row in evidence.starters()}
    for lag in book.precedences.values():
        if lag.before not in signings or not lag.most or book.activities[lag.after].kind != "visit":
            continue
        most = book.number(lag.most)
        for partnership in evidence.planned:
            for signing in evidence.of(partnership, lag.before):
                for visit in evidence.of(partnership, lag.after):
                    days = evidence.edge(visit, "start") - evidence.edge(signing, "end")
                    if days > most:
                        yield broken(
                            RULE, visit.id, f"it begins {days} working days after the agreement, {most} at most",
                            f"dimulai {days} hari kerja setelah perjanjian, paling lama {most}",
                        )  # fmt: skip
