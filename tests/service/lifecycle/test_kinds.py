"""Predicates, moves and drafts on records in memory: both sides of each, by cases that can be counted by hand."""

import datetime as dt
from dataclasses import replace

import pytest

from data import load_book
from data.recording import RecordCheck
from data.text import Text
from service.lifecycle.kinds import MoveRefused, Situation, judge, move, offers, warnings
from service.records.kept import Key, Record

BOOK = load_book()
SAYS = Text(en="said", id="dikatakan")
DAY = dt.date(2027, 6, 8)
PARTNERSHIP = {"mentor": "palembang", "mentees": ["bengkulu", "bogor"], "papers": {}}


class Shelf:
    """Records in memory, by kind and id."""

    def __init__(self, *records):
        self.records = {(one.key.kind, one.key.id): one for one in records}

    def record(self, kind, id_):
        """Return one record, or None."""
        return self.records.get((kind, id_))

    def below(self, kind, parent):
        """Return the records below another."""
        return [one for one in self.every(kind.id) if one.data.get(kind.parent) == parent]

    def every(self, kind):
        """Return all records of a kind."""
        return [one for (name, _), one in sorted(self.records.items()) if name == kind]


def record(kind, id_, *, state="", **data):
    """Return a record."""
    return Record(key=Key("p", kind, id_), version=1, state=state, data=data)


def here(kind, /, *others, checks=None, state=None, id_="x", seat="facilitator", **data):
    """Return a record of a kind among others."""
    row = BOOK.records[kind]
    if checks is not None:
        row = replace(row, checks=tuple(RecordCheck(id=f"c{n}", test=test, says=SAYS) for n, test in enumerate(checks)))
    shelf = Shelf(record("partnership", "w-01", state="in_pilot", **PARTNERSHIP), *others)
    return Situation(
        book=BOOK, year=2027, kind=row, id=id_, data=data, state=state or row.initial, known=shelf, seat=seat
    )  # fmt: skip


ROWS = [{"head": "subsidies", "amount": 30}, {"head": "workshops", "amount": 20}]

