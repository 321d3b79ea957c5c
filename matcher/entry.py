"""Checks of what is written into a model: codes, counts, readings, subjects (bad input is told where it stands)."""

import difflib
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from data.book import Book
from data.country import Country, Utility
from matcher.errors import BadValue, UnclearSubject, UnknownSubject
from matcher.nouns import Readings
from matcher.reading import read_subjects

# Counts beyond it are slips of the pen, and sums of them would leave 64 bits.
MOST_COUNT = 1_000_000_000_000

Number = Decimal | int | float | str
Values = Mapping[str, Number]


class Entry:
    """Looks up what a model is told in the reference data of its country."""

    def __init__(self, country: Country, book: Book) -> None:
        self._country = country
        self._book = book
        self._islands = sorted({region.island_group for region in country.regions.values()})

    def utility(self, key: str, named: str) -> Utility | None:
        """Return the utility that is named, or that ``key`` itself is, or None; raise ``BadValue``."""
        if named and named not in self._country.utilities:
            hint = ", ".join(near(named, self._country.utilities)) or "a utility id of the reference"
            raise BadValue(field="utility", value=named, expected=hint)
        return self._country.utilities.get(named or key)

    def region(self, code: str) -> str:
        """Return the region code, which may be empty; raise ``BadValue`` for an unknown one."""
        if code and code not in self._country.regions:
            raise BadValue(field="region", value=code, expected="a region code of the reference, for example '35.78'")
        return code

    def island(self, code: str) -> str:
        """Return the island group of a region code, empty for none."""
        return self._country.regions[code].island_group if code else ""

    def islands(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the names of island groups; raise ``BadValue`` for an unknown one."""
        wanted = tuple(names)
        for name in wanted:
            if name not in self._islands:
                raise BadValue(field="islands", value=name, expected=f"one of {', '.join(self._islands)}")
        return wanted

    def subject(self, key: str) -> str:
        """Return the subject id; raise ``UnknownSubject`` with the nearest."""
        if key not in self._country.subjects:
            raise UnknownSubject(key, near(key, self._country.subjects))
        return key

    def read(self, words: str) -> str:
        """Return the subject that the words mean first; raise ``UnclearSubject`` when they do not say it.

        The mentee decides its subject (3.1.1-A4), so what is only hinted at is not guessed but sent back.
        """
        found = read_subjects(
            words, self._country.subjects, least_percent=self._book.number("match_words_sure_percent")
        )
        if not found or found[0].sureness == "unsure":
            raise UnclearSubject(words.strip(), tuple(mention.subject for mention in found))
        return found[0].subject

    def readings(self, field: str, values: Values | None) -> Readings:
        """Return KPI values as decimals; raise ``BadValue`` for an unknown KPI or an implausible value."""
        found = {}
        for key, value in (values or {}).items():
            if key not in self._country.kpis:
                raise BadValue(field=field, value=key, expected=f"one of {', '.join(self._country.kpis)}")
            kpi = self._country.kpis[key]
            number = decimal(f"{field}.{key}", value)
            if not kpi.is_plausible(number):
                raise BadValue(field=f"{field}.{key}", value=value, expected=f"{kpi.least} to {kpi.most} {kpi.unit}")
            found[key] = number
        return MappingProxyType(found)


def near(key: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the ids that ``key`` may have meant."""
    return tuple(difflib.get_close_matches(key, tuple(known)))


def decimal(field: str, value: Number) -> Decimal:
    """Return a finite decimal; raise ``BadValue``."""
    try:
        number = Decimal(str(value))
    except InvalidOperation as error:
        raise BadValue(field=field, value=value, expected="a number") from error
    if not number.is_finite():
        raise BadValue(field=field, value=value, expected="a finite number")
    return number


def whole(field: str, value: object, *, least: int = 0, most: int = MOST_COUNT) -> int:
    """Return a whole number from ``least`` to ``most``; raise ``BadValue``."""
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise BadValue(field=field, value=value, expected=f"a whole number, {least} or more")
    if value > most:
        raise BadValue(field=field, value=value, expected=f"at most {most:,}")
    return value


def count(field: str, value: int | None, default: int | None = None) -> int | None:
    """Return a count that may be missing, ``default`` when it is; raise ``BadValue``."""
    return default if value is None else whole(field, value)


def waters(words: str) -> tuple[str, ...]:
    """Return kinds of raw water by their own ids, from words in either language parted by commas."""
    parts = [part.strip().casefold() for part in words.replace(";", ",").replace("/", ",").split(",")]
    return tuple(dict.fromkeys(WATER_WORDS.get(part, part) for part in parts if part))


WATER_WORDS = {
    "springs": "spring",
    "mata air": "spring",
    "sungai": "river",
    "air permukaan": "river",
    "surface water": "river",
    "danau": "lake",
    "waduk": "lake",
    "reservoir": "lake",
    "air tanah": "groundwater",
    "sumur": "groundwater",
    "sumur dalam": "groundwater",
    "well": "groundwater",
    "deep well": "groundwater",
    "payau": "brackish",
    "air payau": "brackish",
    "gambut": "brackish",
    "air gambut": "brackish",
    "peat": "brackish",
    "peat/brackish": "brackish",
    "curah": "bulk",
    "air curah": "bulk",
    "bulk purchase": "bulk",
    "bulk water": "bulk",
}
