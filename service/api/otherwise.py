"""The part of POST /proposals on other matches beside the best, and on how firm it stands (2.1.4, 3.1.2)."""

from typing import Any

from marshmallow import Schema, fields

import matcher
from service.api.answers import LevelShown, ReasonShown
from service.api.fields import Bilingual, Strict, Truth, Whole
from service.walks.otherwise import OtherwiseAsked, look_otherwise

# Technical: other matches of one question, and pairs in which they may be asked to differ.
MOST_OTHERS, MOST_DIFFER = 10, 300


class OtherwiseBody(Strict):
    """Which of them are asked for; all share the time limit."""

    others = Whole(
        0,
        MOST_OTHERS,
        metadata={"description": "So many matches that really differ; 0 for as many as the policy says."},
    )
    differ = Whole(
        1, MOST_DIFFER, metadata={"description": "With others: pairs in which each differs; else a share of the pairs."}
    )
    frontier = Truth(load_default=False, metadata={"description": "What lifting the worst-fitting pairs costs."})
    weights = Truth(load_default=False, metadata={"description": "How far each criterion's weight may move."})
    rather = Truth(load_default=False, metadata={"description": "Pairs that would rather have each other."})


class OtherShown(Schema):
    """Another match: its pairs, what it changes, and who would move."""

    pairs = fields.Dict(
        keys=fields.String(), values=fields.String(), required=True, metadata={"description": "Mentee id to mentor id."}
    )
    change = fields.Dict(
        keys=fields.String(), values=fields.Integer(), required=True,
        metadata={"description": "Level id to what it would change by; the others stay."},
    )  # fmt: skip
    moves = fields.List(fields.Nested(Bilingual), required=True)


class ProofShown(Schema):
    """Prices in `1 / parts` that bound every match which differs as much."""

    prices = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    keep = fields.List(fields.Integer(), required=True)
    parts = fields.Integer(required=True)


class AlternativeShown(OtherShown):
    """A match that differs enough from the best and from those before it."""

    status = fields.String(required=True)
    differs = fields.Integer(required=True)
    levels = fields.List(fields.Nested(LevelShown), required=True)
    proof = fields.Nested(ProofShown, required=True, allow_none=True)


class AlternativesShown(Schema):
    """The matches that differ, the best first."""

    differ = fields.Integer(required=True, metadata={"description": "Pairs in which each differs at least."})
    found = fields.List(fields.Nested(AlternativeShown), required=True)
    end = fields.Nested(ReasonShown, required=True, allow_none=True, metadata={"description": "Why there are no more."})


class StopShown(OtherShown):
    """The match that a floor makes."""

    status = fields.String(required=True)
    floor = fields.Integer(required=True, metadata={"description": "The `floor` that makes this match."})
    worst = fields.Integer(required=True)
    below = fields.Integer(required=True)
    total = fields.Integer(required=True)
    levels = fields.List(fields.Nested(LevelShown), required=True)


class FrontierShown(Schema):
    """From the largest sum to the best fit of the worst."""

    complete = fields.Boolean(required=True)
    stops = fields.List(fields.Nested(StopShown), required=True)


class SpanShown(Schema):
    """Whole weights, both ends included."""

    low = fields.Integer(required=True)
    high = fields.Integer(required=True)


class WeightShown(Schema):
    """How far one criterion's weight may move, the others standing still."""

    criterion = fields.String(required=True)
    weight = fields.Integer(required=True)
    whole = fields.Nested(SpanShown, required=True, allow_none=True)
    pairs = fields.Dict(keys=fields.String(), values=fields.Nested(SpanShown), required=True)
    next_pairs = fields.List(fields.String(), required=True)
    complete = fields.Boolean(required=True)
    told = fields.List(fields.Nested(Bilingual), required=True)


class BlockingShown(Schema):
    """A pair in which both would gain."""

    mentee = fields.String(required=True)
    mentor = fields.String(required=True)
    told = fields.Nested(Bilingual, required=True)


class RatherShown(Schema):
    """Who would rather have each other, and the match with fewest such pairs."""

    status = fields.String(required=True)
    pairs = fields.List(fields.Nested(BlockingShown), required=True)
    fewest = fields.Nested(OtherShown, required=True, allow_none=True)
    left = fields.List(fields.Nested(BlockingShown), required=True)
    least = fields.Integer(required=True)


class OtherwiseShown(Schema):
    """What was asked for, accepted by its own checker; null where it was not."""

    others = fields.Nested(AlternativesShown, required=True, allow_none=True)
    frontier = fields.Nested(FrontierShown, required=True, allow_none=True)
    weights = fields.List(fields.Nested(WeightShown), required=True, allow_none=True)
    rather = fields.Nested(RatherShown, required=True, allow_none=True)


def otherwise(match: matcher.Result, asked: dict[str, Any], *, time_limit: float) -> dict[str, Any]:
    """Return what was asked for as the schema takes it; to be asked within a turn.

    Raises
    ------
    RefusedAnswer
        If the checker finds something wrong in it.
    """
    wanted = OtherwiseAsked(
        others=asked.get("others"), differ=asked.get("differ", 0), frontier=asked["frontier"],
        weights=asked["weights"], rather=asked["rather"],
    )  # fmt: skip
    told = look_otherwise(match, wanted, time_limit=time_limit)
    return {
        "others": told.others and matcher.plain_alternatives(told.others),
        "frontier": told.frontier and matcher.plain_frontier(told.frontier),
        "weights": None if told.weights is None else matcher.plain_weights(told.weights),
        "rather": told.rather and matcher.plain_rather(told.rather),
    }
