"""POST /proposals: for each letter the best mentors with points and reasons, and the best match of all (3.1.2)."""

from http import HTTPStatus
from typing import Any

from marshmallow import Schema, fields

import matcher
from service.api.answers import ReasonShown, RunShown, accepted, shown_baseline
from service.api.faults import Faults
from service.api.fields import Bilingual
from service.api.noes import NoesShown, noes
from service.api.operations import PREFIX, OurBlueprint, operation
from service.api.otherwise import OtherwiseShown, otherwise
from service.api.per_subject import PerSubjectShown, per_subject
from service.api.proposals_asked import EXAMPLE, ProposalsAsked
from service.api.reference import reference
from service.api.solves import telling, turns

# Technical: pairs of a need and a practice that one request may ask for; a year of the association has about 1,500.
MOST_PAIRS = 60_000

proposals = OurBlueprint(
    "proposals", __name__, url_prefix=f"{PREFIX}/proposals", description="Who could teach whom, and why"
)


class PartShown(Schema):
    """What one criterion gave."""

    criterion = fields.String(required=True)
    points = fields.Integer(required=True)
    possible = fields.Integer(required=True)
    because = fields.Nested(Bilingual, required=True)
    source = fields.String(required=True)
    missing = fields.Boolean(required=True, metadata={"description": "A value was not known."})


class ProposalShown(Schema):
    """A pair that may be, and why; the points of the parts add up to its points."""

    need = fields.String(required=True)
    mentee = fields.String(required=True)
    mentor = fields.String(required=True)
    practice = fields.String(required=True)
    subject = fields.String(required=True)
    points = fields.Integer(required=True)
    possible = fields.Integer(required=True)
    distance_km = fields.Integer(required=True, allow_none=True)
    chosen = fields.Boolean(required=True, metadata={"description": "The letter names this mentor."})
    because = fields.List(fields.Nested(Bilingual), required=True)
    parts = fields.List(fields.Nested(PartShown), required=True)


class ChoiceShown(Schema):
    """One mentor for a mentee beside the match: what giving it would change, exactly, and who would move."""

    mentor = fields.String(required=True)
    matched = fields.Boolean(required=True)
    change = fields.Dict(
        keys=fields.String(), values=fields.Integer(), required=True,
        metadata={"description": "Level id to what it would change by; the others stay."},
    )  # fmt: skip
    moves = fields.List(fields.Nested(Bilingual), required=True)
    enters = fields.List(
        fields.Nested(Bilingual), required=True, metadata={"description": "What would have to change for it to enter."}
    )
    against = fields.List(fields.Nested(ReasonShown), required=True)


class ProposalsShown(RunShown):
    """The matcher's answer, accepted by its own checker."""

    assignment = fields.List(fields.Nested(ProposalShown), required=True)
    ranked = fields.Dict(
        keys=fields.String(), values=fields.List(fields.Nested(ProposalShown)), required=True,
        metadata={"description": "Need id (mentee/rank) to its best proposals."},
    )  # fmt: skip
    unmatched = fields.Dict(
        keys=fields.String(), values=fields.List(fields.Nested(ReasonShown)), required=True,
        metadata={"description": "Mentee id to the reasons why it got no mentor."},
    )  # fmt: skip
    choices = fields.Dict(
        keys=fields.String(), values=fields.List(fields.Nested(ChoiceShown)), required=True,
        metadata={"description": "Matched mentee id to its mentors, the assigned one first, the cheapest change next."},
    )  # fmt: skip
    settled = fields.List(
        fields.String(), required=True, metadata={"description": "Mentees with the same mentor in every match as good."}
    )
    one_more_place = fields.Dict(
        keys=fields.String(), values=fields.Dict(keys=fields.String(), values=fields.Integer()), required=True,
        metadata={"description": "Mentor id to what one more place there would change, by level id."},
    )  # fmt: skip
    conflicts = fields.List(
        fields.Nested(ReasonShown), required=True, metadata={"description": "Why the fixed pairs cannot all be kept."}
    )
    noes = fields.Nested(NoesShown, required=True)
    per_subject = fields.Nested(
        PerSubjectShown, required=True, allow_none=True, metadata={"description": "Only when `mentors_each` was sent."}
    )
    decided = fields.Dict(
        keys=fields.String(), values=fields.Integer(), required=True,
        metadata={"description": "Level id to how many mentees have their mentor decided once it is at its best."},
    )  # fmt: skip
    otherwise = fields.Nested(
        OtherwiseShown, required=True, allow_none=True, metadata={"description": "Only when `otherwise` was sent."}
    )


