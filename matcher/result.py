"""A match that recounts itself, prints itself, and becomes a frame or plain data (3.1.2, agenda 5)."""

from dataclasses import dataclass, field

import pandas as pd

from data.answer import Violation
from matcher.assignment import Assignment
from matcher.criteria import CRITERIA
from matcher.match import Match
from matcher.plain import Plain, plain_level, plain_proposal, plain_reason, plain_table
from matcher.report import report
from matcher.verify import verify


@dataclass(frozen=True, slots=True, kw_only=True)
class Result(Match):
    """The outcome of one run with its verbs; fields as in ``Match``.

    ``assignment`` is the network behind it, from which prices of other choices are read; None unless solved.
    """

    assignment: Assignment | None = field(default=None, repr=False, compare=False)

    def verify(self) -> tuple[Violation, ...]:
        """Return what a recount without the solver finds wrong; empty when all holds."""
        return verify(self)

    def __str__(self) -> str:
        """Return a report for reading in a terminal."""
        return report(self)

    def to_frame(self) -> pd.DataFrame:
        """Return the match as a frame.

        Returns
        -------
        DataFrame
            One row per pair, in the order of the letters: ``mentee``, ``mentor``, ``need``, ``subject``,
            ``practice`` (ids), ``points``, ``possible`` (int), ``distance_km`` (nullable int), ``chosen`` (bool),
            and ``points_<criterion>`` (int) for each criterion.
        """
        columns = ["mentee", "mentor", "need", "subject", "practice", "points", "possible", "distance_km", "chosen"]
        rows = [
            {
                **{column: getattr(proposal, column) for column in columns},
                **{f"points_{part.criterion}": part.points for part in proposal.parts},
            }
            for proposal in self.proposals
        ]
        names = [*columns, *(f"points_{criterion.id}" for criterion in CRITERIA)]
        return pd.DataFrame(rows, columns=names).astype({"distance_km": "Int64"})

    def to_dict(self) -> dict[str, Plain]:
        """Return the match as plain data for JSON, every sentence as ``{"en": ..., "id": ...}``."""
        wishes: dict[str, Plain] = {key: list(named) for key, named in self.problem.wishes.items() if named}
        return {
            "status": self.status.value,
            "seed": self.seed,
            "fingerprint": self.fingerprint,
            "levels": [plain_level(level) for level in self.levels],
            "proposals": [plain_proposal(proposal) for proposal in self.proposals],
            "ranked": {key: [plain_proposal(proposal) for proposal in found] for key, found in self.ranked.items()},
            "unmatched": {key: [plain_reason(reason) for reason in found] for key, found in self.unmatched.items()},
            "conflicts": [plain_reason(reason) for reason in self.conflicts],
            "wishes": wishes,
            "baseline": None
            if self.baseline is None
            else {
                "levels": {level.id: level.value for level in self.baseline.levels},
                "pairs": plain_table(self.baseline.pairs),
            },
            "certificate": None
            if self.certificate is None
            else {
                "weights": plain_table(self.certificate.weights),
                "prices": plain_table(self.certificate.prices),
            },
        }
