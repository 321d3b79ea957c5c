"""Trips shared by mentees of one mentor in one province: counted by hand, by brute force, and spoilt on purpose."""

import random
from dataclasses import replace

import pytest

from data.answer import Status
from matcher import BadValue, Problem, Result, alternates, solve, what_if
from matcher.aims import aims, options_of
from matcher.exact import beyond
from matcher.trips import most_saved, saved, trip_to
from tests.matcher.otherwise.test_whatif import changed, with_pin
from tests.matcher.programmes import NRW, brute_force, model, random_model, trips_after

LIMIT = 60
# Two towns of East Java, one each of North Sumatra and South Sulawesi.
SURABAYA, MALANG, MEDAN, MAKASSAR = "35.78", "35.73", "12.71", "73.71"
# With turns before trips, after them, and with nearly all aims after them.
ORDERS = ("turns", "points", "served")


def alike(seed: int) -> Problem:
    """Return a programme whose mentors are as good as each other, so that much is left for trips to decide."""
    dice = random.Random(seed)  # noqa: S311 - a fictional programme, not a secret
    made = model()
    mentors = [f"m{number}" for number in range(dice.randint(2, 3))]
    mentees = [f"n{number}" for number in range(dice.randint(3, 6))]
    for key in mentors:
        made.add_mentor(key, capacity=dice.choice((1, 2, 2, 3, 4)), region=dice.choice(("", "", "", MALANG)))
        made.add_practice(key, subject="NRW")
    for key in mentees:
        made.add_mentee(key, region=dice.choice((SURABAYA, MALANG, MEDAN, MEDAN, MAKASSAR, "")))
        made.add_need(key, subject=dice.choice(("NRW", "NRW", "NRW", "DMA")))
    for key in mentees:
        fate = dice.random()
        if fate < 1 / 7:
            made.fix(dice.choice(mentors), key, reason="agreed")
        elif fate < 1 / 2:
            made.forbid(dice.choice(mentors), key, reason="same board")
    if dice.random() < 1 / 2:
        made.add_past(dice.choice(mentors), dice.choice(mentees), year=2024)
    return made.freeze()


def two_each() -> Result:
    """Return the match of two mentors with two places, and of two mentees in Medan and two in Makassar."""
    made = model()
    for key in ("m0", "m1"):
        made.add_mentor(key, capacity=2)
        made.add_practice(key, subject="NRW")
    for number, region in enumerate((MEDAN, MAKASSAR, MEDAN, MAKASSAR)):
        made.add_mentee(f"n{number}", region=region)
        made.add_need(f"n{number}", subject="NRW")
    return made.solve(time_limit=LIMIT, seed=1)


def told(result: Result) -> dict[str, int]:
    """Return the levels in their order, burdens below nothing."""
    return {level.id: -level.value if level.sense == "min" else level.value for level in result.levels}


def pairs(result: Result) -> dict[str, str]:
    """Return mentee to mentor."""
    return {one.mentee: one.mentor for one in result.proposals}


@pytest.mark.guards("2.2")
def test_mentees_of_one_province_go_to_one_mentor_where_all_else_is_equal() -> None:
    """Two trips instead of four, whatever the seed; the two of Medan share a mentor, and the two of Makassar."""
    result = two_each()
    given = pairs(result)

    assert given["n0"] == given["n2"] != given["n1"] == given["n3"]
    level = result.level("shared_trips")
    assert (level.value, level.bound, result.status) == (2, 2, Status.OPTIMAL)
    assert result.verify() == ()


@pytest.mark.parametrize("order", ORDERS)
def test_shared_trips_agree_with_brute_force_where_much_is_equal(order) -> None:
    """Each level, those after the trips too, is the best there is over every match, and told as proved."""
    shared = 0
    for seed in range(25):
        problem = trips_after(alike(seed), order)
        expected = brute_force(problem)
        result = solve(problem, time_limit=LIMIT, seed=seed)
        assert result.verify() == (), seed
        if expected is not None:
            assert list(told(result).items()) == list(expected.items()), seed
            assert all(level.value == level.bound for level in result.levels), seed
            shared += expected.get("shared_trips", 0) > 0
    assert shared > 0


@pytest.mark.parametrize("order", ORDERS[1:])
def test_trips_before_other_aims_agree_with_brute_force_on_programmes_of_every_kind(order) -> None:
    """A book may move trips up; what follows must keep them."""
    for seed in range(15):
        problem = trips_after(random_model(seed).freeze(), order)
        expected = brute_force(problem)
        result = solve(problem, time_limit=LIMIT, seed=seed)
        assert result.verify() == (), seed
        assert expected is None or list(told(result).items()) == list(expected.items()), seed


def test_trips_before_the_served_are_refused() -> None:
    """Who is left out for a trip's sake could be told of no mentor that is full."""
    problem = alike(1)
    rows = dict(problem.book.aims)
    rows["shared_trips"] = replace(rows["shared_trips"], number=0)

    with pytest.raises(BadValue, match="shared_trips"):
        aims(replace(problem, book=replace(problem.book, aims=rows)))


