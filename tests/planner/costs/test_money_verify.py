"""The checker of the money: accepts what is right, and catches faults put in on purpose (4.1, 4.2)."""

import dataclasses
import datetime as dt

import pytest

from data.rows import TravelPolicy
from planner.costs.lines import cost_lines
from planner.costs.policies import policy_of
from planner.costs.recount import recount
from planner.costs.verify import verify_money
from planner.money.declared import CompanyRates, Declared
from planner.money.kinds import Decision
from planner.money.ledger import Ledger
from tests.planner.money_cases import (
    HALF_OF_TRAVEL,
    RICH,
    YEAR,
    book,
    broken,
    diagnostic,
    event,
    line,
    partnership,
    priced,
    problem,
    year,
)

DECISIONS = {
    "none": None,
    "by_member_category": Decision(
        number="1", date=dt.date(2026, 12, 1), kind="by_member_category",
        amounts={"small_up_to_connections": 9_999, "medium_up_to_connections": 50_000} | {
            f"{role}_{size}": amount for role in ("mentor", "mentee")
            for size, amount in (("small", 10**7 + 1), ("medium", 4_000_003), ("large", 2_000_001))
        },
    ),
    "priority_regions": Decision(
        number="1", date=dt.date(2026, 12, 1), kind="priority_regions", regions=("64",),
        amounts={
            "mentor_percent": 11, "mentee_percent": 13, "mentor_priority_percent": 57, "mentee_priority_percent": 71,
            "ceiling_per_partnership": 30_000_001, "ceiling_per_year": 40_000_003,
        },
    ),
    "fixed_per_party": Decision(
        number="1", date=dt.date(2026, 12, 1), kind="fixed_per_party",
        amounts={"mentor_per_party": 9_999_999, "mentee_per_party": 7_777_777, "ceiling_per_party": 8_888_889},
    ),
    "visit_quota": Decision(
        number="1", date=dt.date(2026, 12, 1), kind="visit_quota",
        amounts={
            "mentor_per_visit": 4_000_001, "mentee_per_visit": 5_000_003, "visits_per_partnership": 2,
            "visits_per_year": 3,
        },
    ),
    "share_of_travel": HALF_OF_TRAVEL,
    "per_visit": Decision(
        number="1", date=dt.date(2026, 12, 1), kind="per_visit",
        amounts={"mentor_per_visit": 4_000_001, "mentee_per_visit": 5_000_003, "ceiling_mentor": 6_000_000},
    ),
    "fixed_per_partnership": Decision(
        number="1", date=dt.date(2026, 12, 1), kind="fixed_per_partnership",
        amounts={"mentor_per_partnership": 7_777_777, "mentee_per_partnership": 3_333_333},
    ),
    "by_distance_class": Decision(
        number="1", date=dt.date(2026, 12, 1), kind="by_distance_class",
        amounts={"near_up_to_km": 100, "middle_up_to_km": 500} | {
            f"{role}_{size}": amount for role in ("mentor", "mentee")
            for size, amount in (("near", 10**6), ("middle", 10**6 + 1), ("far", 10**7))
        },
    ),
}  # fmt: skip


def swap(ledger, wanted, **changes):
    """Return the ledger with the first line for which ``wanted`` is true changed."""
    lines = list(ledger.lines)
    place = next(at for at, one in enumerate(lines) if wanted(one))
    lines[place] = dataclasses.replace(lines[place], **changes)
    return Ledger(tuple(lines))


def kind_is(kind):
    """Return a test for lines of one kind."""
    return lambda one: one.kind == kind


def is_subsidised(one):
    """Whether a line is the subsidised part of another."""
    return bool(one.relieves)


@pytest.mark.guards("4.1", "4.2")
@pytest.mark.parametrize("policy", sorted(book().travel_policies))
@pytest.mark.parametrize("decision", sorted(DECISIONS))
def test_checker_accepts_every_policy_and_decision(policy, decision):
    """What the makers of lines and subsidies produce is right under all four policies and every form of decision."""
    given = problem(policy=policy, decision=DECISIONS[decision])

    assert verify_money(given, year(), *priced(given, year())) == ()


@pytest.mark.parametrize("head", [0, 1, 9_999_999])
def test_checker_accepts_a_small_head(head):
    """Subsidies cut by the head stay right to the last rupiah."""
    given = problem(decision=HALF_OF_TRAVEL, budget={**RICH, "subsidies": head})

    assert verify_money(given, year(), *priced(given, year())) == ()


