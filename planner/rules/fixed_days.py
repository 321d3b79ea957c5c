"""2.7: settled days stay, nothing else lies before today, and nothing before the partnership is ready."""

from collections.abc import Iterator

from data.answer import Violation
from planner.rules.evidence import Evidence, broken

RULE = "fixed_days"


def check(evidence: Evidence) -> Iterator[Violation]:
    """Yield settled days that moved, and unsettled events in the past or before their letter."""
    problem, fixed, planned = evidence.problem, set(), frozenset(evidence.planned)
    for fix in problem.fixes:
        fixed.add((fix.partnership, fix.activity, fix.occurrence))
        events = evidence.of(fix.partnership, fix.activity)
        same = [
            event
            for event in events
            if event.occurrence == fix.occurrence and (fix.partnership or event.first.year == fix.day.year)
        ]
        if (fix.partnership in planned or events) and not any(event.first == fix.day for event in same):
            found = ", ".join(str(event.first) for event in same) or "-"
            yield broken(
                RULE, f"{fix.partnership}/{fix.activity}", f"settled for {fix.day}, planned on {found}",
                f"ditetapkan pada {fix.day}, direncanakan pada {found}",
            )  # fmt: skip
    waiting = {row.after for row in problem.book.precedences.values()}
    for event in evidence.events:
        if (event.partnership, event.activity, event.occurrence) in fixed:
            continue
        partnership = problem.partnerships.get(event.partnership)
        if partnership is not None and event.last < partnership.ready:
            yield broken(
                RULE, event.id, f"{event.first} is before the partnership is ready",
                f"{event.first} mendahului kesiapan kemitraan",
            )  # fmt: skip
        letter_in = evidence.activity(event).kind == "letter" and event.activity not in waiting
        if event.first < problem.today and not letter_in:
            yield broken(RULE, event.id, f"{event.first} is before today", f"{event.first} sudah lewat")
