"""Tables and sentences on a screen."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from service.cli.layout import cut, figure, hanging, heading, joined, table, under, whole, wrap


def printed(part, width: int = 40) -> list[str]:
    """Return the lines of a part, right spaces taken off."""
    console = Console(width=width, file=io.StringIO(), highlight=False)
    console.print(part)
    return [line.rstrip() for line in console.file.getvalue().splitlines()]


def test_numbers_stand_to_the_right_and_whole():
    """A broken amount is another amount."""
    lines = printed(table([wrap("Who"), figure("Amount")], [["a long name that wraps", "1.250.000.000"]]), width=30)

    assert any(line.endswith("1.250.000.000") for line in lines)


def test_ids_are_kept_whole_where_all_is_tight():
    """An id that is cut names nothing."""
    rows = [["w-01", "a name that is far too long for this screen", "x" * 10]]

    lines = printed(table([whole("Id"), cut("Name"), figure("Sum")], rows), width=26)

    assert any(line.startswith("w-01") and line.endswith("x" * 10) for line in lines)
    assert "…" in "".join(lines)


def test_markup_in_a_cell_is_text():
    """A letter may hold brackets; they must not paint the screen or vanish."""
    assert any(
        "[bold]x[/bold] :smile:" in line for line in printed(table([wrap("Text")], [["[bold]x[/bold] :smile:"]]))
    )


def test_sum_is_set_apart():
    """The last row of a sum must not be taken for one more payer."""
    lines = printed(table([wrap("Who"), figure("Sum")], [["a", "1"], ["b", "2"], ["all", "3"]], last=True))

    assert lines[-2] == ""
    assert lines[-1].startswith("all")


def test_table_without_rows_shows_its_heading():
    """An empty list is an answer."""
    assert printed(table([wrap("Who"), figure("Sum")], [], last=True))[0].split() == ["Who", "Sum"]


def test_further_lines_stand_under_the_first_word():
    """A remedy must not be read as a new reason."""
    lines = printed(hanging("·", "one two three four five six seven eight", indent=3), width=20)

    assert lines[0].startswith("   · one")
    assert all(line.startswith("     ") for line in lines[1:])


def test_headings_are_numbered():
    """One speaks of a report by its sections."""
    assert printed(heading(4, "Calendar"))[1].startswith("4  Calendar ")
    assert printed(under("Money"))[1] == "Money"


@pytest.mark.parametrize(
    ("width", "told"), [(99, "a b · c · d"), (7, "a b · c\nd"), (6, "a b\nc · d"), (1, "a b\nc\nd")]
)
def test_parts_are_joined_on_as_few_lines_as_they_need(width, told):
    """An event must not be broken between its day and its name."""
    assert joined(["a b", "c", "d"], width=width, between=" · ") == told


@given(st.lists(st.text(alphabet="abc ", min_size=1, max_size=12).filter(str.strip), max_size=12), st.integers(12, 60))
def test_joined_parts_fit_and_none_is_lost(parts, width):
    """Whatever the names are, none may be dropped or run over the edge."""
    told = joined(parts, width=width, between="|")

    assert [part for line in told.split("\n") for part in line.split("|") if part] == parts
    assert all(len(line) <= width for line in told.split("\n"))
