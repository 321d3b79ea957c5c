"""Money, numbers and days as readers write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.words import day, month_name, number, rupiah, short_day, span
from service.words.figures import percent, unit


@pytest.mark.parametrize(
    ("value", "written"), [(0, "0"), (7, "7"), (999, "999"), (1000, "1.000"), (1250000, "1.250.000"), (-1000, "-1.000")]
)
def test_number_has_the_language_s_sign_between_thousands(value, written):
    """In English 1.000 points is one point, beside 10.8 % in the same paper."""
    assert number(value, "id") == written
    assert number(value, "en") == written.replace(".", ",")


@given(st.integers(-(10**15), 10**15))
def test_number_can_be_read_back(value):
    """A written number that reads as another one is a wrong number."""
    assert int(number(value, "id").replace(".", "")) == value


@pytest.mark.parametrize(
    ("amount", "currency", "written"),
    [
        (1250000, "IDR", "Rp 1.250.000"), (0, "IDR", "Rp 0"), (-5000, "IDR", "-Rp 5.000"),
        (60000, "USD", "USD 60.000"),
    ],
)  # fmt: skip
def test_rupiah_stands_behind_its_sign(amount, currency, written):
    """Programmes abroad have other currencies; a minus sign must not hide between sign and sum."""
    assert rupiah(amount, "id", currency) == written
    assert rupiah(amount, "en", currency) == written.replace(".", ",")


def test_unit_of_rupiah_is_short():
    """Headings of tables name the unit once."""
    assert unit("IDR") == "Rp"
    assert unit("USD") == "USD"


def test_percent_keeps_one_place_without_a_float():
    """A gap of 0,1 per cent is not a gap of none."""
    assert percent(21, "id") == "2,1"
    assert percent(1, "id") == "0,1"
    assert percent(1000, "en") == "100.0"


def test_days_follow_the_language():
    """Months have other names in the other language."""
    date = dt.date(2027, 8, 17)

    assert day(date, "en") == "17 Aug 2027"
    assert day(date, "id") == "17 Agu 2027"
    assert short_day(date, "id") == "17 Agu"
    assert month_name(12, "id") == "Des"


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (dt.date(2027, 2, 9), dt.date(2027, 2, 9), "9 Feb"),
        (dt.date(2027, 2, 9), dt.date(2027, 2, 12), "9-12 Feb"),
        (dt.date(2027, 2, 26), dt.date(2027, 3, 1), "26 Feb-1 Mar"),
        (dt.date(2027, 12, 30), dt.date(2028, 1, 4), "30 Dec 2027-4 Jan 2028"),
    ],
)
def test_span_is_as_short_as_it_can_be_read(first, last, told):
    """A calendar line has little room, but a year must not be guessed."""
    assert span(first, last, "en") == told
