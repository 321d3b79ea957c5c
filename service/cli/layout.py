"""Headings and tables of the terminal report, readable at 80 columns and without colour."""

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text as Line


def heading(number: int, title: str) -> RenderableType:
    """Return the heading of a section."""
    return Group(Line(), Rule(Line(f"{number}  {title}", style="bold"), align="left", style="bold"))


def under(title: str) -> RenderableType:
    """Return a heading below a section's."""
    return Line(f"\n{title}", style="bold underline")


def remark(words: str) -> RenderableType:
    """Return a sentence beside the matter."""
    return Line(words, style="italic")


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[int] = (), last: bool = False) -> Table:
    """Return a table with one heading line.

    Parameters
    ----------
    columns
        Headings.
    rows
        Cells as plain text; nothing in them is read as markup.
    right
        Places of the columns that hold numbers; they stand to the right and never wrap.
    last
        True when the last row is a sum, set apart by a line.
    """
    made = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold", padding=(0, 1))
    for place, title in enumerate(columns):
        is_number = place in right
        made.add_column(Line(title), justify="right" if is_number else "left", no_wrap=is_number, overflow="fold")
    kept = [tuple(row) for row in rows]
    for place, row in enumerate(kept, start=1):
        made.add_row(*(Line(cell) for cell in row), end_section=last and place == len(kept) - 1)
    return made


def grid(rows: Iterable[Sequence[RenderableType]], *, ratios: Sequence[int | None]) -> Table:
    """Return rows without lines or headings; a ratio shares the width, None takes what the text needs."""
    made = Table.grid(padding=(0, 1), expand=any(ratio is not None for ratio in ratios))
    for ratio in ratios:
        made.add_column(ratio=ratio, no_wrap=ratio is None, overflow="fold")
    for row in rows:
        made.add_row(*row)
    return made
