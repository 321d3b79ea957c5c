"""What the guideline asks of single records: both sides of each boundary, told with its section."""

import pytest

from tests.service.record.kind_cases import (
    BUDGET,
    DAY,
    DECIDED,
    at,
    cautions,
    change,
    decided,
    faults,
    granted,
    keep,
    move,
    moved,
    rows,
    tried,
)
from tests.service.record.record_cases import P, paper

TEAM = {"partnership": "w-01", "member": "bengkulu", "side": "mentee", "decree": "SK 7"}
PLAN = dict.fromkeys(
    ("procedures", "description", "implementation", "pilot_targets", "learning_targets"), "seperti dibahas"
)
TASKS = [{"task": "Meter induk", "start": "2027-03-15", "end": "2027-05-31"}]


@pytest.fixture
def running(desk):
    """Give a programme with one partnership."""
    desk.programme()
    desk.made(f"{P}/members", {"id": "mitra", "name": "PT Mitra (fiktif)", "kind": "supporting_partner"})
    desk.partnership(mentees=("bengkulu",))
    return desk


@pytest.mark.guards("3.1.1-A5")
@pytest.mark.parametrize(
    ("main", "large", "refused"),
    [(3, 4, ["team.least"]), (4, 15, []), (10, 15, []), (11, 15, ["team.most"]), (10, 16, ["team.large"])],
)
def test_mentee_s_team_has_four_to_ten_and_fifteen_at_most(running, main, large, refused):
    """The numbers are the guideline's own, so both sides of each are refused or taken."""
    response = tried(running, "team", role="mentee", **TEAM, main=main, large=large)

    assert [fault["field"] for fault in response.get_json().get("faults", [])] == refused


@pytest.mark.guards("3.1.1-A4", "3.1.2")
def test_practice_is_verified_by_evidence_and_achievement_only(running):
    """'The facilitator may be asked to confirm': without evidence there is nothing to confirm."""
    bare = keep(running, "practice", role="mentor", member="palembang", subject="NRW", title="Zona", year=2023)
    refused = moved(running, bare, "verify")
    change(running, bare, role="mentor", evidence="Audit 2023",
           achieved=[{"indicator": "Kehilangan air", "before": 38, "after": 24.5}])  # fmt: skip
    verified = move(running, bare, "verify")

    assert (refused.status_code, faults(refused)) == (409, ["evidence", "achieved"])
    assert (cautions(bare), verified["state"], cautions(verified)) == (["unproven"], "verified", [])
    assert change(running, verified, role="mentor", title="Lain").get_json()["allowed"] == ["reopen"]


@pytest.mark.guards("3.1.2")
def test_meeting_without_a_role_of_its_quorum_stays_short_of_it(running):
    """Who was not there is told on the minutes, for as long as they exist."""
    there = {"partnerships": ["w-01"], "activity": "initial_meeting", "day": "2027-01-20", "document": "minutes"}
    meeting = keep(running, "meeting", name="rapat-1", **there, minutes="Sepakat",
                   attended=rows("facilitator", "mentor_director", "mentee_director"))  # fmt: skip
    held = move(running, meeting, "hold")
    minuted = move(running, meeting, "minute")

    assert cautions(meeting) == []
    assert [one["sentence"]["en"] for one in held["cautions"]] == [
        "short of quorum: Head of the Partnership Department of PERPAMSI"
    ]
    assert cautions(minuted) == ["quorum"]
    papers = running.ask("GET", f"{P}/partnerships/w-01").get_json()
    assert papers["papers"]["minutes"]["palembang"]["filed"] == DAY
    assert papers["events"][0]["attended"] == {
        "facilitator": ["-"], "mentee_director": ["bengkulu"], "mentor_director": ["palembang"],
    }  # fmt: skip


