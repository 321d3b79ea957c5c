"""Arithmetic of points in whole numbers; every share and limit is a number of the book (policy/matching.toml)."""

from data.book import Book

# How the rows of the weights begin.
WEIGHT = "match_weight_"


def most_points(book: Book) -> int:
    """Return the points of a pair that fits perfectly: the weights of all criteria together."""
    return sum(row.value for key, row in book.numbers.items() if key.startswith(WEIGHT))


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
