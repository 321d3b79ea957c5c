"""Words of letters reduced to what they share: Indonesian affixes and English endings are taken off, no dictionary.

A dictionary knows more roots, but the one stemmer for Indonesian on the registry, Sastrawi 1.0.1, was made for Python
3.4, takes a thousand times as long for a word it has not seen, leaves English alone, and makes `memetakan` `meta`.
The rules here need not find the true root. They must only send the forms of one word to one string.
"""

import re
from functools import lru_cache
from typing import NamedTuple

# A root has four letters; `lain` must stay whole, and so must what is left of `pelayanan`.
ROOT = 4
# `memper-`, `diper-` and `pember-` are two prefixes; three do not occur.
PREFIXES_OF_A_WORD = 2

# A nasal prefix swallows k, p, s and t before a vowel; p, s and t are given back, and k is dropped everywhere (below).
PREFIXES = (
    (re.compile(r"(?:me|pe)ng(?=[aeiougkh])"), ""),
    (re.compile(r"(?:me|pe)ny(?=[aeiou])"), "s"),
    (re.compile(r"(?:me|pe)m(?=[aeiou])"), "p"),
    (re.compile(r"(?:me|pe)m(?=[bfp])"), ""),
    (re.compile(r"(?:me|pe)n(?=[aeiou])"), "t"),
    (re.compile(r"(?:me|pe)n(?=[cdjstz])"), ""),
    (re.compile(r"pe(?=r[aeiou])"), ""),
    (re.compile(r"(?:me|pe)(?=[lrwy][aeiou])"), ""),
    (re.compile(r"(?:ber|per|ter)(?=[a-z])"), ""),
    (re.compile(r"di(?=[^aeiou]?[aeiou])"), ""),
)
# English first takes off what stands behind -ion, -ing and -ed: calibrations, readings.
ENDINGS = (
    (re.compile(r"ies$"), "y"),
    (re.compile(r"(?<=[sxzh])es$"), ""),
    (re.compile(r"(?<![siu])s$"), ""),
    (re.compile(r"(?:ing|ion|ed|ment)$"), ""),
    (re.compile(r"e$"), ""),
    (re.compile(r"y$"), "i"),
)
# The k of `bentukan` may belong to the root or to -kan, and the k of `kelola` is gone in `mengelola`:
# so no k counts at the end of a word, nor at its start before a vowel.
FIRST_K = re.compile(r"^k(?=[aeiou])")
DOUBLED = re.compile(r"(.)\1+")

# Words that stand between other words in either language.
BETWEEN = {
    "dan", "di", "ke", "dari", "yang", "untuk", "utk", "dengan", "dgn", "pada", "dalam", "oleh", "kami", "kita",
    "ini", "itu", "adalah", "akan", "telah", "sudah", "masih", "atau", "serta", "agar", "supaya", "bagi",
    "para", "per", "sebagai", "secara", "lebih", "sangat", "juga", "saja", "tersebut", "nya", "yg", "dg", "kpd",
    "kepada", "si", "sang", "pun", "lah", "the", "a", "an", "of", "in", "on", "at", "to", "for", "and", "or",
    "with", "by", "from", "our", "we", "us", "your", "is", "are", "be", "been", "was", "were", "it", "its",
    "this", "that", "these", "those", "as", "which", "who", "their", "they", "them", "i", "my", "me", "so",
    "very",
}  # fmt: skip
# Words whose stems are remembered: the vocabulary of some thousand letters.
WORDS_KEPT = 65_536

TOKEN = re.compile(r"(?P<word>[^\W_]+(?:&[^\W_]+)*)|(?P<stop>[.,:;!?](?=\s|$)|\n)")
# Across a stop or a comma no two words stand together; further than any phrase reaches.
SENTENCE = 50


class Token(NamedTuple):
    """A word of a text: in small letters, its stem, its place among the words that count, and where it is written.

    ``mended`` marks a word that was written otherwise, and is read as another one that it nearly is.
    """

    word: str
    stem: str
    place: int
    start: int
    end: int
    mended: bool = False


def tokens(text: str) -> tuple[Token, ...]:
    """Return the words of ``text`` that count; stops and commas set them far apart."""
    found: list[Token] = []
    place = 0
    for match in TOKEN.finditer(text):
        if match["stop"]:
            place += SENTENCE
            continue
        root = _stem_of(match["word"])
        if root:
            found.append(Token(match["word"].casefold(), root, place, match.start(), match.end()))
            place += 1
    return tuple(found)


def _stem_of(word: str) -> str:
    """Two letters are an abbreviation only in capitals: IT and TI are subjects, `it` and `ti` are not."""
    if len(word) <= 2 and word.isalpha():
        return word if word.isupper() else ""
    low = word.casefold()
    return "" if low in BETWEEN else stem(low)


@lru_cache(maxsize=WORDS_KEPT)
def stem(word: str) -> str:
    """Return what ``word``, in small letters, shares with its other forms; short words and numbers stay."""
    if len(word) < ROOT or not word.isalpha():
        return word
    rest = _without_prefixes(_cut(word, r"nya$", least=ROOT - 1))
    if word.startswith("ke") and word.endswith("an"):
        rest = _cut(word, r"^ke")
    rest = _cut(rest, r"an$")
    for pattern, instead in ENDINGS:
        shorter = pattern.sub(instead, rest)
        rest = shorter if len(shorter) >= ROOT else rest
    before = ""
    while rest != before:
        before, rest = rest, _cut(_cut(rest, r"k$", least=ROOT - 1), r"i$")
    return DOUBLED.sub(r"\1", FIRST_K.sub("", rest))


def _without_prefixes(word: str) -> str:
    for _ in range(PREFIXES_OF_A_WORD):
        for pattern, instead in PREFIXES:
            match = pattern.match(word)
            if match and len(word) - match.end() + len(instead) >= ROOT:
                word = instead + word[match.end() :]
                break
    return word


def _cut(word: str, pattern: str, least: int = ROOT) -> str:
    shorter = re.sub(pattern, "", word)
    return shorter if len(shorter) >= least else word
