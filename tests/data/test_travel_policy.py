"""Every number of ``policy/travel.toml`` at its boundary: one kilometre decides, and money follows the rate."""

import types

import pytest

from data import load_book
from data.country import load_country
from data.errors import UnknownRow
from data.fares import RoadNet, load_fares
from data.legs import NUMBERS, Legs
from tests.data import travel_cases as at
from tests.data.travel_cases import tables_with, travel_with


def km(a: str, b: str) -> int:
    """Return the distance of two places that have coordinates."""
    return travel_with().distance_km(a, b) or 0


def test_every_travel_number_says_that_it_is_assumed_and_why() -> None:
    """The guideline knows no distance and no fare, so each of these is the project's own and must give its reason."""
    rows = [row for key, row in load_book().numbers.items() if key.startswith("travel_")]

    assert {row.id for row in rows} == set(NUMBERS)
    assert all(row.status == "assumed" and len(row.note) > 20 for row in rows)
    assert all(row.section == "4.1" and row.unit and row.source for row in rows)


def test_book_without_a_travel_number_is_refused_at_once() -> None:
    """A missing rate must be told before the first journey, not in the middle of a solve."""
    numbers = {key: row for key, row in load_book().numbers.items() if key != "travel_hop_km_most"}
    book = types.SimpleNamespace(number=lambda key: numbers[key].value if key in numbers else _refuse(key))

    with pytest.raises(UnknownRow) as caught:
        Legs(load_country(), book, load_fares())
    assert caught.value.key == "travel_hop_km_most"


def _refuse(key: str) -> int:
    table = "number"
    raise UnknownRow(table, key)


@pytest.mark.parametrize(("slack", "mode"), [(0, "road"), (-1, "air")])
def test_road_is_driven_up_to_its_limit_and_flown_one_km_beyond(slack: int, mode: str) -> None:
    """Palembang to Jambi, driven as long as the limit covers its kilometres."""
    travel = travel_with(road_km_most=km(at.PALEMBANG, at.JAMBI) + slack)

    assert travel.route(at.PALEMBANG, at.JAMBI).mode == mode


@pytest.mark.parametrize(("slack", "days"), [(0, 0), (-1, 1)])
def test_morning_departure_up_to_its_limit(slack: int, days: int) -> None:
    """One kilometre farther, the team leaves the day before."""
    travel = travel_with(road_same_day_km=km(at.PONTIANAK, at.SINGKAWANG) + slack)

    assert travel.route(at.PONTIANAK, at.SINGKAWANG).days == days


@pytest.mark.parametrize(("slack", "mode"), [(0, "road"), (-1, "air")])
def test_ferry_up_to_its_limit(slack: int, mode: str) -> None:
    """Banyuwangi to Denpasar, by ferry as long as the limit allows."""
    travel = travel_with(ferry_km_most=km(at.BANYUWANGI, at.DENPASAR) + slack)

    assert travel.route(at.BANYUWANGI, at.DENPASAR).mode == mode


@pytest.mark.parametrize(("slack", "legs"), [(0, 1), (-1, 2)])
def test_hop_up_to_its_limit(slack: int, legs: int) -> None:
    """Simeulue to Banda Aceh hops directly; beyond the limit it goes through an airport city."""
    travel = travel_with(hop_km_most=km(at.SIMEULUE, at.BANDA_ACEH) + slack)

    assert len(travel.route(at.SIMEULUE, at.BANDA_ACEH).legs) == legs


def test_land_estimate_is_base_and_rate() -> None:
    """Both parts of the line, there and back."""
    route = travel_with(land_estimate_base=1000, land_estimate_per_km=10).route(at.PALEMBANG, at.JAMBI)

    assert route.fare == 2 * (1000 + 10 * route.distance_km)


def test_remote_percent_applies_to_maluku_and_papua_only() -> None:
    """Halmahera's roads are dearer; Sumatera's are not."""
    plain, dear = travel_with(land_remote_percent=100), travel_with(land_remote_percent=300)

    assert dear.route("91.11", "91.10").fare == 3 * plain.route("91.11", "91.10").fare
    assert dear.route(at.PALEMBANG, at.JAMBI).fare == plain.route(at.PALEMBANG, at.JAMBI).fare


def test_ferry_estimate_is_base_and_rate() -> None:
    """Both parts of the line, there and back."""
    route = travel_with(ferry_estimate_base=1000, ferry_estimate_per_km=10).route(at.BANYUWANGI, at.DENPASAR)

    assert route.fare == 2 * (1000 + 10 * route.distance_km)


def test_air_estimate_is_base_and_rate_and_already_return() -> None:
    """The printed fares are return fares, so the line through them is not doubled."""
    route = travel_with(air_estimate_base=1000, air_estimate_per_km=10).route(at.TERNATE, at.MANADO)

    assert (route.basis, route.fare) == ("estimate", 1000 + 10 * route.distance_km)


def test_changed_rates_leave_printed_fares_alone() -> None:
    """What the regulation prints is no estimate."""
    travel = travel_with(air_estimate_base=1, air_estimate_per_km=1, land_estimate_base=1, land_estimate_per_km=1)

    assert travel.route(at.JAKARTA, at.PALEMBANG).fare == 2_268_000
    assert travel.route(at.PONTIANAK, at.SINGKAWANG).fare == 514_000


