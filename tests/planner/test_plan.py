"""What a reader of a plan asks it: visits, papers, chain, a table, JSON and a page in both languages."""

import dataclasses
import datetime as dt
import json

import pytest

from data.answer import Status
from data.text import Text
from planner.plan import FRAME, plain
from planner.result import Traveller
from tests.planner.calendar_cases import YEAR, changed, event, moved, one, planned

AGREEMENT = "w-1/memorandum_of_agreement/1"


def nobody():
    """Return the plan of a partnership whose mentor is away for years."""
    told = one()
    told.block("alfa", dt.date(YEAR, 1, 1), dt.date(YEAR + 2, 12, 31), reason="away (fictional)")
    return told.solve(time_limit=1, seed=1)


def late():
    """Return the plan of a partnership that ends in the next year."""
    told = one(ready=dt.date(YEAR, 8, 2))
    return told.solve(time_limit=2, seed=1)


def test_visits_are_the_partnerships_own_meetings_in_order():
    """Letters and the programme's workshops are not visits; the order is that of the year."""
    visits = planned().visits("w-1")

    assert [one.activity for one in visits] == [
        "initial_meeting", "letter_of_intent", "diagnostic_visit", "memorandum_of_agreement", "study_visit",
        "monitoring_visit", "evaluation_meeting",
    ]  # fmt: skip
    assert {one.partnership for one in visits} == {"w-1"}
    assert planned().visits("w-9") == ()


@pytest.mark.guards("3.2.2")
def test_reports_are_the_partnerships_own_papers_in_order():
    """Six monthly reports among them, and nobody else's."""
    reports = planned().reports("w-2")

    days = [due.on for due in reports]
    assert days == sorted(days)
    assert {due.partnership for due in reports} == {"w-2"}
    assert [due.number for due in reports if due.document == "monthly_report"] == [1, 2, 3, 4, 5, 6]
    assert planned().reports("w-9") == ()


def test_chain_ends_with_the_letter_and_is_empty_for_strangers():
    """The chain of a partnership ends with what ends the partnership."""
    plan = planned()

    assert plan.chain("w-1")[-1].activity == "recommendation_letter"
    assert plan.chain("w-1")[-1].critical
    assert plan.chain("w-9") == ()


def test_fingerprint_is_the_problems():
    """Two printed plans can be compared: the same input has the same mark, another input another."""
    plan = planned()

    assert plan.fingerprint == plan.problem.fingerprint
    assert plan.fingerprint != one().problem().fingerprint


def test_frame_has_one_row_per_event_with_its_section():
    """Who works with a spreadsheet finds each event as the plan has it."""
    plan = planned()

    frame = plan.to_frame()

    assert list(frame.columns) == list(FRAME)
    assert list(frame["id"]) == [one.id for one in plan.events]
    row, signing = frame.set_index("id").loc[AGREEMENT], event(plan, AGREEMENT)
    assert (row["first"], row["last"], row["place"]) == (signing.first, signing.last, "alfa")
    assert (row["parties"], row["facilitators"], row["section"]) == ("alfa beta", "colleague-0", "3.1.7")
    assert row["trip"] == "w-1/start"


def test_frame_of_an_empty_plan_keeps_its_columns():
    """A year without events is a table without rows, not an error."""
    frame = nobody().to_frame()

    assert frame.shape == (0, len(FRAME))
    assert list(frame.columns) == list(FRAME)


def test_dict_is_json_and_says_what_the_plan_says():
    """What is filed or sent can be read again without Python."""
    plan = planned()

    told = json.loads(json.dumps(plan.to_dict()))

    assert (told["status"], told["year"], told["seed"]) == (plan.status.value, YEAR, 1)
    assert told["fingerprint"] == plan.fingerprint
    assert {level["id"]: level["value"] for level in told["levels"]} == {one.id: one.value for one in plan.levels}
    found = next(one for one in told["events"] if one["id"] == AGREEMENT)
    assert found["first"] == event(plan, AGREEMENT).first.isoformat()
    assert found["travellers"][0] == {"role": "mentee", "party": "beta", "persons": 6}
    assert told["latest_agreement"] == {"6": "2027-05-11"}
    assert [quiet["window"] for quiet in told["quiet"]][:2] == [one.window.id for one in plan.quiet][:2]
    assert len(told["lines"]) == len(plan.ledger.lines)
    assert [level["id"] for level in told["baseline"]] == [one.id for one in plan.levels]


