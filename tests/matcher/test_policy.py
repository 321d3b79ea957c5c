"""Arithmetic of points, at its edges."""

import pytest

from matcher.policy import fade, portion


@pytest.mark.parametrize(
    ("possible", "part", "whole", "points"),
    [
        (100, 50, 100, 50),
        (3, 50, 100, 2),
        (1, 49, 100, 0),
        (10, 0, 5, 0),
        (10, -3, 5, 0),
        (10, 5, 5, 10),
        (10, 9, 5, 10),
    ],
)
def test_portion_rounds_half_up_and_stays_inside(possible, part, whole, points) -> None:
    """Never below nothing, never above the possible, and a half counts up."""
    assert portion(possible, part, whole) == points


@pytest.mark.parametrize(("value", "points"), [(0, 10), (100, 10), (101, 10), (150, 5), (199, 0), (200, 0), (900, 0)])
def test_fade_is_full_up_to_one_edge_and_nothing_from_the_other(value, points) -> None:
    """Evenly fewer between 100 and 200."""
    assert fade(10, value, full=100, none=200) == points
