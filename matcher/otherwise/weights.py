"""How far each criterion's weight may move before a pair does: weights are assumed, so their effect is told (3.1.2).

A criterion's points grow in proportion to its weight, so the best sum is a chain of lines; where a line ends, points
are rounded as in a match and matched again, and an end at which the match would not hold is drawn in. The aims before
points stay at their best throughout, and decide as they do in the match.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from itertools import takewhile
from math import ceil, floor
from typing import NamedTuple

import numpy as np

from data.text import Text
from matcher.assignment import Assignment
from matcher.block import block_of
from matcher.criteria import CRITERIA
from matcher.errors import BadValue, TooLarge
from matcher.exact.face import narrowed, whole
from matcher.exact.intervals import Intervals, Piece, intervals
from matcher.exact.network import Flags, Ints, Network
from matcher.exact.optimum import optimum
from matcher.otherwise.answers import Span, WeightSpan
from matcher.otherwise.ground import ground
from matcher.otherwise.rounded import Cells, Tried, points_at, proved_end
from matcher.problem import Problem
from matcher.result import Result
from matcher.scores import score
from matcher.sentences import names, say

# All criteria together weigh so many points, so no single one can weigh more.
MOST_WEIGHT = 1000
# Flows for one criterion; those of a year need some hundred.
MOST_SOLVES = 600

STAYS = Text(
    en="The match stays the same from {} to {} points for {} (now {}).",
    id="Hasil tidak berubah bila bobot {} antara {} dan {} poin (kini {}).",
)
ALONE = Text(
    en="Any other weight than {} for {} makes another match as good or better.",
    id="Bobot {} selain {} menghasilkan pasangan lain yang sama baik atau lebih baik.",
)
ALWAYS = Text(
    en="Whatever {} weighs, the match stays the same.", id="Berapa pun bobot {}, hasil pemasangan tidak berubah."
)
NEXT = Text(en="At {} it changes for: {}.", id="Pada bobot {} berubah untuk: {}.")
OPEN = Text(
    en="Only part of the weights was looked at, so pairs may stay for longer than is told here.",
    id="Hanya sebagian bobot yang diperiksa; pasangan mungkin bertahan lebih lama daripada yang disebut di sini.",
)
LARGE = Text(
    en="The numbers of this programme are too large to try other weights of {}; match fewer letters at a time.",
    id="Angka program ini terlalu besar untuk mencoba bobot lain bagi {}; pasangkan lebih sedikit surat sekaligus.",
)


def weights(result: Result, *, time_limit: float, most_solves: int = MOST_SOLVES) -> tuple[WeightSpan, ...]:
    """Return for each criterion the whole weights, from 0 to 1,000, at which the match and each pair stay.

    The most delicate first: the one whose weight may move least, in proportion. Floors to which pairs are lifted count
    pairs by the points that they have now. Criteria without weight are left out; so are all where the book puts
    an aim without a price before points.

    Parameters
    ----------
    time_limit
        Seconds for all criteria, above 0; what is not known by then is said.
    most_solves
        Flows for one criterion, 2 or more.

    Raises
    ------
    BadValue
        For a number out of range.
    """
    if most_solves < 2:
        raise BadValue(field="most_solves", value=most_solves, expected="2 or more, for the two ends")
    if not time_limit > 0:
        raise BadValue(field="time_limit", value=time_limit, expected="seconds above 0")
    problem, assignment = result.problem, result.assignment
    if assignment is None or not assignment.mentees or "points" not in [aim.id for aim in assignment.priced]:
        return ()
    deadline = time.monotonic() + time_limit
    field = _field(result, assignment)
    weighing = [number for number, criterion in enumerate(CRITERIA) if problem.weight(criterion.id) > 0]
    found = []
    for done, number in enumerate(weighing):
        share = max(deadline - time.monotonic(), 0) / (len(weighing) - done)
        found.append(_span(problem, field, number, most_solves=most_solves, time_limit=share, seed=result.seed))
    return tuple(sorted(found, key=_delicacy))


def _delicacy(span: WeightSpan) -> tuple[bool, Fraction]:
    """Return how far the weight may move to the nearer end, as a share of itself; those that end nowhere last."""
    if span.whole is None:
        return False, Fraction(0)
    ends = [end for end, edge in ((span.whole.low, 0), (span.whole.high, MOST_WEIGHT)) if end != edge]
    return not ends, Fraction(min((abs(end - span.weight) for end in ends), default=0), span.weight)


class _Way(NamedTuple):
    """One practice for one need, ids, with the points that each criterion gives, and where it stands in its table."""

    need: str
    mentor: str
    practice: str
    parts: tuple[int, ...]
    at: tuple[str, int, int]


def _ways(problem: Problem, assignment: Assignment) -> Iterator[_Way]:
    """Yield every allowed practice for every need of a mentee that is not fixed."""
    scores = score(problem, problem.mentees.values())
    for subject, needs in problem.needs_on.items():
        block = block_of(problem, needs)
        if not block.practices:
            continue
        table = np.array(
            [np.broadcast_to(criterion.points_many(problem, block), block.shape) for criterion in CRITERIA]
        )
        for row, need in enumerate(needs):
            may = set() if need.mentee in assignment.fixed else {one.mentor for one in scores.of_need[need.id]}
            for column, practice in enumerate(block.practices):
                if practice.mentor in may:
                    parts = tuple(table[:, row, column].tolist())
                    yield _Way(need.id, practice.mentor, practice.id, parts, (subject, row, column))


def _cells(ways: Iterable[_Way]) -> tuple[Cells, ...]:
    """Return where the ways stand, in their order: subject by subject."""
    of: dict[str, list[tuple[int, int]]] = {}
    for way in ways:
        subject, row, column = way.at
        of.setdefault(subject, []).append((row, column))
    return tuple(Cells(subject, *np.array(at, dtype=np.int64).T) for subject, at in of.items())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Field:
    """What the aims before points leave open: a network of points in which they stay at their best by themselves.

    ``parts`` is (n_criteria, n_arcs), ``ours`` (n_arcs,) the match, ``cells`` where the arcs stand.
    """

    shape: Network
    parts: Ints
    cells: tuple[Cells, ...]
    mentees: tuple[str, ...]
    ours: Flags

    def mentor_of(self, taken: Flags) -> Ints:
        """Return the mentor that each mentee has, -1 for none, (n_mentees,)."""
        found = np.full(len(self.mentees), -1, dtype=np.int64)
        found[self.shape.mentee[taken]] = self.shape.mentor[taken]
        return found


def _field(result: Result, assignment: Assignment) -> _Field:
    problem = result.problem
    before = tuple(takewhile(lambda aim: aim.id != "points", assignment.priced))
    ways = tuple(_ways(problem, assignment))
    fixed = {key: pair.mentor for key, pair in assignment.fixed.items()}
    base = ground(problem, before, [(way.need, way.mentor, sum(way.parts)) for way in ways], fixed=fixed)
    face = whole(base.shape)
    if before:
        first = optimum(base.shape, base.aims, seed=result.seed)
        face = narrowed(first.network, face, first.price)
    shape, arcs = base.shape, np.flatnonzero(face.open_arcs | face.kept_arcs)
    kept = np.zeros(len(base.mentees), dtype=bool)
    kept[shape.mentee[face.kept_arcs]] = True
    # More than all points together can differ: whoever must be served, and every place that must be filled, brings it.
    must = 2 * 2 * MOST_WEIGHT * len(base.mentees) + 1
    open_places = face.open_places | face.kept_places
    parts = np.array([way.parts for way in ways], dtype=np.int64).reshape(-1, len(CRITERIA))[arcs].T
    mine = {(pair.need, pair.mentor, pair.practice) for pair in result.proposals}
    return _Field(
        shape=replace(
            shape, mentee=shape.mentee[arcs], mentor=shape.mentor[arcs],
            places=np.bincount(shape.owner[open_places], minlength=shape.n_mentors),
            value=parts.sum(axis=0) + must * (~face.may_lack | kept)[shape.mentee[arcs]],
            bonus=must * face.kept_places[open_places].astype(np.int64),
        ),
        parts=parts, cells=_cells(ways[arc] for arc in arcs), mentees=base.mentees,
        ours=np.array([(way.need, way.mentor, way.practice) in mine for way in ways], dtype=bool)[arcs],
    )  # fmt: skip


def _span(
    problem: Problem, field: _Field, number: int, *, most_solves: int, time_limit: float, seed: int
) -> WeightSpan:
    """Return how far one criterion's weight may move."""
    criterion, gain = CRITERIA[number], field.parts[number]
    weight = problem.weight(criterion.id)
    try:
        found = intervals(
            field.shape, gain, low=Fraction(-1), high=Fraction(MOST_WEIGHT - weight, weight), most_solves=most_solves,
            seed=seed, time_limit=time_limit,
        )  # fmt: skip
    except TooLarge:
        return WeightSpan(
            criterion=criterion.id, weight=weight, whole=None, pairs={}, next_pairs=(), complete=False,
            told=(say(LARGE, criterion.name),),
        )  # fmt: skip
    pieces, here = _with_ours(found, field, gain)
    mentors = [field.mentor_of(piece.taken) for piece in pieces]
    lines = {
        row: _weights_of(weight, pieces, *_run(pieces, [one[row : row + 1] for one in mentors], here))
        for row in np.flatnonzero(mentors[here] >= 0).tolist()
    }
    first, last = _run(pieces, mentors, here)
    tried = _trials(problem, field, number, seed=seed)
    stays = _held(_weights_of(weight, pieces, first, last), weight, lambda at: tried(at).is_best)
    pairs = {
        field.mentees[row]: _held(span, weight, lambda at, row=row: tried(at).stays(row))  # type: ignore[misc]
        for row, span in lines.items()
    }
    end, here, beside = _nearer(weight, stays, first, last)
    changed: tuple[str, ...] = ()
    if 0 <= beside < len(pieces) and _meet(pieces, here, beside):
        changed = tuple(field.mentees[row] for row in np.flatnonzero(mentors[here] != mentors[beside]).tolist())
    told = tuple(_told(problem, criterion.name, weight, stays, end=end, changed=changed, complete=found.complete))
    return WeightSpan(
        criterion=criterion.id, weight=weight, whole=stays, pairs=pairs, next_pairs=changed, complete=found.complete,
        told=told,
    )  # fmt: skip


