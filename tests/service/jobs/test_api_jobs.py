"""Jobs through HTTP: asked for, followed, ended, and what came of them, by whoever may."""

import base64
import copy
import dataclasses
import json
import time

import pytest

from service.api.budgets_asked import BUDGETS_EXAMPLE as BUDGET
from service.api.plans_asked import EXAMPLE as PLAN
from service.api.proposals_asked import EXAMPLE as PROPOSE
from service.api.record import running
from service.api.sandboxes import SANDBOX_EXAMPLE as SANDBOX
from service.store import verify
from service.worker.consumer import command_of
from tests.service.jobs.job_cases import CHILD, LIMITS, PATIENCE, working
from tests.service.record.record_cases import Desk, P, application_on
from tests.service.store.databases import KINDS, address_of
from tests.service.workbook_cases import small_workbook

JOBS = f"{P}/jobs"
OVER = {"done", "failed", "cancelled"}


def opened(address):
    """Give an application with a programme and its queue."""
    found = Desk(application_on(address))
    found.programme()
    try:
        yield found
    finally:
        queue_of(found).close()
        found.store.close()


@pytest.fixture(params=KINDS)
def desk(request, tmp_path):
    """Give an application on both databases."""
    with address_of(request.param, tmp_path) as address:
        yield from opened(address)


@pytest.fixture
def file_desk(tmp_path):
    """Give an application on a file, where the work is a real solver's and the database makes no difference."""
    yield from opened(str(tmp_path / "a.db"))


def queue_of(desk):
    """Return the application's queue."""
    return desk.app.extensions[running.KEY].queue


def followed(desk, id_="j-01"):
    """Follow a job until it is over and return it."""
    end = time.monotonic() + 3 * PATIENCE
    while time.monotonic() < end:
        found = desk.ask("GET", f"{JOBS}/{id_}").get_json()
        if found["state"] in OVER:
            return found
        time.sleep(0.1)
    raise AssertionError(found)


def test_proposal_as_a_job_is_answered_as_a_request_is(file_desk):
    """A facilitator must not get another match because it took longer."""
    desk = file_desk
    at_once = desk.app.test_client().post("/api/v1/proposals", json=PROPOSE).get_json()
    desk.made(JOBS, {"id": "j-01", "kind": "propose", "asked": PROPOSE})

    with working(desk.store, queue_of(desk), command=command_of):
        job = followed(desk)

    assert (job["state"], job["reason"]) == ("done", {})
    assert job["result"] == at_once
    told = {level["stage"]["en"]: level for level in job["progress"]["levels"]}
    for level in at_once["levels"]:
        assert (told[level["name"]["en"]]["value"], told[level["name"]["en"]]["bound"]) == (
            level["value"],
            level["bound"],
        )
    assert verify(desk.store.engine) == ()


def test_sandbox_as_a_job_tells_its_points_and_is_answered_as_a_request_is(file_desk):
    """A board that waits sees how many values are done, and gets what a request would have said."""
    desk = file_desk
    at_once = desk.app.test_client().post("/api/v1/sandboxes", json=SANDBOX).get_json()
    desk.made(JOBS, {"id": "j-01", "kind": "sandbox", "asked": SANDBOX})

    limits = dataclasses.replace(LIMITS, sweep_seconds=60)
    with working(desk.store, queue_of(desk), command=command_of, limits=limits):
        job = followed(desk)

    assert (job["state"], job["reason"]) == ("done", {})
    assert job["result"] == at_once
    assert "point 3 of 3" in {level["stage"]["en"] for level in job["progress"]["levels"]}


@pytest.mark.guards("4.2")
def test_sandbox_job_is_the_facilitators_to_ask_and_the_boards_to_read(file_desk):
    """Deny by default: who may not ask for a job may not ask for this one, and no member reads it."""
    body = {"id": "j-01", "kind": "sandbox", "asked": SANDBOX}
    others = ("mentor", "mentee", "partner", "auditor", "board")

    refused = {role: file_desk.ask("POST", JOBS, body, role=role).status_code for role in others}
    file_desk.made(JOBS, body)
    seen = {role: file_desk.ask("GET", f"{JOBS}/j-01", role=role).status_code for role in others}

    assert set(refused.values()) == {403}
    assert seen == {"mentor": 403, "mentee": 403, "partner": 403, "auditor": 200, "board": 200}


def test_job_is_answered_at_once_and_waits(desk):
    """Whoever asks must not wait for a worker."""
    made = desk.made(JOBS, {"id": "j-01", "kind": "plan", "asked": PLAN})

    assert (made["state"], made["progress"], made["tries"]) == ("waiting", {}, 0)
    assert desk.ask("GET", f"{JOBS}/j-01").get_json()["result"] is None
    assert queue_of(desk).waits() == 1


def test_job_asked_for_twice_under_one_key_is_one_job(desk):
    """A client that lost the answer asks again, and a year must not be planned twice."""
    body = {"id": "j-01", "kind": "plan", "asked": PLAN}

    first, again = (desk.ask("POST", JOBS, body, key="the-same-key") for _ in range(2))

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.data == again.data
    assert queue_of(desk).waits() == 1


