"""What a whole match is for, in order; no amount of a later aim outweighs one unit of an earlier (book table ``aim``).

An aim says what each pair brings to it, and may say what each place of a mentor brings, or which pairs could share
one trip. It is silent, and left out of the answer, where the problem gives it nothing to say.
"""

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from data.answer import Level
from data.text import Text
from matcher.errors import BadValue
from matcher.exact.network import Flags, Ints
from matcher.nouns import Mentor
from matcher.problem import Problem
from matcher.sentences import say
from matcher.trips import province

LIFTED = Text(en="pairs with at least {} points", id="pasangan dengan sedikitnya {} poin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Allowed ways to serve a mentee, as parallel arrays, (n,) each.

    Parameters
    ----------
    mentee, mentor
        Places in the order of the problem's mentees and mentors.
    first, wished, kept
        Whether it answers the first priority, is a mentor that the letter names, is a pair already published.
    points
        Points of fit.
    """

    mentee: Ints
    mentor: Ints
    first: Flags
    wished: Flags
    kept: Flags
    points: Ints


# Ids of need and mentor, and the points of the pair.
Row = tuple[str, str, int]


def options_of(problem: Problem, rows: Iterable[Row]) -> Options:
    """Return rows as options, in their order."""
    mentees = {key: place for place, key in enumerate(problem.mentees)}
    mentors = {key: place for place, key in enumerate(problem.mentors)}
    firsts = {needs[0].id for needs in problem.needs_of.values() if needs}
    told = [(problem.needs[need].mentee, need, mentor, points) for need, mentor, points in rows]
    return Options(
        mentee=_ints([mentees[mentee] for mentee, _, _, _ in told]),
        mentor=_ints([mentors[mentor] for _, _, mentor, _ in told]),
        first=_flags([need in firsts for _, need, _, _ in told]),
        wished=_flags([mentor in problem.wishes[mentee] for mentee, _, mentor, _ in told]),
        kept=_flags([problem.published.get(mentee) == mentor for mentee, _, mentor, _ in told]),
        points=_ints([points for _, _, _, points in told]),
    )


def _ints(values: list[int]) -> Ints:
    return np.array(values, dtype=np.int64)


def _flags(values: list[bool]) -> Flags:
    return np.array(values, dtype=bool)


OfPairs = Callable[[Problem, Options], Ints]
OfPlace = Callable[[Problem, Mentor, int], int]
# What one mentor visits on one trip has one number, -1 is visited alone.
OfTrip = Callable[[Problem, Options], Ints]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """One aim of a problem.

    Parameters
    ----------
    id, name, unit
        As in the book; an aim that the book's row unfolds into several has its number behind the id.
    of_pairs
        What each option brings.
    of_place
        What the n-th place of a mentor brings, n from 1, never more than the place before; None when nothing.
    of_trip
        The trip to which each option belongs: every mentee of a trip but the first saves one. Prices cannot say that,
        so this aim and those after it are solved apart; None when the aim knows no trips.
    sense
        ``min`` for an aim that counts what is unwanted; it then brings less than nothing.
    """

    id: str
    name: Text
    unit: str
    of_pairs: OfPairs
    of_place: OfPlace | None = None
    of_trip: OfTrip | None = None
    sense: str = "max"

    def places(self, problem: Problem, mentor: Mentor, *, first: int, count: int) -> list[int]:
        """Return what ``count`` places of a mentor bring, from the ``first``-th on."""
        if self.of_place is None:
            return [0] * count
        return [self.of_place(problem, mentor, number) for number in range(first, first + count)]

    def level(self, value: int, bound: int) -> Level:
        """Return the aim as a level of an answer; value and bound are sums, so negative where it counts a burden."""
        sign = -1 if self.sense == "min" else 1
        return Level(
            id=self.id, name=self.name, value=sign * value, bound=sign * bound, unit=self.unit, sense=self.sense
        )


def aims(problem: Problem) -> tuple[Aim, ...]:
    """Return the aims that have something to say, the most important first."""
    return tuple(
        aim for row in sorted(problem.book.aims.values(), key=lambda row: row.number) for aim in KNOWN[row.id](problem)
    )


def priced(told: Sequence[Aim]) -> tuple[Aim, ...]:
    """Return the aims that prices can prove: those before the first that knows trips."""
    return tuple(itertools.takewhile(lambda aim: aim.of_trip is None, told))


def _aim(problem: Problem, key: str, of_pairs: OfPairs, **more: object) -> Aim:
    row = problem.book.aims[key]
    return Aim(id=key, name=row.name, unit=row.unit, of_pairs=of_pairs, **more)  # type: ignore[arg-type]


def _nothing(_: Problem, options: Options) -> Ints:
    return np.zeros(len(options.points), dtype=np.int64)


def _served(problem: Problem) -> Iterator[Aim]:
    yield _aim(problem, "served", lambda _, options: np.ones(len(options.points), dtype=np.int64))


def _minimum(problem: Problem) -> Iterator[Aim]:
    if any(mentor.least > 0 for mentor in problem.mentors.values()):
        yield _aim(problem, "minimum", _nothing, of_place=lambda _, mentor, number: int(number <= mentor.least))


def _waited(problem: Problem) -> Iterator[Aim]:
    if any(mentee.waited for mentee in problem.mentees.values()):
        years = _ints([mentee.waited for mentee in problem.mentees.values()])
        yield _aim(problem, "waited", lambda _, options: years[options.mentee])


def _first_need(problem: Problem) -> Iterator[Aim]:
    yield _aim(problem, "first_need", lambda _, options: options.first.astype(np.int64))


def _wishes(problem: Problem) -> Iterator[Aim]:
    yield _aim(problem, "wishes", lambda _, options: options.wished.astype(np.int64))


def _kept(problem: Problem) -> Iterator[Aim]:
    if problem.published:
        yield _aim(problem, "kept", lambda _, options: options.kept.astype(np.int64))


def _lifted(problem: Problem) -> Iterator[Aim]:
    floor, step = problem.floor, problem.number("floor_step")
    for band in [*range(step, floor, step), *([floor] if floor else [])]:
        yield Aim(
            id=f"lifted_{band}", name=say(LIFTED, band), unit=problem.book.aims["lifted"].unit,
            of_pairs=lambda _, options, band=band: (options.points >= band).astype(np.int64),  # type: ignore[misc]
        )  # fmt: skip


def _points(problem: Problem) -> Iterator[Aim]:
    yield _aim(problem, "points", lambda _, options: options.points)


def _turns(problem: Problem) -> Iterator[Aim]:
    taught = earlier_load(problem)
    yield _aim(
        problem, "turns", _nothing, sense="min",
        of_place=lambda _, mentor, number: -(taught[mentor.party] + number - 1),
    )  # fmt: skip


def _shared_trips(problem: Problem) -> Iterator[Aim]:
    """Yield the trips saved, where a mentor takes several and several live in one province.

    Raises
    ------
    BadValue
        If the book puts trips before those who are served: a refusal could then name no mentor that is full.
    """
    rows = problem.book.aims
    if rows["shared_trips"].number < rows["served"].number:
        number = rows["shared_trips"].number
        raise BadValue(field="aim shared_trips, number", value=number, expected=f"above {rows['served'].number}")
    there = [province(problem, mentee) for mentee in problem.mentees.values()]
    numbers = {key: number for number, key in enumerate(dict.fromkeys(filter(None, there)))}
    several = len(numbers) < sum(map(bool, there))
    if several and any(mentor.capacity > 1 for mentor in problem.mentors.values()):
        place = _ints([numbers.get(key, -1) for key in there])
        towns = np.array([mentee.region for mentee in problem.mentees.values()])
        homes = np.array([mentor.region for mentor in problem.mentors.values()])

        def of_trip(_: Problem, options: Options) -> Ints:
            alone = (place[options.mentee] < 0) | (towns[options.mentee] == homes[options.mentor])
            return np.where(alone, -1, options.mentor * len(numbers) + place[options.mentee])

        yield _aim(problem, "shared_trips", _nothing, of_trip=of_trip)


def earlier_load(problem: Problem) -> Counter[str]:
    """Return how many mentees each party has taught in the years that still count; undated ones count."""
    years = [past.year for past in problem.past if past.year is not None]
    oldest = max(years, default=0) - problem.number("turn_years") + 1
    return Counter(past.teacher for past in problem.past if past.year is None or past.year >= oldest)


KNOWN: dict[str, Callable[[Problem], Iterator[Aim]]] = {
    "served": _served,
    "minimum": _minimum,
    "waited": _waited,
    "first_need": _first_need,
    "wishes": _wishes,
    "kept": _kept,
    "lifted": _lifted,
    "points": _points,
    "turns": _turns,
    "shared_trips": _shared_trips,
}


def reached(problem: Problem, told: Sequence[Aim], options: Options) -> tuple[int, ...]:
    """Return what each aim reaches when exactly these options are taken."""
    load = Counter(options.mentor.tolist())
    mentors = list(problem.mentors.values())
    return tuple(
        int(aim.of_pairs(problem, options).sum())
        + sum(sum(aim.places(problem, mentors[place], first=1, count=count)) for place, count in load.items())
        + (0 if aim.of_trip is None else trips_saved(aim.of_trip(problem, options)))
        for aim in told
    )


def trips_saved(trips: Ints) -> int:
    """Return how many mentees share a trip that another one of them makes necessary."""
    real = trips[trips >= 0]
    return len(real) - len(np.unique(real))


def best_rows(problem: Problem, told: Sequence[Aim], rows: Sequence[Row]) -> dict[tuple[str, str], Row]:
    """Return ``(mentee, mentor)`` to the row by which the aims would serve it, the first of equals."""
    options = options_of(problem, rows)
    parts = [aim.of_pairs(problem, options).tolist() for aim in told]
    best: dict[tuple[str, str], tuple[tuple[int, ...], Row]] = {}
    for row, *brings in zip(rows, *parts, strict=True):
        key = problem.needs[row[0]].mentee, row[1]
        if key not in best or tuple(brings) > best[key][0]:
            best[key] = tuple(brings), row
    return {key: row for key, (_, row) in best.items()}