def _trials(problem: Problem, field: _Field, number: int, *, seed: int) -> Callable[[int], Tried]:
    """Return what gives the network at a weight with rounded points; each weight is looked at once."""

    @cache
    def tried(weight: int) -> Tried:
        points = points_at(problem, CRITERIA[number], weight, field.cells)
        shape = field.shape.valued(field.shape.value - field.parts[number] + points, field.shape.bonus)
        return Tried(shape=shape, mentor_of=field.mentor_of(field.ours), seed=seed)

    return tried


def _held(span: Span, weight: int, holds: Callable[[int], bool]) -> Span:
    """Return the span with each end drawn in to where the match holds with rounded points."""
    return Span(low=proved_end(span.low, weight, holds), high=proved_end(span.high, weight, holds))


def _with_ours(found: Intervals, field: _Field, gain: Ints) -> tuple[list[Piece], int]:
    """Return the pieces with the match among them, and its place.

    Another allocation of the same line is as good everywhere; where no piece has its line, it is best only now.
    """
    value, slope = field.shape.total(field.ours), int(gain[field.ours].sum())
    pieces = list(found.pieces)
    for place, piece in enumerate(pieces):
        if (piece.value, piece.gain) == (value, slope):
            pieces[place] = replace(piece, taken=field.ours)
            return pieces, place
    now = Fraction(0)
    place = sum(piece.gain < slope for piece in pieces)
    pieces.insert(place, Piece(low=now, high=now, taken=field.ours, value=value, gain=slope))
    return pieces, place


