"""POST /plans: a year's calendar whose money adds up, and a reasoned no where there is no room."""

import copy
import datetime as dt

import pytest

from tests.service.web_cases import PLANS_BODY, client


def ask(body: dict, status: int = 200) -> dict:
    """Return the answer to ``body``."""
    response = client().post("/api/v1/plans?lang=en", json=body)
    assert response.status_code == status, response.text
    return response.get_json(force=True)


def changed(**changes: object) -> dict:
    """Return a body that works, with some parts of it replaced."""
    return {**copy.deepcopy(PLANS_BODY), **changes}


DECISION = {
    "number": "SK-1",
    "date": "2026-12-03",
    "kind": "share_of_travel",
    "amounts": {"mentor_percent": 50, "mentee_percent": 30, "ceiling_per_partnership": 40_000_000},
}


@pytest.mark.guards("2.6")
def test_plans_one_partnership_is_dated_with_a_pilot_of_six_to_eight_months():
    """The smallest year there is: one partnership, every date of it, within the guideline's bounds."""
    answer = ask(PLANS_BODY)

    pilot = next(event for event in answer["events"] if event["activity"] == "pilot")
    days = (dt.date.fromisoformat(pilot["last"]) - dt.date.fromisoformat(pilot["first"])).days
    assert answer["unplaced"] == {}
    assert 180 <= days <= 245


@pytest.mark.parametrize("view", ["by_head", "by_payer", "by_partnership", "by_month"])
@pytest.mark.guards("4.1")
def test_plans_every_view_of_the_ledger_adds_up_to_the_total(view):
    """A rupiah that is in one table and not in the other ends every discussion."""
    ledger = ask(changed(decision=DECISION))["ledger"]

    assert sum(ledger[view].values()) == ledger["total"] == sum(line["amount"] for line in ledger["lines"])
    assert ledger["total"] > 0


@pytest.mark.guards("4.2")
def test_plans_without_a_decision_nobody_is_subsidised_and_it_is_said():
    """Amounts belong to the National Board; without its decision there is no rule."""
    answer = ask(PLANS_BODY)

    assert answer["allocations"] == []
    assert "subsidy_decision" in {note["rule"] for note in answer["notes"]}


@pytest.mark.guards("4.2")
def test_plans_with_a_decision_allocations_equal_the_subsidy_head():
    """What the board gives is what the head pays, to the rupiah."""
    answer = ask(changed(decision=DECISION))
    given = sum(each["amount"] for each in answer["allocations"])

    assert given > 0
    assert answer["ledger"]["by_head"]["subsidies"] == given
    assert all(each["reason"]["en"] and each["reason"]["id"] for each in answer["allocations"])


@pytest.mark.guards("4.2")
@pytest.mark.parametrize("is_decided", [True, False])
def test_plans_subsidise_nobody_from_an_undecided_budget_and_say_so(is_decided):
    """The annual meeting decides the budget; until then a subsidy has no money behind it."""
    answer = ask(changed(decision=DECISION, budget_decided=is_decided))

    assert answer["budget_decided"] is is_decided
    assert (sum(each["amount"] for each in answer["allocations"]) > 0) is is_decided
    assert any(note["rule"] == "subsidy_decision" for note in answer["notes"]) is not is_decided


def test_plans_budget_counts_as_decided_unless_it_is_said_otherwise():
    """Bodies written before the field was there keep their meaning."""
    assert ask(PLANS_BODY)["budget_decided"] is True


@pytest.mark.parametrize("value", ["yes", 1, None, []])
def test_plans_budget_is_decided_or_not(value):
    """A word that is neither true nor false decides nothing."""
    answer = ask(changed(budget_decided=value), 422)

    assert [fault["field"] for fault in answer["faults"]] == ["budget_decided"]


def test_plans_heads_say_decided_planned_left():
    """The question of every board: how much is left under each head."""
    for head in ask(PLANS_BODY)["ledger"]["heads"]:
        assert head["left"] == head["decided"] - head["planned"]


