"""Smallest sets that leave no day and cheapest repairs, against a second solver that lists days."""

import pytest

from planner.calendar.groundwork import prepare
from planner.refusals.case import Case
from planner.refusals.conflict import conflict, fits, repairs
from planner.refusals.refusal import is_kept, refusal
from planner.refusals.search import Search
from tests.planner.refusals.years import cheaper, feasible, year

# A share of the two hundred years of ``benchmarks/refusals.py``.
SEEDS = range(10)


def case_of(told):
    """Return the question whether ``w-1`` can end in the year."""
    return Case(prepare(told.problem()), ("w-1",), in_year=True)


@pytest.mark.parametrize("seed", SEEDS)
def test_conflict_is_minimal_by_a_second_solver(seed):
    """A named rule that could be dropped sends a director to change what changes nothing."""
    told = year(seed)
    problem, case = told.problem(), case_of(told)
    found = conflict(case)

    assert feasible(problem, case.facts) == (found is None)
    if found is not None:
        assert not feasible(problem, found)
        for one in found:
            assert feasible(problem, set(found) - {one}), one


@pytest.mark.parametrize("seed", SEEDS)
def test_cheapest_repair_is_that_of_brute_force(seed):
    """The first repair is the softest there is: no set of facts that is softer leaves a place."""
    told = year(seed)
    problem, case = told.problem(), case_of(told)
    found = conflict(case)
    if not found:
        return
    (best,) = repairs(case, found, most=1)

    assert feasible(problem, set(case.facts) - {bend.fact.id for bend in best.bends})
    for lifted in cheaper(case.facts, best.cost):
        assert not feasible(problem, set(case.facts) - lifted), lifted


@pytest.mark.parametrize("seed", SEEDS)
def test_repairs_are_smallest_and_the_checker_accepts_them(seed):
    """No repair asks for more than it needs, and each breaks nothing but what it says that it bends."""
    case = case_of(year(seed))
    found = conflict(case)
    for repair in repairs(case, found, most=3) if found else ():
        names = {bend.fact.id for bend in repair.bends}
        assert is_kept(case, repair)
        for one in names:
            assert not fits(case, set(case.facts) - names | {one}), one


def test_amounts_are_the_least_that_help():
    """One day less and there is no place: amounts are promises that somebody has to fetch."""
    asked = 0
    for seed in SEEDS:
        case = case_of(year(seed))
        found = conflict(case)
        for repair in repairs(case, found, most=2) if found else ():
            if len(repair.bends) == 1 and repair.bends[0].amount:
                (bend,) = repair.bends
                asked += 1
                assert Search(case, {bend.fact.id: bend.amount}).run() is not None
                if bend.amount > 1:
                    assert Search(case, {bend.fact.id: bend.amount - 1}).run() is None
    assert asked


def test_no_refusal_where_there_is_a_place():
    """Who has a place is refused nothing."""
    told = next(told for told in map(year, SEEDS) if feasible(told.problem(), case_of(told).facts))

    assert refusal(prepare(told.problem()), ("w-1",), in_year=True) is None
