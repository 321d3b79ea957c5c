"""From the book's tables to what can be moved: units, their lags, their links to programme events (3.1-3.3)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import networkx as nx

from data.book import Book
from data.rows import Activity, Precedence
from planner.calendar.horizon import Horizon, dated
from planner.errors import CyclicPrecedence, EmptyPilot
from planner.problem import FACILITATOR, Partnership, Problem

ON_SITE = frozenset({"meeting", "ceremony", "visit", "workshop"})
PILOT_END = ">"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One activity inside a unit: it begins ``offset`` working days after the unit and takes ``length`` of them."""

    activity: str
    occurrence: int
    offset: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What moves as one: an activity, or the activities of one journey.

    Parameters
    ----------
    key
        ``w-07/opening``, ``w-07/monitoring_visit/1`` or, for the programme, ``mentor_workshop/2027/1``.
    length
        Working days from its first to its last day, both included; 1 for the pilot, whose end is free.
    kinds
        Activity kinds inside it.
    place
        Party id or ``facilitator``; empty when no place matters.
    attendance
        Party to the travel days each way that it needs to ``place``.
    facilitator
        Travel days each way of the facilitator's colleague, or None when none is needed.
    escort
        Working days from the unit's start to the first part with a colleague, and to the end of the last such part.
    months
        Calendar months that the pilot may take; None for everything else.
    year
        Calendar year in which a programme event has to lie; 0 for partnerships' units.
    """

    key: str
    partnership: str
    parts: tuple[Part, ...]
    length: int
    kinds: frozenset[str]
    place: str = ""
    attendance: Mapping[str, int] = field(default_factory=dict)
    facilitator: int | None = None
    escort: tuple[int, int] = (0, 1)
    months: range | None = None
    year: int = 0

    @property
    def end(self) -> str:
        """Name of the node of its end: the pilot's own, or the unit's key (then the end is start and length)."""
        return self.key + PILOT_END if self.months else self.key

    @property
    def colleague_days(self) -> int:
        """Working days that a colleague gives to it, the journey there and back included."""
        return 0 if self.facilitator is None else self.escort[1] - self.escort[0] + 2 * self.facilitator

    @property
    def on_site(self) -> bool:
        """Whether people meet at a place on its days."""
        return not self.kinds.isdisjoint(ON_SITE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lag:
    """``least <= after - before <= most`` in working-day indices of two nodes; ``row`` is the book's precedence."""

    before: str
    after: str
    least: int
    most: int | None
    row: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A lag between a partnership's node and whichever occurrence of a programme activity it is attached to.

    ``forward`` is true when the programme's event comes first.
    """

    activity: str
    node: str
    forward: bool
    least: int
    most: int | None
    row: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Everything of one partnership, units in an order in which each follows what it waits for."""

    partnership: str
    units: tuple[Unit, ...]
    lags: tuple[Lag, ...]
    links: tuple[Link, ...]
    sources: frozenset[str]
    # The same as numbers, made by ``planner.calendar.path`` when first asked for.
    paths: list[object] = field(default_factory=list, init=False, repr=False, compare=False)

    def unit(self, activity: str, occurrence: int = 1) -> Unit:
        """Return the unit that holds an activity."""
        for unit in self.units:
            if any((part.activity, part.occurrence) == (activity, occurrence) for part in unit.parts):
                return unit
        raise KeyError(activity)

    @property
    def linked(self) -> tuple[str, ...]:
        """Programme activities that the partnership takes part in, in the book's order."""
        return tuple(dict.fromkeys(link.activity for link in self.links))


def check_order(book: Book) -> None:
    """Refuse a book whose activities wait for each other, or whose pilot can take no number of months.

    Raises
    ------
    CyclicPrecedence
        With the ring.
    EmptyPilot
        With the least and most months.
    """
    for row in book.activities.values():
        if row.months and book.number(row.months[0]) > book.number(row.months[-1]):
            raise EmptyPilot(row.id, book.number(row.months[0]), book.number(row.months[-1]))
    graph: nx.DiGraph[str] = nx.DiGraph()
    for row in book.activities.values():
        graph.add_edge(f"{row.id}.start", f"{row.id}.end")
    for lag in book.precedences.values():
        if lag.before != lag.after:
            graph.add_edge(f"{lag.before}.{lag.anchor}", f"{lag.after}.{lag.target}")
    _refuse_ring(graph)


def _refuse_ring(graph: "nx.DiGraph[str]") -> None:
    try:
        ring = nx.find_cycle(graph)
    except nx.NetworkXNoCycle:
        return
    raise CyclicPrecedence((*(edge[0] for edge in ring), ring[0][0]))


