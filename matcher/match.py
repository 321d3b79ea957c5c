"""What a run says: status, levels with bounds, the pairs, the lists, the refusals (2.1.4); plain data, no verbs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from data.answer import Level, Reason, Status
from matcher.problem import Problem
from matcher.proposal import Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """How well a simple rule does on the same problem, counted with the same points.

    ``pairs`` maps mentee id to mentor id.
    """

    served: int
    wishes: int
    points: int
    pairs: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """Prices that prove a match best, to be checked with a pencil.

    For every allowed pair of a free mentee: gain + price is at least the pair's value
    ``served + wish (if wished) + points``. So no match can be worth more than all gains, and all places at
    their prices, together. Fixed pairs and their places stand outside.

    Parameters
    ----------
    served, wish
        What a served mentee and a granted wish weigh against one point.
    prices
        Mentor id to the price of one of its places, 0 or more.
    gains
        Mentee id to what it keeps after paying, 0 or more.
    """

    served: int
    wish: int
    prices: Mapping[str, int]
    gains: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The outcome of one run.

    Parameters
    ----------
    status
        OPTIMAL with a certificate; INFEASIBLE with ``conflicts``; UNKNOWN when time ran out.
    levels
        ``served``, ``wishes``, ``points``, in this order of importance; empty unless solved.
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
