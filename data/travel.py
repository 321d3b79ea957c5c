"""How people get from one place to another, what it costs one person, and how many days it takes (4.1).

Printed fares first; where the tables are silent an estimate from the book's ``policy/travel.toml``, marked as one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from data.book import Book
from data.country import Country
from data.errors import DataError
from data.fares import FareTables, Norms, load_fares, place_of
from data.legs import Basis, Leg, Legs, Mode

__all__ = ["Basis", "Mode", "NoRoute", "Norms", "Route", "Travel", "Way"]

ESTIMATE = "estimate by policy/travel.toml"


class NoRoute(DataError, LookupError):
    """No journey can be worked out because a place has no coordinates."""

    def __init__(self, origin: str, destination: str) -> None:
        """Keep both codes."""
        self.origin, self.destination = origin, destination
        super().__init__(f"no coordinates to find a way from {origin} to {destination}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One person's journey there and back.

    Parameters
    ----------
    mode
        ``none`` within one place, ``road`` (with a ferry where the legs say so), ``air`` when any leg flies.
    distance_km
        As the crow flies between the seats.
    fare
        Whole units of the book's currency, return, one person, all legs.
    basis
        Where the main leg's fare comes from.
    estimated
        True when any leg of it is an estimate.
    days
        Travel days each way besides the days of the visit; 0 when people leave on the morning itself.
    legs
        In words, one way.
    source
        Regulation of the printed fares, and the policy file of the estimates.
    """

    origin: str
    destination: str
    mode: Mode
    distance_km: int
    fare: int
    basis: Basis
    estimated: bool
    days: int
    legs: tuple[str, ...]
    source: str


class Way(NamedTuple):
    """Whole km as the crow flies between two regions, and whether one must fly: a route without its fare."""

    km: int
    flies: bool


class Gateway(NamedTuple):
    """An airport city and the legs to and from it; no legs when it is the place itself."""

    city: str
    leaving: tuple[Leg, ...]
    arriving: tuple[Leg, ...]
    by_road: bool


