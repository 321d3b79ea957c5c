"""2.7: everything lies on working days, lasts as the book says, and has no day off in its midst if a week allows."""

import itertools
from collections.abc import Iterator

from data.answer import Violation
from planner.calendar.horizon import ONE_DAY
from planner.result import Event
from planner.rules.evidence import Evidence, broken

RULE = "working_days"


def check(evidence: Evidence) -> Iterator[Violation]:
    """Yield events on days off, too short or too long ones, and journeys with a day off in their midst."""
    for event in evidence.events:
        yield from _event(evidence, event)
    if evidence.problem.book.number("visits_cross_weekend"):
        return
    longest = _longest_run(evidence)
    for trip, events in evidence.trips().items():
        first, last = min(event.first for event in events), max(event.last for event in events)
        worked = evidence.index(last) - evidence.index(first) + 1
        if worked <= longest and (last - first).days + 1 != worked:
            yield broken(
                RULE, trip, f"{first} to {last} has a day off in its midst",
                f"{first} sampai {last} diselingi hari libur",
            )  # fmt: skip


def _event(evidence: Evidence, event: Event) -> Iterator[Violation]:
    row, axis = evidence.activity(event), evidence.horizon.workdays
    for day in (event.first,) if row.months else dict.fromkeys((event.first, event.last)):
        if not axis.first <= day <= axis.last or not axis.is_working(day):
            yield broken(RULE, event.id, f"{day} is no working day", f"{day} bukan hari kerja")
            return
    if row.months:
        return
    wanted = evidence.problem.book.number(row.length) if row.length else 1
    found = evidence.index(event.last) - evidence.index(event.first) + 1
    if found != wanted:
        yield broken(
            RULE, event.id, f"it takes {found} working days instead of {wanted}",
            f"berlangsung {found} hari kerja, seharusnya {wanted}",
        )  # fmt: skip


def _longest_run(evidence: Evidence) -> int:
    """Return the most working days that follow each other without a day off."""
    longest = run = 1
    days = evidence.horizon.workdays.days
    for before, day in itertools.pairwise(days):
        run = run + 1 if day - before == ONE_DAY else 1
        longest = max(longest, run)
    return longest
