"""How far a mentor is and whether one must fly (2.2), without the fares of a journey where they do not matter."""

from typing import NamedTuple

from data.book import Book
from data.fares import place_of
from data.travel import NoRoute, Route, Travel


class Way(NamedTuple):
    """Whole km as the crow flies between two regions, and whether one must fly."""

    km: int
    flies: bool


class Ways:
    """Journeys between regions.

    A route weighs every airport near both ends by its fares. Most pairs of regions need none of it: where people
    drive they do not fly, and a journey on the ground is one leg, or two legs that meet in an airport city.
    """

    def __init__(self, travel: Travel, book: Book) -> None:
        self._travel = travel
        self._road_km, self._ferry_km = (book.number(f"travel_{name}_km_most") for name in ("road", "ferry"))
        self._places = {code: place_of(region) for code, region in travel.country.regions.items()}
        self._cities: dict[str, frozenset[str]] = {}

    def route(self, origin: str, destination: str) -> Route | None:
        """Return the whole journey from one region to another, None when a place is not known."""
        if not origin or not destination:
            return None
        try:
            return self._travel.route(origin, destination)
        except NoRoute:
            return None

    def way(self, origin: str, destination: str) -> Way | None:
        """Return distance and flight of ``route``."""
        km = self._travel.distance_km(origin, destination) if origin and destination else None
        if km is not None:
            a, b = self._places[origin], self._places[destination]
            if self._drives(a, b, km):
                return Way(km, flies=False)
            if not self._is_leg(a, b, km) and self._near(a).isdisjoint(self._near(b)):
                return Way(km, flies=True)
        route = self.route(origin, destination)
        return None if route is None else Way(route.distance_km, flies=route.mode == "air")

    def _near(self, place: str) -> frozenset[str]:
        """Return the airport cities that may be one leg on the ground away."""
        if place not in self._cities:
            away = {city: self._travel.distance_km(place, city) for city in self._travel.tables.cities}
            near = (city for city, km in away.items() if km is not None and self._is_leg(place, city, km))
            self._cities[place] = frozenset(near)
        return self._cities[place]

    def _is_leg(self, a: str, b: str, km: int) -> bool:
        """Whether a road or ferry may lead from one place to the other."""
        return km <= self._ferry_km or self._drives(a, b, km) or self._has_fare(a, b)

    def _drives(self, a: str, b: str, km: int) -> bool:
        nets = self._travel.tables.nets
        return km <= self._road_km and (nets[a] == nets[b] or self._has_fare(a, b))

    def _has_fare(self, a: str, b: str) -> bool:
        """Whether a fare by road is printed, in either direction."""
        land = self._travel.tables.land
        return (a, b) in land or (b, a) in land
