"""2.4: mentors travel to diagnose and to monitor, mentees to study; each to the place that the book names."""

from collections.abc import Iterator

from data.answer import Violation
from planner.problem import FACILITATOR
from planner.rules.evidence import Evidence, broken

RULE = "visit_direction"


def check(evidence: Evidence) -> Iterator[Violation]:
    """Yield events at another party's place, and travellers that the book keeps at home."""
    book = evidence.problem.book
    for event in evidence.meetings():
        row = evidence.activity(event)
        remote = f"{row.id}_remote"
        if not row.place or (remote in book.numbers and book.number(remote)):
            continue
        partnership = evidence.problem.partnerships.get(event.partnership)
        hosts = partnership.parties(row.place) if partnership else ()
        if event.place != (hosts[0] if hosts else FACILITATOR):
            yield broken(
                RULE, event.id, f"it takes place at {event.place}, not at the {row.place}'s",
                f"diadakan di {event.place}, bukan di tempat {book.roles[row.place].name.id}",
            )  # fmt: skip
        roles = {traveller.role for traveller in event.travellers}
        for role in sorted(roles - {row.place, *row.travellers}):
            yield broken(
                RULE, event.id, f"the {role} travels to it, which the book does not foresee",
                f"{book.roles[role].name.id} melakukan perjalanan, padahal tidak diatur",
            )  # fmt: skip
