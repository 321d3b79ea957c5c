"""Who pays a journey under each of the four settings of tension 1 (3.1.1-A3 against 4.1.1)."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import UnknownRow
from data.rows import TravelPolicy
from data.text import Text
from planner.costs.lines import cost_lines
from planner.costs.policies import policy_of, under_each_policy
from planner.errors import PlannerError
from planner.money.kinds import Charge
from planner.money.ledger import Ledger
from planner.money.payers import NoCostRule, assign, charges_of, rule_for
from tests.planner.money_cases import YEAR, book, diagnostic, event, problem, study, year

FOUR = ("traveller-pays", "host-mentee-pays", "hosting-only", "split")


def charge(amount, kind="fare", **changes):
    """Return what the mentor's journey to the mentee costs."""
    told = {
        "partnership": "w-1", "activity": "diagnostic_visit", "event": "e", "text": Text(en="a", id="b"),
        "traveller": "mentor:alfa", "host": "mentee:beta", "on": dt.date(YEAR, 4, 5), "basis": "1 x 1 = 1; by hand",
    }  # fmt: skip
    return Charge(id="c", kind=kind, amount=amount, **(told | changes))


def paid(events, policy):
    """Return rupiah per payer without what the facilitator pays."""
    payers = Ledger(cost_lines(problem(policy=policy), events)).by_payer()
    return {payer: amount for payer, amount in payers.items() if payer != "facilitator"}


@pytest.mark.guards("3.1.1-A3", "4.1.1", "4.1.4")
@pytest.mark.parametrize(
    ("policy", "mentor", "mentee"),
    [
        ("traveller-pays", 17_609_000, 1_800_000),  # all of the journey; the host gives venue and meals
        ("host-mentee-pays", None, 19_409_000),  # 3.1.1-A3: the mentee pays the mentor's visit
        ("hosting-only", 13_088_000, 6_321_000),  # the car, 4 521 000, moves to the host
        ("split", 8_804_500, 10_604_500),  # half of 17 609 000 each, and the hosting
    ],
)
def test_visit_of_mentor_under_each_policy_by_hand(policy, mentor, mentee):
    """The journey costs 17 609 000, of which the car 4 521 000; hosting 1 800 000; the sum is always 19 409 000."""
    told = paid([diagnostic()], policy)

    assert told.get("mentor:alfa") == mentor
    assert told["mentee:beta"] == mentee
    assert sum(told.values()) == 19_409_000


@pytest.mark.guards("4.1.2")
@pytest.mark.parametrize(("policy", "car_payer"), [("host-mentee-pays", "mentee:beta"), ("split", "mentee:beta"),
                                                   ("hosting-only", "mentor:alfa")])  # fmt: skip
def test_visit_of_mentee_stays_with_mentee_but_for_hosting(policy, car_payer):
    """3.1.1-A3 speaks of the mentor's visit only; 4.1.4 binds whoever hosts."""
    lines = cost_lines(problem(policy=policy), [study()])

    assert {line.payer for line in lines if line.kind == "fare"} == {"mentee:beta"}
    assert {line.payer for line in lines if line.kind == "local_transport"} == {car_payer}


@pytest.mark.guards("4.1.1", "4.1.5")
@pytest.mark.parametrize("policy", FOUR)
def test_journey_to_facilitator_stays_with_traveller(policy):
    """The facilitator hosts the workshop, but a guest's journey on its account would be a subsidy (4.2)."""
    workshop = event("mentor_workshop", dt.date(YEAR, 4, 20), place="facilitator", who=[("mentor", "alfa", 2)], of="")

    lines = cost_lines(problem(policy=policy), [workshop])

    assert {line.payer for line in lines if line.traveller} == {"mentor:alfa"}


@pytest.mark.guards("3.1.1-A3")
def test_policies_whole_year_same_total_and_different_splits():
    """Item 71 of the checklist: the same plan, four different splits, one total."""
    told = under_each_policy(problem(), year())

    assert set(told) == set(FOUR) == set(book().travel_policies)
    assert len({sum(payers.values()) for payers in told.values()}) == 1
    assert len({tuple(sorted(payers.items())) for payers in told.values()}) == len(FOUR)


def test_policies_in_force_agrees_with_the_table():
    """What the plan charges is the row of the comparison that is in force."""
    for policy in FOUR:
        lines = cost_lines(problem(policy=policy), year())

        assert under_each_policy(problem(), year())[policy] == Ledger(lines).by_payer()


