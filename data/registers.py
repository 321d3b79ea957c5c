"""The CSV files of regions, utilities, subjects and indicators, turned into entries with their faults noted."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar, get_args

from data.entries import Category, Kpi, Level, PerformanceIndicator, Reading, Region, Subject, Utility
from data.errors import Fault
from data.phrases import read_phrases
from data.tables import Cells, read_rows
from data.text import Text

# Degrees: as far north or south, and as far east or west, as there is.
POLE = 90
DATE_LINE = 180

# SIMSPAM is the name of the public register that the readings without a SAT report come from.
REGISTER = "SIMSPAM"
SELF_ASSESSMENT = "NUWSP SAT"
CATEGORIES: tuple[Category, ...] = get_args(Category)
LEVELS: tuple[Level, ...] = get_args(Level)

Entry = TypeVar("Entry")
Reports = Mapping[str, tuple[Cells, ...]]


def read_regions(folder: Path, faults: list[Fault]) -> dict[str, Region]:
    """Return the provinces, kabupaten and kota of ``regions.csv`` by code."""
    needed = ("code", "level", "name", "province_code", "province", "island_group", "latitude", "longitude", "timezone")
    found: dict[str, Region] = {}
    for row in read_rows(folder / "regions.csv", columns=needed, faults=faults):
        level = next((name for name in LEVELS if name == row.text("level")), None)
        if level is None:
            row.fault("level", f"is {row.text('level')!r}; expected one of {', '.join(LEVELS)}")
            continue
        entry = Region(
            code=row.needed("code"),
            name=row.needed("name"),
            level=level,
            province_code=row.needed("province_code"),
            province=row.needed("province"),
            island_group=row.needed("island_group"),
            seat=row.text("seat"),
            latitude=row.degrees("latitude", POLE),
            longitude=row.degrees("longitude", DATE_LINE),
            timezone=row.needed("timezone"),
            population=row.whole("population"),
            capital=row.text("capital_code"),
        )
        _keep(found, entry.code, entry, row=row, column="code")
    return found


def read_kpis(folder: Path, faults: list[Fault]) -> dict[str, Kpi]:
    """Return the KPIs of ``kpis.csv`` by id."""
    needed = ("id", "name_en", "name_id", "unit", "direction", "least", "most")
    found: dict[str, Kpi] = {}
    for row in read_rows(folder / "kpis.csv", columns=needed, faults=faults):
        name, higher = _name(row), _higher(row)
        least, most = row.decimal("least"), row.decimal("most")
        if least is None or most is None or least > most:
            row.fault("least", "needs a band, least not above most")
        if name is None or higher is None or least is None or most is None:
            continue
        entry = Kpi(
            id=row.needed("id"),
            name=name,
            unit=row.needed("unit"),
            higher_is_better=higher,
            least=least,
            most=most,
        )
        _keep(found, entry.id, entry, row=row, column="id")
    return found


def read_indicators(folder: Path, faults: list[Fault]) -> dict[str, PerformanceIndicator]:
    """Return the indicators of the national evaluation of ``indicators.csv`` by id."""
    needed = ("id", "aspect", "name_id", "name_en", "unit", "weight", "direction")
    found: dict[str, PerformanceIndicator] = {}
    for row in read_rows(folder / "indicators.csv", columns=needed, faults=faults):
        name, higher, weight = _name(row), _higher(row), row.decimal("weight")
        if weight is None:
            row.fault("weight", "is missing")
        if name is None or higher is None or weight is None:
            continue
        entry = PerformanceIndicator(
            id=row.needed("id"),
            aspect=row.needed("aspect"),
            name=name,
            unit=row.needed("unit"),
            weight=weight,
            higher_is_better=higher,
            note=row.text("note"),
        )
        _keep(found, entry.id, entry, row=row, column="id")
    return found


def read_subjects(
    folder: Path, *, kpis: Mapping[str, Kpi], indicators: Mapping[str, PerformanceIndicator], faults: list[Fault]
) -> dict[str, Subject]:
    """Return the subjects of ``subjects.csv`` by code with their phrases; each names KPIs and indicators that exist."""
    needed = ("code", "group", "name_en", "name_id", "synonyms_en", "synonyms_id", "indicator_ids", "kpi_columns")
    found: dict[str, Subject] = {}
    for row in read_rows(folder / "subjects.csv", columns=needed, faults=faults):
        name = _name(row)
        for column, table in (("indicator_ids", indicators), ("kpi_columns", kpis)):
            unknown = [key for key in row.several(column) if key not in table]
            if unknown:
                row.fault(column, f"names {', '.join(unknown)}, which no row has")
        if name is None:
            continue
        entry = Subject(
            id=row.needed("code"),
            group=row.needed("group"),
            name=name,
            synonyms_en=row.several("synonyms_en"),
            synonyms_id=row.several("synonyms_id"),
            indicators=row.several("indicator_ids"),
            kpis=row.several("kpi_columns"),
        )
        _keep(found, entry.id, entry, row=row, column="code")
    spoken = read_phrases(folder, found, faults)
    return {key: replace(subject, phrases=spoken[key]) for key, subject in found.items()}


def read_utilities(
    folder: Path, *, regions: Mapping[str, Region], kpis: Mapping[str, Kpi], faults: list[Fault]
) -> dict[str, Utility]:
    """Return the utilities of ``utilities.csv`` by id, with their latest readings."""
    needed = ("utility_id", "official_name", "region_code", "operator_type", "connections", "performance_category")
    reports = _reports(folder, faults)
    found: dict[str, Utility] = {}
    for row in read_rows(folder / "utilities.csv", columns=(*needed, *kpis), faults=faults):
        region = regions.get(row.needed("region_code"))
        category = next((name for name in CATEGORIES if name == row.text("performance_category")), None)
        if region is None and row.text("region_code"):
            row.fault("region_code", f"is {row.text('region_code')!r}, which regions.csv does not have")
        if category is None:
            row.fault("performance_category", f"is {row.text('performance_category')!r}; expected {CATEGORIES}")
        if region is None or category is None:
            continue
        entry = Utility(
            id=row.needed("utility_id"),
            name=row.needed("official_name"),
            region_code=region.code,
            province_code=region.province_code,
            island_group=region.island_group,
            operator_type=row.text("operator_type"),
            connections=row.whole("connections"),
            category=category,
            score=row.decimal("performance_score"),
            score_year=row.whole("performance_year"),
            readings=MappingProxyType(_readings(row, kpis, reports=reports.get(region.code, ()))),
            flags=row.text("data_flags"),
            source=row.text("source"),
            brand=row.text("brand_name"),
            connections_year=row.whole("connections_year"),
            connections_source=row.text("connections_source"),
        )
        _keep(found, entry.id, entry, row=row, column="utility_id")
    return found


def _readings(row: Cells, kpis: Mapping[str, Kpi], *, reports: tuple[Cells, ...]) -> dict[str, Reading]:
    found: dict[str, Reading] = {}
    for key, kpi in kpis.items():
        value = row.decimal(key)
        if value is None:
            continue
        if not kpi.is_plausible(value):
            row.fault(key, f"is {value}; plausible is {kpi.least} to {kpi.most} {kpi.unit}")
            continue
        found[key] = _dated(row, key, value=value, reports=reports)
    return found


def _dated(row: Cells, key: str, *, value: Decimal, reports: tuple[Cells, ...]) -> Reading:
    """Return the reading with the year of the report it was taken from, else of the register."""
    for report in reversed(reports):
        filed = report.decimal(key)
        if filed is not None and abs(filed - value) <= _last_digit(value):
            return Reading(value=value, year=report.whole("report_year"), source=SELF_ASSESSMENT)
    year = row.text("nrw_year") if key == "nrw_pct" else row.text("simspam_last_update").partition("-")[0]
    return Reading(value=value, year=int(year) if year.isdigit() else None, source=REGISTER)


def _last_digit(value: Decimal) -> Decimal:
    """Return one unit of the last written digit: the file rounds what the reports give in full."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(0)


def _reports(folder: Path, faults: list[Fault]) -> Reports:
    """Return the self-assessments of each region, oldest first."""
    found: dict[str, list[Cells]] = {}
    for row in read_rows(folder / "utility_reports.csv", columns=("region_code", "report_year"), faults=faults):
        found.setdefault(row.needed("region_code"), []).append(row)
    return {code: tuple(sorted(rows, key=_filed)) for code, rows in found.items()}


def _filed(row: Cells) -> tuple[str, str]:
    return row.text("report_year"), row.text("entered_on")


def _name(row: Cells) -> Text | None:
    english, indonesian = row.needed("name_en"), row.needed("name_id")
    return Text(en=english, id=indonesian) if english and indonesian else None


def _higher(row: Cells) -> bool | None:
    known = {"higher_better": True, "lower_better": False}
    if row.text("direction") not in known:
        row.fault("direction", f"is {row.text('direction')!r}; expected {' or '.join(known)}")
    return known.get(row.text("direction"))


def _keep(found: dict[str, Entry], key: str, entry: Entry, *, row: Cells, column: str) -> None:
    if key in found:
        row.fault(column, f"{key!r} stands twice")
    found[key] = entry
