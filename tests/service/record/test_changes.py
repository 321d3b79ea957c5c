"""Versions, keys, pages and refusals of the record, in both languages."""

import threading

import pytest

from service.store import verify
from tests.service.record.record_cases import P, event, paper

MEMBER = f"{P}/members/bengkulu"
QUORUM = ("head_of_partnership", "facilitator", "mentor_director", "mentee_director")
STRANGER = [{"role": "mentee_director", "who": "serang"}]


def test_change_without_version_is_428_with_an_old_one_412_and_nothing_changes(desk):
    """Nobody may overwrite what they have not seen."""
    desk.programme()

    for change in (("PUT", MEMBER, {"name": "X"}), ("DELETE", f"{MEMBER}/contact", None)):
        assert desk.ask(*change).get_json()["type"] == "/api/#no-version"
        stale = desk.ask(*change, version=7)
        assert (stale.status_code, stale.get_json()["type"]) == (412, "/api/#stale")
    assert desk.version(MEMBER) == 1


def test_etag_is_the_version_and_saves_reading_twice(desk):
    """Who has the newest version gets 304 and no body."""
    desk.programme()

    first = desk.ask("GET", MEMBER)
    changed = desk.ask("PUT", MEMBER, {"name": "Tirta Baru"}, version=1)
    again = desk.client.get(
        MEMBER, headers={"Authorization": f"Bearer {desk.tokens['facilitator']}", "If-None-Match": '"2"'}
    )

    assert (first.headers["ETag"], changed.headers["ETag"]) == ('"1"', '"2"')
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("key", ["", "short", "x" * 81, "with space", "naïve-key-1"])
def test_post_without_a_usable_key_is_400(desk, key):
    """A request that cannot be repeated safely is not done once either."""
    response = desk.client.post(
        "/api/v1/programmes",
        json={"id": "p", "name": "P", "book": "perpamsi", "year": 2027},
        headers={
            "Authorization": f"Bearer {desk.tokens['facilitator']}",
            "Idempotency-Key": key.encode("latin1", "replace").decode("latin1"),
        },
    )

    assert (response.status_code, response.get_json()["type"]) == (400, "/api/#no-key")


def test_same_key_same_request_is_answered_byte_for_byte_and_done_once(desk):
    """A lost answer may be asked for again, also after the record has moved on."""
    desk.programme()
    body = {"id": "baru", "name": "Tirta Baru"}

    first = desk.ask("POST", f"{P}/members", body, key="the-same-key")
    desk.ask("PUT", f"{P}/members/baru", {"name": "Lain"}, version=1)
    again = desk.ask("POST", f"{P}/members", body, key="the-same-key")
    other = desk.ask("POST", f"{P}/members", {**body, "name": "Beda"}, key="the-same-key")

    assert (again.status_code, again.data, again.headers["ETag"]) == (201, first.data, first.headers["ETag"])
    assert (other.status_code, other.get_json()["type"]) == (422, "/api/#key-reused")
    assert desk.version(f"{P}/members/baru") == 2


def test_refused_request_keeps_no_answer_so_its_key_may_be_used_again(desk):
    """What did not happen has nothing to repeat."""
    desk.programme()

    assert desk.ask("POST", f"{P}/members", {"id": "baru"}, key="once-more").status_code == 422
    assert desk.ask("POST", f"{P}/members", {"id": "baru", "name": "Baru"}, key="once-more").status_code == 201