@pytest.mark.guards("3.1.2")
def test_green_light_is_given_by_the_mentor_and_a_refusal_says_why(running):
    """The mentor's answer is its own, and the next mentor has to learn from a no."""
    question = keep(running, "confirmation", partnership="w-01", mentor="palembang", answer_due="2027-02-01")
    sent = move(running, question, "send")
    silent = moved(running, question, "decline", role="mentor")
    by_mentee = moved(running, question, "agree", role="mentee")
    agreed = move(running, question, "agree", role="mentor")

    assert cautions(sent) == ["known"]
    assert (faults(silent), by_mentee.status_code, agreed["state"]) == (["reason"], 403, "agreed")
    partnership = running.ask("GET", f"{P}/partnerships/w-01").get_json()
    assert partnership["confirmed"] == {"mentor": {"palembang": DAY}}
    assert partnership["papers"]["mentor_confirmation"]["palembang"]["signed"] == {
        "mentor_director": {"palembang": DAY}
    }
    assert faults(tried(running, "confirmation", partnership="w-01", mentor="bogor", answer_due="2027-02-01")) == [
        "confirmation.mentor"
    ]


@pytest.mark.guards("2.4", "3.1.5", "3.2.1")
def test_visit_has_its_direction_its_checklist_and_the_subject_that_was_found(running):
    """The wrong traveller is refused, an open checklist holds it up, another subject asks for a new match."""
    there = {"partnership": "w-01", "activity": "diagnostic_visit", "day": "2027-02-09"}
    wrong = tried(running, "visit", role="mentee", **there, traveller="bengkulu")
    asked = [{"item": "Laporan tahunan", "due": "2027-02-05", "received": False}]
    visit = keep(running, "visit", role="mentor", **there, traveller="palembang", stated="NRW", found="BILL",
                 data_asked=asked, checklist=[{"item": "host_venue", "done": False}])  # fmt: skip
    early = moved(running, visit, "prepare", role="mentee")
    change(running, visit, role="mentee", checklist=[{"item": "host_venue", "done": True}])
    ready = move(running, visit, "prepare", role="mentee")
    held = move(running, visit, "hold", role="mentor")

    assert faults(wrong) == ["visit.direction"]
    assert [(fault["field"], fault["expected"]) for fault in early.get_json()["faults"]] == [
        ("checklist", "the host's checklist is not done yet: host_venue")
    ]
    assert cautions(ready) == ["data", "subject"]
    assert "match this partnership again" in held["cautions"][1]["sentence"]["en"]
    assert faults(moved(running, visit, "report", role="mentor")) == ["strategies"]


@pytest.mark.guards("3.1.5", "3.1.6", "3.1.7")
def test_work_plan_takes_three_approvals_and_the_agreement_keeps_the_version(running):
    """A later change makes a new version and needs every yes again; what was signed stays what it was."""
    plan = keep(running, "work_plan", role="mentor", partnership="w-01", **PLAN)
    bare = moved(running, plan, "agree", role="mentor")
    running.facts(f"{P}/partnerships/w-01", papers=[paper("diagnostic_report", "2027-02-22")])
    change(running, plan, role="mentor", tasks=TASKS)
    move(running, plan, "agree", role="mentor")
    move(running, plan, "agree")
    lacking = running.ask("GET", f"{at(plan)}/moves").get_json()["moves"][0]["waits"]
    change(running, plan, role="mentor", description="lebih rinci")
    for role in ("mentor", "facilitator"):
        half = move(running, plan, "agree", role=role)
    whole = move(running, plan, "agree", role="mentee")
    signed = rows("mentor_director", "mentee_director", "chair")
    paper_ = keep(running, "agreement", partnership="w-01", document="memorandum_of_agreement", day="2027-03-15",
                  signed=signed[:2], plan=plan["id"])  # fmt: skip
    two = moved(running, paper_, "sign")
    change(running, paper_, signed=signed, aim="Kehilangan air turun")
    done = move(running, paper_, "sign")
    move(running, plan, "reopen", role="mentor")
    change(running, plan, role="mentor", description="diubah kemudian")

    assert faults(bare) == ["base", "parts"]
    assert [one["en"] for one in lacking] == ["Mentee (bengkulu)"]
    assert (half["state"], whole["state"], faults(two)) == ("draft", "agreed", ["signers", "aim"])
    assert done["data"]["plan"] == f"{plan['id']}@{whole['version']}"
    versions = running.ask("GET", f"{P}/versions/work_plan/{plan['id']}").get_json()["items"]
    fixed = versions[whole["version"] - 1]
    assert (fixed["data"]["description"], versions[-1]["data"]["description"]) == ("lebih rinci", "diubah kemudian")


