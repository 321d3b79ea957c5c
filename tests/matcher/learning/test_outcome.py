"""The outcome model: off, refused, honest about noise, and apart from the points."""

import random
from dataclasses import replace

import pytest

from data.answer import Reason
from matcher import BadValue
from matcher.learning.outcome import NAMES, Closed, Outcome, _curve, fit_outcome
from tests.matcher.programmes import BOOK

WEIGHTS = {name: BOOK.number(f"match_weight_{name}") for name in NAMES}


def switched(**values):
    """Return the book with the outcome model switched on and other numbers changed."""
    numbers = dict(BOOK.numbers)
    for key, value in {"model": 1, **values}.items():
        numbers[f"matching_outcome_{key}"] = replace(numbers[f"matching_outcome_{key}"], value=value)
    return replace(BOOK, numbers=numbers)


def closed(count: int, *, matters: bool = True, seed: int = 3) -> list[Closed]:
    """Return fictional partnerships whose success hangs on achievement, or on nothing."""
    dice = random.Random(seed)  # noqa: S311 - fictional cases, not a secret
    found = []
    for _ in range(count):
        points = {name: dice.randint(0, weight) for name, weight in WEIGHTS.items()}
        chance = 0.1 + 0.8 * points["achievement"] / WEIGHTS["achievement"] if matters else 0.6
        found.append(Closed(points=points, success=dice.random() < chance))
    return found


def fitted(cases, **options) -> Outcome:
    """Return the model, which must be there."""
    found = fit_outcome(switched(**options), cases, seed=1)
    assert isinstance(found, Outcome)
    return found


def exactly(successes: int, failures: int) -> list[Closed]:
    """Return so many cases of either outcome."""
    return [replace(case, success=place < successes) for place, case in enumerate(closed(successes + failures))]


def test_switched_off_there_is_no_model_however_many_cases() -> None:
    """The book as it comes is off, and nobody is given a probability by accident."""
    found = fit_outcome(BOOK, closed(200), seed=1)

    assert isinstance(found, Reason)
    assert "switched off" in found.sentence.en


@pytest.mark.parametrize(
    ("successes", "failures", "refused"),
    [(79, 20, True), (80, 20, False), (81, 19, True), (19, 81, True), (20, 80, False), (0, 0, True), (100, 0, True)],
)
def test_too_few_cases_of_all_or_of_either_outcome_are_refused(successes, failures, refused) -> None:
    """Both sides of both lines: a hundred in all, twenty of the rarer."""
    found = fit_outcome(switched(), exactly(successes, failures), seed=1)

    assert isinstance(found, Reason) == refused
    if isinstance(found, Reason):
        assert f"{successes} with a successful pilot and {failures} without" in found.sentence.en


@pytest.mark.parametrize(("failures", "refused"), [(6, True), (7, False)])
def test_a_lax_policy_cannot_empty_a_fold(failures, refused) -> None:
    """Seven of the rarer outcome is what five folds inside five folds need, whatever a board sets."""
    found = fit_outcome(switched(least_cases=1, least_each=1), exactly(40, failures), seed=1)

    assert isinstance(found, Reason) == refused


def test_a_model_finds_what_success_hangs_on() -> None:
    """It is better than the share, its curve rises, and more achievement means a better chance."""
    found = fitted(closed(400))
    middle = {name: weight // 2 for name, weight in WEIGHTS.items()}

    assert found.is_better
    assert found.brier + found.margin < found.brier_base
    shares = [one.successes / one.cases for one in found.curve if one.cases]
    assert shares == sorted(shares)
    assert found.chance(middle | {"achievement": 0}) < 400
    assert found.chance(middle | {"achievement": 200}) > 600
    with pytest.raises(BadValue, match="points"):
        found.chance({})


@pytest.mark.parametrize("seed", range(3))
def test_a_model_of_noise_says_that_it_is_of_no_use(seed) -> None:
    """Where success hangs on nothing, the summary must not let anybody use it."""
    found = fitted(closed(100, matters=False, seed=seed))

    assert not found.is_better
    assert "do not use it" in found.summary[-1].en


def test_curve_and_errors_are_of_the_cases_themselves() -> None:
    """Every case stands in one bin, and the base is that of telling everybody the same share."""
    cases = closed(120)
    found = fitted(cases)
    share = found.successes / found.cases

    assert found.cases == len(cases) == sum(one.cases for one in found.curve)
    assert found.successes == sum(case.success for case in cases) == sum(one.successes for one in found.curve)
    assert all(one.least <= one.told <= one.most for one in found.curve if one.cases)
    assert found.brier_base == pytest.approx(share * (1 - share) * 1_000_000, abs=2)
    assert found.summary[0].en.startswith("From 120 closed partnerships")


def test_a_chance_on_the_edge_of_a_bin_belongs_to_the_upper_one() -> None:
    """Each chance has one place, certainty too."""
    curve = _curve([0, 199, 200, 999, 1000], [0, 1, 1, 1, 1])

    assert [(one.cases, one.told, one.successes) for one in curve] == [
        (2, 99, 1), (1, 200, 1), (0, 0, 0), (0, 0, 0), (2, 999, 2)
    ]  # fmt: skip


def test_the_same_cases_in_any_order_give_the_same_model() -> None:
    """The order of an archive is no evidence."""
    cases = closed(120)
    one, other = fitted(cases), fitted(cases[::-1])

    assert one == other
    assert [one.chance(case.points) for case in cases[:9]] == [other.chance(case.points) for case in cases[:9]]


@pytest.mark.parametrize(
    "points",
    [{}, dict.fromkeys(NAMES, 0) | {"luck": 1}, dict.fromkeys(NAMES, 0) | {"past": -1}, dict.fromkeys(NAMES, 1001)],
)
def test_points_that_no_criterion_could_give_are_refused(points) -> None:
    """Points of another book, or of another year's weights, would be read on the wrong scale."""
    with pytest.raises(BadValue, match="points"):
        fit_outcome(switched(), [Closed(points=points, success=True)], seed=1)


def test_a_negative_seed_is_refused() -> None:
    """Seeds are whole and not negative everywhere in the house."""
    with pytest.raises(BadValue, match="seed"):
        fit_outcome(BOOK, [], seed=-1)