@pytest.mark.parametrize(
    ("kind", "asked", "field"),
    [
        ("plan", {**PLAN, "year": 1999}, "asked.year"),
        ("plan", {**PLAN, "budget": {"nothing": 1}}, "asked.year"),
        ("propose", {**PROPOSE, "mentors": "all"}, "asked.mentors"),
        ("replan", PLAN, "asked.published"),
        ("import", {}, "asked.workbook"),
        ("budget", {**BUDGET, "exchange_rates": "all"}, "asked.exchange_rates"),
        ("budget", {**BUDGET, "releases": [{"on": "2027-01-04", "head": "x", "amount": 1}]}, "asked.releases.0.head"),
        ("sandbox", {**SANDBOX, "lever": "nothing"}, "asked.lever"),
        ("sandbox", {**SANDBOX, "values": ["many"]}, "asked.values.0"),
    ],
)
def test_job_that_cannot_be_answered_is_refused_at_once(kind, asked, field, tmp_path):
    """A fault that shows after an hour in a queue costs an hour."""
    desk = Desk(application_on(str(tmp_path / "a.db")))
    desk.programme()

    response = desk.ask("POST", JOBS, {"id": "j-01", "kind": kind, "asked": copy.deepcopy(asked)})

    assert response.status_code == 422
    assert any(fault["field"].startswith(field) for fault in response.get_json()["faults"]), response.text
    assert desk.ask("GET", f"{JOBS}/j-01").status_code == 404
    desk.store.close()


def test_running_job_is_ended_when_asked(desk):
    """The facilitator saw a mistake in the question and does not want to wait for the answer."""
    desk.made(JOBS, {"id": "j-01", "kind": "plan", "asked": PLAN})
    with working(desk.store, queue_of(desk), command=lambda _: (*CHILD[:1], "-c", "import time; time.sleep(60)")):
        while desk.ask("GET", f"{JOBS}/j-01").get_json()["state"] == "waiting":
            time.sleep(0.05)

        told = desk.ask("DELETE", f"{JOBS}/j-01")
        job = followed(desk)

    assert (told.status_code, told.get_json()["ending"]) == (200, True)
    assert job["state"] == "cancelled"


def test_import_of_a_workbook_puts_members_and_letters_on_record(file_desk):
    """Letters that came in a workbook are typed once, by whoever wrote them."""
    desk = file_desk
    workbook = base64.b64encode(small_workbook()).decode()
    desk.made(JOBS, {"id": "j-01", "kind": "import", "asked": {"workbook": workbook}})

    with working(desk.store, queue_of(desk), command=command_of):
        job = followed(desk)

    assert job["state"] == "done", job
    letters = desk.ask("GET", f"{P}/letters?limit=200").get_json()["items"]
    assert len(letters) == job["result"]["letters"] > 0
    assert verify(desk.store.engine) == ()


def test_import_of_letters_that_are_there_changes_nothing(tmp_path):
    """All or nothing: a second import of the same workbook must not leave half of it."""
    desk = Desk(application_on(str(tmp_path / "a.db")))
    desk.programme()
    rows = {"members": [{"id": "m-1", "name": "Tirta"}], "letters": [{"id": "s-1", "member": "m-1"}] * 2}
    child = f"print({json.dumps(json.dumps({'result': rows}))}, flush=True)"
    workbook = {"workbook": base64.b64encode(b"x").decode()}
    desk.made(JOBS, {"id": "j-01", "kind": "import", "asked": workbook})

    with working(desk.store, queue_of(desk), command=lambda _: (*CHILD[:1], "-c", child)):
        job = followed(desk)

    assert job["state"] == "failed"
    assert "s-1" in job["reason"]["id"]
    assert desk.ask("GET", f"{P}/members/m-1").status_code == 404
    queue_of(desk).close()
    desk.store.close()


def test_import_of_a_broken_workbook_says_where(tmp_path):
    """A facilitator mends a cell, not a file."""
    desk = Desk(application_on(str(tmp_path / "a.db")))
    desk.programme()
    desk.made(JOBS, {"id": "j-01", "kind": "import", "asked": {"workbook": base64.b64encode(b"no xlsx").decode()}})

    with working(desk.store, queue_of(desk), command=command_of):
        job = followed(desk)

    assert job["state"] == "failed"
    assert job["reason"]["en"]
    assert job["reason"]["id"] != job["reason"]["en"]
    queue_of(desk).close()
    desk.store.close()


@pytest.mark.parametrize("role", ["mentor", "mentee", "partner"])
def test_others_neither_ask_for_jobs_nor_read_them(role, tmp_path):
    """A calendar in the making is the facilitator's; the others see what is published."""
    desk = Desk(application_on(str(tmp_path / "a.db")))
    desk.programme()
    desk.made(JOBS, {"id": "j-01", "kind": "plan", "asked": PLAN})

    asked = desk.ask("POST", JOBS, {"id": "j-02", "kind": "plan", "asked": PLAN}, role=role)
    read = desk.ask("GET", f"{JOBS}/j-01", role=role)

    assert asked.status_code == 403
    assert read.status_code in {403, 404}
    queue_of(desk).close()
    desk.store.close()


def test_jobs_are_listed_by_state(desk):
    """What still waits is what the facilitator looks for."""
    for id_ in ("j-01", "j-02"):
        desk.made(JOBS, {"id": id_, "kind": "plan", "asked": PLAN})
    desk.ask("DELETE", f"{JOBS}/j-02")

    waiting = desk.ask("GET", f"{JOBS}?state=waiting").get_json()["items"]

    assert [job["id"] for job in waiting] == ["j-01"]
    assert len(desk.ask("GET", JOBS).get_json()["items"]) == 2
