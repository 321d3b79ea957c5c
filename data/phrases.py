"""How letters speak of the subjects (``subject_phrases.csv``), beside the names and synonyms of ``subjects.csv``."""

from collections.abc import Mapping
from pathlib import Path
from typing import get_args

from data.entries import Phrase, Strength, Subject
from data.errors import Fault
from data.tables import Cells, read_rows
from data.text import Language

LANGUAGES: tuple[Language, ...] = get_args(Language)
STRENGTHS: tuple[Strength, ...] = get_args(Strength)
NEEDED = ("subject", "language", "strength", "phrase")


def read_phrases(
    folder: Path, subjects: Mapping[str, Subject], faults: list[Fault]
) -> Mapping[str, tuple[Phrase, ...]]:
    """Return the phrases of every subject, in the order of the file.

    A clear or exact phrase belongs to one subject, so that no letter is read two ways; a hint may be shared.
    A clear phrase is no synonym; a hint or an exact phrase may be one, and then takes its place in reading.
    """
    found: dict[str, list[Phrase]] = {key: [] for key in subjects}
    taken = {word: key for key, subject in subjects.items() for word in _names(subject)}
    said: set[tuple[str, str]] = set()
    for row in read_rows(folder / "subject_phrases.csv", columns=NEEDED, faults=faults):
        key, words = row.needed("subject"), row.needed("phrase")
        language = next((name for name in LANGUAGES if name == row.text("language")), None)
        strength = next((name for name in STRENGTHS if name == row.text("strength")), None)
        if key not in subjects:
            row.fault("subject", f"is {key!r}, which subjects.csv does not have")
        if language is None:
            row.fault("language", f"is {row.text('language')!r}; expected one of {', '.join(LANGUAGES)}")
        if strength is None:
            row.fault("strength", f"is {row.text('strength')!r}; expected one of {', '.join(STRENGTHS)}")
        if key not in subjects or language is None or strength is None:
            continue
        _claim(row, key, strength=strength, taken=taken, said=said)
        found[key].append(Phrase(language=language, strength=strength, words=words))
    return {key: tuple(phrases) for key, phrases in found.items()}


def _names(subject: Subject) -> set[str]:
    return {word.casefold() for word in (*subject.synonyms_en, *subject.synonyms_id)}


def _claim(row: Cells, key: str, *, strength: Strength, taken: dict[str, str], said: set[tuple[str, str]]) -> None:
    """Note a phrase that says the same thing twice, or two things."""
    word = row.text("phrase").casefold()
    owner = taken.get(word, key)
    if (key, word) in said or (strength == "clear" and word in taken) or (strength == "exact" and owner != key):
        row.fault("phrase", f"{word!r} is already a phrase or synonym of {owner}")
    if strength != "hint":
        taken[word] = key
    said.add((key, word))