@operation(
    proposals,
    "",
    answers=ProposalsShown,
    body=ProposalsAsked,
    example=EXAMPLE,
    refuses=(
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        HTTPStatus.SERVICE_UNAVAILABLE,
    ),
)
def make_proposals(_: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    """Rank mentors for every need and find the best whole match.

    A world that says no is an answer too: status infeasible, with reasons.
    """
    model = model_of(asked)
    seconds = min(asked["time_limit"], turns().solve_seconds)
    with turns().turn():
        result = model.solve(time_limit=seconds, seed=asked["seed"], on_progress=telling())
        accepted("matcher", result.verify())
        each = asked.get("mentors_each")
        several = (
            None if each is None else per_subject(result.problem, each=each, time_limit=seconds, seed=asked["seed"])
        )
        beside = asked.get("otherwise")
        others = None if beside is None else otherwise(result, beside, time_limit=seconds)
    return {
        "status": result.status.value,
        "seed": result.seed,
        "fingerprint": result.fingerprint,
        "levels": result.levels,
        "baseline": shown_baseline(result.levels, result.baseline),
        "assignment": result.proposals,
        "ranked": {key: found[: asked["top"]] for key, found in result.ranked.items()},
        "unmatched": dict(result.unmatched),
        "choices": {
            pair.mentee: matcher.alternates(result, mentee=pair.mentee)[: asked["top"]] for pair in result.proposals
        },
        "settled": matcher.settled(result),
        "one_more_place": matcher.one_more_place(result),
        "conflicts": result.conflicts,
        "noes": noes(result),
        "per_subject": several,
        "decided": matcher.decided(result),
        "otherwise": others,
    }


def model_of(asked: dict[str, Any]) -> matcher.Model:
    """Return the body as a matcher's model.

    Raises
    ------
    Problem
        422 with every fault, or when there are too many pairs.
    """
    faults = Faults()
    needs, practices = len(asked["needs"]), len(asked["practices"])
    if needs * practices > MOST_PAIRS:
        faults.note("needs", f"product|{needs}|{practices}|{MOST_PAIRS}")
        faults.settle()
    model = matcher.Model(reference().book, reference().country)
    for place, each in enumerate(asked["mentors"]):
        with faults.within(f"mentors.{place}"):
            _add_mentor(model, each)
    for place, each in enumerate(asked["practices"]):
        with faults.within(f"practices.{place}"):
            model.add_practice(each.pop("mentor"), **each)
    for place, each in enumerate(asked["mentees"]):
        with faults.within(f"mentees.{place}"):
            model.add_mentee(each.pop("id"), **each)
    for place, each in enumerate(asked["needs"]):
        with faults.within(f"needs.{place}"):
            model.add_need(each.pop("mentee"), **each)
    _add_ties(model, asked, faults)
    with faults.within("published"):
        model.publish(asked["published"])
    if asked.get("floor") is not None:
        model.lift(asked["floor"])
    faults.settle()
    return model


def _add_mentor(model: matcher.Model, each: dict[str, Any]) -> None:
    expects = each.pop("expects", None)
    mentor = model.add_mentor(each.pop("id"), **each)
    if expects is not None:
        model.expect(mentor, **expects)


def _add_ties(model: matcher.Model, asked: dict[str, Any], faults: Faults) -> None:
    for place, each in enumerate(asked["pins"]):
        with faults.within(f"pins.{place}"):
            tie = model.fix if each["kind"] == "must" else model.forbid
            tie(each["mentor"], each["mentee"], reason=each["reason"], author=each["author"])
    for place, each in enumerate(asked["past"]):
        with faults.within(f"past.{place}"):
            model.add_past(each.pop("mentor"), each.pop("mentee"), **each)
