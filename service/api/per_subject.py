"""The part of POST /proposals that gives each subject its own mentor, few mentors a mentee (2.1.3)."""

from typing import Any

from marshmallow import Schema, fields

import matcher
from service.api.answers import LevelShown, ReasonShown, accepted, shown_baseline
from service.api.faults import Faults
from service.api.fields import Bilingual


def counts(description: str) -> fields.Dict:
    """Return a field of ids to whole numbers."""
    about = {"description": description}
    return fields.Dict(keys=fields.String(), values=fields.Integer(), required=True, metadata=about)


class AnswerShown(Schema):
    """One subject and the mentor that answers it."""

    need = fields.String(required=True)
    mentee = fields.String(required=True)
    mentor = fields.String(required=True)
    practice = fields.String(required=True)
    subject = fields.String(required=True)
    points = fields.Integer(required=True)
    distance_km = fields.Integer(required=True, allow_none=True)
    because = fields.List(fields.Nested(Bilingual), required=True)


class PerSubjectShown(Schema):
    """The best match in which each subject may have its own mentor, accepted by its own checker."""

    status = fields.String(required=True)
    mentors_each = fields.Integer(required=True, metadata={"description": "The most mentors of one mentee."})
    pair_price = fields.Integer(required=True, metadata={"description": "Points that every pair costs."})
    levels = fields.List(fields.Nested(LevelShown), required=True)
    shown_by_prices = counts("Level id to what prices alone prove; beyond `bound`, an integer programme's word.")
    answers = fields.List(fields.Nested(AnswerShown), required=True)
    unanswered = fields.Dict(
        keys=fields.String(), values=fields.List(fields.Nested(ReasonShown)), required=True,
        metadata={"description": "Need id, or mentee id without needs, to the reasons why no mentor answers."},
    )  # fmt: skip
    conflicts = fields.List(fields.Nested(ReasonShown), required=True)
    team_days = counts("Mentor id to working days of its team.")
    gains = fields.List(
        fields.Nested(Bilingual), required=True, metadata={"description": "What it gives over one mentor each."}
    )
    baseline = counts("Level id to what the plain way reaches.")
    one_mentor_each = counts("The same with one mentor each.")
    not_counted = fields.List(
        fields.Nested(Bilingual), required=True, metadata={"description": "Aims that this shape does not count."}
    )


def per_subject(problem: matcher.Problem, *, each: int, time_limit: float, seed: int) -> dict[str, Any]:
    """Return such a match as the schema takes it; to be asked within a turn.

    Raises
    ------
    Problem
        422 when there are more bundles of mentors than can be looked at.
    """
    faults = Faults()
    with faults.within("mentors_each"):
        result = matcher.solve_subjects(problem, mentors_each=each, time_limit=time_limit, seed=seed)
    faults.settle()
    accepted("matcher", result.verify())
    return {
        "status": result.status.value,
        "mentors_each": result.mentors_each,
        "pair_price": result.price,
        "levels": result.levels,
        "shown_by_prices": {level.id: shown for level, shown in zip(result.levels, result.shown, strict=True)},
        "answers": result.proposals,
        "unanswered": dict(result.unanswered),
        "conflicts": result.conflicts,
        "team_days": dict(result.team_days),
        "gains": result.gains,
        "baseline": _values(result.levels, result.baseline),
        "one_mentor_each": _values(result.levels, result.single),
        "not_counted": result.not_counted,
    }


def _values(levels: tuple[Any, ...], other: object) -> dict[str, int]:
    return {each["id"]: each["value"] for each in shown_baseline(levels, other)}
