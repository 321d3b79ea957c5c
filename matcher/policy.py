"""Arithmetic of points in whole numbers; every share and limit is a number of the book (policy/matching.toml)."""


def portion(possible: int, part: int, whole: int) -> int:
    """Return ``possible * part / whole`` rounded half up, kept between 0 and ``possible``."""
    if part <= 0:
        return 0
    if part >= whole:
        return possible
    return (2 * possible * part + whole) // (2 * whole)


def fade(possible: int, value: int, *, full: int, none: int) -> int:
    """Return all points up to ``full``, none from ``none`` on, and evenly fewer between them."""
    return portion(possible, none - value, none - full)
