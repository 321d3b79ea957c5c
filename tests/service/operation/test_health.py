"""Whoever watches sees whether the service lives and can work; nobody else sees more than that."""

import datetime as dt
import io
import json
import logging

import pytest

from service.api.record import desk as record_desk
from service.api.record import running
from service.app import create_app
from service.settings import Settings
from service.store import Store
from service.store.jobs import JobBook
from service.web.logs import write_json
from tests.service.record.record_cases import NOW, Desk, application_on
from tests.service.store.databases import address_of


@pytest.fixture
def client_of():
    """Give what makes a client of an application with a record at an address; all are closed afterwards."""
    made = []

    def make(address="", **settings):
        app = create_app(Settings(database=address, **settings), year_source=lambda _: None, now=lambda: NOW)
        made.append(app)
        return app.test_client()

    yield make
    for app in made:
        if running.KEY in app.extensions:
            app.extensions[running.KEY].queue.close()
            app.extensions[record_desk.KEY].store.close()


def test_health_says_that_it_lives_whatever_else_is_down(client_of):
    """Whoever restarts a process that hangs asks this every second."""
    assert client_of().get("/health").get_json()["status"] == "ok"


def test_ready_tells_head_jobs_and_worker_to_this_machine(client_of, address):
    """The operator sees at one glance whether anything stands still."""
    store = Store(address)
    JobBook(store).tell_worker("w-1", at=NOW.strftime("%Y-%m-%dT%H:%M:%SZ"))
    store.close()

    told = client_of(address).get("/ready").get_json()

    assert told == {"ready": True, "database": True, "head": 0, "jobs": {}, "worker": True, "queue": 0}


def test_ready_says_when_no_worker_gave_a_sign_of_life(client_of, tmp_path):
    """Jobs that nobody does look like jobs that take long."""
    address = str(tmp_path / "a.db")
    store = Store(address)
    JobBook(store).tell_worker("w-1", at=(NOW - dt.timedelta(seconds=31)).strftime("%Y-%m-%dT%H:%M:%SZ"))
    store.close()

    assert client_of(address).get("/ready").get_json()["worker"] is False


def test_ready_is_503_while_the_database_is_gone_and_reads_beside_it_go_on(client_of, tmp_path):
    """A part that is down must not take the others with it, and must say when to come back."""
    with address_of("postgresql", tmp_path) as address:
        client = client_of(address)
        assert client.get("/ready").status_code == 200

    ready = client.get("/ready")
    record = client.get("/api/v1/programmes", headers={"Authorization": f"Bearer {'x' * 40}"})
    other = client.get("/api/v1/subjects")

    assert (ready.status_code, ready.headers["Retry-After"]) == (503, "5")
    assert (record.status_code, record.headers["Retry-After"]) == (503, "5")
    assert record.mimetype == "application/problem+json"
    assert other.status_code == 200


@pytest.mark.parametrize(
    ("origin", "headers", "token", "status"),
    [
        ("127.0.0.1", {}, "", 200),
        ("127.0.0.1", {"X-Forwarded-For": "203.0.113.7"}, "", 404),
        ("203.0.113.7", {}, "", 404),
        ("203.0.113.7", {"Authorization": f"Bearer {'t' * 32}"}, "t" * 32, 200),
        ("203.0.113.7", {"Authorization": f"Bearer {'u' * 32}"}, "t" * 32, 404),
        ("127.0.0.1", {}, "t" * 32, 404),
    ],
)
def test_metrics_are_for_this_machine_or_for_the_token(client_of, origin, headers, token, status):
    """Figures tell strangers when it is worth trying; a proxy on this machine brings strangers."""
    client = client_of(metrics_token=token)

    response = client.get("/metrics", headers=headers, environ_overrides={"REMOTE_ADDR": origin})

    assert response.status_code == status


def test_ready_tells_strangers_no_details(client_of, tmp_path):
    """How many entries there are is nobody's business outside."""
    client = client_of(str(tmp_path / "a.db"))

    told = client.get("/ready", environ_overrides={"REMOTE_ADDR": "203.0.113.7"}).get_json()

    assert told == {"ready": True}


def test_metrics_count_requests_by_operation_and_jobs_by_state(client_of, tmp_path):
    """A dashboard without labels shows that something is wrong and not what."""
    client = client_of(str(tmp_path / "a.db"))
    client.get("/api/v1/subjects")
    client.get("/api/v1/subjects")
    client.get("/api/v1/nothing/secret-name")

    text = client.get("/metrics").text

    assert 'solidaritas_requests_total{method="GET",operation="subjects.list_subjects",status="200"} 2.0' in text
    assert "solidaritas_journal_entries 0.0" in text
    assert "solidaritas_worker_lives 0.0" in text
    assert "secret-name" not in text


def test_request_keeps_the_number_that_it_came_with(client_of):
    """One number leads through the proxy's log and ours."""
    response = client_of().get("/health", headers={"X-Request-Id": "proxy-12345678"})

    assert response.headers["X-Request-Id"] == "proxy-12345678"


@pytest.mark.parametrize("given", ["short", "x" * 81, 'a"b: forged line', ""])
def test_request_gets_a_number_of_its_own_where_the_given_one_is_odd(client_of, given):
    """Whoever may choose a number must not be able to forge a line of the log."""
    number = client_of().get("/health", headers={"X-Request-Id": given}).headers["X-Request-Id"]

    assert number != given
    assert len(number) == 12


def test_problem_names_the_number_of_its_request(client_of):
    """The number on the facilitator's screen finds the line in the log."""
    response = client_of().get("/api/v1/nothing", headers={"X-Request-Id": "proxy-12345678"})

    assert response.get_json()["request"] == "proxy-12345678"


def test_log_has_a_line_of_json_a_request_without_names_or_tokens(tmp_path):
    """Logs are copied to many places; people's names and ids are none of them."""
    root, stream = logging.getLogger(), io.StringIO()
    before, level = root.handlers[:], root.level
    desk = Desk(application_on(str(tmp_path / "a.db")))
    desk.programme()
    try:
        write_json(stream)
        desk.ask("GET", "/api/v1/programmes/pks-2027/members/ahli")
    finally:
        root.handlers[:], root.level = before, level
    desk.store.close()

    (line,) = (json.loads(text) for text in stream.getvalue().splitlines())
    assert (line["event"], line["level"], line["logger"]) == ("request", "info", "service.request")
    assert (line["method"], line["status"], line["role"]) == ("GET", 200, "facilitator")
    assert line["rule"] == "/api/v1/programmes/<string:programme>/members/<string:member>"
    for secret in ("ahli", "Sari", *desk.tokens.values()):
        assert secret not in stream.getvalue()
