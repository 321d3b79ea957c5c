"""The choice of one point against trying every set, and a checker that finds what is put in on purpose (4.2)."""

import dataclasses
import datetime as dt
import itertools
import random

import pytest

from planner.money.kinds import Decision, Line
from planner.sandbox.basis import Basis
from planner.sandbox.choice import choose, subsidy_of
from planner.sandbox.grants import Grants, grants_of
from planner.sandbox.verify import verify_point
from tests.planner.money_cases import RICH, YEAR, line, partnership, problem

SIGNED = dt.date(2026, 12, 1)
DECISIONS = {
    "fixed": ("fixed_per_partnership", {"mentor_per_partnership": 400, "mentee_per_partnership": 300}),
    "share": (
        "share_of_travel",
        {"mentor_percent": 40, "mentee_percent": 60, "ceiling_per_partnership": 700, "ceiling_per_year": 1900},
    ),
    "party": ("fixed_per_party", {"mentor_per_party": 500, "mentee_per_party": 350}),
    "party_ceiling": (
        "per_visit", {"mentor_per_visit": 300, "mentee_per_visit": 350, "ceiling_per_party": 450},
    ),
}  # fmt: skip


def decided(name):
    """Return one of the decisions."""
    kind, amounts = DECISIONS[name]
    return Decision(number="1", date=SIGNED, kind=kind, amounts=amounts)


def fares(key, mentor, mentee, *, draw):
    """Return one fare of the mentor and one of the mentee of a candidate."""
    return (
        line(f"{key}-a", draw.randint(200, 1500), partnership=key, payer=f"mentor:{mentor}",
             traveller=f"mentor:{mentor}", host=f"mentee:{mentee}", event=f"{key}/diagnostic_visit/1"),
        line(f"{key}-b", draw.randint(200, 1500), partnership=key, payer=f"mentee:{mentee}",
             traveller=f"mentee:{mentee}", host=f"mentor:{mentor}", event=f"{key}/study_visit/1"),
    )  # fmt: skip


def drawn(seed):
    """Return a random basis of six candidates with two mentors, and the year to which it belongs."""
    draw = random.Random(seed)  # noqa: S311 -- a case, no secret
    keys = [f"w-{number}" for number in range(1, 7)]
    mentors = {key: draw.choice(["alfa", "delta"]) for key in keys}
    mentees = {key: draw.choice(["beta", "gama"]) for key in keys}
    basis = Basis(
        worth={key: draw.randint(1, 9) for key in keys},
        heads={key: {"documents": draw.randint(0, 40)} for key in keys},
        lines={key: fares(key, mentors[key], mentees[key], draw=draw) for key in keys},
        joined={"mentee:beta": draw.randint(0, 200)},
        means={"mentee:beta": draw.randint(300, 3000)} if draw.random() < 0.8 else {},
        reckoned=frozenset(),
    )
    one = [dataclasses.replace(partnership(key, mentees[key]), mentor=mentors[key]) for key in keys]
    return basis, problem(partnerships=one)


def brute(year, basis, *, left):
    """Return gain, number and least subsidy of the best set, every set tried and judged by the checker alone."""
    best = (0, 0, 0)
    for size in range(1, len(basis.lines) + 1):
        for funded in itertools.combinations(sorted(basis.lines), size):
            faults = verify_point(year, basis, funded, (), left=left)
            if all(fault.who in {"gain", "funded", "subsidy"} for fault in faults):
                subsidy = next(
                    (int(fault.sentence.en.split()[-1].rstrip(".")) for fault in faults if fault.who == "subsidy"), 0
                )
                best = max(best, (sum(basis.worth[key] for key in funded), size, -subsidy))
    return best[0], best[1], -best[2]


