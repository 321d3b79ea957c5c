"""Counting working days, and adding months as contracts do."""

import datetime as dt

import pytest

from data.errors import DataError
from data.workdays import OutsideCalendar, Workdays, add_months

MONDAY = dt.date(2027, 4, 5)
FRIDAY = dt.date(2027, 4, 9)
SATURDAY = dt.date(2027, 4, 10)
SUNDAY = dt.date(2027, 4, 11)


@pytest.fixture(scope="module")
def april() -> Workdays:
    """Give April 2027: no holiday in it, Thursday the 1st to Friday the 30th."""
    return Workdays(dt.date(2027, 4, 1), dt.date(2027, 4, 30))


@pytest.mark.guards("2.6")
@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2027-05-11", 6, "2027-11-11"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2027-08-30", 6, "2028-02-29"),
        ("2027-08-29", 6, "2028-02-29"),
        ("2027-08-28", 6, "2028-02-28"),
        ("2027-03-31", 8, "2027-11-30"),
        ("2027-12-31", 2, "2028-02-29"),
        ("2027-01-15", 12, "2028-01-15"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2027-05-20", 0, "2027-05-20"),
        ("2027-03-31", -1, "2027-02-28"),
        ("2027-01-31", -2, "2026-11-30"),
    ],
)
def test_add_months_lands_on_the_same_day_or_the_month_s_last(day: str, months: int, expected: str) -> None:
    """A pilot of six months from 31 August ends with February, neither in March nor after 180 days."""
    assert add_months(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(expected)


def test_add_months_never_leaves_the_target_month() -> None:
    """Over four years of days, the month of the answer is the month asked for."""
    day = dt.date(2026, 1, 1)
    while day < dt.date(2030, 1, 1):
        later = add_months(day, 8)

        assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == 8
        assert later.day <= day.day
        day += dt.timedelta(days=1)


def test_days_of_a_month_without_holidays_are_its_weekdays(april: Workdays) -> None:
    """Twenty-two weekdays, counted on a wall calendar."""
    assert len(april) == 22
    assert april.days[0] == dt.date(2027, 4, 1)
    assert april.days[-1] == dt.date(2027, 4, 30)


@pytest.mark.parametrize(("day", "working"), [(MONDAY, True), (FRIDAY, True), (SATURDAY, False), (SUNDAY, False)])
def test_weekend_is_not_working(april: Workdays, day: dt.date, working: bool) -> None:
    """Offices keep a five-day week."""
    assert april.is_working(day) is working


def test_closed_day_is_not_working() -> None:
    """One office may close for its own day."""
    closed = Workdays(dt.date(2027, 4, 1), dt.date(2027, 4, 30), closed=(MONDAY,))

    assert closed.is_working(MONDAY) is False
    assert len(closed) == 21


def test_closed_weekend_changes_nothing(april: Workdays) -> None:
    """A day that is off anyway must not be taken off twice."""
    closed = Workdays(dt.date(2027, 4, 1), dt.date(2027, 4, 30), closed=[SATURDAY, SATURDAY])

    assert closed.days == april.days


def test_closed_given_as_generator_is_kept() -> None:
    """A generator is empty after one pass; the calendar must not depend on who looked first."""
    closed = Workdays(dt.date(2027, 4, 1), dt.date(2027, 4, 30), closed=(day for day in (FRIDAY, MONDAY)))

    assert closed.closed == (MONDAY, FRIDAY)
    assert not closed.is_working(MONDAY)


def test_calendar_of_one_day() -> None:
    """First and last are both included."""
    assert Workdays(MONDAY, MONDAY).days == (MONDAY,)
    assert Workdays(SUNDAY, SUNDAY).days == ()


def test_calendar_that_ends_before_it_begins_is_refused() -> None:
    """An empty calendar would answer every question with an error far away."""
    with pytest.raises(ValueError, match="before the first"):
        Workdays(FRIDAY, MONDAY)


def test_index_and_day_are_inverse(april: Workdays) -> None:
    """The planner counts in indexes and prints dates."""
    for place, day in enumerate(april.days):
        assert april.index(day) == place
        assert april.day(place) == day


def test_index_of_a_sunday_is_refused(april: Workdays) -> None:
    """Nothing begins on a Sunday; a silent shift would hide the mistake."""
    with pytest.raises(OutsideCalendar, match="not a working day"):
        april.index(SUNDAY)


@pytest.mark.parametrize("place", [-1, 22, 1000])
def test_day_beyond_the_calendar_is_refused(april: Workdays, place: int) -> None:
    """Python's negative index would give the last day for the day before the first."""
    with pytest.raises(OutsideCalendar):
        april.day(place)


@pytest.mark.parametrize(("day", "expected"), [(FRIDAY, FRIDAY), (SATURDAY, dt.date(2027, 4, 12)), (MONDAY, MONDAY)])
def test_on_or_after_keeps_a_working_day_and_moves_others_on(april: Workdays, day: dt.date, expected: dt.date) -> None:
    """A deadline on a Saturday is kept on Monday."""
    assert april.on_or_after(day) == expected


@pytest.mark.parametrize(("day", "expected"), [(FRIDAY, FRIDAY), (SATURDAY, FRIDAY), (SUNDAY, FRIDAY)])
def test_on_or_before_keeps_a_working_day_and_moves_others_back(
    april: Workdays, day: dt.date, expected: dt.date
) -> None:
    """A departure before a Monday visit happens on Friday at the latest."""
    assert april.on_or_before(day) == expected


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (MONDAY, 0, MONDAY),
        (MONDAY, 1, dt.date(2027, 4, 6)),
        (MONDAY, 4, FRIDAY),
        (MONDAY, 5, dt.date(2027, 4, 12)),
        (FRIDAY, 1, dt.date(2027, 4, 12)),
        (FRIDAY, -1, dt.date(2027, 4, 8)),
        (MONDAY, -1, dt.date(2027, 4, 2)),
        (SUNDAY, 0, dt.date(2027, 4, 12)),
        (SUNDAY, 1, dt.date(2027, 4, 12)),
        (SUNDAY, 2, dt.date(2027, 4, 13)),
        (SUNDAY, -1, FRIDAY),
        (SATURDAY, -5, MONDAY),
    ],
)
def test_add_counts_working_days_on_both_sides(april: Workdays, day: dt.date, n: int, expected: dt.date) -> None:
    """From a Sunday, one working day on is Monday and one back is Friday, as people count."""
    assert april.add(day, n) == expected