def test_arrays_and_pairs_say_the_same_of_every_trip() -> None:
    """The solver's arrays and the checker's count of pairs must not drift apart."""
    for seed in range(40):
        problem = alike(seed)
        trips = [aim for aim in aims(problem) if aim.id == "shared_trips"]
        rows = [(need.id, key, 1) for need in problem.needs.values() for key in problem.mentors]
        numbers = trips[0].of_trip(problem, options_of(problem, rows)).tolist() if trips else []
        for number, (need, key, _) in zip(numbers, rows, strict=False):
            trip = trip_to(problem, problem.mentors[key], problem.mentees[problem.needs[need].mentee])
            assert (number < 0) == (trip is None)
        assert len(set(numbers) - {-1}) == len({
            trip_to(problem, problem.mentors[key], problem.mentees[problem.needs[need].mentee]) for need, key, _ in rows
        } - {None}) or not trips  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_nothing_saves_more_than_the_count_of_shares_allows(seed) -> None:
    """The bound of the checker holds for every match that keeps the pins."""
    problem = alike(seed)
    expected = brute_force(trips_after(problem, "served"))
    every = [(key, mentor) for key in problem.mentees for mentor in problem.mentors]

    assert expected is None or expected.get("shared_trips", 0) <= most_saved(problem, every)


def test_a_mentee_in_the_mentors_own_town_needs_no_trip_and_an_unknown_place_shares_none() -> None:
    """No journey is saved that nobody would have made."""
    made = model()
    made.add_mentor("m0", region=SURABAYA, capacity=5)
    for key, region in (("home", SURABAYA), ("near", MALANG), ("far", MEDAN), ("lost", ""), ("gone", "")):
        made.add_mentee(key, region=region)
    problem = made.freeze()

    assert saved(problem, dict.fromkeys(problem.mentees, "m0")) == 0


@pytest.mark.parametrize(
    ("spoil", "rule"),
    [
        (lambda level: replace(level, value=level.value + 1, bound=level.bound + 1), "trips"),
        (lambda level: replace(level, value=level.value - 1), "trips"),
        (lambda level: replace(level, bound=level.bound - 1), "proof"),
        (lambda level: replace(level, bound=level.bound + 1), "proof"),
    ],
    ids=["value too high", "value too low", "bound below the value", "bound above what could be"],
)
def test_the_recount_catches_a_spoilt_level(spoil, rule) -> None:
    """Value and bound of an aim without a price are not taken on trust."""
    result = two_each()
    levels = tuple(spoil(level) if level.id == "shared_trips" else level for level in result.levels)

    assert rule in {violation.rule for violation in replace(result, levels=levels).verify()}


def test_a_search_that_gets_no_time_says_what_is_not_proved(monkeypatch) -> None:
    """Value below bound and FEASIBLE, not a bound made up to please; the checker agrees."""
    monkeypatch.setattr(beyond, "MOST_OPEN", 0)
    results = [solve(alike(seed), time_limit=LIMIT, seed=seed) for seed in range(20)]

    assert any(result.status is Status.FEASIBLE for result in results)
    assert [result.verify() for result in results] == [()] * len(results)


@pytest.mark.guards("3.1.2")
@pytest.mark.parametrize("order", ORDERS)
def test_what_if_is_never_free_where_a_trip_would_be_lost(order) -> None:
    """Where no price changes, the trips are told exactly: matching again with the pair fixed finds the same."""
    lost = 0
    for seed in range(8):
        result = solve(trips_after(alike(seed), order), time_limit=LIMIT, seed=seed)
        for mentee in result.problem.mentees:
            for mentor in result.problem.mentors:
                one = what_if(result, mentee=mentee, mentor=mentor)
                if one.against or one.matched:
                    continue
                again = solve(with_pin(result.problem, mentor, mentee), time_limit=LIMIT, seed=0)
                assert dict(one.change) == changed(result, again), (seed, mentee, mentor)
                lost += "shared_trips" in one.change
    assert lost > 0


def test_what_if_that_is_free_tells_everybody_who_has_to_move() -> None:
    """Both pairs change places, so that no trip is lost; two alone would lose two."""
    result = two_each()
    given = pairs(result)

    one = what_if(result, mentee="n0", mentor=given["n1"])

    assert one.change == {}
    assert [text.en for text in one.moves] == [
        f"{key} moves from {given[key]} to {given[other]}."
        for key, other in (("n0", "n1"), ("n1", "n0"), ("n2", "n1"), ("n3", "n0"))
    ]
    assert [choice.mentor for choice in alternates(result, mentee="n0")] == [given["n0"], given["n1"]]


def test_what_if_with_a_price_tells_what_its_moves_do_to_trips() -> None:
    """n0 alone has figures, and m0 the better ones: parting it from n1 costs points, and a trip is made more."""
    made = model()
    for key, after in (("m0", 20), ("m1", 35)):
        made.add_mentor(key, capacity=2)
        made.add_practice(key, subject="NRW", before={NRW: 40}, after={NRW: after})
    for key in ("n0", "n1"):
        made.add_mentee(key, region=MEDAN)
        made.add_need(key, subject="NRW", today={NRW: 45})
    result = made.solve(time_limit=LIMIT, seed=0)

    one = what_if(result, mentee="n0", mentor="m1")

    assert one.change["points"] < 0
    assert "shared_trips" not in one.change
    assert [text.en for text in one.moves][1:] == [
        "Moved like this, trips saved by visiting mentees of one province together: 0 instead of 1."
    ]
