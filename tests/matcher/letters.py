"""The labelled phrases of letters, and how many of them a way of reading gets right."""

import csv
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

PHRASES = Path(__file__).parent / "phrases.csv"

Read = Callable[[str], tuple[str, ...]]


class Labelled(NamedTuple):
    """A phrase, its language, and the subjects that it means in order; none for a phrase without a subject."""

    language: str
    subjects: tuple[str, ...]
    phrase: str

    @property
    def half(self) -> str:
        """Return ``tune`` or ``test`` by the phrase itself, so that no hand sorts them."""
        return ("tune", "test")[hashlib.sha256(self.phrase.encode()).digest()[0] % 2]


class Scores(NamedTuple):
    """Per cent of phrases whose first subject is read first, among three, and of which all subjects are among three."""

    phrases: int
    first: float
    three: float
    every: float


def labelled(half: str = "", language: str = "") -> tuple[Labelled, ...]:
    """Return the phrases of one half and one language, or of all."""
    with PHRASES.open(encoding="utf8", newline="") as lines:
        rows = [
            Labelled(row["language"], tuple(row["subjects"].split(";")) if row["subjects"] else (), row["phrase"])
            for row in csv.DictReader(lines)
        ]
    return tuple(row for row in rows if half in {"", row.half} and language in {"", row.language})


def scores(read: Read, rows: tuple[Labelled, ...]) -> Scores:
    """Return how ``read`` does on the phrases that have a subject."""
    told = [(row.subjects, read(row.phrase)) for row in rows if row.subjects]
    counts = (
        sum(found[:1] == subjects[:1] for subjects, found in told),
        sum(subjects[0] in found[:3] for subjects, found in told),
        sum(set(subjects) <= set(found[:3]) for subjects, found in told),
    )
    return Scores(len(told), *(round(100 * count / len(told), 1) for count in counts))


def wrongly_read(read: Read, rows: tuple[Labelled, ...]) -> tuple[str, ...]:
    """Return the phrases without a subject in which ``read`` finds one."""
    return tuple(row.phrase for row in rows if not row.subjects and read(row.phrase))
