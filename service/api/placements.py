"""POST /placements: one letter more, or one mentor fewer, once a match is published; all else is held (3.1.2)."""

from http import HTTPStatus
from typing import Any

from marshmallow import Schema, fields

import matcher
from service.api.answers import ReasonShown, RunShown, accepted
from service.api.faults import Faults
from service.api.fields import Bilingual, Id, Line, Strict, Whole, one
from service.api.operations import PREFIX, OurBlueprint, operation
from service.api.proposals import ProposalShown, model_of
from service.api.proposals_asked import EXAMPLE, ProposalsAsked
from service.api.solves import turns

# Technical: letters that may be expected in a year; the matcher takes no more.
MOST_EXPECTED = 1000

placements = OurBlueprint(
    "placements", __name__, url_prefix=f"{PREFIX}/placements", description="One letter beside a published match"
)


class DeclinedAsked(Strict):
    """That a mentor declined the letter; the pair is ruled out from then on."""

    mentor = Id(required=True)
    reason = Line(least=1, required=True)
    author = Line(load_default="")


class PlacementAsked(ProposalsAsked):
    """A question to the matcher, and the letter to be placed; `published` holds the pairs that stay."""

    letter = Id(required=True, metadata={"description": "Mentee id of the letter."})
    declined = one(DeclinedAsked)
    expected = Whole(0, MOST_EXPECTED, metadata={"description": "Letters still to come; left out: as the book says."})


class ChainShown(Schema):
    """A chain of moves that begins with the letter."""

    mentor = fields.String(required=True)
    change = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    moves = fields.List(fields.Nested(Bilingual), required=True)


class PlaceShown(Schema):
    """A place that the letter could have: what it brings now, and what letters to come would lose without it."""

    mentor = fields.String(required=True)
    points = fields.Integer(required=True)
    now = fields.Integer(required=True)
    later = fields.Integer(required=True)
    left = fields.Integer(required=True)


class AdviceShown(Schema):
    """An estimate of whether the place is better kept, with the sample behind it."""

    give = fields.String(required=True, metadata={"description": "Mentor id, or empty: keep the places."})
    places = fields.List(fields.Nested(PlaceShown), required=True)
    expected = fields.Integer(required=True)
    futures = fields.Integer(required=True)
    this_year = fields.Integer(required=True)
    past = fields.Integer(required=True)
    by_subject = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    sentences = fields.List(fields.Nested(Bilingual), required=True)


class PlacementShown(RunShown):
    """The match with every published pair held, accepted by the matcher's checker."""

    letter = fields.String(required=True)
    proposal = fields.Nested(ProposalShown, required=True, allow_none=True)
    assignment = fields.List(fields.Nested(ProposalShown), required=True)
    reasons = fields.List(fields.Nested(ReasonShown), required=True, metadata={"description": "Why it has no mentor."})
    conflicts = fields.List(
        fields.Nested(ReasonShown), required=True, metadata={"description": "Why the pairs cannot all be held."}
    )
    change = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    path = fields.Nested(ChainShown, required=True, allow_none=True)
    anew = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    moved = fields.List(fields.String(), required=True)
    waiting = fields.List(fields.String(), required=True)
    advice = fields.Nested(AdviceShown, required=True, allow_none=True)


@operation(
    placements,
    "",
    answers=PlacementShown,
    body=PlacementAsked,
    example={**EXAMPLE, "letter": "tirta-beta", "expected": 7},
    refuses=(
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        HTTPStatus.SERVICE_UNAVAILABLE,
    ),
)
def place(_: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    """Place one letter and hold every other published pair; say what else could be, and whether to keep the place.

    With `declined`, the mentor said no: the next best is found, and no advice is given.
    """
    model, letter, declined = model_of(asked), asked["letter"], asked.get("declined")
    faults = Faults()
    if declined is not None:
        with faults.within("declined"):
            model.forbid(declined["mentor"], letter, reason=declined["reason"], author=declined["author"])
    problem = model.freeze()
    seconds = min(asked["time_limit"], turns().solve_seconds)
    with turns().turn(), faults.within("letter"):
        found = matcher.place_letter(problem, mentee=letter, time_limit=seconds, seed=asked["seed"])
        accepted("matcher", found.result.verify())
        advice = None
        if declined is None:
            advice = matcher.advise(problem, mentee=letter, expected=asked.get("expected"), seed=asked["seed"])
    faults.settle()
    result = found.result
    return {
        "status": result.status.value,
        "seed": result.seed,
        "fingerprint": result.fingerprint,
        "levels": result.levels,
        "baseline": [],
        "letter": letter,
        "proposal": found.proposal,
        "assignment": result.proposals,
        "reasons": result.unmatched.get(letter, ()),
        "conflicts": result.conflicts,
        "change": found.change,
        "path": found.path,
        "anew": found.anew,
        "moved": found.moved,
        "waiting": found.waiting,
        "advice": advice,
    }
