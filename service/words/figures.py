"""Money, numbers and dates as the programme's readers write them.

Numbers keep the Indonesian form (``1.250.000``) in both languages, so that a sum never changes its
look between the two versions of one paper; dates follow the language.
"""

import datetime as dt

from babel.dates import format_date, get_month_names

from data.text import Language


def number(value: int) -> str:
    """Return a whole number with points between the thousands."""
    return f"{value:,}".replace(",", ".")


def rupiah(amount: int, currency: str = "IDR") -> str:
    """Return whole units of ``currency``: ``Rp 1.250.000``; a minus sign stands before the sign."""
    sign = "-" if amount < 0 else ""
    return f"{sign}{unit(currency)} {number(abs(amount))}"


def unit(currency: str) -> str:
    """Return how ``currency`` is written before an amount."""
    return "Rp" if currency == "IDR" else currency


def day(date: dt.date, language: Language) -> str:
    """Return ``26 Jan 2027`` or its Indonesian form."""
    return format_date(date, "d MMM y", locale=language)


def short_day(date: dt.date, language: Language) -> str:
    """Return ``26 Jan``."""
    return format_date(date, "d MMM", locale=language)


def span(first: dt.date, last: dt.date, language: Language) -> str:
    """Return a span of days as short as it can be read: ``9-12 Feb``, ``28 Feb-3 Mar``, ``30 Des 2027-4 Jan 2028``."""
    if first == last:
        return short_day(first, language)
    if first.year != last.year:
        return f"{day(first, language)}-{day(last, language)}"
    if first.month != last.month:
        return f"{short_day(first, language)}-{short_day(last, language)}"
    return f"{first.day}-{short_day(last, language)}"


def month_name(month: int, language: Language) -> str:
    """Return the short name of a month, 1 to 12."""
    return str(get_month_names("abbreviated", locale=language)[month])


def percent(permille: int) -> str:
    """Return thousandths as per cent with one place: ``2,1``."""
    tenth = 1000 // 100
    return f"{permille // tenth},{permille % tenth}"
