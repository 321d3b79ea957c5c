"""The days on which a plan can lie: one axis of working days, its quiet days and its months (2.6)."""

import datetime as dt
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cache

from data.book import Book
from data.rows import Activity
from data.workdays import Quiet, Workdays, add_months, quiet_windows
from planner.problem import Problem

ONE_DAY = dt.timedelta(days=1)
YEAR_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizon:
    """Working days from the first day of the budget year to where the longest pilot can close.

    Parameters
    ----------
    workdays
        The axis; an index on it is the number of a working day.
    quiet
        Quiet windows of the policy that touch it.
    deadline
        Index of the last working day of the budget year.
    """

    workdays: Workdays
    quiet: tuple[Quiet, ...]
    year: int
    deadline: int
    _tables: dict[int, tuple[int, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _months: list[str] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def last(self) -> int:
        """Index of the last working day."""
        return len(self.workdays.days) - 1

    def day(self, index: int) -> dt.date:
        """Return the date of working day ``index``."""
        return self.workdays.days[index]

    def after(self, day: dt.date) -> int:
        """Return the index of ``day`` or the next working day; one past the axis when there is none."""
        return bisect_left(self.workdays.days, day)

    def before(self, day: dt.date) -> int:
        """Return the index of ``day`` or the working day before; -1 when there is none."""
        return bisect_right(self.workdays.days, day) - 1

    def month(self, index: int) -> str:
        """Return the calendar month of a working day, ``2027-03``."""
        if not self._months:
            self._months.extend(day.isoformat()[: len("2027-03")] for day in self.workdays.days)
        return self._months[index]

    def offset(self, day: dt.date) -> int:
        """Return calendar days since the axis begins; below zero for the days before."""
        return (day - self.workdays.first).days

    def is_quiet(self, day: dt.date, kind: str) -> bool:
        """Whether the policy keeps ``day`` free of activities of ``kind``."""
        return any(quiet.first <= day <= quiet.last and kind in quiet.window.kinds for quiet in self.quiet)

    def months_later(self, index: int, months: int) -> int:
        """Return the index of the last working day up to so many calendar months after working day ``index``."""
        return self.months_table(months)[index]

    def months_table(self, months: int) -> tuple[int, ...]:
        """Return ``months_later`` of every working day of the axis."""
        if months not in self._tables:
            days = self.workdays.days
            self._tables[months] = tuple(bisect_right(days, add_months(day, months)) - 1 for day in days)
        return self._tables[months]

    def pilot_end(self, start: int, end: int, months: range) -> dt.date:
        """Return the day on which a pilot ends whose last working day is ``end``.

        Notes
        -----
        A whole number of months ends on exactly that day, even on a Sunday; otherwise the end is a working day.
        """
        for count in months:
            if self.months_later(start, count) == end:
                return add_months(self.day(start), count)
        return self.day(end)


def horizon_of(problem: Problem) -> Horizon:
    """Return the axis of a problem; equal problems share it.

    Raises
    ------
    NoCalendar
        If a year of the axis has no holiday table.
    """
    given = (partnership.pilot_months or 0 for partnership in problem.partnerships.values())
    return _horizon(problem.book, problem.year, max(longest_pilot(problem.book), *given, 0))


def longest_pilot(book: Book) -> int:
    """Return the most calendar months that any pilot of the book may take."""
    return max((book.number(row.months[-1]) for row in book.activities.values() if row.months), default=0)


def dated(book: Book) -> dict[str, Activity]:
    """Return the activities that a planner dates, by id."""
    return {row.id: row for row in book.activities.values() if row.scheduled}


def _horizon(book: Book, year: int, months: int) -> Horizon:
    axis = _axis(book.programme.country, year, year + 1 + months // YEAR_MONTHS)
    deadline = bisect_right(axis.days, dt.date(year + 1, 1, 1) - ONE_DAY) - 1
    return Horizon(workdays=axis, quiet=quiet_windows(book, axis.first, axis.last), year=year, deadline=deadline)


@cache
def _axis(country: str, first: int, last: int) -> Workdays:
    return Workdays(dt.date(first, 1, 1), dt.date(last + 1, 1, 1) - ONE_DAY, country)
