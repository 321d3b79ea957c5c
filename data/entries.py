"""Entries of the reference data: a region, a water utility, a subject, an indicator (3.1.1-A4, 3.1.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from data.text import Language, Text

Level = Literal["province", "kabupaten", "kota"]
Category = Literal["sehat", "kurang sehat", "sakit", ""]
Strength = Literal["clear", "exact", "hint"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A province, kabupaten or kota with the place its government sits.

    Parameters
    ----------
    code
        Government code as text, ``35`` or ``35.78``.
    island_group
        Jawa, Sumatera, Kalimantan, Sulawesi, Bali-Nusa Tenggara, Maluku or Papua.
    seat
        Town of the government, empty where the source names none.
    latitude, longitude
        Degrees of the seat, or of the middle where the seat is unknown.
    timezone
        WIB, WITA or WIT.
    capital
        For a province the code of its capital, else empty.
    """

    code: str
    name: str
    level: Level
    province_code: str
    province: str
    island_group: str
    seat: str
    latitude: float | None
    longitude: float | None
    timezone: str
    population: int | None
    capital: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One value of an indicator of a utility, the year it is of (None: not known), and who says so."""

    value: Decimal
    year: int | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Utility:
    """A water utility as public registers show it; empty and None mean not known, never zero.

    Parameters
    ----------
    connections, connections_year, connections_source
        Number of connections, the year it is of, and who says so.
    category, score, score_year
        Healthy, less healthy or sick by the national evaluation, its total score from 0 to 5, and its year.
    readings
        KPI id to its latest reading.
    flags
        What to doubt about this row.
    brand
        Name under which people know it.
    """

    id: str
    name: str
    region_code: str
    province_code: str
    island_group: str
    operator_type: str
    connections: int | None
    category: Category
    score: Decimal | None
    score_year: int | None
    readings: Mapping[str, Reading]
    flags: str
    source: str
    brand: str = ""
    connections_year: int | None = None
    connections_source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A way in which letters speak of a subject.

    Parameters
    ----------
    strength
        ``clear``: any form of the words means the subject (``menagih``, ``penagihan``).
        ``exact``: only the words as written do (``kepegawaian``, but not ``pegawai``).
        ``hint``: the words alone do not say which subject is meant (``pompa``).
    """

    language: Language
    strength: Strength
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Something a utility can learn; ``indicators`` and ``kpis`` are what shows need and achievement.

    Names and synonyms are what people call it, in lists and tables; ``phrases`` are how else letters speak of it.
    """

    id: str
    group: str
    name: Text
    synonyms_en: tuple[str, ...]
    synonyms_id: tuple[str, ...]
    indicators: tuple[str, ...]
    kpis: tuple[str, ...]
    phrases: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kpi:
    """A reading that letters, practices and the reference share; a value outside ``least``..``most`` is a slip."""

    id: str
    name: Text
    unit: str
    higher_is_better: bool
    least: Decimal
    most: Decimal

    def is_plausible(self, value: Decimal) -> bool:
        """Whether ``value`` lies in the band, both ends included."""
        return self.least <= value <= self.most


@dataclass(frozen=True, slots=True, kw_only=True)
class PerformanceIndicator:
    """One of the 18 indicators of the national evaluation; ``weight`` is its share of the total score."""

    id: str
    aspect: str
    name: Text
    unit: str
    weight: Decimal
    higher_is_better: bool
    note: str