@pytest.mark.guards("2.7-mentee", "3.2.2", "5.2.3")
def test_advice_is_carried_into_the_next_report_until_it_is_done(running):
    """What was advised last month stands in this month's draft, and a question in a report waits for its answer."""
    advice = [
        keep(running, "advice", role="mentor", partnership="w-01", kind=kind, day="2027-04-02", text=kind)
        for kind in ("solution", "recommendation", "lesson")
    ]
    move(running, advice[0], "do", role="mentee")
    report = keep(running, "monthly_report", role="mentee", partnership="w-01", member="bengkulu", month="2027-04",
                  request="Bagaimana memilih zona?")  # fmt: skip
    submitted = move(running, report, "submit", role="mentee")
    drafted = running.ask("GET", f"{P}/drafts/monthly_report?of=w-01&member=bengkulu", role="mentee").get_json()
    (question,) = running.ask("GET", f"{P}/records/advice_request", role="mentor").get_json()["items"]
    early = moved(running, question, "answer", role="mentor")
    keep(running, "advice", role="mentor", partnership="w-01", kind="solution", day=DAY, text="Zona 4",
         request=question["id"])  # fmt: skip

    assert [one["advice"] for one in drafted["data"]["advice_taken"]] == [advice[1]["id"], advice[2]["id"]]
    assert cautions(submitted) == ["parts"]
    assert (question["data"]["text"], question["state"]) == ("Bagaimana memilih zona?", "open")
    assert (faults(early), move(running, question, "answer", role="mentor")["state"]) == (["answer"], "answered")
    twice = tried(running, "monthly_report", role="mentee", partnership="w-01", member="bengkulu", month="2027-04")
    assert twice.get_json()["type"] == "/api/#exists"


@pytest.mark.guards("4.2")
def test_budget_is_proposed_discussed_and_decided_by_two_accounts(running):
    """Heads have to add up, the decision is named, and whoever discussed it does not decide it."""
    wrong = tried(running, "budget", **{**BUDGET, "total": BUDGET["total"] + 1})
    twice = tried(running, "budget", **{**BUDGET, "heads": [*BUDGET["heads"], {"head": "documents", "amount": 0}]})
    budget = keep(running, "budget", **BUDGET)
    early = moved(running, budget, "decide", role="board")
    move(running, budget, "propose")
    move(running, budget, "discuss", role="board")
    unnamed = moved(running, budget, "decide", role=running.account("board"))
    change(running, budget, decision="Rakernas 2027", decided="2027-01-22")
    same = moved(running, budget, "decide", role="board")

    assert (faults(wrong), faults(twice)) == (["budget.total"], ["budget.heads"])
    assert (early.status_code, early.get_json()["allowed"]) == (409, ["propose"])
    assert faults(unnamed) == ["decision"]
    assert same.get_json()["type"] == "/api/#same-person"


