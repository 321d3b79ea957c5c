"""A faulty workbook: every fault at once, a marked copy on request, and nothing planned."""

import pytest
from openpyxl import load_workbook

from tests.service.cli_cases import QUICK, run, workbook
from tests.service.year_cases import small_intake


@pytest.fixture
def faulty(tmp_path):
    """Return a workbook in which two budgets are words."""
    path = workbook(tmp_path / "faulty.xlsx", small_intake())
    book = load_workbook(path)
    changed = 0
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if type(cell.value) is int and cell.value >= 20_000_000 and changed < 2:
                    cell.value, changed = f"about {cell.value}", changed + 1
    book.save(path)
    assert changed == 2
    return path


@pytest.mark.parametrize("command", ["year", "match", "plan", "budget"])
def test_every_fault_is_told_and_nothing_planned(faulty, tmp_path, command):
    """A plan on half-read data would look like a plan."""
    extra = ("--out", tmp_path / "out") if command == "year" else ()

    result = run(command, faulty, *extra, *QUICK)

    assert result.exit_code == 2
    assert result.stderr.count("about ") == 2
    assert "2 faults" in result.stderr
    assert result.stdout == ""
    assert not (tmp_path / "out").exists()


def test_table_names_sheet_cell_value_and_what_was_expected(faulty):
    """The user must be able to go to the cell."""
    stderr = run("match", faulty).stderr

    assert all(title in stderr for title in ("Sheet", "Cell", "Value", "Expected"))


def test_faults_are_told_in_the_reader_s_language(faulty):
    """A fault that is not understood is not mended."""
    stderr = run("match", faulty, language="id").stderr

    assert "2 kesalahan" in stderr
    assert "Diharapkan" in stderr


def test_marked_copy_is_offered_and_written(faulty, tmp_path):
    """A mark in the cell is found faster than a row number in a table."""
    marked = tmp_path / "marked.xlsx"

    offer = run("match", faulty).stderr
    result = run("match", faulty, "--annotate", marked)

    comments = [
        cell for sheet in load_workbook(marked).worksheets for row in sheet.iter_rows() for cell in row if cell.comment
    ]
    assert "--annotate" in offer
    assert result.exit_code == 2
    assert len(comments) == 2


def test_workbook_itself_is_never_overwritten(faulty):
    """The user's own file is not ours to change."""
    before = faulty.read_bytes()

    result = run("match", faulty, "--annotate", faulty)

    assert result.exit_code == 2
    assert "another name" in result.stderr
    assert faulty.read_bytes() == before


def test_good_workbook_needs_no_marked_copy(tmp_path):
    """There is nothing to mark."""
    path = workbook(tmp_path / "good.xlsx", small_intake())

    result = run("match", path, "--annotate", tmp_path / "marked.xlsx", *QUICK)

    assert result.exit_code == 0
    assert not (tmp_path / "marked.xlsx").exists()


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04 broken"])
def test_file_that_is_no_workbook_is_told_as_such(tmp_path, content):
    """Somebody will give a text file the wrong ending."""
    path = tmp_path / "text.xlsx"
    path.write_bytes(content)

    result = run("year", path, "--annotate", tmp_path / "marked.xlsx")

    assert result.exit_code == 2
    assert "1 faults" in result.stderr
    assert "Traceback" not in result.output
    assert not (tmp_path / "marked.xlsx").exists()


def test_empty_template_says_what_to_do(tmp_path):
    """Whoever runs the fresh template has not read the first sheet yet."""
    path = tmp_path / "template.xlsx"
    run("template", path)

    result = run("year", path)

    assert result.exit_code == 2
    assert "1 faults" in result.stderr
