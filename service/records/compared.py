"""Two answers for one year, as they were read back, side by side."""

from collections.abc import Mapping
from dataclasses import dataclass

from data.answer import Level
from service.records.replanned import PublishedYear

# The role of who teaches, as travellers carry it.
MENTOR = "mentor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One answer of ``year --json`` or ``replan --json``.

    Parameters
    ----------
    name
        How people call it: the name of its file.
    year
        Budget year.
    fictional, currency
        As in the answer.
    known
        Its pairs, calendar and money.
    levels
        The aims of match and plan, in their order.
    """

    name: str
    year: int
    fictional: bool
    currency: str
    known: PublishedYear
    levels: tuple[Level, ...]

    @property
    def parties(self) -> Mapping[str, str]:
        """Partnership id to the ids of its utilities: whoever travels as mentor, an arrow, the others."""
        mentors: dict[str, dict[str, None]] = {}
        others: dict[str, dict[str, None]] = {}
        for event in self.known.published.events:
            teaching = [each.party for each in event.travellers if each.role == MENTOR]
            mentors.setdefault(event.partnership, {}).update(dict.fromkeys(teaching))
            others.setdefault(event.partnership, {}).update(dict.fromkeys(event.parties))
        found = {}
        for key, taught in others.items():
            learning = [party for party in taught if party not in mentors[key]]
            found[key] = " \u2192 ".join(" ".join(side) for side in (mentors[key], learning) if side)
        return found
