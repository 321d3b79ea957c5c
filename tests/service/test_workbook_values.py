"""What a cell means: dates, money and numbers as people write them, and what is too unclear to guess."""

import datetime as dt
from decimal import Decimal

import pytest

from service.workbook.cells import RawCell
from service.workbook.values import Unreadable, date_of, decimal_of, normal, rupiah_of, text_of, whole_of, yesno_of


def text(value):
    """Return a cell of text."""
    return RawCell("text", value)


def number(value, *, is_dated=False, is_percent=False):
    """Return a cell of a number."""
    return RawCell("number", value, is_dated, is_percent)


@pytest.mark.parametrize(
    "written",
    [
        "2 Maret 2027",
        "2 maret 2027",
        "02 MARET 2027",
        "2 Mar 2027",
        "2 March 2027",
        "2-Mar-2027",
        "2/3/2027",
        "02/03/2027",
        "2-3-2027",
        "2.3.2027",
        "02 03 2027",
        "2027-03-02",
        "2027-03-02 00:00:00",
        "2027-03-02T00:00:00",
        "  2 Maret 2027 ",
    ],
)
def test_date_as_people_write_it_is_the_second_of_march(written) -> None:
    """Facilitators type dates in a dozen ways; day comes first, as everywhere in Indonesia."""
    assert date_of(text(written)) == dt.date(2027, 3, 2)


@pytest.mark.parametrize(
    ("word", "month"),
    [
        ("Januari", 1),
        ("Agustus", 8),
        ("Agt", 8),
        ("Mei", 5),
        ("Oktober", 10),
        ("Desember", 12),
        ("Dec", 12),
        ("Nop", 11),
    ],
)
def test_date_with_a_month_word_reads_both_languages(word, month) -> None:
    """Some letters carry Indonesian months, some English ones."""
    assert date_of(text(f"5 {word} 2027")) == dt.date(2027, month, 5)


@pytest.mark.parametrize(
    "written",
    [
        "2026-02-30",
        "0000-00-00",
        "99999-01-01",
        "45719",
        "2026-3-2",
        "02/30/2026",
        "2026-03-02T23:30:00+07:00",
        "1899-12-31",
        "2027/03/02",
        "31/4/2027",
        "3 Mars 2027",
        "Maret 2027",
        "besok",
        "2 Maret 27",
        "2 Maret 20270",
        "2101-01-01",
        "1989-12-31",
        "٢/٣/٢٠٢٧",
    ],
)
def test_date_that_is_wrong_or_unclear_is_refused(written) -> None:
    """A guessed date puts a ceremony on the wrong day; what is unclear is asked about."""
    with pytest.raises(Unreadable, match="date such as"):
        date_of(text(written))


def test_date_stored_as_a_serial_is_read_by_its_format() -> None:
    """Spreadsheets store dates as days since 1899; only the format tells them from numbers."""
    assert date_of(number("46448", is_dated=True)) == dt.date(2027, 3, 2)
    assert date_of(number("46448.0", is_dated=True)) == dt.date(2027, 3, 2)
    assert date_of(number("44986", is_dated=True), is_1904=True) == dt.date(2027, 3, 2)
    assert date_of(RawCell("date", "2027-03-02")) == dt.date(2027, 3, 2)


@pytest.mark.parametrize(
    "cell",
    [
        number("46448"),
        number("46448.4375", is_dated=True),
        number("0", is_dated=True),
        number("-5", is_dated=True),
        number("99999999", is_dated=True),
        number("1e300", is_dated=True),
        RawCell("date", "2027-03-02T10:30:00"),
    ],
)
def test_date_serial_without_format_with_time_or_out_of_range_is_refused(cell) -> None:
    """A bare 46448 may be money; a time of day means that something else was meant."""
    with pytest.raises(Unreadable, match="date such as"):
        date_of(cell)


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1250000", 1_250_000),
        ("1.250.000", 1_250_000),
        ("Rp 1.250.000", 1_250_000),
        ("Rp1.250.000", 1_250_000),
        ("Rp. 1.250.000", 1_250_000),
        ("rp 1.250.000,00", 1_250_000),
        ("1.250.000,00", 1_250_000),
        ("IDR 1.250.000", 1_250_000),
        ("Rp 1.250.000,-", 1_250_000),
        ("Rp 1.500", 1500),
        ("1500,00", 1500),
        ("0", 0),
        ("-5", -5),
    ],
)
def test_money_as_people_write_it_is_whole_rupiah(written, amount) -> None:
    """Thousands dots, a leading Rp and empty cents are how money is written."""
    assert rupiah_of(text(written)) == amount


@pytest.mark.parametrize(
    "written",
    [
        "1,500,000",
        "1.500",
        "1500000.50",
        "1.250.000,50",
        "1e6",
        "1e400",
        "NaN",
        "Infinity",
        "0x10",
        "1_000",
        "١٢",
        "12.50.000",
        "Rp",
        "seratus juta",
        "1 500 000",
        "9" * 41,
        "--5",
        "5-",
        "1.250.000,-",
    ],
)
def test_money_that_is_unclear_or_not_whole_is_refused(written) -> None:
    """A factor of a thousand hides in 1.500, and cents are no rupiah."""
    with pytest.raises(Unreadable, match="whole money"):
        rupiah_of(text(written))


def test_money_unclear_by_one_dot_says_how_to_write_it() -> None:
    """The user must be able to mend the cell from the sentence alone."""
    with pytest.raises(Unreadable) as caught:
        rupiah_of(text("1.500"))

    assert "1.500 is unclear: write 1250" in caught.value.expected.en
    assert "1.500 tidak jelas" in caught.value.expected.id


