"""What the record tells, through HTTP: indicators, warnings, work lists, the network, outcomes."""

import pytest

from matcher.learning.outcome import NAMES
from service.store import verify
from tests.service.record.record_cases import P
from tests.service.record.test_story import to_awaiting, to_finished, to_pilot


def names_of(works):
    """Return what a work list is about."""
    return sorted({work["record"] for work in works})


@pytest.mark.guards("5.2.1", "5.3.2")
def test_indicators_are_counted_with_their_formula_in_both_languages(desk):
    """By hand: the mentor left out one of four reports, the mentee one of eight came late."""
    desk.programme()
    path = desk.partnership("w-01", "palembang", ("bengkulu",))
    to_awaiting(desk, path)
    to_pilot(desk, path)
    to_finished(desk, path, ("bengkulu",))

    told = desk.ask("GET", f"{path}/indicators", role="mentee").get_json()

    found = {one["indicator"]: one for one in told["indicators"]}
    assert (found["mentor_commitment"]["value"], found["mentor_commitment"]["due"]) == (100, 7)
    assert found["mentor_reports"]["worked"]["id"] == "100 x 3 (laporan diserahkan) / 4 (yang sudah wajib) = 75"
    missing = [item["name"]["en"] for item in found["mentor_reports"]["items"] if item["standing"] == "missing"]
    assert missing == ["Mentor's recommendation report"]
    assert found["mentee_reports"]["member"] == "bengkulu"
    assert (found["mentee_reports"]["value"], found["mentee_reports"]["due"]) == (100, 8)
    assert found["mentor_know_how"]["value"] is None
    assert "nothing of it is on record" in found["mentor_know_how"]["worked"]["en"]


@pytest.mark.guards("5")
def test_indicators_do_not_move_with_the_utilitys_own_health_or_size(desk):
    """The guideline assesses the partnership and not the utility."""
    desk.programme()
    path = desk.partnership("w-01", "palembang", ("bengkulu",))
    to_awaiting(desk, path)
    to_pilot(desk, path)
    before = desk.ask("GET", f"{path}/indicators").get_json()

    member = f"{P}/members/bengkulu"
    changed = {"name": "Tirta Hidayah", "connections": 900_000, "region": "17.71"}
    assert desk.ask("PUT", member, changed, version=desk.version(member)).status_code == 200
    profile = {"member": "bengkulu", "year": 2026, "source": "audit", "confidence": "audited", "problems": "sakit"}
    desk.made(f"{P}/records/profile", {"data": profile})

    assert desk.ask("GET", f"{path}/indicators").get_json() == before


def test_lists_tell_who_has_to_do_what(desk):
    """A letter without a partnership, a mentor that is waited for, a partnership that has fallen silent."""
    desk.programme()
    silent = desk.partnership("w-01", "palembang", ("bengkulu",))
    to_awaiting(desk, silent)
    to_pilot(desk, silent)
    to_awaiting(desk, desk.partnership("w-02", "ahli", ("serang",)))
    letter = {"id": "s-9", "member": "ternate", "received": "2027-01-04", "subject": "WQ", "signed": True}
    desk.made(f"{P}/letters", {**letter, "expected_result": "layanan 24 jam"})

    lists = desk.ask("GET", f"{P}/worklists").get_json()["lists"]
    warned = desk.ask("GET", f"{P}/warnings", role="board").get_json()
    mine = desk.ask("GET", f"{P}/members/bengkulu/work", role="mentee").get_json()["items"]
    theirs = desk.ask("GET", f"{P}/members/palembang/work", role="mentor").get_json()["items"]

    assert list(lists) == ["to_match", "to_move_on", "to_sign", "to_approve", "overdue", "silent", "at_risk"]
    assert names_of(lists["to_match"]) == ["s-9"]
    assert names_of(lists["silent"]) == ["w-01"]
    assert names_of(lists["overdue"]) == names_of(lists["at_risk"]) == ["w-01", "w-02"]
    assert warned["today"] == "2028-12-20"
    assert [one["partnership"] for one in warned["items"]] == ["w-01", "w-02"]
    assert all(alarm["next"]["id"] for one in warned["items"] for alarm in one["warnings"])
    assert any("Laporan bulanan 2027-03" in work["sentence"]["id"] for work in mine)
    assert any("Monitoring report" in work["sentence"]["en"] for work in theirs)
    assert not any("Monthly report" in work["sentence"]["en"] for work in theirs if work["list"] == "paper")


