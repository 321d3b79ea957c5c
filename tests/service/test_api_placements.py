"""POST /placements: one letter beside a published match, and ``noes`` of POST /proposals."""

import copy

import pytest

from tests.service.web_cases import PROPOSALS_BODY, client


def asked(address, status=200, **changes):
    """Return the answer to the usual body with some parts of it replaced."""
    body = {**copy.deepcopy(PROPOSALS_BODY), "time_limit": 60, **changes}
    response = client().post(f"/api/v1/{address}?lang=en", json=body)
    assert response.status_code == status, response.text
    return response.get_json(force=True)


@pytest.mark.guards("3.1.2")
def test_placement_holds_the_published_pair_and_advises():
    """A letter that comes late takes what is left; nobody else is moved."""
    answer = asked("placements", letter="delta", published={"beta": "alfa"}, expected=3)

    assert {pair["mentee"]: pair["mentor"] for pair in answer["assignment"]}["beta"] == "alfa"
    assert answer["proposal"]["mentee"] == "delta"
    assert answer["change"]["served"] == 1
    assert (answer["advice"]["expected"], answer["advice"]["this_year"]) == (3, 1)
    assert len(answer["advice"]["sentences"]) == 2


def test_placement_after_a_refusal_finds_the_next_mentor_without_advice():
    """The pair that was declined is ruled out; the place is needed now."""
    answer = asked(
        "placements", letter="beta", published={"beta": "alfa"}, declined={"mentor": "alfa", "reason": "no team"}
    )

    assert answer["proposal"]["mentor"] == "gama"
    assert answer["advice"] is None


def test_placement_without_a_place_gives_reasons():
    """No is an answer with status 200."""
    mentors = [{"id": "alfa", "region": "35.78", "capacity": 1}]
    practices = [{"mentor": "alfa", "subject": "NRW"}]

    answer = asked("placements", letter="delta", published={"beta": "alfa"}, mentors=mentors, practices=practices)

    assert answer["proposal"] is None
    assert answer["reasons"][0]["rule"] == "capacity"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"letter": "nobody"}, "letter"),
        ({"letter": "delta", "declined": {"mentor": "nobody", "reason": "x"}}, "declined"),
        ({"letter": "delta", "pins": [{"mentor": "alfa", "mentee": "delta", "kind": "must", "reason": "x"}]}, "letter"),
        ({"letter": "delta", "expected": -1}, "expected"),
        ({}, "letter"),
    ],
)
def test_placement_names_the_field_that_is_wrong(changes, field):
    """A client mends what it is told."""
    problem = asked("placements", 422, **changes)

    assert any(fault["field"].startswith(field) for fault in problem["faults"])


def test_proposals_tell_a_no_once_for_all_letters_that_share_it():
    """Two letters, one place: one sentence with both, and where one more place would help."""
    mentors = [{"id": "alfa", "region": "35.78", "capacity": 1}]
    needs = [{"mentee": "beta", "subject": "NRW"}, {"mentee": "delta", "subject": "NRW"}]

    noes = asked("proposals", mentors=mentors, practices=[{"mentor": "alfa", "subject": "NRW"}], needs=needs)["noes"]

    (squeeze,) = noes["squeezes"]
    assert (set(squeeze["letters"]), squeeze["places"], len(squeeze["waiting"])) == ({"beta", "delta"}, 1, 1)
    assert [(one["mentor"], one["subject"], one["more"]) for one in noes["bottlenecks"]] == [
        ("alfa", "", 1), ("", "NRW", 1),
    ]  # fmt: skip
    assert noes["quarrels"] == []


def test_proposals_tell_rules_that_say_no_together():
    """A veto on the one mentor is a rule with its section, its weight and its remedy."""
    pins = [{"mentor": key, "mentee": "delta", "kind": "never", "reason": "same board"} for key in ("alfa", "gama")]

    (quarrel,) = asked("proposals", pins=pins)["noes"]["quarrels"]

    assert quarrel["who"] == "delta"
    assert [rule["rule"] for rule in quarrel["sets"][0]] == ["never", "never"]
    assert quarrel["hardness"] == 3
    assert len(quarrel["repair"]) == 1
