"""A mentor for each subject against trying everything, with its recount, its plain way and its proofs."""

import pytest

from data.answer import Status
from matcher.bundled.solving import solve_subjects
from matcher.errors import BadValue
from tests.matcher.bundled.programmes import brute_force, random_problem
from tests.matcher.programmes import NRW, model


@pytest.mark.parametrize("each", [1, 2, 3])
@pytest.mark.parametrize("seed", range(40))
def test_every_aim_is_the_best_in_its_order_and_the_recount_agrees(seed, each) -> None:
    """Bundles under ordered aims, pins and team-days are no network: only trying everything says what is best."""
    problem = random_problem(seed)

    result = solve_subjects(problem, mentors_each=each, time_limit=60, seed=seed)

    best = brute_force(problem, each=each)
    assert result.verify() == ()
    if best is None:
        assert (result.status, result.levels) == (Status.INFEASIBLE, ())
        assert result.conflicts
        return
    assert result.status is Status.OPTIMAL
    assert {level.id: level.value for level in result.levels} == best


def test_the_seed_changes_nothing_but_equals() -> None:
    """A second seed may break ties otherwise, and must reach the same levels."""
    problem = random_problem(8)

    one, other = (solve_subjects(problem, time_limit=60, seed=seed) for seed in (1, 2))

    assert one.levels == other.levels
    assert solve_subjects(problem, time_limit=60, seed=1).answers == one.answers


@pytest.mark.parametrize("wrong", [{"mentors_each": 0}, {"time_limit": 0}, {"time_limit": float("nan")}, {"seed": -1}])
def test_a_number_out_of_range_is_named(wrong) -> None:
    """A limit of no mentors or no seconds is a slip, and is told before anything is worked out."""
    with pytest.raises(BadValue, match=next(iter(wrong))):
        solve_subjects(random_problem(1), **({"time_limit": 5, "seed": 1} | wrong))


def two_subjects(**mentor):
    """Return a mentee with two subjects: alfa teaches water loss, beta billing, gama both but less well."""
    made = model()
    for key, taught in (("alfa", ("NRW",)), ("beta", ("BILL",)), ("gama", ("NRW", "BILL"))):
        made.add_mentor(key, region="35.78", **mentor)
        for subject in taught:
            better = {"before": {NRW: 40}, "after": {NRW: 20}, "verified": True} if key == "alfa" else {}
            made.add_practice(key, subject=subject, **better)
    made.add_mentee("delta", region="35.73")
    made.add_need("delta", subject="NRW", rank=1, today={NRW: 45})
    made.add_need("delta", subject="BILL", rank=2)
    return made


def test_a_second_mentor_enters_only_above_its_price() -> None:
    """A second round of visits for a little better fit is what the price is there to stop."""
    made = two_subjects()

    dear = solve_subjects(made.freeze(), time_limit=10, seed=1)
    points = {(one.need, one.mentor): one.points for need in ("delta/1", "delta/2") for one in made.rank(need, top=9)}
    gain = points["delta/1", "alfa"] - points["delta/1", "gama"]

    assert gain > 0
    assert dear.price == 150
    expected = {"delta/1": "alfa", "delta/2": "beta"} if gain > dear.price else {"delta/1": "gama", "delta/2": "gama"}
    assert dear.answers == expected


def test_one_mentor_that_answers_both_is_one_pair() -> None:
    """Subjects taught on the same visits take one place and one price."""
    result = solve_subjects(two_subjects().freeze(), mentors_each=1, time_limit=10, seed=1)

    points = sum(one.points for one in result.proposals)
    assert result.answers == {"delta/1": "gama", "delta/2": "gama"}
    assert result.level("points").value == points - result.price


def test_no_time_at_all_says_so(monkeypatch) -> None:
    """Out of time is an answer with its reason, not an error."""
    from matcher.bundled import solving

    clock = iter(range(0, 10_000, 100))
    monkeypatch.setattr(solving.time, "monotonic", lambda: next(clock))

    result = solve_subjects(random_problem(3), time_limit=1, seed=1)

    assert result.status is Status.UNKNOWN
    assert all(result.unanswered.values())
    assert result.verify() == ()


def test_an_empty_programme_is_answered() -> None:
    """Nobody wrote: nothing to match, and nothing wrong."""
    result = solve_subjects(model().freeze(), time_limit=5, seed=1)

    assert (result.status, result.proposals) == (Status.OPTIMAL, ())
    assert result.verify() == ()