def test_ranked_lists_come_in_pages_that_make_the_whole(desk):
    """A programme of many partnerships is read page by page, and no page repeats or leaves out an entry."""
    desk.programme()
    for place in range(3):
        letter = {"id": f"s-{place}", "member": "ternate", "received": f"2027-01-0{place + 1}", "subject": "WQ"}
        desk.made(f"{P}/letters", {**letter, "expected_result": "24 jam", "signed": True})
        to_awaiting(desk, desk.partnership(f"w-0{place}", "palembang", ("bengkulu",)))

    def pages(address, items, next_of):
        """Return the lengths of all pages, and what stands on them."""
        after, lengths, found = 0, [], []
        while after is not None:
            told = desk.ask("GET", f"{P}/{address}limit=2&after={after}").get_json()
            found += items(told)
            lengths.append(len(items(told)))
            after = next_of(told)
        return lengths, found

    def matching(told):
        return told["lists"]["to_match"]

    lists = desk.ask("GET", f"{P}/worklists").get_json()
    warned = desk.ask("GET", f"{P}/warnings").get_json()["items"]
    mine = desk.ask("GET", f"{P}/members/palembang/work").get_json()["items"]

    assert set(lists["next"].values()) == {None}
    assert len(warned) == 3
    assert pages("worklists?list=to_match&", matching, lambda told: told["next"]["to_match"]) == (
        [2, 1],
        matching(lists),
    )
    assert pages("warnings?", lambda told: told["items"], lambda told: told["next"]) == ([2, 1], warned)
    assert pages("members/palembang/work?", lambda told: told["items"], lambda told: told["next"])[1] == mine
    assert list(desk.ask("GET", f"{P}/worklists?list=silent").get_json()["lists"]) == ["silent"]
    assert desk.ask("GET", f"{P}/worklists?list=loud").status_code == 422


def test_question_of_a_mentee_ends_the_silence_and_the_facilitators_note_does_not(desk):
    """A sign of life is what the partners do; the newest entry of each record tells who that was."""
    desk.programme()
    path = desk.partnership("w-01", "palembang", ("bengkulu",))
    to_awaiting(desk, path)
    to_pilot(desk, path)
    asked = {"partnership": "w-01", "member": "bengkulu", "day": "2028-12-20", "text": "Bagaimana membagi zona?"}

    def silent():
        return names_of(desk.ask("GET", f"{P}/worklists").get_json()["lists"]["silent"])

    desk.made(f"{P}/records/advice_request", {"data": {**asked, "text": "dicatat fasilitator"}})
    still = silent()
    desk.made(f"{P}/records/advice_request", {"data": asked}, role="mentee")

    assert (still, silent()) == (["w-01"], [])


def test_lists_of_the_whole_programme_are_not_for_the_parties(desk):
    """Who is at risk is between the facilitator and that partnership."""
    desk.programme()

    for role in ("mentor", "mentee", "partner"):
        for address in ("worklists", "warnings", "network", "outcomes", "indicators"):
            assert desk.ask("GET", f"{P}/{address}", role=role).status_code == 403
    assert desk.ask("GET", f"{P}/members/palembang/work", role="mentee").status_code in {403, 404}


