"""Reasons in both languages from the table of words."""

from data.answer import Reason
from data.text import Text
from service.words.table import Words


def both(key: str, **values: object) -> Text:
    """Return the word ``key`` in both languages, the same values put into both."""
    return Text(en=Words("en")(key, **values), id=Words("id")(key, **values))


def reason(rule: str, *, section: str, who: str, **values: object) -> Reason:
    """Return the reason ``rule``, its sentence and remedy from ``reason.<rule>`` and ``remedy.<rule>``."""
    return Reason(
        rule=rule, section=section, who=who,
        sentence=both(f"reason.{rule}", **values), remedy=both(f"remedy.{rule}", **values),
    )
