"""The words of the page in two languages; what it shares with the other papers comes from the common table."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from data.text import Text
from service.words import Words

TABLE = Path(__file__).with_name("page_words.toml")


@cache
def load_page_words() -> Mapping[str, Text]:
    """Return the page's words by their key, ``section.name``."""
    sections = tomllib.loads(TABLE.read_text(encoding="utf8"))
    return MappingProxyType(
        {
            f"{section}.{name}": Text(en=entry["en"], id=entry["id"])
            for section, entries in sections.items()
            for name, entry in entries.items()
        }
    )


@dataclass(frozen=True, slots=True)
class PageWords(Words):
    """One reader's language on the page: its own words first, then the common ones."""

    def __call__(self, key: str, **values: object) -> str:
        """Return the word ``key`` with ``values`` put into its braces; raise ``UnknownWord`` if there is none."""
        words = load_page_words()
        return words[key].say(self.language).format(**values) if key in words else Words.__call__(self, key, **values)
