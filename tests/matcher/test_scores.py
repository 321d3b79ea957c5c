"""Scores of many pairs at once: the same whole numbers as asking each criterion and rule for each pair."""

import random
from decimal import Decimal

import numpy as np
import pytest

from matcher import CRITERIA, RULES, Model, Problem, scores
from matcher.block import Block, block_of, fades, portions
from matcher.criteria import Criterion
from matcher.criteria.base import Part
from matcher.criteria.wish import OPEN
from matcher.policy import fade, portion
from matcher.problem import whole_numbers
from matcher.scores import allowed, score, score_need
from service.adapters.matching import matcher_model
from service.workbook.sample import sample_intake
from tests.matcher.programmes import BOOK, COUNTRY, NRW, TRAVEL, crowd, model, pair, random_model

SEEDS = range(40)
UTILITIES = tuple(key for key, utility in COUNTRY.utilities.items() if utility.region_code)
# Subjects with several readings, with one and with none, and readings written with many and few digits.
SUBJECTS = tuple(COUNTRY.subjects)[::2]
WORDS = ("", "menurunkan kehilangan air", "pompa dan energi", "penagihan rekening", "cakupan layanan", "NRW")
VALUES = ("0", "17", "24.5", "38.123456789", "58.536585365853654", "99.99")
WATERS = ("", "river", "spring", "river, spring", "dew", "peat")


def wide_model(seed: int) -> Model:
    """Return a programme of real utilities with every kind of noun, value and gap that a criterion may meet."""
    dice = random.Random(seed)  # noqa: S311 - a fictional programme, not a secret
    made = model()
    made.travel = TRAVEL
    mentors, mentees = [f"m{number}" for number in range(12)], [f"n{number}" for number in range(8)]

    def values(share: float) -> dict[str, str]:
        likely = {key: dice.choice(VALUES) for key in COUNTRY.kpis if dice.random() < share}
        return {key: value for key, value in likely.items() if COUNTRY.kpi(key).is_plausible(Decimal(value))}

    for key in mentors:
        made.add_mentor(
            key,
            utility=dice.choice(UTILITIES) if dice.random() < 3 / 4 else "",
            connections=dice.choice((None, None, 0, 900, 50_000)),
            kind=dice.choice(("utility", "utility", "person")),
            raw_water=dice.choice(WATERS),
            capacity=dice.choice((0, 1, 2)),
        )
        for _ in range(dice.randint(0, 5)):
            made.add_practice(
                key,
                subject=dice.choice(SUBJECTS),
                title=dice.choice(WORDS),
                before=values(1 / 2),
                after=values(1 / 2),
                verified=dice.random() < 1 / 2,
            )
        if dice.random() < 1 / 3:
            made.expect(
                key,
                islands=dice.choice(((), ("Jawa", "Sumatera"))),
                subjects=dice.choice(((), SUBJECTS[:8])),
                least_connections=dice.choice((None, 0, 1_000)),
                most_connections=dice.choice((None, 10_000, 60_000)),
            )
    for key in mentees:
        made.add_mentee(
            key,
            utility=dice.choice(UTILITIES) if dice.random() < 3 / 4 else "",
            connections=dice.choice((None, None, 0, 900, 50_000)),
            raw_water=dice.choice(WATERS),
            member=dice.random() < 9 / 10,
        )
        for rank in range(1, dice.randint(2, 5)):
            asked = dice.choice(SUBJECTS)
            made.add_need(
                key,
                subject=asked,
                rank=rank,
                today=values(1 / 2),
                chosen=dice.choice(mentors) if dice.random() < 1 / 3 else None,
                text=dice.choice(WORDS),
            )
        for mentor in dice.sample(mentors, k=4):
            made.add_past(mentor, key, year=2020, subject=dice.choice(("", asked)))
        made.forbid(dice.choice(mentors), key, reason="same board")
    made.fix("m0", "n0", reason="agreed by letter")
    return made


def blocks(problem: Problem) -> list[Block]:
    """Return the block of each subject that is asked for, those without an answer left out."""
    found = [block_of(problem, needs) for needs in problem.needs_on.values()]
    return [block for block in found if block.practices]


def all_blocks() -> list[Block]:
    """Return the blocks of many random programmes, small ones with contradictory pins and wide ones."""
    made = [random_model(seed) for seed in SEEDS] + [wide_model(seed) for seed in SEEDS]
    return [block for one in made for block in blocks(one.freeze())]


