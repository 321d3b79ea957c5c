"""One part of a journey and its fare: printed where a table has it, else estimated from the book's numbers (4.1)."""

from math import asin, cos, radians, sin, sqrt
from typing import Literal, NamedTuple

from data.book import Book
from data.country import Country
from data.fares import FareTables, place_of

Mode = Literal["none", "road", "air"]
Basis = Literal["same place", "table", "mirrored", "via Jakarta", "estimate"]

# Mean radius of the earth in km, for distances as the crow flies.
EARTH_KM = 6371
# Island groups whose printed road fares lie far above those of the rest.
REMOTE = frozenset({"Maluku", "Papua"})
JAKARTA = "31"
# Numbers of the book that the legs and routes need; a book without one of them is refused at once.
NUMBERS = tuple(
    f"travel_{name}"
    for name in (
        "road_km_most", "road_same_day_km", "ferry_km_most", "gateways_most", "gateway_detour_km",
        "connection_percent_most", "air_one_day_km", "feeder_day_km", "hop_km_most", "air_days",
        "land_estimate_base", "land_estimate_per_km", "land_remote_percent",
        "ferry_estimate_base", "ferry_estimate_per_km", "air_estimate_base", "air_estimate_per_km",
        "rupiah_per_unit",
    )
)  # fmt: skip


class Leg(NamedTuple):
    """One way's part of a journey, with the fare for both ways.

    Parameters
    ----------
    fare
        Whole rupiah, there and back, one person.
    basis, mode
        Where the fare comes from, and ``road`` (also with a ferry) or ``air``.
    days, km
        Travel days each way if this were the whole journey, and km as the crow flies.
    words
        The leg in words, in its direction.
    """

    fare: int
    basis: Basis
    mode: Mode
    days: int
    km: int
    words: str


class Legs:
    """Finds single legs between places (codes of kabupaten and kota)."""

    def __init__(self, country: Country, book: Book, tables: FareTables) -> None:
        self.country, self.tables = country, tables
        self.numbers = {key: book.number(key) for key in NUMBERS}
        self._flights: dict[tuple[str, str], Leg] = {}
        self._at = {
            region.code: (radians(region.latitude), radians(region.longitude))
            for region in country.regions.values()
            if region.latitude is not None and region.longitude is not None
        }

    def is_known(self, place: str) -> bool:
        """Whether ``place`` has coordinates."""
        return place in self._at

    def km(self, a: str, b: str) -> int:
        """Return whole km as the crow flies."""
        (north, east), (up, right) = self._at[a], self._at[b]
        chord = sin((up - north) / 2) ** 2 + cos(north) * cos(up) * sin((right - east) / 2) ** 2
        return round(2 * EARTH_KM * asin(sqrt(chord)))

    def overland(self, a: str, b: str) -> Leg | None:
        """Return the road, or road and ferry, when the two are near enough for it."""
        here, there, km = self.tables.nets[a], self.tables.nets[b], self.km(a, b)
        if km <= self.numbers["travel_road_km_most"] and self.drives(a, b, km=km):
            return self.road(a, b)
        if here.landmass == there.landmass or (a, b) in self.tables.air or (b, a) in self.tables.air:
            return None
        return self._ferry(a, b) if km <= self.numbers["travel_ferry_km_most"] else None

    def drives(self, a: str, b: str, *, km: int) -> bool:
        """Whether people drive between the two: a printed road fare, or one road net and not too far."""
        if self._printed_land(a, b) is not None:
            return True
        return self.tables.nets[a] == self.tables.nets[b] and km <= self.numbers["travel_road_km_most"]

    def road(self, a: str, b: str) -> Leg:
        """Return the road leg, whether or not it is the best way."""
        km, printed = self.km(a, b), self._printed_land(a, b)
        days = int(km > self.numbers["travel_road_same_day_km"]) + int(km > self.numbers["travel_road_km_most"])
        words = f"{self._name(a)} - {self._name(b)} (road)"
        if printed is not None:
            return Leg(2 * printed, "table", "road", days, km, words)
        cost = self.numbers["travel_land_estimate_base"] + km * self.numbers["travel_land_estimate_per_km"]
        if self.country.regions[a].island_group in REMOTE:
            cost = cost * self.numbers["travel_land_remote_percent"] // 100
        return Leg(2 * cost, "estimate", "road", days, km, words)

    def flight(self, a: str, b: str) -> Leg:
        """Return the flight between two airport cities."""
        if (a, b) not in self._flights:
            self._flights[a, b] = self._find_flight(a, b)
        return self._flights[a, b]

    def hop(self, a: str, b: str) -> Leg:
        """Return a journey by small aircraft or ship that no table prints."""
        words = f"{self._name(a)} - {self._name(b)} (small aircraft or ship)"
        return Leg(self._guess(a, b), "estimate", "air", self.numbers["travel_air_days"], self.km(a, b), words)

    def _printed_land(self, a: str, b: str) -> int | None:
        return self.tables.land.get((a, b), self.tables.land.get((b, a)))

    def _ferry(self, a: str, b: str) -> Leg:
        km = self.km(a, b)
        cost = self.numbers["travel_ferry_estimate_base"] + km * self.numbers["travel_ferry_estimate_per_km"]
        words = f"{self._name(a)} - {self._name(b)} (road and ferry)"
        return Leg(2 * cost, "estimate", "road", 1, km, words)

    def _find_flight(self, a: str, b: str) -> Leg:
        air, km, days = self.tables.air, self.km(a, b), self.numbers["travel_air_days"]
        words = f"{self._name(a)} - {self._name(b)} (flight)"
        if (a, b) in air:
            return Leg(air[a, b], "table", "air", days, km, words)
        if (b, a) in air:
            return Leg(air[b, a], "mirrored", "air", days, km, words)
        days += int(km > self.numbers["travel_air_one_day_km"])
        hub = place_of(self.country.region(JAKARTA))
        first, second = (air.get((hub, end), air.get((end, hub))) for end in (a, b))
        detour = self.km(a, hub) + self.km(hub, b)
        believed = detour * 100 <= km * self.numbers["travel_connection_percent_most"]
        if first is not None and second is not None and believed:
            return Leg(first + second, "via Jakarta", "air", days, km, f"{words[:-1]} via Jakarta)")
        return Leg(self._guess(a, b), "estimate", "air", days, km, words)

    def _guess(self, a: str, b: str) -> int:
        return self.numbers["travel_air_estimate_base"] + self.km(a, b) * self.numbers["travel_air_estimate_per_km"]

    def _name(self, place: str) -> str:
        return self.tables.cities.get(place, self.country.regions[place].name)
