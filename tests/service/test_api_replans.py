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


def test_a_day_on_which_nothing_can_begin_is_refused_in_both_languages(published):
    """No word of the other language stands in the sentence."""
    visit = next(event for event in published if event["activity"] == "monitoring_visit")
    moved = {"kind": "visit_settled", "event": visit["id"], "day": "2027-11-26"}

    told = [
        client().post(
            "/api/v1/replans", json=body(published, happenings=[moved]), headers={"Accept-Language": language}
        )
        for language in ("en", "id")
    ]

    assert [answer.status_code for answer in told] == [422, 422]
    english, indonesian = (answer.get_json()["faults"][0]["expected"] for answer in told)
    assert "none of them quiet" in english
    assert "tanpa hari tenang" in indonesian
    assert "of" not in indonesian.split()


def test_a_visit_moved_by_hand_says_what_breaks_alone(published):
    """The client that drags a visit gets the broken rules beside the repair."""
    visit = next(event for event in published if event["activity"] == "monitoring_visit")
    moved = {"kind": "visit_settled", "event": visit["id"], "day": "2027-10-26"}

    told = client().post("/api/v1/replans", json=body(published, happenings=[moved])).get_json()

    assert list(told["alone"]) == [visit["id"]]
    assert told["alone"][visit["id"]][0]["sentence"]["id"]


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
