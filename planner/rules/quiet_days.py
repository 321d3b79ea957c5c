"""2.6 and policy: no ceremony, visit, meeting or workshop on quiet days."""

from collections.abc import Iterator

from data.answer import Violation
from planner.calendar.horizon import ONE_DAY
from planner.rules.evidence import Evidence, broken

RULE = "quiet_days"


def check(evidence: Evidence) -> Iterator[Violation]:
    """Yield events with a day on site inside a quiet window of their kind."""
    for event in evidence.meetings():
        kind = evidence.activity(event).kind
        for step in range((event.last - event.first).days + 1):
            day = event.first + step * ONE_DAY
            quiet = next((one for one in evidence.horizon.quiet if one.first <= day <= one.last), None)
            if quiet is not None and evidence.horizon.is_quiet(day, kind):
                yield broken(
                    RULE, event.id, f"{day} lies in {quiet.window.name.en}",
                    f"{day} berada dalam {quiet.window.name.id}",
                )  # fmt: skip
                break
