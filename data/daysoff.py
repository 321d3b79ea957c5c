"""Public holidays, joint leave and Eid al-Fitr of a year, from the pinned ``holidays`` package (2.6 and policy).

A year's dates change when its decree is issued; a day that still waits for it says so with ``estimated``.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Literal

import holidays

from data.errors import DataError
from data.text import Text

HolidayKind = Literal["public", "joint leave"]
INDONESIA = "ID"


class NoCalendar(DataError, KeyError):
    """The holiday tables do not know this country or this year."""

    def __init__(self, country: str, year: int) -> None:
        """Keep both as fields."""
        self.country, self.year = country, year
        super().__init__(f"no holiday table for {country!r} in {year}")

    def __str__(self) -> str:
        """Return the sentence without KeyError's quotes."""
        return str(self.args[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """One day off; ``estimated`` while its date, or its year's joint leave, waits for the decree."""

    day: dt.date
    name: Text
    kind: HolidayKind
    estimated: bool


@cache
def year_holidays(country: str, year: int) -> tuple[Holiday, ...]:
    """Return the days off of one calendar year, in order.

    Parameters
    ----------
    country
        Two letters, as in ``ID``.

    Raises
    ------
    NoCalendar
        If the ``holidays`` package has no table for them.
    """
    kinds: tuple[tuple[str, HolidayKind], ...] = (("public", "public"), ("government", "joint leave"))
    supported = holidays.list_supported_countries().get(country)
    if supported is None:
        raise NoCalendar(country, year)
    found: dict[dt.date, Holiday] = {}
    for category, kind in kinds:
        english = _table(country, year, category, "en_US")
        own = _table(country, year, category, "id")
        for day, name in english.items():
            estimated = "(estimated)" in name
            text = Text(en=_bare(name), id=_bare(own.get(day, name)))
            found.setdefault(day, Holiday(day=day, name=text, kind=kind, estimated=estimated))
    if not found:
        raise NoCalendar(country, year)
    return tuple(found[day] for day in sorted(found))


def _table(country: str, year: int, category: str, language: str) -> dict[dt.date, str]:
    kind = getattr(holidays, country)
    if category not in kind.supported_categories:
        return {}
    spoken = language if language in kind.supported_languages else kind.default_language
    return dict(kind(years=year, categories=(category,), language=spoken))


def _bare(name: str) -> str:
    return name.replace(" (estimated)", "").replace(" (perkiraan)", "")


def is_decreed(year: int) -> bool:
    """Whether Indonesia's joint leave of ``year`` is in the tables, that is, its decree is out or drafted."""
    return any(holiday.kind == "joint leave" for holiday in year_holidays(INDONESIA, year))


def eid_al_fitr(year: int) -> tuple[dt.date, bool]:
    """Return Indonesia's first day of Eid al-Fitr in ``year`` and whether it is estimated.

    Raises
    ------
    NoCalendar
        If the tables have no Eid al-Fitr in that year.

    Notes
    -----
    Taken from the Indonesian table: the Saudi calendar differs by a day in most years.
    In the rare year with two (2033) this is the first.
    """
    return eids(year)[0]


def eids(year: int) -> tuple[tuple[dt.date, bool], ...]:
    """Return every Eid al-Fitr of the calendar year with its estimated flag; two in 2033.

    Raises
    ------
    NoCalendar
        If there is none in the tables.
    """
    found = tuple((day.day, day.estimated) for day in year_holidays(INDONESIA, year) if day.name.en == "Eid al-Fitr")
    if not found:
        raise NoCalendar(INDONESIA, year)
    return found