@pytest.mark.parametrize(
    ("stored", "amount"), [("1250000", 1_250_000), ("1.25E6", 1_250_000), ("1250000.0", 1_250_000)]
)
def test_money_stored_as_a_number_is_exact(stored, amount) -> None:
    """Spreadsheets may write a whole number with an exponent."""
    assert rupiah_of(number(stored)) == amount


def test_money_of_fifteen_digits_is_exact_and_of_more_refused() -> None:
    """Spreadsheets keep 15 digits; all of them come through, and what has more has lost some already."""
    assert rupiah_of(number("999999999999999")) == 999_999_999_999_999
    with pytest.raises(Unreadable):
        rupiah_of(number("1000000000000000"))
    with pytest.raises(Unreadable):
        rupiah_of(number("9223372036854775808.5"))


@pytest.mark.parametrize("stored", ["NaN", "inf", "1e400", "1E+99", "1.5", "", "9" * 41, "1e9999999999"])
def test_money_stored_as_nonsense_is_refused(stored) -> None:
    """Hand-made files hold numbers that no spreadsheet writes; none may crash or freeze the reader."""
    with pytest.raises(Unreadable):
        rupiah_of(number(stored))


def test_whole_number_stored_as_date_is_refused() -> None:
    """A spreadsheet turns 3/4 into a date; as a number it would read 46000."""
    with pytest.raises(Unreadable, match="whole number"):
        whole_of(number("46448", is_dated=True))


def test_whole_number_shown_as_percent_counts_in_percent() -> None:
    """A subsidy of 50 % is stored as 0.5 by spreadsheets."""
    assert whole_of(number("0.5", is_percent=True)) == 50
    assert whole_of(number("0.28999999999999998", is_percent=True)) == 29


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("38,5", "38.5"),
        ("38.5", "38.5"),
        ("38", "38"),
        ("38,5 %", "38.5"),
        ("38%", "38"),
        ("1.250.000,50", "1250000.5"),
        ("0,123456", "0.123456"),
        ("-3,5", "-3.5"),
    ],
)
def test_decimal_as_people_write_it_is_exact(written, value) -> None:
    """Readings carry a decimal comma, sometimes a point, often a per cent sign."""
    assert decimal_of(text(written)) == Decimal(value)


@pytest.mark.parametrize("written", ["1.250", "38,5,1", "1,250,000", "3/4", "38 koma 5", "+-3", "∞", ""])
def test_decimal_that_is_unclear_is_refused(written) -> None:
    """1.250 may be one and a quarter or more than a thousand."""
    with pytest.raises(Unreadable, match="a number such as"):
        decimal_of(text(written))


def test_decimal_stored_as_binary_noise_reads_as_typed() -> None:
    """Files show 38.5 per cent as 0.38500000000000001; the user typed 38,5."""
    assert decimal_of(number("0.38500000000000001", is_percent=True)) == Decimal("38.5")
    assert decimal_of(number("41.700000000000003")) == Decimal("41.7")


@pytest.mark.parametrize("written", ["ya", "Ya", "YES", "y", "sudah", "✓", "true"])
def test_yes_in_either_language_is_true(written) -> None:
    """Ticks and words are all in use."""
    assert yesno_of(text(written)) is True


@pytest.mark.parametrize("written", ["tidak", "No", "belum", "n", "FALSE"])
def test_no_in_either_language_is_false(written) -> None:
    """A 'not yet' is a no today."""
    assert yesno_of(text(written)) is False


def test_truth_value_of_a_spreadsheet_is_read() -> None:
    """A spreadsheet turns the word TRUE into a value of its own kind."""
    assert yesno_of(RawCell("truth", "1")) is True
    assert yesno_of(RawCell("truth", "0")) is False


@pytest.mark.parametrize("written", ["mungkin", "2", "ya tidak", "?"])
def test_yesno_of_other_words_is_refused(written) -> None:
    """A perhaps must not become a no."""
    with pytest.raises(Unreadable, match="yes or no"):
        yesno_of(text(written))


@pytest.mark.parametrize("reader", [text_of, date_of, whole_of, rupiah_of, decimal_of, yesno_of])
def test_formula_is_refused_by_every_reader(reader) -> None:
    """A formula's shown value may be stale or depend on a file that we do not have."""
    with pytest.raises(Unreadable, match="not a formula"):
        reader(RawCell("formula", "=SUM(A1:A3)"))


def test_error_value_is_refused() -> None:
    """#REF! is no text."""
    with pytest.raises(Unreadable, match="shows an error"):
        text_of(RawCell("error", "#REF!"))


@pytest.mark.parametrize("sign", ["\0", "\b", "\x1b", "\ud800", "\x9f"])
def test_text_with_control_characters_is_refused(sign) -> None:
    """They break databases, terminals and calendars downstream."""
    with pytest.raises(Unreadable, match="control characters"):
        text_of(text(f"A{sign}B"))


def test_text_keeps_lines_signs_and_the_plus_of_a_phone_number() -> None:
    """Nothing is stripped but the ends: +62 stays a phone number, =1+1 stays what was typed."""
    assert text_of(text("  +62 21 8093777 \r\n=1+1 & <b>  ")) == "+62 21 8093777 \n=1+1 & <b>"


@pytest.mark.parametrize(("stored", "shown"), [("7", "7"), ("7.0", "7"), ("11.71", "11.71"), ("1E2", "100")])
def test_number_where_text_is_expected_reads_as_typed(stored, shown) -> None:
    """A code such as 7 is stored as a number by spreadsheets."""
    assert text_of(number(stored)) == shown


def test_names_compare_without_case_width_and_kinds_of_space() -> None:
    """Non-breaking spaces come with every copy from a web page."""
    assert normal("Perumda\u00a0 Tirta  MUSI ") == normal("perumda tirta musi")
