"""Names that people write for the things of the book, the country and the workbook itself, and the ids they mean."""

import difflib
import heapq
import itertools
from collections.abc import Iterable, Mapping

from data import Book, Language, Text
from data.country import Country
from service.workbook.format import Format
from service.workbook.values import normal

# Suggestions for an unknown name; more would not be read.
MOST_NEAR = 3

# Likeness from which a name is worth suggesting, 0 to 1: `Tirta Musii` has 0.95 to `Tirta Musi`.
LEAST_LIKENESS = 0.6

# Characters of an unknown name that are compared, and unknown names of one workbook that get suggestions:
# comparing costs time, and a workbook made to cost time must not.
MOST_COMPARED = 60
MOST_SUGGESTED = 20

# Names that are compared sign by sign with an unknown one, those with the most pairs of letters in common.
MOST_LIKELY = 40


class Names:
    """The names of one kind of thing: what is shown for an id, and which id a written name means.

    Parameters
    ----------
    shown
        Id to the name that is written and offered in drop-downs, unique in each language.
    others
        ``(name, id)`` pairs of further names; one that means two ids is unclear.
    """

    def __init__(self, shown: Mapping[str, Text], others: Iterable[tuple[str, str]] = ()) -> None:
        """Sort the names by how sure they are: ids, then shown names, then others."""
        self.shown = dict(shown)
        self.others = tuple((words, key) for words, key in others if words.strip())
        self._ids = {normal(key): key for key in shown}
        self._named: dict[str, set[str]] = {}
        self._spelled: dict[str, str] = {}
        self._suggested: dict[str, tuple[str, ...]] = {}
        self._pairs: dict[str, frozenset[str]] = {}
        for key, name in shown.items():
            for words in (name.id, name.en):
                self._named.setdefault(normal(words), set()).add(key)
                self._spelled.setdefault(normal(words), words)
        named = set(self._named)
        for words, key in self.others:
            if normal(words) not in named:
                self._named.setdefault(normal(words), set()).add(key)
                self._spelled.setdefault(normal(words), words)

    def find(self, written: str) -> tuple[str, ...]:
        """Return the ids that ``written`` may mean: one if clear, several if unclear, none if unknown."""
        words = normal(written)
        if words in self._ids:
            return (self._ids[words],)
        return tuple(sorted(self._named.get(words, ())))

    def say(self, key: str, language: Language) -> str:
        """Return the shown name of ``key``; an id without a name is its own name."""
        return self.shown[key].say(language) if key in self.shown else key

    def all(self, language: Language) -> tuple[str, ...]:
        """Return every shown name, in order."""
        return tuple(name.say(language) for name in self.shown.values())

    def near(self, written: str) -> tuple[str, ...]:
        """Return the names nearest to an unknown one, best first."""
        words = normal(written[:MOST_COMPARED])
        if words not in self._suggested:
            if len(self._suggested) >= MOST_SUGGESTED:
                return ()
            likely = self._likely(words)
            close = difflib.get_close_matches(words, likely, n=MOST_NEAR, cutoff=LEAST_LIKENESS)
            spelled = {**self._ids, **self._spelled}
            self._suggested[words] = tuple(dict.fromkeys(spelled[name] for name in close))
        return self._suggested[words]

    def _likely(self, words: str) -> list[str]:
        """Return the names that share most pairs of letters with ``words``; only these are worth a close look."""
        if not self._pairs:
            self._pairs = {name: _pairs(name) for name in (*self._ids, *self._spelled)}
        wanted = _pairs(words)
        return heapq.nlargest(MOST_LIKELY, self._pairs, key=lambda name: len(wanted & self._pairs[name]))


def _pairs(words: str) -> frozenset[str]:
    return frozenset(first + second for first, second in itertools.pairwise(words))


def fixed_names(form: Format, *, book: Book, country: Country) -> dict[str, Names]:
    """Return the names of everything that stands before the workbook is read, by source."""
    found = {source: Names(choices) for source, choices in form.choices.items()}
    found["subjects"] = Names(
        {subject.id: subject.name for subject in country.subjects.values()},
        [
            (words, subject.id)
            for subject in country.subjects.values()
            for words in (*subject.synonyms_en, *subject.synonyms_id)
        ],
    )
    found["kpis"] = kpi_names(form, country)
    found["regions"] = Names({code: _same(region.name) for code, region in country.regions.items()})
    found["utilities"] = utility_names(country)
    found["budget_heads"] = Names({key: row.name for key, row in book.budget_heads.items()})
    found["partner_helps"] = Names({key: row.name for key, row in book.partner_helps.items()})
    found["subsidy_kinds"] = Names({key: row.name for key, row in book.subsidy_kinds.items()})
    found["travel_policies"] = Names({key: row.name for key, row in book.travel_policies.items()})
    islands = {region.island_group for region in country.regions.values()} - set(form.choices["islands"])
    found["islands"] = Names({**form.choices["islands"], **{name: _same(name) for name in sorted(islands) if name}})
    return found


def kpi_names(form: Format, country: Country) -> Names:
    """Return the names of the indicators, with and without their units."""
    shown, others = {}, []
    for kpi in country.kpis.values():
        unit = form.choices["units"].get(kpi.unit, _same(kpi.unit))
        shown[kpi.id] = Text(en=f"{kpi.name.en} ({unit.en})", id=f"{kpi.name.id} ({unit.id})")
        others += [(kpi.name.en, kpi.id), (kpi.name.id, kpi.id)]
    return Names(shown, others)


def utility_names(country: Country) -> Names:
    """Return the names of the water utilities: official name, brand, and the region it serves."""
    others = []
    for utility in country.utilities.values():
        region = country.regions.get(utility.region_code)
        place = region.name if region else ""
        brand = utility.brand
        others += [(brand, utility.id), (place, utility.id)]
        others += [(f"{brand} {place}", utility.id), (f"PDAM {brand}", utility.id)] if brand else []
        others += [(f"{lead} {place}", utility.id) for lead in ("PDAM", "Perumda Air Minum", "Perumdam") if place]
    return Names({utility.id: _same(utility.name) for utility in country.utilities.values()}, others)


def party_names(
    book: Book,
    utilities: Names,
    *,
    facilitators: Names,
    mentors: Names,
    letters: Names,
) -> Names:
    """Return the names of everyone who can be away or have a past: utilities, officers, and who the workbook names."""
    officers = {key: role.name for key, role in book.roles.items() if role.kind == "officer"}
    shown: dict[str, Text] = {**utilities.shown, **officers}
    for group in (facilitators, mentors, letters):
        shown |= {key: name for key, name in group.shown.items() if key not in shown}
    return Names(shown, (*facilitators.others, *mentors.others, *letters.others, *utilities.others))


def _same(name: str) -> Text:
    return Text(en=name, id=name)
