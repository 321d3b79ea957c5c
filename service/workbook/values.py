"""What a cell means, by the type of its column: dates, money and numbers as Indonesian and English writers put them.

What could mean two things is not guessed: it is a fault that says how to write it.
"""

import datetime as dt
import re
import unicodedata
from decimal import Context, Decimal

from data import Text
from service.workbook.cells import MOST_DIGITS, RawCell

# Years that a date of the programme can lie in; outside lies a slip of the keyboard.
FIRST_YEAR, LAST_YEAR = 1990, 2100

# Day 0 of a serial date, for Windows (with its invented 29 February 1900) and for old Macintosh files.
WINDOWS_START = dt.date(1899, 12, 30)
MACINTOSH_START = dt.date(1904, 1, 1)

# Decimal places of an indicator's value: finer figures come from arithmetic, not from a measurement.
MOST_PLACES = 6

# Spreadsheets keep 15 digits of a fraction; the two more that a file may show are noise of its binary form.
AS_TYPED = Context(prec=15)

# Largest whole number: beyond 15 digits a spreadsheet keeps zeros instead of what was typed.
MOST_WHOLE = 10**15 - 1

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb",
            "maret march mar",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agu ags agt aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov nop",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}
YES = frozenset({"ya", "yes", "y", "true", "benar", "1", "✓", "√", "sudah"})
NO = frozenset({"tidak", "no", "n", "t", "false", "salah", "0", "belum", "tdk"})

# Control characters but for tab and line break, and halves of characters.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")

ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]00:00:00(?:\.0+)?)?")
DAY_FIRST = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})")
NAMED_MONTH = re.compile(r"([0-9]{1,2})[-/. ]+([A-Za-z]+)\.?[-/., ]+([0-9]{4})")
PLAIN = re.compile(r"-?[0-9]+")
GROUPED = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{3})+")
COMMA_DECIMAL = re.compile(r"(-?[0-9]+|-?[0-9]{1,3}(?:\.[0-9]{3})+),([0-9]+)")
POINT_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+")
NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
CURRENCY = re.compile(r"(?:rp|idr|usd|us\$)\.?\s*(?=[0-9-])", re.IGNORECASE)

A_DATE = Text(
    en="a date such as 2 Maret 2027, 02/03/2027 (day first) or 2027-03-02",
    id="tanggal seperti 2 Maret 2027, 02/03/2027 (hari dulu), atau 2027-03-02",
)
A_WHOLE = Text(en="a whole number such as 1250 or 1.250.000", id="bilangan bulat seperti 1250 atau 1.250.000")
MONEY = Text(
    en="whole money such as 1250000, 1.250.000 or Rp 1.250.000",
    id="jumlah uang bulat seperti 1250000, 1.250.000, atau Rp 1.250.000",
)
A_DECIMAL = Text(en="a number such as 38,5 or 1.250.000,5", id="bilangan seperti 38,5 atau 1.250.000,5")
A_YESNO = Text(en="yes or no (ya, tidak), or leave it empty", id="ya atau tidak (yes, no), atau kosongkan")
UNCLEAR = Text(
    en="is unclear: write 1250 for one thousand two hundred and fifty, or 1,25 for one and a quarter",
    id="tidak jelas: tulis 1250 untuk seribu dua ratus lima puluh, atau 1,25 untuk satu seperempat",
)
NO_FORMULA = Text(
    en="a value, not a formula: copy the cell and paste it as a value",
    id="nilai, bukan rumus: salin sel lalu tempel sebagai nilai (Paste Special, Values)",
)
NO_ERROR = Text(en="a value; the cell shows an error", id="nilai; sel ini menampilkan galat")
PLAIN_TEXT = Text(en="text without control characters", id="teks tanpa karakter kendali")


class Unreadable(ValueError):
    """A cell does not hold what its column expects; ``expected`` says what that is."""

    def __init__(self, expected: Text) -> None:
        """Keep the sentence for the fault."""
        self.expected = expected
        super().__init__(expected.en)