@pytest.mark.guards("3.3.4")
def test_network_joins_the_record_with_what_is_publicly_known(desk):
    """A utility goes by its id of the register, so that both sources tell of one and the same."""
    desk.programme()
    path = desk.partnership("w-01", "palembang", ("bengkulu",))
    to_awaiting(desk, path)
    to_pilot(desk, path)
    to_awaiting(desk, desk.partnership("w-02", "ahli", ("serang",)))

    both = desk.ask("GET", f"{P}/network", role="auditor").get_json()
    own = desk.ask("GET", f"{P}/network?known=false", role="auditor").get_json()

    assert [(one["mentor"], one["mentee"], one["year"]) for one in own["lessons"]] == [
        ("pdam-kota-palembang", "bengkulu", 2027)
    ]
    assert own["names"]["pdam-kota-palembang"] == "Tirta Musi"
    taught = {one["mentee"] for one in both["lessons"] if one["mentor"] == "pdam-kota-palembang"}
    assert {"bengkulu", "pdam-kota-jambi"} <= taught
    assert own["summary"][0]["id"].startswith("1 pembelajaran di antara 2 pihak")


def test_outcomes_count_only_what_the_record_can_tell(desk):
    """No points or no target, no case; both there, one case."""
    desk.programme()
    points = dict.fromkeys(NAMES, 0)
    paths = [
        desk.partnership("w-01", "palembang", ("bengkulu",), points=points),
        desk.partnership("w-02", "ahli", ("serang",)),
    ]
    for path, member in zip(paths, ("bengkulu", "serang"), strict=True):
        to_awaiting(desk, path)
        to_pilot(desk, path)
        target = {"partnership": path.rpartition("/")[2], "member": member, "title": "SOP kebocoran", "of": "learning"}
        made = desk.made(f"{P}/records/target", {"data": target})
        moves = f"{P}/records/target/{made['id']}/moves"
        desk.made(moves, {"move": "reach", "day": "2027-09-01"}, version=made["version"])
        to_finished(desk, path, (member,))

    told = desk.ask("GET", f"{P}/outcomes").get_json()

    assert [(one["partnership"], one["success"], one["counts"]) for one in told["items"]] == [
        ("w-01", True, True),
        ("w-02", True, False),
    ]
    assert told["counted"] == 1
    assert "1 closed partnerships" in told["missing"]["en"]
    assert verify(desk.store.engine) == ()


@pytest.mark.guards("5.1.1", "5.1.2")
def test_programme_is_summed_up_and_a_utility_is_followed_over_the_years(desk):
    """The same utility of the register in two programmes is one trend, whatever its id there."""
    desk.programme()
    path = desk.partnership("w-01", "palembang", ("bengkulu", "bogor"))
    to_awaiting(desk, path)
    to_pilot(desk, path)
    desk.made("/api/v1/programmes", {"id": "pks-2028", "name": "PKS 2028", "book": "perpamsi", "year": 2028})
    other = "/api/v1/programmes/pks-2028"
    desk.made(f"{other}/members", {"id": "musi", "name": "Tirta Musi", "utility": "pdam-kota-palembang"})
    desk.made(f"{other}/members", {"id": "baru", "name": "Baru"})
    desk.made(f"{other}/partnerships", {"id": "w-01", "mentor": "musi", "mentees": ["baru"]})

    summary = desk.ask("GET", f"{P}/indicators", role="board").get_json()
    trend = desk.ask("GET", f"{P}/members/palembang/indicators").get_json()["years"]

    found = {one["indicator"]: one for one in summary["indicators"]}
    assert (summary["partnerships"], found["mentee_reports"]["counted"]) == (1, 2)
    assert found["mentee_reports"]["due"] == 16
    assert [(one["year"], one["member"], one["partnerships"]) for one in trend] == [
        (2027, "palembang", 1),
        (2028, "musi", 1),
    ]
    assert {each["role"] for one in trend for each in one["indicators"]} == {"mentor"}
    assert trend[1]["indicators"][0]["value"] is None
