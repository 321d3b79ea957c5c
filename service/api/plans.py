"""POST /plans: when, where, with whom and at whose cost (2.6, 3, 4)."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from marshmallow import Schema, fields

import planner
from planner.money.instalments import instalments_of
from service.api.answers import ReasonShown, RunShown, accepted, shown_baseline
from service.api.faults import Faults
from service.api.fields import Bilingual
from service.api.operations import PREFIX, OurBlueprint, operation
from service.api.plans_asked import EXAMPLE, PlansAsked
from service.api.reference import reference
from service.api.solves import telling, turns

plans = OurBlueprint("plans", __name__, url_prefix=f"{PREFIX}/plans", description="A year's calendar and its cost")
SUMS = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


class TravellerShown(Schema):
    """Who comes."""

    role = fields.String(required=True)
    party = fields.String(required=True)
    persons = fields.Integer(required=True)


class EventShown(Schema):
    """One dated activity; days are included at both ends."""

    id = fields.String(required=True)
    partnership = fields.String(required=True)
    activity = fields.String(required=True)
    occurrence = fields.Integer(required=True)
    first = fields.Date(required=True)
    last = fields.Date(required=True)
    depart = fields.Date(required=True)
    back = fields.Date(required=True)
    place = fields.String(required=True)
    travellers = fields.List(fields.Nested(TravellerShown), required=True)
    facilitators = fields.List(fields.String(), required=True)
    trip = fields.String(required=True)


class DueShown(Schema):
    """One paper that is due."""

    document = fields.String(required=True)
    partnership = fields.String(required=True)
    owner = fields.String(required=True)
    number = fields.Integer(required=True)
    on = fields.Date(required=True)


class LineShown(Schema):
    """One sum with its one payer and the rule that fixed it."""

    id = fields.String(required=True)
    partnership = fields.String(required=True)
    event = fields.String(required=True)
    kind = fields.String(required=True)
    text = fields.Nested(Bilingual, required=True)
    amount = fields.Integer(required=True)
    payer = fields.String(required=True)
    head = fields.String(required=True)
    on = fields.Date(required=True)
    rule = fields.String(required=True)
    section = fields.String(required=True)
    basis = fields.String(required=True)
    estimated = fields.Boolean(required=True)


class HeadShown(Schema):
    """One budget head of the budget year: decided, planned, left."""

    head = fields.String(required=True)
    decided = fields.Integer(required=True)
    planned = fields.Integer(required=True)
    left = fields.Integer(required=True)


class LedgerShown(Schema):
    """All costs; every view adds up to the total."""

    total = fields.Integer(required=True)
    by_head = SUMS
    by_payer = SUMS
    by_partnership = SUMS
    by_month = SUMS
    heads = fields.List(fields.Nested(HeadShown), required=True)
    policies = fields.Dict(
        keys=fields.String(), values=fields.Dict(keys=fields.String(), values=fields.Integer()), required=True,
        metadata={"description": "Travel policy to payer to rupiah, before subsidies; all add up to the same total."},
    )  # fmt: skip
    lines = fields.List(fields.Nested(LineShown), required=True)


class AllocationShown(Schema):
    """What the board's decision gives to one party of one partnership."""

    partnership = fields.String(required=True)
    role = fields.String(required=True)
    party = fields.String(required=True)
    amount = fields.Integer(required=True)
    rule = fields.String(required=True)
    reason = fields.Nested(Bilingual, required=True)


class InstalmentShown(Schema):
    """One part of an allocation and the milestone that releases it; without a day where the plan lacks the event."""

    partnership = fields.String(required=True)
    role = fields.String(required=True)
    party = fields.String(required=True)
    number = fields.Integer(required=True)
    amount = fields.Integer(required=True)
    event = fields.String(required=True)
    on = fields.Date(required=True, allow_none=True)
    because = fields.Nested(Bilingual, required=True)


class PlansShown(RunShown):
    """The planner's answer, accepted by its own checker."""

    year = fields.Integer(required=True)
    budget_decided = fields.Boolean(
        required=True, metadata={"description": "As asked; false means that no subsidy is given, and a note says so."}
    )
    events = fields.List(fields.Nested(EventShown), required=True)
    due = fields.List(fields.Nested(DueShown), required=True)
    ledger = fields.Nested(LedgerShown, required=True)
    allocations = fields.List(fields.Nested(AllocationShown), required=True)
    instalments = fields.List(fields.Nested(InstalmentShown), required=True)
    carried = fields.Dict(keys=fields.String(), values=fields.Nested(ReasonShown), required=True)
    unplaced = fields.Dict(keys=fields.String(), values=fields.List(fields.Nested(ReasonShown)), required=True)
    notes = fields.List(fields.Nested(ReasonShown), required=True)
    latest_agreement = fields.Dict(
        keys=fields.String(), values=fields.Date(), required=True,
        metadata={"description": "Calendar months of the pilot to the last day for the agreement."},
    )  # fmt: skip


