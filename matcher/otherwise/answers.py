"""What is told of matches beside the one that was made; plain data, no verbs (3.1.2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from data.answer import Level, Reason, Status
from data.text import Text
from matcher.match import Match
from matcher.proposal import Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Another match.

    Parameters
    ----------
    proposals
        Its pairs, in the order of the letters.
    change
        Aim id to what the level would change by, exact and without those that would not change.
    moves
        Who would move where, a sentence each.
    """

    proposals: tuple[Proposal, ...]
    change: Mapping[str, int]
    moves: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Prices in ``1 / parts`` that bound every match which differs enough, whatever they are.

    Of a place at each mentor, by id, and of keeping a pair of the match and of each alternative before this one.
    """

    prices: Mapping[str, int]
    keep: tuple[int, ...]
    parts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative(Other):
    """One of several matches that differ.

    Parameters
    ----------
    levels
        The aims that prices can prove: reached, and what no match exceeds that differs enough from those before it.
        A bound below what ``proof`` shows rests on the solver's word.
    differs
        How many pairs of the match it gives up.
    proof
        None where the aims together are too large for the solver's 64 bits.
    """

    levels: tuple[Level, ...]
    differs: int
    proof: Proof | None

    @property
    def status(self) -> Status:
        """OPTIMAL when nothing that differs enough is better, else FEASIBLE."""
        return Status.OPTIMAL if all(level.proved for level in self.levels) else Status.FEASIBLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternatives:
    """The matches that differ from the one made and from each other.

    Parameters
    ----------
    match
        The match they stand beside.
    differ
        Pairs of every earlier match that each later one gives up.
    found
        The best first.
    end
        Why there are no more; None when there are as many as were asked for.
    """

    match: Match = field(repr=False)
    differ: int
    found: tuple[Alternative, ...]
    end: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop(Other):
    """One point of the frontier.

    Parameters
    ----------
    floor
        The least fit that makes it, as ``--lift`` takes it; 0 where only the sum counts.
    match
        The whole match with its certificate.
    worst, below
        Points of the pair that fits worst, and how many pairs stay below the floor.
    total
        Points of fit in all.
    """

    floor: int
    match: Match = field(repr=False)
    worst: int
    below: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Frontier:
    """What the sum pays for lifting those who fit worst.

    Parameters
    ----------
    match
        The match it stands beside.
    stops
        From the largest sum to the best fit of the worst; none is as good as another in both.
    complete
        Whether all floors were tried; else there may be more stops after the last.
    """

    match: Match = field(repr=False)
    stops: tuple[Stop, ...]
    complete: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Whole weights of a criterion, both ends included."""

    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightSpan:
    """How far one criterion's weight may move.

    Parameters
    ----------
    criterion
        Its id.
    weight
        Its most points in the book.
    whole
        Weights at which the match as a whole is best; None where the numbers leave the solver's 64 bits.
    pairs
        Mentee id to the weights at which its pair stays at least, for those that are not fixed.
    next_pairs
        Mentees that change at the nearer end of ``whole``.
    complete
        Whether every weight was looked at; else a pair may stay for longer than is told.
    """

    criterion: str
    weight: int
    whole: Span | None
    pairs: Mapping[str, Span]
    next_pairs: tuple[str, ...]
    complete: bool
    told: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocking:
    """A pair in which both would rather have each other than what the match gives them."""

    mentee: str
    mentor: str
    told: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Rather:
    """Who would rather have each other, and the match with fewest such pairs.

    Parameters
    ----------
    match
        The match it stands beside.
    pairs
        In the order of the letters.
    fewest
        A match that serves as many with fewest such pairs; None when the match itself has fewest.
    left
        The pairs that block ``fewest``; those of the match when that is None.
    least
        No match that serves as many has fewer; where it is not plain, it rests on the solver's word.
    """

    match: Match = field(repr=False)
    pairs: tuple[Blocking, ...]
    fewest: Other | None
    left: tuple[Blocking, ...]
    least: int

    @property
    def status(self) -> Status:
        """OPTIMAL when no match that serves as many has fewer, else FEASIBLE."""
        return Status.OPTIMAL if len(self.left) == self.least else Status.FEASIBLE
