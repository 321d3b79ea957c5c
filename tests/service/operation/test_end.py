"""A service that is asked to end finishes what it began, sends away what comes after, and leaves no job running."""

import json
import signal
import threading
from http import HTTPStatus
from wsgiref.util import is_hop_by_hop

import pytest
from werkzeug.test import Client, create_environ

from service.records.kept import Key
from service.store import Store
from service.store.jobs import ask_job, job_of
from service.web.draining import AGAIN, Draining
from tests.service.jobs.job_cases import until
from tests.service.operation.operation_cases import asked, lines_of, served
from tests.service.store.databases import AT


def test_draining_finishes_whom_it_let_in_and_sends_others_away():
    """A request that was begun may be a year that is being stored."""
    inside, leave = threading.Event(), threading.Event()

    def slow(_, start):
        inside.set()
        leave.wait()
        start("200 OK", [])
        return [b"done"]

    door, answers = Draining(slow), []

    def ask():
        response = Client(door).get("/")
        answers.append(response.text)
        response.close()

    first = threading.Thread(target=ask)
    first.start()
    inside.wait()
    door.close()

    late = Client(door).get("/")
    assert not door.wait(0.1)
    leave.set()
    first.join()

    assert (late.status_code, late.headers["Retry-After"]) == (HTTPStatus.SERVICE_UNAVAILABLE, str(AGAIN))
    assert answers == ["done"]
    assert door.wait(5)


def test_draining_sends_away_with_headers_that_a_server_takes():
    """A header that only the server itself may set ends in a 500 in front of whoever asks."""
    door, kept = Draining(lambda *_: []), []
    door.close()

    door(dict(create_environ()), lambda status, headers: kept.append((status, headers)))

    ((status, headers),) = kept
    assert status.startswith("503")
    assert [name for name, _ in headers if is_hop_by_hop(name)] == []


def test_draining_counts_a_request_that_broke_as_over():
    """One error must not keep the service from ending."""

    def broken(_, __):
        raise ValueError

    door = Draining(broken)

    with pytest.raises(ValueError):  # noqa: PT011  # exactly this one
        Client(door).get("/")

    assert door.wait(1)


def test_service_does_jobs_writes_json_and_ends_on_sigterm(tmp_path):
    """One command is the whole service on one machine, and systemd ends it with SIGTERM."""
    address = str(tmp_path / "a.db")
    store = Store(address)
    key = Key("pks", "job", "j-1")
    with store.write(at=AT, by="facilitator:a-1") as unit:
        ask_job(unit, key, kind="import", asked=json.dumps({"workbook": "x" * 8}), data={})

    with served(address) as (process, base):
        ended = until(lambda: shown(store, key).ended)
        ready = json.loads(asked(base, "/ready")[2])
        process.send_signal(signal.SIGTERM)
        _, told = process.communicate()

    assert ended
    assert (ready["ready"], ready["worker"]) == (True, True)
    assert process.returncode == 0, told
    assert "Traceback" not in told
    assert any(line["event"] == "request" and line["rule"] == "/ready" for line in lines_of(told))
    assert shown(store, key).state == "failed"
    store.close()


def shown(store, key):
    """Return a job as it stands."""
    with store.read() as view:
        return job_of(view, key)
