"""What holds for every pair of places, tried on thousands of random ones."""

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import load_book
from data.country import load_country
from data.travel import Travel

COUNTRY = load_country()
TRAVEL = Travel(COUNTRY, load_book())
CODES = tuple(COUNTRY.regions)
PLACES = st.sampled_from(CODES)
PAIRS = 6000


def pairs(seed: int) -> list[tuple[str, str]]:
    """Return random pairs, the same each time."""
    dice = random.Random(seed)  # noqa: S311 - reproducible cases, no secrets
    return [(dice.choice(CODES), dice.choice(CODES)) for _ in range(PAIRS)]


def test_every_region_is_reached_from_jakarta_and_reaches_it() -> None:
    """The facilitator sits in Jakarta and visits whoever takes part."""
    for code in CODES:
        assert TRAVEL.route("31", code).distance_km == TRAVEL.route(code, "31").distance_km


def test_thousands_of_pairs_have_a_believable_journey() -> None:
    """Fares outside this band would be a unit error: half a taxi, or a journey dearer than around the world."""
    for a, b in pairs(1):
        route = TRAVEL.route(a, b)
        if route.mode == "none":
            assert (route.fare, route.days, route.legs) == (0, 0, ())
            continue
        assert 100_000 <= route.fare <= 30_000_000, (a, b, route)
        assert 0 <= route.days <= 2
        assert 1 <= len(route.legs) <= 3
        assert route.source


def test_flights_cost_something_and_a_day() -> None:
    """A free flight would draw every team to the far end of the country."""
    for a, b in pairs(2):
        route = TRAVEL.route(a, b)
        if route.mode == "air":
            assert route.fare >= 1_000_000, (a, b, route)
            assert route.days >= 1, (a, b, route)


def test_estimates_are_marked_on_every_pair() -> None:
    """The basis 'estimate' without the flag, or a printed source under an estimate, would pass as fact."""
    for a, b in pairs(3):
        route = TRAVEL.route(a, b)
        assert not (route.basis == "estimate" and not route.estimated), (a, b, route)
        assert route.estimated == ("policy/travel.toml" in route.source), (a, b, route)
        if route.mode != "none" and not route.estimated:
            assert route.source == "PMK 32/2025", (a, b, route)


def test_the_way_back_is_the_same_way() -> None:
    """Only one printed pair differs by direction, and by less than a twentieth."""
    for a, b in pairs(4):
        there, back = TRAVEL.route(a, b), TRAVEL.route(b, a)
        assert (there.mode, there.days, there.distance_km) == (back.mode, back.days, back.distance_km), (a, b)
        assert abs(there.fare - back.fare) * 20 <= there.fare, (a, b, there.fare, back.fare)


def test_short_ways_within_an_island_are_never_flown() -> None:
    """A neighbour forty kilometres off on the same road net is visited by car."""
    for a, b in pairs(5):
        near = (TRAVEL.distance_km(a, b) or 0) <= 40
        nets = [TRAVEL.tables.nets[COUNTRY.region(code).capital or code] for code in (a, b)]
        if near and nets[0] == nets[1]:
            assert TRAVEL.route(a, b).mode in {"none", "road"}, (a, b)


@settings(max_examples=300)
@given(a=PLACES, b=PLACES)
def test_distance_is_symmetric_and_zero_only_at_home(a: str, b: str) -> None:
    """A distance that depends on the direction is no distance."""
    assert TRAVEL.distance_km(a, b) == TRAVEL.distance_km(b, a)
    assert TRAVEL.distance_km(a, a) == 0


@settings(max_examples=300)
@given(a=PLACES, b=PLACES, c=PLACES)
def test_no_way_round_is_shorter_than_the_straight_one(a: str, b: str, c: str) -> None:
    """The triangle rule, one km of rounding for each side allowed."""
    straight = TRAVEL.distance_km(a, b) or 0
    around = (TRAVEL.distance_km(a, c) or 0) + (TRAVEL.distance_km(c, b) or 0)

    assert straight <= around + 2


@settings(max_examples=200)
@given(a=PLACES, b=PLACES)
def test_a_fresh_desk_gives_the_same_route(a: str, b: str) -> None:
    """Answers are kept between questions; what was asked before must not colour them."""
    assert Travel(COUNTRY, load_book()).route(a, b) == TRAVEL.route(a, b)


@pytest.mark.parametrize("province", [code for code in CODES if COUNTRY.region(code).level == "province"])
def test_every_province_reaches_every_other(province: str) -> None:
    """Thirty-eight facilitators' offices could be anywhere."""
    others = [code for code in CODES if COUNTRY.region(code).level == "province" and code != province]

    assert all(TRAVEL.route(province, other).fare > 0 for other in others)


def test_utilities_of_the_reference_reach_each_other() -> None:
    """Each pair of real utilities in four provinces, among them the youngest ones."""
    codes = [
        utility.region_code
        for utility in COUNTRY.utilities.values()
        if utility.province_code in {"11", "33", "81", "95"}
    ]

    assert len(codes) > 50
    assert all(TRAVEL.route(a, b).mode in {"road", "air"} for a, b in itertools.permutations(codes, 2))
