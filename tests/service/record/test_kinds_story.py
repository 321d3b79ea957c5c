"""Three partnerships from the survey to the continuation with all that the guideline keeps of them, as each role."""

import pytest

from service.store import rebuild, verify
from tests.service.record.kind_cases import cautions, keep, move, rows
from tests.service.record.record_cases import P

DIRECTORS = ("mentor_director", "mentee_director", "chair")
CLASSES = ("local_government", "supervisory_board", "employees")
MEETING = ("head_of_partnership", "facilitator", "mentor_director", "mentee_director")
PLAN = {
    "procedures": "Pisahkan zona, pasang meter, cari kebocoran",
    "description": "Tiga zona percontohan",
    "tasks": [{"task": "Pasang meter induk", "method": "method_pilot", "start": "2027-03-15", "end": "2027-05-31"}],
    "implementation": "Tim resipien, didampingi mentor",
    "pilot_targets": "Kehilangan air zona 3 turun dari 54 menjadi 40 persen",
    "learning_targets": "Empat pegawai mampu mencari kebocoran sendiri",
}
SEEN = {
    "uniqueness": "Kota di tepi pantai",
    "problems": "Meter tua",
    "conditions": "Tekanan rendah",
    "supporting": "Direksi mendukung",
    "obstacles": "Hujan",
    "pilot": "Tercapai",
    "learning": "Tercapai",
    "short": "Zona 4",
    "middle": "Seluruh kota",
    "long": "Di bawah 25 persen",
}


def identify(desk):
    """Ask for needs, describe the members, verify a practice, and ask a member to be a mentor."""
    survey = keep(desk, "survey", name="survei-2027", title="Survei kebutuhan 2027", asked="2026-10-01")
    needs = [{"subject": "NRW", "indicator": "Kehilangan air", "today": 54, "wanted": 40}]
    keep(
        desk, "survey_answer", role="mentee", survey=survey["id"], member="bengkulu", received="2026-10-20",
        willing_mentee=True, needs=needs, confidence="reported",
    )  # fmt: skip
    move(desk, survey, "evaluate", day="2026-11-10")
    keep(
        desk, "profile", role="mentor", member="palembang", year=2026, source="Buku Kinerja 2026", confidence="audited",
        services="water", indicators=[{"indicator": "Kehilangan air", "value": 24.5, "confidence": "audited"}],
    )  # fmt: skip
    practice = keep(
        desk, "practice", role="mentor", member="palembang", subject="NRW", title="Zona dan meter induk", year=2023,
        achieved=[{"indicator": "Kehilangan air", "before": 38, "after": 24.5}], evidence="Laporan audit 2023",
    )  # fmt: skip
    move(desk, practice, "verify", day="2026-11-20")
    asked = keep(desk, "mentor_invitation", member="palembang", sent="2026-11-21", answer_due="2026-12-01")
    move(desk, asked, "accept", role="mentor", day="2026-11-25")
    keep(
        desk, "stakeholder", role="mentee", member="bengkulu", body="local_government", declared="2026-12-01",
        support="supports", person="Drs. Anwar (fiktif)",
    )  # fmt: skip
    keep(
        desk, "commitment", role="mentee", member="bengkulu", piece="mentee_budget", day="2026-12-01", year=2027,
        budget_line="RKAP 5.2.1", amount=75_000_000, evidence="RKAP 2027 halaman 12",
    )  # fmt: skip


def to_asked(desk, path, *, mentor, mentees):
    """Walk from the letter to the question to the mentor, each paper by its own record."""
    id_ = path.rpartition("/")[2]
    desk.step(path, "send_request", "2027-01-04", role="mentee")
    desk.step(path, "invite", "2027-01-06", papers=[{"document": "invitation", "day": "2027-01-06"}])
    meeting = keep(
        desk, "meeting", name=f"rapat-{id_}", partnerships=[id_], activity="initial_meeting", day="2027-01-20",
        agenda=[{"item": "Penjelasan program", "done": True}], attended=rows(*MEETING), document="minutes",
        interests=[{"mentee": who, "wished": mentor, "proposed": mentor} for who in mentees], minutes="Sepakat",
    )  # fmt: skip
    assert cautions(move(desk, meeting, "hold", day="2027-01-20")) == []
    move(desk, meeting, "minute", day="2027-01-21")
    desk.step(path, "hold_meeting", "2027-01-21")
    question = keep(
        desk, "confirmation", partnership=id_, mentor=mentor, answer_due="2027-02-01", load_days=24, cost=30_000_000
    )  # fmt: skip
    move(desk, question, "send", day="2027-01-22")
    desk.step(path, "ask_mentor", "2027-01-22")
    return question