@pytest.mark.guards("4.2", "4.2.3")
def test_subsidy_stays_within_the_decision_each_party_and_the_head(running):
    """Without a decision there is no rule; with one, no rupiah beyond any of its ceilings."""
    draft = keep(running, "board_decision", name="sk-00", **DECIDED)
    budget = keep(running, "budget", **{**BUDGET, "year": 2028})
    plain = {"partnership": "w-01", "budget": budget["id"]}
    none = tried(running, "subsidy", **plain, member="bengkulu", decision=draft["id"], amount=1)
    decision, budget = decided(running)
    plain = {"partnership": "w-01", "decision": decision["id"], "budget": budget["id"]}
    each = tried(running, "subsidy", **plain, member="palembang", amount=20_000_001)
    first = keep(running, "subsidy", **plain, member="palembang", amount=20_000_000)
    head = tried(running, "subsidy", **plain, member="bengkulu", amount=10_000_001)
    last = keep(running, "subsidy", **plain, member="bengkulu", amount=10_000_000)
    stranger = tried(running, "subsidy", **plain, member="serang", amount=1)

    assert (faults(none), none.get_json()["section"]) == (["subsidy.decided"], "4.2")
    assert (faults(each), faults(head)) == (["subsidy.each"], ["subsidy.head"])
    assert "30000001 > 30000000" in head.get_json()["faults"][0]["expected"]
    assert faults(stranger) == ["subsidy.party", "subsidy.head"]
    assert moved(running, first, "grant").get_json()["type"] == "/api/#same-person"
    assert move(running, last, "grant", role="board")["state"] == "granted"


@pytest.mark.guards("4.2")
def test_instalments_and_claims_never_exceed_the_subsidy_and_need_evidence(running):
    """To the last rupiah; what was refused counts no more, and nobody approves what it filed."""
    subsidy = granted(running)
    plain = {"subsidy": subsidy["id"], "member": "palembang"}
    first = keep(running, "instalment", **plain, amount=6_000_000, due="2027-05-01")
    over = tried(running, "instalment", **plain, amount=4_000_001, due="2027-08-01")
    spent = {**plain, "instalment": first["id"], "day": DAY, "cost_kind": "fare"}
    claim = keep(running, "claim", role="mentor", **spent, amount=6_000_000)
    beyond = tried(running, "claim", role="mentor", **spent, amount=1)
    bare = moved(running, claim, "approve")
    move(running, claim, "refuse")
    again = keep(running, "claim", role="mentor", **{**spent, "day": "2028-01-03"}, amount=6_000_000, evidence="tiket")
    fee = tried(running, "claim", role="mentor", **{**spent, "cost_kind": "fee"}, amount=1)
    move(running, again, "approve")
    unreleased = moved(running, again, "pay", role=running.account("facilitator"))
    move(running, first, "release", role="board")
    same = moved(running, again, "pay")

    assert faults(over) == ["instalment.within"]
    assert faults(beyond) == ["claim.instalment"]
    assert (faults(bare), cautions(again)) == (["evidence"], ["year"])
    assert faults(fee) == ["data.cost_kind"]
    assert faults(unreleased) == ["released"]
    assert same.get_json()["type"] == "/api/#same-person"
    assert move(running, again, "pay", role=running.account("facilitator"))["state"] == "paid"
    stranger = tried(running, "claim", role="mentor", **{**spent, "member": "ahli"}, amount=1)
    assert faults(stranger)[0] == "claim.whose"


@pytest.mark.guards("2.1.5", "4.3")
def test_help_needs_an_agreement_and_a_supplier_says_why_it_interferes_with_nobody(running):
    """A partner without an agreement books nothing; one that sells what the subject needs has to explain itself."""
    agreement = keep(running, "partner_agreement", name="pk-1", member="mitra", number="PK-1/2027", day="2027-01-05",
                     scope="Alat deteksi", sector="Alat deteksi")  # fmt: skip
    given = {"agreement": agreement["id"], "member": "mitra", "help": "product_demonstration", "day": DAY,
             "partnerships": ["w-01"], "supplier": True, "benefit": "Alat dicoba di zona 3"}  # fmt: skip
    early = tried(running, "contribution", role="partner", **given, in_kind="Dua alat")
    move(running, agreement, "sign", role="board")
    nothing = tried(running, "contribution", role="partner", **given)
    help_ = keep(running, "contribution", role="partner", **given, in_kind="Dua alat, dipinjamkan")
    bare = moved(running, help_, "accept")
    change(running, help_, role="partner", conflict="Tidak ada pengadaan pada 2027")

    assert agreement["id"] == "mitra.pk-1"
    assert (faults(early), early.get_json()["section"]) == (["contribution.signed"], "2.1.5")
    assert faults(nothing) == ["contribution.what"]
    assert (faults(bare), move(running, help_, "accept")["state"]) == (["conflict"], "accepted")
    mentee = {"mentor": "palembang", "mentees": ["mitra"]}
    assert faults(running.ask("POST", f"{P}/partnerships", {"id": "w-09", **mentee})) == ["mentees.0"]


