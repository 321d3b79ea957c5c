"""Lines against the second count over random years: two codes, one sum (4.1, 4.2)."""

import dataclasses
import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.costs.charges import charges, formula
from planner.costs.lines import cost_lines
from planner.costs.policies import under_each_policy
from planner.costs.recount import policy_in_force, recount
from planner.costs.verify import verify_money
from planner.money.declared import CompanyRates, Declared
from planner.money.kinds import NegativeRupiah, NotWholeRupiah
from planner.money.ledger import Ledger
from planner.money.payers import charges_of
from planner.money.subsidy import allocate
from tests.planner.money_cases import DAY, HALF_OF_TRAVEL, YEAR, book, event, problem, year

VISITS = ("diagnostic_visit", "monitoring_visit", "letter_of_intent")
RATES = st.builds(
    CompanyRates,
    daily_allowance=st.none() | st.integers(0, 900_000),
    hotel=st.none() | st.integers(0, 2_000_000),
)
DECLARED = st.builds(
    Declared,
    rates=st.dictionaries(st.sampled_from(["alfa", "beta", "gama", "facilitator"]), RATES),
    pilots=st.dictionaries(st.sampled_from(["beta", "gama"]), st.integers(0, 10**9)),
)


@st.composite
def years(draw):
    """Draw the events of a year: visits both ways, meetings, workshops and pilots, some on a shared trip."""
    found = []
    for number in range(draw(st.integers(0, 8))):
        of, mentee = draw(st.sampled_from([("w-1", "beta"), ("w-2", "gama")]))
        first = dt.date(YEAR, 2, 1) + draw(st.integers(0, 250)) * DAY
        days, persons = draw(st.integers(1, 6)), draw(st.integers(1, 14))
        staff = draw(st.sampled_from([(), ("rina",), ("rina", "budi")]))
        what = draw(st.sampled_from(["to mentee", "to mentor", "meeting", "workshop", "pilot", "letter"]))
        told = {"days": days, "of": of, "occurrence": number + 1, "staff": staff}
        if what == "to mentee":
            trip = draw(st.sampled_from(["", f"{of}/opening"]))
            found.append(
                event(draw(st.sampled_from(VISITS)), first, place=mentee, who=[("mentor", "alfa", persons)], trip=trip,
                      **told)
            )  # fmt: skip
        elif what == "to mentor":
            found.append(event("study_visit", first, place="alfa", who=[("mentee", mentee, persons)], **told))
        elif what == "meeting":
            name = draw(st.sampled_from(["initial_meeting", "evaluation_meeting"]))
            who = [("mentor", "alfa", persons), ("mentee", mentee, 2)]
            found.append(event(name, first, place="facilitator", who=who, **told))
        elif what == "workshop":
            who = [("mentor", "alfa", persons)]
            found.append(event("mentor_workshop", first, place="facilitator", who=who, **(told | {"of": ""})))
        elif what == "pilot":
            found.append(event("pilot", first, **(told | {"staff": ()})))
        else:
            found.append(event("recommendation_letter", first, **(told | {"days": 1, "staff": ()})))
    return tuple(found)


@pytest.mark.guards("4.1", "4.2")
@settings(max_examples=200)
@given(events=years(), declared=DECLARED, policy=st.sampled_from(sorted(book().travel_policies)))
def test_lines_of_any_year_agree_with_the_second_count(events, declared, policy):
    """The checker's own count and the lines come to the same rupiah per partnership and kind, whatever is planned."""
    planned = dataclasses.replace(problem(policy=policy), declared=declared)

    lines = cost_lines(planned, events)

    assert Ledger(lines).by("partnership", "kind") == dict(recount(planned, events))
    assert len({line.id for line in lines}) == len(lines)


