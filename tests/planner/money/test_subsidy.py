"""Subsidies by the board's decision, to the last rupiah (2.7, 4.2); sums worked out by hand."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.costs.lines import cost_lines
from planner.money.kinds import Decision
from planner.money.ledger import Ledger
from planner.money.subsidy import allocate
from tests.planner.money_cases import YEAR, book, diagnostic, line, problem, study, year

DECIDED = dt.date(2026, 12, 1)


def decision(kind, **amounts):
    """Return a decision of the board."""
    return Decision(number="SK-12", date=DECIDED, kind=kind, amounts=amounts)


def share(mentor=50, mentee=50, ceiling=10**9, **more):
    """Return a decision on a share of travel."""
    return decision(
        "share_of_travel", mentor_percent=mentor, mentee_percent=mentee, ceiling_per_partnership=ceiling, **more
    )


def given_to(lines, rule, head=10**9, **changes):
    """Return who gets how much, and the reasons."""
    _, allocations, reasons = allocate(lines, decision=rule, budget={"subsidies": head}, book=book(), **changes)
    return {(one.partnership, one.role, one.party): one.amount for one in allocations}, reasons


def two_fares(mentor=1000, mentee=1000, partnership="w-1"):
    """Return one fare of the mentor and one of the mentee."""
    return (
        line(f"{partnership}-a", mentor, partnership=partnership),
        line(f"{partnership}-b", mentee, partnership=partnership, payer="mentee:beta", traveller="mentee:beta",
             host="mentor:alfa", event=f"{partnership}/study_visit/1"),
    )  # fmt: skip


@pytest.mark.guards("4.2", "4.2.3")
def test_subsidy_without_decision_says_no_rule():
    """4.2: the National Board decides amount and regulation; software never invents them."""
    lines = two_fares()

    after, allocations, reasons = allocate(lines, decision=None, budget={"subsidies": 10**9}, book=book())

    assert after == lines
    assert allocations == ()
    assert [(reason.rule, reason.section) for reason in reasons] == [("subsidy_decision", "4.2")]
    assert "No rule" in reasons[0].sentence.en
    assert "Tidak ada aturan" in reasons[0].sentence.id


@pytest.mark.guards("4.2")
@pytest.mark.parametrize(("budget", "decided"), [({}, True), ({"documents": 5}, True), ({"subsidies": 10**9}, False)])
def test_subsidy_without_decided_budget_refused(budget, decided):
    """A decision without a head that the annual meeting has decided pays nobody."""
    after, allocations, reasons = allocate(two_fares(), decision=share(), budget=budget, book=book(), decided=decided)

    assert (after, allocations) == (two_fares(), ())
    assert "SK-12" in reasons[0].sentence.en


@pytest.mark.guards("4.2.3")
def test_share_of_travel_by_hand():
    """Half of the mentor's 17 609 000 and half of the mentee's study visit.

    Study visit: fare 6 x 410 000, hotel 6 x 2 x 861 000, allowance 6 x 3 x 380 000, car 3 x 1 507 000
    = 2 460 000 + 10 332 000 + 6 840 000 + 4 521 000 = 24 153 000; its half is 12 076 500.
    """
    lines = cost_lines(problem(), [diagnostic(), study()])

    told, reasons = given_to(lines, share())

    assert told == {("w-1", "mentor", "alfa"): 8_804_500, ("w-1", "mentee", "beta"): 12_076_500}
    assert reasons == ()


def test_share_of_travel_leaves_hosting_alone():
    """A share of the *travel* cost covers no meals: a host that travels nowhere gets nothing and is named."""
    lines = cost_lines(problem(), [diagnostic()])

    told, reasons = given_to(lines, share())

    assert set(told) == {("w-1", "mentor", "alfa")}
    assert [(reason.who, "mentee" in reason.sentence.en) for reason in reasons] == [("w-1", True)]


@pytest.mark.parametrize(("percent", "amount"), [(0, None), (1, 9), (33, 329), (99, 989), (100, 999)])
def test_share_of_travel_rounds_down_once(percent, amount):
    """1 per cent of 999 is 9.99, which is 9 whole rupiah; 0 per cent of one role is refused as one-sided."""
    told, reasons = given_to(two_fares(mentor=999), share(mentor=percent))

    assert told.get(("w-1", "mentor", "alfa")) == amount
    assert bool(reasons) == (amount is None)


@pytest.mark.parametrize(("sum_", "got"), [(999, 999), (1000, 1000), (1001, 1000)])
def test_fixed_at_cost_boundary_never_above_cost(sum_, got):
    """A party that spends 1000 gets at most 1000: a subsidy is no income."""
    told, _ = given_to(
        two_fares(), decision("fixed_per_partnership", mentor_per_partnership=sum_, mentee_per_partnership=1)
    )

    assert told["w-1", "mentor", "alfa"] == got


def test_fixed_shared_by_several_mentees():
    """'Per partnership' is one sum for the role: two mentees get 51 and 50 of 101, the first by id the odd rupiah."""
    lines = (
        line("a", 1000),
        line("b", 1000, payer="mentee:beta", traveller="mentee:beta"),
        line("c", 1000, payer="mentee:gama", traveller="mentee:gama"),
    )

    told, _ = given_to(lines, decision("fixed_per_partnership", mentor_per_partnership=7, mentee_per_partnership=101))

    assert told == {("w-1", "mentor", "alfa"): 7, ("w-1", "mentee", "beta"): 51, ("w-1", "mentee", "gama"): 50}


def test_per_visit_counts_journeys_whose_fare_is_paid():
    """Two visits of the mentor at 300 each; the car of a third that the host pays is no visit of the host."""
    lines = (
        line("a", 1000, event="e1"),
        line("b", 1000, event="e2"),
        line("c", 1000, event="e3", kind="local_transport", payer="mentee:beta"),
    )

    told, reasons = given_to(lines, decision("per_visit", mentor_per_visit=300, mentee_per_visit=300))

    assert told == {("w-1", "mentor", "alfa"): 600}
    assert "mentee" in reasons[0].sentence.en


@pytest.mark.parametrize(("km", "amount"), [(0, 10), (100, 10), (101, 20), (500, 20), (501, 30)])
def test_distance_class_at_boundaries(km, amount):
    """Near reaches 100 km, middle 500 km; both edges belong to the nearer class."""
    rule = decision(
        "by_distance_class", near_up_to_km=100, middle_up_to_km=500, mentor_near=10, mentor_middle=20, mentor_far=30,
        mentee_near=10, mentee_middle=20, mentee_far=30,
    )  # fmt: skip

    told, _ = given_to((line("a", 1000, distance_km=km),), rule)

    assert told == {("w-1", "mentor", "alfa"): amount}


@pytest.mark.guards("4.1.3")
def test_subsidy_never_for_the_pilot():
    """4.1.3 gives the pilot to the mentee, whatever the board decides about travel."""
    lines = (*two_fares(), line("p", 10**9, payer="mentee:beta", kind="pilot_investment", traveller="", host=""))

    after, allocations, _ = allocate(
        lines, decision=decision("fixed_per_partnership", mentor_per_partnership=5000, mentee_per_partnership=5000),
        budget={"subsidies": 10**9}, book=book(),
    )  # fmt: skip

    assert {one.party: one.amount for one in allocations} == {"alfa": 1000, "beta": 1000}
    assert next(one for one in after if one.kind == "pilot_investment").payer == "mentee:beta"


def test_subsidy_never_for_the_programmes_own_events():
    """The journey to a workshop belongs to no partnership, so no sum per partnership pays it."""
    told, _ = given_to((line("a", 1000, partnership=""),), share())

    assert told == {}


@pytest.mark.guards("2.6")
@pytest.mark.parametrize(("day", "amount"), [(dt.date(YEAR, 12, 31), 500), (dt.date(YEAR + 1, 1, 1), None)])
def test_subsidy_at_year_end_boundary(day, amount):
    """A year's head pays that year's cost; what is carried over waits for the next decision."""
    told, _ = given_to((line("a", 1000, on=day),), share(), year=YEAR)

    assert told.get(("w-1", "mentor", "alfa")) == amount


def test_subsidised_line_is_split_in_two():
    """Of 1000 the facilitator takes 500 under the head subsidies, the mentor keeps 500; both say which decision."""
    after, _, _ = allocate((line("a", 1000),), decision=share(), budget={"subsidies": 10**9}, book=book())

    part, rest = after
    assert (part.id, part.amount, part.payer, part.head, part.rule, part.relieves) == (
        "a#subsidy", 500, "facilitator", "subsidies", "4.2.3", "mentor:alfa",
    )  # fmt: skip
    assert (rest.id, rest.amount, rest.payer, rest.head, rest.rule) == ("a", 500, "mentor:alfa", "", "4.1.1")
    assert part.basis == "by hand [SK-12]"


def test_subsidised_whole_line_is_not_left_with_nothing():
    """A line that is subsidised to the last rupiah leaves no line of 0 behind."""
    after, _, _ = allocate(two_fares(), decision=share(mentor=100), budget={"subsidies": 10**9}, book=book())

    assert [one.id for one in after if one.partnership == "w-1"] == ["w-1-a#subsidy", "w-1-b#subsidy", "w-1-b"]


@pytest.mark.guards("4.2")
@pytest.mark.parametrize("policy", sorted(book().travel_policies))
def test_subsidy_whole_year_keeps_the_total(policy):
    """A subsidy moves rupiah from one payer to another and makes none."""
    before = cost_lines(problem(policy=policy), year())

    after, allocations, _ = allocate(before, decision=share(37, 41), budget={"subsidies": 20_000_001}, book=book())

    ledger = Ledger(after)
    assert ledger.total == Ledger(before).total
    assert ledger.by_head()["subsidies"] == sum(one.amount for one in allocations) == 20_000_001


@pytest.mark.guards("4.2.3")
def test_reason_of_allocation_in_both_languages():
    """A director reads which decision, which arithmetic and which limit made the sum."""
    _, allocations, _ = allocate(two_fares(), decision=share(ceiling=600), budget={"subsidies": 300}, book=book())

    reason = next(one.reason for one in allocations if one.role == "mentor")
    assert reason.en == (
        "Decision SK-12 of 2026-12-01: 50 per cent of the travel cost, Rp500; "
        "cut to Rp300 by a ceiling of the decision; cut to Rp150 because the head does not suffice."
    )
    assert reason.id == (
        "Keputusan SK-12 tanggal 2026-12-01: 50 persen dari biaya perjalanan, Rp500; dibatasi menjadi Rp300 oleh batas "
        "atas keputusan; dikurangi menjadi Rp150 karena pos anggaran tidak mencukupi."
    )


@given(
    amounts=st.lists(st.tuples(st.sampled_from("abcd"), st.booleans(), st.integers(1, 10**9)), max_size=25),
    percents=st.tuples(st.integers(1, 100), st.integers(1, 100)),
    ceiling=st.integers(min_value=0, max_value=10**9),
    head=st.integers(min_value=0, max_value=10**10),
)
def test_subsidy_any_lines_sums_exact_and_no_limit_broken(amounts, percents, ceiling, head):
    """Any costs and limits: total, head and ceiling kept, no line above its cost, lines equal allocations."""
    lines = tuple(
        line(
            f"l-{place}", amount, partnership=key, payer="mentor:alfa" if is_mentor else "mentee:beta",
            traveller="mentor:alfa" if is_mentor else "mentee:beta",
        )
        for place, (key, is_mentor, amount) in enumerate(amounts)
    )  # fmt: skip

    after, allocations, _ = allocate(lines, decision=share(*percents, ceiling), budget={"subsidies": head}, book=book())

    subsidised = [one for one in after if one.relieves]
    costs = {one.id: one.amount for one in lines}
    assert sum(one.amount for one in after) == sum(costs.values())
    assert sum(one.amount for one in subsidised) == sum(one.amount for one in allocations) <= head
    assert all(one.amount <= costs[one.charge] for one in subsidised)
    for key in "abcd":
        assert sum(one.amount for one in allocations if one.partnership == key) <= ceiling
