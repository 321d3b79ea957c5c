"""2.6: the pilot takes a number of calendar months within the book's range, counted from its first day."""

from collections.abc import Iterator

from data.answer import Violation
from data.workdays import add_months
from planner.rules.evidence import Evidence, broken

RULE = "pilot_months"


def check(evidence: Evidence) -> Iterator[Violation]:
    """Yield pilots that end a day too early or a day too late, or not after the months that were settled."""
    for event in evidence.events:
        row = evidence.activity(event)
        if not row.months:
            continue
        months = evidence.problem.months(
            evidence.problem.partnerships[event.partnership], row.months[0], row.months[-1]
        )
        first, last = add_months(event.first, months[0]), add_months(event.first, months[-1])
        if not first <= event.last <= last:
            yield broken(
                RULE, event.id, f"the pilot ends on {event.last}, not from {first} to {last}",
                f"percontohan berakhir pada {event.last}, bukan antara {first} dan {last}",
            )  # fmt: skip
