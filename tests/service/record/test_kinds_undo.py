"""Versions, differences and undo, all of them from the one journal."""

import pytest

from service.store import rebuild, verify
from tests.service.record.kind_cases import DAY, at, change, faults, granted, keep, move, rows
from tests.service.record.record_cases import P, paper


@pytest.fixture
def running(desk):
    """Give a programme with one partnership."""
    desk.programme()
    desk.partnership(mentees=("bengkulu",))
    return desk


def newest(desk, kind, id_):
    """Return the number of a record's last entry."""
    return desk.ask("GET", f"{P}/journal?kind={kind}&id={id_}&limit=200").get_json()["items"][-1]["seq"]


def undo(desk, seq, *, role="facilitator", reason="salah ketik"):
    """Undo an entry and return the response."""
    return desk.ask("POST", f"{P}/undos", {"seq": seq, "reason": reason}, role=role)


def report(desk, month="2027-04", **data):
    """Keep a monthly report."""
    return keep(
        desk, "monthly_report", role="mentee", partnership="w-01", member="bengkulu", month=month, **data
    )  # fmt: skip


def test_versions_and_their_difference_come_from_the_journal(running):
    """Who wants to know what was said in March finds it as it was said in March."""
    made = report(running, activities="satu", findings="dua")
    change(running, made, role="mentee", activities="tiga", obstacles="hujan")
    move(running, made, "submit", role="mentee")
    path = f"{P}/versions/monthly_report/{made['id']}"
    items = running.ask("GET", path, role="mentor").get_json()["items"]
    between = running.ask("GET", f"{path}/1/3", role="mentor").get_json()

    assert [(one["version"], one["event"], one["state"]) for one in items] == [
        (1, "create", "draft"), (2, "change", "draft"), (3, "move:submit", "submitted"),
    ]  # fmt: skip
    assert items[0]["data"]["activities"] == "satu"
    assert (between["state"], between["change"]) == (
        ["draft", "submitted"], {"activities": "tiga", "obstacles": "hujan"},
    )  # fmt: skip
    assert between["before"] == {"activities": "satu"}
    assert running.ask("GET", f"{path}/1/9").status_code == 404
    stranger = running.account("mentee", "ternate")
    assert running.ask("GET", path, role=stranger).status_code == 404
    assert running.ask("GET", f"{P}/versions/partnership/w-01", role=stranger).status_code == 404
    assert len(running.ask("GET", f"{P}/versions/partnership/w-01", role="mentee").get_json()["items"]) == 2


def test_undone_change_is_a_new_entry_and_leaves_what_came_between(running):
    """Nothing goes away: the inverse is written, and a later change of something else stays."""
    made = report(running, activities="satu", findings="dua")
    change(running, made, role="mentee", activities="tiga")
    wrong = newest(running, "monthly_report", made["id"])
    change(running, made, role="mentee", obstacles="hujan")
    done = undo(running, wrong)
    now = running.ask("GET", at(made)).get_json()

    assert done.status_code == 201, done.text
    assert (now["data"]["activities"], now["data"]["obstacles"], now["version"]) == ("satu", "hujan", 4)
    entry = running.ask("GET", f"{P}/journal?kind=monthly_report&id={made['id']}").get_json()["items"][-1]
    assert (entry["event"], entry["reason"]) == ("undo", f"#{wrong}: salah ketik")
    assert verify(running.store.engine) == ()


def test_change_with_a_later_one_upon_it_is_not_undone_and_the_later_one_is_named(running):
    """Undoing beneath somebody's work would undo that too."""
    made = report(running, activities="satu")
    change(running, made, role="mentee", activities="dua")
    wrong = newest(running, "monthly_report", made["id"])
    change(running, made, role="mentee", activities="tiga")
    last = newest(running, "monthly_report", made["id"])
    refused = undo(running, wrong)

    assert (refused.status_code, refused.get_json()["type"]) == (409, "/api/#undo-refused")
    assert refused.get_json()["faults"] == [
        {
            "field": f"monthly_report/{made['id']}",
            "expected": f"monthly_report/{made['id']} was changed after it (entry {last}: change)",
        }
    ]
    assert undo(running, last).status_code == 201
    assert undo(running, newest(running, "monthly_report", made["id"])).status_code == 201
    assert running.ask("GET", at(made)).get_json()["data"]["activities"] == "tiga"


def test_new_record_is_taken_away_unless_another_one_names_it(running):
    """What others lean on stays; what nobody leans on goes, and may come back."""
    advice = keep(running, "advice", role="mentor", partnership="w-01", kind="lesson", day=DAY, text="x")
    made = report(running, advice_taken=[{"advice": advice["id"], "done": True}])
    leaned = undo(running, newest(running, "advice", advice["id"]))
    gone = undo(running, newest(running, "monthly_report", made["id"]))
    after = undo(running, newest(running, "advice", advice["id"]))

    assert (leaned.status_code, faults(leaned)) == (409, [f"monthly_report/{made['id']}"])
    assert (gone.status_code, gone.get_json()["state"], after.status_code) == (201, "deleted", 201)
    assert running.ask("GET", at(made)).status_code == 404
    assert undo(running, newest(running, "monthly_report", made["id"])).status_code == 409
    assert undo(running, newest(running, "advice", advice["id"])).status_code == 201
    assert undo(running, newest(running, "monthly_report", made["id"])).get_json()["state"] == "draft"
    assert rebuild(running.store).different == ()


