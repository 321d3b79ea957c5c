"""POST /proposals: ranked mentors with points that add up, the best match, and a reasoned no."""

import copy

import pytest

from tests.service.web_cases import PROPOSALS_BODY, client


def ask(body: dict, status: int = 200) -> dict:
    """Return the answer to ``body``."""
    response = client().post("/api/v1/proposals?lang=en", json=body)
    assert response.status_code == status, response.text
    return response.get_json(force=True)


def changed(**changes: object) -> dict:
    """Return a body that works, with some parts of it replaced."""
    return {**copy.deepcopy(PROPOSALS_BODY), **changes}


@pytest.mark.guards("3.1.2")
def test_proposals_wished_mentor_is_assigned_and_proved():
    """A letter that names its mentor gets it where nothing stands against it."""
    answer = ask(PROPOSALS_BODY)

    assert answer["status"] == "optimal"
    assert {(pair["mentee"], pair["mentor"]) for pair in answer["assignment"]} >= {("beta", "alfa")}
    assert all(level["proved"] and level["value"] == level["bound"] for level in answer["levels"])


def test_proposals_points_are_the_sum_of_their_parts():
    """A score that does not decompose exactly cannot be argued with."""
    answer = ask(PROPOSALS_BODY)

    for found in answer["ranked"].values():
        for pair in found:
            assert pair["points"] == sum(part["points"] for part in pair["parts"])
            assert pair["possible"] == sum(part["possible"] for part in pair["parts"])
            assert all(each["en"] and each["id"] for each in pair["because"])


def test_proposals_ranked_best_first_and_cut_at_top():
    """A facilitator reads from the top and stops when convinced."""
    answer = ask(changed(top=1))

    assert {len(found) for found in answer["ranked"].values()} == {1}
    for found in ask(PROPOSALS_BODY)["ranked"].values():
        assert [pair["points"] for pair in found] == sorted((pair["points"] for pair in found), reverse=True)


def test_proposals_same_seed_gives_the_same_answer():
    """Two colleagues with the same letters must see the same proposals."""
    assert ask(PROPOSALS_BODY) == ask(PROPOSALS_BODY)


def test_proposals_full_mentor_leaves_a_mentee_with_reasons():
    """The world's no is an answer with status and reasons, not an error."""
    mentors = [{"id": "alfa", "region": "35.78", "capacity": 1}]
    practices = [{"mentor": "alfa", "subject": "NRW"}]

    answer = ask(changed(mentors=mentors, practices=practices))

    assert (len(answer["assignment"]), set(answer["unmatched"])) == (1, {"delta"})
    reason = answer["unmatched"]["delta"][0]
    assert reason["rule"]
    assert reason["remedy"]["en"]
    assert reason["remedy"]["id"]


def test_proposals_nobody_at_all_is_an_empty_answer():
    """An association without letters has a year too."""
    answer = ask(changed(mentors=[], practices=[], mentees=[], needs=[]))

    assert (answer["assignment"], answer["ranked"], answer["unmatched"]) == ([], {}, {})


def test_proposals_fixed_pairs_beyond_capacity_are_infeasible_with_200():
    """Two pins for one place contradict each other; that is told, not refused."""
    mentors = [{"id": "alfa", "region": "35.78", "capacity": 1}, {"id": "gama", "region": "31.71"}]
    pins = [{"mentor": "alfa", "mentee": each, "kind": "must", "reason": "promised"} for each in ("beta", "delta")]

    answer = ask(changed(mentors=mentors, pins=pins))

    assert answer["status"] == "infeasible"
    assert answer["assignment"] == []
    assert answer["conflicts"]


def test_proposals_forbidden_pair_is_never_assigned():
    """A pair that was ruled out stays out, however well it fits."""
    pins = [{"mentor": "alfa", "mentee": "beta", "kind": "never", "reason": "same board"}]

    assert ("beta", "alfa") not in {(pair["mentee"], pair["mentor"]) for pair in ask(changed(pins=pins))["assignment"]}


def test_proposals_baseline_is_beside_every_level():
    """Whoever doubts the solver compares it with the plain rule."""
    answer = ask(PROPOSALS_BODY)

    assert [each["id"] for each in answer["baseline"]] == [level["id"] for level in answer["levels"]]
    assert answer["baseline"][0]["value"] <= answer["levels"][0]["value"]


