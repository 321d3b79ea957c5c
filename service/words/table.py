"""The table of words and how one of them is said."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from data.text import Language, Text

TABLE = Path(__file__).with_name("words.toml")


class UnknownWord(KeyError):
    """The table of words has no such key."""


@cache
def load_words() -> Mapping[str, Text]:
    """Return every word by its key, ``section.name`` as in ``words.toml``.

    Raises
    ------
    ValueError
        If a word lacks one of the two languages.
    """
    sections = tomllib.loads(TABLE.read_text(encoding="utf8"))
    words = {
        f"{section}.{name}": Text(en=entry.get("en", ""), id=entry.get("id", ""))
        for section, entries in sections.items()
        for name, entry in entries.items()
    }
    return MappingProxyType(words)


def language_of(locale: str) -> Language:
    """Return the language of a POSIX locale name such as ``en_GB.UTF-8``; Indonesian unless it is English.

    Notes
    -----
    The programme's readers are Indonesian, so an empty, ``C`` or foreign locale means Indonesian.
    """
    return "en" if locale.lower().startswith("en") else "id"


@dataclass(frozen=True, slots=True)
class Words:
    """One reader's language: call it with a key, or give it a text of the book.

    Parameters
    ----------
    language
        ``id`` or ``en``.
    """

    language: Language

    def __call__(self, key: str, **values: object) -> str:
        """Return the word ``key`` with ``values`` put into its braces.

        Raises
        ------
        UnknownWord
            If the table has no such key.
        """
        words = load_words()
        if key not in words:
            raise UnknownWord(key)
        return words[key].say(self.language).format(**values)

    def say(self, text: Text) -> str:
        """Return a text of the book or of an answer in the reader's language."""
        return text.say(self.language)

    def known(self, key: str, otherwise: str) -> str:
        """Return the word ``key``, or ``otherwise`` where the table has none (names that a book may add)."""
        return self(key) if key in load_words() else otherwise

    @property
    def other(self) -> Language:
        """The other of the two languages."""
        return "id" if self.language == "en" else "en"
