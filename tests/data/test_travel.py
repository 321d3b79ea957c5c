"""Journeys by hand: a few places whose fares can be read in the printed tables."""

import pytest

from data import load_book
from data.country import load_country
from data.errors import DataError, UnknownRow
from data.fares import load_fares
from data.travel import NoRoute, Travel
from tests.data import travel_cases as at


@pytest.fixture(scope="module")
def travel() -> Travel:
    """Give the desk on the shipped tables and book."""
    return Travel(load_country(), load_book())


@pytest.mark.parametrize(
    ("origin", "destination"),
    [(at.MALANG, at.MALANG), (at.JAKARTA, at.JAKARTA), (at.JAKARTA, at.JAKARTA_CENTRAL), ("35", at.SURABAYA)],
)
def test_same_place_costs_nothing(travel: Travel, origin: str, destination: str) -> None:
    """A province is entered at its capital, so Jawa Timur and Surabaya are one place."""
    route = travel.route(origin, destination)

    assert (route.mode, route.basis, route.fare, route.days, route.legs) == ("none", "same place", 0, 0, ())
    assert not route.estimated
    assert route.distance_km == 0


@pytest.mark.guards("4.1.1")
def test_printed_flight_is_taken_as_printed(travel: Travel) -> None:
    """Jakarta to Palembang stands in the regulation at 2,268,000 there and back."""
    route = travel.route(at.JAKARTA, at.PALEMBANG)

    assert (route.mode, route.basis, route.fare, route.estimated) == ("air", "table", 2_268_000, False)
    assert route.legs == ("Jakarta - Palembang (flight)",)
    assert route.days == 1
    assert route.source == "PMK 32/2025"


def test_flight_printed_the_other_way_round_is_mirrored(travel: Travel) -> None:
    """Only Jakarta to Palembang is printed; the way back costs as much and says where it comes from."""
    route = travel.route(at.PALEMBANG, at.JAKARTA)

    assert (route.basis, route.fare, route.estimated) == ("mirrored", 2_268_000, False)


def test_pair_printed_both_ways_keeps_each_fare(travel: Travel) -> None:
    """Balikpapan and Palembang stand twice with different fares; neither is bent."""
    tables = load_fares()
    there, back = travel.route(at.BALIKPAPAN, at.PALEMBANG), travel.route(at.PALEMBANG, at.BALIKPAPAN)

    assert there.fare == tables.air[at.BALIKPAPAN, at.PALEMBANG]
    assert back.fare == tables.air[at.PALEMBANG, at.BALIKPAPAN]
    assert there.fare != back.fare
    assert (there.basis, back.basis) == ("table", "table")


def test_printed_road_is_counted_there_and_back(travel: Travel) -> None:
    """The land table is one way, 257,000 to Singkawang; a journey is two of them."""
    route = travel.route(at.PONTIANAK, at.SINGKAWANG)

    assert (route.mode, route.basis, route.fare) == ("road", "table", 2 * 257_000)
    assert not route.estimated


def test_printed_road_serves_both_directions(travel: Travel) -> None:
    """A car costs as much towards the capital as away from it."""
    assert travel.route(at.SINGKAWANG, at.PONTIANAK).fare == travel.route(at.PONTIANAK, at.SINGKAWANG).fare


def test_road_within_an_island_without_a_printed_fare_is_estimated(travel: Travel) -> None:
    """Palembang to Jambi crosses a province border, which the land table never does."""
    route = travel.route(at.PALEMBANG, at.JAMBI)

    assert (route.mode, route.basis, route.estimated) == ("road", "estimate", True)
    assert route.distance_km == 193
    assert route.fare == 2 * (215_000 + 193 * 550)
    assert "policy/travel.toml" in route.source


