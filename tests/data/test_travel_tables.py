"""The printed tables as read: joined by code, faults named, nothing silently dropped."""

import csv
from pathlib import Path

import pytest

from data.country import load_country
from data.fares import load_fares, place_of, read_fares
from data.tables import REFERENCE, ReferenceFault
from tests.data import travel_cases as at
from tests.data.country_cases import copy_of_reference, keys, rewrite, with_cell, without_column, without_rows

COUNTRY = load_country()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a copy of the reference data that a test may spoil."""
    return copy_of_reference(tmp_path)


def refused(folder: Path) -> ReferenceFault:
    """Return the error with which the folder is refused."""
    with pytest.raises(ReferenceFault) as caught:
        read_fares(folder, COUNTRY)
    return caught.value


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a shipped reference file."""
    with (REFERENCE / name).open(encoding="utf8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_untouched_copy_reads_as_the_shipped_tables(folder: Path) -> None:
    """Otherwise every test below would pass for the wrong reason."""
    assert read_fares(folder, COUNTRY) == load_fares()


def test_every_printed_flight_is_there(folder: Path) -> None:
    """316 rows, each its own pair."""
    assert len(read_fares(folder, COUNTRY).air) == len(rows("airfares.csv")) == 316


def test_every_printed_road_with_a_place_is_there() -> None:
    """370 rows, one of them names a town that does not exist and says so."""
    printed = rows("land_transport.csv")

    assert len(printed) == 370
    assert len(load_fares().land) == len([row for row in printed if row["to_code"]])
    assert [row["to_name"] for row in printed if not row["to_code"]] == ["Kota Bojonegoro"]


def test_economy_fares_are_taken_not_business() -> None:
    """Jakarta to Ambon is 7,081,000 in economy and 13,285,000 in business class."""
    assert load_fares().air[at.JAKARTA_CENTRAL, "81.71"] == 7_081_000


def test_airport_cities_are_keyed_by_region_code() -> None:
    """The table says Jakarta, the regions say Jakarta Pusat."""
    cities = load_fares().cities

    assert len(cities) == 41
    assert cities[at.JAKARTA_CENTRAL] == "Jakarta"
    assert cities[at.MALANG] == "Malang"
    assert at.JAKARTA not in cities


def test_roads_start_at_the_capital_or_the_town_the_table_names() -> None:
    """South Kalimantan's capital moved to Banjarbaru; the printed fares still start in Banjarmasin."""
    starts = {capital for capital, _ in load_fares().land}

    assert "63.71" in starts
    assert "63.72" not in starts
    assert {at.JAKARTA_CENTRAL, at.SURABAYA, "73.71"} <= starts


def test_every_road_stays_in_its_province_but_jakarta_s() -> None:
    """Only Jakarta's rows cross into its neighbours."""
    for capital, end in load_fares().land:
        assert capital.partition(".")[0] == end.partition(".")[0] or capital == at.JAKARTA_CENTRAL


def test_every_kabupaten_and_kota_has_a_road_net() -> None:
    """Without one, a region could be driven to from nowhere."""
    places = {code for code, region in COUNTRY.regions.items() if region.level != "province"}

    assert set(load_fares().nets) == places


def test_printed_roads_join_places_that_share_a_net_or_cross_the_water() -> None:
    """A net that contradicts the regulation would be wrong; the printed exceptions are boats."""
    nets = load_fares().nets
    apart = {end for capital, end in load_fares().land if nets[capital] != nets[end]}

    assert apart == {at.KEPULAUAN_SERIBU, "14.03", "63.02"} & apart
    assert at.KEPULAUAN_SERIBU in apart


@pytest.mark.parametrize(
    ("a", "b", "shared"),
    [
        (at.SURABAYA, at.SUMENEP, True), (at.SURABAYA, at.DENPASAR, False), (at.BATAM, at.BINTAN, False),
        (at.TERNATE, at.SOFIFI, False), (at.MATARAM, "52.72", False), (at.KUPANG, "53.15", False),
        (at.JAYAPURA, at.JAYAPURA_KAB, True), (at.MERAUKE, at.WAMENA, False), ("52.72", "52.05", True),
    ],
)  # fmt: skip
def test_nets_follow_islands_not_island_groups(a: str, b: str, shared: bool) -> None:
    """Lombok and Sumbawa are one province and two islands."""
    nets = load_fares().nets

    assert (nets[a] == nets[b]) is shared


def test_norms_cover_all_thirty_eight_provinces() -> None:
    """The four young ones included."""
    provinces = {code for code, region in COUNTRY.regions.items() if region.level == "province"}

    assert set(load_fares().norms) == provinces


def test_norms_without_terminal_transfer_are_those_four() -> None:
    """A fifth gap would be a new hole in the copy."""
    gaps = {code for code, norms in load_fares().norms.items() if norms.terminal_transfer is None}

    assert gaps == {"93", "94", "95", "96"}


@pytest.mark.parametrize(("code", "place"), [("35", "35.78"), ("35.73", "35.73"), ("31", "31.71"), ("93", "93.01")])
def test_place_of_a_province_is_its_capital(code: str, place: str) -> None:
    """One cannot arrive at a province, only in a town."""
    assert place_of(COUNTRY.region(code)) == place


@pytest.mark.parametrize("value", ["", "free", "2.5", "nan"])
def test_unreadable_fare_is_a_fault(folder: Path, value: str) -> None:
    """A missing fare must not become a free flight."""
    rewrite(folder, "airfares.csv", lambda table: _set(table, 1, "fare_economy_return", value))

    assert keys(refused(folder).faults)[0] == ("airfares.csv", "row 2.fare_economy_return")


def test_flight_to_an_unknown_place_is_a_fault(folder: Path) -> None:
    """A fare that joins to nothing is a fare lost."""
    rewrite(folder, "airfares.csv", lambda table: _set(table, 1, "dest_code", "99.99"))

    assert keys(refused(folder).faults) == [("airfares.csv", "row 2.dest_code")]


def test_road_without_a_place_and_without_a_note_is_a_fault(folder: Path) -> None:
    """An empty code is allowed only where the file says why."""
    rewrite(folder, "land_transport.csv", lambda table: _set(table, 1, "to_code", ""))

    assert keys(refused(folder).faults) == [("land_transport.csv", "row 2.to_code")]


def test_road_from_an_unknown_town_is_a_fault(folder: Path) -> None:
    """The start of a printed road must be a town of the province."""
    rewrite(folder, "land_transport.csv", lambda table: _set(table, 1, "from_capital", "Atlantis"))

    assert keys(refused(folder).faults) == [("land_transport.csv", "row 2.from_capital")]


def test_region_without_a_road_net_is_a_fault(folder: Path) -> None:
    """In Maluku no province row stands in, so each region needs its own."""
    without_rows(folder, "road_islands.csv", "81.71")

    assert keys(refused(folder).faults) == [("road_islands.csv", "81.71")]


def test_region_without_its_own_row_follows_its_province(folder: Path) -> None:
    """Simeulue's row dropped, the default of Aceh applies: the mainland of Sumatera."""
    without_rows(folder, "road_islands.csv", "11.09")

    nets = read_fares(folder, COUNTRY).nets
    assert nets["11.09"] == nets["11.71"]


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("airfares.csv", "fare_economy_return"), ("land_transport.csv", "to_code"), ("road_islands.csv", "landmass"),
        ("travel_norms.csv", "hotel_ceiling_echelon4_gol3_2_1"),
    ],
)  # fmt: skip
def test_missing_column_is_a_fault_of_the_header(folder: Path, name: str, column: str) -> None:
    """A renamed column of the regulation must not read as free travel."""
    without_column(folder, name, column)

    assert (name, "header") in keys(refused(folder).faults)


@pytest.mark.parametrize("column", ["daily_allowance_out_of_town", "car_rental_4wheel_day", "regulation"])
def test_norm_without_a_needed_cell_is_a_fault(folder: Path, column: str) -> None:
    """A hotel or allowance of nothing would make the far province the cheap one."""
    with_cell(folder, "travel_norms.csv", key="35", column=column, value="")

    assert [fault.file for fault in refused(folder).faults] == ["travel_norms.csv"]


def _set(table: list[list[str]], row: int, column: str, value: str) -> list[list[str]]:
    """Set one cell of a table whose first row is the header."""
    table[row][table[0].index(column)] = value
    return table
