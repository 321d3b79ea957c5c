"""The commands that write workbooks."""

import pytest
from openpyxl import load_workbook

from data import load_book
from data.country import load_country
from service.workbook.reading import read_workbook
from service.workbook.sample import sample_intake
from tests.service.cli_cases import run


@pytest.mark.parametrize("language", ["en", "id"])
def test_sample_is_written_and_reads_back_as_the_sample(tmp_path, language):
    """The first thing a facilitator tries must run as it is."""
    file = tmp_path / "sample.xlsx"

    result = run("sample", file, language=language)

    assert result.exit_code == 0
    assert "sample.xlsx" in result.stdout
    assert read_workbook(file, book=load_book(), country=load_country()) == sample_intake()


@pytest.mark.parametrize("language", ["en", "id"])
def test_template_is_written_for_the_year_that_is_asked_for(tmp_path, language):
    """A template for another year would plan another year."""
    file = tmp_path / "template.xlsx"

    result = run("template", file, "--year", 2028, language=language)

    assert result.exit_code == 0
    values = {cell.value for sheet in load_workbook(file) for row in sheet.iter_rows() for cell in row}
    assert 2028 in values


def test_template_without_a_year_is_written(tmp_path):
    """Most who plan, plan the next year."""
    assert run("template", tmp_path / "template.xlsx").exit_code == 0


@pytest.mark.parametrize("command", ["sample", "template"])
def test_existing_file_is_kept(tmp_path, command):
    """A filled-in workbook is a week's work."""
    file = tmp_path / "mine.xlsx"
    file.write_text("mine")

    result = run(command, file)

    assert result.exit_code == 2
    assert "--force" in result.stderr
    assert file.read_text() == "mine"


@pytest.mark.parametrize("command", ["sample", "template"])
def test_force_replaces_the_file(tmp_path, command):
    """Who says so may start again."""
    file = tmp_path / "mine.xlsx"
    file.write_text("mine")

    assert run(command, file, "--force").exit_code == 0
    assert file.read_bytes()[:2] == b"PK"


@pytest.mark.parametrize("command", ["sample", "template"])
@pytest.mark.parametrize("name", ["year.xls", "year", "year.csv"])
def test_name_must_be_one_that_a_spreadsheet_opens(tmp_path, command, name):
    """A workbook under another ending is not opened by a double click."""
    result = run(command, tmp_path / name)

    assert result.exit_code == 2
    assert ".xlsx" in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["sample", "template"])
def test_missing_folder_is_a_sentence(tmp_path, command):
    """A typing slip in a path is no traceback."""
    result = run(command, tmp_path / "nowhere" / "year.xlsx")

    assert result.exit_code == 2
    assert "nowhere" in result.stderr.replace("\n", "")