def test_add_agrees_with_index_for_working_days(april: Workdays) -> None:
    """Two ways to the same day must meet, or planner and checker would disagree."""
    for place, day in enumerate(april.days):
        for n in range(-place, len(april) - place):
            assert april.add(day, n) == april.day(place + n)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [(MONDAY, FRIDAY, 5), (MONDAY, MONDAY, 1), (SATURDAY, SUNDAY, 0), (FRIDAY, MONDAY, 0), (FRIDAY, SUNDAY, 1)],
)
def test_between_counts_both_ends(april: Workdays, a: dt.date, b: dt.date, expected: int) -> None:
    """A visit from Monday to Friday takes five days of people's time, not four."""
    assert april.between(a, b) == expected


def test_between_is_one_more_than_the_difference_of_indexes(april: Workdays) -> None:
    """Lags are index differences, lengths count both ends."""
    assert april.between(MONDAY, FRIDAY) == april.index(FRIDAY) - april.index(MONDAY) + 1


@pytest.mark.parametrize("day", [dt.date(2027, 3, 31), dt.date(2027, 5, 1)])
def test_days_outside_the_calendar_are_refused_everywhere(april: Workdays, day: dt.date) -> None:
    """What lies outside is not known here; False or 0 would be a guess."""
    for ask in (
        lambda: april.is_working(day),
        lambda: april.on_or_after(day),
        lambda: april.on_or_before(day),
        lambda: april.add(day, 1),
        lambda: april.between(day, day),
        lambda: april.index(day),
    ):
        with pytest.raises(OutsideCalendar) as caught:
            ask()
        assert caught.value.day == day


@pytest.mark.parametrize("n", [22, -1, 30])
def test_add_that_leaves_the_calendar_is_refused(april: Workdays, n: int) -> None:
    """The end of the table is not the end of the year."""
    with pytest.raises(OutsideCalendar, match="leads out"):
        april.add(dt.date(2027, 4, 1), n)


def test_on_or_after_the_last_working_day_is_refused_at_the_edge() -> None:
    """A calendar that ends on a Sunday has no day after its Saturday."""
    week = Workdays(MONDAY, SUNDAY)

    assert week.on_or_before(SUNDAY) == FRIDAY
    with pytest.raises(OutsideCalendar):
        week.on_or_after(SATURDAY)


def test_outside_calendar_is_an_error_of_the_data_room_and_a_value_error() -> None:
    """A caller may catch either."""
    assert issubclass(OutsideCalendar, DataError)
    assert issubclass(OutsideCalendar, ValueError)


def test_two_calendars_of_the_same_days_are_equal() -> None:
    """Problems are compared and fingerprinted with their calendar."""
    assert Workdays(MONDAY, FRIDAY) == Workdays(MONDAY, FRIDAY)
    assert Workdays(MONDAY, FRIDAY) != Workdays(MONDAY, FRIDAY, closed=(MONDAY,))