@pytest.mark.guards("3.1.6", "5.3.3")
def test_target_of_the_pilot_asks_for_a_measured_baseline(running):
    """A result means something only against what was measured before."""
    plain = {"partnership": "w-01", "member": "bengkulu", "title": "Kehilangan air", "of": "pilot", "wanted": 40}
    bare = keep(running, "target", role="mentee", **plain)
    guessed = keep(running, "target", role="mentee", **plain, baseline=54, baseline_day="2027-03-01",
                   confidence="estimated")  # fmt: skip

    assert (cautions(bare), cautions(guessed)) == (["baseline"], ["measured"])
    assert faults(moved(running, bare, "reach", role="mentee")) == ["figure"]
    assert faults(tried(running, "target", role="mentor", **{**plain, "member": "palembang"})) == ["target.mentee"]


@pytest.mark.guards("3.3.3", "3.3.4")
def test_recommendation_names_copies_and_continuation_waits_for_the_end(running):
    """The letter goes to the mentee's stakeholders too; what is not finished cannot continue."""
    letter = keep(running, "recommendation", partnership="w-01", member="bengkulu", text="Layak",
                  document="recommendation_letter", signed=rows("chair"), copies=rows("local_government"))  # fmt: skip
    signed = move(running, letter, "sign", role="board")
    going_on = tried(running, "continuation", partnership="w-01", form="formal", since="2027-12-01")

    assert cautions(signed) == ["copies", "follow_up"]
    assert signed["cautions"][0]["sentence"]["id"].endswith(": Dewan Pengawas perusahaan")
    assert faults(going_on) == ["continuation.finished"]


@pytest.mark.guards("5", "5.2")
def test_self_assessment_stands_apart_from_the_facilitator_s(running):
    """Both values are kept, and nobody writes the facilitator's but the facilitator."""
    plain = {"partnership": "w-01", "member": "palembang", "indicator": "mentor_reports"}
    own = keep(running, "assessment", role="mentor", **plain, by="self", value=100)
    theirs = keep(running, "assessment", **plain, by="facilitator", value=75, formula="3 dari 4 laporan")

    assert (own["id"], theirs["id"]) == (
        "w-01.mentor_reports.palembang.self", "w-01.mentor_reports.palembang.facilitator",
    )  # fmt: skip
    false = tried(running, "assessment", role="mentor", **{**plain, "indicator": "mentor_know_how"}, by="facilitator")
    assert faults(false) == ["assessment.self"]


def test_draft_that_nobody_names_may_be_taken_away_and_comes_back_under_its_id(running):
    """A slip leaves no hole: the journal keeps it, and the month can be reported again."""
    report = keep(running, "monthly_report", role="mentee", partnership="w-01", member="bengkulu", month="2027-04")
    advice = keep(running, "advice", role="mentor", partnership="w-01", kind="lesson", day=DAY, text="x")
    naming = keep(running, "monthly_report", role="mentee", partnership="w-01", member="bengkulu", month="2027-05",
                  advice_taken=[{"advice": advice["id"], "done": True}])  # fmt: skip

    gone = running.ask("DELETE", at(report), role="mentee", version=1)
    named = running.ask("DELETE", at(advice), role="mentor", version=1)
    again = keep(running, "monthly_report", role="mentee", partnership="w-01", member="bengkulu", month="2027-04")

    assert (gone.status_code, gone.get_json()["state"]) == (200, "deleted")
    assert (named.status_code, faults(named)) == (409, [f"monthly_report/{naming['id']}"])
    assert (again["id"], again["state"], again["version"]) == (report["id"], "draft", 3)
