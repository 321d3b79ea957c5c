"""The API against its own description: thousands of requests, well-formed and not, and never a surprise."""

import hypothesis
import pytest
import schemathesis
from schemathesis.specs.openapi import checks as openapi_checks

from tests.service.web_cases import application

# Requests for each operation; solves are cut to a second, so that the whole stays under a minute.
REQUESTS = 40

SCHEMA = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application(wait_seconds=60, solve_seconds=1))

# A body may be well-formed and still name a mentor that is not in it: the schema cannot say so, the answer (422) does.
BEYOND_THE_SCHEMA = [openapi_checks.positive_data_acceptance]


@SCHEMA.parametrize()
@hypothesis.settings(
    max_examples=REQUESTS, deadline=None, derandomize=True, suppress_health_check=list(hypothesis.HealthCheck)
)
def test_api_keeps_to_its_own_description(case):
    """Every status, header and body is one that the document promises, and nothing is answered with a 500."""
    case.call_and_validate(excluded_checks=BEYOND_THE_SCHEMA if case.method == "POST" else [])


def test_schema_names_the_operations_that_are_tested():
    """A document that lost its operations would let the test above pass on nothing."""
    assert len(list(SCHEMA.get_all_operations())) >= 6


@pytest.mark.parametrize("address", ["/api/v1/openapi.json", "/api/v1/subjects"])
def test_schema_is_served_by_the_application_under_test(address):
    """The requests above go to the application and to no stand-in."""
    assert application().test_client().get(address).status_code == 200