def test_road_in_papua_is_dearer_than_the_estimate_elsewhere(travel: Travel) -> None:
    """Printed roads there cost about four times as much, so the estimate must not send teams short of money."""
    route = travel.route("92.11", "92.06")

    assert route.mode == "road"
    assert route.fare == 2 * ((215_000 + route.distance_km * 550) * 400 // 100)


def test_strait_is_crossed_by_car_and_ferry(travel: Travel) -> None:
    """Nobody flies from Banyuwangi to Denpasar."""
    route = travel.route(at.BANYUWANGI, at.DENPASAR)

    assert (route.mode, route.basis, route.days) == ("road", "estimate", 1)
    assert "ferry" in route.legs[0]


def test_strait_with_a_printed_flight_is_flown(travel: Travel) -> None:
    """Denpasar and Mataram are nearer than that, but their flight is printed, and a printed fare is surer."""
    route = travel.route(at.MATARAM, at.DENPASAR)

    assert (route.mode, route.basis, route.fare) == ("air", "mirrored", 1_488_000)


@pytest.mark.parametrize(("a", "b"), [(at.BATAM, at.BINTAN), (at.TERNATE, at.SOFIFI)])
def test_islands_of_one_group_are_not_one_island(travel: Travel, a: str, b: str) -> None:
    """Kepulauan Riau and Maluku Utara are island groups; a road between their islands does not exist."""
    route = travel.route(a, b)

    assert "ferry" in route.legs[0]
    assert route.days == 1


def test_road_net_of_papua_has_no_ferry_over_its_mountains(travel: Travel) -> None:
    """Wamena and its neighbours lie on one land mass: no ferry runs there, and small aircraft do."""
    route = travel.route(at.WAMENA, "95.03")

    assert route.mode == "air"
    assert "small aircraft" in route.legs[0]


def test_place_without_an_airport_city_near_hops_directly(travel: Travel) -> None:
    """Merauke to Wamena by way of Timika and Jayapura would be three times the fare and nobody's journey."""
    route = travel.route(at.MERAUKE, at.WAMENA)

    assert len(route.legs) == 1
    assert (route.mode, route.basis, route.estimated) == ("air", "estimate", True)


def test_far_small_place_flies_through_an_airport_city(travel: Travel) -> None:
    """From Banda Aceh one reaches Merauke by a printed flight and a hop, and loses two days."""
    route = travel.route(at.BANDA_ACEH, at.MERAUKE)

    assert route.mode == "air"
    assert len(route.legs) == 2
    assert route.days == 2
    assert route.estimated


def test_flight_from_another_town_has_its_road_leg(travel: Travel) -> None:
    """Bitung's airport is Manado's; the car there is part of the journey."""
    route = travel.route(at.MALANG, at.BITUNG)
    tables = load_fares()

    assert route.legs[-1] == "Manado - Kota Bitung (road)"
    assert 2 * tables.land[at.MANADO, at.BITUNG] < route.fare


def test_road_legs_are_told_in_the_direction_of_travel(travel: Travel) -> None:
    """A printed plan must read from home to host."""
    there, back = travel.route(at.SURABAYA, at.BITUNG), travel.route(at.BITUNG, at.SURABAYA)

    assert there.legs == ("Surabaya - Manado (flight)", "Manado - Kota Bitung (road)")
    assert back.legs == ("Kota Bitung - Manado (road)", "Manado - Surabaya (flight)")
    assert there.fare == back.fare


def test_island_that_only_the_land_table_reaches_is_driven(travel: Travel) -> None:
    """Kepulauan Seribu is printed among Jakarta's land fares, boat included."""
    route = travel.route(at.JAKARTA, at.KEPULAUAN_SERIBU)

    assert (route.mode, route.basis, route.fare) == ("road", "table", 2 * 386_000)


def test_madura_is_reached_by_road(travel: Travel) -> None:
    """The Suramadu bridge makes Sumenep a drive from Surabaya, and the table prints it."""
    assert travel.route(at.SURABAYA, at.SUMENEP).mode == "road"


def test_far_end_of_the_same_province_is_driven_when_printed(travel: Travel) -> None:
    """Kapuas Hulu is 413 km from Pontianak, beyond the road limit, but its road is printed; it takes two days."""
    route = travel.route(at.PONTIANAK, at.KAPUAS_HULU)

    assert (route.mode, route.basis, route.days) == ("road", "table", 2)


def test_far_place_on_the_same_island_is_flown(travel: Travel) -> None:
    """Jakarta and Surabaya share an island and 660 km; a team flies."""
    route = travel.route(at.JAKARTA, at.SURABAYA)

    assert (route.mode, route.basis, route.fare) == ("air", "table", 2_674_000)


def test_metropolitan_neighbours_leave_in_the_morning(travel: Travel) -> None:
    """Sidoarjo to Surabaya costs no travel day."""
    route = travel.route(at.SIDOARJO, at.SURABAYA)

    assert (route.mode, route.days) == ("road", 0)
    assert route.fare > 0


def test_route_names_the_codes_that_were_asked(travel: Travel) -> None:
    """A province's answer must not come back under its capital's code."""
    route = travel.route(at.JAKARTA, at.SURABAYA)

    assert (route.origin, route.destination) == (at.JAKARTA, at.SURABAYA)


def test_route_is_worked_out_once(travel: Travel) -> None:
    """A solver asks for the same pair thousands of times."""
    assert travel.route(at.JAKARTA, at.MEDAN) is travel.route(at.JAKARTA, at.MEDAN)


@pytest.mark.parametrize(("a", "b"), [("99.99", at.MALANG), (at.MALANG, "99.99"), ("", at.MALANG)])
def test_unknown_region_is_refused(travel: Travel, a: str, b: str) -> None:
    """A code without a place has no way to it."""
    with pytest.raises(UnknownRow) as caught:
        travel.route(a, b)
    assert caught.value.table == "region"
    with pytest.raises(UnknownRow):
        travel.distance_km(a, b)


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [
        (at.JAKARTA, at.SURABAYA, 663), (at.JAKARTA, at.JAYAPURA, 3777), (at.SURABAYA, at.SIDOARJO, 22),
        (at.MALANG, at.MALANG, 0), ("35", at.SURABAYA, 0),
    ],
)  # fmt: skip
def test_distance_is_the_great_circle_between_seats(travel: Travel, a: str, b: str, km: int) -> None:
    """Checked against an independent formula; a degree mistaken for a radian would give thousands of km."""
    assert travel.distance_km(a, b) == km


