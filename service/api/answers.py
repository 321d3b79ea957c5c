"""What both solvers answer with: levels, reasons, and the request for a run."""

from typing import Any

from marshmallow import Schema, fields, validate

from data.answer import Level, Reason, Violation
from service.api.fields import Bilingual, Strict, Whole
from service.walks.year import RefusedAnswer

# Technical: largest seed (31 bits); seconds of one solve at most and by default.
MOST_SEED, MOST_SECONDS, SECONDS = 2_147_483_647, 60, 10


class RunAsked(Strict):
    """How to run a solver."""

    seed = Whole(0, MOST_SEED, load_default=1, metadata={"description": "The same body and seed give the same answer."})
    time_limit = Whole(1, MOST_SECONDS, load_default=SECONDS, metadata={"description": "Seconds at most."})


class LevelShown(Schema):
    """One aim: reached, and what could at best be reached."""

    id = fields.String(required=True)
    name = fields.Nested(Bilingual, required=True)
    value = fields.Integer(required=True)
    bound = fields.Integer(required=True)
    unit = fields.String(required=True)
    sense = fields.String(required=True, validate=validate.OneOf(["max", "min"]))
    proved = fields.Boolean(required=True)


class ReasonShown(Schema):
    """Why the answer is no, and the smallest change that would help."""

    rule = fields.String(required=True)
    section = fields.String(required=True)
    who = fields.String(required=True)
    sentence = fields.Nested(Bilingual, required=True)
    remedy = fields.Nested(Bilingual, required=True)


class BaselineShown(Schema):
    """What the plain rule reaches in one aim."""

    id = fields.String(required=True)
    value = fields.Integer(required=True)


class RunShown(Schema):
    """What every answer of a solver carries."""

    status = fields.String(required=True, validate=validate.OneOf(["optimal", "feasible", "infeasible", "unknown"]))
    seed = fields.Integer(required=True)
    fingerprint = fields.String(required=True, metadata={"description": "SHA-256 of the problem that was solved."})
    levels = fields.List(fields.Nested(LevelShown), required=True)
    baseline = fields.List(fields.Nested(BaselineShown), required=True)


def shown_baseline(levels: tuple[Level, ...], baseline: object) -> list[dict[str, Any]]:
    """Return the plain rule's value of each level that it knows."""
    own = {level.id: level.value for level in getattr(baseline, "levels", ())}
    return [{"id": level.id, "value": own[level.id]} for level in levels if level.id in own]


def shown_reasons(found: tuple[Reason, ...]) -> list[Reason]:
    """Return reasons as the schema takes them."""
    return list(found)


def accepted(room: str, violations: tuple[Violation, ...]) -> None:
    """Raise ``RefusedAnswer`` when the room's own checker found a broken rule: such an answer is not shown."""
    if violations:
        raise RefusedAnswer(room, violations)
