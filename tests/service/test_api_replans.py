"""POST /replans: what /plans answered comes back as published, and a wrong body is told with its field."""

import pytest

from service.api.plans_asked import EXAMPLE
from tests.service.web_cases import client

ASKED = {**EXAMPLE, "budget": {head: 10 * amount for head, amount in EXAMPLE["budget"].items()}}


@pytest.fixture(scope="module")
def published():
    """Return the events of a plan."""
    answer = client().post("/api/v1/plans", json=ASKED)
    assert answer.status_code == 200
    return answer.get_json()["events"]


def body(published, **more):
    """Return a question about the published year."""
    return {**ASKED, "today": "2027-03-15", "published": published, **more}


def test_an_absence_moves_the_visit_it_hits(published):
    """One event moves, proved to be the fewest."""
    visit = next(event for event in published if event["activity"] == "monitoring_visit")
    ill = {"kind": "expert_sick", "who": "tirta-alfa", "first": visit["first"], "last": visit["last"]}

    answer = client().post("/api/v1/replans", json=body(published, happenings=[ill]))

    assert answer.status_code == 200
    told = answer.get_json()
    assert [move["event"] for move in told["moves"]] == [visit["id"]]
    assert told["touched"] == ["w-07"]
    assert next(level for level in told["levels"] if level["id"] == "touched")["proved"]


@pytest.mark.parametrize(
    "more",
    [
        {"happenings": [{"kind": "nothing"}]},
        {"happenings": [{"kind": "expert_sick", "who": "tirta-alfa"}]},
        {"enter": ["w-99"]},
        {"budget": {"documents": -1}},
    ],
)
def test_a_wrong_question_is_refused(published, more):
    """Every fault is a 422 with a field, never a failure of ours."""
    answer = client().post("/api/v1/replans", json=body(published, **more))

    assert answer.status_code == 422
    assert answer.get_json()["faults"]


def test_half_a_published_year_and_doubled_events_are_refused(published):
    """What cannot be compared is not guessed."""
    for events in (published[:3], published * 2, [{"id": "x"}]):
        answer = client().post("/api/v1/replans", json=body(events))

        assert answer.status_code == 422
