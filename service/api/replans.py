"""POST /replans: a published year after something happened, as little changed as can be (2.7)."""

from http import HTTPStatus
from typing import Any

from marshmallow import Schema, fields

import planner
from service.api.answers import ReasonShown, RunShown, accepted
from service.api.faults import Faults
from service.api.fields import Bilingual
from service.api.operations import PREFIX, OurBlueprint, operation
from service.api.plans import SUMS, EventShown, model_of, shown_events
from service.api.replans_asked import REPLAN_EXAMPLE, ReplansAsked, event_of
from service.api.solves import telling, turns

replans = OurBlueprint(
    "replans", __name__, url_prefix=f"{PREFIX}/replans", description="A published year after something happened"
)


class MoveShown(Schema):
    """One published event on other days, and the rule that it would break on its own."""

    event = fields.String(required=True)
    partnership = fields.String(required=True)
    activity = fields.String(required=True)
    was = fields.List(fields.Date(), required=True)
    now = fields.List(fields.Date(), required=True)
    near = fields.Boolean(required=True, metadata={"description": "It lay inside the notice period and cannot stay."})
    because = fields.Nested(ReasonShown, required=True)
    extra = SUMS


class FreedShown(Schema):
    """What a partnership leaves that does not go on."""

    partnership = fields.String(required=True)
    events = fields.List(fields.String(), required=True)
    days = SUMS
    rupiah = SUMS
    spent = SUMS


class BesideShown(Schema):
    """What a plainer way would change."""

    touched = fields.Integer(required=True)
    moved = fields.Integer(required=True)
    unplaced = fields.Integer(required=True)


class BrokenShown(Schema):
    """One rule that a calendar breaks."""

    rule = fields.String(required=True)
    who = fields.String(required=True)
    sentence = fields.Nested(Bilingual, required=True)


class ReplansShown(RunShown):
    """The planner's answer, accepted by its own checker."""

    events = fields.List(fields.Nested(EventShown), required=True)
    moves = fields.List(fields.Nested(MoveShown), required=True)
    touched = fields.List(fields.String(), required=True)
    untouched = fields.List(fields.String(), required=True)
    causes = fields.Dict(keys=fields.String(), values=fields.Nested(ReasonShown), required=True)
    substitutes = fields.Dict(
        keys=fields.String(), values=fields.List(fields.String()), required=True,
        metadata={"description": "Event to the colleagues who go instead, on the same day."},
    )  # fmt: skip
    entered = fields.List(fields.String(), required=True)
    freed = fields.List(fields.Nested(FreedShown), required=True)
    alone = fields.Dict(
        keys=fields.String(), values=fields.List(fields.Nested(BrokenShown)), required=True,
        metadata={"description": "Event told to take place on another day, to what breaks when nothing else moves."},
    )  # fmt: skip
    unplaced = fields.Dict(keys=fields.String(), values=fields.List(fields.Nested(ReasonShown)), required=True)
    anew = fields.Nested(BesideShown, required=True)
    clerk = fields.Nested(BesideShown, required=True)


@operation(
    replans,
    "",
    answers=ReplansShown,
    body=ReplansAsked,
    example=REPLAN_EXAMPLE,
    refuses=(
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        HTTPStatus.SERVICE_UNAVAILABLE,
    ),
)
def make_replan(_: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    """Change a published year as little as can be after something happened, and say why each day moves.

    History is fixed, near days stay unless they cannot, and the fewest partnerships are touched.
    """
    known = planner.Published(events=tuple(event_of(each) for each in asked.pop("published")))
    happenings = [planner.Happening(**each) for each in asked.pop("happenings")]
    enter, today = asked.pop("enter"), asked["today"]
    problem = model_of(asked).problem()
    faults = Faults()
    answer, alone = None, {}
    with turns().turn(), faults.within("published"):
        alone = planner.moved_alone(problem, known, happenings)
        answer = planner.replan(
            problem, known, happenings, today=today, enter=enter, seed=asked["seed"],
            time_limit=min(asked["time_limit"], turns().solve_seconds), on_progress=telling(),
        )  # fmt: skip
    if answer is None:
        faults.settle()
        raise AssertionError  # settle has raised: without an answer there is a fault
    accepted("planner", planner.check(answer))
    told = {name: getattr(answer, name) for name in ("levels", "moves", "touched", "untouched", "entered", "freed")}
    return {
        **told,
        "status": answer.status.value,
        "seed": asked["seed"],
        "fingerprint": answer.plan.fingerprint,
        "baseline": [],
        "events": shown_events(answer.plan.events),
        "alone": alone,
        "causes": dict(answer.causes),
        "substitutes": dict(answer.substitutes),
        "unplaced": dict(answer.plan.unplaced),
        "anew": answer.anew,
        "clerk": answer.clerk,
    }