class Travel:
    """Routes and norms of one country under one book; answers are kept, so asking again is cheap.

    Parameters
    ----------
    country, book
        Places, and the ``travel_`` numbers for what the tables do not print.
    tables
        Printed fares; those that come with the package when None.
    """

    def __init__(self, country: Country, book: Book, *, tables: FareTables | None = None) -> None:
        self.country = country
        self.tables = tables or load_fares()
        self._legs = Legs(country, book, self.tables)
        self._place = {code: place_of(region) for code, region in country.regions.items()}
        self._routes: dict[tuple[str, str], Route] = {}
        self._gateways: dict[str, tuple[Gateway, ...]] = {}

    def norms(self, region_code: str) -> Norms:
        """Return the norms of the region's province, in the book's currency.

        Raises
        ------
        UnknownRow
            For an unknown code.
        """
        norms = self.tables.norms[self.country.region(region_code).province_code]
        transfer = norms.terminal_transfer
        return replace(
            norms,
            daily_allowance=self._exchanged(norms.daily_allowance),
            hotel=self._exchanged(norms.hotel),
            terminal_transfer=None if transfer is None else self._exchanged(transfer),
            car_day=self._exchanged(norms.car_day),
        )

    def _exchanged(self, rupiah: int) -> int:
        """Return rupiah of the printed tables in whole units of the book's currency, rounded up."""
        return -(-rupiah // self._legs.numbers["travel_rupiah_per_unit"])

    def distance_km(self, a: str, b: str) -> int | None:
        """Return whole km as the crow flies, None when a place has no coordinates.

        A province is measured from its capital; an unknown code raises ``UnknownRow``.
        """
        here, there = self._seat(a), self._seat(b)
        if not (self._legs.is_known(here) and self._legs.is_known(there)):
            return None
        return self._legs.km(here, there)

    def route(self, origin_code: str, destination_code: str) -> Route:
        """Return the journey from one region to another.

        Raises
        ------
        UnknownRow
            For an unknown code.
        NoRoute
            If a place has no coordinates.

        Notes
        -----
        Within one place none; on one road net up to ``travel_road_km_most`` by road; across a strait up to
        ``travel_ferry_km_most`` by car and ferry; else by air between airport cities: printed fares before
        estimates, then the fewest days, then the least money, with the legs to and from the airports.
        """
        key = origin_code, destination_code
        if key not in self._routes:
            self._routes[key] = self._route(origin_code, destination_code)
        return self._routes[key]

    def way(self, origin_code: str, destination_code: str) -> Way | None:
        """Return distance and flight of ``route``, None when a place has no coordinates.

        Fares are weighed only where the two places share an airport city, so that one may get there on the ground.

        Raises
        ------
        UnknownRow
            For an unknown code.
        """
        a, b = self._seat(origin_code), self._seat(destination_code)
        if a == b:
            return Way(0, flies=False)
        if not (self._legs.is_known(a) and self._legs.is_known(b)):
            return None
        if self._legs.overland(a, b) is not None:
            return Way(self._legs.km(a, b), flies=False)
        cities = ({gateway.city for gateway in self._near(place)} for place in (a, b))
        flies = set.isdisjoint(*cities) or self.route(origin_code, destination_code).mode == "air"
        return Way(self._legs.km(a, b), flies=flies)

    def _route(self, origin: str, destination: str) -> Route:
        a, b = self._seat(origin), self._seat(destination)
        if a == b:
            return Route(
                origin=origin, destination=destination, mode="none", distance_km=0, fare=0, basis="same place",
                estimated=False, days=0, legs=(), source="",
            )  # fmt: skip
        if not (self._legs.is_known(a) and self._legs.is_known(b)):
            raise NoRoute(origin, destination)
        direct = self._legs.overland(a, b)
        legs = min(self._by_air(a, b), key=self._worth) if direct is None else (direct,)
        main = max(legs, key=_is_main)
        estimated = any(leg.basis == "estimate" for leg in legs)
        printed = any(leg.basis != "estimate" for leg in legs)
        return Route(
            origin=origin,
            destination=destination,
            mode=main.mode,
            distance_km=self._legs.km(a, b),
            fare=self._exchanged(sum(leg.fare for leg in legs)),
            basis=main.basis,
            estimated=estimated,
            days=self._days(legs),
            legs=tuple(leg.words for leg in legs),
            source="; ".join((self.tables.source,) * printed + (ESTIMATE,) * estimated),
        )

    def _worth(self, legs: tuple[Leg, ...]) -> tuple[bool, int, int]:
        guessed = any(leg.mode == "air" and leg.basis == "estimate" for leg in legs)
        return guessed, self._days(legs), sum(leg.fare for leg in legs)

    def _days(self, legs: tuple[Leg, ...]) -> int:
        """Return the days each way: those of the longest leg, one more (of at most two) after long feeders or hops."""
        days = max(leg.days for leg in legs)
        flown = [leg.km for leg in legs if leg.mode == "air"]
        driven = sum(leg.km for leg in legs if leg.mode == "road")
        if not flown:
            return days
        numbers = self._legs.numbers
        days = max(days, numbers["travel_air_days"])
        far = driven > numbers["travel_feeder_day_km"]
        hops = len(flown) > 1 and sum(flown) > numbers["travel_air_one_day_km"]
        return min(2, days + 1) if far or hops else days

    def _by_air(self, a: str, b: str) -> Iterator[tuple[Leg, ...]]:
        """Give every way through the airport cities near both ends, and the direct hop where an end has none near."""
        leaving, arriving = self._near(a), self._near(b)
        for start in leaving:
            for end in arriving:
                flight = () if start.city == end.city else (self._legs.flight(start.city, end.city),)
                yield (*start.leaving, *flight, *end.arriving)
        stranded = not (leaving[0].by_road and arriving[0].by_road)
        if stranded and self._legs.km(a, b) <= self._legs.numbers["travel_hop_km_most"]:
            yield (self._legs.hop(a, b),)

    def _near(self, place: str) -> tuple[Gateway, ...]:
        if place not in self._gateways:
            self._gateways[place] = tuple(self._find_gateways(place))
        return self._gateways[place]

    def _find_gateways(self, place: str) -> Iterator[Gateway]:
        """Give the airport cities that people of ``place`` use, nearest first."""
        legs, numbers = self._legs, self._legs.numbers
        ranked = sorted((legs.km(place, city), city) for city in self.tables.cities)
        driven = [(km, city) for km, city in ranked if legs.drives(place, city, km=km)]
        if not driven:
            _, city = ranked[0]
            there = legs.overland(place, city) or legs.hop(place, city)
            back = legs.overland(city, place) or legs.hop(city, place)
            yield Gateway(city, (there,), (back,), by_road=False)
            return
        farthest = driven[0][0] + numbers["travel_gateway_detour_km"]
        near = [city for km, city in driven if km <= farthest]
        for city in near[: numbers["travel_gateways_most"]]:
            if city == place:
                yield Gateway(city, (), (), by_road=True)
            else:
                yield Gateway(city, (legs.road(place, city),), (legs.road(city, place),), by_road=True)

    def _seat(self, code: str) -> str:
        if code not in self._place:
            self.country.region(code)
        return self._place[code]


def _is_main(leg: Leg) -> tuple[bool, int]:
    """Rank the leg that names the journey: a flight before a road, then the dearest."""
    return leg.mode == "air", leg.fare