def test_norms_are_those_of_the_province(travel: Travel) -> None:
    """A kota and its kabupaten share the regulation's row."""
    norms = travel.norms(at.MALANG)

    assert (norms.daily_allowance, norms.hotel, norms.terminal_transfer, norms.car_day) == (
        410_000, 814_000, 225_000, 1_212_000,
    )  # fmt: skip
    assert norms.source == "PMK 32/2025"
    assert travel.norms("35") == norms


@pytest.mark.parametrize("region", ["93.01", "94.01", "95.01", "96.71"])
def test_missing_terminal_transfer_stays_missing(travel: Travel, region: str) -> None:
    """The copy of the regulation gives none for the four young provinces; zero would be a free taxi."""
    assert travel.norms(region).terminal_transfer is None
    assert travel.norms(region).hotel > 0


def test_norms_of_every_province_exist(travel: Travel) -> None:
    """Whoever travels anywhere must be able to sleep there."""
    for region in travel.country.regions.values():
        norms = travel.norms(region.code)

        assert norms.daily_allowance > 0
        assert norms.hotel > 0
        assert norms.car_day > 0


def test_norms_of_an_unknown_region_are_refused(travel: Travel) -> None:
    """A mistyped code must not get another province's prices."""
    with pytest.raises(UnknownRow):
        travel.norms("99.99")


def test_no_route_is_an_error_of_the_data_room_and_a_lookup_error() -> None:
    """A caller may catch either, and learns both codes."""
    error = NoRoute("11.01", "12.01")

    assert isinstance(error, DataError)
    assert isinstance(error, LookupError)
    assert (error.origin, error.destination) == ("11.01", "12.01")
