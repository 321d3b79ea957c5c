"""A match that recounts itself, prints itself, and becomes a frame or plain data (3.1.2, agenda 5)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from data.answer import Level, Reason, Violation
from data.text import Text
from matcher.assignment import Assignment
from matcher.criteria import CRITERIA
from matcher.match import Match
from matcher.proposal import Proposal
from matcher.report import report
from matcher.verify import verify

Plain = str | int | bool | None | list["Plain"] | dict[str, "Plain"]


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
            "levels": [_level(level) for level in self.levels],
            "proposals": [_proposal(proposal) for proposal in self.proposals],
            "ranked": {key: [_proposal(proposal) for proposal in found] for key, found in self.ranked.items()},
            "unmatched": {key: [_reason(reason) for reason in found] for key, found in self.unmatched.items()},
            "conflicts": [_reason(reason) for reason in self.conflicts],
            "wishes": wishes,
            "baseline": None
            if self.baseline is None
            else {
                "levels": {level.id: level.value for level in self.baseline.levels},
                "pairs": _plain(self.baseline.pairs),
            },
            "certificate": None
            if self.certificate is None
            else {
                "weights": _plain(self.certificate.weights),
                "prices": _plain(self.certificate.prices),
            },
        }


def _plain(table: Mapping[str, str] | Mapping[str, int]) -> dict[str, Plain]:
    return dict(table)


def _text(text: Text) -> dict[str, Plain]:
    return {"en": text.en, "id": text.id}


def _level(level: Level) -> dict[str, Plain]:
    return {
        "id": level.id,
        "name": _text(level.name),
        "value": level.value,
        "bound": level.bound,
        "proved": level.proved,
        "unit": level.unit,
        "sense": level.sense,
    }


def _reason(reason: Reason) -> dict[str, Plain]:
    return {
        "rule": reason.rule,
        "section": reason.section,
        "who": reason.who,
        "sentence": _text(reason.sentence),
        "remedy": _text(reason.remedy),
    }


def _proposal(proposal: Proposal) -> dict[str, Plain]:
    return {
        "need": proposal.need,
        "mentee": proposal.mentee,
        "mentor": proposal.mentor,
        "practice": proposal.practice,
        "subject": proposal.subject,
        "points": proposal.points,
        "possible": proposal.possible,
        "distance_km": proposal.distance_km,
        "chosen": proposal.chosen,
        "instead": [_reason(reason) for reason in proposal.instead],
        "parts": [
            {
                "criterion": part.criterion,
                "points": part.points,
                "possible": part.possible,
                "because": _text(part.because),
                "source": part.source,
                "missing": part.missing,
                "warning": part.warning,
            }
            for part in proposal.parts
        ],
    }
