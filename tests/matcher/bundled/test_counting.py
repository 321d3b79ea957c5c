"""What answers reach, counted by hand; and weights and prices that bound whatever may be chosen."""

import random
import time

import numpy as np
import pytest

from matcher.bundled.counting import brought_once, counted, levels_of, not_counted, sums_of, weights
from matcher.bundled.ground import bundles_of, ground_of, weights_of
from matcher.bundled.outcome import Proof, SubjectOutcome
from matcher.bundled.recount import numbers
from matcher.bundled.search import search
from matcher.exact.bundles.check import shown_by, shown_by_pay
from matcher.exact.bundles.wall import Walled
from tests.matcher.bundled.programmes import all_points, random_problem, ways_of
from tests.matcher.bundled.programmes import counted as by_hand
from tests.matcher.programmes import crowd, random_model

# Seconds for a search that takes one, on a machine that is busy.
ENOUGH = 120
# Random programmes whose pins do not contradict each other.
SOUND = [seed for seed in range(40) if not any(pin.kind == "must" for pin in random_problem(seed).pins)]


def random_answers(problem, points, dice: random.Random) -> dict[str, str]:
    """Return some way to answer each mentee, places and days not looked at."""
    found: dict[str, str] = {}
    for mentee in problem.mentees:
        found |= dice.choice(ways_of(problem, points, mentee, each=3) or [{}])
    return found


def searched(ground):
    """Return what a search finds that has time enough and knows nothing before."""
    deadline = time.monotonic() + ENOUGH
    return search(ground, known=((),), deadline=deadline, seed=1, walled=Walled(), on_aim=lambda _: None)


def rows_of(points, answers) -> list[tuple[str, str, int]]:
    """Return answers with their points."""
    return [(need, mentor, points[need][mentor]) for need, mentor in answers.items()]


@pytest.mark.parametrize("seed", range(40))
def test_sums_are_those_that_one_counts_by_hand(seed) -> None:
    """Levels are what a facilitator reads, so they are counted a second time in another way."""
    problem, dice = random_problem(seed), random.Random(seed)  # noqa: S311 - a fictional programme, not a secret
    points, wanted = all_points(problem), counted(problem)
    answers = random_answers(problem, points, dice)
    rows = rows_of(points, answers)
    dice.shuffle(rows)

    sums = sums_of(problem, wanted, rows, price=problem.number("pair_price"))

    assert dict(zip((aim.id for aim in wanted), sums, strict=True)) == by_hand(problem, points, answers)


@pytest.mark.parametrize("seed", range(15))
def test_no_mentee_gains_by_giving_up_an_earlier_aim(seed) -> None:
    """The order of the aims must hold within each letter at the smallest weights already."""
    problem = random_problem(seed)
    points, wanted = all_points(problem), counted(problem)
    rows = [(need, mentor, count) for need, mentors in points.items() for mentor, count in mentors.items()]
    price = problem.number("pair_price")
    weight = weights(problem, wanted, rows, price=price, factor=1)

    for mentee in problem.mentees:
        ways = [rows_of(points, way) for way in ways_of(problem, points, mentee, each=2)]
        sums = sorted({sums_of(problem, wanted, way, price=price) for way in ways})
        worth = [sum(w * one for w, one in zip(weight, reached, strict=True)) for reached in sums]
        assert worth == sorted(worth)


def test_the_last_aim_weighs_one_and_a_larger_factor_weighs_more() -> None:
    """A bound on the weighted sum is a bound on the last aim only if that one weighs 1."""
    problem = random_problem(4)
    rows = [(need, mentor, count) for need, of in all_points(problem).items() for mentor, count in of.items()]

    small, large = (weights(problem, counted(problem), rows, price=150, factor=factor) for factor in (1, 16))

    assert small[-1] == large[-1] == 1
    assert all(more > less for less, more in zip(small[:-1], large[:-1], strict=True))