def test_dict_without_baseline_says_none():
    """No clerk is not a clerk who did nothing."""
    assert dataclasses.replace(planned(), baseline=None).to_dict()["baseline"] is None


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (dt.date(YEAR, 5, 10), "2027-05-10"),
        (Traveller("mentor", "alfa", 4), {"role": "mentor", "party": "alfa", "persons": 4}),
        ((dt.date(YEAR, 5, 10), 3), ["2027-05-10", 3]),
        ({"a": [dt.date(YEAR, 5, 10)]}, {"a": ["2027-05-10"]}),
        (Text(en="yes", id="ya"), {"en": "yes", "id": "ya"}),
        (None, None),
    ],
)
def test_plain_leaves_only_what_json_knows(value, told):
    """Dates are ISO text, records are dicts, and a traveller keeps the names of its fields."""
    assert plain(value) == told


def test_say_gives_levels_days_and_names_in_both_languages():
    """The page begins with the year and what is known, and every event stands on a line with its days."""
    plan = planned()
    visit = event(plan, "w-1/diagnostic_visit/1")

    english, indonesian = plan.say(), plan.say("id")

    assert english.splitlines()[0] == f"{YEAR}: {plan.status.value}"
    assert "  partnerships finished in the budget year: 2 (2)" in english.splitlines()
    assert f"  {visit.first} - {visit.last}  Diagnostic visit" in english.splitlines()
    assert f"  {visit.first} - {visit.last}  Kunjungan diagnostik" in indonesian.splitlines()
    assert "  2027-01-11  Letter of request" in english.splitlines()
    assert {"w-1", "w-2"} <= set(english.splitlines())
    assert str(plan) == english


def test_say_ends_with_every_no_and_its_remedy():
    """Who is not in the calendar is on the page all the same, with what would help."""
    lines = nobody().say().splitlines()

    assert lines[0] == f"{YEAR}: {Status.INFEASIBLE.value}"
    assert lines[-1].startswith("w-1: No day is left: alfa is away from")
    assert lines[-1].endswith("Have alfa back for 4 of the days between 2027-01-01 and 2029-12-31.")


@pytest.mark.guards("2.6")
def test_say_names_who_is_carried_over():
    """The next year's money is asked for on the page and not only in the data."""
    plan = late()

    assert set(plan.carried) == {"w-1"}
    assert plan.say().splitlines()[-1].startswith("w-1: It ends on 2028-")
    assert plan.say("id").splitlines()[-1].startswith("w-1: Selesai pada 2028-")


@pytest.mark.parametrize(
    ("key", "days", "rule"),
    [
        (AGREEMENT, 7, "pilot_from_agreement"),
        ("w-1/initial_meeting/1", 1, "order"),  # a day later, and the confirmation comes too soon after it
        ("w-1/monitoring_visit/1", -7, "order"),
    ],
)
def test_verify_recounts_what_the_plan_shows(key, days, rule):
    """Somebody who edits a date by hand is told by the plan itself which rule it breaks."""
    plan = planned()

    found = dataclasses.replace(plan, events=moved(plan, key, days)).verify()

    assert plan.verify() == ()
    assert rule in {one.rule for one in found}


@pytest.mark.guards("2.6", "3.2.2")
def test_verify_recounts_carried_partnerships_and_papers_too():
    """Nobody is named as carried without need, and no monthly report is left out."""
    plan = planned()
    reason = next(iter(nobody().unplaced["w-1"]))

    carried = dataclasses.replace(plan, carried={"w-1": reason}).verify()
    papers = dataclasses.replace(plan, dues=tuple(one for one in plan.dues if one.number != 3)).verify()

    assert {one.rule for one in carried} == {"budget_year"}
    assert {one.rule for one in papers} == {"monthly_reports"}


@pytest.mark.guards("4.1")
def test_verify_recounts_the_money_of_the_events_it_shows():
    """A visit with another team costs other fares; the ledger that no longer fits is refused."""
    plan = planned()
    visit = event(plan, "w-1/diagnostic_visit/1")
    more = tuple(one._replace(persons=one.persons + 1) for one in visit.travellers)

    found = dataclasses.replace(plan, events=changed(plan, visit.id, travellers=more)).verify()

    assert any(one.rule == "payer" for one in found)
