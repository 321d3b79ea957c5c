"""Every word that people read on a screen or in a file, in Indonesian and English (glossary of the programme)."""

from service.words.figures import day, month_name, number, rupiah, short_day, span
from service.words.names import Names
from service.words.table import UnknownWord, Words, language_of, load_words

__all__ = [
    "Names",
    "UnknownWord",
    "Words",
    "day",
    "language_of",
    "load_words",
    "month_name",
    "number",
    "rupiah",
    "short_day",
    "span",
]
