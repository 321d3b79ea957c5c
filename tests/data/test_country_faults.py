"""An unreadable cell of the reference data is a fault with file, row and field, and no fault hides another."""

from pathlib import Path

import pytest

from data.country import read_country
from data.errors import DataError
from data.tables import ReferenceFault
from tests.data.country_cases import at_row, copy_of_reference, keys, rewrite, with_cell, without_column, without_rows

BINJAI = "pdam-kota-binjai"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a copy of the reference data that a test may spoil."""
    return copy_of_reference(tmp_path)


def refused(folder: Path) -> ReferenceFault:
    """Return the error with which the folder is refused."""
    with pytest.raises(ReferenceFault) as caught:
        read_country(folder)
    return caught.value


def test_untouched_copy_is_read(folder: Path) -> None:
    """Otherwise every test below would pass for the wrong reason."""
    assert len(read_country(folder).utilities) == 474


@pytest.mark.parametrize("value", ["many", "1e", "12,5", "nan", "inf", "-inf", "12.5"])
def test_connections_that_are_no_whole_number_are_a_fault(folder: Path, value: str) -> None:
    """A cell that is half understood is worse than an empty one."""
    with_cell(folder, "utilities.csv", key=BINJAI, column="connections", value=value)
    row = at_row(folder, "utilities.csv", BINJAI)

    error = refused(folder)

    assert keys(error.faults) == [("utilities.csv", f"{row}.connections")]
    assert value in error.faults[0].reason


def test_empty_connections_are_missing(folder: Path) -> None:
    """Eleven utilities have none; they take part without them."""
    with_cell(folder, "utilities.csv", key=BINJAI, column="connections", value="")

    assert read_country(folder).utility(BINJAI).connections is None


def test_zero_connections_stay_zero(folder: Path) -> None:
    """Zero, if a register says so, is a figure and not a gap."""
    with_cell(folder, "utilities.csv", key=BINJAI, column="connections", value="0")

    assert read_country(folder).utility(BINJAI).connections == 0


@pytest.mark.parametrize(
    ("column", "value"),
    [("nrw_pct", "101"), ("nrw_pct", "-1"), ("service_hours", "24.1"), ("average_tariff_idr_m3", "5")],
)
def test_reading_outside_its_band_is_a_fault(folder: Path, column: str, value: str) -> None:
    """315 for 31.5 per cent is the typing slip that these registers have."""
    with_cell(folder, "utilities.csv", key=BINJAI, column=column, value=value)
    row = at_row(folder, "utilities.csv", BINJAI)

    assert keys(refused(folder).faults) == [("utilities.csv", f"{row}.{column}")]


@pytest.mark.parametrize(("column", "value"), [("nrw_pct", "100"), ("nrw_pct", "0"), ("service_hours", "24")])
def test_reading_on_the_edge_of_its_band_is_read(folder: Path, column: str, value: str) -> None:
    """Water all day is 24 hours, the best there is."""
    with_cell(folder, "utilities.csv", key=BINJAI, column=column, value=value)

    assert str(read_country(folder).utility(BINJAI).readings[column].value) == value


def test_utility_in_unknown_region_is_a_fault(folder: Path) -> None:
    """Without a region it has no place, no island and no fare."""
    with_cell(folder, "utilities.csv", key=BINJAI, column="region_code", value="12.99")
    row = at_row(folder, "utilities.csv", BINJAI)

    assert ("utilities.csv", f"{row}.region_code") in keys(refused(folder).faults)


def test_region_code_that_lost_its_zero_is_a_fault(folder: Path) -> None:
    """A table that passed through a spreadsheet loses the zero of 11.10 without a sound."""
    with_cell(folder, "utilities.csv", key="pdam-kab-aceh-singkil", column="region_code", value="11.1")

    assert [fault.file for fault in refused(folder).faults] == ["utilities.csv"]


def test_unknown_health_class_is_a_fault(folder: Path) -> None:
    """Only three classes exist, and the matcher knows no fourth."""
    with_cell(folder, "utilities.csv", key=BINJAI, column="performance_category", value="healthy")

    assert "healthy" in refused(folder).faults[0].reason


def test_same_utility_twice_is_a_fault(folder: Path) -> None:
    """Two rows with one id: the second would silently win."""
    rewrite(folder, "utilities.csv", lambda rows: [*rows, rows[1]])

    assert "stands twice" in refused(folder).faults[0].reason


def test_several_faults_are_told_together(folder: Path) -> None:
    """Whoever mends a table should not have to run it once for each fault."""
    with_cell(folder, "utilities.csv", key=BINJAI, column="connections", value="many")
    with_cell(folder, "regions.csv", key="12.75", column="latitude", value="north")
    with_cell(folder, "kpis.csv", key="nrw_pct", column="direction", value="down")

    error = refused(folder)

    assert {fault.file for fault in error.faults} == {"utilities.csv", "regions.csv", "kpis.csv", "subjects.csv"}
    assert str(error).count("\n") == len(error.faults) - 1


def test_fault_is_an_error_of_the_data_room_and_a_value_error(folder: Path) -> None:
    """A caller may catch either the room's errors or the builtin."""
    without_column(folder, "kpis.csv", "unit")

    error = refused(folder)

    assert isinstance(error, DataError)
    assert isinstance(error, ValueError)


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("regions.csv", "island_group"), ("kpis.csv", "least"), ("subjects.csv", "kpi_columns"),
        ("utilities.csv", "region_code"), ("indicators.csv", "weight"), ("utility_reports.csv", "report_year"),
    ],
)  # fmt: skip
def test_missing_column_is_a_fault_of_the_header(folder: Path, name: str, column: str) -> None:
    """A renamed column would otherwise read as 474 empty cells."""
    without_column(folder, name, column)

    faults = refused(folder).faults

    assert (name, "header") in keys(faults)
    assert any(column in fault.reason for fault in faults)


