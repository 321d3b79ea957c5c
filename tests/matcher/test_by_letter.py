"""The example of docs/algorithms/matching.md from two letters to a certificate, number by number."""

from pathlib import Path

import pytest

from tests.matcher.test_worked import build, read

ROOT = Path(__file__).parents[2]
STORY = ROOT / "tests" / "worked" / "matching" / "one-place-two-letters.toml"
PAGE = ROOT / "docs" / "algorithms" / "matching.md"
# Points of each criterion in the order of the page's table, for Beta and for Gama.
POINTS = {
    "subject": (180, 180), "words": (24, 24), "priority": (80, 80), "achievement": (200, 150), "likeness": (56, 43),
    "nearness": (60, 60), "health": (24, 24), "wish": (0, 0), "expectation": (30, 30), "past": (0, 0),
}  # fmt: skip
WEIGHTS = {"served": 65_425, "first_need": 13_085, "wishes": 13_085, "points": 5, "turns": 1}


@pytest.fixture(scope="module")
def part() -> str:
    """Return the part of the page that counts the example."""
    page = PAGE.read_text("utf8")
    return page[page.index("### From two letters to a certificate") : page.index("## What any other choice would cost")]


def test_points_of_both_letters_are_those_on_the_page(part) -> None:
    """A reader adds up ten lines for each letter and finds what the ranking says."""
    made = build(read(STORY))

    for place, (need, total) in enumerate((("beta/1", 654), ("gama/1", 591))):
        (told,) = made.rank(need, top=1)
        assert {one.criterion: one.points for one in told.parts} == {key: both[place] for key, both in POINTS.items()}
        assert told.points == total == sum(both[place] for both in POINTS.values())
    for key, (beta, gama) in POINTS.items():
        assert f"| {key} | {beta} | {gama} |" in part
    assert "| together | 654 | 591 |" in part


def test_weights_values_prices_and_bound_are_those_on_the_page(part) -> None:
    """Every number of the sum is in the certificate, or follows from it by what the page says."""
    result = build(read(STORY)).solve(time_limit=60, seed=1)
    certificate = result.certificate

    assert dict(certificate.weights) == WEIGHTS
    beta, gama = (WEIGHTS["served"] + WEIGHTS["first_need"] + WEIGHTS["points"] * points for points in (654, 591))
    assert (beta, gama) == (81_780, 81_465)
    assert certificate.prices == {"alfa": gama}
    assert beta - gama == 315
    assert {level.id: (level.value, level.bound) for level in result.levels} == {
        "served": (1, 1), "first_need": (1, 1), "wishes": (0, 0), "points": (654, 654), "turns": (0, 0),
    }  # fmt: skip
    for number in (*WEIGHTS.values(), beta, gama, 315, 16_355, 3_270):
        assert f"{number:,}" in part
    assert beta - WEIGHTS["served"] == 16_355 == WEIGHTS["first_need"] + 3_270
    assert WEIGHTS["points"] * 654 == 3_270
    assert result.verify() == ()
