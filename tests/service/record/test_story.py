"""Three partnerships from the survey to what comes after, through the API alone; and one by the other book."""

import pytest

from service.store import rebuild, verify
from tests.service.record.record_cases import P, event, paper

DIRECTORS = ("mentor_director", "mentee_director", "chair")
MEETING = ("head_of_partnership", "facilitator", "mentor_director", "mentee_director")


def to_awaiting(desk, path):
    """Walk from the letter to the question to the mentor."""
    desk.step(path, "send_request", "2027-01-04", role="mentee")
    desk.step(path, "invite", "2027-01-06", papers=[paper("invitation", "2027-01-06")])
    desk.step(
        path,
        "hold_meeting",
        "2027-01-21",
        events=[event("initial_meeting", "2027-01-20", attended=MEETING)],
        papers=[paper("minutes", "2027-01-21")],
    )
    return desk.step(path, "ask_mentor", "2027-01-22", papers=[paper("confirmation_letter", "2027-01-22")])


def to_pilot(desk, path):
    """Walk from the question to the mentor to the agreement."""
    desk.step(
        path,
        "confirm",
        "2027-01-25",
        role="mentor",
        papers=[paper("mentor_confirmation", "2027-01-25", signed=["mentor_director"])],
        confirmed=[{"role": "mentor", "day": "2027-01-25"}],
    )
    desk.step(
        path,
        "sign_intent",
        "2027-02-08",
        events=[event("letter_of_intent", "2027-02-08")],
        papers=[paper("letter_of_intent", "2027-02-08", signed=DIRECTORS)],
    )
    desk.step(
        path,
        "report_diagnosis",
        "2027-02-22",
        role="mentor",
        events=[event("diagnostic_visit", "2027-02-09", until="2027-02-11")],
        papers=[paper("diagnostic_report", "2027-02-22")],
    )
    desk.step(
        path,
        "agree_plan",
        "2027-03-01",
        papers=[paper("work_plan", "2027-03-01", approved=["mentor", "mentee", "facilitator"])],
    )
    return desk.step(
        path,
        "sign_agreement",
        "2027-03-15",
        events=[event("memorandum_of_agreement", "2027-03-15")],
        papers=[paper("memorandum_of_agreement", "2027-03-15", signed=DIRECTORS)],
    )


def to_finished(desk, path, mentees):
    """Walk from the agreement to the letter of recommendation."""
    desk.facts(
        path,
        role="mentee",
        events=[event("study_visit", "2027-03-16", until="2027-03-18")],
        papers=[paper("study_visit_report", "2027-03-25")],
    )
    for mentee in mentees:
        for month in range(3, 9):
            report = paper("monthly_report", f"2027-{month + 1:02d}-05", of=mentee, month=f"2027-{month:02d}")
            desk.facts(path, role="mentee", papers=[report])
    desk.facts(
        path,
        role="mentor",
        events=[event("monitoring_visit", "2027-06-07", until="2027-06-09")],
        papers=[paper("monitoring_report", "2027-06-14")],
    )
    desk.step(path, "end_pilot", "2027-09-15", role="mentee", events=[event("pilot", "2027-03-15", until="2027-09-15")])
    desk.facts(path, role="mentor", papers=[paper("final_report_mentor", "2027-09-29")])
    desk.facts(path, role="mentee", papers=[paper("final_report_mentee", "2027-09-29")])
    desk.step(
        path,
        "evaluate",
        "2027-10-12",
        events=[event("evaluation_meeting", "2027-10-12", attended=["mentor", "mentee", "facilitator"])],
    )
    return desk.step(
        path, "recommend", "2027-11-20", papers=[paper("recommendation_letter", "2027-11-20", signed=["chair"])]
    )


