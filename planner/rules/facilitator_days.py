"""4.2.2: a colleague of the facilitator is there, at one place at a time, within the days of the month.

A colleague's days are the working days of a journey's events and the travel days each way,
all counted in the month in which the first event begins.
"""

from collections import Counter
from collections.abc import Iterator

from data.answer import Violation
from planner.problem import FACILITATOR
from planner.result import Event
from planner.rules.evidence import Evidence, Journey, broken
from planner.rules.mentor_team import overlaps

RULE = "facilitator_days"


def check(evidence: Evidence) -> Iterator[Violation]:
    """Yield events without a known colleague, colleagues at two places, and months with too many days."""
    people = {person.id: person for person in evidence.problem.facilitators}
    journeys: dict[str, list[Journey]] = {}
    used: Counter[tuple[str, str]] = Counter()
    for events in evidence.trips().values():
        needing = tuple(event for event in events if _needs(evidence, event))
        for event in needing:
            if not event.facilitators or not set(event.facilitators) <= set(people):
                yield broken(
                    RULE, event.id, "no known colleague of the facilitator is there",
                    "tidak ada petugas fasilitator yang dikenal",
                )  # fmt: skip
        for person in dict.fromkeys(person for event in events for person in event.facilitators):
            there = tuple(event for event in events if person in event.facilitators)
            journeys.setdefault(person, []).append(evidence.journey(FACILITATOR, there))
            used[person, f"{min(event.first for event in events):%Y-%m}"] += _days(evidence, there)
    for person, several in journeys.items():
        yield from overlaps(RULE, person, several)
    for (person, month), days in sorted(used.items()):
        most = people[person].days_per_month if person in people else 0
        if days > most:
            yield broken(
                RULE, person, f"{days} days in {month}, {most} are given", f"{days} hari pada {month}, jatahnya {most}"
            )


def _needs(evidence: Evidence, event: Event) -> bool:
    row = evidence.activity(event)
    return FACILITATOR in {row.place, *row.travellers, *row.quorum}


def _days(evidence: Evidence, events: tuple[Event, ...]) -> int:
    place = events[0].place
    travel = evidence.problem.route(FACILITATOR, place).days if place else 0
    first, last = min(event.first for event in events), max(event.last for event in events)
    return evidence.index(last) - evidence.index(first) + 1 + 2 * travel