def to_pilot(desk, path, *, mentor, mentees):
    """Walk from the mentor's yes to the agreement that fixes a version of the work plan."""
    id_ = path.rpartition("/")[2]
    desk.step(path, "confirm", "2027-01-25", role="mentor")
    for who in mentees:
        people = [{"person": "Budi (fiktif)", "task": "Pencarian kebocoran"}]
        team = {"partnership": id_, "member": who, "side": "mentee", "main": 4, "large": 15, "decree": "SK 7"}
        keep(desk, "team", role="mentee", **team, people=people)
    sign(desk, id_, "letter_of_intent", "2027-02-08")
    desk.step(path, "sign_intent", "2027-02-08")
    visit = keep(
        desk, "visit", role="mentor", partnership=id_, activity="diagnostic_visit", traveller=mentor, day="2027-02-09",
        until="2027-02-11", stated="NRW", found="NRW", document="diagnostic_report", strategies="Mulai dari zona 3",
        data_asked=[{"item": "Laporan tahunan", "due": "2027-02-05", "received": True}],
    )  # fmt: skip
    move(desk, visit, "hold", role="mentor", day="2027-02-11")
    move(desk, visit, "report", role="mentor", day="2027-02-22")
    desk.step(path, "report_diagnosis", "2027-02-22", role="mentor")
    plan = keep(desk, "work_plan", role="mentor", partnership=id_, **PLAN)
    move(desk, plan, "agree", role="mentor", day="2027-02-27")
    move(desk, plan, "agree", day="2027-02-28")
    for who in mentees:
        plan = move(desk, plan, "agree", role="mentee", day="2027-03-01", who=who)
    desk.step(path, "agree_plan", "2027-03-01")
    sign(desk, id_, "memorandum_of_agreement", "2027-03-15", plan=plan["id"])
    return desk.step(path, "sign_agreement", "2027-03-15")


def sign(desk, id_, document, day, **more):
    """Prepare and sign a letter of intent or an agreement."""
    paper = keep(
        desk, "agreement", partnership=id_, document=document, day=day, aim="Kehilangan air turun",
        signed=rows(*DIRECTORS), witnesses=rows(*CLASSES), invited=rows(*CLASSES[:2]), **more,
    )  # fmt: skip
    return move(desk, paper, "sign", day=day)


def through_pilot(desk, path, mentee):
    """Report every month of the pilot, ask for advice and follow it; return the last report."""
    id_ = path.rpartition("/")[2]
    target = keep(
        desk, "target", role="mentee", partnership=id_, member=mentee, title="Kehilangan air zona 3", of="pilot",
        baseline=54, baseline_day="2027-03-01", confidence="measured", wanted=40, service=["quantity"],
    )  # fmt: skip
    report = {}
    for month in range(3, 9):
        drafted = desk.ask("GET", f"{P}/drafts/monthly_report?of={id_}&member={mentee}", role="mentee").get_json()
        data = {**drafted["data"], "partnership": id_, "member": mentee, "month": f"2027-{month:02d}"}
        data |= {"progress": [{"target": target["id"], "value": 54 - month}], "activities": f"Kegiatan bulan {month}"}
        data |= {"findings": f"Temuan bulan {month}", "obstacles": "Hujan"}
        if month == 3:
            data["request"] = "Bagaimana memilih zona berikutnya?"
        report = keep(desk, "monthly_report", role="mentee", **data)
        move(desk, report, "submit", role="mentee", day=f"2027-{month + 1:02d}-05")
    return report


