"""POST /joint-plans: who enters, with whom and when, decided at once under money and places (2.2, 2.6, 4.2)."""

from http import HTTPStatus
from typing import Any

from marshmallow import Schema, fields

from service.api.answers import LevelShown, ReasonShown, accepted
from service.api.faults import Faults
from service.api.fields import Id, Listed, Mapped, Whole
from service.api.operations import PREFIX, OurBlueprint, operation
from service.api.plans import SUMS, EventShown, model_of, shown_events
from service.api.plans_asked import EXAMPLE, MOST_PARTIES, MOST_PARTNERSHIPS, PartnershipAsked, PlansAsked
from service.api.solves import telling, turns

joint_plans = OurBlueprint(
    "joint_plans", __name__, url_prefix=f"{PREFIX}/joint-plans", description="Who enters a year, decided at once"
)


class CandidateAsked(PartnershipAsked):
    """A partnership that may enter; of one ``group``, such as a letter with its best mentors, at most one does."""

    group = Id(metadata={"description": "Left out: competes with nobody but for money, places and dates."})


class JointPlansAsked(PlansAsked):
    """One question to the planner: the year as in /plans, its partnerships as candidates."""

    partnerships = Listed(CandidateAsked, MOST_PARTNERSHIPS, required=True)
    places = Mapped(
        Id(), Whole(0, MOST_PARTNERSHIPS), most=MOST_PARTIES, load_default=dict,
        metadata={"description": "Mentor to the most partnerships that it takes; who is left out has no limit."},
    )  # fmt: skip


class WaitingShown(Schema):
    """A group of which nobody enters, and what its nearest candidate lacks."""

    group = fields.String(required=True)
    partnership = fields.String(required=True)
    reason = fields.Nested(ReasonShown, required=True)
    money = SUMS
    place = fields.Boolean(required=True, metadata={"description": "The mentor has no place left."})
    calendar = fields.Boolean(required=True, metadata={"description": "Only a place in the calendar is missing."})


class PickShown(Schema):
    """Who enters, and who of them ends within the budget year."""

    entered = fields.List(fields.String(), required=True)
    in_year = fields.List(fields.String(), required=True)


class JointPlansShown(Schema):
    """The planner's answer, accepted by its own checker; beside it the sequential way: match, dates, then money."""

    status = fields.String(required=True)
    levels = fields.List(fields.Nested(LevelShown), required=True)
    entered = fields.List(fields.String(), required=True)
    in_year = fields.List(fields.String(), required=True)
    sequential = fields.Nested(PickShown, required=True)
    gains = fields.Dict(
        keys=fields.String(), values=fields.Integer(), required=True,
        metadata={"description": "Level id to what deciding at once gives over the sequential way."},
    )  # fmt: skip
    waiting = fields.List(fields.Nested(WaitingShown), required=True)
    events = fields.List(fields.Nested(EventShown), required=True)


# A body that works: one letter that two mentors could answer; its sums and days are invented.
JOINT_EXAMPLE = {
    **EXAMPLE,
    "parties": [*EXAMPLE["parties"], {"id": "tirta-gama", "region": "35.73"}],  # type: ignore[misc]
    "partnerships": [
        {"id": "w-07", "group": "s-07", "mentor": "tirta-alfa", "mentees": ["tirta-beta"], "ready": "2027-01-19",
         "worth": 830},
        {"id": "w-08", "group": "s-07", "mentor": "tirta-gama", "mentees": ["tirta-beta"], "ready": "2027-01-19",
         "worth": 790},
    ],
    "places": {"tirta-alfa": 1},
}  # fmt: skip


@operation(
    joint_plans,
    "",
    answers=JointPlansShown,
    body=JointPlansAsked,
    example=JOINT_EXAMPLE,
    refuses=(
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        HTTPStatus.SERVICE_UNAVAILABLE,
    ),
)
def make_joint_plan(_: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    """Decide at once who enters, with which mentor and when, and say what each on the waiting list lacks."""
    places = asked.pop("places")
    model = model_of(asked)
    faults = Faults()
    for mentor, most in places.items():
        with faults.within(f"places.{mentor}"):
            model.limit_mentor(mentor, most=most)
    faults.settle()
    with turns().turn():
        seconds = min(asked["time_limit"], turns().solve_seconds)
        joint = model.choose(time_limit=seconds, seed=asked["seed"], on_progress=telling())
        accepted("planner", joint.verify())
    return {
        "status": joint.status.value,
        "levels": joint.levels,
        "entered": sorted(joint.pick.entered),
        "in_year": sorted(joint.pick.in_year),
        "sequential": {name: sorted(getattr(joint.sequential, name)) for name in ("entered", "in_year")},
        "gains": dict(joint.gains),
        "waiting": joint.waiting,
        "events": shown_events(joint.plan.events),
    }