@pytest.mark.guards("4.2")
@pytest.mark.parametrize("name", sorted(DECISIONS))
@pytest.mark.parametrize("seed", range(6))
def test_choice_is_the_best_of_all_sets(name, seed):
    """Sixty-four sets are few enough to try: no other gives more gain, more partnerships, or the same for less."""
    basis, plain = drawn(seed)
    year = dataclasses.replace(plain, decision=decided(name), budget={**RICH, "subsidies": 2000, "documents": 100})
    grants = grants_of(year, year.decision, basis)

    choice = choose(basis, grants, {"documents": 100}, seconds=10, seed=1)

    assert tuple(level.value for level in choice.levels) == brute(year, basis, left={"documents": 100})
    assert all(level.proved for level in choice.levels)
    assert verify_point(year, basis, choice.funded, choice.levels, left={"documents": 100}) == ()


def test_choice_without_any_time_funds_nobody_and_knows_only_the_whole():
    """A search that never began claims nothing: value 0, bound all that there is."""
    basis, plain = drawn(1)
    year = dataclasses.replace(plain, decision=decided("fixed"), budget={**RICH, "subsidies": 2000})

    choice = choose(basis, grants_of(year, year.decision, basis), RICH, seconds=0, seed=1)

    assert choice.funded == ()
    assert [(level.value, level.bound) for level in choice.levels[:2]] == [(0, sum(basis.worth.values())), (0, 6)]


def test_means_at_boundary_decide():
    """A mentee with 1000 to pay and 300 given can enter with 700 of its own, not with 699."""
    basis = Basis(
        worth={"w-1": 5}, heads={"w-1": {}}, joined={}, reckoned=frozenset(), means={"mentee:beta": 700},
        lines={"w-1": fixed_fares(1000)},
    )  # fmt: skip
    year = dataclasses.replace(problem(), decision=decided("fixed"))

    assert funded(year, basis) == ("w-1",)
    assert funded(year, dataclasses.replace(basis, means={"mentee:beta": 699})) == ()
    assert funded(year, dataclasses.replace(basis, joined={"mentee:beta": 1})) == ()


def fixed_fares(amount: int) -> tuple[Line, ...]:
    """Return a fare of the mentee."""
    return (line("w-1-b", amount, payer="mentee:beta", traveller="mentee:beta", host="mentor:alfa"),)


def funded(year, basis):
    """Return who is funded with rich heads."""
    return choose(basis, grants_of(year, year.decision, basis), RICH, seconds=10, seed=1).funded


def case():
    """Return a year, its basis and the right choice."""
    basis, plain = drawn(3)
    year = dataclasses.replace(plain, decision=decided("fixed"), budget={**RICH, "subsidies": 2000})
    return year, basis, choose(basis, grants_of(year, year.decision, basis), RICH, seconds=10, seed=1)