def test_move_takes_along_what_it_put_on_record_unless_a_step_was_taken_since(running):
    """A paper that was filed by a record is filed no more when that is undone, and not beneath a later step."""
    path = f"{P}/partnerships/w-01"
    running.step(path, "send_request", "2027-01-04", role="mentee")
    running.step(path, "invite", "2027-01-06", papers=[paper("invitation", "2027-01-06")])
    attended = rows("head_of_partnership", "facilitator", "mentor_director", "mentee_director")
    meeting = keep(running, "meeting", name="rapat-1", partnerships=["w-01"], activity="initial_meeting",
                   day="2027-01-20", document="minutes", minutes="Sepakat", attended=attended)  # fmt: skip
    move(running, meeting, "hold", day="2027-01-20")
    held = newest(running, "meeting", "rapat-1")
    with_it = newest(running, "partnership", "w-01")
    move(running, meeting, "minute", day="2027-01-21")
    filed = newest(running, "meeting", "rapat-1")
    running.step(path, "hold_meeting", "2027-01-21")
    stepped = newest(running, "partnership", "w-01")

    beneath = undo(running, filed)
    partly = undo(running, with_it)
    undo(running, stepped)
    freed = undo(running, filed)
    both = undo(running, held)

    assert (beneath.status_code, faults(beneath)) == (409, ["partnership/w-01"])
    assert f"entry {stepped}: step:hold_meeting" in beneath.get_json()["detail"]
    assert partly.status_code == 409
    assert (freed.status_code, both.status_code) == (201, 201), freed.text + both.text
    now = running.ask("GET", path).get_json()
    assert (now["state"], now["events"], sorted(now["papers"])) == ("invited", [], ["invitation", "request_letter"])
    assert running.ask("GET", f"{P}/records/meeting/rapat-1").get_json()["state"] == "planned"


def test_decision_beneath_subsidies_stays_decided_and_they_are_named(running):
    """Money that was granted under a decision would hang in the air without it."""
    subsidy = granted(running)
    refused = undo(running, newest(running, "board_decision", "sk-01"))
    own = undo(running, newest(running, "subsidy", subsidy["id"]), role="facilitator")

    assert refused.status_code == 409
    assert refused.get_json()["faults"][0]["expected"] == (
        f"subsidy/{subsidy['id']} depends on it: without the board's decision there is no rule for a subsidy: sk-01"
    )
    assert (own.status_code, own.get_json()["state"]) == (201, "proposed")


def test_what_cannot_be_undone_says_why(running):
    """The beginning of a partnership, a text that was erased, an entry that is not there."""
    member = newest(running, "member", "ahli")
    running.ask("DELETE", f"{P}/members/ahli/contact", version=1)
    refused = {
        "first": undo(running, newest(running, "partnership", "w-01")),
        "named": undo(running, member),
        "erased": undo(running, newest(running, "member", "ahli")),
    }

    assert {name: answer.status_code for name, answer in refused.items()} == dict.fromkeys(refused, 409)
    assert "end it by a step" in refused["first"].get_json()["detail"]
    assert "what was erased does not come back" in refused["erased"].get_json()["detail"]
    assert undo(running, 10**6).status_code == 404
    assert undo(running, member, role="mentor").status_code == 403
    assert undo(running, member, reason="").status_code == 422


def test_undone_change_of_a_name_brings_the_name_back(running):
    """What is about people stands apart, and is undone all the same while it was not erased."""
    made = keep(running, "stakeholder", member="bengkulu", body="supervisory_board", support="supports", person="Anwar")
    change(running, made, person="Budi")
    done = undo(running, newest(running, "stakeholder", made["id"]))

    assert done.status_code == 201, done.text
    assert running.ask("GET", at(made)).get_json()["data"]["person"] == "Anwar"


@pytest.mark.guards("4.2")
def test_refusal_is_not_undone_when_the_money_was_given_to_another_claim(running):
    """A claim that counts again may not break the ceiling that the others kept in the meantime."""
    subsidy = granted(running, 10_000_000)
    plain = {"subsidy": subsidy["id"], "member": "palembang", "day": DAY, "cost_kind": "fare", "amount": 10_000_000}
    first = keep(running, "claim", role="mentor", **plain)
    move(running, first, "refuse")
    refusal = newest(running, "claim", first["id"])
    second = keep(running, "claim", role="mentor", **plain)
    beyond = undo(running, refusal)
    undo(running, newest(running, "claim", second["id"]))

    assert beyond.get_json()["faults"][0]["expected"] == "the claims exceed the subsidy: 20000000 > 10000000"
    assert undo(running, refusal).get_json()["state"] == "filed"
