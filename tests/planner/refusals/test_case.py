"""The question behind every no: that it is exact, that lifting only helps, and that its faults would be noticed."""

import datetime as dt
import random
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.assemble import assemble, dues
from planner.calendar.groundwork import prepare
from planner.refusals import case as case_room
from planner.refusals import facts as named
from planner.refusals import search as search_room
from planner.refusals.case import Case
from planner.refusals.conflict import conflict, fits
from planner.refusals.search import OutOfSteps, Search
from planner.verify import verify
from tests.planner.calendar_cases import YEAR, model, small_book
from tests.planner.refusals.years import feasible, year

TRIED, YEARS_OF_FAULTS = range(5), (1, 3, 5, 9)


def case_of(told):
    """Return the question whether ``w-1`` can end in the year."""
    return Case(prepare(told.problem()), ("w-1",), in_year=True)


@pytest.mark.parametrize("seed", TRIED)
def test_answers_are_those_of_the_second_solver_for_random_facts(seed):
    """Whatever is lifted, a place is found exactly where listing all days finds one."""
    dice = random.Random(seed)  # noqa: S311  # seeded, so that a failing choice comes back
    told = year(seed)
    problem, case = told.problem(), case_of(told)
    for _ in range(4):
        on = {key for key in case.facts if dice.random() < 0.7}
        assert fits(case, on) == feasible(problem, on), sorted(set(case.facts) - on)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 60), share=st.floats(0, 1))
def test_lifting_more_never_takes_a_place_away(seed, share):
    """Repairs are looked for by adding what gives way; this is what makes the first one found the cheapest."""
    dice = random.Random(seed)  # noqa: S311  # hypothesis chooses the seed
    case = case_of(year(seed))
    some = {key for key in case.facts if dice.random() < share}
    fewer = {key for key in some if dice.random() < 1 / 2}

    assert not fits(case, some) or fits(case, fewer)


@pytest.mark.parametrize("seed", TRIED)
def test_places_that_are_found_are_kept_by_every_rule(seed):
    """With everything lifted that a conflict names, the place that is found breaks nothing else."""
    case = case_of(year(seed))
    found = conflict(case) or ()
    place = Search(case, dict.fromkeys(found)).run()
    assert place is not None
    events = assemble(case.ground, place)
    over = ["w-1"] if place.finish(case.ground.networks["w-1"]) > case.horizon.deadline else []
    broken = verify(case.problem, events, carried=over, dues=dues(case.problem, case.horizon, events))

    assert {violation.rule for violation in broken} <= {case.facts[key].rule for key in found}


@cache
def expected(seed):
    """Return a year with the facts that a right question knows, and whether it then has a place."""
    told = year(seed)
    problem, facts = told.problem(), tuple(case_of(told).facts)
    return told, facts, feasible(problem, facts)


def noticed(seeds):
    """Return whether some answer differs from the second solver's."""
    for seed in seeds:
        told, _, fits_really = expected(seed)
        found = conflict(case_of(told))
        if fits_really != (found is None):
            return True
        problem = told.problem()
        if found and (feasible(problem, found) or any(not feasible(problem, set(found) - {one}) for one in found)):
            return True
    return False


def no_quiet(self, sheet):
    """Forget the quiet days."""


def no_absence(self, sheet, guests):
    """Forget who is away."""


def no_year(self, network, _lifted):
    """Forget the year's end."""
    allowed = {unit.key: self.starts(unit.key, {}) for unit in network.units}
    return case_room.Bounds(allowed=allowed, lower={}, upper={})


def no_settled(self, sheet, fixed):
    """Forget settled days."""


def no_clash(self, network, node, guests, starts):
    """Let a team be at two places."""


def least_kept(_self, lag, _lifted):
    """Never let a lag give way."""
    return lag


def any_week(_horizon, _unit, *, cross_weekend):
    """Let visits run over the weekend, whatever is asked."""
    del cross_weekend
    return (1 << 480) - 1


