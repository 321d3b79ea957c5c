"""POST /joint-plans: one of a group enters, the waiting list says why not the others, faults name their field."""

import pytest

from service.api.joint_plans import JOINT_EXAMPLE
from tests.service.web_cases import client

RICH = {**JOINT_EXAMPLE, "budget": {head: 10 * amount for head, amount in JOINT_EXAMPLE["budget"].items()}}


def ask(**more):
    """Ask about the example with a budget that carries it."""
    return client().post("/api/v1/joint-plans", json={**RICH, **more})


def test_the_better_of_a_group_enters_and_the_other_does_not():
    """A letter has one mentor, the one that is worth more."""
    answer = ask()

    assert answer.status_code == 200
    told = answer.get_json()
    assert told["entered"] == ["w-07"]
    assert {event["partnership"] for event in told["events"]} - {""} == {"w-07"}
    assert told["waiting"] == []
    assert told["levels"][0]["proved"]


def test_a_mentor_without_a_place_leaves_it_to_the_next():
    """What the mentor can carry is part of the question."""
    told = ask(places={"tirta-alfa": 0}).get_json()

    assert told["entered"] == ["w-08"]


def test_who_waits_is_told_what_is_missing():
    """Without any place the letter waits, and the reason says for what."""
    told = ask(places={"tirta-alfa": 0, "tirta-gama": 0}).get_json()

    assert told["entered"] == []
    (one,) = told["waiting"]
    assert one["group"] == "s-07"
    assert one["place"]
    assert one["reason"]["sentence"]["id"]


def test_without_money_the_letter_waits_for_rupiah():
    """The amounts that are missing stand by head."""
    poor = dict.fromkeys(JOINT_EXAMPLE["budget"], 0)

    (one,) = ask(budget=poor).get_json()["waiting"]

    assert sum(one["money"].values()) > 0


@pytest.mark.parametrize("more", [{"places": {"nobody": 1}}, {"places": {"tirta-alfa": -1}}, {"partnerships": [{}]}])
def test_a_wrong_question_is_refused_with_its_field(more):
    """Every fault is a 422 with a field."""
    answer = ask(**more)

    assert answer.status_code == 422
    assert answer.get_json()["faults"][0]["field"].startswith(next(iter(more)))
