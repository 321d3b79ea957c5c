"""A published year after something happened, and the published year as it was read back."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from data.answer import Violation
from planner.replanning.published import Published
from planner.replanning.result import Replan
from service.records.year import Year


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedYear:
    """What ``year --json`` or ``replan --json`` wrote.

    Parameters
    ----------
    letters
        Partnership id to the id of its letter.
    pairs
        Letter id to mentor id.
    waiting
        Partnerships that were matched but had no place in the calendar.
    edition
        How often the year had been re-planned; calendars count it.
    """

    letters: Mapping[str, str]
    pairs: Mapping[str, str]
    published: Published
    waiting: frozenset[str] = frozenset()
    edition: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Replanned(Year):
    """A year whose plan changes a published one as little as can be; ``edition`` is the number of this re-plan.

    Parameters
    ----------
    replan
        The planner's answer.
    alone
        Event that was told to take place on another day, to what breaks when nothing else moves.
    """

    replan: Replan
    alone: Mapping[str, tuple[Violation, ...]] = field(default_factory=dict)
