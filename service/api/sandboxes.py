"""POST /sandboxes: what the National Board could decide otherwise, one rule or ceiling over many values (4.2)."""

from http import HTTPStatus
from typing import Any

from flask import current_app
from marshmallow import Schema, fields

import planner
from planner.sandbox.lever import Value, changed, levers, value_of
from planner.sandbox.point import Frontier, Point
from planner.sandbox.sweep import MOST_POINTS, sweep_policy
from service.api.answers import LevelShown, ReasonShown, accepted
from service.api.faults import Faults
from service.api.fields import MOST_RUPIAH, Bilingual, Id, Line, Listed, Mapped, Truth, Whole
from service.api.operations import PREFIX, OurBlueprint, operation
from service.api.plans import model_of
from service.api.plans_asked import EXAMPLE, MOST_PARTIES, PlansAsked
from service.api.solves import telling, turns
from service.settings import SOLVE_SECONDS

# Under this name a process that does one job keeps how many seconds a whole sweep may take.
WHOLE = "solidaritas.sweep_seconds"
# Technical: longest text of one value, a number of fifteen digits with its sign.
VALUE_LENGTH = 20
# Seconds of each plan when nobody says: a small year is proved within them.
SECONDS = 5

# Fields of the body beside the year and its values.
OWN = ("lever", "replan", "means")

sandboxes = OurBlueprint(
    "sandboxes", __name__, url_prefix=f"{PREFIX}/sandboxes", description="What the Board could decide otherwise"
)


class SandboxesAsked(PlansAsked):
    """A year as in /plans, and what is moved over which values."""

    lever = Id(
        load_default="subsidies",
        metadata={"description": "A budget head, `budget` for all heads, or an amount of the decision."},
    )
    values = Listed(
        Line(VALUE_LENGTH, least=1), MOST_POINTS, required=True,
        metadata={"description": "Per cent of what holds now (`150%`) or numbers (`20000000`)."},
    )  # fmt: skip
    replan = Truth(
        load_default=False, metadata={"description": "Plan the year anew at every value, instead of keeping its dates."}
    )
    means = Mapped(
        Id(), Whole(0, MOST_RUPIAH), most=MOST_PARTIES, load_default=dict,
        metadata={"description": "Mentee to what it can spend; who is left out is taken to bear what is left."},
    )  # fmt: skip
    time_limit = Whole(
        *SOLVE_SECONDS, load_default=SECONDS,
        metadata={"description": "Seconds at most for the year, and for each value; cut so that all of them fit."},
    )  # fmt: skip


class SettingsShown(Schema):
    """What makes a point again, together with the body."""

    lever = fields.String(required=True)
    value = fields.String(required=True)
    replanned = fields.Boolean(required=True)
    seed = fields.Integer(required=True)
    seconds = fields.Float(required=True)
    year = fields.String(required=True, metadata={"description": "SHA-256 of the problem that was planned."})
    calendar = fields.String(required=True, metadata={"description": "SHA-256 of its dated events."})


class PointShown(Schema):
    """What one value would give; one that was refused or not searched has no levels, and says why."""

    settings = fields.Nested(SettingsShown, required=True)
    amount = fields.Integer(required=True, metadata={"description": "The value in the lever's own unit."})
    status = fields.String(required=True)
    is_best = fields.Boolean(required=True, metadata={"description": "No other point beats it."})
    funded = fields.List(fields.String(), required=True)
    levels = fields.List(fields.Nested(LevelShown), required=True)
    refused = fields.List(fields.Nested(ReasonShown), required=True)
    unsearched = fields.List(fields.Nested(ReasonShown), required=True)


class SandboxesShown(Schema):
    """A whole sweep, every point accepted by the checker."""

    lever = fields.String(required=True)
    now = fields.Integer(required=True, metadata={"description": "What holds today, in the lever's own unit."})
    year = fields.Integer(required=True)
    currency = fields.String(required=True)
    note = fields.Nested(Bilingual, required=True)
    points = fields.List(fields.Nested(PointShown), required=True)


