"""Sentences in two languages with figures in them, written only when somebody reads them (3.1.2: reasons are told)."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from data.text import Language, Text


class Phrase(NamedTuple):
    """A sentence not yet written: its words with ``{}``, and what fills them."""

    words: Text
    figures: tuple["Figure", ...] = ()


Figure = str | int | Decimal | Text | Phrase | tuple[Phrase, ...]
"""What fills a sentence; a tuple of phrases is written one after another, parted by semicolons."""


def say(template: Text, *figures: Figure) -> Text:
    """Return ``template`` with its ``{}`` filled; numbers are written as each language writes them."""
    return Text(
        en=template.en.format(*(_write(figure, "en") for figure in figures)),
        id=template.id.format(*(_write(figure, "id") for figure in figures)),
    )


def join(parts: Iterable[Text]) -> Text:
    """Return the sentences one after another, parted by semicolons."""
    texts = tuple(parts)
    return Text(en="; ".join(text.en for text in texts), id="; ".join(text.id for text in texts))


def names(words: Iterable[str]) -> str:
    """Return the names of a list, parted by commas."""
    return ", ".join(words)


def _write(figure: Figure, language: Language) -> str:
    if isinstance(figure, Text):
        return figure.say(language)
    if isinstance(figure, str):
        return figure
    if isinstance(figure, Phrase):
        return figure.words.say(language).format(*(_write(part, language) for part in figure.figures))
    if isinstance(figure, tuple):
        text = "; ".join(_write(phrase, language) for phrase in figure)
        return text[:1].upper() + text[1:]
    text = f"{figure.normalize():,f}" if isinstance(figure, Decimal) else f"{figure:,}"
    return text if language == "en" else text.translate(str.maketrans(",.", ".,"))
