"""What another choice would change, aim by aim, in one line of words."""

from collections.abc import Iterable, Mapping

from data.answer import Level
from service.words.figures import number
from service.words.table import Words


def changes(change: Mapping[str, int], levels: Iterable[Level], words: Words) -> str:
    """Return each changed level's name with its signed change, the most important first; empty when none changes."""
    return "; ".join(
        f"{words.say(level.name)} {'+' if by > 0 else '-'}{number(abs(by), words.language)}"
        for level in levels
        if (by := change.get(level.id, 0))
    )