@pytest.mark.guards("3.2.2")
def test_plans_monthly_reports_are_due_for_every_month_of_the_pilot():
    """A report a month is the guideline's own monitoring."""
    due = [each for each in ask(PLANS_BODY)["due"] if each["document"] == "monthly_report"]

    assert 6 <= len(due) <= 8
    assert [each["number"] for each in due] == list(range(1, len(due) + 1))


def test_plans_same_seed_gives_the_same_answer():
    """A plan that changes when nobody changed anything cannot be agreed on."""
    assert ask(PLANS_BODY) == ask(PLANS_BODY)


def test_plans_no_money_leaves_the_partnership_unplaced_with_a_remedy():
    """The world's no: status and reasons with 200, never an error."""
    answer = ask(changed(budget={"workshops": 0}))

    assert set(answer["unplaced"]) == {"w-07"}
    assert answer["unplaced"]["w-07"][0]["remedy"]["id"]


def test_plans_no_partnership_is_an_empty_year():
    """A year without partnerships costs nothing for partnerships."""
    answer = ask(changed(partnerships=[]))

    assert [event for event in answer["events"] if event["partnership"]] == []


def test_plans_settled_day_is_kept():
    """Invitations are out; the plan has to live with that day."""
    day = "2027-02-02"

    answer = ask(changed(fixes=[{"partnership": "w-07", "activity": "initial_meeting", "day": day}]))

    assert [each["first"] for each in answer["events"] if each["activity"] == "initial_meeting"] == [day]


def test_plans_absence_is_kept_free():
    """Nobody of the mentee is asked to come while it said it cannot."""
    block = {"who": "beta", "first": "2027-01-20", "last": "2027-03-31", "reason": "audit"}

    answer = ask(changed(blocks=[block]))

    met = [each for each in answer["events"] if each["partnership"] and each["facilitators"]]
    assert all(not (block["first"] <= each["first"] <= block["last"]) for each in met)


@pytest.mark.parametrize(
    ("part", "value", "field"),
    [
        ("partnerships", [{**PLANS_BODY["partnerships"][0], "mentor": "nobody"}], "partnerships.0"),
        ("partnerships", [{**PLANS_BODY["partnerships"][0], "mentees": []}], "partnerships.0"),
        ("partnerships", [{**PLANS_BODY["partnerships"][0], "mentees": ["alfa"]}], "partnerships.0"),
        ("partnerships", [{**PLANS_BODY["partnerships"][0], "pilot_months": 9}], "partnerships.0"),
        ("partnerships", [PLANS_BODY["partnerships"][0]] * 2, "partnerships.1"),
        ("budget", {"feasts": 5}, "year"),
        ("travel_policy", "first-class", "year"),
        ("parties", [{"id": "alfa", "region": "99.99"}, {"id": "beta", "region": "35.04"}], "parties.0"),
        ("facilitators", [{"id": "rina", "days_per_month": 8}] * 2, "facilitators.1"),
        ("blocks", [{"who": "x", "first": "2027-02-01", "last": "2027-02-02"}], "blocks.0"),
        ("blocks", [{"who": "beta", "first": "2027-02-02", "last": "2027-02-01"}], "blocks.0"),
        ("fixes", [{"partnership": "w-07", "activity": "dance", "day": "2027-02-02"}], "fixes.0"),
        ("fixes", [{"partnership": "w-07", "activity": "pilot", "day": "2027-02-06"}], "fixes.0"),
    ],
)
def test_plans_what_cannot_be_is_422_at_its_place(part, value, field):
    """Slips of the client are told with their place, before a solver starts."""
    problem = ask(changed(**{part: value}), 422)

    assert field in {fault["field"] for fault in problem["faults"]}


@pytest.mark.parametrize(("months", "status"), [(5, 422), (6, 200), (8, 200), (9, 422)])
@pytest.mark.guards("2.6")
def test_plans_pilot_months_hold_on_both_sides(months, status):
    """Six to eight months, and neither five nor nine."""
    ask(changed(partnerships=[{**PLANS_BODY["partnerships"][0], "pilot_months": months}]), status)


@pytest.mark.parametrize(("year", "status"), [(2019, 422), (2041, 422)])
def test_plans_years_beyond_the_calendars_are_refused(year, status):
    """Holidays of far years are not known, so nothing can be promised there."""
    ask(changed(year=year), status)