def is_awaited(book: Book, activity: str) -> bool:
    """Whether partnerships take part in a programme activity because a precedence ties them to it."""
    return any(activity in {row.before, row.after} for row in book.precedences.values())


def occurrences(book: Book, activity: Activity) -> int:
    """Return how often an activity is held: in a partnership, or in a year of the programme."""
    return book.number(activity.times) if activity.times else 1


def programme_units(problem: Problem, horizon: Horizon) -> tuple[Unit, ...]:
    """Return the possible events of the whole programme, year by year, without the parties that will attend."""
    years = range(horizon.workdays.first.year, horizon.workdays.last.year + 1)
    return tuple(
        Unit(
            key=f"{row.id}/{year}/{count}", partnership="", length=_length(problem.book, row),
            parts=(Part(activity=row.id, occurrence=count, offset=0, length=_length(problem.book, row)),),
            kinds=frozenset({row.kind}), place=row.place, facilitator=_facilitator_days(problem, row, place=row.place),
            escort=(0, _length(problem.book, row)), year=year,
        )
        for row in dated(problem.book).values() if row.scope == "programme"
        for year in years for count in range(1, occurrences(problem.book, row) + 1)
    )  # fmt: skip


def attendees(problem: Problem, activity: Activity, partnership: Partnership) -> dict[str, int]:
    """Return the parties of a partnership that an activity binds, with travel days each way."""
    place = place_of(problem, activity, partnership)
    roles = dict.fromkeys((activity.place, *activity.travellers))
    parties = (party for role in roles for party in partnership.parties(role))
    return {party: problem.route(party, place).days if place else 0 for party in parties}


def place_of(problem: Problem, activity: Activity, partnership: Partnership | None) -> str:
    """Return the party (or ``facilitator``) at whose place an activity is held; empty when it is remote."""
    remote = f"{activity.id}_remote"
    if not activity.place or (remote in problem.book.numbers and problem.book.number(remote)):
        return ""
    if activity.place == FACILITATOR or partnership is None:
        return activity.place
    return next(iter(partnership.parties(activity.place)), "")


def network_of(problem: Problem, partnership: Partnership) -> Network:
    """Return the units, lags and links of one partnership.

    Raises
    ------
    CyclicPrecedence
        If journeys tie the book's activities into a ring.
    """
    book = problem.book
    rows = {row.id: row for row in dated(book).values() if row.scope == "partnership"}
    units: dict[str, Unit] = {}
    at: dict[tuple[str, int], tuple[str, Part]] = {}
    for group in _groups(book, rows.values()):
        unit = _unit(problem, partnership, group)
        units[unit.key] = unit
        at.update({(part.activity, part.occurrence): (unit.key, part) for part in unit.parts})
    lags: list[Lag] = []
    links: list[Link] = []
    for precedence in book.precedences.values():
        if precedence.before in rows and precedence.after in rows:
            lags.extend(_lags(book, precedence, units=units, at=at))
        elif precedence.before in rows or precedence.after in rows:
            links.extend(_links(book, precedence, units=units, at=at))
    order = _ordered(units, lags)
    waiting = {lag.after for lag in lags} | {link.node for link in links if link.forward}
    sources = frozenset(key for key, unit in units.items() if key not in waiting and "letter" in unit.kinds)
    return Network(
        partnership=partnership.id, units=order, lags=tuple(lag for lag in lags if lag.before != lag.after),
        links=tuple(links), sources=sources,
    )  # fmt: skip


def _groups(book: Book, rows: Iterable[Activity]) -> Iterator[list[tuple[Activity, int]]]:
    """Yield what moves together: one occurrence of an activity, or the activities of a trip."""
    trips: dict[str, list[tuple[Activity, int]]] = {}
    for row in rows:
        if row.trip:
            trips.setdefault(row.trip, []).append((row, 1))
        else:
            yield from ([(row, count)] for count in range(1, occurrences(book, row) + 1))
    for members in trips.values():
        inside = {row.id for row, _ in members}
        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_nodes_from(row.id for row, _ in members)
        graph.add_edges_from(
            (edge.before, edge.after)
            for edge in book.precedences.values()
            if edge.before in inside and edge.after in inside and edge.before != edge.after
        )
        _refuse_ring(graph)
        order = {name: place for place, name in enumerate(nx.topological_sort(graph))}
        yield sorted(members, key=lambda member: order[member[0].id])