FAULTS = {
    "a candidate that is none": lambda year, basis, choice: (year, basis, (*choice.funded, "w-9"), choice.levels),
    "a point more of gain": lambda year, basis, choice: (
        year, basis, choice.funded, (dataclasses.replace(choice.levels[0], value=choice.levels[0].value + 1),
                                     *choice.levels[1:]),
    ),
    "a rupiah less of subsidy": lambda year, basis, choice: (
        year, basis, choice.funded, (*choice.levels[:2],
                                     dataclasses.replace(choice.levels[2], value=choice.levels[2].value - 1)),
    ),
    "one too many for the head": lambda year, basis, choice: (
        dataclasses.replace(year, budget={**year.budget, "subsidies": choice.levels[2].value - 1}), basis,
        choice.funded, choice.levels,
    ),
    "a ceiling of the year passed": lambda year, basis, choice: (
        dataclasses.replace(year, decision=dataclasses.replace(
            year.decision, amounts={**year.decision.amounts, "ceiling_per_year": choice.levels[2].value - 1})),
        basis, choice.funded, choice.levels,
    ),
    "a head of the facilitator overdrawn": lambda year, basis, choice: (
        year, dataclasses.replace(basis, heads={key: {"documents": 10**12} for key in basis.heads}), choice.funded,
        choice.levels,
    ),
    "a mentee that cannot bear the rest": lambda year, basis, choice: (
        year, dataclasses.replace(basis, means={line.payer: 0 for key in choice.funded for line in basis.lines[key]}),
        choice.funded, choice.levels,
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_checker_of_a_point_catches_seeded_fault(fault):
    """A point that is not what it says is never shown."""
    year, basis, choice = case()
    changed_year, changed_basis, chosen, levels = FAULTS[fault](year, basis, choice)

    assert choice.funded
    assert verify_point(year, basis, choice.funded, choice.levels, left=RICH) == ()
    assert verify_point(changed_year, changed_basis, chosen, levels, left=RICH)


@pytest.mark.parametrize(
    ("kind", "amounts", "means", "told"),
    [
        (
            "visit_quota",
            {"mentor_per_visit": 1, "mentee_per_visit": 1, "visits_per_partnership": 2, "visits_per_year": 11},
            {},
            "quota",
        ),
        ("fixed_per_party", {"mentor_per_party": 1, "mentee_per_party": 1, "ceiling_mentor": 1}, {}, "One sum"),
    ],
)
def test_sums_that_hang_together_are_refused_by_name(kind, amounts, means, told):
    """A choice that added them up would be wrong, so the reader is told to plan anew instead."""
    basis, year = drawn(2)
    rule = Decision(number="1", date=SIGNED, kind=kind, amounts=amounts)

    answer = grants_of(dataclasses.replace(year, decision=rule), rule, dataclasses.replace(basis, means=means))

    assert told in answer.en


def test_quota_of_the_year_that_suffices_is_no_hindrance():
    """Twelve visits of six candidates and a quota of twelve: nobody's sum depends on another's."""
    basis, year = drawn(2)
    amounts = {"mentor_per_visit": 1, "mentee_per_visit": 1, "visits_per_partnership": 2, "visits_per_year": 12}
    rule = Decision(number="1", date=SIGNED, kind="visit_quota", amounts=amounts)

    assert isinstance(grants_of(dataclasses.replace(year, decision=rule), rule, basis), Grants)


def test_subsidy_counts_a_party_once_in_all_its_partnerships():
    """Two partnerships of one payer want 300 each, its sum of the year is 500, its party's ceiling 450."""
    sums = {"w-1": {"mentor:alfa": 300}, "w-2": {"mentor:alfa": 300}}
    both = frozenset(sums)

    assert subsidy_of(Grants(sums=sums, payer_most={}, party_most=None, limit=9), both) == 600
    assert subsidy_of(Grants(sums=sums, payer_most={"mentor:alfa": 500}, party_most=None, limit=9), both) == 500
    assert subsidy_of(Grants(sums=sums, payer_most={"mentor:alfa": 500}, party_most=450, limit=9), both) == 450


def test_next_years_costs_are_borne_but_not_subsidised():
    """What falls due in January is the mentee's own, so it counts against its means and for no subsidy."""
    late = dataclasses.replace(fixed_fares(1000)[0], id="late", charge="late", on=dt.date(YEAR + 1, 1, 5))
    basis = Basis(
        worth={"w-1": 5}, heads={"w-1": {}}, joined={}, reckoned=frozenset(), means={"mentee:beta": 1700},
        lines={"w-1": (*fixed_fares(1000), late)},
    )  # fmt: skip
    year = dataclasses.replace(problem(), decision=decided("fixed"))

    assert funded(year, basis) == ("w-1",)
    assert funded(year, dataclasses.replace(basis, means={"mentee:beta": 1699})) == ()


def test_no_candidates_give_an_empty_point():
    """A year in which nobody has a place is no error: nothing is funded, and that is proved."""
    basis = Basis(worth={}, heads={}, lines={}, joined={}, means={}, reckoned=frozenset())
    grants = Grants(sums={}, payer_most={}, party_most=None, limit=0)

    choice = choose(basis, grants, RICH, seconds=5, seed=1)

    assert choice.funded == ()
    assert [(level.value, level.bound) for level in choice.levels] == [(0, 0)] * 3
