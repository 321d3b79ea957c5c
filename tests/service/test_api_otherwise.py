"""POST /proposals with ``otherwise``: other matches, the frontier, weights, and wishes of both sides."""

import copy

import pytest

from tests.service.web_cases import PROPOSALS_BODY, client

EVERYTHING = {"others": 2, "differ": 1, "frontier": True, "weights": True, "rather": True}


def ask(otherwise: object, status: int = 200, **changes: object) -> dict:
    """Return the answer to a body that works, with ``otherwise``."""
    body = {**copy.deepcopy(PROPOSALS_BODY), "otherwise": otherwise, **changes}
    response = client().post("/api/v1/proposals?lang=en", json=body)
    assert response.status_code == status, response.text
    return response.get_json(force=True)


@pytest.mark.guards("2.1.4")
def test_otherwise_answers_all_that_is_asked():
    """A program gets the same four answers as a person at the terminal."""
    answer = ask(EVERYTHING)

    told = answer["otherwise"]
    assert told["others"]["differ"] == 1
    assert all(one["change"] or one["moves"] for one in told["others"]["found"])
    assert told["frontier"]["stops"][0]["total"] == sum(pair["points"] for pair in answer["assignment"])
    assert len(told["weights"]) == 10
    assert told["rather"]["least"] <= len(told["rather"]["left"]) <= len(told["rather"]["pairs"])


def test_otherwise_not_asked_for_is_null():
    """Nobody waits for what nobody asked."""
    told = ask({"rather": True})["otherwise"]

    assert (told["others"], told["frontier"], told["weights"]) == (None, None, None)
    response = client().post("/api/v1/proposals", json=copy.deepcopy(PROPOSALS_BODY)).get_json()
    assert response["otherwise"] is None
    assert response["decided"]["served"] <= len(response["assignment"])


def test_otherwise_of_contradictory_pins_is_an_answer():
    """Where no match was made there is nothing beside it, and the reason stands there."""
    mentee, mentors = PROPOSALS_BODY["mentees"][0]["id"], [one["id"] for one in PROPOSALS_BODY["mentors"]][:2]
    pins = [{"mentor": key, "mentee": mentee, "kind": "must", "reason": "asked"} for key in mentors]

    answer = ask(EVERYTHING, pins=pins)

    assert answer["status"] == "infeasible"
    assert answer["otherwise"]["others"]["found"] == []
    assert answer["otherwise"]["others"]["end"]["remedy"]["en"] == "Make a match first."
    assert answer["otherwise"]["weights"] == []


@pytest.mark.parametrize(
    ("otherwise", "field"),
    [
        ({"others": 11}, "otherwise.others"),
        ({"others": True}, "otherwise.others"),
        ({"differ": 0}, "otherwise.differ"),
        ({"frontier": "yes"}, "otherwise.frontier"),
        ({"everything": True}, "otherwise.everything"),
        ([], "otherwise"),
    ],
)
def test_otherwise_that_cannot_be_read_is_refused_by_field(otherwise, field):
    """A slip is told with its path, and nothing is guessed."""
    answer = ask(otherwise, 422)

    assert [fault["field"] for fault in answer["faults"]] == [field]