@pytest.fixture(scope="module")
def crowded() -> list[Block]:
    """Blocks shared by the cases, as every criterion and rule is asked for the same pairs."""
    return all_blocks()


def spread(block: Block, table) -> list[list[int]]:
    """Return a table that may be smaller than its block in the block's own shape."""
    return np.broadcast_to(table, block.shape).astype(int).tolist()


def slow_scores(problem: Problem, need) -> list[tuple[int, str, str]]:
    """Return points, mentor and practice in order, by asking every rule and every criterion for each pair."""
    found = []
    for mentor in problem.mentors.values():
        if allowed(problem, need, mentor):
            of_practice = [
                (sum(one.points(problem, need, practice).points for one in CRITERIA), practice.id)
                for practice in problem.offers(need, mentor)
            ]
            points, practice = max(of_practice, key=lambda told: told[0])
            found.append((points, mentor.id, practice))
    wishes = problem.wishes[need.mentee]
    return sorted(found, key=lambda told: (told[1] not in wishes, -told[0], told[1]))


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda one: one.id)
def test_points_of_a_block_are_the_points_of_each_pair(criterion, crowded) -> None:
    """A mentee is told the sentence of one pair; the list must have been made with the very same points."""
    pairs = 0
    for block in crowded:
        told = [[criterion.points(block.problem, need, one).points for one in block.practices] for need in block.needs]
        assert spread(block, criterion.points_many(block.problem, block)) == told
        pairs += len(block.needs) * len(block.practices)

    assert pairs > 1000


@pytest.mark.parametrize("rule", RULES, ids=lambda one: one.id)
def test_rules_of_a_block_are_the_rules_of_each_pair(rule, crowded) -> None:
    """A pair that is let through where the rule says no would be matched without a reason to stop it."""
    refused = 0
    for block in (block.one_each for block in crowded):
        mentors = [block.problem.mentors[practice.mentor] for practice in block.practices]
        told = [[rule.allows(block.problem, need, mentor) for mentor in mentors] for need in block.needs]
        assert spread(block, rule.allows_many(block.problem, block)) == told
        refused += sum(not cell for row in told for cell in row)

    assert bool(refused) is (rule.id not in {"willing", "subject", "one_mentor"})


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("make", [random_model, wide_model])
def test_scores_are_those_of_asking_pair_by_pair(make, seed) -> None:
    """Order, best practice and points all come out of one number, so they are compared together."""
    problem = make(seed).freeze()
    found = score(problem, problem.mentees.values())

    best: dict[tuple[str, str], int] = {}
    for need in problem.needs.values():
        told = slow_scores(problem, need)
        assert [(one.points, one.mentor, one.practice) for one in found.of_need[need.id]] == told
        assert score_need(problem, need) == found.of_need[need.id]
        for points, mentor, _ in told:
            best[need.mentee, mentor] = max(points, best.get((need.mentee, mentor), 0))
    assert {key: one.points for key, one in found.best.items()} == best


def test_scores_of_the_sample_year_are_those_of_asking_pair_by_pair() -> None:
    """The year that everybody sees first has real places, sizes, words and fares in it."""
    problem = matcher_model(sample_intake(), book=BOOK, country=COUNTRY).freeze()

    found = score(problem, problem.mentees.values())

    for need in problem.needs.values():
        assert [(one.points, one.mentor, one.practice) for one in found.of_need[need.id]] == slow_scores(problem, need)


def test_scores_do_not_depend_on_how_many_pairs_are_judged_together(monkeypatch) -> None:
    """A large programme is cut into blocks; where the cut falls must not show."""
    problem = wide_model(1).freeze()
    whole = score(problem, problem.mentees.values())
    monkeypatch.setattr(scores, "PAIRS_AT_ONCE", 1)

    assert score(problem, problem.mentees.values()) == whole


def test_scores_of_some_mentees_hold_nobody_else() -> None:
    """The caller may ask for a part of the letters."""
    problem = crowd(mentees=3, capacities=(1, 1)).freeze()

    found = score(problem, [problem.mentees["n1"]])

    assert set(found.of_need) == {"n1/1"}
    assert set(found.best) == {("n1", "m0"), ("n1", "m1")}