@pytest.mark.guards("3.3.3", "3.3.4")
def test_three_partnerships_walk_from_letter_to_continuation(desk):
    """What the guideline describes can be recorded, as each role, to the end, by those whose part it is."""
    desk.programme()
    both = desk.partnership("w-01", "palembang", ("bengkulu", "bogor"))
    person = desk.partnership("w-02", "ahli", ("serang",))
    leaves = desk.partnership("w-03", "palembang", ("ternate",))

    for path in (both, person, leaves):
        assert to_awaiting(desk, path)["state"] == "awaiting"
    for path in (both, person):
        assert to_pilot(desk, path)["state"] == "in_pilot"
    gone = desk.step(leaves, "withdraw", "2027-02-01", role="mentee", reason="direktur berganti")
    ended = [to_finished(desk, path, who) for path, who in ((both, ("bengkulu", "bogor")), (person, ("serang",)))]
    formal = desk.step(both, "continue_formally", "2027-12-01", role="mentee")
    desk.step(person, "close", "2027-12-01")

    assert (gone["state"], gone["final"]) == ("withdrawn", True)
    assert [one["state"] for one in ended] == ["finished", "finished"]
    assert [one["cautions"] for one in ended] == [[], []]
    assert formal["state_name"]["id"] == "Berlanjut secara formal"
    left = desk.ask("GET", f"{P}/journal?kind=partnership&id=w-03", role="auditor").get_json()["items"]
    assert left[-1]["reason"] == "direktur berganti"
    assert [entry["event"] for entry in left][:2] == ["create", "step:send_request"]
    assert verify(desk.store.engine) == ()
    assert rebuild(desk.store).different == ()


@pytest.mark.guards("3.1.2")
def test_mentor_that_declines_is_replaced_and_the_new_one_has_to_agree_itself(desk):
    """A green light is one mentor's; the meeting is not repeated for the next one."""
    desk.programme()
    path = desk.partnership(mentees=("bengkulu",))
    to_awaiting(desk, path)
    desk.step(path, "refuse", "2027-01-25", role="mentor", confirmed=[])
    before = desk.ask("GET", path).get_json()

    changed = {"mentor": "bogor", "mentees": ["bengkulu"], "subject": "NRW", "letters": before["letters"]}
    assert desk.ask("PUT", path, changed, version=before["version"]).status_code == 200
    lacking = {each["id"]: each["lacks"] for each in desk.ask("GET", f"{path}/steps").get_json()["steps"]}
    desk.step(path, "ask_next_mentor", "2027-01-25", papers=[paper("confirmation_letter", "2027-01-25")])

    assert [lack["gate"] for lack in lacking["ask_next_mentor"]] == ["filed:confirmation_letter"]
    refused = desk.ask("POST", f"{path}/steps", {"step": "confirm", "day": "2027-01-27"}, version=desk.version(path))
    assert [fault["field"] for fault in refused.get_json()["faults"]] == [
        "confirmed:mentor",
        "filed:mentor_confirmation",
    ]
    assert to_pilot(desk, path)["state"] == "in_pilot"


def test_second_book_walks_its_own_states_by_the_same_code(desk):
    """No state, step or paper of one programme may stand in the code."""
    desk.programme("waterlinks")
    path = desk.partnership(mentees=("bengkulu",))
    quorum = ["facilitator", "mentor_director", "mentee_director"]

    desk.step(path, "introduce", "2027-01-20", events=[event("initial_meeting", "2027-01-20", attended=quorum)])
    desk.step(
        path,
        "sign_intent",
        "2027-02-01",
        papers=[
            paper("concept_note", "2027-01-28", approved=["facilitator", "mentor", "mentee"]),
            paper("letter_of_intent", "2027-02-01", signed=["mentor_director", "mentee_director", "network_director"]),
        ],
    )
    desk.step(
        path,
        "establish",
        "2027-03-01",
        papers=[
            paper("diagnostic_report", "2027-02-15"),
            paper("work_plan", "2027-02-20", approved=["mentor", "mentee", "facilitator"]),
            paper(
                "memorandum_of_agreement", "2027-03-01",
                signed=["mentor_director", "mentee_director", "network_director"],
            ),
        ],
    )  # fmt: skip
    months = [f"2027-{month:02d}" for month in range(3, 13)] + ["2028-01", "2028-02"]
    desk.facts(
        path,
        papers=[paper("monthly_report", "2028-03-02", month=month) for month in months],
        events=[
            event("study_visit", "2027-03-08"),
            event("pilot", "2027-03-01", until="2028-03-01"),
            event("monitoring_visit", "2027-07-01"),
        ],
    )
    desk.step(path, "implement", "2028-03-02", role="mentee")
    closed = desk.step(
        path,
        "close",
        "2028-04-03",
        papers=[
            paper("final_report_mentee", "2028-03-20"),
            paper("final_report_mentor", "2028-03-20"),
            paper("recommendation_letter", "2028-04-03", signed=["network_director"]),
        ],
    )

    assert (closed["state"], closed["final"], closed["cautions"]) == ("closed", True, [])
    assert verify(desk.store.engine) == ()
