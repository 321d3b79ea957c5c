"""Which days are off, which of them are sure, and which windows a plan avoids."""

import dataclasses
import datetime as dt
import types

import pytest

from data import load_book
from data.book import Book
from data.errors import DataError
from data.rows import Number, QuietWindow
from data.text import Text
from data.workdays import (
    NoCalendar,
    Workdays,
    eid_al_fitr,
    is_decreed,
    quiet_windows,
    year_holidays,
)

YEAR = Workdays(dt.date(2027, 1, 1), dt.date(2027, 12, 31))
ZERO, TWO, WEEK = "none_days", "two_days", "week_days"


def book_with(*windows: QuietWindow) -> Book:
    """Return the book with these quiet windows only, and three numbers to measure them by."""
    lengths = {ZERO: 0, TWO: 2, WEEK: 7}
    numbers = {
        key: Number(
            id=key, name=Text(en=key, id=key), section="2.6", status="assumed", note="test", value=value, unit="days",
            since=dt.date(2026, 1, 1), source="test",
        )
        for key, value in lengths.items()
    }  # fmt: skip
    return dataclasses.replace(
        load_book(),
        quiet_windows=types.MappingProxyType({window.id: window for window in windows}),
        numbers=types.MappingProxyType(numbers),
    )


def window(anchor: str, *, before: str = ZERO, after: str = ZERO, id: str = "quiet") -> QuietWindow:
    """Return a window of visits around ``anchor``."""
    return QuietWindow(
        id=id, name=Text(en="quiet", id="tenang"), section="2.6", status="assumed", note="test", anchor=anchor,
        before=before, after=after, kinds=("visit",),
    )  # fmt: skip


def spans(book: Book, first: dt.date, last: dt.date) -> list[tuple[dt.date, dt.date]]:
    """Return first and last day of each quiet stretch."""
    return [(quiet.first, quiet.last) for quiet in quiet_windows(book, first, last)]


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        ("2027-01-01", "public"), ("2027-02-05", "joint leave"), ("2027-03-08", "public"),
        ("2027-03-09", "joint leave"), ("2027-03-10", "public"), ("2027-03-12", "joint leave"),
        ("2027-03-15", "joint leave"), ("2027-05-06", "public"),
        ("2027-08-17", "public"), ("2027-12-24", "joint leave"),
    ],
)  # fmt: skip
def test_public_days_and_joint_leave_are_both_off(day: str, kind: str) -> None:
    """Asking the package for public days alone leaves joint leave out without a word."""
    date = dt.date.fromisoformat(day)

    assert not YEAR.is_working(date)
    assert {holiday.kind for holiday in YEAR.holidays if holiday.day == date} == {kind}


def test_the_day_before_a_holiday_is_working() -> None:
    """Only the day itself is off: Monday 16 August 2027 is worked."""
    assert YEAR.is_working(dt.date(2027, 8, 16))
    assert not YEAR.is_working(dt.date(2027, 8, 17))
    assert YEAR.is_working(dt.date(2027, 8, 18))


def test_working_days_of_2027_counted_independently() -> None:
    """261 weekdays less the 18 holidays that fall on one."""
    weekdays = sum((dt.date(2027, 1, 1) + dt.timedelta(days=step)).weekday() < 5 for step in range(365))
    on_weekdays = {holiday.day for holiday in YEAR.holidays if holiday.day.weekday() < 5}

    assert weekdays == 261
    assert len(YEAR) == weekdays - len(on_weekdays)


def test_holiday_has_names_in_both_languages() -> None:
    """The calendar is printed for Indonesian and for English readers."""
    names = {holiday.day: holiday.name for holiday in YEAR.holidays}

    assert names[dt.date(2027, 8, 17)] == Text(en="Independence Day", id="Hari Kemerdekaan Republik Indonesia")


def test_names_do_not_carry_the_mark_of_estimation() -> None:
    """Estimated is a field; in the name it would be printed twice or translated wrongly."""
    for holiday in YEAR.holidays:
        assert "estimated" not in holiday.name.en
        assert "perkiraan" not in holiday.name.id