@pytest.mark.parametrize(
    ("part", "value", "field"),
    [
        ("practices", [{"mentor": "nobody", "subject": "NRW"}], "practices.0"),
        ("practices", [{"mentor": "alfa", "subject": "FLYING"}], "practices.0"),
        ("practices", [{"mentor": "alfa", "subject": "NRW", "after": {"nrw_pct": 900}}], "practices.0.after.nrw_pct"),
        ("practices", [{"mentor": "alfa", "subject": "NRW", "after": {"luck": 1}}], "practices.0.after"),
        ("mentors", [{"id": "alfa"}, {"id": "gama"}, {"id": "alfa"}], "mentors.2"),
        ("mentors", [{"id": "alfa", "region": "99.99"}, {"id": "gama"}], "mentors.0.region"),
        ("mentors", [{"id": "alfa", "utility": "nowhere"}, {"id": "gama"}], "mentors.0.utility"),
        ("pins", [{"mentor": "alfa", "mentee": "nobody", "kind": "must", "reason": "x"}], "pins.0"),
        ("past", [{"mentor": "nobody", "mentee": "beta"}], "past.0"),
    ],
)
def test_proposals_name_that_nobody_has_is_422_at_its_place(part, value, field):
    """A reference that leads nowhere is told where it stands, before anything is computed."""
    problem = ask(changed(**{part: value}), 422)

    assert field in {fault["field"] for fault in problem["faults"]}


def test_proposals_several_wrong_names_are_told_together():
    """Every wrong name of a body in one answer, not one an answer."""
    practices = [{"mentor": "x", "subject": "NRW"}, {"mentor": "y", "subject": "NRW"}]

    assert len(ask(changed(practices=practices), 422)["faults"]) == 2


def test_proposals_more_pairs_than_are_taken_is_422_with_the_bound_named():
    """The product is what costs time, so it has a bound of its own."""
    practices = [{"mentor": "alfa", "subject": "NRW"}] * 301
    mentees = [{"id": f"m-{each}"} for each in range(200)]
    needs = [{"mentee": f"m-{each}", "subject": "NRW"} for each in range(200)]

    problem = ask(changed(practices=practices, mentees=mentees, needs=needs), 422)

    assert "60000" in problem["faults"][0]["expected"]


def test_proposals_fault_in_indonesian_names_the_noun_in_indonesian():
    """Half-translated messages are read by nobody."""
    body = changed(needs=[{"mentee": "siapa", "subject": "NRW"}])

    problem = client().post("/api/v1/proposals?lang=id", json=body).get_json(force=True)

    assert problem["faults"][0]["expected"] == "tidak ada resipien bernama siapa"


@pytest.mark.guards("3.1.2")
def test_proposals_price_the_other_mentors_of_everybody_matched():
    """Why not another mentor is answered in the same breath: the assigned one first, then what each would change."""
    answer = ask(changed(top=50))

    assert set(answer["choices"]) == {pair["mentee"] for pair in answer["assignment"]}
    for pair in answer["assignment"]:
        first, *others = answer["choices"][pair["mentee"]]
        assert (first["mentor"], first["matched"], first["change"]) == (pair["mentor"], True, {})
        for other in others:
            assert bool(other["moves"]) != bool(other["against"])
            assert all(each["en"] and each["id"] for each in (*other["moves"], *other["enters"]))
    assert set(answer["settled"]) <= set(answer["choices"])


def test_proposals_keep_what_was_published_where_nothing_is_lost():
    """The second run of the year must not move directors who were told their mentor."""
    mentors = [{"id": key, "capacity": 1, "least": 1} for key in ("alfa", "gama")]
    practices = [{"mentor": key, "subject": "NRW"} for key in ("alfa", "gama")]
    needs = [{"mentee": key, "subject": "NRW"} for key in ("beta", "delta")]
    mentees = [{"id": "beta"}, {"id": "delta", "waited": 2}]
    body = {"mentors": mentors, "practices": practices, "mentees": mentees, "needs": needs, "seed": 1, "time_limit": 20}

    for published in ({"beta": "alfa", "delta": "gama"}, {"beta": "gama", "delta": "alfa"}):
        answer = ask({**body, "published": published, "floor": 300})

        assert {pair["mentee"]: pair["mentor"] for pair in answer["assignment"]} == published
        levels = {level["id"]: level["value"] for level in answer["levels"]}
        assert (levels["kept"], levels["minimum"], levels["waited"]) == (2, 2, 2)


def test_proposals_published_pair_of_a_stranger_is_named():
    """A pair that names nobody is a fault of the question, told by field."""
    answer = ask(changed(published={"beta": "nobody"}), status=422)

    assert "published" in answer["faults"][0]["field"]