# Each: kind, check, data with which it holds, data with which it does not, and what is then said behind the sentence.
CASES = [
    ("lesson", "filled:title,text", {"title": "a", "text": "b"}, {"title": "a"}, "Text"),
    ("lesson", "filled:title,text", {"title": "a", "text": "b"}, {}, "Title; Text"),
    ("budget", "filled:heads.amount", {"heads": ROWS}, {"heads": [*ROWS, {"head": "documents"}]}, "Amount"),
    ("sop", "any:text,file", {"file": "a"}, {}, ""),
    ("meeting", "ticked:agenda.done", {"agenda": [{"item": "a", "done": True}]},
     {"agenda": [{"item": "a", "done": True}, {"item": "b", "done": False}]}, "b"),
    ("visit", "same:stated,found", {"stated": "NRW", "found": "NRW"}, {"stated": "NRW", "found": "BILL"}, ""),
    ("visit", "same:stated,found", {"stated": "NRW"}, {"stated": "NRW", "found": "BILL"}, ""),
    ("target", "unlike:confidence,estimated", {"confidence": "audited"}, {"confidence": "estimated"}, ""),
    ("recommendation", "covers:copies.role=local_government,supervisory_board",
     {"copies": [{"role": "local_government"}, {"role": "supervisory_board"}, {"role": "ministry"}]},
     {"copies": [{"role": "local_government"}]}, "Supervisory Board of the utility"),
    ("budget", "once:heads.head", {"heads": ROWS}, {"heads": [*ROWS, ROWS[0]]}, "subsidies"),
    ("budget", "total:heads.amount,total", {"heads": ROWS, "total": 50}, {"heads": ROWS, "total": 51}, "50 / 51"),
    ("budget", "total:heads.amount,total", {"heads": ROWS}, {"heads": [], "total": 1}, "0 / 1"),
    ("team", "least:main,main_team_least", {"main": 4}, {"main": 3}, "3 < 4"),
    ("team", "most:main,main_team_most", {"main": 10}, {"main": 11}, "11 > 10"),
    ("visit", "not_before:until,day", {"day": "2027-02-09", "until": "2027-02-09"},
     {"day": "2027-02-09", "until": "2027-02-08"}, ""),
    ("claim", "in_year:day", {"day": "2027-12-31"}, {"day": "2028-01-01"}, ""),
    ("continuation", "stands:partnership=finished,in_pilot", {"partnership": "w-01"}, None, ""),
    ("visit", "travels:traveller,activity",
     {"partnership": "w-01", "activity": "study_visit", "traveller": "bogor"},
     {"partnership": "w-01", "activity": "study_visit", "traveller": "palembang"}, ""),
    ("team", "party:member,either", {"partnership": "w-01", "member": "bogor"},
     {"partnership": "w-01", "member": "serang"}, ""),
    ("target", "party:member,mentee", {"partnership": "w-01", "member": "bogor"},
     {"partnership": "w-01", "member": "palembang"}, ""),
    ("final_report", "author:member,document",
     {"partnership": "w-01", "member": "palembang", "document": "final_report_mentor"},
     {"partnership": "w-01", "member": "bogor", "document": "final_report_mentor"}, ""),
    ("agreement", "signers:signed.role,document",
     {"document": "letter_of_intent",
      "signed": [{"role": role} for role in ("chair", "mentor_director", "mentee_director")]},
     {"document": "letter_of_intent", "signed": [{"role": "chair"}, {"role": "mentor_director"}]},
     "Director of the mentee utility"),
    ("assessment", "seat:by,facilitator=facilitator", {"by": "facilitator"}, None, ""),
    ("board_decision", "amounts:amounts.amount_of,kind",
     {"kind": "fixed_per_partnership",
      "amounts": [{"amount_of": f"{who}_per_partnership", "amount": 1} for who in ("mentor", "mentee")]},
     {"kind": "fixed_per_partnership", "amounts": [{"amount_of": "mentor_per_partnership", "amount": 1}]},
     "mentee_per_partnership"),
    ("work_plan", "gate:filed:diagnostic_report", {}, {"partnership": "w-01"},
     "Diagnostic report is not filed yet; missing from Mentor (palembang)"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "test", "good", "bad", "more"), CASES)
def test_predicate_holds_on_one_side_and_says_what_is_missing_on_the_other(kind, test, good, bad, more):
    """A check that cannot fail guards nothing, and one that does not say why helps nobody."""
    assert judge(here(kind, checks=[test], **good)) == ()
    if bad is not None:
        (found,) = judge(here(kind, checks=[test], **bad))
        assert found.sentence.en == (f"said: {more}" if more else "said")
        assert found.section == BOOK.records[kind].section


def test_state_that_a_reference_has_to_stand_at():
    """A claim under a subsidy that was only proposed has nothing to stand on."""
    for state, held in (("granted", True), ("proposed", False)):
        subsidy = record("subsidy", "s", state=state, amount=10)
        found = judge(here("claim", subsidy, checks=["stands:subsidy=granted"], subsidy="s"))
        assert (found == ()) is held


@pytest.mark.parametrize(
    ("amount", "others", "said"),
    [
        (4, [("filed", 6)], ""),
        (5, [("filed", 6)], "11 > 10"),
        (10, [("refused", 6)], ""),
        (11, [], "11 > 10"),
        (1, [("paid", 5), ("approved", 5)], "11 > 10"),
    ],
)
def test_sums_stay_within_what_was_granted_and_refused_ones_do_not_count(amount, others, said):
    """To the last rupiah: ten are ten, eleven are not, and what was refused takes nothing away."""
    claims = [
        record("claim", f"s.{n}", state=state, subsidy="s", amount=sum_) for n, (state, sum_) in enumerate(others)
    ]
    found = judge(
        here("claim", record("subsidy", "s", state="granted", amount=10), *claims,
             checks=["within:amount,subsidy.amount"], subsidy="s", amount=amount)
    )  # fmt: skip

    assert [one.sentence.en for one in found] == ([f"said: {said}"] if said else [])


