"""Reads the four rooms and the tests as syntax trees, so that the house's bars can be asserted."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("data", "matcher", "planner", "service")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file: its path from the root, its text and its syntax tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def lines(self) -> int:
        """Number of lines of the file."""
        return len(self.text.splitlines())

    def functions(self) -> Iterator[Function]:
        """Yield every function at any depth."""
        yield from (node for node in ast.walk(self.tree) if isinstance(node, Function))


def modules(*folders: str) -> tuple[Module, ...]:
    """Return every Python file below ``folders``, in order of path."""
    found = []
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            text = path.read_text(encoding="utf8")
            found.append(Module(path.relative_to(ROOT).as_posix(), text, ast.parse(text)))
    return tuple(found)


def docstring_lines(tree: ast.Module) -> set[int]:
    """Return the line numbers covered by strings that stand alone, as docstrings do."""
    return {
        line
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
