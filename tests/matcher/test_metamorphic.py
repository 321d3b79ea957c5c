"""What must follow when a programme changes: more room never hurts, a veto never helps, order never matters."""

from dataclasses import replace

import pytest

from data.answer import Status
from matcher import Pin, Problem, solve
from tests.matcher.programmes import all_pairs, random_model

SEEDS = range(60)


def feasible(seed: int) -> Problem | None:
    """Return a random problem whose pins can be kept, or None."""
    problem = random_model(seed).freeze()
    return problem if solve(problem, time_limit=5, seed=0).status is Status.OPTIMAL else None


def levels(problem: Problem) -> tuple[int, ...]:
    """Return the values of the three levels."""
    return tuple(level.value for level in solve(problem, time_limit=5, seed=0).levels)


PROBLEMS = {seed: problem for seed in SEEDS if (problem := feasible(seed)) is not None}


@pytest.mark.parametrize("seed", PROBLEMS)
def test_one_more_place_never_makes_the_match_worse(seed) -> None:
    """Every old match is still allowed, so the best cannot fall."""
    problem = PROBLEMS[seed]

    for key, mentor in problem.mentors.items():
        wider = replace(problem, mentors={**problem.mentors, key: replace(mentor, capacity=mentor.capacity + 1)})
        assert levels(wider) >= levels(problem)


@pytest.mark.parametrize("seed", PROBLEMS)
def test_a_veto_on_an_unused_pair_changes_nothing(seed) -> None:
    """What nobody chose can be forbidden for nothing."""
    problem = PROBLEMS[seed]
    used = {(p.mentee, p.mentor) for p in solve(problem, time_limit=5, seed=0).proposals}

    for mentee, mentor in set(all_pairs(problem)) - used:
        pin = Pin(mentor=mentor, mentee=mentee, kind="never", reason="test")
        assert levels(replace(problem, pins=(*problem.pins, pin))) == levels(problem)


@pytest.mark.parametrize("seed", PROBLEMS)
def test_fixing_the_match_that_was_found_keeps_its_levels(seed) -> None:
    """A published match is a fixed point: fixing all its pairs gives it again, proved."""
    problem = PROBLEMS[seed]
    found = solve(problem, time_limit=5, seed=0)
    pins = tuple(Pin(mentor=p.mentor, mentee=p.mentee, kind="must", reason="published") for p in found.proposals)
    others = tuple(pin for pin in problem.pins if pin.kind == "never")

    again = solve(replace(problem, pins=(*others, *pins)), time_limit=5, seed=3)

    assert [level.value for level in again.levels] == [level.value for level in found.levels]
    assert again.verify() == ()


@pytest.mark.parametrize("seed", PROBLEMS)
def test_the_order_of_letters_and_mentors_does_not_matter_to_the_match(seed) -> None:
    """Only the plain rule may care who wrote first."""
    problem = PROBLEMS[seed]
    turned = replace(
        problem,
        mentees=dict(reversed(problem.mentees.items())),
        mentors=dict(reversed(problem.mentors.items())),
    )

    assert levels(turned) == levels(problem)


@pytest.mark.parametrize("seed", PROBLEMS)
def test_a_mentor_without_a_practice_changes_nothing_for_anybody(seed) -> None:
    """Somebody who offers nothing is not there, as far as the match can tell."""
    problem = PROBLEMS[seed]
    idle = replace(next(iter(problem.mentors.values())), id="zz-idle", utility="", member=True)

    wider = replace(problem, mentors={**problem.mentors, "zz-idle": idle})

    assert levels(wider) == levels(problem)


@pytest.mark.parametrize("seed", PROBLEMS)
def test_a_letter_that_cannot_be_served_takes_nothing_from_the_others(seed) -> None:
    """A hopeless letter is told so and costs nobody a place."""
    problem = PROBLEMS[seed]
    lost = replace(next(iter(problem.mentees.values())), id="zz-lost", region="")

    result = solve(replace(problem, mentees={**problem.mentees, "zz-lost": lost}), time_limit=5, seed=0)

    assert tuple(level.value for level in result.levels) == levels(problem)
    assert result.unmatched["zz-lost"]


@pytest.mark.parametrize("seed", PROBLEMS)
def test_a_wish_never_lowers_the_number_served(seed) -> None:
    """Wishes come second: naming a mentor must not cost another its place."""
    problem = PROBLEMS[seed]

    for need in problem.needs.values():
        for mentor in problem.mentors:
            needs = {**problem.needs, need.id: replace(need, chosen=mentor)}
            assert levels(replace(problem, needs=needs))[0] == levels(problem)[0]