def test_row_with_too_few_cells_is_a_fault(folder: Path) -> None:
    """A comma inside an unquoted name moves every later cell by one."""
    rewrite(folder, "kpis.csv", lambda rows: [*rows[:-1], rows[-1][:-1]])

    assert keys(refused(folder).faults)[0] == ("kpis.csv", "row 13")


def test_row_with_too_many_cells_is_a_fault(folder: Path) -> None:
    """The same slip the other way round."""
    rewrite(folder, "kpis.csv", lambda rows: [*rows[:-1], [*rows[-1], "more"]])

    assert keys(refused(folder).faults)[0] == ("kpis.csv", "row 13")


def test_empty_file_lacks_every_column(folder: Path) -> None:
    """A download that broke off leaves an empty file."""
    (folder / "regions.csv").write_text("", encoding="utf8")

    assert ("regions.csv", "header") in keys(refused(folder).faults)


@pytest.mark.parametrize(("column", "value"), [("latitude", "91"), ("latitude", "-91"), ("longitude", "181")])
def test_coordinates_off_the_globe_are_a_fault(folder: Path, column: str, value: str) -> None:
    """1.234.567 instead of 1.234567 puts the seat beyond the pole."""
    with_cell(folder, "regions.csv", key="12.75", column=column, value=value)
    row = at_row(folder, "regions.csv", "12.75")

    assert keys(refused(folder).faults) == [("regions.csv", f"{row}.{column}")]


def test_missing_coordinates_are_missing(folder: Path) -> None:
    """A new region may have no coordinates yet; it still has utilities."""
    with_cell(folder, "regions.csv", key="12.75", column="latitude", value="")

    assert read_country(folder).region("12.75").latitude is None


def test_unknown_level_of_region_is_a_fault(folder: Path) -> None:
    """Provinces are treated otherwise than kabupaten and kota."""
    with_cell(folder, "regions.csv", key="12.75", column="level", value="city")

    assert any("city" in fault.reason for fault in refused(folder).faults)


@pytest.mark.parametrize("column", ["name", "province_code", "island_group", "timezone"])
def test_region_without_a_needed_cell_is_a_fault(folder: Path, column: str) -> None:
    """These are asked of every region, so an empty one would fail far from its cause."""
    with_cell(folder, "regions.csv", key="12.75", column=column, value="")
    row = at_row(folder, "regions.csv", "12.75")

    assert ("regions.csv", f"{row}.{column}") in keys(refused(folder).faults)


def test_subject_with_unknown_kpi_is_a_fault(folder: Path) -> None:
    """A subject would ask for a reading that no utility can have."""
    without_rows(folder, "kpis.csv", "nrw_pct")

    faults = refused(folder).faults

    assert {fault.file for fault in faults} == {"subjects.csv"}
    assert all("nrw_pct" in fault.reason for fault in faults)


def test_subject_with_unknown_indicator_is_a_fault(folder: Path) -> None:
    """OPS-2 is the loss itself; without its row NRW would show nothing."""
    without_rows(folder, "indicators.csv", "OPS-2")

    assert all("OPS-2" in fault.reason for fault in refused(folder).faults)


def test_subject_without_one_language_is_a_fault(folder: Path) -> None:
    """One of the two readers would see nothing."""
    with_cell(folder, "subjects.csv", key="GIS", column="name_id", value="")

    assert keys(refused(folder).faults)[0][1].endswith(".name_id")


@pytest.mark.parametrize(("least", "most"), [("5", "4"), ("", "4"), ("0", ""), ("low", "4")])
def test_kpi_without_a_band_is_a_fault(folder: Path, least: str, most: str) -> None:
    """Without a band every slip would pass."""
    with_cell(folder, "kpis.csv", key="service_hours", column="least", value=least)
    with_cell(folder, "kpis.csv", key="service_hours", column="most", value=most)

    assert refused(folder).faults[0].file == "kpis.csv"


def test_kpi_band_of_one_value_is_read(folder: Path) -> None:
    """Least may equal most; only the wrong order is a slip."""
    with_cell(folder, "kpis.csv", key="staff_per_1000", column="most", value="0")

    assert read_country(folder).kpi("staff_per_1000").most == 0


def test_kpi_with_unknown_direction_is_a_fault(folder: Path) -> None:
    """Guessing the direction would turn the worst utility into the best."""
    with_cell(folder, "kpis.csv", key="staff_per_1000", column="direction", value="better")

    faults = refused(folder).faults

    assert "higher_better or lower_better" in faults[0].reason
