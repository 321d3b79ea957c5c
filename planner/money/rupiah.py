"""Whole rupiah: what is no amount, how a sum is shared out to the last one, and how it is written (4.1, 4.2)."""

from collections.abc import Sequence

from data.text import Text
from planner.errors import PlannerError


class NotWholeRupiah(PlannerError, TypeError):
    """An amount of money is no whole number; ``what`` names it, ``value`` is what came instead."""

    def __init__(self, what: str, value: object) -> None:
        """Name the amount and show what was given."""
        self.what, self.value = what, value
        super().__init__(f"{what} is {value!r}; money is counted in whole rupiah (int)")


class NegativeRupiah(PlannerError, ValueError):
    """An amount of money is below zero; ``what`` names it, ``value`` is the amount."""

    def __init__(self, what: str, value: int) -> None:
        """Name the amount and show what was given."""
        self.what, self.value = what, value
        super().__init__(f"{what} is {value}; a cost is zero or more")


def whole_rupiah(what: str, value: object) -> int:
    """Return ``value`` if it is a whole amount of at least zero.

    Raises
    ------
    NotWholeRupiah
        If it is anything but an ``int``; a ``bool`` is no amount either.
    NegativeRupiah
        If it is below zero.
    """
    if type(value) is not int:
        raise NotWholeRupiah(what, value)
    if value < 0:
        raise NegativeRupiah(what, value)
    return value


def share_out(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Split ``total`` in proportion to ``weights`` so that the parts add up exactly.

    Largest remainder: everyone gets the whole part of the exact share, the rupiah that are left
    go one each to the largest remainders; of equal remainders the earlier one is served first.

    Raises
    ------
    ValueError
        If something is to be shared out among weights that are all zero.
    """
    whole = sum(weights)
    if not whole:
        if total:
            msg = f"{total} rupiah cannot be shared out among no weights"
            raise ValueError(msg)
        return tuple(0 for _ in weights)
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: (-(total * weights[place] % whole), place))
    for place in by_remainder[: total - sum(parts)]:
        parts[place] += 1
    return tuple(parts)


def spaced(amount: int) -> str:
    """Return a whole number with a space between thousands, read alike in both languages."""
    return f"{amount:,}".replace(",", " ")


def rupiah(amount: int, currency: str = "IDR") -> Text:
    """Return whole units of a book's currency as English and Indonesian readers write them: Rp5,000, or USD 5,000."""
    unit = "Rp" if currency == "IDR" else f"{currency} "
    return Text(en=f"{unit}{amount:,}", id=f"{unit}{amount:,}".replace(",", "."))
