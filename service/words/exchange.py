"""How money that was given in another currency is said: in the programme's, and behind it what was given (4.3)."""

from babel.numbers import format_decimal

from planner.money.helps import Help
from planner.money.standing import Posting
from service.words.figures import day, number, rupiah
from service.words.table import Words


def given_said(one: Help | Posting, *, words: Words, currency: str) -> str:
    """Return a sum in the programme's ``currency``; foreign money with what was given, its rate, day and source."""
    own = rupiah(one.amount, words.language, currency)
    if one.foreign is None or one.rate is None:
        return own
    per = one.foreign.currency
    return words(
        "cash.exchanged" if one.rate.per == 1 else "cash.exchanged_many",
        amount=own, foreign=words.say(one.foreign.said),
        rate=format_decimal(one.rate.value, locale=words.language, decimal_quantization=False),
        per=per if one.rate.per == 1 else f"{number(one.rate.per, words.language)} {per}",
        day=day(one.rate.on, words.language), source=one.rate.source,
    )  # fmt: skip