def test_forty_keys_from_six_clients_at_once_make_forty_records(desk):
    """Impatient clients send everything several times; each thing happens once and all are told the same."""
    desk.programme()
    keys, clients = 40, 6
    answers = {}

    def send(client):
        for number in range(keys):
            body = {"id": f"m-{number:02d}", "name": "Tirta"}
            response = desk.ask("POST", f"{P}/members", body, key=f"key-of-{number:04d}")
            answers[client, number] = (response.status_code, response.data, response.headers.get("ETag"))

    threads = [threading.Thread(target=send, args=(client,)) for client in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {status for status, _, _ in answers.values()} == {201}
    assert all(len({answers[client, number] for client in range(clients)}) == 1 for number in range(keys))
    made = [
        entry for entry in desk.ask("GET", f"{P}/journal?limit=200").get_json()["items"] if entry["id"].startswith("m-")
    ]
    assert len(made) == keys
    assert verify(desk.store.engine) == ()


def test_pages_follow_each_other_without_gap_or_double(desk):
    """A reader of a long list sees everything once, whatever is added meanwhile."""
    desk.programme()
    seen, after = [], ""

    while after is not None:
        page = desk.ask("GET", f"{P}/members?limit=2" + (f"&after={after}" if after else "")).get_json()
        seen += [each["id"] for each in page["items"]]
        after = page["next"]

    assert seen == ["ahli", "bengkulu", "bogor", "palembang", "serang", "ternate"]


@pytest.mark.guards("3.1.2", "3.1.7")
@pytest.mark.parametrize(
    ("lang", "said"), [("en", "is not signed yet by Director"), ("id", "belum ditandatangani oleh Direktur")]
)
def test_step_that_lacks_something_is_409_with_what_who_and_section(desk, lang, said):
    """A no names the rule, its section, who is waited for, and what can be done instead."""
    desk.programme()
    path = desk.partnership()
    desk.step(path, "send_request", "2027-01-04")
    desk.step(path, "invite", "2027-01-06", papers=[paper("invitation", "2027-01-06")])
    meeting = event("initial_meeting", "2027-01-20", attended=["facilitator", "mentor_director"])
    body = {"step": "hold_meeting", "day": "2027-01-20", "events": [meeting]}

    refused = desk.ask("POST", f"{path}/steps", body, version=desk.version(path), lang=lang)
    early = desk.ask(
        "POST", f"{path}/steps", {"step": "sign_agreement", "day": "2027-01-20"}, version=desk.version(path)
    )

    problem = refused.get_json()
    assert (refused.status_code, problem["type"], problem["section"]) == (409, "/api/#step-refused", "3.1.2")
    assert [fault["field"] for fault in problem["faults"]] == ["attended:initial_meeting", "filed:minutes"]
    quorum = problem["faults"][0]["expected"]
    assert "bengkulu" in quorum
    assert "bogor" in quorum
    assert "palembang" not in quorum
    assert problem["allowed"] == ["postpone", "withdraw"]
    assert {each["id"] for each in problem["steps"]} == {"hold_meeting", "postpone", "withdraw"}
    assert early.status_code == 409
    assert "does not start from" in early.get_json()["detail"]
    desk.step(
        path,
        "hold_meeting",
        "2027-01-21",
        events=[event("initial_meeting", "2027-01-20", attended=QUORUM)],
        papers=[paper("minutes", "2027-01-21")],
    )
    desk.step(path, "ask_mentor", "2027-01-22", papers=[paper("confirmation_letter", "2027-01-22")])
    light = {"step": "confirm", "day": "2027-01-25", "confirmed": [{"role": "mentor", "day": "2027-01-25"}]}
    desk.made(
        f"{path}/steps",
        {**light, "papers": [paper("mentor_confirmation", "2027-01-25")]},
        role="mentor",
        version=desk.version(path),
    )
    unsigned = {
        "step": "sign_intent",
        "day": "2027-02-01",
        "events": [event("letter_of_intent", "2027-02-01")],
        "papers": [paper("letter_of_intent", "2027-02-01", signed=["chair"])],
    }
    told = desk.ask("POST", f"{path}/steps", unsigned, version=desk.version(path), lang=lang).get_json()["detail"]
    assert said in told


def test_step_of_another_party_is_refused_and_unknown_steps_are_404(desk):
    """The mentee cannot invite, and nobody can take a step that the book does not have."""
    desk.programme()
    path = desk.partnership()

    other = desk.ask("POST", f"{path}/steps", {"step": "send_request", "day": "2027-01-04"}, role="mentor", version=1)
    unknown = desk.ask("POST", f"{path}/steps", {"step": "sign_inten", "day": "2027-01-04"}, version=1)

    assert (other.status_code, other.get_json()["faults"][0]["field"]) == (409, "by:mentee")
    assert (unknown.status_code, unknown.get_json()["allowed"]) == (404, ["sign_intent"])


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"papers": [paper("nothing", "2027-01-04")]}, "papers.0.document"),
        ({"papers": [paper("minutes", "2028-12-21")]}, "papers.0.day"),
        ({"papers": [paper("monthly_report", "2027-04-05", month="2027-03", of="serang")]}, "papers.0.of"),
        ({"papers": [paper("monthly_report", "2027-04-05")]}, "papers.0.month"),
        ({"papers": [paper("monthly_report", "2027-04-05", month="2027-05")]}, "papers.0.month"),
        ({"papers": [paper("minutes", "2027-04-05", month="2027-03")]}, "papers.0.month"),
        ({"papers": [paper("minutes", "2027-04-05", signed=["chair"])]}, "papers.0.signed_by.0.role"),
        ({"papers": [{**paper("letter_of_intent", "2027-04-05"), "signed_by": STRANGER}]}, "papers.0.signed_by.0.who"),
        ({"events": [event("nothing", "2027-01-04")]}, "events.0.activity"),
        ({"events": [event("pilot", "2027-03-01", until="2027-02-01")]}, "events.0.until"),
        ({"events": [event("pilot", "2027-03-01", of=["serang"])]}, "events.0.of"),
        ({"confirmed": [{"role": "nobody", "day": "2027-01-04"}]}, "confirmed.0.role"),
    ],
)  # fmt: skip
def test_fact_that_cannot_be_is_422_with_its_field(desk, facts, field):
    """A slip of the pen is told where it stands, and nothing of the request is kept."""
    desk.programme()
    path = desk.partnership()

    refused = desk.ask("POST", f"{path}/facts", facts, version=1)

    assert (refused.status_code, [fault["field"] for fault in refused.get_json()["faults"]]) == (422, [field])
    assert desk.version(path) == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"mentees": []}, "mentees"),
        ({"mentees": ["bogor", "bogor"]}, "mentees"),
        ({"mentees": ["bogor"], "mentor": "bogor"}, "mentees"),
        ({"mentees": ["nobody"]}, "mentees.0"),
        ({"mentees": ["bogor"], "mentor": "nobody"}, "mentor"),
        ({"mentees": ["bogor"], "letters": ["s-99"]}, "letters.0"),
    ],
)
def test_partnership_of_nobody_is_422(desk, body, field):
    """A partnership has members of its programme, each once."""
    desk.programme()

    refused = desk.ask("POST", f"{P}/partnerships", {"id": "w-01", **body})

    assert (refused.status_code, refused.get_json()["faults"][0]["field"]) == (422, field)


@pytest.mark.guards("3.1.1-A6")
def test_letter_says_what_it_lacks_and_may_be_completed(desk):
    """A letter without subject or results is kept and goes back with what is missing."""
    desk.programme()

    letter = desk.made(f"{P}/letters", {"id": "s-01", "member": "bogor", "received": "2027-01-04"}, role="mentee")
    whole = desk.ask(
        "PUT",
        f"{P}/letters/s-01",
        {"member": "bogor", "received": "2027-01-04", "subject": "NRW", "expected_result": "turun", "signed": True},
        version=1,
    )

    assert [text["id"] for text in letter["missing"]][:2] == [
        "bidang pembelajaran belum disebut",
        "hasil yang diharapkan belum disebut",
    ]
    assert whole.get_json()["missing"] == []


def test_order_against_the_plan_and_a_short_pilot_are_told_and_block_nothing(desk):
    """The record holds what happened, also when it was not as planned; whoever looks is told."""
    desk.programme()
    path = desk.partnership()

    shown = desk.facts(
        path, events=[event("pilot", "2027-03-01", until="2027-05-31"), event("monitoring_visit", "2027-02-01")]
    )

    assert [caution["section"] for caution in shown["cautions"]] == ["3.2.3", "2.6"]
