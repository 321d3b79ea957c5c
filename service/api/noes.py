"""What the API shows of a no that holds for several letters: shortages, where more would help, rules that quarrel."""

from typing import Any

from marshmallow import Schema, fields

import matcher
from service.api.fields import Bilingual


class SqueezeShown(Schema):
    """Letters that can only go to mentors with fewer places than they are."""

    letters = fields.List(fields.String(), required=True)
    mentors = fields.List(fields.String(), required=True)
    places = fields.Integer(required=True)
    waiting = fields.List(fields.String(), required=True)
    sentence = fields.Nested(Bilingual, required=True)


class BottleneckShown(Schema):
    """Where each further place serves one more letter, up to `more`: a subject for a new mentor, or a mentor."""

    subject = fields.String(required=True)
    mentor = fields.String(required=True)
    more = fields.Integer(required=True)
    asking = fields.List(fields.String(), required=True)
    sentence = fields.Nested(Bilingual, required=True)


class NamedShown(Schema):
    """A rule that somebody set; 1 bends most easily."""

    rule = fields.String(required=True)
    section = fields.String(required=True)
    mentor = fields.String(required=True)
    mentee = fields.String(required=True)
    hardness = fields.Integer(required=True)
    sentence = fields.Nested(Bilingual, required=True)
    remedy = fields.Nested(Bilingual, required=True)


class QuarrelShown(Schema):
    """Smallest sets of rules that say no together, and the cheapest to lift; `who` is empty for fixed pairs."""

    who = fields.String(required=True)
    sets = fields.List(fields.List(fields.Nested(NamedShown)), required=True)
    repair = fields.List(fields.Nested(NamedShown), required=True)
    hardness = fields.Integer(required=True)
    sentence = fields.Nested(Bilingual, required=True)
    remedy = fields.Nested(Bilingual, required=True)


class NoesShown(Schema):
    """A no in words for several letters at once."""

    squeezes = fields.List(fields.Nested(SqueezeShown), required=True)
    bottlenecks = fields.List(fields.Nested(BottleneckShown), required=True)
    quarrels = fields.List(fields.Nested(QuarrelShown), required=True)


def noes(result: matcher.Result) -> dict[str, Any]:
    """Return all of it for one match."""
    return {
        "squeezes": matcher.squeezes(result),
        "bottlenecks": matcher.bottlenecks(result),
        "quarrels": matcher.quarrels(result),
    }
