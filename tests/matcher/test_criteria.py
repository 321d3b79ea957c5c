"""What every criterion promises, asked of each of them; adding one adds no line here."""

import random

import pytest

from matcher import CRITERIA, Model
from matcher.criteria import Part
from tests.matcher.programmes import BOOK, COUNTRY, pair, random_model

NAMES = [criterion.id for criterion in CRITERIA]
SEEDS = range(40)
FULL = 1000


def parts(made: Model, criterion) -> list[Part]:
    """Return the part of every need and practice there is, allowed or not."""
    problem = made.freeze()
    return [
        criterion.points(problem, need, practice)
        for need in problem.needs.values()
        for practice in problem.practices.values()
    ]


def test_criteria_weights_add_up_to_a_thousand() -> None:
    """Points read as thousandths only while the weights do."""
    assert sum(BOOK.number(f"match_weight_{name}") for name in NAMES) == FULL


def test_criteria_ids_are_used_once() -> None:
    """Two criteria of one name would share a column of the frame."""
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("criterion", CRITERIA, ids=NAMES)
def test_criterion_cites_a_section_of_the_guideline(criterion) -> None:
    """Every point has to say where it comes from."""
    assert criterion.section in BOOK.sections
    assert criterion.name.en != criterion.name.id or criterion.name.en == ""


@pytest.mark.parametrize("criterion", CRITERIA, ids=NAMES)
def test_criterion_weight_is_an_assumption_with_a_reason(criterion) -> None:
    """The guideline states no weight, so each says why it is what it is."""
    row = BOOK.numbers[f"match_weight_{criterion.id}"]

    assert (row.unit, row.status) == ("points", "assumed")
    assert row.note


@pytest.mark.parametrize("criterion", CRITERIA, ids=NAMES)
def test_criterion_gives_whole_points_within_its_weight(criterion) -> None:
    """Points outside 0 to the weight would let one criterion rule the rest."""
    for seed in SEEDS:
        for part in parts(random_model(seed), criterion):
            assert isinstance(part.points, int)
            assert 0 <= part.points <= part.possible == BOOK.number(f"match_weight_{criterion.id}")
            assert part.criterion == criterion.id


@pytest.mark.parametrize("criterion", CRITERIA, ids=NAMES)
def test_criterion_says_why_in_two_languages_with_a_source(criterion) -> None:
    """A point without a sentence cannot be discussed; an unfilled brace is a slip."""
    for seed in SEEDS:
        for part in parts(random_model(seed), criterion):
            because = part.because
            assert "{" not in because.en + because.id
            assert because.en.endswith(".")
            assert because.id.endswith(".")
            assert part.source


@pytest.mark.parametrize("criterion", CRITERIA, ids=NAMES)
def test_criterion_is_the_same_when_asked_again(criterion) -> None:
    """Points must not depend on what was asked before."""
    made = random_model(3)

    assert parts(made, criterion) == parts(made, criterion)


@pytest.mark.parametrize("criterion", CRITERIA, ids=NAMES)
def test_criterion_with_nothing_known_is_neutral_and_says_so_or_needs_nothing(criterion) -> None:
    """A missing value never silently counts as good or bad (3.1.2)."""
    made = Model(BOOK, COUNTRY)
    made.add_mentor("alfa")
    made.add_practice("alfa", subject="NRW")
    made.expect("alfa", least_connections=1)
    made.add_mentee("beta")
    made.add_need("beta", subject="NRW")

    (part,) = parts(made, criterion)

    known = {"subject", "priority", "wish", "past"}
    assert part.missing is (criterion.id not in known)
    if part.missing:
        assert "neutral" in part.because.en
        assert "netral" in part.because.id
        assert 0 < part.points < part.possible


@pytest.mark.parametrize("criterion", [one for one in CRITERIA if one.of_pair], ids=lambda one: one.id)
def test_criterion_of_the_pair_does_not_look_at_need_or_practice(criterion) -> None:
    """It is asked once a pair, so another need must not change its answer."""
    for seed in SEEDS:
        problem = random_model(seed).freeze()
        for mentee, needs in problem.needs_of.items():
            for mentor, practices in problem.practices_of.items():
                told = {criterion.points(problem, need, one) for need in needs for one in practices}
                assert len(told) <= 1, (seed, mentee, mentor)


@pytest.mark.parametrize("criterion", CRITERIA, ids=NAMES)
def test_criterion_does_not_depend_on_who_else_is_there(criterion) -> None:
    """A second mentor must not move the first one's points: the mentee would not understand it."""
    alone = pair()
    before = parts(alone, criterion)[0]
    dice = random.Random(1)  # noqa: S311 - a fictional programme, not a secret
    for number in range(dice.randint(2, 4)):
        alone.add_mentor(f"other{number}")
        alone.add_practice(f"other{number}", subject="BILL", title="penagihan rekening")

    assert parts(alone, criterion)[0] == before