@pytest.mark.parametrize("seed", SOUND[:10])
def test_any_prices_bound_every_answer_in_both_ways_to_write_the_numbers(seed) -> None:
    """Solver and checker write the numbers apart from each other; at any prices both must show the same."""
    problem, dice = random_problem(seed), np.random.default_rng(seed)
    points, wanted = all_points(problem), counted(problem)
    ground = ground_of(problem, wanted, points, each=2, price=problem.number("pair_price"))
    weight = weights_of(ground, wanted, factor=1)
    told = SubjectOutcome(
        status=None, mentors_each=2, price=ground.price, unanswered={}, seed=1, fingerprint="", problem=problem,
    )  # fmt: skip

    one, other = bundles_of(ground, weight), numbers(told, points, weight)
    place = dice.integers(0, 5_000_000, size=len(problem.mentors))
    day = dice.integers(0, 90_000, size=len(problem.mentors)) * (one.days is not None)
    shown = [shown_by(numbers_, place, day, parts=10) for numbers_ in (one, other)]

    assert shown[0] == shown[1]
    if one.days is not None:
        pay = dice.integers(0, 5_000_000, size=len(problem.mentees))
        assert shown_by_pay(one, pay, parts=10) == shown_by_pay(other, pay, parts=10)
    found = searched(ground)
    assert sum(w * reached for w, reached in zip(weight, found.sums, strict=True)) <= shown[0]


@pytest.mark.parametrize("seed", SOUND[:6])
def test_weights_that_are_too_small_are_noticed_and_raised(seed, monkeypatch) -> None:
    """Where several mentees together would outbid an earlier aim, the round is run again with larger weights."""
    from matcher.bundled import search as module

    problem = random_problem(seed)
    points, wanted = all_points(problem), counted(problem)
    ground = ground_of(problem, wanted, points, each=2, price=problem.number("pair_price"))
    right = searched(ground)
    asked = []

    def tiny(ground_, aims, *, factor):
        asked.append(factor)
        return (1,) * len(aims) if factor == 1 else weights_of(ground_, aims, factor=factor)

    monkeypatch.setattr(module, "weights_of", tiny)
    found = searched(ground)

    assert found.sums == right.sums
    assert all(isinstance(proof, Proof) for proof in found.proofs)
    assert all(bound >= reached for bound, reached in zip(found.bounds, found.sums, strict=True))


def test_aims_of_places_are_named_as_not_counted() -> None:
    """What the plain match looks at and this one does not is said, or its answer would promise too much."""
    made = crowd(mentees=2, capacities=(2,))
    made.add_mentor("m9", capacity=2, least=2)

    named = {name.en for name in not_counted(made.freeze())}

    assert {
        "places filled that mentors asked to be filled at least",
        "mentees that mentors take beyond their turn",
    } <= named
    assert not {aim.name.en for aim in counted(made.freeze())} & named


def test_levels_say_what_they_count_here() -> None:
    """Points are net of the price here, and wishes count subjects, so the names of the plain match would be false."""
    made = random_model(1)
    made.lift(250)
    made.publish({})
    wanted = counted(made.freeze())
    zeros = (0,) * len(wanted)

    levels = {level.id: level for level in levels_of(wanted, zeros, zeros, price=70)}

    assert "70" in levels["points"].name.en
    assert "70" in levels["points"].name.id
    assert levels["wishes"].unit == levels["lifted_250"].unit == "subjects"
    assert "250" in levels["lifted_250"].name.id
    assert levels["served"].unit == "partnerships"


def test_what_counts_once_is_nothing_for_a_letter_without_a_subject() -> None:
    """A mentee that asks for nothing cannot be served, however many mentors there are."""
    made = crowd(mentees=1, capacities=(1,))
    made.add_mentee("mute", waited=3)
    problem = made.freeze()

    once = brought_once(problem, counted(problem))

    assert once[:, 0].any()
    assert not once[:, 1].any()
