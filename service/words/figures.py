"""Money, numbers and dates as the programme's readers write them.

Numbers, like dates, follow the language: ``1.250.000`` and ``2,1`` in Indonesian, ``1,250,000`` and
``2.1`` in English. The sentences of matcher and planner are written so, and a paper in which a point
stands now between thousands and now before a decimal cannot be read.
"""

import datetime as dt

from babel.dates import format_date, get_month_names

from data.text import Language


def number(value: int, language: Language) -> str:
    """Return a whole number with the language's sign between the thousands."""
    told = f"{value:,}"
    return told if language == "en" else told.replace(",", ".")


def rupiah(amount: int, language: Language, currency: str = "IDR") -> str:
    """Return whole units of ``currency``: ``Rp 1.250.000``; a minus sign stands before the sign."""
    sign = "-" if amount < 0 else ""
    return f"{sign}{unit(currency)} {number(abs(amount), language)}"


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


def percent(permille: int, language: Language) -> str:
    """Return thousandths as per cent with one place: ``2,1``."""
    tenth, mark = 1000 // 100, "." if language == "en" else ","
    return f"{permille // tenth}{mark}{permille % tenth}"
