"""The generated files are current, and the scan that makes them sees every mark."""

from data import load_book
from data.references import resolve_section
from tests.docs import guards
from tests.docs.guards import all_guarded, guarded, guards_csv

SOURCE = '''
import pytest


@pytest.mark.guards("3.1.7")
@pytest.mark.parametrize("x", [1, 2])
def test_one(x):
    """Because."""


@pytest.mark.guards("2.6", "2.7")
class TestMany:
    """Because."""

    def test_two(self):
        """Because."""

    @pytest.mark.guards("4.1")
    def test_three(self):
        """Because."""

    def helper(self):
        """Not a test."""


@pytest.mark.slow
def test_four():
    """Because."""


@pytest.mark.guards("5.1")
def helper():
    """Not a test."""
'''


def test_guarded_finds_marks_on_functions_and_classes():
    """A mark that the scan misses is a guard that nobody sees."""
    assert list(guarded(SOURCE, "tests/a.py")) == [
        ("3.1.7", "tests/a.py::test_one"),
        ("2.6", "tests/a.py::TestMany::test_two"),
        ("2.7", "tests/a.py::TestMany::test_two"),
        ("2.6", "tests/a.py::TestMany::test_three"),
        ("2.7", "tests/a.py::TestMany::test_three"),
        ("4.1", "tests/a.py::TestMany::test_three"),
    ]


def test_guarded_of_a_file_without_marks_is_empty():
    """Most tests guard code, not a section."""
    assert list(guarded("def test_x():\n    pass\n", "tests/a.py")) == []


def test_every_guarded_section_is_a_section_of_the_guideline():
    """A misspelt section would guard nothing without anyone noticing."""
    book = load_book()

    unknown = sorted({section for section, _ in all_guarded() if not resolve_section(book, section)})

    assert unknown == []


def test_guards_file_is_current():
    """`solidaritas rule` reads the file, so it has to be what the tests say; run `make docs` when this fails."""
    assert guards.GUARDS.read_text(encoding="utf8") == guards_csv()


def test_checklist_page_is_current():
    """The page is read by people who do not run the program; run `make docs` when this fails."""
    assert guards.CHECKLIST.read_text(encoding="utf8") == guards.checklist_page(load_book())


def test_main_writes_both_files(tmp_path, monkeypatch):
    """The script is the only way to make the files, so it is run here, elsewhere than in the tree."""
    monkeypatch.setattr(guards, "GUARDS", tmp_path / "guards.csv")
    monkeypatch.setattr(guards, "CHECKLIST", tmp_path / "checklist.md")

    guards.main()

    assert (tmp_path / "guards.csv").read_text(encoding="utf8") == guards_csv()
    assert (tmp_path / "checklist.md").read_text(encoding="utf8").startswith("# Checklist")
