"""2.6: what does not end in the budget year is named as carried over, and nothing else is."""

import datetime as dt
from collections.abc import Iterator

from data.answer import Violation
from planner.rules.evidence import Evidence, broken

RULE = "budget_year"


def check(evidence: Evidence) -> Iterator[Violation]:
    """Yield partnerships that run over the year's end unnamed, and those named without need."""
    if not evidence.problem.book.programme.budget_year_binds:
        return
    end = dt.date(evidence.problem.year + 1, 1, 1)
    ends: dict[str, dt.date] = {}
    for event in evidence.events:
        ends[event.partnership] = max(event.last, ends.get(event.partnership, event.last))
    for partnership in evidence.planned:
        last = ends[partnership]
        over, named = last >= end, partnership in evidence.carried
        if over and not named:
            yield broken(
                RULE, partnership, f"it ends on {last}, after the budget year, and is not named as carried over",
                f"berakhir pada {last}, setelah tahun anggaran, dan tidak disebut sebagai peralihan",
            )  # fmt: skip
        if named and not over:
            yield broken(
                RULE, partnership, f"it is named as carried over but ends on {last}, in the budget year",
                f"disebut sebagai peralihan tetapi berakhir pada {last}, dalam tahun anggaran",
            )  # fmt: skip
