"""``mentors_each`` of POST /proposals: the same match with a mentor for each subject beside the plain one."""

import copy

import pytest

from tests.service.web_cases import PROPOSALS_BODY, client

BODY = {
    "mentors": [
        {"id": "alfa", "region": "35.78", "capacity": 1, "team_days": 30},
        {"id": "rini", "region": "35.73", "kind": "person"},
        {"id": "balai", "region": "35.78", "kind": "centre", "capacity": 3},
    ],
    "practices": [
        {"mentor": "alfa", "subject": "NRW", "before": {"nrw_pct": 38}, "after": {"nrw_pct": 24}},
        {"mentor": "rini", "subject": "BILL"},
        {"mentor": "balai", "subject": "WSP"},
    ],
    "mentees": [{"id": "beta", "region": "35.04"}, {"id": "gama"}],
    "needs": [
        {"mentee": "beta", "subject": "NRW", "rank": 1, "today": {"nrw_pct": 41}},
        {"mentee": "beta", "subject": "BILL", "rank": 2},
        {"mentee": "gama", "subject": "WSP"},
    ],
    "mentors_each": 2,
    "seed": 1,
    "time_limit": 5,
}


def ask(status: int = 200, **changes: object) -> dict:
    """Return the answer to the body with some parts of it replaced."""
    response = client().post("/api/v1/proposals?lang=en", json={**copy.deepcopy(BODY), **changes})
    assert response.status_code == status, response.text
    return response.get_json(force=True)


@pytest.mark.guards("2.1.3")
def test_a_utility_a_person_and_a_centre_each_answer_a_subject():
    """Whoever shows a practice can teach it; two of them can teach one mentee."""
    told = ask()["per_subject"]

    assert {(one["need"], one["mentor"]) for one in told["answers"]} == {
        ("beta/1", "alfa"), ("beta/2", "rini"), ("gama/1", "balai"),
    }  # fmt: skip
    assert told["status"] == "optimal"
    assert told["unanswered"] == {}
    assert told["one_mentor_each"]["points"] < next(one["value"] for one in told["levels"] if one["id"] == "points")
    assert all(one["en"] and one["id"] for one in told["gains"])
    assert told["team_days"]["alfa"] <= 30


def test_it_is_not_worked_out_unless_asked_for():
    """The plain match stays what a client gets that never heard of it."""
    body = {key: value for key, value in BODY.items() if key != "mentors_each"}
    response = client().post("/api/v1/proposals", json=body)

    assert response.get_json(force=True)["per_subject"] is None


def test_days_that_are_too_few_leave_the_subject_with_its_reason():
    """A team without days says no like a mentor without places."""
    mentors = copy.deepcopy(BODY["mentors"])
    mentors[0]["team_days"] = 3

    told = ask(mentors=mentors)["per_subject"]

    (reason,) = told["unanswered"]["beta/1"]
    assert reason["rule"] == "capacity"
    assert "3 working days" in reason["sentence"]["en"]
    assert "3 hari kerja" in reason["sentence"]["id"]


@pytest.mark.parametrize("wrong", [0, 6, "2", 1.5, True, -1])
def test_a_number_of_mentors_that_is_none_is_refused(wrong):
    """The schema takes whole numbers from 1 to 5 and guesses nothing."""
    answer = ask(status=422, mentors_each=wrong)

    assert [fault["field"] for fault in answer["faults"]] == ["mentors_each"]


@pytest.mark.parametrize("wrong", [-1, 1001, "30"])
def test_days_of_a_team_out_of_range_are_refused(wrong):
    """Below nothing and beyond a year of a large team is a slip."""
    answer = ask(status=422, mentors=[{**BODY["mentors"][0], "team_days": wrong}, *BODY["mentors"][1:]])

    assert [fault["field"] for fault in answer["faults"]] == ["mentors.0.team_days"]


def test_more_bundles_than_can_be_looked_at_are_named():
    """A size that would not end is refused as a fault of the number asked for, before memory is taken."""
    many = [{"id": f"m{number}"} for number in range(200)]
    practices = [{"mentor": one["id"], "subject": "NRW"} for one in many]
    needs = [{"mentee": "gama", "subject": "NRW"}]

    answer = ask(
        status=422, mentors=many, practices=practices, mentees=BODY["mentees"][1:], needs=needs, mentors_each=5
    )

    assert [fault["field"] for fault in answer["faults"]] == ["mentors_each"]


def test_the_plain_example_still_answers():
    """One body serves both ways."""
    response = client().post("/api/v1/proposals", json={**copy.deepcopy(PROPOSALS_BODY), "mentors_each": 1})

    told = response.get_json(force=True)["per_subject"]
    pairs = {(one["mentee"], one["mentor"]) for one in told["answers"]}
    assert len(pairs) == len({mentee for mentee, _ in pairs}) > 0
    assert told["one_mentor_each"] == {}