def _unit(problem: Problem, partnership: Partnership, group: list[tuple[Activity, int]]) -> Unit:
    book, row = problem.book, group[0][0]
    parts, offset = _parts(book, group)
    attendance: dict[str, int] = {}
    needed: list[int] = []
    escorted: list[Part] = []
    for part, (activity, _) in zip(parts, group, strict=True):
        for party, days in attendees(problem, activity, partnership).items():
            attendance[party] = max(days, attendance.get(party, 0))
        days_needed = _facilitator_days(problem, activity, place=place_of(problem, activity, partnership))
        if days_needed is not None:
            needed.append(days_needed)
            escorted.append(part)
    name = row.trip or f"{row.id}/{group[0][1]}"
    on_site = row.kind in ON_SITE
    return Unit(
        key=f"{partnership.id}/{name}", partnership=partnership.id, parts=tuple(parts), length=offset,
        kinds=frozenset(activity.kind for activity, _ in group), place=place_of(problem, row, partnership),
        attendance=attendance if on_site else {}, facilitator=max(needed) if needed else None,
        escort=(escorted[0].offset, escorted[-1].offset + escorted[-1].length) if escorted else (0, offset),
        months=problem.months(partnership, row.months[0], row.months[-1]) if row.months else None,
    )  # fmt: skip


def _parts(book: Book, group: list[tuple[Activity, int]]) -> tuple[list[Part], int]:
    """Return the parts of a journey one after the other, as close as the lags between them allow, and its length."""
    parts: dict[str, Part] = {}
    offset = 0
    for activity, count in group:
        length = _length(book, activity)
        for row in book.precedences.values():
            if row.after == activity.id and row.before in parts and (row.anchor, row.target) == ("end", "start"):
                before = parts[row.before]
                offset = max(offset, before.offset + before.length - 1 + book.number(row.least))
        parts[activity.id] = Part(activity=activity.id, occurrence=count, offset=offset, length=length)
        offset += length
    return list(parts.values()), offset


def _length(book: Book, activity: Activity) -> int:
    return book.number(activity.length) if activity.length else 1


def _facilitator_days(problem: Problem, activity: Activity, *, place: str) -> int | None:
    """Return the colleague's travel days each way, or None when the activity needs no colleague."""
    if activity.kind not in ON_SITE or FACILITATOR not in {activity.place, *activity.travellers, *activity.quorum}:
        return None
    return problem.route(FACILITATOR, place).days if place else 0


Placed = Mapping[tuple[str, int], tuple[str, Part]]


def _edge(unit: Unit, part: Part, edge: str) -> tuple[str, int]:
    """Return the node of one edge of a part and how far behind that node the edge lies."""
    if edge == "start":
        return unit.key, part.offset
    return unit.end, 0 if unit.months else part.offset + part.length - 1


def _lags(book: Book, row: Precedence, *, units: Mapping[str, Unit], at: Placed) -> Iterator[Lag]:
    least, most = book.number(row.least), book.number(row.most) if row.most else None
    befores = [key for key in at if key[0] == row.before]
    afters = [key for key in at if key[0] == row.after]
    for before in befores:
        for after in afters:
            if row.before == row.after and after[1] != before[1] + 1:
                continue
            (one, first), (two, second) = at[before], at[after]
            here, behind = _edge(units[one], first, row.anchor)
            there, ahead = _edge(units[two], second, row.target)
            shift = behind - ahead
            yield Lag(
                before=here, after=there, least=least + shift, most=None if most is None else most + shift, row=row.id
            )


def _links(book: Book, row: Precedence, *, units: Mapping[str, Unit], at: Placed) -> Iterator[Link]:
    least, most = book.number(row.least), book.number(row.most) if row.most else None
    for (activity, _), (key, part) in at.items():
        if activity not in {row.before, row.after}:
            continue
        forward = activity == row.after
        other = book.activities[row.before if forward else row.after]
        if not other.scheduled:
            continue
        node, behind = _edge(units[key], part, row.target if forward else row.anchor)
        reach = _length(book, other) - 1 if (row.anchor if forward else row.target) == "end" else 0
        shift = reach - behind if forward else behind - reach
        yield Link(
            activity=other.id, node=node, forward=forward, least=least + shift,
            most=None if most is None else most + shift, row=row.id,
        )  # fmt: skip


def _ordered(units: Mapping[str, Unit], lags: Iterable[Lag]) -> tuple[Unit, ...]:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(units)
    graph.add_edges_from((unit.key, unit.end) for unit in units.values() if unit.months)
    graph.add_edges_from((lag.before, lag.after) for lag in lags if lag.before != lag.after)
    _refuse_ring(graph)
    return tuple(units[node] for node in nx.topological_sort(graph) if node in units)
