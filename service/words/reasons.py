"""Reasons in both languages from the table of words."""

from collections.abc import Mapping

from data.answer import Reason
from data.text import Language, Text
from service.words.table import Words

LANGUAGES: tuple[Language, ...] = ("en", "id")


def both(key: str, **values: object) -> Text:
    """Return the word ``key`` in both languages with the same values; a value that is a text is said in each."""
    said = {language: _said(values, language) for language in LANGUAGES}
    return Text(en=Words("en")(key, **said["en"]), id=Words("id")(key, **said["id"]))


def _said(values: Mapping[str, object], language: Language) -> dict[str, object]:
    return {name: value.say(language) if isinstance(value, Text) else value for name, value in values.items()}


def reason(rule: str, *, section: str, who: str, **values: object) -> Reason:
    """Return the reason ``rule``, its sentence and remedy from ``reason.<rule>`` and ``remedy.<rule>``."""
    return Reason(
        rule=rule,
        section=section,
        who=who,
        sentence=both(f"reason.{rule}", **values),
        remedy=both(f"remedy.{rule}", **values),
    )
