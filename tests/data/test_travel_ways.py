"""Whether one must fly, without the fares: the same for every pair of places as the whole route says."""

import random

import pytest

from data import load_book
from data.country import load_country
from data.errors import UnknownRow
from data.travel import NoRoute, Travel, Way

TRAVEL = Travel(load_country(), load_book())


def of_route(origin: str, destination: str) -> Way | None:
    """Return what the whole route says."""
    try:
        route = TRAVEL.route(origin, destination)
    except NoRoute:
        return None
    return Way(route.distance_km, flies=route.mode == "air")


def test_way_is_that_of_the_route() -> None:
    """Fares are left out where a flight is certain, which must be so for every pair of places and never wrong."""
    dice = random.Random(1)  # noqa: S311 - a sample of pairs, not a secret
    codes = sorted(TRAVEL.country.regions)
    drawn = [(dice.choice(codes), dice.choice(codes)) for _ in range(6000)]
    printed = list(TRAVEL.tables.land)

    for ends in drawn + printed + [(there, here) for here, there in printed]:
        assert TRAVEL.way(*ends) == of_route(*ends), ends


def test_way_that_must_be_flown_asks_for_no_route(monkeypatch) -> None:
    """The fares of ten thousand mentors take longer than all their points."""
    monkeypatch.delattr(Travel, "route")

    assert Travel(load_country(), load_book()).way("11.71", "81.71").flies


def test_way_to_an_unknown_place_is_an_error() -> None:
    """A code that nobody has is a slip, not a place without coordinates."""
    with pytest.raises(UnknownRow):
        TRAVEL.way("11.71", "99.99")
