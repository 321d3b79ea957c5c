"""Writes the two generated files: which tests guard which section, and where each checklist item is honoured.

Run ``python -m tests.docs.guards`` from the root; ``test_guards.py`` fails while a file is not current.
"""

import ast
import csv
import io
from collections.abc import Iterator
from pathlib import Path

from data import load_book
from data.asking import GUARDS
from data.checklist import checklist_page

ROOT = Path(__file__).resolve().parents[2]
CHECKLIST = ROOT / "docs" / "checklist.md"


def guarded(source: str, path: str) -> Iterator[tuple[str, str]]:
    """Yield ``(section, test id)`` for every ``@pytest.mark.guards("...")`` of one test file.

    A mark on a class counts for each of its tests.
    """
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef):
            of_class = tuple(_marks(node))
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef) and inner.name.startswith("test"):
                    for section in (*of_class, *_marks(inner)):
                        yield section, f"{path}::{node.name}::{inner.name}"
        elif isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
            for section in _marks(node):
                yield section, f"{path}::{node.name}"


def _marks(node: ast.FunctionDef | ast.ClassDef) -> Iterator[str]:
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.guards":
            for argument in decorator.args:
                yield str(ast.literal_eval(argument))


def all_guarded() -> list[tuple[str, str]]:
    """Return every guarded section of every test file, sorted and without doubles."""
    found: set[tuple[str, str]] = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        found.update(guarded(path.read_text(encoding="utf8"), path.relative_to(ROOT).as_posix()))
    return sorted(found)


def guards_csv() -> str:
    """Return the text of ``data/guards.csv``."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("section", "test"))
    writer.writerows(all_guarded())
    return text.getvalue()


def main() -> None:
    """Write both files."""
    GUARDS.write_text(guards_csv(), encoding="utf8", newline="\n")
    CHECKLIST.write_text(checklist_page(load_book()), encoding="utf8", newline="\n")


if __name__ == "__main__":
    main()