def test_score_tells_the_place_of_each_mentee_in_order() -> None:
    """Progress and the time limit hang on it."""
    problem = crowd(mentees=4, capacities=(1,)).freeze()
    told: list[int] = []

    score(problem, problem.mentees.values(), on_mentee=told.append)

    assert told == [0, 1, 2, 3]


def test_scores_of_equal_practices_name_the_one_added_first() -> None:
    """Which practice is shown must not be chance."""
    made = pair()
    made.add_practice("alfa", subject="NRW", before={NRW: 38}, after={NRW: 24}, verified=True)
    problem = made.freeze()

    assert [one.practice for one in score_need(problem, problem.needs["beta/1"])] == ["alfa/1"]


def test_scores_where_nobody_answers_are_empty() -> None:
    """No practice at all, and none on the subject, are answers and not faults."""
    made = model()
    made.add_mentee("beta")
    need = made.add_need("beta", subject="NRW")
    assert score_need(made.freeze(), need) == ()

    made.add_mentor("alfa")
    made.add_practice("alfa", subject="WSP")
    problem = made.freeze()

    assert score(problem, problem.mentees.values()) == scores.Scores(of_need={"beta/1": ()}, best={})


@pytest.mark.parametrize(
    "value", ["38.1234567890123456789", "38.12345678901234567890123456789", "38", "0.0000000000000000000000000001"]
)
def test_scores_of_readings_with_many_digits_are_exact(value) -> None:
    """Spreadsheets hand over all digits of a division; none may be lost, however many there are."""
    made = pair(today={NRW: value})
    made.add_mentor("gama")
    made.add_practice("gama", subject="NRW", before={NRW: "57.0000000000000000001"}, after={NRW: "38"})
    made.add_practice("alfa", subject="NRW", before={NRW: value}, after={NRW: "38.123456789012345678"})
    problem = made.freeze()
    need = problem.needs["beta/1"]

    assert [(one.points, one.mentor, one.practice) for one in score_need(problem, need)] == slow_scores(problem, need)


def test_scores_of_readings_too_long_for_whole_numbers_are_asked_pair_by_pair() -> None:
    """Decimals keep 28 digits; beyond what that rounds like whole numbers nothing is guessed."""
    short, long = (pair(today={NRW: value}).freeze() for value in ("38.5", "0.0000000000000000000000000001"))

    assert short.digits(NRW) == 1
    assert long.digits(NRW) is None


@pytest.mark.parametrize("connections", [2**31 - 1, 2**31, 2**32, 10**12])
def test_scores_of_the_largest_sizes_do_not_overflow(connections) -> None:
    """A slip of the keyboard may give a silly size, never silly points."""
    made = pair()
    made.add_mentor("huge", connections=connections)
    made.add_practice("huge", subject="NRW")
    made.expect("huge", most_connections=connections)
    problem = made.freeze()
    need = problem.needs["beta/1"]

    assert [(one.points, one.mentor, one.practice) for one in score_need(problem, need)] == slow_scores(problem, need)


def test_criterion_without_a_way_of_its_own_is_asked_pair_by_pair() -> None:
    """A newcomer writes ``points`` and nothing else."""

    class OwnRegion(Criterion):
        id = "own"

        def points(self, problem, need, practice) -> Part:
            own = problem.mentors[practice.mentor].region == problem.mentees[need.mentee].region
            return Part(criterion=self.id, points=int(own), possible=1, words=OPEN, source="regions of both")

    made = crowd(mentees=2, capacities=(1, 1))
    made.add_mentee("far", region="11.71")
    made.add_need("far", subject="NRW")
    problem = made.freeze()
    (block,) = blocks(problem)

    assert OwnRegion().points_many(problem, block).tolist() == [[1, 1], [1, 1], [0, 0]]


@pytest.mark.parametrize("whole", [-3, 0, 1, 7, 100])
def test_portions_and_fades_of_arrays_are_those_of_single_numbers(whole) -> None:
    """A board may set any limit, even zero; the two ways of counting must part nowhere."""
    numbers = list(range(-120, 121))
    array = whole_numbers(numbers)

    assert portions(60, array, whole).tolist() == [portion(60, number, whole) for number in numbers]
    assert fades(60, array, full=5, none=whole).tolist() == [fade(60, one, full=5, none=whole) for one in numbers]
