"""What must hold across the files of the reference data."""

import csv
import re
from collections import Counter
from decimal import Decimal

import pytest

from data.country import Country, load_country
from data.tables import REFERENCE

ISLANDS = {"Jawa", "Sumatera", "Kalimantan", "Sulawesi", "Bali-Nusa Tenggara", "Maluku", "Papua"}


@pytest.fixture(scope="module")
def country() -> Country:
    """Give the shipped reference data."""
    return load_country()


def cells(name: str) -> list[dict[str, str]]:
    """Return the rows of a reference file as its header names them."""
    with (REFERENCE / name).open(encoding="utf8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_region_belongs_to_a_province_that_exists(country: Country) -> None:
    """Norms are looked up by province."""
    for region in country.regions.values():
        assert country.region(region.province_code).level == "province", region.code
        assert region.code.startswith(region.province_code), region.code


def test_there_are_thirty_eight_provinces_and_all_have_a_capital(country: Country) -> None:
    """Since 2022 there are 38; four of them are young and easily forgotten."""
    provinces = [region for region in country.regions.values() if region.level == "province"]

    assert len(provinces) == 38
    assert all(country.region(province.capital).level != "province" for province in provinces)
    assert all(country.region(province.capital).province_code == province.code for province in provinces)


def test_every_region_has_coordinates_in_the_country(country: Country) -> None:
    """A swapped latitude and longitude would put a utility into another ocean."""
    for region in country.regions.values():
        assert region.latitude is not None
        assert region.longitude is not None
        assert -11.5 <= region.latitude <= 6.5, region.code
        assert 94.5 <= region.longitude <= 141.5, region.code


def test_island_groups_are_the_seven(country: Country) -> None:
    """Mentors state island wishes by these names; a second spelling would exclude people."""
    assert {region.island_group for region in country.regions.values()} == ISLANDS


def test_a_province_lies_in_one_island_group(country: Country) -> None:
    """Two regions of one province on two island groups would be a slip of the table."""
    groups: dict[str, set[str]] = {}
    for region in country.regions.values():
        groups.setdefault(region.province_code, set()).add(region.island_group)

    assert {code: names for code, names in groups.items() if len(names) > 1} == {}


def test_utilities_share_no_region(country: Country) -> None:
    """One row a region: a region with two would count its connections twice."""
    counted = Counter(utility.region_code for utility in country.utilities.values())

    assert [code for code, times in counted.items() if times > 1] == []


def test_utility_agrees_with_its_region(country: Country) -> None:
    """Province and island come from the region so that they cannot disagree."""
    for utility in country.utilities.values():
        region = country.region(utility.region_code)
        assert utility.province_code == region.province_code
        assert utility.island_group == region.island_group


def test_every_reading_lies_in_its_band(country: Country) -> None:
    """The bands must admit what the public reports say, or they are wrong."""
    for utility in country.utilities.values():
        for key, reading in utility.readings.items():
            assert country.kpi(key).is_plausible(reading.value), (utility.id, key, reading)


def test_every_reading_has_a_year(country: Country) -> None:
    """An undated reading cannot grow old, so nobody would doubt it."""
    undated = [
        (utility.id, key)
        for utility in country.utilities.values()
        for key, reading in utility.readings.items()
        if reading.year is None
    ]

    assert undated == []


def test_reading_years_are_those_of_the_collection(country: Country) -> None:
    """The register was collected in 2020; a later year would be a typing slip."""
    years = {
        reading.year for utility in country.utilities.values() for reading in utility.readings.values() if reading.year
    }

    assert min(years) >= 2009
    assert max(years) <= 2020


def test_every_numeric_kpi_column_of_the_file_is_read(country: Country) -> None:
    """A KPI in the table that no column fills would be asked from nobody's figures."""
    header = set(cells("utilities.csv")[0])

    assert set(country.kpis) <= header


def test_as_many_readings_as_filled_cells(country: Country) -> None:
    """Nothing is lost and nothing invented between file and entry."""
    filled = sum(bool(row[kpi]) for row in cells("utilities.csv") for kpi in country.kpis)

    assert sum(len(utility.readings) for utility in country.utilities.values()) == filled


def test_subject_synonyms_are_not_shared(country: Country) -> None:
    """A word that two subjects claim cannot tell a letter's subject; there are none."""
    words = Counter(
        word.casefold()
        for subject in country.subjects.values()
        for word in {*subject.synonyms_id, *subject.synonyms_en}
    )

    assert [word for word, times in words.items() if times > 1] == []


def test_every_kpi_serves_a_subject_or_is_named_as_extra(country: Country) -> None:
    """A reading that shows no need is asked for nothing."""
    used = {kpi for subject in country.subjects.values() for kpi in subject.kpis}

    assert set(country.kpis) - used == {"staff_per_1000"}


def test_health_classes_follow_the_thresholds(country: Country) -> None:
    """Above 2.8 is healthy, below 2.2 sick, between them less healthy, the edges included."""
    for utility in country.utilities.values():
        if utility.score is None:
            continue
        if utility.score > Decimal("2.8"):
            assert utility.category == "sehat", utility.id
        elif utility.score < Decimal("2.2"):
            assert utility.category == "sakit", utility.id
        else:
            assert utility.category == "kurang sehat", utility.id


def test_no_utility_is_named_after_another_region(country: Country) -> None:
    """The id carries the region's name, and an id of the wrong region would send a team to the wrong town."""
    for utility in country.utilities.values():
        words = country.region(utility.region_code).name.casefold().replace("-", "")
        place = words.split()[-1]
        assert place in utility.id.replace("-", ""), utility.id


def test_documented_row_counts_are_those_of_the_files() -> None:
    """A page that says 474 while the file has 480 is not believed in anything else."""
    page = (REFERENCE.parents[1] / "docs" / "reference-data.md").read_text("utf8")
    told = dict(re.findall(r"^\| `(\w+\.csv)` \| (\d+) \|", page, re.MULTILINE))

    assert len(told) >= 9
    assert {name: int(rows) for name, rows in told.items()} == {name: len(cells(name)) for name in told}
