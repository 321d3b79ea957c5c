"""One utility under two names: a question for the facilitator, never a merger (1.1: nobody mentors itself).

Indonesian names carry a legal form that changes with every by-law (PDAM, Perumda, Perumdam, PT), a brand and a place.
The form is left out, the place is kept apart by its level: Kota Solok and Kabupaten Solok are two utilities.
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace

from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from data.book import Book
from data.country import Country, Utility
from data.text import Text
from matcher.errors import TooLarge
from matcher.nouns import Party
from matcher.problem import Problem
from matcher.sentences import say

# Comparisons that take about a minute on one core.
MOST_COMPARISONS = 200_000_000
# Rows compared at once, so that the table of distances stays within a few megabytes.
BLOCK = 256

QUESTION = Text(
    en="Are {} and {} the same utility? Their names are {} per cent alike. If so, give both the same utility id.",
    id="Apakah {} dan {} utilitas yang sama? Kemiripan namanya {} persen. "
    "Jika ya, beri keduanya id utilitas yang sama.",
)

# Legal forms, and what nearly every water utility is called: they tell nobody from anybody.
_FORMS = (
    "pdam perumda perumdam perumdab perusda pam pt pd upt uptd blu blud spam bumd persero perseroan tbk "
    "perusahaan umum daerah air minum bersih tirta milik"
)
FORMS = frozenset(_FORMS.split())
LEVELS = {
    "kota": "kota",
    "kotamadya": "kota",
    "kodya": "kota",
    "kab": "kabupaten",
    "kabupaten": "kabupaten",
    "prov": "provinsi",
    "provinsi": "provinsi",
}
# Words that part neighbours from each other, however alike the rest is.
_COMPASS = "barat timur utara selatan tengah tenggara daya laut hulu ulu hilir ilir kepulauan raya baru"
COMPASS = frozenset(_COMPASS.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """Two names that may be one utility.

    Parameters
    ----------
    one, other
        Ids of parties, or the name asked for and a utility id of the reference.
    likeness
        Whole per cent of letters that the two names share in the same order.
    question
        For the facilitator, who alone decides.
    """

    one: str
    other: str
    likeness: int
    question: Text


@dataclass(frozen=True, slots=True)
class _Name:
    """One way to write a name: whose it is, its letters, and what it may not differ in."""

    owner: Party | Utility | str
    letters: str
    level: str
    marks: frozenset[str]

    def may_be(self, other: "_Name") -> bool:
        """Whether level, compass and numbers agree, a level that is not given agreeing with all."""
        return self.marks == other.marks and (not self.level or not other.level or self.level == other.level)


def find_twins(problem: Problem) -> tuple[Twin, ...]:
    """Return the mentors and mentees that may be one utility, the most alike first.

    Two parties that both have a place in the reference are known, and so never asked about; nor are two places
    of which neither lies in the other. Equal likeness stands in the order of ids.

    Raises
    ------
    TooLarge
        Before memory is taken.
    """
    parties: list[Party] = [*problem.mentors.values(), *problem.mentees.values()]
    asked = [name for party in parties if not party.utility for name in _names(party, party.name)]
    reference = _reference(problem.country)
    known = [
        replace(name, owner=party)
        for party in parties
        for name in (*_names(party, party.name), *reference.get(party.utility, ()))
    ]
    found: dict[tuple[str, str], Twin] = {}
    for one, other, likeness in _alike(asked, known, sure=_sure(problem.country), least=_least(problem.book)):
        left, right = one.owner, other.owner
        if not isinstance(left, Party) or not isinstance(right, Party) or left.party == right.party:
            continue
        if not _one_place(left.region, right.region) or (right.id, left.id) in found:
            continue
        _keep(found, left.id, right.id, names=(_call(left), _call(right)), likeness=likeness)
    return _sorted(found)


def recognise(names: Iterable[str], country: Country, book: Book) -> tuple[Twin, ...]:
    """Return the utilities of the reference that each name may mean, the most alike first; often none or one.

    A name without level, as PDAM Solok, gives the kota and the kabupaten, for the facilitator to choose.

    Raises
    ------
    TooLarge
        Before memory is taken.
    """
    known = [name for names in _reference(country).values() for name in names]
    asked = [name for text in dict.fromkeys(names) for name in _names(text, text)]
    found: dict[tuple[str, str], Twin] = {}
    for one, other, likeness in _alike(asked, known, sure=_sure(country), least=_least(book)):
        if isinstance(one.owner, str) and isinstance(other.owner, Utility):
            _keep(found, one.owner, other.owner.id, names=(one.owner, _call(other.owner)), likeness=likeness)
    return _sorted(found)


def _call(owner: Party | Utility) -> str:
    return f"{owner.name} ({owner.id})"


def _least(book: Book) -> int:
    return book.number("match_twins_least_percent")


def _keep(found: dict[tuple[str, str], Twin], one: str, other: str, *, names: tuple[str, str], likeness: int) -> None:
    if (one, other) not in found or found[one, other].likeness < likeness:
        question = say(QUESTION, *names, likeness)
        found[one, other] = Twin(one=one, other=other, likeness=likeness, question=question)


def _sorted(found: dict[tuple[str, str], Twin]) -> tuple[Twin, ...]:
    return tuple(sorted(found.values(), key=lambda twin: (-twin.likeness, twin.one, twin.other)))


def _one_place(one: str, other: str) -> bool:
    """Whether two region codes may be one place: one is not known, or lies in the other."""
    return not one or not other or f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.")


def _alike(
    asked: list[_Name], known: list[_Name], *, sure: Container[str], least: int
) -> Iterator[tuple[_Name, _Name, int]]:
    """Yield the pairs of names that are at least ``least`` per cent alike, in whole numbers.

    A name that stands in ``sure`` letter for letter is no slip of another one: Badung is not Bandung.
    """
    if len(asked) * len(known) > MOST_COMPARISONS:
        raise TooLarge(what="names times names", size=len(asked) * len(known), most=MOST_COMPARISONS)
    letters = [name.letters for name in known]
    for start in range(0, len(asked), BLOCK):
        rows = asked[start : start + BLOCK]
        distances = cdist([row.letters for row in rows], letters, scorer=Indel.distance)
        for row, line in zip(rows, distances.tolist(), strict=True):
            for name, distance in zip(known, line, strict=True):
                longest = len(row.letters) + len(name.letters)
                likeness = 100 * (longest - distance) // longest
                if likeness >= (100 if row.letters in sure else least) and row.may_be(name):
                    yield row, name, likeness


def _reference(country: Country) -> dict[str, tuple[_Name, ...]]:
    """Return utility id to its official name, its place, and its brand where no other utility has the same."""
    brands = Counter(_letters(utility.brand) for utility in country.utilities.values())
    found = {}
    for utility in country.utilities.values():
        place = country.region(utility.region_code)
        names = [*_names(utility, utility.name), *_names(utility, place.name)]
        if brands[_letters(utility.brand)] == 1:
            names += [replace(name, level=place.level) for name in _names(utility, utility.brand)]
        found[utility.id] = tuple(names)
    return found


def _sure(country: Country) -> frozenset[str]:
    """Return the letters of every name that some utility really has, shared brands too."""
    texts = (
        text
        for utility in country.utilities.values()
        for text in (utility.name, utility.brand, country.region(utility.region_code).name)
    )
    return frozenset(name.letters for text in texts for name in _names(text, text))


def _names(owner: Party | Utility | str, text: str) -> Iterator[_Name]:
    """Yield the ways to write a name: in its own order, in the alphabet's (turned round), and the place alone."""
    words = _words(text)
    level = next((word for word in words if word in LEVELS), "")
    place = words[words.index(level) + 1 :] if level else []
    for part in (words, sorted(words), place):
        rest = [word for word in part if word not in FORMS and word not in LEVELS]
        marks = frozenset(word for word in rest if word in COMPASS or any(map(str.isdigit, word)))
        if rest:
            yield _Name(owner, "".join(rest), LEVELS.get(level, ""), marks)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def _letters(text: str) -> str:
    return "".join(word for word in _words(text) if word not in FORMS)
