"""The indicators of many partnerships together: of a programme (5.1.1), and of one member over the years (5.1.2)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from data.watching import Indicator
from service.insight.folder import Folder
from service.insight.indicators import Measured, measure, percent


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """One indicator over many partnerships.

    Parameters
    ----------
    indicator
        Row of the book.
    value
        Whole per cent of all that was due in any of them; None where nothing was.
    done, late, due
        Their sums.
    counted, without
        How many values it is made of, and how many partnerships or mentees gave no number.
    """

    indicator: Indicator
    value: int | None
    done: int
    late: int
    due: int
    counted: int
    without: int


def pool(folders: Iterable[Folder], *, today: dt.date) -> tuple[Pooled, ...]:
    """Return every indicator over all partnerships of one programme, in the book's order."""
    return _pooled(one for folder in folders for one in measure(folder, today=today))


def pool_of(folders: Iterable[Folder], member: str, *, today: dt.date) -> tuple[Pooled, ...]:
    """Return the indicators of one member over all its partnerships, those of roles that it had."""
    return _pooled(one for folder in folders for one in measure(folder, today=today) if one.member == member)


def _pooled(found: Iterable[Measured]) -> tuple[Pooled, ...]:
    by_row: dict[str, list[Measured]] = {}
    for one in found:
        by_row.setdefault(one.indicator.id, []).append(one)
    return tuple(_sum(ones) for ones in by_row.values())


def _sum(ones: list[Measured]) -> Pooled:
    sums: Mapping[str, int] = {name: sum(getattr(one, name) for one in ones) for name in ("done", "late", "due")}
    counted = sum(one.value is not None for one in ones)
    return Pooled(
        indicator=ones[0].indicator,
        value=percent(sums["done"], sums["due"]),
        counted=counted,
        without=len(ones) - counted,
        **sums,
    )
