"""Working days of the programme's country, and the days that plans avoid (2.6 and policy)."""

import calendar
import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from data.book import Book
from data.daysoff import Holiday, NoCalendar, eid_al_fitr, eids, is_decreed, year_holidays
from data.errors import DataError
from data.rows import QuietWindow

__all__ = [
    "Holiday",
    "NoCalendar",
    "OutsideCalendar",
    "Quiet",
    "Workdays",
    "add_months",
    "eid_al_fitr",
    "is_decreed",
    "quiet_windows",
    "year_holidays",
]

# Days of the month of Ramadan counted back from Eid; the month has 29 or 30, so at most one too many.
RAMADAN_DAYS = 30
# Weekday number of Saturday in Python's dates (Monday is 0): from here on it is the weekend.
SATURDAY = 5

ONE_DAY = dt.timedelta(days=1)


class OutsideCalendar(DataError, ValueError):
    """A day was asked that is not in the calendar, or is not a working day where one is needed."""

    def __init__(self, day: dt.date, reason: str) -> None:
        """Keep the day; ``reason`` completes the sentence."""
        self.day = day
        super().__init__(f"{day.isoformat()} {reason}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """One stretch of quiet days, both ends included, and the row of the book that asks for it."""

    first: dt.date
    last: dt.date
    window: QuietWindow
    estimated: bool


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day of the month ``months`` later (or earlier), clipped to the month's last day.

    31 August and six months is the last day of February, as a contract's month ends.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Workdays:
    """The working days from ``first`` to ``last``, numbered from 0.

    Parameters
    ----------
    first, last
        Both included.
    country
        Whose public days and joint leave are off, besides Saturdays and Sundays.
    closed
        More days off, for example of one office.

    Raises
    ------
    NoCalendar
        If a year in between has no holiday table.
    ValueError
        If ``last`` is before ``first``.
    """

    first: dt.date
    last: dt.date
    country: str = "ID"
    closed: Iterable[dt.date] = ()
    days: tuple[dt.date, ...] = field(init=False)
    holidays: tuple[Holiday, ...] = field(init=False)
    _place: dict[dt.date, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """List the working days once."""
        if self.last < self.first:
            msg = f"the last day {self.last} is before the first {self.first}"
            raise ValueError(msg)
        years = range(self.first.year, self.last.year + 1)
        off = tuple(
            holiday
            for year in years
            for holiday in year_holidays(self.country, year)
            if self.first <= holiday.day <= self.last
        )
        closed = tuple(sorted(set(self.closed)))
        shut = {holiday.day for holiday in off} | set(closed)
        span = (self.last - self.first).days + 1
        every = (self.first + dt.timedelta(days=step) for step in range(span))
        days = tuple(day for day in every if day.weekday() < SATURDAY and day not in shut)
        object.__setattr__(self, "closed", closed)
        object.__setattr__(self, "holidays", off)
        object.__setattr__(self, "days", days)
        object.__setattr__(self, "_place", {day: place for place, day in enumerate(days)})

    def __len__(self) -> int:
        """Return how many working days there are."""
        return len(self.days)

    def is_working(self, day: dt.date) -> bool:
        """Whether ``day`` is a working day of this calendar.

        Raises
        ------
        OutsideCalendar
            If ``day`` is before the first or after the last day: that is not known here.
        """
        self._require(day)
        return day in self._place

    def index(self, day: dt.date) -> int:
        """Return the number of working day ``day``, the first being 0.

        Raises
        ------
        OutsideCalendar
            If ``day`` is no working day of this calendar.
        """
        if day not in self._place:
            self._require(day)
            raise OutsideCalendar(day, "is not a working day")
        return self._place[day]

    def day(self, i: int) -> dt.date:
        """Return working day number ``i``.

        Raises
        ------
        OutsideCalendar
            If there is no such number; negative numbers do not count from the end.
        """
        if not 0 <= i < len(self.days):
            raise OutsideCalendar(self.last if i > 0 else self.first, f"bounds the calendar; it has no working day {i}")
        return self.days[i]

    def on_or_after(self, day: dt.date) -> dt.date:
        """Return ``day`` if it is a working day, else the next one.

        Raises
        ------
        OutsideCalendar
            If ``day``, or the answer, is not in the calendar.
        """
        self._require(day)
        return self._at(bisect_left(self.days, day), day)

    def on_or_before(self, day: dt.date) -> dt.date:
        """Return ``day`` if it is a working day, else the one before.

        Raises
        ------
        OutsideCalendar
            If ``day``, or the answer, is not in the calendar.
        """
        self._require(day)
        return self._at(bisect_right(self.days, day) - 1, day)

    def add(self, day: dt.date, n: int) -> dt.date:
        """Return the ``n``-th working day after ``day``; before it when ``n`` is negative.

        ``add(day, 0)`` is ``on_or_after(day)``.  From a Sunday, one working day on is Monday.

        Raises
        ------
        OutsideCalendar
            If ``day``, or the answer, is not in the calendar.
        """
        if n == 0:
            return self.on_or_after(day)
        self._require(day)
        if n > 0:
            return self._at(bisect_right(self.days, day) - 1 + n, day)
        return self._at(bisect_left(self.days, day) + n, day)

    def between(self, a: dt.date, b: dt.date) -> int:
        """Return how many working days lie in ``[a, b]``, both included; 0 when ``b`` is before ``a``.

        Raises
        ------
        OutsideCalendar
            If an end is not in the calendar.
        """
        self._require(a)
        self._require(b)
        return max(0, bisect_right(self.days, b) - bisect_left(self.days, a))

    def _at(self, place: int, asked: dt.date) -> dt.date:
        if not 0 <= place < len(self.days):
            raise OutsideCalendar(asked, f"leads out of the calendar {self.first} to {self.last}")
        return self.days[place]

    def _require(self, day: dt.date) -> None:
        if not self.first <= day <= self.last:
            raise OutsideCalendar(day, f"is outside the calendar {self.first} to {self.last}")


def quiet_windows(book: Book, first: dt.date, last: dt.date) -> tuple[Quiet, ...]:
    """Return the book's quiet stretches that touch ``[first, last]``, whole, in order of their first day.

    Raises
    ------
    NoCalendar
        If a row hangs on Eid al-Fitr in a year without a table.
    DataError
        If a row's anchor is neither ``ramadan``, ``eid`` nor a month and day.
    """
    found: list[Quiet] = []
    for window in book.quiet_windows.values():
        before, after = book.number(window.before), book.number(window.after)
        for year in range(first.year - 1, last.year + 1 + 1):
            for start, end, estimated in _anchors(window, year):
                opened, closed = start - before * ONE_DAY, end + after * ONE_DAY
                if opened <= last and closed >= first:
                    found.append(Quiet(first=opened, last=closed, window=window, estimated=estimated))
    return tuple(sorted(found, key=lambda quiet: (quiet.first, quiet.last, quiet.window.id)))


def _anchors(window: QuietWindow, year: int) -> tuple[tuple[dt.date, dt.date, bool], ...]:
    """Return ``(first, last, estimated)`` of what the window hangs on in ``year``."""
    if window.anchor == "eid":
        return tuple((eid, eid, estimated) for eid, estimated in eids(year))
    if window.anchor == "ramadan":
        return tuple((eid - RAMADAN_DAYS * ONE_DAY, eid - ONE_DAY, estimated) for eid, estimated in eids(year))
    try:
        day = dt.date.fromisoformat(f"{year:04d}-{window.anchor}")
    except ValueError as error:
        msg = f"quiet_window {window.id}: anchor {window.anchor!r} is not ramadan, eid or a day such as 08-17"
        raise DataError(msg) from error
    return ((day, day, False),)