@operation(
    plans,
    "",
    answers=PlansShown,
    body=PlansAsked,
    example=EXAMPLE,
    refuses=(
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        HTTPStatus.SERVICE_UNAVAILABLE,
    ),
)
def make_plan(_: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    """Date every activity of the year, count its cost, and say who pays.

    A partnership without a place in the year is an answer too: it stands under unplaced, with reasons.
    """
    model = model_of(asked)
    with turns().turn():
        seconds = min(asked["time_limit"], turns().solve_seconds)
        plan = model.solve(time_limit=seconds, seed=asked["seed"], on_progress=telling())
        accepted("planner", plan.verify())
    return {
        "status": plan.status.value,
        "seed": plan.seed,
        "fingerprint": plan.fingerprint,
        "levels": plan.levels,
        "baseline": shown_baseline(plan.levels, plan.baseline),
        "year": asked["year"],
        "budget_decided": asked["budget_decided"],
        "events": shown_events(plan.events),
        "due": plan.dues,
        "ledger": _ledger(plan, asked["year"], asked["budget"]),
        "allocations": plan.allocations,
        "instalments": instalments_of(plan.allocations, plan.events, plan.problem.book),
        "carried": dict(plan.carried),
        "unplaced": dict(plan.unplaced),
        "notes": plan.notes,
        "latest_agreement": {str(months): day for months, day in plan.latest_agreement.items()},
    }


def model_of(asked: dict[str, Any]) -> planner.Model:
    """Return the body as a planner's model; raise the 422 with every fault."""
    faults = Faults()
    model = None
    with faults.within("year"):
        model = planner.Model(
            reference().book,
            year=asked["year"],
            today=asked["today"],
            budget=asked["budget"],
            budget_decided=asked["budget_decided"],
            country=reference().country,
            decision=decision_of(asked["decision"]) if "decision" in asked else None,
            travel_policy=asked.get("travel_policy", ""),
            declared=planner.Declared(
                pilots=asked["pilots"],
                rates={party: planner.CompanyRates(**each) for party, each in asked["rates"].items()},
            ),
        )
    if model is None:
        faults.settle()
        raise AssertionError  # settle has raised: without a model there is a fault
    _add_parties(model, asked, faults)
    for place, each in enumerate(asked["partnerships"]):
        with faults.within(f"partnerships.{place}"):
            model.add_partnership(each.pop("id"), **each)
    for place, each in enumerate(asked["blocks"]):
        with faults.within(f"blocks.{place}"):
            model.block(each.pop("who"), each.pop("first"), each.pop("last"), **each)
    for place, each in enumerate(asked["fixes"]):
        with faults.within(f"fixes.{place}"):
            model.fix(each.pop("partnership"), each.pop("activity"), each.pop("day"), **each)
    faults.settle()
    with faults.within("partnerships"):
        model.problem()
    faults.settle()
    return model


def decision_of(asked: dict[str, Any]) -> planner.Decision:
    """Return the board's decision of a body."""
    return planner.Decision(**{**asked, "regions": tuple(asked["regions"])})


def _add_parties(model: planner.Model, asked: dict[str, Any], faults: Faults) -> None:
    for place, each in enumerate(asked["parties"]):
        with faults.within(f"parties.{place}"):
            model.add_party(each.pop("id"), **each)
    for place, each in enumerate(asked["facilitators"]):
        with faults.within(f"facilitators.{place}"):
            model.add_facilitator(each.pop("id"), **each)


def shown_events(events: Iterable[planner.Event]) -> list[dict[str, Any]]:
    """Return dated events as the schema takes them."""
    return [{**_columns(event, EventShown), "travellers": _travellers(event)} for event in events]


def _columns(row: object, schema: type[Schema]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in schema().fields}


def _travellers(event: planner.Event) -> list[dict[str, Any]]:
    return [traveller._asdict() for traveller in event.travellers]


def _ledger(plan: planner.Plan, year: int, budget: Mapping[str, int]) -> dict[str, Any]:
    ledger = plan.ledger
    return {
        "total": ledger.total,
        "by_head": ledger.by_head(),
        "by_payer": ledger.by_payer(),
        "by_partnership": ledger.by_partnership(),
        "by_month": ledger.by_month(),
        "heads": [_columns(each, HeadShown) for each in ledger.in_year(year).heads(budget)],
        "policies": ledger.under_each(plan.problem.book),
        "lines": ledger.lines,
    }