@settings(max_examples=100)
@given(events=years(), head=st.integers(0, 50_000_000), policy=st.sampled_from(sorted(book().travel_policies)))
def test_subsidies_of_any_year_pass_the_checker(events, head, policy):
    """No random year, head or policy makes subsidies that the checker refuses, or changes what the year costs."""
    budget = {**dict.fromkeys(book().budget_heads, 10**12), "subsidies": head}
    planned = problem(policy=policy, decision=HALF_OF_TRAVEL, budget=budget)
    lines = cost_lines(planned, events)

    after, allocations, _ = allocate(lines, decision=HALF_OF_TRAVEL, budget=planned.budget, book=book(), year=YEAR)

    assert sum(line.amount for line in after) == sum(line.amount for line in lines)
    assert verify_money(planned, events, Ledger(after), allocations, carried={"w-1", "w-2"}) == ()


@settings(max_examples=100)
@given(events=years(), declared=DECLARED)
def test_policies_of_any_year_have_one_total(events, declared):
    """Checklist item 71 for any year: four policies, one sum, and what the facilitator pays never moves."""
    planned = dataclasses.replace(problem(), declared=declared)

    told = under_each_policy(planned, events)

    assert len({sum(payers.values()) for payers in told.values()}) == 1
    assert len({payers.get("facilitator", 0) for payers in told.values()}) == 1


@settings(max_examples=100)
@given(events=years(), policy=st.sampled_from(sorted(book().travel_policies)))
def test_charges_of_any_ledger_are_its_charges(events, policy):
    """Lines keep all that is needed to ask 'and under another policy?' later, even after a subsidy."""
    planned = problem(policy=policy, decision=HALF_OF_TRAVEL)
    lines = cost_lines(planned, events)
    after, _, _ = allocate(lines, decision=HALF_OF_TRAVEL, budget={"subsidies": 7_000_001}, book=book())

    assert set(charges_of(after)) == set(charges(planned, events))


def test_recount_knows_no_charge_of_nothing():
    """A sum of zero is left out on both sides, or a year without flights would differ from itself."""
    assert recount(problem(), ()) == {}
    assert all(amount > 0 for amount in recount(problem(), year()).values())


@pytest.mark.parametrize(("policy", "found"), [("", "traveller-pays"), ("split", "split"), ("nonsense", None)])
def test_recount_finds_policy_in_force(policy, found):
    """The checker reads the policy by itself; one that does not exist is none."""
    row = policy_in_force(problem(policy=policy))

    assert (row.id if row else None) == found


def test_checker_catches_policy_that_does_not_exist():
    """Shares that no policy stands behind are faults, not a crash."""
    split, nowhere = problem(policy="split"), problem(policy="nonsense")

    faults = verify_money(nowhere, year(), Ledger(cost_lines(split, year())))

    assert {fault.rule for fault in faults} == {"payer"}


@pytest.mark.parametrize(
    ("factors", "said"),
    [((4, 3, 861_000), "4 x 3 x 861 000 = 10 332 000"), ((1, 0), "1 x 0 = 0"), ((7,), "7 = 7")],
)
def test_formula_reads_like_a_sum_on_paper(factors, said):
    """The basis of a line is the sum that a treasurer would write."""
    assert formula(*factors) == said


@pytest.mark.parametrize("value", [1.5, "400000", True])
@pytest.mark.parametrize("name", ["hotel", "daily_allowance"])
def test_rates_not_whole_refused(name, value):
    """A company's rate enters every sum of its team, so it has to be whole rupiah."""
    with pytest.raises(NotWholeRupiah, match=name):
        CompanyRates(**{name: value})


@pytest.mark.parametrize(("amount", "is_fine"), [(-1, False), (0, True), (1, True)])
def test_declared_pilot_at_zero_boundary(amount, is_fine):
    """A mentee may declare a pilot of nothing, never one below nothing."""
    if is_fine:
        assert Declared(pilots={"beta": amount}).pilots["beta"] == amount
        return

    with pytest.raises(NegativeRupiah):
        Declared(pilots={"beta": amount})
