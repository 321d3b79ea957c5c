"""3.1.7: by the signing of the agreement the pilot begins."""

from collections.abc import Iterator

from data.answer import Violation
from planner.rules.evidence import Evidence, broken

RULE = "pilot_from_agreement"


def check(evidence: Evidence) -> Iterator[Violation]:
    """Yield pilots that begin on another day than the agreement is signed."""
    for row in evidence.starters():
        for partnership in evidence.planned:
            for pilot in evidence.of(partnership, row.after):
                for signing in evidence.of(partnership, row.before):
                    if pilot.first != signing.first:
                        yield broken(
                            RULE, pilot.id, f"the pilot begins on {pilot.first}, signed was on {signing.first}",
                            f"percontohan dimulai pada {pilot.first}, penandatanganan pada {signing.first}",
                        )  # fmt: skip