def test_sum_may_be_taken_for_each_value_and_against_one_row_of_another_record():
    """The head for subsidies is one row of the budget; the ceiling for each party counts that party's only."""
    budget = record("budget", "b", state="decided", heads=ROWS)
    decision = record("board_decision", "d", state="decided", total=100, per_party=20)
    other = record("subsidy", "w-01.1", state="granted", decision="d", budget="b", member="bogor", amount=20)
    plain = {"decision": "d", "budget": "b", "partnership": "w-01"}
    tests = ["within:amount,decision.per_party,member", "within:amount,budget.heads[head=subsidies].amount"]

    def found(member, amount):
        situation = here("subsidy", budget, decision, other, checks=tests, **plain, member=member, amount=amount)
        return [one.check for one in judge(situation)]

    assert found("bengkulu", 10) == []
    assert found("bengkulu", 11) == ["c1"]
    assert found("bogor", 1) == ["c0"]


def test_check_is_asked_at_its_move_and_told_from_then_on():
    """Before a meeting nobody is missing; afterwards it stays short of its quorum."""
    there = {"partnerships": ["w-01"], "activity": "initial_meeting", "day": "2027-01-20"}

    assert [one.check for one in warnings(here("meeting", **there))] == []
    assert [one.check for one in warnings(here("meeting", **there), at="hold")] == ["quorum"]
    assert [one.check for one in warnings(here("meeting", state="minuted", **there))] == ["quorum"]
    assert [one.check for one in judge(here("meeting", state="held", **there), at="minute")] == ["minutes"]


def test_move_that_several_make_waits_for_each_of_them_and_for_each_mentee():
    """Three approvals (3.1.6), and where there are two mentees, each of them is asked."""
    evaluation = here("evaluation", partnership="w-01", **dict.fromkeys(
        ("uniqueness", "problems", "conditions", "supporting", "obstacles", "pilot", "learning", "short", "middle",
         "long"), "x"))  # fmt: skip
    (offer,) = offers(evaluation)
    data, states = evaluation.data, []
    for who in ("palembang", "", "bogor", "bengkulu"):
        moved = move(replace(evaluation, data=data), "agree", who=who, day=DAY)
        data, states = moved.data, [*states, moved.state]

    assert [one.en for one in offer.waits] == [
        "Mentor (palembang)", "Mentee (bengkulu)", "Mentee (bogor)", "Facilitator (PERPAMSI)",
    ]  # fmt: skip
    assert states == ["draft", "draft", "draft", "agreed"]
    with pytest.raises(MoveRefused, match="palembang, bengkulu, bogor, facilitator"):
        move(evaluation, "agree", who="serang", day=DAY)


def test_move_files_the_paper_of_the_right_mentee_and_month():
    """A report of one mentee must not count as another's."""
    report = here("monthly_report", partnership="w-01", member="bogor", month="2027-05", request="Zona mana?")
    moved = move(report, "submit", who="", day=DAY)

    (paper,) = moved.facts.papers
    assert (paper.document, paper.of, paper.month, paper.day) == ("monthly_report", "bogor", "2027-05", DAY)
    assert moved.opened == {
        "advice_request": {"partnership": "w-01", "member": "bogor", "day": "2027-06-08", "text": "Zona mana?",
                           "source": "x"}
    }  # fmt: skip


def test_move_that_does_not_start_here_is_refused_without_lacks():
    """Who asks for what is not there is told what is."""
    with pytest.raises(MoveRefused, match="it does not start from paid") as caught:
        move(here("claim", state="paid"), "approve", who="", day=DAY)
    assert caught.value.lacks == ()
