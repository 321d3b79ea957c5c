"""Other matches beside the one that was made, accepted by their own checker (2.1.4, 3.1.2)."""

from dataclasses import dataclass

import matcher
from service.walks.year import MATCHER, RefusedAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherwiseAsked:
    """Which of them are asked for.

    Parameters
    ----------
    others, differ
        How many matches that differ, and in how many pairs at least; 0 as the book says, ``others`` None for none.
    frontier, weights, rather
        What lifting the worst costs; how far weights may move; who would rather have each other.
    """

    others: int | None = None
    differ: int = 0
    frontier: bool = False
    weights: bool = False
    rather: bool = False

    @property
    def is_any(self) -> bool:
        """Whether anything is asked for."""
        return self.others is not None or self.frontier or self.weights or self.rather


@dataclass(frozen=True, slots=True, kw_only=True)
class Otherwise:
    """What was asked for, None where it was not."""

    others: matcher.Alternatives | None = None
    frontier: matcher.Frontier | None = None
    weights: tuple[matcher.WeightSpan, ...] | None = None
    rather: matcher.Rather | None = None


def look_otherwise(match: matcher.Result, asked: OtherwiseAsked, *, time_limit: float) -> Otherwise:
    """Return what was asked for beside a match.

    Parameters
    ----------
    time_limit
        Seconds for all of them together, above 0.

    Raises
    ------
    RefusedAnswer
        If the checker finds something wrong in one of them.
    """
    others = frontier = rather = weights = None
    asked_for = (asked.others is not None) + asked.frontier + asked.weights + asked.rather
    share = time_limit / max(asked_for, 1)
    if asked.others is not None:
        others = matcher.alternatives(match, time_limit=share, count=asked.others or None, differ=asked.differ or None)
    if asked.frontier:
        frontier = matcher.frontier(match, time_limit=share)
    if asked.rather:
        rather = matcher.rather(match, time_limit=share)
    if asked.weights:
        weights = matcher.weights(match, time_limit=share)
    for told in (others, frontier, rather):
        violations = () if told is None else matcher.verify_otherwise(told)
        if violations:
            raise RefusedAnswer(MATCHER, violations)
    return Otherwise(others=others, frontier=frontier, weights=weights, rather=rather)