def normal(text: str) -> str:
    """Return ``text`` as it is compared: case, width and kinds of space do not count."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def text_of(cell: RawCell) -> str:
    """Return a cell as text, stripped; whole numbers lose the ``.0`` that spreadsheets add.

    Raises
    ------
    Unreadable
        For formulas, error values, and text with control characters.
    """
    if cell.kind == "formula":
        raise Unreadable(NO_FORMULA)
    if cell.kind == "error":
        raise Unreadable(NO_ERROR)
    text = cell.text.replace("\r\n", "\n").strip()
    if CONTROL.search(text):
        raise Unreadable(PLAIN_TEXT)
    if cell.kind == "truth":
        return {"1": "yes", "0": "no"}.get(text, text)
    if cell.kind == "number":
        number = _number(text, A_DECIMAL)
        return str(int(number)) if number == number.to_integral_value() else str(number.normalize())
    return text


def date_of(cell: RawCell, *, is_1904: bool = False) -> dt.date:
    """Return the day that a cell names; a time of day other than midnight is refused."""
    if cell.kind == "number":
        if not cell.is_dated:
            raise Unreadable(A_DATE)
        serial = _number(cell.text.strip(), A_DATE)
        if serial != serial.to_integral_value():
            raise Unreadable(A_DATE)
        return _from_serial(int(serial), MACINTOSH_START if is_1904 else WINDOWS_START)
    text = text_of(cell)
    if found := ISO_DATE.fullmatch(text):
        return _day(*(int(part) for part in found.groups()))
    if found := DAY_FIRST.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
        return _day(year, month, day)
    if found := NAMED_MONTH.fullmatch(text):
        day_text, name, year_text = found.groups()
        if normal(name) in MONTHS:
            return _day(int(year_text), MONTHS[normal(name)], int(day_text))
    raise Unreadable(A_DATE)


def whole_of(cell: RawCell) -> int:
    """Return a whole number; ``1.250`` alone is unclear, ``1.250.000`` is not."""
    return _whole(cell, A_WHOLE, is_money=False)


def rupiah_of(cell: RawCell) -> int:
    """Return whole money; ``Rp 1.250`` is clear, ``1.250`` alone is not."""
    return _whole(cell, MONEY, is_money=True)


def decimal_of(cell: RawCell) -> Decimal:
    """Return a number of an indicator; a cell shown as per cent counts in per cent (0.385 shown as 38.5 % is 38.5)."""
    if cell.kind == "number":
        number = _number(cell.text.strip(), A_DECIMAL) * (100 if cell.is_percent else 1)
    else:
        number = _written(text_of(cell).removesuffix("%").strip(), A_DECIMAL)
    return round(number, MOST_PLACES).normalize()


def yesno_of(cell: RawCell) -> bool:
    """Return yes or no in either language, or a spreadsheet's own truth value."""
    word = normal(text_of(cell))
    if word in YES or word in NO:
        return word in YES
    raise Unreadable(A_YESNO)


def _whole(cell: RawCell, expected: Text, *, is_money: bool) -> int:
    if cell.kind == "number":
        number = _number(cell.text.strip(), expected) * (100 if cell.is_percent else 1)
    else:
        text = text_of(cell)
        found = CURRENCY.match(text) if is_money else None
        bare = text[found.end() :].removesuffix(",-") if found else text
        if bare != text and GROUPED.fullmatch(bare):
            bare = bare.replace(".", "")
        number = _written(bare.removesuffix("%").strip(), expected)
    if cell.is_dated or number != number.to_integral_value() or abs(number) > MOST_WHOLE:
        raise Unreadable(expected)
    return int(number)


def _written(text: str, expected: Text) -> Decimal:
    """Return a number that somebody typed as text."""
    if len(text) > MOST_DIGITS or not text.isascii():
        raise Unreadable(expected)
    if PLAIN.fullmatch(text):
        return Decimal(text)
    if GROUPED.fullmatch(text):
        if text.count(".") == 1:
            raise Unreadable(Text(en=f"{expected.en}; {text} {UNCLEAR.en}", id=f"{expected.id}; {text} {UNCLEAR.id}"))
        return Decimal(text.replace(".", ""))
    if found := COMMA_DECIMAL.fullmatch(text):
        head, tail = found.groups()
        return Decimal(f"{head.replace('.', '')}.{tail}")
    if POINT_DECIMAL.fullmatch(text):
        return Decimal(text)
    raise Unreadable(expected)


def _number(text: str, expected: Text) -> Decimal:
    """Return a number as the file stores it; NaN, infinities and endless digits are refused."""
    if len(text) > MOST_DIGITS or not NUMBER.fullmatch(text):
        raise Unreadable(expected)
    number = Decimal(text)
    if number.adjusted() > MOST_DIGITS or number.adjusted() < -MOST_DIGITS:
        raise Unreadable(expected)
    return number if number == number.to_integral_value() else AS_TYPED.plus(number)


def _from_serial(serial: int, start: dt.date) -> dt.date:
    least, beyond = dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR + 1, 1, 1)
    if not (least - start).days <= serial < (beyond - start).days:
        raise Unreadable(A_DATE)
    return start + dt.timedelta(days=serial)


def _day(year: int, month: int, day: int) -> dt.date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unreadable(A_DATE)
    try:
        return dt.date(year, month, day)
    except ValueError as error:
        raise Unreadable(A_DATE) from error
