"""Which subjects the free words of a letter mean, in order, how surely, and which words told it (3.1.1-A4, A6).

Whole words reduced to their stems are looked up among the phrases of the catalogue, in both languages at once, since
letters mix them. Character n-grams are asked only when no phrase is clear. The mentee decides its subject: what is
read here is a proposal to the facilitator, and a letter without a subject gets none.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from data.country import Subject
from data.entries import Strength
from matcher.errors import BadValue
from matcher.stems import Token, tokens
from matcher.text import Catalogue, likeness

Sureness = Literal["sure", "likely", "unsure"]

# What a name has in brackets is an abbreviation or a translation, a name of its own.
BRACKETS = re.compile(r"\(([^)]*)\)")
# A letter has a page or two; a book is refused before it is taken apart.
MOST_CHARACTERS = 20_000
# A clear phrase outweighs two hints, and three hints do not make a clear phrase.
CLEAR, HINT = 6, 2
# Each further word makes a phrase more telling, up to three.
FURTHER, MOST_FURTHER = 2, 3
# Other words that may stand inside a phrase: `menurunkan [angka] kehilangan [air]`.
GAP = 1
# The writer's slip: one letter in a word of six, two in a word of ten; shorter words have too many neighbours.
SLIPS = ((10, 2), (6, 1))
# A letter may ask for several subjects and say more of one: what has a third of the most points still stands in turn.
LEADS = 3
# Of those, the ones with three fifths of what the weightiest has keep the order of the letter; weaker ones follow.
# Chosen on the tune half beside 3/2 and 2.
STRONG = (5, 3)
# What a word that only one subject uses counts beside the points of whole phrases; shared, it is shared out.
OWN_WORD, OF_POINTS = 12, 2
# A word that is said for the tenth time says nothing new.
MOST_PLACES = 10
# As many as a facilitator reads at a glance.
RUNNERS_UP = 3


@dataclass(frozen=True, slots=True)
class Mention:
    """A subject that a letter speaks of.

    Parameters
    ----------
    subject
        Subject id.
    sureness
        ``sure``: a clear phrase names it, and no other subject comes near.
        ``likely``: a clear phrase names it, and one names another subject as well.
        ``unsure``: only hints, or only the likeness of letters; ask the mentee.
    points
        Whole points of the phrases found, by which mentions are ordered; 0 where only letters are alike.
    words
        The words of the letter that told it, as written there, in their order.
    """

    subject: str
    sureness: Sureness
    points: int
    words: tuple[str, ...]


class _Phrase(NamedTuple):
    """A phrase of a subject: the keys of its words, which are stems, or for an exact phrase the words themselves."""

    subject: str
    strength: Strength
    keys: tuple[str, ...]
    is_abbreviation: bool


class _Match(NamedTuple):
    """A phrase found in a letter, with the words that it stands on."""

    phrase: _Phrase
    found: frozenset[Token]

    @property
    def is_clear(self) -> bool:
        """Whether it says which subject is meant."""
        return self.phrase.strength != "hint"

    @property
    def is_guess(self) -> bool:
        """Whether it stands on one word alone that had to be mended: `pengakuan` is no slip for `pengaduan`."""
        return len(self.found) == 1 and all(token.mended for token in self.found)

    @property
    def points(self) -> int:
        """Return more for what is clear, and for phrases of several words; `NRW` stands for as many as it has."""
        further = MOST_FURTHER if self.is_clear and self.phrase.is_abbreviation else len(self.found) - 1
        return (CLEAR if self.is_clear else HINT) + FURTHER * min(further, MOST_FURTHER)

    @property
    def first(self) -> int:
        """Return the place of its first word."""
        return min(token.place for token in self.found)


def read_subjects(words: str, catalogue: Catalogue, *, least_percent: int) -> tuple[Mention, ...]:
    """Return the subjects that ``words`` speak of: those clearly meant in the order of the letter, then the rest.

    An unsure reading is filled up with the subjects whose phrases look most alike, so that there is a choice.

    Parameters
    ----------
    words
        A letter, or a part of it, in Indonesian, English or both.
    catalogue
        Subject id to subject, with its phrases.
    least_percent
        Likeness below which a subject is not proposed by character n-grams.

    Raises
    ------
    BadValue
        For more than ``MOST_CHARACTERS``.
    """
    if len(words) > MOST_CHARACTERS:
        raise BadValue(field="words", value=f"{len(words)} characters", expected=f"at most {MOST_CHARACTERS:,}")
    lexicon = _lexicon(tuple(catalogue.values()))
    mentions = tuple(_judged(words, _heard(words, lexicon), lexicon.vocabulary(words)))
    if mentions and mentions[0].sureness != "unsure":
        return mentions
    told = {mention.subject for mention in mentions}
    alike = [mention for mention in _alike(words, lexicon, least_percent) if mention.subject not in told]
    return (*mentions, *alike[: max(0, RUNNERS_UP - len(mentions))])


class _Lexicon:
    """The phrases of a catalogue, each found by its rarest key."""

    def __init__(self, subjects: tuple[Subject, ...]) -> None:
        self.documents = {
            subject.id: "; ".join(words for words, _ in _spoken(subject)).casefold() for subject in subjects
        }
        phrases = tuple(phrase for subject in subjects for phrase in _phrases(subject))
        times = Counter(key for phrase in phrases for key in phrase.keys)
        self.by_key: dict[str, list[_Phrase]] = {}
        for phrase in phrases:
            self.by_key.setdefault(min(phrase.keys, key=lambda key: (times[key], key)), []).append(phrase)
        spoken = {token.word: token for subject in subjects for words, _ in _spoken(subject) for token in tokens(words)}
        self.stems = frozenset(token.stem for token in spoken.values())
        self.users: dict[str, set[str]] = {}
        for phrase in phrases:
            for key in phrase.keys:
                self.users.setdefault(key, set()).add(phrase.subject)
        self.long: dict[str, dict[str, str]] = {}
        for word, token in spoken.items():
            if len(word) >= SLIPS[-1][0] - 1:
                self.long.setdefault(word[0], {})[word] = token.stem

    def vocabulary(self, words: str) -> Counter[str]:
        """Return for each subject how many of the words its phrases use, the less for a word the more use it."""
        found: Counter[str] = Counter()
        for stem in {self.mended(token).stem for token in tokens(words)}:
            users = self.users.get(stem, set())
            found.update(dict.fromkeys(users, OWN_WORD // max(1, len(users))))
        return found

    def mended(self, token: Token) -> Token:
        """Return the token as its writer meant it, if it was a slip in a long word; few slip at the first letter."""
        slips = next((slips for length, slips in SLIPS if len(token.word) >= length), 0)
        if token.stem in self.stems or not slips:
            return token
        alike = self.long.get(token.word[0], {})
        near = extractOne(token.word, alike.keys(), scorer=OSA.distance, score_cutoff=slips)
        return token._replace(word=near[0], stem=alike[near[0]], mended=True) if near else token


@cache
def _lexicon(subjects: tuple[Subject, ...]) -> _Lexicon:
    return _Lexicon(subjects)


def _phrases(subject: Subject) -> Iterator[_Phrase]:
    """Yield what is said of a subject, each set of words once; an abbreviation is never taken apart."""
    found: dict[frozenset[str], _Phrase] = {}
    for words, strength in _spoken(subject):
        said = tokens(words)
        abbreviation = len(said) == 1 and words.strip().isupper()
        keys = dict.fromkeys(_exactly(token) if abbreviation or strength == "exact" else token.stem for token in said)
        if keys:
            found.setdefault(frozenset(keys), _Phrase(subject.id, strength, tuple(keys), abbreviation))
    yield from found.values()


def _spoken(subject: Subject) -> tuple[tuple[str, Strength], ...]:
    """Return hints and exact phrases, then the names and synonyms that are neither, then clear phrases."""
    table = tuple((phrase.words, phrase.strength) for phrase in subject.phrases)
    lesser = tuple(pair for pair in table if pair[1] != "clear")
    taken = {words.casefold() for words, _ in lesser}
    names = (subject.name.en, subject.name.id, *subject.synonyms_en, *subject.synonyms_id)
    parts = tuple(part for name in names for part in (BRACKETS.sub(" ", name), *BRACKETS.findall(name)))
    named: tuple[tuple[str, Strength], ...] = tuple((part, "clear") for part in parts if part.casefold() not in taken)
    return (*lesser, *named, *(pair for pair in table if pair[1] == "clear"))


def _exactly(token: Token) -> str:
    """Return the key of a word as it is written; no stem has this sign."""
    return f"={token.word}"


def _heard(words: str, lexicon: _Lexicon) -> list[_Match]:
    """Return the phrases found, without those that are a part of another one."""
    places: dict[str, list[Token]] = {}
    for token in tokens(words):
        mended = lexicon.mended(token)
        for key in (mended.stem, _exactly(mended)):
            if len(places.setdefault(key, [])) < MOST_PLACES:
                places[key].append(mended)
    matches = [
        _Match(phrase, found)
        for key in places
        for phrase in lexicon.by_key.get(key, ())
        for found in _together(phrase, key, places)
    ]
    matches = [match for match in matches if not match.is_guess]
    return [match for match in matches if not any(match.found < other.found for other in matches)]


def _together(phrase: _Phrase, key: str, places: dict[str, list[Token]]) -> Iterator[frozenset[Token]]:
    """Yield the words around each place of ``key`` that make up the phrase, in any order, with few others between."""
    if any(part not in places for part in phrase.keys):
        return
    for anchor in places[key]:
        found = [min(places[part], key=lambda token: abs(token.place - anchor.place)) for part in phrase.keys]
        reach = max(token.place for token in found) - min(token.place for token in found)
        if reach < len(found) + GAP:
            yield frozenset(found)


def _judged(words: str, matches: list[_Match], vocabulary: Counter[str]) -> Iterator[Mention]:
    """Yield the mentions in order, each with how sure it is beside the others.

    Subjects of like weight keep the order of the letter, which ranks its wishes; a circumstance named in passing
    comes behind the wish that more of the letter's words belong to.
    """
    of: dict[str, dict[_Phrase, _Match]] = {}
    for match in sorted(matches, key=lambda match: (match.first, -match.points)):
        of.setdefault(match.phrase.subject, {}).setdefault(match.phrase, match)
    points = {key: sum(match.points for match in found.values()) for key, found in of.items()}
    clear = {key for key, found in of.items() if any(match.is_clear for match in found.values())}
    most = max((points[key] for key in clear), default=0)
    leading = [key for key in of if key in clear and LEADS * points[key] >= most]
    weight = {key: OF_POINTS * points[key] + vocabulary[key] for key in of}
    heaviest = max((weight[key] for key in leading), default=0)
    strong = [key for key in leading if STRONG[0] * weight[key] >= STRONG[1] * heaviest]
    rest = sorted(
        (key for key in of if key not in strong), key=lambda key: (key not in leading, key not in clear, -weight[key])
    )
    for key in (*strong, *rest):
        sureness: Sureness = "unsure" if key not in clear else "sure" if leading == [key] else "likely"
        yield Mention(key, sureness, points[key], _quoted(words, of[key].values()))


def _quoted(words: str, matches: Iterable[_Match]) -> tuple[str, ...]:
    """Return the pieces of the letter on which the matches stand, each once."""
    spans = [(min(token.start for token in match.found), max(token.end for token in match.found)) for match in matches]
    return tuple(dict.fromkeys(words[start:end] for start, end in spans))


def _alike(words: str, lexicon: _Lexicon, least_percent: int) -> list[Mention]:
    """Return the subjects whose phrases share most letters with the words, the nearest first."""
    percents = dict(zip(lexicon.documents, likeness(words, tuple(lexicon.documents.values())), strict=True))
    order = sorted(percents, key=lambda key: -percents[key])
    return [Mention(key, "unsure", 0, ()) for key in order if percents[key] >= least_percent]
