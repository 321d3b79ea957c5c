"""The record and its accounts against their own description: whatever is sent, the answer is one that is promised."""

import os

import hypothesis
import pytest
import schemathesis
from schemathesis.specs.openapi import checks as openapi_checks

from service.store import verify
from tests.service.record.fuzz_cases import ACCOUNTS, RECORD, bearer, document, filled, session
from tests.service.record.record_cases import Desk, application_on, close

# Requests for each operation; more are sent by hand: SOLIDARITAS_FUZZ=200 (then not derandomised).
MORE = int(os.environ.get("SOLIDARITAS_FUZZ", "0"))
SETTINGS = hypothesis.settings(
    max_examples=MORE or 6,
    deadline=None,
    derandomize=not MORE,
    database=None,
    suppress_health_check=list(hypothesis.HealthCheck),
)

# A body may be well-formed and still name what is not there, or stand where it may not: 404, 409, 412, 422 say so.
BEYOND_THE_SCHEMA = [openapi_checks.positive_data_acceptance]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Give an application with a small record."""
    app = application_on(str(tmp_path_factory.mktemp("fuzz") / "record.db"))
    yield filled(Desk(app))
    close(app)


def schema_of(desk, rooms):
    """Return what is fuzzed."""
    found = schemathesis.openapi.from_dict(document(desk, rooms))
    found.app = desk.app
    return found


@pytest.fixture(scope="module")
def of_record(whole):
    """Give the operations of the record."""
    return schema_of(whole, (RECORD,))


@pytest.fixture(scope="module")
def of_accounts(whole):
    """Give the operations of accounts."""
    return schema_of(whole, ACCOUNTS)


RECORDED = schemathesis.pytest.from_fixture("of_record")
ENTERED = schemathesis.pytest.from_fixture("of_accounts")


@RECORDED.parametrize()
@SETTINGS
def test_record_keeps_to_its_own_description_for_the_facilitator(case, whole):
    """Who may do everything gets every status, header and body as the document promises, and never a 500."""
    case.call_and_validate(headers=bearer(whole, "facilitator"), excluded_checks=BEYOND_THE_SCHEMA)


@RECORDED.parametrize()
@SETTINGS
def test_record_keeps_to_its_own_description_for_a_mentee(case, whole):
    """Who may do little gets its refusals as the document promises."""
    case.call_and_validate(headers=bearer(whole, "mentee"), excluded_checks=BEYOND_THE_SCHEMA)


@ENTERED.parametrize()
@SETTINGS
def test_accounts_keep_to_their_own_description(case, whole):
    """Log-in, second factor and tokens answer as promised, within a session."""
    case.call_and_validate(headers=session(whole, "facilitator"), excluded_checks=BEYOND_THE_SCHEMA)


def test_record_is_whole_after_all_that(whole):
    """Whatever was sent, the chain, the versions and the state agree."""
    assert verify(whole.store.engine) == ()
