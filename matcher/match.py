"""What a run says: status, levels with bounds, the pairs, the lists, the refusals (2.1.4); plain data, no verbs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from data.answer import Level, Reason, Status
from matcher.problem import Problem
from matcher.proposal import Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """How well a simple rule does on the same problem, counted by the same aims; bounds are its own values.

    ``pairs`` maps mentee id to mentor id.
    """

    levels: tuple[Level, ...]
    pairs: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """Prices that prove a match best, to be checked with a pencil.

    The value of a pair, or of a place that is filled, is the sum of what it brings to each aim times the aim's weight.
    At these prices let every free mentee keep what its best pair leaves after paying, or nothing,
    and every place earn its price and its own value, or nothing.
    No match can be worth more than all of that together, whatever the prices.
    Fixed pairs and their places stand outside.

    Parameters
    ----------
    weights
        Aim id to what one unit of it weighs, the most important first.
    prices
        Mentor id to the price of one of its places.
    """

    weights: Mapping[str, int]
    prices: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The outcome of one run.

    Parameters
    ----------
    status
        OPTIMAL with a certificate; INFEASIBLE with ``conflicts``; UNKNOWN when time ran out.
    levels
        One for each aim of the book that has something to say, the most important first; empty unless solved.
    proposals
        The match, one for each served mentee, in the order of the letters.
    ranked
        Need id to its best mentors, whether or not they have room.
    unmatched
        Mentee id to why it has no mentor.
    conflicts
        Why the fixed pairs cannot all be kept.
    baseline
        What the plain rule reaches; None unless solved.
    """

    status: Status
    levels: tuple[Level, ...]
    proposals: tuple[Proposal, ...]
    ranked: Mapping[str, tuple[Proposal, ...]]
    unmatched: Mapping[str, tuple[Reason, ...]]
    conflicts: tuple[Reason, ...] = ()
    baseline: Summary | None
    certificate: Certificate | None
    seed: int
    fingerprint: str
    problem: Problem = field(repr=False)

    def level(self, key: str) -> Level:
        """Return the level of an aim; raise ``KeyError`` when the answer has none of it."""
        return {level.id: level for level in self.levels}[key]