@pytest.mark.guards("4.1.1")
def test_policy_nobody_chose_is_the_guidelines_own():
    """Without a choice 4.1 as written holds."""
    assert policy_of(book()).id == "traveller-pays"
    assert policy_of(book(), "split").id == "split"


def test_policy_unknown_refused_with_known_ones():
    """A typo in the policy would otherwise silently fall back to the default."""
    with pytest.raises(UnknownRow) as caught:
        policy_of(book(), "splitt")

    assert set(caught.value.near) == set(FOUR)


@pytest.mark.parametrize(
    ("amount", "host", "traveller"),
    [(1, 1, 0), (2, 1, 1), (3, 2, 1), (100, 50, 50), (101, 51, 50)],
)
def test_split_odd_rupiah_goes_to_host(amount, host, traveller):
    """Half of an odd sum: the rupiah that is left goes to the first in order, the host, and is not lost."""
    lines = assign(charge(amount), policy_of(book(), "split"), book=book())

    told = {line.payer: line.amount for line in lines}
    assert told.get("mentee:beta", 0) == host
    assert told.get("mentor:alfa", 0) == traveller


@given(amount=st.integers(min_value=1, max_value=10**12), percent=st.integers(min_value=0, max_value=100))
def test_assign_any_percent_adds_up_and_names_rules(amount, percent):
    """Whatever share a board sets, the parts add up, none is empty, and each names its rule."""
    policy = TravelPolicy(
        id="any",
        name=Text(en="any", id="apa pun"),
        section="4.1",
        travellers=("mentor",),
        host_percent={"fare": percent},
    )

    lines = assign(charge(amount), policy, book=book())

    assert sum(line.amount for line in lines) == amount
    assert all(line.amount > 0 for line in lines)
    assert {line.rule for line in lines} <= {"any", "4.1.1"}
    assert len({line.id for line in lines}) == len(lines)


def test_assign_host_part_names_policy_and_its_section():
    """3.1.1-A3 stands behind the mentee's rupiah, 4.1.1 behind the mentor's."""
    lines = assign(charge(100), policy_of(book(), "split"), book=book())

    told = {line.payer: (line.rule, line.section, line.id) for line in lines}
    assert told == {
        "mentee:beta": ("split", "3.1.1-A3", "c#host"), "mentor:alfa": ("4.1.1", "4.1.1", "c#traveller"),
    }  # fmt: skip


def test_assign_parts_say_their_share():
    """A line whose amount is not its formula's says which part of it it is."""
    lines = assign(charge(100), policy_of(book(), "split"), book=book())

    assert [line.basis for line in lines] == ["1 x 1 = 1; by hand [50 %]", "1 x 1 = 1; by hand [50 %]"]


def test_charges_of_split_lines_are_the_charges_again():
    """Taking the lines of any policy apart again gives what was charged, so policies can be compared afterwards."""
    whole = charge(101)

    assert charges_of(assign(whole, policy_of(book(), "split"), book=book())) == (whole,)


@pytest.mark.guards("4.1.3")
@pytest.mark.parametrize("payer", ["mentor", "facilitator", "host"])
def test_rule_for_pilot_paid_by_others_refused(payer):
    """Pilot cost charged to the mentor is refused: no rule of the book allows it."""
    with pytest.raises(NoCostRule, match="pilot_investment") as caught:
        rule_for(book(), payer, "pilot_investment")

    assert isinstance(caught.value, PlannerError)


@pytest.mark.parametrize(
    ("payer", "kind", "rule"),
    [
        ("mentor", "fare", "4.1.1"), ("mentee", "lodging", "4.1.2"), ("mentee", "pilot_investment", "4.1.3"),
        ("host", "venue_meals", "4.1.4"), ("facilitator", "workshop_organisation", "4.1.5"),
        ("facilitator", "preparation", "4.2.1"), ("facilitator", "honorarium", "4.2.2"),
        ("facilitator", "documents", "4.2.5"),
    ],
)  # fmt: skip
def test_rule_for_each_payer_is_the_guidelines(payer, kind, rule):
    """Chapter IV as a table: one rule for each pair of payer and kind."""
    assert rule_for(book(), payer, kind).id == rule