def test_days_that_wait_for_the_decree_are_estimated() -> None:
    """Eid of 2027 is astronomical until the ministers decree it; Independence Day waits for nobody."""
    estimated = {holiday.day for holiday in YEAR.holidays if holiday.estimated}

    assert dt.date(2027, 3, 10) in estimated
    assert dt.date(2027, 5, 17) in estimated
    assert dt.date(2027, 8, 17) not in estimated


def test_decreed_year_has_nothing_estimated() -> None:
    """2025 is past and certain."""
    assert not any(holiday.estimated for holiday in year_holidays("ID", 2025))


def test_holidays_stay_inside_the_calendar() -> None:
    """A calendar of March tells March's holidays."""
    march = Workdays(dt.date(2027, 3, 1), dt.date(2027, 3, 31))

    assert {holiday.day.month for holiday in march.holidays} == {3}
    assert list(march.holidays) == sorted(march.holidays, key=lambda holiday: holiday.day)


def test_calendar_over_the_turn_of_the_year_has_both_years_holidays() -> None:
    """A plan for 2027 is made in December 2026 and may end in 2028."""
    days = {holiday.day for holiday in Workdays(dt.date(2026, 12, 1), dt.date(2028, 3, 31)).holidays}

    assert {dt.date(2026, 12, 25), dt.date(2027, 12, 25), dt.date(2028, 2, 27)} <= days


@pytest.mark.parametrize(
    ("year", "day", "estimated"),
    [
        (2024, "2024-04-10", False), (2025, "2025-03-31", False), (2026, "2026-03-21", False),
        (2027, "2027-03-10", True),        (2028, "2028-02-27", True),
    ],
)  # fmt: skip
def test_eid_is_the_indonesian_date(year: int, day: str, estimated: bool) -> None:
    """The Saudi calendar is a day earlier in four of these five years and would put travel on a holiday."""
    assert eid_al_fitr(year) == (dt.date.fromisoformat(day), estimated)


def test_eid_of_a_year_with_two_is_the_first() -> None:
    """2033 has two, on 3 January and 23 December."""
    assert eid_al_fitr(2033)[0] == dt.date(2033, 1, 3)


@pytest.mark.parametrize(("year", "decreed"), [(2026, True), (2028, False)])
def test_year_without_joint_leave_is_not_decreed(year: int, decreed: bool) -> None:
    """A calendar of 2028 looks generous only because its joint leave is not settled."""
    assert is_decreed(year) is decreed


@pytest.mark.parametrize("year", [1900, 2101, 2500])
def test_year_without_a_table_is_refused(year: int) -> None:
    """A year without holidays would be planned as if nobody rested."""
    with pytest.raises(NoCalendar) as caught:
        Workdays(dt.date(year, 1, 1), dt.date(year, 1, 31))

    assert (caught.value.country, caught.value.year) == ("ID", year)
    assert str(year) in str(caught.value)


def test_unknown_country_is_refused() -> None:
    """A mistyped code must not give a calendar of weekends only."""
    with pytest.raises(NoCalendar):
        Workdays(dt.date(2027, 1, 1), dt.date(2027, 1, 31), country="ZZ")


def test_no_calendar_is_an_error_of_the_data_room_and_a_key_error() -> None:
    """A caller may catch either."""
    assert issubclass(NoCalendar, DataError)
    assert issubclass(NoCalendar, KeyError)


def test_another_country_has_its_own_holidays() -> None:
    """A programme of the region plans by its own calendar."""
    philippines = Workdays(dt.date(2027, 6, 1), dt.date(2027, 6, 30), country="PH")

    assert dt.date(2027, 6, 1) in philippines.days
    assert any(holiday.day == dt.date(2027, 6, 12) for holiday in philippines.holidays)


def test_ramadan_window_runs_from_thirty_days_before_eid_to_the_day_before() -> None:
    """Ramadan has 29 or 30 days; one day too many costs less than a visit on its first day."""
    book = book_with(window("ramadan"))

    found = quiet_windows(book, dt.date(2027, 1, 1), dt.date(2027, 12, 31))

    assert [(quiet.first, quiet.last) for quiet in found] == [(dt.date(2027, 2, 8), dt.date(2027, 3, 9))]
    assert found[0].estimated
    assert found[0].window.id == "quiet"