def test_pair_that_is_not_printed_goes_via_jakarta_when_that_lies_on_the_way() -> None:
    """Without its own row, Medan to Surabaya is two printed fares through Jakarta."""
    shipped = load_fares()
    air = {pair: fare for pair, fare in shipped.air.items() if set(pair) != {at.MEDAN, at.SURABAYA}}
    route = travel_with(tables_with(air=air), gateways_most=1).route(at.MEDAN, at.SURABAYA)
    jakarta = at.JAKARTA_CENTRAL

    assert route.basis == "via Jakarta"
    assert route.fare == air[jakarta, at.MEDAN] + air[jakarta, at.SURABAYA]
    assert "via Jakarta" in route.legs[0]
    assert not route.estimated


def test_jakarta_far_off_the_way_is_not_believed() -> None:
    """Manado to Ternate through Jakarta would be ten times the way; an estimate says that it is one."""
    route = travel_with().route(at.TERNATE, at.MANADO)

    assert (route.basis, route.estimated) == ("estimate", True)


@pytest.mark.parametrize(("percent", "basis"), [(10_000, "via Jakarta"), (100, "estimate")])
def test_detour_limit_decides_between_jakarta_and_an_estimate(percent: int, basis: str) -> None:
    """The same pair, once with every detour allowed and once with none."""
    assert travel_with(connection_percent_most=percent).route(at.TERNATE, at.MANADO).basis == basis


@pytest.mark.parametrize(("one_day", "days"), [(5000, 1), (1, 2)])
def test_flight_with_a_change_takes_two_days_beyond_its_limit(one_day: int, days: int) -> None:
    """Two flights of two hours fit into a day; longer ones do not."""
    assert travel_with(air_one_day_km=one_day).route(at.TERNATE, at.MANADO).days == days


def test_direct_printed_flight_takes_one_day_however_far() -> None:
    """Jakarta to Jayapura is one night flight."""
    assert travel_with(air_one_day_km=1).route(at.JAKARTA, at.JAYAPURA).days == 1


@pytest.mark.parametrize(("limit", "days"), [(200, 1), (1, 2)])
def test_long_feeders_cost_a_day_more(limit: int, days: int) -> None:
    """Malang drives to Surabaya, Bitung from Manado; together that is an hour or an ordeal."""
    assert travel_with(feeder_day_km=limit).route(at.MALANG, at.BITUNG).days == days


def test_days_never_exceed_two() -> None:
    """Nobody is three days on the way inside the country; the rest would be waiting."""
    travel = travel_with(feeder_day_km=0, air_one_day_km=0, road_same_day_km=0)

    assert travel.route(at.SIMEULUE, at.MERAUKE).days == 2


def test_one_gateway_uses_the_nearest_airport_city() -> None:
    """With one gateway allowed, Cirebon leaves from Bandung although Jakarta's fare is printed."""
    one, three = travel_with(gateways_most=1), travel_with(gateways_most=3)

    assert one.route(at.CIREBON, at.BALIKPAPAN).legs[0].startswith("Kabupaten Cirebon - Bandung")
    assert three.route(at.CIREBON, at.BALIKPAPAN).legs[0].startswith("Kabupaten Cirebon - Jakarta")


def test_gateway_far_beyond_the_nearest_is_not_compared() -> None:
    """Without any detour, the nearest airport city is the only one."""
    travel = travel_with(gateway_detour_km=0)

    assert travel.route(at.CIREBON, at.BALIKPAPAN).legs[0].startswith("Kabupaten Cirebon - Bandung")


def test_printed_fare_is_preferred_to_a_shorter_estimate() -> None:
    """An estimate may be cheaper on paper; the printed fare can be shown to an auditor."""
    travel = travel_with(air_estimate_base=1, air_estimate_per_km=1)

    assert travel.route(at.CIREBON, at.BALIKPAPAN).basis == "table"


def test_own_airport_is_used_unless_a_neighbour_is_cheaper() -> None:
    """Bandung has its own fare to Medan, yet the road to Jakarta and Jakarta's fare cost less; both are printed."""
    travel = travel_with()
    cheapest, own = travel.route(at.BANDUNG, at.MEDAN), travel_with(gateways_most=1).route(at.BANDUNG, at.MEDAN)

    assert cheapest.fare <= own.fare
    assert own.legs == ("Bandung - Medan (flight)",)


def test_places_on_two_road_nets_of_one_land_mass_are_not_driven() -> None:
    """Changing the table changes the way: the islands table alone says where cars go."""
    nets = {**load_fares().nets, at.JAMBI: RoadNet(name="Jambi apart", landmass="Sumatera")}

    assert travel_with(tables_with(nets=nets)).route(at.PALEMBANG, at.JAMBI).mode == "air"


def test_book_in_another_currency_gets_fares_and_norms_exchanged_and_rounded_up() -> None:
    """Dollars and rupiah must never be added up, and an estimate may not fall short of the fare."""
    at_home = travel_with()
    abroad = travel_with(rupiah_per_unit=16_000)
    rupiah, dollars = at_home.route("31", "73.71").fare, abroad.route("31", "73.71").fare

    assert (dollars - 1) * 16_000 < rupiah <= dollars * 16_000
    assert abroad.norms("31").hotel * 16_000 >= at_home.norms("31").hotel > (abroad.norms("31").hotel - 1) * 16_000