# A body that works: the example of /plans with a decision; its number, day and sums are invented.
SANDBOX_EXAMPLE = {
    **EXAMPLE,
    "decision": {"number": "DPP/001 (fictional)", "date": "2026-12-01", "kind": "share_of_travel",
                 "amounts": {"mentor_percent": 50, "mentee_percent": 50, "ceiling_per_partnership": 40000000}},
    "values": ["5%", "50%", "100%"],
    "means": {"tirta-beta": 150000000},
}  # fmt: skip


@operation(
    sandboxes,
    "",
    answers=SandboxesShown,
    body=SandboxesAsked,
    example=SANDBOX_EXAMPLE,
    refuses=(
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        HTTPStatus.SERVICE_UNAVAILABLE,
    ),
)
def sweep(_: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    """Plan the year, move one rule or ceiling over the values, and say who would be funded at what cost.

    Many values, or a year planned anew at each, take longer than a request: ask for them as a job (`sandbox`).
    """
    seconds = share_of(asked, whole=current_app.extensions.get(WHOLE, turns().solve_seconds))
    lever, replan, means = (asked.pop(name) for name in OWN)
    model, values = sweep_of(lever, asked)
    with turns().turn():
        plan = model.solve(time_limit=seconds, seed=asked["seed"], on_progress=telling())
        accepted("planner", plan.verify())
        frontier = sweep_policy(
            plan, lever, values, means={f"mentee:{party}": amount for party, amount in means.items()},
            replan=replan, seconds=seconds, seed=asked["seed"], on_progress=telling(),
        )  # fmt: skip
        accepted("planner", frontier.violations)
    return {
        "lever": frontier.lever, "now": frontier.now, "year": asked["year"],
        "currency": plan.problem.book.programme.currency, "note": frontier.note,
        "points": [_shown(frontier, point) for point in frontier.points],
    }  # fmt: skip


def check_sweep(asked: dict[str, Any], *, seconds: int) -> None:
    """Raise the 422 for a body that a job of so many seconds would refuse."""
    share_of(asked, whole=seconds)
    sweep_of(asked["lever"], {name: value for name, value in asked.items() if name not in OWN})


def share_of(asked: dict[str, Any], *, whole: int) -> int:
    """Return the seconds for the year and for each value, whole and all alike; raise the 422 when there are too many.

    Notes
    -----
    A share that hung on how long other points took would give other points on another day.
    """
    plans = len(asked["values"]) + 1
    if plans > whole:
        faults = Faults()
        faults.note("values", f"sweep|{whole}|{max(whole - 1, 0)}")
        faults.settle()
    return int(min(asked["time_limit"], whole // plans))


def sweep_of(lever: str, asked: dict[str, Any]) -> tuple[planner.Model, list[Value]]:
    """Return the year as a model, and the values; raise the 422 with every fault of lever and values."""
    faults, values = Faults(), []
    if not asked["values"]:
        faults.note("values", "required")
    for place, text in enumerate(asked.pop("values")):
        with faults.within(f"values.{place}"):
            values.append(value_of(text))
    faults.settle()
    model = model_of(asked)
    problem = model.problem()
    if lever not in (known := levers(problem)):
        faults.note("lever", f"choice|{', '.join(known)}")
    faults.settle()
    for place, value in enumerate(values):
        with faults.within(f"values.{place}"):
            changed(problem, lever, value)
    faults.settle()
    return model, values


def _shown(frontier: Frontier, point: Point) -> dict[str, Any]:
    names = ("amount", "funded", "levels", "refused", "unsearched")
    names_set = ("lever", "replanned", "seed", "seconds", "year", "calendar")
    settings = {name: getattr(point.settings, name) for name in names_set}
    return {
        **{name: getattr(point, name) for name in names},
        "settings": {**settings, "value": str(point.settings.value)},
        "status": point.status.value,
        "is_best": point in frontier.best,
    }
