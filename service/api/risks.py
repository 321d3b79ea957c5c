"""POST /risks: how far a year's plan can be trusted, and where the year's edge lies (2.6, 2.7)."""

from http import HTTPStatus
from typing import Any

from marshmallow import Schema, fields

import planner
from service.api.answers import accepted
from service.api.fields import Bilingual
from service.api.operations import PREFIX, OurBlueprint, operation
from service.api.plans import model_of
from service.api.plans_asked import EXAMPLE, PlansAsked
from service.api.solves import turns

risks = OurBlueprint("risks", __name__, url_prefix=f"{PREFIX}/risks", description="How sure a year's dates are")
PERMILLE = {"description": "Thousandths of the runs."}


class ChanceShown(Schema):
    """One step: how surely it lies on its planned day, and the day that is kept in 80 of 100 runs."""

    event = fields.String(required=True)
    activity = fields.String(required=True)
    planned = fields.Date(required=True)
    permille = fields.Integer(required=True, metadata=PERMILLE)
    error = fields.Integer(required=True, metadata={"description": "One standard error, thousandths."})
    promise = fields.Date(required=True, allow_none=True)


class BufferShown(Schema):
    """By how many thousandths the chance rises if a step had so many working days to spare."""

    event = fields.String(required=True)
    activity = fields.String(required=True)
    days = fields.Integer(required=True)
    gain = fields.Integer(required=True)


class OutlookShown(Schema):
    """How surely one partnership ends within the calendar year in which it is planned to end."""

    partnership = fields.String(required=True)
    permille = fields.Integer(required=True, metadata=PERMILLE)
    error = fields.Integer(required=True)
    planned = fields.Date(required=True)
    promise = fields.Date(required=True, allow_none=True)
    steps = fields.List(fields.Nested(ChanceShown), required=True)
    buffers = fields.List(fields.Nested(BufferShown), required=True)


class FloatShown(Schema):
    """By how many working days a step may slip: alone, to its partnership's end, to the year's end."""

    event = fields.String(required=True)
    first = fields.Date(required=True)
    free_days = fields.Integer(required=True)
    float_days = fields.Integer(required=True)
    year_days = fields.Integer(required=True, allow_none=True)
    critical = fields.Boolean(required=True)
    because = fields.String(required=True)


class LoadShown(Schema):
    """Working days of somebody in a month, journeys included."""

    who = fields.String(required=True)
    month = fields.String(required=True)
    days = fields.Integer(required=True)
    most = fields.Integer(required=True, allow_none=True)


class TravelShown(Schema):
    """Journeys to one region."""

    region = fields.String(required=True)
    teams = fields.Integer(required=True)
    persons = fields.Integer(required=True)
    rupiah = fields.Integer(required=True)


class WaitShown(Schema):
    """The longest wait of a partnership before its pilot, in working days."""

    partnership = fields.String(required=True)
    after = fields.String(required=True)
    before = fields.String(required=True)
    first = fields.Date(required=True)
    days = fields.Integer(required=True)


class AgreementsShown(Schema):
    """For one length of the pilot the last day of each agreement."""

    months = fields.Integer(required=True)
    agreements = fields.Dict(keys=fields.String(), values=fields.Date(), required=True)
    pilot = fields.Date(required=True)


class WayShown(Schema):
    """One way on: ``shorter`` pilot, ``carry`` over, ``next`` intake."""

    id = fields.String(required=True)
    possible = fields.Boolean(required=True)
    ends = fields.Date(required=True, allow_none=True)
    money = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    sentence = fields.Nested(Bilingual, required=True)


class EdgeShown(Schema):
    """One partnership beside the year's end."""

    partnership = fields.String(required=True)
    edges = fields.List(fields.Nested(AgreementsShown), required=True)
    ends = fields.Date(required=True)
    carried = fields.Boolean(required=True)
    money = fields.Dict(
        keys=fields.String(), values=fields.Dict(keys=fields.String(), values=fields.Integer()), required=True,
        metadata={"description": "Calendar year to budget head to rupiah."},
    )  # fmt: skip
    ways = fields.List(fields.Nested(WayShown), required=True)


class StandingShown(Schema):
    """One rule as it stands in the way."""

    fact = fields.String(required=True)
    rule = fields.String(required=True)
    section = fields.String(required=True)
    hardness = fields.Integer(required=True, metadata={"description": "1 is the softest, 5 the hardest to bend."})
    says = fields.Nested(Bilingual, required=True)


class ChangeShown(Schema):
    """One rule that gives way; ``amount`` is null where it is lifted altogether."""

    fact = fields.String(required=True)
    rule = fields.String(required=True)
    section = fields.String(required=True)
    hardness = fields.Integer(required=True)
    amount = fields.Integer(required=True, allow_none=True)
    unit = fields.Nested(Bilingual, required=True, allow_none=True)
    sentence = fields.Nested(Bilingual, required=True)


class OptionShown(Schema):
    """A smallest change that leaves a place; ``checked`` by the rules, recounted without the search."""

    changes = fields.List(fields.Nested(ChangeShown), required=True)
    ends = fields.Dict(keys=fields.String(), values=fields.Date(), required=True)
    checked = fields.Boolean(required=True)


class RefusalShown(Schema):
    """A smallest set of rules that leaves no day, and the cheapest repairs, the softest rules first."""

    who = fields.List(fields.String(), required=True)
    facts = fields.List(fields.Nested(StandingShown), required=True)
    options = fields.List(fields.Nested(OptionShown), required=True)


class RisksShown(Schema):
    """How far the plan of this question can be trusted."""

    fingerprint = fields.String(required=True, metadata={"description": "SHA-256 of the problem that was planned."})
    runs = fields.Integer(required=True)
    seed = fields.Integer(required=True)
    outlooks = fields.List(fields.Nested(OutlookShown), required=True)
    floats = fields.Dict(keys=fields.String(), values=fields.List(fields.Nested(FloatShown)), required=True)
    person_months = fields.List(fields.Nested(LoadShown), required=True)
    travels = fields.List(fields.Nested(TravelShown), required=True)
    waits = fields.List(fields.Nested(WaitShown), required=True)
    edges = fields.List(fields.Nested(EdgeShown), required=True)
    refusals = fields.Dict(keys=fields.String(), values=fields.Nested(RefusalShown), required=True)


@operation(
    risks,
    "",
    answers=RisksShown,
    body=PlansAsked,
    example=EXAMPLE,
    refuses=(
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        HTTPStatus.SERVICE_UNAVAILABLE,
    ),
)
def weigh_plan(_: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    """Plan the year of the question and say how sure its dates are, where the year's edge lies, and each no.

    The question is that of POST /plans, and the plan is the same.
    """
    model = model_of(asked)
    with turns().turn():
        plan = model.solve(time_limit=min(asked["time_limit"], turns().solve_seconds), seed=asked["seed"])
        accepted("planner", plan.verify())
        trust = planner.risk_of(plan)
    return {
        "fingerprint": plan.fingerprint, "runs": trust.runs, "seed": trust.seed, "outlooks": trust.outlooks,
        "floats": dict(plan.chains), "person_months": trust.loads, "travels": trust.travels, "waits": trust.waits,
        "edges": trust.edges, "refusals": dict(plan.refusals),
    }  # fmt: skip
