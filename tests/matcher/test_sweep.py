"""Many scenarios at once: the same answers from one worker and from two, and one that fails loses nobody else's."""

import pickle

import joblib
import pytest

import matcher
from data.errors import UnknownRow
from matcher import BadValue
from matcher.sweep import sweep
from tests.matcher.programmes import random_model

SCENARIOS = {f"year {seed}": random_model(seed).freeze() for seed in (5, 3, 8, 1)}


def answer(problem, seed):
    """Return what a match says, in a form that can be compared."""
    result = matcher.solve(problem, time_limit=60, seed=seed)
    return problem.fingerprint, result.status, str(result)


def halve(number, seed):
    """Fail for nought, by its own numbers."""
    return 100 // number + seed


def misname(number, seed):
    """Fail for every number, by a slip in the work."""
    return number.nothing + seed


def test_problem_survives_the_way_to_another_process() -> None:
    """Frozen tables and all: the copy is equal, has the same fingerprint, and stays frozen."""
    for problem in SCENARIOS.values():
        copy = pickle.loads(pickle.dumps(problem))  # noqa: S301 - made in this line
        assert copy == problem
        assert copy.fingerprint == problem.fingerprint
        with pytest.raises(TypeError):
            copy.mentors["new"] = None


def test_two_workers_answer_as_one_does_in_the_order_of_the_scenarios() -> None:
    """More hardware must never change a match."""
    one = sweep(SCENARIOS, answer, workers=1, seed=2)
    two = sweep(SCENARIOS, answer, workers=2, seed=2)

    assert list(two.answers) == list(SCENARIOS)
    assert two.answers == one.answers
    assert one.failed == two.failed == {}
    assert one.answers["year 3"] == answer(SCENARIOS["year 3"], 2)


def test_another_backend_runs_with_the_same_code() -> None:
    """A cluster is chosen around the call, never inside it; threads stand for it here."""
    with joblib.parallel_config(backend="threading"):
        found = sweep({"one": 1, "two": 2}, halve, workers=2, seed=0)

    assert found.answers == {"one": 100, "two": 50}


@pytest.mark.parametrize("workers", [1, 2])
def test_a_scenario_that_fails_is_named_and_the_others_stand(workers) -> None:
    """A night's work must not be lost to one bad file."""
    found = sweep({"good": 4, "bad": 0, "fair": 5}, halve, workers=workers, seed=1)

    assert found.answers == {"good": 26, "fair": 21}
    assert list(found.failed) == ["bad"]
    assert found.failed["bad"].who == "bad"
    assert "Scenario bad gave no answer: ZeroDivisionError" in found.failed["bad"].sentence.en


@pytest.mark.parametrize(
    "fault", [UnknownRow("number", "x"), BadValue(field="a", value=1, expected="2"), MemoryError("too much")]
)
def test_errors_of_our_rooms_belong_to_their_scenario(fault) -> None:
    """What a room refuses is told in the room's own words."""

    def work(scenario, seed):
        raise fault if scenario == seed else AssertionError

    found = sweep({"bad": 1}, work, workers=1, seed=1)

    assert str(fault) in found.failed["bad"].sentence.en


def test_a_slip_in_the_work_itself_is_raised() -> None:
    """Reported as a hundred failed scenarios it would look like bad data."""
    with pytest.raises(AttributeError):
        sweep({"one": 1}, misname, workers=1, seed=1)


def test_progress_counts_up_and_nothing_is_run_twice() -> None:
    """One sign of life for each scenario, failed ones too."""
    told = []
    sweep({"a": 1, "b": 0, "c": 2}, halve, workers=1, seed=0, on_progress=told.append)

    assert [(one.value, one.bound) for one in told] == [(1, 3), (2, 3), (3, 3)]
    assert told[-1].stage.en == "3 of 3 scenarios"


def test_no_scenarios_give_no_answers() -> None:
    """An empty list is a valid list."""
    found = sweep({}, halve, workers=2, seed=0)

    assert (dict(found.answers), dict(found.failed)) == ({}, {})


@pytest.mark.parametrize(("workers", "seed", "field"), [(0, 1, "workers"), (-1, 1, "workers"), (1, -1, "seed")])
def test_workers_and_seed_out_of_range_are_refused(workers, seed, field) -> None:
    """The library reads minus one as all cores; here it would be a typing slip."""
    with pytest.raises(BadValue, match=field):
        sweep({"one": 1}, halve, workers=workers, seed=seed)