def test_eid_window_reaches_so_many_days_to_both_sides() -> None:
    """The journey home begins before Eid and ends after it."""
    book = book_with(window("eid", before=TWO, after=WEEK))

    assert spans(book, dt.date(2027, 1, 1), dt.date(2027, 12, 31)) == [(dt.date(2027, 3, 8), dt.date(2027, 3, 17))]


def test_fixed_window_comes_every_year_and_is_sure() -> None:
    """17 August needs no decree."""
    book = book_with(window("08-17", before=TWO, after=TWO))

    found = quiet_windows(book, dt.date(2027, 1, 1), dt.date(2028, 12, 31))

    assert [quiet.first for quiet in found] == [dt.date(2027, 8, 15), dt.date(2028, 8, 15)]
    assert [quiet.estimated for quiet in found] == [False, False]


def test_window_over_the_turn_of_the_year_is_found_from_either_side() -> None:
    """The quiet end of 2026 still covers the first days of 2027."""
    book = book_with(window("12-31", before=TWO, after=TWO))

    assert spans(book, dt.date(2027, 1, 1), dt.date(2027, 1, 31)) == [(dt.date(2026, 12, 29), dt.date(2027, 1, 2))]
    assert spans(book, dt.date(2026, 12, 1), dt.date(2026, 12, 31)) == [(dt.date(2026, 12, 29), dt.date(2027, 1, 2))]


@pytest.mark.parametrize(
    ("first", "last", "touched"),
    [
        ("2027-08-19", "2027-08-31", True), ("2027-08-20", "2027-08-31", False), ("2027-08-01", "2027-08-15", True),
        ("2027-08-01", "2027-08-14", False), ("2027-08-17", "2027-08-17", True),
    ],
)  # fmt: skip
def test_window_is_given_when_it_touches_the_span_by_a_day(first: str, last: str, touched: bool) -> None:
    """A window that ends on the span's first day still blocks that day."""
    book = book_with(window("08-17", before=TWO, after=TWO))

    found = quiet_windows(book, dt.date.fromisoformat(first), dt.date.fromisoformat(last))

    assert bool(found) is touched


def test_windows_come_in_order_of_their_first_day() -> None:
    """A printed calendar reads from January to December."""
    book = book_with(window("08-17", id="independence"), window("ramadan", id="ramadan"), window("12-31", id="end"))

    found = quiet_windows(book, dt.date(2027, 1, 1), dt.date(2027, 12, 31))

    assert [quiet.window.id for quiet in found] == ["ramadan", "independence", "end"]


@pytest.mark.parametrize("anchor", ["", "christmas", "17-08", "13-01", "8-17", "2027-08-17"])
def test_window_with_an_unreadable_anchor_is_refused_by_name(anchor: str) -> None:
    """Whoever edits the policy must learn which row is wrong."""
    book = book_with(window(anchor, id="odd"))

    with pytest.raises(DataError, match="quiet_window odd"):
        quiet_windows(book, dt.date(2027, 1, 1), dt.date(2027, 12, 31))


def test_the_shipped_book_keeps_ramadan_and_eid_quiet() -> None:
    """Ten dated partnership events of the past: not one lay in Ramadan."""
    days = [
        (quiet.window.anchor, quiet.first, quiet.last)
        for quiet in quiet_windows(load_book(), dt.date(2027, 1, 1), dt.date(2027, 12, 31))
    ]

    assert any(first <= dt.date(2027, 2, 20) <= last for _, first, last in days)
    assert any(anchor == "eid" and first <= dt.date(2027, 3, 10) <= last for anchor, first, last in days)


def test_no_windows_in_the_book_means_no_quiet_days() -> None:
    """Quiet days are policy; a programme may have none."""
    assert quiet_windows(book_with(), dt.date(2027, 1, 1), dt.date(2027, 12, 31)) == ()
