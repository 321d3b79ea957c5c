"""Kinds of record as the book tells them: what a record may say, what has to hold, how it moves on."""

from service.lifecycle.kinds.drafting import draft
from service.lifecycle.kinds.judging import Judged, judge, warnings
from service.lifecycle.kinds.moving import Moved, MoveOffer, MoveRefused, move, offers
from service.lifecycle.kinds.situation import Known, Situation

__all__ = [
    "Judged",
    "Known",
    "MoveOffer",
    "MoveRefused",
    "Moved",
    "Situation",
    "draft",
    "judge",
    "move",
    "offers",
    "warnings",
]
