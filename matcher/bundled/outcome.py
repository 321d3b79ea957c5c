"""What a match with a mentor for each subject says: levels with proofs, answers, refusals; plain data, no verbs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from data.answer import Level, Reason, Status
from data.text import Text
from matcher.exact.bundles.shape import Bundled
from matcher.problem import Problem
from matcher.proposal import Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What another way reaches on the same problem, counted by the same aims; bounds are its own values.

    ``answers`` maps need id to mentor id.
    """

    levels: tuple[Level, ...]
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Prices that bound one level, the levels before it being kept.

    Parameters
    ----------
    weights
        What one unit of each aim weighs, up to the level's own, which weighs 1.
    found
        The prices, and what they show of the weighted sum over all mentees that are not fixed.
    """

    weights: tuple[int, ...]
    found: Bundled


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectOutcome:
    """The outcome of one run.

    Parameters
    ----------
    status
        OPTIMAL when every level is proved, else FEASIBLE; INFEASIBLE with ``conflicts``; UNKNOWN when time ran out.
    mentors_each, price
        The most mentors of one mentee, and the points that every pair costs.
    levels
        One for each aim that this shape counts, the most important first; empty unless solved.
    proposals
        One for each answered need, in the order of letters and ranks.
    unanswered
        Need id to why no mentor answers it; mentee id where a letter names no subject.
    conflicts
        Why the fixed pairs cannot all be kept.
    team_days
        Mentor id to the days of its team that are taken, for those with a mentee.
    baseline, single
        What the plain rule reaches, and the best with one mentor each; ``single`` is None where one was asked for.
    proofs
        One for each level.
    gains
        What several mentors give over one, in words.
    not_counted
        Aims of the plain match that this shape does not count.
    """

    status: Status
    mentors_each: int
    price: int
    levels: tuple[Level, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    unanswered: Mapping[str, tuple[Reason, ...]]
    conflicts: tuple[Reason, ...] = ()
    team_days: Mapping[str, int] = field(default_factory=dict)
    baseline: Beside | None = None
    single: Beside | None = None
    proofs: tuple[Proof, ...] = ()
    gains: tuple[Text, ...] = ()
    not_counted: tuple[Text, ...] = ()
    seed: int
    fingerprint: str
    problem: Problem = field(repr=False)

    @property
    def shown(self) -> tuple[int, ...]:
        """What prices alone show of each level; above its bound where an integer programme's word made it sharper."""
        return tuple(
            level.bound + proof.found.shown - proof.found.bound
            for level, proof in zip(self.levels, self.proofs, strict=True)
        )

    @property
    def answers(self) -> dict[str, str]:
        """Need id to the id of the mentor that answers it."""
        return {proposal.need: proposal.mentor for proposal in self.proposals}

    def level(self, key: str) -> Level:
        """Return the level of an aim; raise ``KeyError`` when the answer has none of it."""
        return {level.id: level for level in self.levels}[key]
