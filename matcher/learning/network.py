"""The learning community as a network: who learned what from whom, and what follows from it (1.3, 3.3.4).

It is read from lessons that took place.  Nothing is guessed: a lesson without a year makes no chain, a subject that
nobody is known to have taught has no mentor here, whoever could have taught it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import networkx as nx

from data.text import Text
from matcher.learning.hindsight import Choice
from matcher.sentences import say

COUNTS = Text(
    en="{} lessons between {} parties; {} of them taught, {} learned, {} did both.",
    id="{} pembelajaran di antara {} pihak; {} mengajar, {} belajar, {} melakukan keduanya.",
)
PARTS = Text(
    en="{} circles that have nothing to do with each other; the largest has {} parties.",
    id="{} lingkaran yang tidak saling berhubungan; yang terbesar beranggotakan {} pihak.",
)
NO_LESSON = Text(en="No lesson is on record.", id="Tidak ada pembelajaran dalam catatan.")
UNDATED = Text(
    en="{} lessons have no year, so no chain is read from them.",
    id="{} pembelajaran tanpa tahun, sehingga tidak ada rantai yang dibaca darinya.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """A party whose lessons join regions.

    Parameters
    ----------
    party
        Its id.
    regions
        The regions that its lessons join, its own among them, in order.
    between
        Share of the shortest ways between two others that lead through it, in thousandths.
    holds
        Whether the circle would fall apart without it.
    """

    party: str
    regions: tuple[str, ...]
    between: int
    holds: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """The learning community.

    Parameters
    ----------
    lessons
        Who learned from whom, in order of year, mentor and mentee; the same lesson once.
    chains
        Lessons in a row in which each mentee taught later than it learned; from each beginning the longest, the
        longest first.
    bridges
        Who joins regions, the most between others first.
    unserved
        Subject to those who asked for it, for the subjects that nobody is known to have taught.
    circles
        Parties that are joined by lessons, the largest circle first.
    generations
        Party to how many rows of teachers stand before it; 0 learned from nobody.
    """

    lessons: tuple[Choice, ...]
    chains: tuple[tuple[Choice, ...], ...]
    bridges: tuple[Bridge, ...]
    unserved: Mapping[str, tuple[str, ...]]
    circles: tuple[tuple[str, ...], ...]
    generations: Mapping[str, int]

    @property
    def parties(self) -> tuple[str, ...]:
        """Everyone who taught or learned, in order."""
        return tuple(sorted(self.generations))

    @property
    def summary(self) -> tuple[Text, ...]:
        """The network in sentences, what cannot be told said last."""
        if not self.lessons:
            return (NO_LESSON,)
        taught, learned = {one.mentor for one in self.lessons}, {one.mentee for one in self.lessons}
        told = [say(COUNTS, len(self.lessons), len(self.parties), len(taught), len(learned), len(taught & learned))]
        told.append(say(PARTS, len(self.circles), len(self.circles[0])))
        undated = sum(one.year is None for one in self.lessons)
        return (*told, say(UNDATED, undated)) if undated else tuple(told)


def learning_network(
    lessons: Iterable[Choice],
    *,
    regions: Mapping[str, str] | None = None,
    asked: Iterable[tuple[str, str]] = (),
) -> Network:
    """Return the network of ``lessons``.

    Parameters
    ----------
    lessons
        Partnerships that took place, in any order.
    regions
        Party id to region; a party without one joins nothing.
    asked
        Party id and subject of those who want to learn it.
    """
    found = _once(lessons)
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from((one.mentor, one.mentee) for one in found)
    circles = sorted((tuple(sorted(part)) for part in nx.weakly_connected_components(graph)), key=_largest)
    return Network(
        lessons=found,
        chains=_chains(found),
        bridges=_bridges(graph, found, regions or {}),
        unserved=_unserved(found, asked),
        circles=tuple(circles),
        generations=_generations(graph),
    )


def _once(lessons: Iterable[Choice]) -> tuple[Choice, ...]:
    """Return each lesson once, whoever tells of it."""
    found: dict[tuple[str, str, str, int | None], Choice] = {}
    for one in lessons:
        found.setdefault((one.mentee, one.mentor, one.subject, one.year), one)
    return tuple(sorted(found.values(), key=_early))


def _early(one: Choice) -> tuple[int, str, str, str]:
    return (one.year or 0, one.mentor, one.mentee, one.subject)


def _largest(parties: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    return (-len(parties), parties)


def _chains(lessons: tuple[Choice, ...]) -> tuple[tuple[Choice, ...], ...]:
    """Return the longest chain from each beginning; years grow along a chain, so lessons form no cycle."""
    after: dict[int, list[int]] = {
        place: [
            later
            for later, other in enumerate(lessons)
            if other.mentor == one.mentee and one.year is not None and other.year is not None and one.year < other.year
        ]
        for place, one in enumerate(lessons)
    }
    order: nx.DiGraph[int] = nx.DiGraph()
    order.add_nodes_from(after)
    order.add_edges_from((place, later) for place, others in after.items() for later in others)
    best: dict[int, tuple[int, ...]] = {}
    for place in reversed(list(nx.topological_sort(order))):
        ways = [best[later] for later in after[place]]
        longest = min(ways, key=lambda way: (-len(way), way)) if ways else ()
        best[place] = (place, *longest)
    begins = [place for place in after if not list(order.predecessors(place)) and len(best[place]) > 1]
    found = sorted((best[place] for place in begins), key=lambda way: (-len(way), way))
    return tuple(tuple(lessons[place] for place in way) for way in found)


def _bridges(graph: "nx.DiGraph[str]", lessons: tuple[Choice, ...], regions: Mapping[str, str]) -> tuple[Bridge, ...]:
    """Return whose lessons join regions; who lies between whom is counted without direction."""
    plain = graph.to_undirected()
    between = nx.betweenness_centrality(plain)
    holding = set(nx.articulation_points(plain))
    joined: dict[str, set[str]] = {party: {regions[party]} for party in graph if party in regions}
    for one in lessons:
        for party, other in ((one.mentor, one.mentee), (one.mentee, one.mentor)):
            if party in joined and other in regions:
                joined[party].add(regions[other])
    found = [
        Bridge(
            party=party,
            regions=tuple(sorted(reached)),
            between=round(1000 * float(between[party])),
            holds=party in holding,
        )
        for party, reached in joined.items()
        if len(reached) > 1
    ]
    return tuple(sorted(found, key=lambda one: (-one.between, -len(one.regions), one.party)))


def _unserved(lessons: Collection[Choice], asked: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    taught = {one.subject for one in lessons}
    wanting: dict[str, set[str]] = {}
    for party, subject in asked:
        if subject and subject not in taught:
            wanting.setdefault(subject, set()).add(party)
    return {subject: tuple(sorted(wanting[subject])) for subject in sorted(wanting)}


def _generations(graph: "nx.DiGraph[str]") -> dict[str, int]:
    """Return how many rows of teachers stand before each party; who taught each other stand in one row."""
    whole = nx.condensation(graph)
    rows = {}
    for number, row in enumerate(nx.topological_generations(whole)):
        for part in row:
            rows.update(dict.fromkeys(whole.nodes[part]["members"], number))
    return rows
