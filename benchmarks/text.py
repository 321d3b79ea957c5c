"""Scores the reading of letters beside plain character n-grams, and times both on the same letters in the same run.

Run it with ``python -m benchmarks.text``; CPU seconds. The phrases were tuned on one half of the labelled ones only.
"""

import time

from data import load_book
from data.country import load_country
from matcher import Mention, read_subjects
from matcher.text import word_fit
from tests.matcher.letters import Read, labelled, scores, wrongly_read

REPEATS = 5
# A page of a letter.
PAGE = 3_000
CATALOGUE = load_country().subjects
LEAST = load_book().number("match_words_sure_percent")
# The line of the n-grams alone, from before there were phrases.
PLAIN_LEAST = 12


def ours(words: str) -> tuple[Mention, ...]:
    """Return what is read with phrases, stems and, last, n-grams."""
    return read_subjects(words, CATALOGUE, least_percent=LEAST)


def ours_ids(words: str) -> tuple[str, ...]:
    """Return the subjects read, in order."""
    return tuple(mention.subject for mention in ours(words))


def plain_ids(words: str) -> tuple[str, ...]:
    """Return the subjects whose names and synonyms share most n-grams with the words."""
    (percents,) = word_fit([words], [""] * len(CATALOGUE), offered=tuple(CATALOGUE), catalogue=CATALOGUE)
    found = sorted(zip(CATALOGUE, percents.tolist(), strict=True), key=lambda pair: -pair[1])
    return tuple(key for key, percent in found if percent >= PLAIN_LEAST)


def timed(read: Read, texts: tuple[str, ...]) -> float:
    """Return the least CPU milliseconds for one text."""
    best = float("inf")
    for _ in range(REPEATS):
        start = time.process_time()
        for text in texts:
            read(text)
        best = min(best, time.process_time() - start)
    return 1000 * best / len(texts)


def compare(half: str, language: str) -> None:
    """Print the scores of one half in one language."""
    rows = labelled(half, language)
    without = sum(not row.subjects for row in rows)
    for name, read in (("ours", ours_ids), ("plain", plain_ids)):
        found, wrong = scores(read, rows), len(wrongly_read(read, rows))
        print(
            f"  {half} {language} {name:5}  first {found.first:5.1f} %  among three {found.three:5.1f} %"
            f"  all among three {found.every:5.1f} %  of {found.phrases}; wrongly read {wrong} of {without}"
        )


def calibration(half: str) -> None:
    """Print how often the first subject is right, by how sure the reading says it is."""
    told = [(row.subjects[:1], found[0]) for row in labelled(half) if (found := ours(row.phrase))]
    for sureness in ("sure", "likely", "unsure"):
        right = [expected == (first.subject,) for expected, first in told if first.sureness == sureness]
        print(f"  {half} {sureness:7} right {sum(right)} of {len(right)}")


def main() -> None:
    """Print scores, calibration and times."""
    for half in ("tune", "test"):
        for language in ("id", "en"):
            compare(half, language)
        calibration(half)
    phrases = tuple(row.phrase for row in labelled())
    pages = (" ".join(phrases)[:PAGE],)
    for name, texts in (("a phrase", phrases), (f"a page of {PAGE:,} characters", pages)):
        own, plain = timed(ours_ids, texts), timed(plain_ids, texts)
        print(f"  {name}: ours {own:.2f} ms, plain {plain:.2f} ms, ratio {plain / own:.2f}")


if __name__ == "__main__":
    main()