def test_checker_accepts_declared_rates_and_pilots():
    """Company rates and the mentee's own pilot budget are recounted from what was declared."""
    given = problem()
    declared = Declared(rates={"alfa": CompanyRates(hotel=400_000)}, pilots={"beta": 99_000_001})

    ledger, allocations = priced(given, year(), declared=declared)

    assert verify_money(given, year(), ledger, allocations, declared=declared) == ()
    assert verify_money(given, year(), ledger, allocations) != ()


def test_checker_accepts_an_empty_plan():
    """Nothing planned, nothing paid."""
    assert verify_money(problem(), (), Ledger()) == ()


def test_recount_agrees_with_lines_for_several_mentees():
    """The second count knows a second mentee that comes to the first one's place."""
    given = problem(partnerships=[partnership("w-3", "beta", "gama")])
    visit = event("diagnostic_visit", dt.date(YEAR, 4, 6), days=3, place="beta", of="w-3",
                  who=[("mentor", "alfa", 4), ("mentee", "gama", 2)], staff=("rina",))  # fmt: skip

    assert recount(given, [visit]) == Ledger(cost_lines(given, [visit])).by("partnership", "kind")


FAULTS = {
    "a line left out": lambda ledger: Ledger(ledger.lines[1:]),
    "a line twice": lambda ledger: Ledger((*ledger.lines, ledger.lines[0])),
    "a line twice under another id": lambda ledger: Ledger(
        (*ledger.lines, dataclasses.replace(ledger.lines[0], id="again"))
    ),
    "a rupiah lost": lambda ledger: swap(ledger, kind_is("lodging"), amount=1),
    "a rupiah too many": lambda ledger: swap(ledger, kind_is("documents"), amount=2_500_001),
    "a line of nothing": lambda ledger: Ledger((*ledger.lines, line("nothing", 0))),
    "the mentor's fare paid by the mentee": lambda ledger: swap(ledger, kind_is("fare"), payer="mentee:beta"),
    "a payer that nobody knows": lambda ledger: swap(ledger, kind_is("fare"), payer="mentor:omega"),
    "a payer of another partnership": lambda ledger: swap(ledger, kind_is("venue_meals"), payer="mentee:gama"),
    "a payer in the wrong role": lambda ledger: swap(ledger, kind_is("fare"), payer="mentee:alfa"),
    "hosting paid by the visitor": lambda ledger: swap(ledger, kind_is("venue_meals"), payer="mentor:alfa"),
    "a workshop paid by a guest": lambda ledger: swap(
        ledger, kind_is("workshop_organisation"), payer="mentor:alfa", head=""
    ),
    "a rule that does not cover the kind": lambda ledger: swap(
        ledger, kind_is("fare"), rule="4.1.4", section="4.1.4"
    ),
    "a rule that does not exist": lambda ledger: swap(ledger, kind_is("fare"), rule="4.1.9"),
    "a section that is not the rule's": lambda ledger: swap(ledger, kind_is("fare"), section="4.1.2"),
    "a policy that is not in force": lambda ledger: swap(
        ledger, kind_is("fare"), payer="mentee:beta", rule="host-mentee-pays", section="3.1.1-A3"
    ),
    "the facilitator's line without a head": lambda ledger: swap(ledger, kind_is("documents"), head=""),
    "the facilitator's line under another head": lambda ledger: swap(ledger, kind_is("documents"), head="workshops"),
    "the mentor's line under a head": lambda ledger: swap(ledger, kind_is("fare"), head="facilitator_travel"),
    "an event that is not planned": lambda ledger: swap(ledger, kind_is("documents"), event="w-1/ghost/1"),
    "a day on which nothing happens": lambda ledger: swap(ledger, kind_is("fare"), on=dt.date(YEAR, 8, 1)),
    "a day of the next year": lambda ledger: swap(ledger, kind_is("documents"), on=dt.date(YEAR + 1, 1, 1)),
    "a subsidy without a decision": lambda ledger: swap(
        ledger, kind_is("fare"), payer="facilitator", head="subsidies", rule="4.2.3", section="4.2.3",
        relieves="mentor:alfa",
    ),
}  # fmt: skip


@pytest.mark.guards("4.1", "4.2")
@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_checker_catches_seeded_fault(fault):
    """Each of these faults was put into a right ledger; a checker that lets one through is worth nothing."""
    given = problem()
    ledger, allocations = priced(given, year())

    assert broken(given, year(), FAULTS[fault](ledger), allocations)


