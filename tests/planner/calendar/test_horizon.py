"""The axis of working days: how far it reaches, what is quiet, and where a pilot of so many months ends."""

import datetime as dt

import pytest

from data.loading import WATERLINKS, load_book
from data.workdays import add_months
from planner.calendar.horizon import horizon_of, longest_pilot
from tests.planner.calendar_cases import YEAR, book, model, one


@pytest.fixture(scope="module")
def horizon():
    """Return the axis of 2027."""
    return horizon_of(one().problem())


def test_axis_runs_from_new_year_to_the_end_of_next_year(horizon):
    """A partnership that is carried over still has its days."""
    assert horizon.workdays.first == dt.date(YEAR, 1, 1)
    assert horizon.workdays.last == dt.date(YEAR + 1, 12, 31)


def test_axis_reaches_further_for_longer_pilots():
    """A pilot of 24 months that begins at the end of the year needs the third year after it."""
    given = load_book(WATERLINKS)

    assert longest_pilot(given) == 24
    assert horizon_of(model(given).problem()).workdays.last == dt.date(YEAR + 3, 12, 31)


def test_deadline_is_last_working_day_of_the_year(horizon):
    """31 December 2027 is a Friday and no day off."""
    assert horizon.day(horizon.deadline) == dt.date(YEAR, 12, 31)


@pytest.mark.guards("2.6")
@pytest.mark.parametrize(
    ("day", "kind", "quiet"),
    [
        (dt.date(YEAR, 2, 7), "visit", False), (dt.date(YEAR, 2, 8), "visit", True),
        (dt.date(YEAR, 3, 17), "visit", True), (dt.date(YEAR, 3, 18), "visit", False),
        (dt.date(YEAR, 8, 15), "ceremony", False), (dt.date(YEAR, 8, 16), "ceremony", True),
        (dt.date(YEAR, 8, 18), "workshop", True), (dt.date(YEAR, 8, 19), "workshop", False),
        (dt.date(YEAR, 12, 19), "meeting", False), (dt.date(YEAR, 12, 20), "meeting", True),
        (dt.date(YEAR + 1, 1, 5), "meeting", True), (dt.date(YEAR + 1, 1, 6), "meeting", False),
        (dt.date(YEAR, 2, 8), "letter", False), (dt.date(YEAR, 12, 31), "report", False),
    ],
)  # fmt: skip
def test_quiet_days_on_both_sides_of_each_window(horizon, day, kind, quiet):
    """Ramadan 8 February to the week after Eid (10 March), 16 to 18 August, 20 December to 5 January; letters go on."""
    assert horizon.is_quiet(day, kind) is quiet


def test_before_and_after_a_weekend(horizon):
    """A Saturday lies between Friday and Monday."""
    saturday = dt.date(YEAR, 4, 10)

    assert horizon.day(horizon.before(saturday)) == dt.date(YEAR, 4, 9)
    assert horizon.day(horizon.after(saturday)) == dt.date(YEAR, 4, 12)


@pytest.mark.guards("2.6")
@pytest.mark.parametrize("months", [6, 7, 8])
def test_pilot_end_of_whole_months_is_exact_even_on_a_sunday(horizon, months):
    """Whoever says eight months means the day of the month, not the Friday before it."""
    for index in range(horizon.deadline - 10):
        start = horizon.day(index)
        end = horizon.pilot_end(index, horizon.months_later(index, months), range(months, months + 1))
        assert end == add_months(start, months)


def test_pilot_end_between_whole_months_is_a_working_day(horizon):
    """A pilot of six months and some days ends when offices are open."""
    start = horizon.after(dt.date(YEAR, 1, 11))
    end = horizon.months_later(start, 6) + 3

    assert horizon.pilot_end(start, end, range(6, 9)) == horizon.day(end)


def test_month_is_written_as_in_a_ledger(horizon):
    """Days of the month are counted per calendar month."""
    assert horizon.month(horizon.after(dt.date(YEAR, 3, 22))) == "2027-03"


def test_book_of_perpamsi_has_eight_months_at_most():
    """The axis follows the book's own number."""
    assert longest_pilot(book()) == 8
