"""The record and its accounts against their own description: whatever is sent, the answer is one that is promised."""

import os

import hypothesis
import pytest
import schemathesis
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks as openapi_checks

from service.store import verify
from tests.service.record.fuzz_cases import ACCOUNTS, RECORD, bearer, document, filled, session
from tests.service.record.record_cases import Desk, application_on, close

# Requests for each operation, well-formed ones and as many that are not; by hand: SOLIDARITAS_FUZZ=SEED, then 20.
SEED, MANY = os.environ.get("SOLIDARITAS_FUZZ", ""), 20

# A body may be well-formed and still name what is not there, or stand where it may not: 404, 409, 412, 422 say so.
BEYOND_THE_SCHEMA = [openapi_checks.positive_data_acceptance]

# Operations without which the tests would pass on too little.
LEAST = {"record": 80, "accounts": 9}


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Give an application with a small record."""
    app = application_on(str(tmp_path_factory.mktemp("fuzz") / "record.db"))
    yield filled(Desk(app))
    close(app)


def fuzz(desk, rooms, asking, *, requests):
    """Send requests to every operation, look at every answer, and return how many operations there were."""
    schema = schemathesis.openapi.from_dict(document(desk, rooms))
    schema.app = desk.app
    operations = [found.ok() for found in schema.get_all_operations()]
    for each in operations:
        for mode in GenerationMode:
            send(each.as_strategy(generation_mode=mode), asking, requests=requests)
    return len(operations)


def send(cases, asking, *, requests):
    """Send the requests of a strategy, each as somebody who has just come in."""
    settings = hypothesis.settings(
        max_examples=MANY if SEED else requests,
        deadline=None,
        derandomize=not SEED,
        database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
        phases=[hypothesis.Phase.generate, hypothesis.Phase.shrink],
    )

    @settings
    @hypothesis.given(cases)
    def one(case):
        case.call_and_validate(**asking(), excluded_checks=BEYOND_THE_SCHEMA)

    (hypothesis.seed(int(SEED))(one) if SEED else one)()


@pytest.mark.parametrize(("role", "requests"), [("facilitator", 4), ("mentee", 2)])
def test_record_keeps_to_its_own_description(whole, role, requests):
    """Every status, header and body is one that the document promises, for who may do all and for who may do little."""
    assert fuzz(whole, (RECORD,), lambda: bearer(whole, role), requests=requests) >= LEAST["record"]


def test_accounts_keep_to_their_own_description(whole):
    """Log-in, second factor and tokens answer as promised, within a session."""
    assert fuzz(whole, ACCOUNTS, lambda: session(whole, "facilitator"), requests=4) >= LEAST["accounts"]


def test_record_is_whole_after_all_that(whole):
    """Whatever was sent, the chain, the versions and the state agree."""
    assert verify(whole.store.engine) == ()


@pytest.mark.parametrize(
    ("path", "method", "names"),
    [
        ("members", "get", {"lang", "after", "limit", "state"}),
        ("members", "post", {"lang", "Idempotency-Key"}),
        ("members/{member}", "put", {"lang", "If-Match"}),
        ("records/{kind}/{record}/moves", "post", {"lang", "If-Match", "Idempotency-Key"}),
        ("imports/{kind}", "post", {"lang", "dry_run", "Idempotency-Key"}),
    ],
)
def test_document_names_what_stands_behind_the_question_mark_and_in_headers(whole, path, method, names):
    """A client made from the document can page, name its version, and repeat itself safely."""
    paths = whole.client.get("/api/v1/openapi.json").get_json()["paths"]

    assert {one["name"] for one in paths[f"{RECORD}/{{programme}}/{path}"][method]["parameters"]} == names