def _meet(pieces: list[Piece], one: int, other: int) -> bool:
    """Whether two neighbours have no unknown weights between them."""
    first, second = sorted((one, other))
    return pieces[first].high == pieces[second].low


def _run(pieces: list[Piece], mentors: list[Ints], here: int) -> tuple[int, int]:
    """Return the first and the last piece up to which these mentees keep their mentors without a gap."""
    ends = []
    for step in (-1, 1):
        place = here
        while (
            0 <= place + step < len(pieces)
            and np.array_equal(mentors[place + step], mentors[here])
            and _meet(pieces, place, place + step)
        ):
            place += step
        ends.append(place)
    return ends[0], ends[1]


def _weights_of(weight: int, pieces: list[Piece], first: int, last: int) -> Span:
    return Span(low=ceil(weight * (1 + pieces[first].low)), high=floor(weight * (1 + pieces[last].high)))


def _nearer(weight: int, stays: Span, first: int, last: int) -> tuple[int | None, int, int]:
    """Return the whole weight beyond the nearer end, None when there is none, and the pieces on both sides of it."""
    below, above = weight - stays.low, stays.high - weight
    if stays.low > 0 and (below <= above or stays.high >= MOST_WEIGHT):
        return stays.low - 1, first, first - 1
    return (stays.high + 1, last, last + 1) if stays.high < MOST_WEIGHT else (None, last, -1)


def _told(
    problem: Problem, name: Text, weight: int, stays: Span, *, end: int | None, changed: tuple[str, ...], complete: bool
) -> Iterator[Text]:
    if (stays.low, stays.high) == (0, MOST_WEIGHT):
        yield say(ALWAYS, name)
    elif stays.low == stays.high:
        yield Text(en=say(ALONE, weight, name).en, id=say(ALONE, name, weight).id)
    else:
        english, other = (
            say(STAYS, stays.low, stays.high, name, weight),
            say(STAYS, name, stays.low, stays.high, weight),
        )
        yield Text(en=english.en, id=other.id)
    if end is not None and changed:
        yield say(NEXT, end, names(problem.mentees[key].name for key in changed))
    if not complete:
        yield OPEN