def finish(desk, path, *, mentor, mentees):
    """Walk from the end of the pilot to the letter of recommendation."""
    id_ = path.rpartition("/")[2]
    desk.step(
        path, "end_pilot", "2027-09-15", role="mentee",
        events=[{"activity": "pilot", "day": "2027-03-15", "until": "2027-09-15"}],
    )  # fmt: skip
    outcome = {"capacity": "Naik", "performance": "Naik", "service": "Lebih lancar", "benefits": "Saling belajar"}
    for who, document, role in (*((who, "final_report_mentee", "mentee") for who in mentees),
                                (mentor, "final_report_mentor", "mentor")):  # fmt: skip
        asked = f"{P}/drafts/final_report?of={id_}&member={who}"
        drafted = desk.ask("GET", asked, role=role).get_json()["data"]
        report = keep(desk, "final_report", role=role, **{**drafted, "document": document, **outcome})
        move(desk, report, "submit", role=role, day="2027-09-29")
    keep(desk, "assessment", role="mentor", partnership=id_, member=mentor, indicator="mentor_commitment", by="self",
         value=90)  # fmt: skip
    desk.step(
        path, "evaluate", "2027-10-12",
        events=[{"activity": "evaluation_meeting", "day": "2027-10-12",
                 "attended": rows("mentor", "mentee", "facilitator")}],
    )  # fmt: skip
    seen = keep(desk, "evaluation", partnership=id_, day="2027-10-12", **SEEN)
    move(desk, seen, "agree", role="mentor", day="2027-10-12")
    move(desk, seen, "agree", day="2027-10-12")
    for who in mentees:
        seen = move(desk, seen, "agree", role="mentee", day="2027-10-12", who=who)
    assert seen["state"] == "agreed"
    letter = keep(
        desk, "recommendation", partnership=id_, member=mentees[0], text="Direkomendasikan untuk dilanjutkan",
        document="recommendation_letter", signed=rows("chair"), copies=rows(*CLASSES[:2]),
        follow_up=[{"what": "Perluas ke zona 4", "who": "mentee", "due": "2028-06-01", "done": False}],
    )  # fmt: skip
    assert cautions(move(desk, letter, "sign", role="board", day="2027-11-20")) == []
    return desk.step(path, "recommend", "2027-11-20")


@pytest.mark.guards("2.4", "3.1.2", "3.1.5", "3.1.6", "3.1.7", "3.2.1", "3.2.2", "3.3.1", "3.3.3", "3.3.4", "5.4")
def test_three_partnerships_keep_everything_from_the_survey_to_the_continuation(desk):
    """Every paper of the lifecycle comes out of the record that it is, written by whose part it is."""
    desk.programme()
    identify(desk)
    both = desk.partnership("w-01", "palembang", ("bengkulu", "bogor"))
    person = desk.partnership("w-02", "ahli", ("serang",))
    leaves = desk.partnership("w-03", "palembang", ("ternate",))
    all_of = {both: ("palembang", ("bengkulu", "bogor")), person: ("ahli", ("serang",))}

    for path, (mentor, mentees) in {**all_of, leaves: ("palembang", ("ternate",))}.items():
        question = to_asked(desk, path, mentor=mentor, mentees=mentees)
        if path == leaves:
            desk.step(path, "withdraw", "2027-01-26", role="mentee", reason="direktur berganti")
        else:
            move(desk, question, "agree", role="mentor", day="2027-01-25")
            assert to_pilot(desk, path, mentor=mentor, mentees=mentees)["state"] == "in_pilot"
    for path, (mentor, mentees) in all_of.items():
        visit_home(desk, path, mentor, mentees)
        for who in mentees:
            through_pilot(desk, path, who)
        assert finish(desk, path, mentor=mentor, mentees=mentees)["state"] == "finished"
    keep(desk, "continuation", role="mentee", partnership="w-01", form="formal", since="2027-12-01")
    formal = desk.step(both, "continue_formally", "2027-12-01", role="mentee")

    assert (formal["state"], formal["cautions"]) == ("continued_formally", [])
    fixed = desk.ask("GET", f"{P}/records/agreement/w-01.memorandum_of_agreement").get_json()["data"]["plan"]
    assert fixed == "w-01.1@5"
    opened = desk.ask("GET", f"{P}/records/advice_request?of=w-01", role="mentor").get_json()["items"]
    assert [(one["data"]["source"], one["state"]) for one in opened] == [
        ("w-01.bengkulu.2027-03", "open"), ("w-01.bogor.2027-03", "open"),
    ]  # fmt: skip
    final = desk.ask("GET", f"{P}/records/final_report/w-01.final_report_mentee.bogor").get_json()["data"]
    assert [line[:7] for line in final["findings"].splitlines()] == [f"2027-{month:02d}" for month in range(3, 9)]
    assert verify(desk.store.engine) == ()
    assert rebuild(desk.store).different == ()


