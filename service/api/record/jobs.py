"""/programmes/{programme}/jobs: what takes longer than a request: asked for, followed, ended, read."""

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from flask import after_this_request, request
from marshmallow import Schema, ValidationError, fields, validate
from werkzeug.wrappers import Response

from service.api import budgets, sandboxes
from service.api import plans as planning
from service.api import proposals as matching
from service.api.budgets_asked import BudgetsAsked
from service.api.fields import Choice, Id, Strict, said
from service.api.plans_asked import EXAMPLE as PLAN_EXAMPLE
from service.api.plans_asked import PlansAsked
from service.api.problems import FieldFault, Problem, faults_of, invalid
from service.api.proposals_asked import ProposalsAsked
from service.api.record.nouns import programme_key
from service.api.record.operation import RecordBlueprint, Told, operation
from service.api.record.rates import COUNTING, with_rates
from service.api.record.running import running
from service.api.record.shapes import PageAsked, page_of
from service.api.replans_asked import ReplansAsked
from service.jobs import KINDS
from service.records.kept import Key
from service.store import Unit, View
from service.store.jobs import KIND, Job, ask_job, cancel_job, job_of, jobs_of

jobs = RecordBlueprint("jobs", "Work that takes longer than a request")

RULE, ONE = "/<string:programme>/jobs", "/<string:programme>/jobs/<string:job>"
EXAMPLE = {"id": "j-01", "kind": "plan", "asked": PLAN_EXAMPLE}

# Technical: digits of a workbook in base64; the whole body has its own bound before.
MOST_WORKBOOK = 16_000_000
BASE64 = r"[A-Za-z0-9+/]+={0,2}\Z"


class WorkbookAsked(Strict):
    """A filled workbook, to be put on record: its mentors and letter writers as members, its letters as letters."""

    workbook = fields.String(
        required=True,
        validate=[
            validate.Length(1, MOST_WORKBOOK, error="length|{min}|{max}"),
            validate.Regexp(BASE64, error="base64"),
        ],
        error_messages=said("text"),
        metadata={"description": "The file's bytes in base64."},
    )


class JobSent(Strict):
    """A job: what to do, and the question as the operation of that name takes it."""

    id = Id(required=True)
    kind = Choice(*KINDS, required=True)
    asked = fields.Dict(
        keys=fields.String(),
        required=True,
        error_messages=said("object"),
        metadata={
            "description": "The body of POST /proposals (propose), /plans (plan), /replans (replan), "
            "/budgets (budget), /sandboxes (sandbox); "
            "for import: `workbook`, a file in base64."
        },
    )


class JobShown(Schema):
    """A job as it stands."""

    id = fields.String(required=True)
    kind = fields.String(required=True)
    state = fields.String(required=True, metadata={"description": "waiting, running, done, failed or cancelled."})
    version = fields.Integer(required=True)
    made = fields.String(required=True, metadata={"description": "Instant in UTC, as those below; empty until then."})
    started = fields.String(required=True)
    ended = fields.String(required=True)
    tries = fields.Integer(required=True)
    ending = fields.Boolean(required=True, metadata={"description": "Somebody asked for its end."})
    progress = fields.Dict(
        required=True,
        metadata={"description": "Last sign of life: stage, value, bound, gap_permille; the same for each level."},
    )
    reason = fields.Dict(required=True, metadata={"description": "Why it failed, in both languages; else empty."})


class JobWhole(JobShown):
    """A job with its result."""

    result = fields.Raw(
        required=True, allow_none=True, metadata={"description": "What the operation answered; null until it is done."}
    )


@operation(jobs, "GET", RULE, answers=page_of(JobShown), query=PageAsked)
def list_jobs(view: View, asked: dict[str, Any], programme: str) -> Told:
    """List jobs, all or those in one state."""
    view.get(programme_key(programme))
    limit = asked["limit"]
    found = view.find(programme, KIND, limit=limit + 1, after=asked["after"])
    told = jobs_of(view, [record.key for record in found[:limit]])
    items = [
        {**shown_job(job), "version": record.version}
        for job, record in zip(told, found, strict=False)
        if asked["state"] in {"", job.state}
    ]
    return Told(body={"items": items, "next": found[limit - 1].key.id if len(found) > limit else None})


@operation(jobs, "POST", RULE, answers=JobShown, body=JobSent, example=EXAMPLE)
def add_job(unit: Unit, _: dict[str, Any], sent: dict[str, Any], programme: str) -> Told:
    """Ask for work; a question that cannot be answered is refused at once, with every fault."""
    unit.get(programme_key(programme))
    key = Key(programme, KIND, sent["id"])
    _check(sent["kind"], sent["asked"])
    asked = json.loads(request.get_data())["asked"]
    if sent["kind"] in COUNTING:
        asked = with_rates(unit, programme, asked)
    ask_job(unit, key, kind=sent["kind"], asked=json.dumps(asked, ensure_ascii=False), data={})
    after_this_request(_caller_of(programme, sent["id"]))
    record = unit.get(key)
    return Told(body={**shown_job(job_of(unit, key)), "version": record.version}, record=record)


@operation(jobs, "GET", ONE, answers=JobWhole)
def show_job(view: View, _: dict[str, Any], programme: str, job: str) -> Told:
    """Show a job: how it goes, and what came of it."""
    found = job_of(view, Key(programme, KIND, job))
    result = json.loads(found.result) if found.result else None
    version = view.get(found.key).version
    return Told(body={**shown_job(found), "version": version, "result": result})


@operation(jobs, "DELETE", ONE, answers=JobShown)
def end_job(unit: Unit, _: dict[str, Any], programme: str, job: str) -> Told:
    """End a job: one that waits at once, one that runs within two seconds; one that has ended stays as it is."""
    found = cancel_job(unit, Key(programme, KIND, job))
    record = unit.get(found.key)
    return Told(body={**shown_job(found), "version": record.version}, record=record)


def shown_job(job: Job) -> dict[str, Any]:
    """Return a job as it is shown, without its result and version."""
    names = ("id", "kind", "state", "made", "started", "ended", "tries", "progress", "reason")
    return {**{name: getattr(job, name) for name in names}, "ending": job.cancel}


def _caller_of(programme: str, id_: str) -> Callable[[Response], Response]:
    """Return what calls a worker once the job stands in the store, and only if it does."""

    def call(response: Response) -> Response:
        if response.status_code == HTTPStatus.CREATED:
            running().queue.put(programme, id_)
        return response

    return call


def _check(kind: str, asked: dict[str, Any]) -> None:
    """Raise the 422 for a question that its operation would refuse, each fault under ``asked``."""
    try:
        if kind == "import":
            WorkbookAsked().load(asked)
        elif kind == "propose":
            matching.model_of(ProposalsAsked().load(asked)).freeze()
        elif kind == "plan":
            planning.model_of(PlansAsked().load(asked))
        elif kind == "budget":
            budgets.told_of(BudgetsAsked().load(asked))
        elif kind == "sandbox":
            sandboxes.check_sweep(sandboxes.SandboxesAsked().load(asked), seconds=running().sweep_seconds)
        else:
            ReplansAsked().load(asked)
    except ValidationError as error:
        raise invalid(*(_below(fault) for fault in faults_of(error.messages))) from error
    except Problem as problem:
        problem.faults = tuple(_below(fault) for fault in problem.faults)
        raise


def _below(fault: FieldFault) -> FieldFault:
    return FieldFault(field=f"asked.{fault.field}", expected=fault.expected)
