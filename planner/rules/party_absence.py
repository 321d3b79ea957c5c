"""2.7: nobody is planned on days of absence, travel days included."""

from collections.abc import Iterator

from data.answer import Violation
from planner.problem import FACILITATOR, Block
from planner.rules.evidence import Evidence, broken

RULE = "party_absence"


def check(evidence: Evidence) -> Iterator[Violation]:
    """Yield journeys that touch an absence of someone who is bound by them."""
    away: dict[str, list[Block]] = {}
    for block in evidence.problem.blocks:
        away.setdefault(block.who, []).append(block)
    for trip, events in evidence.trips().items():
        parties = {party for event in events for party in event.parties}
        people = {person for event in events for person in event.facilitators}
        for block in (one for who in sorted(parties | people) for one in away.get(who, ())):
            there = tuple(event for event in events if block.who in (*event.parties, *event.facilitators))
            depart, back, _ = evidence.journey(block.who if block.who in parties else FACILITATOR, there)
            if depart <= block.last and back >= block.first:
                yield broken(
                    RULE, trip, f"{block.who} is away from {block.first} to {block.last}: {block.reason}",
                    f"{block.who} berhalangan dari {block.first} sampai {block.last}: {block.reason}",
                )  # fmt: skip