SUBSIDY_FAULTS = {
    "an allocation without its lines": lambda ledger, given: (ledger, given * 2),
    "an allocation that is missing": lambda ledger, given: (ledger, given[1:]),
    "an allocation above what is due": lambda ledger, given: (
        ledger, (dataclasses.replace(given[0], amount=given[0].due + 1), *given[1:])
    ),
    "a rupiah more to one, less to another": lambda ledger, given: (
        ledger,
        (
            dataclasses.replace(given[0], amount=given[0].amount - 1),
            dataclasses.replace(given[1], amount=given[1].amount + 1, due=given[1].due + 1), *given[2:],
        ),
    ),
    "a subsidised part under another head": lambda ledger, given: (
        swap(ledger, is_subsidised, head="documents"), given
    ),
    "a subsidised part paid by the party": lambda ledger, given: (
        swap(ledger, is_subsidised, payer="mentor:alfa", head=""), given
    ),
    "a subsidised part of another section": lambda ledger, given: (
        swap(ledger, is_subsidised, section="4.2.2"), given
    ),
    "a subsidised part for nobody": lambda ledger, given: (swap(ledger, is_subsidised, relieves="mentor:omega"), given),
    "a subsidised part of the next year": lambda ledger, given: (
        swap(ledger, is_subsidised, on=dt.date(YEAR + 1, 1, 1)), given
    ),
    "a subsidised workshop journey": lambda ledger, given: (swap(ledger, is_subsidised, partnership=""), given),
}  # fmt: skip


@pytest.mark.guards("4.2.3")
@pytest.mark.parametrize("fault", sorted(SUBSIDY_FAULTS))
def test_checker_catches_seeded_subsidy_fault(fault):
    """Faults of the subsidies: lines and allocations that disagree, wrong head, wrong year, wrong person."""
    given = problem(decision=HALF_OF_TRAVEL)
    ledger, allocations = SUBSIDY_FAULTS[fault](*priced(given, year()))

    assert broken(given, year(), ledger, allocations)


@pytest.mark.guards("4.2")
@pytest.mark.parametrize(
    ("limit", "changes"),
    [
        ("ceiling_per_partnership", {"ceiling_per_partnership": 1000}),
        ("ceiling_mentor", {"ceiling_mentor": 1000}),
        ("ceiling_mentee", {"ceiling_mentee": 1000}),
        ("mentor_percent", {"mentor_percent": 49}),
        ("mentee_percent", {"mentee_percent": 49}),
    ],
)
def test_checker_catches_subsidy_above_a_limit(limit, changes):
    """Paid by the old decision, checked against a stricter one: the limit that is passed is found."""
    paid = problem(decision=HALF_OF_TRAVEL)
    strict = problem(decision=dataclasses.replace(HALF_OF_TRAVEL, amounts={**HALF_OF_TRAVEL.amounts, **changes}))

    assert "subsidy_decision" in broken(strict, year(), *priced(paid, year())), limit


@pytest.mark.parametrize("kind", sorted(set(DECISIONS) - {"none", "share_of_travel"}))
def test_checker_catches_sums_of_another_decision(kind):
    """What half of the travel cost is, none of these decisions gives."""
    paid = problem(decision=HALF_OF_TRAVEL)
    other = problem(decision=DECISIONS[kind])

    assert "subsidy_decision" in broken(other, year(), *priced(paid, year()))


@pytest.mark.guards("4.2")
@pytest.mark.parametrize("kind", sorted(set(DECISIONS) - {"none"}))
@pytest.mark.parametrize("more", [1, -1])
def test_checker_catches_one_rupiah_more_or_less(kind, more):
    """Lines and allocations agree and no ceiling is passed, yet one party gets a rupiah that the decision does not."""
    given = problem(decision=DECISIONS[kind])
    ledger, allocations = priced(given, year())
    lines = list(ledger.lines)
    at = next(place for place, one in enumerate(lines) if one.relieves and one.amount > 1)
    rest = next(place for place, one in enumerate(lines) if one.id == lines[at].id.removesuffix("#subsidy"))
    key = lines[at].partnership, lines[at].relieves
    lines[at] = dataclasses.replace(lines[at], amount=lines[at].amount + more)
    lines[rest] = dataclasses.replace(lines[rest], amount=lines[rest].amount - more)
    told = [
        dataclasses.replace(one, amount=one.amount + more, due=one.due + more)
        if (one.partnership, f"{one.role}:{one.party}") == key else one
        for one in allocations
    ]  # fmt: skip

    assert broken(given, year(), Ledger(tuple(lines)), told) == {"subsidy_decision"}


def test_checker_catches_incomplete_decision():
    """A decision that lacks its amounts pays nobody, so whoever was paid was paid without one."""
    paid = problem(decision=HALF_OF_TRAVEL)
    bare = problem(decision=dataclasses.replace(HALF_OF_TRAVEL, amounts={"mentor_percent": 50}))

    assert "subsidy_decision" in broken(bare, year(), *priced(paid, year()))


