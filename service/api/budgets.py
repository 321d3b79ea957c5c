"""POST /budgets: a year's money over time, who pays under each policy, what is paid, and partners' help (2.6, 4)."""

from http import HTTPStatus
from typing import Any

from marshmallow import Schema, fields

from planner.over_time import OverTime, over_time
from service.api.answers import ReasonShown, accepted
from service.api.budgets_asked import BUDGETS_EXAMPLE, BudgetsAsked, Told
from service.api.faults import Faults
from service.api.fields import Bilingual, Exact
from service.api.operations import PREFIX, OurBlueprint, operation
from service.api.plans import SUMS, AllocationShown, HeadShown, InstalmentShown, model_of
from service.api.reference import reference
from service.api.solves import telling, turns

budgets = OurBlueprint(
    "budgets", __name__, url_prefix=f"{PREFIX}/budgets", description="A year's money over time and who pays it"
)


class RateShown(Schema):
    """The rate that made an amount of the book's currency out of a foreign one."""

    currency = fields.String(required=True)
    on = fields.Date(required=True)
    value = Exact(required=True, metadata={"description": "Exact: units of the book's currency for `per` units."})
    per = fields.Integer(required=True)
    source = fields.String(required=True)


class ForeignShown(Schema):
    """What was given, in the smallest units of its currency."""

    currency = fields.String(required=True)
    amount = fields.Integer(required=True)
    said = fields.Nested(Bilingual, required=True)


class ReleaseShown(Schema):
    """Money of one head that may be spent from a day on."""

    on = fields.Date(required=True)
    head = fields.String(required=True)
    amount = fields.Integer(required=True)


class MonthShown(Schema):
    """One month: what falls due by role, what leaves the heads in it and so far, what was released, what is left."""

    month = fields.Date(required=True)
    roles = SUMS
    out = fields.Integer(required=True)
    out_so_far = fields.Integer(required=True)
    released_so_far = fields.Integer(required=True)
    left = fields.Integer(required=True)


class SumsShown(Schema):
    """How one group stands; ``left`` is planned and not yet committed."""

    planned = fields.Integer(required=True)
    committed = fields.Integer(required=True)
    spent = fields.Integer(required=True)
    left = fields.Integer(required=True)


class PaidShown(Schema):
    """One paper in the book's currency, with what was paid where that is another one."""

    line = fields.String(required=True)
    state = fields.String(required=True)
    amount = fields.Integer(required=True)
    foreign = fields.Nested(ForeignShown, required=True, allow_none=True)
    rate = fields.Nested(RateShown, required=True, allow_none=True)
    on = fields.Date(required=True)
    paper = fields.String(required=True)


class SettledShown(Schema):
    """One allocation by the plan and by the bills; what is ``kept`` stays in the head."""

    partnership = fields.String(required=True)
    role = fields.String(required=True)
    party = fields.String(required=True)
    allocated = fields.Integer(required=True)
    settled = fields.Integer(required=True)
    kept = fields.Integer(required=True)


class HelpShown(Schema):
    """One offer that can be taken; the others stand under notes with the reason."""

    partner = fields.String(required=True)
    kind = fields.String(required=True)
    amount = fields.Integer(required=True)
    foreign = fields.Nested(ForeignShown, required=True, allow_none=True)
    rate = fields.Nested(RateShown, required=True, allow_none=True)
    goods = fields.String(required=True)
    head = fields.String(required=True)
    partnership = fields.String(required=True)
    condition = fields.String(required=True)


class BudgetsShown(Schema):
    """The money of a planned year; every view adds up to the same total."""

    status = fields.String(required=True)
    fingerprint = fields.String(required=True, metadata={"description": "SHA-256 of the problem that was planned."})
    year = fields.Integer(required=True)
    currency = fields.String(required=True, metadata={"description": "Of every amount but those under `foreign`."})
    total = fields.Integer(required=True)
    heads = fields.List(fields.Nested(HeadShown), required=True)
    by_payer = SUMS
    policies = fields.Dict(
        keys=fields.String(), values=fields.Dict(keys=fields.String(), values=fields.Integer()), required=True,
        metadata={"description": "Travel policy to payer to amount, before subsidies; all add up to the same total."},
    )  # fmt: skip
    releases = fields.List(fields.Nested(ReleaseShown), required=True)
    releases_assumed = fields.Boolean(required=True, metadata={"description": "Nobody stated any."})
    outflows = fields.List(
        fields.Nested(ReleaseShown), required=True,
        metadata={"description": "What leaves the heads day by day: with the releases, the cash curve."},
    )  # fmt: skip
    months = fields.List(fields.Nested(MonthShown), required=True)
    allocations = fields.List(fields.Nested(AllocationShown), required=True)
    instalments = fields.List(fields.Nested(InstalmentShown), required=True)
    payments = fields.List(fields.Nested(PaidShown), required=True)
    standings = fields.Dict(
        keys=fields.String(), values=fields.Dict(keys=fields.String(), values=fields.Nested(SumsShown)),
        required=True, metadata={"description": "head, month, partnership, payer to groups; empty without payments."},
    )  # fmt: skip
    settled = fields.List(fields.Nested(SettledShown), required=True)
    helps = fields.List(fields.Nested(HelpShown), required=True)
    relief = fields.Dict(
        keys=fields.String(), values=fields.Integer(), required=True,
        metadata={"description": "Head to what help adds to it, if the annual meeting agrees."},
    )  # fmt: skip
    notes = fields.List(fields.Nested(ReasonShown), required=True)


@operation(
    budgets,
    "",
    answers=BudgetsShown,
    body=BudgetsAsked,
    example=BUDGETS_EXAMPLE,
    refuses=(
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        HTTPStatus.SERVICE_UNAVAILABLE,
    ),
)
def make_budget(_: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    """Plan the year and say month by month what is due, released, promised, paid and helped, and who pays.

    The question is that of POST /plans with what is known of the money; the plan is the same.
    """
    told, model = told_of(asked)
    with turns().turn():
        seconds = min(asked["time_limit"], turns().solve_seconds)
        plan = model.solve(time_limit=seconds, seed=asked["seed"], on_progress=telling())
        accepted("planner", plan.verify())
    money = over_time(
        plan, today=asked["today"], releases=told.releases, postings=told.postings, helps=told.helps, rates=told.rates
    )
    accepted("planner", money.violations)
    ledger, book = plan.ledger, plan.problem.book
    return {
        "status": plan.status.value, "fingerprint": plan.fingerprint, "year": asked["year"],
        "currency": book.programme.currency, "total": ledger.total,
        "heads": ledger.in_year(asked["year"]).heads(asked["budget"]), "by_payer": ledger.by_payer(),
        "policies": ledger.under_each(book), "allocations": plan.allocations, **shown_money(money),
    }  # fmt: skip


def told_of(asked: dict[str, Any]) -> tuple[Told, Any]:
    """Return what a body tells of money, and its year as a model; raise the 422 with every fault of either part."""
    faults = Faults()
    told = Told(asked, book=reference().book, faults=faults)
    faults.settle()
    return told, model_of(asked)


def shown_money(money: OverTime) -> dict[str, Any]:
    """Return money over time as the schema takes it."""
    return {
        "releases": money.releases, "releases_assumed": money.is_assumed, "outflows": money.flows,
        "months": money.months, "instalments": money.instalments, "payments": money.postings,
        "standings": {by: dict(groups) for by, groups in money.standings.items()},
        "settled": money.settled, "helps": money.helps, "relief": dict(money.relief),
        "notes": money.notes,
    }  # fmt: skip
