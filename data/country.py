"""What is known of the country before anyone asks: regions, water utilities, subjects and their indicators.

Serves 3.1.1-A4 (priority subject) and 3.1.2 (achievement); where it comes from stands in ``reference/SOURCES.md``.
"""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from data.entries import Kpi, PerformanceIndicator, Reading, Region, Subject, Utility
from data.errors import Fault, UnknownRow
from data.registers import read_indicators, read_kpis, read_regions, read_subjects, read_utilities
from data.tables import REFERENCE, ReferenceFault

__all__ = [
    "Country",
    "Kpi",
    "PerformanceIndicator",
    "Reading",
    "ReferenceFault",
    "Region",
    "Subject",
    "Utility",
    "load_country",
    "read_country",
]

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """The reference data, frozen; each table maps id or code to row in the order of its file."""

    regions: Mapping[str, Region]
    utilities: Mapping[str, Utility]
    subjects: Mapping[str, Subject]
    kpis: Mapping[str, Kpi]
    indicators: Mapping[str, PerformanceIndicator]
    _words: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Keep the words by which each utility can be found."""
        words = {
            utility.id: " ".join((utility.id, utility.name, utility.brand, self._place(utility))).casefold()
            for utility in self.utilities.values()
        }
        object.__setattr__(self, "_words", words)

    def region(self, code: str) -> Region:
        """Return a region by its code; raise ``UnknownRow`` for a code that is not there."""
        return _find("region", self.regions, code)

    def utility(self, key: str) -> Utility:
        """Return a utility by its id; raise ``UnknownRow`` with the nearest ids."""
        return _find("utility", self.utilities, key)

    def subject(self, key: str) -> Subject:
        """Return a subject by its id; raise ``UnknownRow`` with the nearest ids."""
        return _find("subject", self.subjects, key)

    def kpi(self, key: str) -> Kpi:
        """Return a KPI by its id; raise ``UnknownRow`` with the nearest ids."""
        return _find("kpi", self.kpis, key)

    def indicator(self, key: str) -> PerformanceIndicator:
        """Return an indicator of the national evaluation; raise ``UnknownRow`` with the nearest ids."""
        return _find("indicator", self.indicators, key)

    def find_utilities(self, text: str) -> tuple[Utility, ...]:
        """Return the utilities whose id, name, brand, region or province has every word of ``text``.

        The exact id comes first, then whoever's own name has the text itself, then all of its words as whole
        words (Malang before Pemalang), then parts of words, then the rest, each by id.
        An empty text finds nobody.
        """
        wanted = text.casefold().split()
        if not wanted:
            return ()
        found = [self.utilities[key] for key, words in self._words.items() if all(word in words for word in wanted)]
        return tuple(sorted(found, key=lambda utility: self._rank(utility, wanted)))

    def _rank(self, utility: Utility, wanted: list[str]) -> tuple[bool, bool, bool, bool, str]:
        own, phrase = f" {utility.name} {utility.brand} ".casefold(), " ".join(wanted)
        whole = set(wanted) <= set(own.split())
        partly = all(word in own for word in wanted)
        return utility.id != phrase, f" {phrase} " not in own, not whole, not partly, utility.id

    def _place(self, utility: Utility) -> str:
        region = self.regions.get(utility.region_code)
        return f"{region.name} {region.province}" if region else ""


def _find(table: str, rows: Mapping[str, Entry], key: str) -> Entry:
    if key not in rows:
        raise UnknownRow(table, key, tuple(difflib.get_close_matches(key, rows)))
    return rows[key]


@cache
def load_country() -> Country:
    """Return the reference data that comes with the package, read once.

    Raises
    ------
    ReferenceFault
        With every unreadable cell of every file.
    """
    return read_country(REFERENCE)


def read_country(folder: Path) -> Country:
    """Read the tables of ``folder``; raise ``ReferenceFault`` with all faults together."""
    faults: list[Fault] = []
    regions = read_regions(folder, faults)
    kpis = read_kpis(folder, faults)
    indicators = read_indicators(folder, faults)
    subjects = read_subjects(folder, kpis=kpis, indicators=indicators, faults=faults)
    utilities = read_utilities(folder, regions=regions, kpis=kpis, faults=faults)
    if faults:
        raise ReferenceFault(tuple(faults))
    return Country(
        regions=MappingProxyType(regions),
        utilities=MappingProxyType(utilities),
        subjects=MappingProxyType(subjects),
        kpis=MappingProxyType(kpis),
        indicators=MappingProxyType(indicators),
    )
