"""Headings and tables of the terminal report, readable at 80 columns and without colour."""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text as Line

# Characters of a heading that is kept on one line.
SHORT_HEADING = 12

# Columns before a sentence, before what is below it, and before an entry's title.
POINT, BELOW, TITLE = 3, 5, 2


def heading(number: int, title: str) -> RenderableType:
    """Return the heading of a section."""
    return Group(Line(), Rule(Line(f"{number}  {title}", style="bold"), align="left", style="bold"))


def under(title: str) -> RenderableType:
    """Return a heading below a section's."""
    return Line(f"\n{title}", style="bold underline")


def remark(words: str) -> RenderableType:
    """Return a sentence beside the matter."""
    return Line(words, style="italic")


class Heading(NamedTuple):
    """The heading of a column and how the column behaves where the screen is narrow.

    Parameters
    ----------
    title
        What stands above the column.
    kind
        ``wrap`` goes on in further lines, ``cut`` ends in an ellipsis, ``whole`` and ``number`` keep their
        width; numbers stand to the right.
    """

    title: str
    kind: Literal["wrap", "cut", "whole", "number"] = "wrap"


def wrap(title: str) -> Heading:
    """Return the heading of a column that goes on in further lines."""
    return Heading(title)


def cut(title: str) -> Heading:
    """Return the heading of a column that is cut rather than wrapped."""
    return Heading(title, "cut")


def whole(title: str) -> Heading:
    """Return the heading of a column that keeps its width."""
    return Heading(title, "whole")


def figure(title: str) -> Heading:
    """Return the heading of a column of numbers."""
    return Heading(title, "number")


def table(
    columns: Sequence[Heading], rows: Iterable[Sequence[str]], *, last: bool = False, tight: bool = False
) -> Table:
    """Return a table with one heading line.

    Parameters
    ----------
    columns
        Headings.
    rows
        Cells as plain text; nothing in them is read as markup.
    last
        True when the last row is a sum, set apart from the others.
    tight
        True when one space between columns is enough.
    """
    kept = [tuple(row) for row in rows]
    made = Table(
        box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold",
        padding=(0, 1, 0, 0) if tight else (0, 1),
    )  # fmt: skip
    for place, column in enumerate(columns):
        made.add_column(
            Line(column.title),
            justify="right" if column.kind == "number" else "left",
            width=_width(column.title, [row[place] for row in kept]) if column.kind in {"whole", "number"} else None,
        )
    for number, row in enumerate(kept, start=1):
        cells = [_cell(cell, is_cut=column.kind == "cut") for column, cell in zip(columns, row, strict=True)]
        made.add_row(*cells, end_section=last and number == len(kept) - 1)
    return made


def _width(title: str, cells: Sequence[str]) -> int:
    """Return how wide a column must be that may not be squeezed; its heading may wrap between words if it is long."""
    heading_width = len(title) if len(title) <= SHORT_HEADING else max(len(word) for word in title.split())
    return max([heading_width, *(len(cell) for cell in cells)])


def _cell(words: str, *, is_cut: bool) -> Line:
    return Line(words, no_wrap=True, overflow="ellipsis") if is_cut else Line(words, overflow="fold")


def hanging(mark: str, words: str, *, indent: int, style: str = "") -> RenderableType:
    """Return a sentence behind a mark; its further lines stand under its first word."""
    made = Table.grid(padding=(0, 1, 0, 0))
    made.add_column(no_wrap=True)
    made.add_column(overflow="fold")
    made.add_row(Line(mark, style=style), Line(words, style=style))
    return Padding(made, (0, 0, 0, indent), expand=False)


def joined(parts: Iterable[str], *, width: int, between: str) -> str:
    """Return ``parts`` on as few lines of ``width`` as they need; no part is broken."""
    lines = [""]
    for part in parts:
        longer = f"{lines[-1]}{between}{part}" if lines[-1] else part
        if len(longer) > width and lines[-1]:
            lines.append(part)
        else:
            lines[-1] = longer
    return "\n".join(lines)
