"""POST /sandboxes: every point with proof and settings, small sweeps at once, faults with their field (4.2)."""

from functools import cache

import pytest

from service.api.sandboxes import SANDBOX_EXAMPLE
from tests.service.web_cases import application


@cache
def roomy():
    """Return a client of an application in which a sweep may take a minute."""
    return application(solve_seconds=60).test_client()


def ask(status: int = 200, **more: object) -> dict:
    """Return the answer to the example with some fields changed."""
    answer = roomy().post("/api/v1/sandboxes?lang=en", json={**SANDBOX_EXAMPLE, **more})
    assert answer.status_code == status, answer.text
    return answer.get_json()


@pytest.mark.guards("4.2")
def test_every_point_is_proved_and_can_be_made_again():
    """More money never funds less; one point asked for alone, by its settings, is the same point."""
    told = ask()

    gains = [point["levels"][0]["value"] for point in told["points"]]
    assert gains == sorted(gains)
    assert gains[-1] == 830
    assert all(level["proved"] for point in told["points"] for level in point["levels"])
    assert (told["lever"], told["now"], told["currency"]) == ("subsidies", 200_000_000, "IDR")
    last = told["points"][-1]
    (again,) = ask(values=[last["settings"]["value"]])["points"]
    assert again == {**last, "is_best": again["is_best"]}


def test_a_mentee_that_cannot_bear_the_rest_is_not_funded():
    """What a mentee can spend is part of the question."""
    (point,) = ask(values=["100%"], means={"tirta-beta": 0})["points"]

    assert point["funded"] == []
    assert point["levels"][0] | {"value": 0, "bound": 0, "proved": True} == point["levels"][0]


def test_a_year_planned_anew_and_a_year_of_nobody():
    """Both ways answer; a year without partnerships was not searched, and says so instead of a proved zero."""
    (anew,) = ask(values=["100%"], replan=True)["points"]
    (nobody,) = ask(values=["100%"], partnerships=[])["points"]

    assert anew["settings"]["replanned"]
    assert anew["funded"] == ["w-07"]
    assert nobody["levels"] == []
    assert nobody["status"] == "unknown"
    assert "Not searched" in nobody["unsearched"][0]["sentence"]["en"]


@pytest.mark.parametrize(
    ("more", "field", "said"),
    [
        ({"lever": "subsidi"}, "lever", "ceiling_per_party"),
        ({"values": ["50%", "many"]}, "values.1", "20000000"),
        ({"values": []}, "values", "required"),
        ({"lever": "budget", "values": ["5"]}, "values.0", "per cent"),
        ({"lever": "ceiling_mentor"}, "values.0", "states none yet"),
        ({"values": ["1%"] * 60}, "values", "at most 59 values, or ask for it as a job"),
        ({"values": ["1%"] * 101}, "values", "100"),
        ({"time_limit": 0}, "time_limit", "between"),
    ],
)
def test_wrong_questions_are_refused_with_their_field(more, field, said):
    """Nothing is swept on a guess; the fault names the field and what was expected."""
    problem = ask(422, **more)

    assert problem["faults"][0]["field"] == field
    assert said in problem["faults"][0]["expected"]


def test_seconds_are_shared_alike_so_that_a_sweep_ends_in_time():
    """Nine seconds for a year and three values are two each, whatever was asked."""
    answer = application(solve_seconds=9).test_client().post("/api/v1/sandboxes", json=SANDBOX_EXAMPLE)

    assert {point["settings"]["seconds"] for point in answer.get_json()["points"]} == {2.0}