def visit_home(desk, path, mentor, mentees):
    """Hold the study visit at the mentor's and the monitoring visit at the mentee's, each with its report."""
    id_ = path.rpartition("/")[2]
    lists = [{"item": "host_venue", "done": True}, {"item": "host_transport", "done": True}]
    aims = [{"purpose": "study_information", "done": True}]
    study = keep(
        desk, "visit", role="mentee", partnership=id_, activity="study_visit", traveller=mentees[0], day="2027-03-16",
        until="2027-03-18", checklist=lists, objectives=aims, document="study_visit_report",
    )  # fmt: skip
    move(desk, study, "prepare", role="mentor", day="2027-03-10")
    move(desk, study, "hold", role="mentee", day="2027-03-18")
    move(desk, study, "report", role="mentee", day="2027-03-25")
    watch = keep(
        desk, "visit", role="mentor", partnership=id_, activity="monitoring_visit", traveller=mentor, day="2027-06-07",
        until="2027-06-09", document="monitoring_report",
    )  # fmt: skip
    move(desk, watch, "hold", role="mentor", day="2027-06-09")
    move(desk, watch, "report", role="mentor", day="2027-06-14")


def test_second_book_keeps_its_own_kinds_by_the_same_code(desk):
    """No kind, field or move of one programme may stand in the code."""
    desk.programme("waterlinks")
    desk.partnership(mentees=("bengkulu",))
    note = keep(desk, "concept_note", partnership="w-01", aim="Less water lost", outline="Two zones")
    for role in ("facilitator", "mentor", "mentee"):
        note = move(desk, note, "agree", role=role, day="2027-01-28")
    visit = keep(desk, "exchange", partnership="w-01", activity="study_visit", traveller="bengkulu", day="2027-02-01")
    move(desk, visit, "make", day="2027-02-02")
    report = keep(desk, "progress_report", role="mentee", partnership="w-01", member="bengkulu", month="2027-03")
    move(desk, report, "send", role="mentee", day="2027-04-02")
    grant = keep(desk, "grant", partnership="w-01", member="bengkulu", amount=30_000)
    move(desk, grant, "sign", role="board")
    first = keep(desk, "tranche", grant=grant["id"], member="bengkulu", amount=20_000, due="2027-06-01")
    too_much = desk.ask(
        "POST", f"{P}/records/tranche",
        {"data": {"grant": grant["id"], "member": "bengkulu", "amount": 10_001, "due": "2027-09-01"}},
    )  # fmt: skip

    papers = desk.ask("GET", f"{P}/partnerships/w-01").get_json()
    assert (note["state"], first["id"]) == ("agreed", "w-01.1.1")
    assert sorted(papers["papers"]["concept_note"]["palembang"]["approved"]) == ["facilitator", "mentee", "mentor"]
    assert papers["papers"]["monthly_report"]["bengkulu"]["months"] == {"2027-03": "2027-04-02"}
    assert [one["activity"] for one in papers["events"]] == ["study_visit"]
    assert too_much.get_json()["faults"][0]["expected"] == "the tranches exceed the grant: 30001 > 30000"
    assert desk.ask("GET", f"{P}/records/claim").status_code == 404
    assert verify(desk.store.engine) == ()
