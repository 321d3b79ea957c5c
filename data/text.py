"""Words in the two languages of the programme, side by side so that they never drift apart."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["id", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or name in English and Indonesian.

    Parameters
    ----------
    en, id
        The same content in both languages; neither may be empty.

    Raises
    ------
    ValueError
        If either language is empty.
    """

    en: str
    id: str

    def __post_init__(self) -> None:
        """Refuse a text that one of the two readers could not read."""
        if not self.en.strip() or not self.id.strip():
            msg = f"a text needs both languages, got en={self.en!r}, id={self.id!r}"
            raise ValueError(msg)

    def say(self, language: Language) -> str:
        """Return the text in ``language``."""
        return self.en if language == "en" else self.id
