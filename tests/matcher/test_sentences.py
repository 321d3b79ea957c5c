"""Sentences with figures, as each language writes them."""

from decimal import Decimal

import pytest

from data.text import Text
from matcher.sentences import Phrase, join, names, say

PLAIN = Text("{}", "{}")


@pytest.mark.parametrize(
    ("figure", "en", "id_"),
    [
        (21_000, "21,000", "21.000"),
        (-1_234, "-1,234", "-1.234"),
        (Decimal("41.50"), "41.5", "41,5"),
        (Decimal(40), "40", "40"),
        (Decimal("1234.5"), "1,234.5", "1.234,5"),
        ("2023", "2023", "2023"),
        (Text("a river", "sungai"), "a river", "sungai"),
        (Phrase(Text("{} km", "{} km"), (1_240,)), "1,240 km", "1.240 km"),
    ],
)
def test_say_writes_each_figure_as_its_language_does(figure, en, id_) -> None:
    """Indonesian parts thousands with a point and decimals with a comma; years are words."""
    assert say(PLAIN, figure) == Text(en, id_)


def test_say_several_phrases_are_one_sentence_with_a_capital() -> None:
    """Parts of one reason stand after another."""
    phrases = (Phrase(Text("one {}", "satu {}"), (1,)), Phrase(Text("two", "dua")))

    assert say(Text("{}.", "{}."), phrases) == Text("One 1; two.", "Satu 1; dua.")


def test_say_braces_in_names_are_left_alone() -> None:
    """A name is never read as a template."""
    assert say(PLAIN, "{0} {x}").en == "{0} {x}"


def test_join_and_names_part_by_semicolon_and_comma() -> None:
    """Two kinds of list: sentences and names."""
    assert join([Text("a", "b"), Text("c", "d")]) == Text("a; c", "b; d")
    assert names(["x", "y"]) == "x, y"
