"""Printed fares and travel norms (4.1, 'transportation, accommodation, allowances') and which places share a road net.

The figures are ceilings of the state cost standard; each utility may have its own company rules.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from data.country import Country, Region, load_country
from data.errors import Fault
from data.tables import REFERENCE, Cells, ReferenceFault, read_rows

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Norms:
    """What a day away costs in one province, whole rupiah, as the state cost standard has it.

    Parameters
    ----------
    daily_allowance
        One person, one day out of town.
    hotel
        One person, one night: the ceiling for echelon IV and grades I to III, the default for a utility's staff.
    terminal_transfer
        One person, one way between airport and town; None where the standard's copy has none (four provinces of Papua).
    car_day
        One four-wheel car with driver, one day.
    """

    daily_allowance: int
    hotel: int
    terminal_transfer: int | None
    car_day: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadNet:
    """Places that cars reach from each other; where two nets share ``landmass`` no ferry runs between them."""

    name: str
    landmass: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FareTables:
    """The printed tables, joined to region codes of kabupaten and kota.

    Parameters
    ----------
    cities
        Region code to the name of the airport city in the fare table.
    air
        Two codes, in the printed direction, to the economy return fare of one person.
    land
        Capital and destination to the one-way cost of one person.
    nets
        Region code to its road net.
    norms
        Province code to its norms.
    source
        The regulation that the fares come from.
    """

    cities: Mapping[str, str]
    air: Mapping[Pair, int]
    land: Mapping[Pair, int]
    nets: Mapping[str, RoadNet]
    norms: Mapping[str, Norms]
    source: str


def place_of(region: Region) -> str:
    """Return where one arrives: a province's capital, else the region itself."""
    return region.capital or region.code


@cache
def load_fares() -> FareTables:
    """Return the tables that come with the package, read once.

    Raises
    ------
    ReferenceFault
        With every unreadable cell of every file.
    """
    return read_fares(REFERENCE, load_country())


def read_fares(folder: Path, country: Country) -> FareTables:
    """Read the tables of ``folder``; raise ``ReferenceFault`` with all faults together."""
    faults: list[Fault] = []
    cities, air, source = _air(folder, country, faults)
    tables = FareTables(
        cities=MappingProxyType(cities),
        air=MappingProxyType(air),
        land=MappingProxyType(_land(folder, country, faults)),
        nets=MappingProxyType(_nets(folder, country, faults)),
        norms=MappingProxyType(_norms(folder, faults)),
        source=source,
    )
    if faults:
        raise ReferenceFault(tuple(faults))
    return tables


def _air(folder: Path, country: Country, faults: list[Fault]) -> tuple[dict[str, str], dict[Pair, int], str]:
    needed = ("origin_city", "origin_code", "dest_city", "dest_code", "fare_economy_return", "regulation")
    cities: dict[str, str] = {}
    air: dict[Pair, int] = {}
    source = ""
    for row in read_rows(folder / "airfares.csv", columns=needed, faults=faults):
        ends = _region(row, "origin_code", country), _region(row, "dest_code", country)
        fare = row.whole_needed("fare_economy_return")
        if ends[0] is None or ends[1] is None:
            continue
        origin, destination = place_of(ends[0]), place_of(ends[1])
        cities[origin], cities[destination] = row.needed("origin_city"), row.needed("dest_city")
        air[origin, destination] = fare
        source = row.needed("regulation")
    return cities, air, source


def _land(folder: Path, country: Country, faults: list[Fault]) -> dict[Pair, int]:
    land: dict[Pair, int] = {}
    needed = ("province_code", "from_capital", "to_code", "cost_one_way", "note")
    for row in read_rows(folder / "land_transport.csv", columns=needed, faults=faults):
        if not row.text("to_code") and row.text("note"):
            continue
        capital, end = _capital(row, country), _region(row, "to_code", country)
        cost = row.whole_needed("cost_one_way")
        if capital and end is not None:
            land[capital, place_of(end)] = cost
    return land


def _capital(row: Cells, country: Country) -> str:
    """Return the code of the town the table starts from: the province's capital, or the town it names."""
    province = _region(row, "province_code", country)
    if province is None:
        return ""
    town = row.needed("from_capital")
    capital = country.region(province.capital)
    if town == capital.seat or capital.name.endswith(f" {town}") or capital.level == "province":
        return capital.code
    named = [
        region.code
        for region in country.regions.values()
        if region.province_code == province.code and region.level == "kota" and region.name == f"Kota {town}"
    ]
    if not named:
        return capital.code if province.name.endswith(town) else _fault(row, "from_capital")
    return named[0]


def _fault(row: Cells, column: str) -> str:
    row.fault(column, f"is {row.text(column)!r}; expected the capital of the province")
    return ""


def _region(row: Cells, column: str, country: Country) -> Region | None:
    code = row.needed(column)
    if code and code not in country.regions:
        row.fault(column, f"is {code!r}, which regions.csv does not have")
    return country.regions.get(code)


def _nets(folder: Path, country: Country, faults: list[Fault]) -> dict[str, RoadNet]:
    """Return the road net of every kabupaten and kota: its own row, else that of its province."""
    rows: dict[str, RoadNet] = {}
    for row in read_rows(folder / "road_islands.csv", columns=("code", "island", "landmass"), faults=faults):
        if _region(row, "code", country) is not None:
            rows[row.text("code")] = RoadNet(name=row.needed("island"), landmass=row.needed("landmass"))
    nets: dict[str, RoadNet] = {}
    for region in country.regions.values():
        if region.level == "province":
            continue
        net = rows.get(region.code) or rows.get(region.province_code)
        if net is None:
            reason = "has no row, nor has its province"
            faults.append(Fault(file="road_islands.csv", key=region.code, reason=reason))
            continue
        nets[region.code] = net
    return nets


def _norms(folder: Path, faults: list[Fault]) -> dict[str, Norms]:
    found: dict[str, Norms] = {}
    hotel = "hotel_ceiling_echelon4_gol3_2_1"
    needed = (
        "province_code",
        "daily_allowance_out_of_town",
        hotel,
        "terminal_transfer_one_way",
        "car_rental_4wheel_day",
    )
    more = ("terminal_transfer_one_way", "regulation")
    for row in read_rows(folder / "travel_norms.csv", columns=(*needed, *more), faults=faults):
        found[row.needed("province_code")] = Norms(
            daily_allowance=row.whole_needed("daily_allowance_out_of_town"),
            hotel=row.whole_needed(hotel),
            terminal_transfer=row.whole("terminal_transfer_one_way"),
            car_day=row.whole_needed("car_rental_4wheel_day"),
            source=row.needed("regulation"),
        )
    return found
