"""3.1.1: a utility forms one team, and a team is at one place at a time, its travel days included."""

import itertools
from collections.abc import Iterator

from data.answer import Violation
from planner.rules.evidence import Evidence, Journey, broken

RULE = "mentor_team"


def check(evidence: Evidence) -> Iterator[Violation]:
    """Yield parties that are bound by two journeys on one day, and events whose parties are not all listed."""
    journeys: dict[str, list[Journey]] = {}
    for events in evidence.trips().values():
        for party in dict.fromkeys(party for event in events for party in event.parties):
            journeys.setdefault(party, []).append(evidence.journey(party, events))
    for party, several in journeys.items():
        yield from overlaps(RULE, party, several)
    for event in evidence.meetings():
        partnership = evidence.problem.partnerships.get(event.partnership)
        row = evidence.activity(event)
        if partnership is None:
            continue
        missing = {party for role in (row.place, *row.travellers) for party in partnership.parties(role)}
        for party in sorted(missing - set(event.parties)):
            yield broken(RULE, event.id, f"{party} is missing", f"{party} tidak hadir")


def overlaps(rule: str, who: str, journeys: list[Journey]) -> Iterator[Violation]:
    """Yield each pair of neighbouring journeys that share a day."""
    several = sorted(journeys, key=lambda journey: (journey[0], journey[1], journey[2][0].id))
    for (_, back, here), (depart, _, there) in itertools.pairwise(several):
        if depart <= back:
            yield broken(
                rule, who, f"{who} is bound by {here[0].id} until {back} and by {there[0].id} from {depart}",
                f"{who} terikat {here[0].id} sampai {back} dan {there[0].id} sejak {depart}",
            )  # fmt: skip