FAULTS = {
    "quiet days forgotten": (Case, "_quiet", no_quiet),
    "absences forgotten": (Case, "_absences", no_absence),
    "the year's end forgotten": (Case, "bounds", no_year),
    "settled days forgotten": (Case, "_settled", no_settled),
    "lags that never give way": (Case, "_lag", least_kept),
    "visits over the weekend": (case_room, "whole_starts", any_week),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_seeded_fault_is_noticed(fault, monkeypatch):
    """A question that forgets a rule would name the wrong ones; the second solver tells."""
    room, name, wrong = FAULTS[fault]
    for seed in YEARS_OF_FAULTS:
        expected(seed)
    monkeypatch.setattr(room, name, wrong)

    assert noticed(YEARS_OF_FAULTS)


def test_without_a_fault_nothing_is_noticed():
    """The alarm is no alarm if it always rings."""
    assert not noticed(YEARS_OF_FAULTS)


def two_of_one_mentor(days=20, people=1):
    """Return two partnerships of one mentor that are ready on one day."""
    told = model(small_book(), days=days, people=people)
    for key, mentee in (("w-1", "beta"), ("w-2", "delta")):
        told.add_partnership(key, mentor="alfa", mentees=[mentee], ready=dt.date(YEAR, 10, 4), worth=1)
    return prepare(told.problem())


@pytest.mark.guards("3.1.1-B3")
def test_teams_that_would_meet_twice_are_branched_on_and_kept_apart(monkeypatch):
    """Two partnerships of one mentor want one week: they are put one after the other, and the checker agrees."""
    ground = two_of_one_mentor(people=2)
    place = Search(Case(ground, ("w-1", "w-2")), {}).run()
    events = assemble(ground, place)
    assert verify(ground.problem, events, dues=dues(ground.problem, ground.horizon, events)) == ()

    monkeypatch.setattr(Search, "_clash", no_clash)
    careless = Search(Case(ground, ("w-1", "w-2")), {}).run()
    events = assemble(ground, careless)
    assert {one.rule for one in verify(ground.problem, events)} >= {"mentor_team"}


@pytest.mark.guards("4.2.2")
def test_a_full_month_sends_a_visit_to_the_next():
    """Five days a month hold one visit: the second one of the same colleague goes to another month."""
    ground = two_of_one_mentor(days=5)
    place = Search(Case(ground, ("w-1", "w-2")), {}).run()
    months = {ground.horizon.month(place.starts[f"{key}/diagnostic_visit/1"]) for key in ("w-1", "w-2")}

    assert len(months) == 2


def test_a_search_that_takes_too_long_says_so(monkeypatch):
    """An open question is not answered with a guess."""
    monkeypatch.setattr(search_room, "STEPS", 0)
    with pytest.raises(OutOfSteps):
        fits(case_of(year(0)), ())


def test_facts_carry_their_section_hardness_and_both_languages():
    """Each fact can be shown: a rule of the book, a section, a hardness from one to five, and words."""
    seen = set()
    for seed in TRIED:
        case = case_of(year(seed))
        for fact in case.facts.values():
            seen.add(fact.kind)
            assert fact.rule in case.problem.book.rules
            assert 1 <= fact.hardness <= 5
            assert fact.section
            told = fact.bent(3)
            assert "{" not in told.en + told.id
            assert fact.says.en != fact.says.id
    assert seen >= {named.READY, named.LEAST, named.MOST, named.QUIET, named.ABSENCE, named.FIXED, named.YEAR}


def test_names_with_braces_are_words_and_no_templates():
    """A party whose id holds a brace is printed as it is."""
    told = model()
    told.add_party("a{k}", region="16.71")
    told.add_partnership("w-{rest}", mentor="a{k}", mentees=["beta"], ready=dt.date(YEAR, 1, 11), worth=1)
    told.block("a{k}", dt.date(YEAR, 1, 1), dt.date(YEAR + 2, 12, 31), reason="{gone}")
    case = Case(prepare(told.problem()), ("w-{rest}",))
    texts = [fact.bent(2).en for fact in case.facts.values()]

    assert "Take the letter of w-{rest} up 2 working days earlier." in texts
    assert any(text.startswith("Have a{k} back for 2 of the days") for text in texts)