@pytest.mark.guards("4.2")
def test_checker_catches_role_passed_over():
    """4.2 gives to both: when all of the mentee's subsidies vanish from lines and allocations alike, it is noticed."""
    given = problem(decision=HALF_OF_TRAVEL)
    ledger, allocations = priced(given, year())
    lines = tuple(
        dataclasses.replace(one, payer=one.relieves, head="", rule="4.1.2", section="4.1.2", relieves="")
        if one.relieves.startswith("mentee") else one
        for one in ledger.lines
    )  # fmt: skip

    told = broken(given, year(), Ledger(lines), [one for one in allocations if one.role == "mentor"])

    assert "subsidy_decision" in told


@pytest.mark.guards("4.1.3")
@pytest.mark.parametrize("payer", ["mentor:alfa", "facilitator"])
def test_checker_catches_pilot_charged_to_another(payer):
    """Checklist item 57: the pilot's cost charged to the mentor, or to the facilitator, is refused."""
    given, declared = problem(), Declared(pilots={"beta": 1_000_000})
    ledger, _ = priced(given, year(), declared=declared)

    faults = verify_money(given, year(), swap(ledger, kind_is("pilot_investment"), payer=payer), declared=declared)

    assert any("4.1.3" in fault.sentence.en for fault in faults)


def test_checker_catches_subsidised_pilot():
    """Not even a decision may pay for the pilot."""
    given = problem(decision=HALF_OF_TRAVEL)
    declared = Declared(pilots={"beta": 1_000_000})
    ledger, allocations = priced(given, year(), declared=declared)
    faulty = swap(
        ledger, kind_is("pilot_investment"), payer="facilitator", head="subsidies", rule="4.2.3", section="4.2.3",
        relieves="mentee:beta",
    )  # fmt: skip

    faults = verify_money(given, year(), faulty, allocations, declared=declared)

    assert {"payer", "subsidy_decision"} <= {fault.rule for fault in faults}


@pytest.mark.guards("4.2")
@pytest.mark.parametrize("head", ["preparation", "facilitator_travel", "workshops", "documents"])
def test_checker_at_head_boundary_judges_overspend(head):
    """A head that is used up to the last rupiah is fine; one rupiah less decided is one too much spent."""
    ledger, _ = priced(problem(), year())
    spent = ledger.by_head()[head]

    assert broken(problem(budget={**RICH, head: spent}), year(), ledger) == set()
    assert broken(problem(budget={**RICH, head: spent - 1}), year(), ledger) == {"budget_head"}


def test_checker_catches_head_that_was_never_decided():
    """What the annual meeting has not decided is not there to be spent."""
    ledger, _ = priced(problem(), year())

    assert "budget_head" in broken(problem(budget={}), year(), ledger)


@pytest.mark.guards("2.6")
def test_checker_next_year_accepted_for_carried_partnership_only():
    """A partnership that was said to run over may cost next year's money; one that was not may not."""
    late = event("recommendation_letter", dt.date(YEAR + 1, 1, 20))
    given = problem()
    ledger, _ = priced(given, [late])

    assert {fault.rule for fault in verify_money(given, [late], ledger)} == {"budget_year"}
    assert verify_money(given, [late], ledger, carried={"w-1"}) == ()


def test_checker_next_year_costs_do_not_burden_this_years_head():
    """Papers of January are paid from January's budget: this year's head may be empty."""
    late = event("recommendation_letter", dt.date(YEAR + 1, 1, 20))
    given = problem(budget={**RICH, "documents": 0})
    ledger, _ = priced(given, [late])

    assert verify_money(given, [late], ledger, carried={"w-1"}) == ()


@pytest.mark.guards("3.1.1-A3")
def test_checker_catches_split_that_is_not_the_policys():
    """Under 'split' the host pays half; a ledger that gives it a third is wrong although all adds up."""
    given = problem(policy="split")
    third = TravelPolicy(**{
        **{name: getattr(policy_of(book(), "split"), name) for name in TravelPolicy.__dataclass_fields__},
        "host_percent": {"fare": 33, "lodging": 33, "allowance": 33, "local_transport": 33},
    })  # fmt: skip
    ledger, _ = priced(given, [diagnostic()])

    assert broken(given, [diagnostic()], ledger) == set()
    assert broken(given, [diagnostic()], ledger.under(third, book())) == {"payer"}


def test_checker_says_every_fault_in_both_languages():
    """A fault that only one of the two readers understands is half a fault."""
    given = problem()
    ledger, allocations = priced(given, year())

    for fault in FAULTS.values():
        for violation in verify_money(given, year(), fault(ledger), allocations):
            assert violation.sentence.en != violation.sentence.id


def test_checker_counts_at_least_thirty_seeded_faults():
    """The list above is long enough to mean something, and stays so."""
    assert len(FAULTS) + len(SUBSIDY_FAULTS) >= 30
