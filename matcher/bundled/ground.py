"""A programme as the numbers of ``matcher.exact.bundles``: a mentee that is not fixed, its subjects, who may answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from matcher.aims import Aim, Row
from matcher.bundled.counting import POINTS, Sums, brought, brought_once, places_of, weights
from matcher.bundled.fixed import Points, fixed_mentors, fixed_rows, taken
from matcher.bundled.teamdays import stated_days, team_days
from matcher.exact.bundles.shape import MOST_DAYS, Bundles, Flags, Ints
from matcher.problem import Problem


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What every stage of a search stands on.

    Parameters
    ----------
    aims
        The aims that this shape counts, the most important first.
    rows
        Every allowed answer of a mentee that is not fixed: need, mentor, points.
    held
        The answers of fixed mentees.
    pairs
        ``(mentee, mentor)`` of the rows, each once.
    days
        (n_pairs,) the days that each pair takes of the mentor's team.
    each, price
        The most mentors of one mentee; the points that each pair costs.
    """

    problem: Problem
    aims: tuple[Aim, ...]
    rows: tuple[Row, ...]
    held: tuple[Row, ...]
    pairs: tuple[tuple[str, str], ...]
    days: Ints
    each: int
    price: int

    def with_each(self, each: int) -> "Ground":
        """Return the same with another number of mentors of one mentee."""
        return replace(self, each=each)

    @cached_property
    def values(self) -> tuple[Ints, Ints]:
        """What each row brings to each aim, (n_aims, n_rows), and each mentee once, (n_aims, n_mentees)."""
        return brought(self.problem, self.aims, self.rows), brought_once(self.problem, self.aims)


def ground_of(problem: Problem, wanted: tuple[Aim, ...], points: Points, *, each: int, price: int) -> Ground:
    """Return the ground of a programme whose fixed pairs do not contradict each other."""
    fixed = fixed_rows(problem, wanted, points)
    rows = tuple(
        (need, mentor, count)
        for need, mentors in points.items()
        if problem.needs[need].mentee not in fixed
        for mentor, count in mentors.items()
    )
    pairs = tuple(dict.fromkeys((problem.needs[need].mentee, mentor) for need, mentor, _ in rows))
    days = team_days(problem, pairs) if stated_days(problem) else [0] * len(pairs)
    return Ground(
        problem=problem, aims=wanted, rows=rows, held=tuple(row for held in fixed.values() for row in held or ()),
        pairs=pairs, days=np.array(days, dtype=np.int64), each=each, price=price,
    )  # fmt: skip


def weights_of(ground: Ground, wanted: Sequence[Aim], *, factor: int) -> Sums:
    """Return the weights of the first aims, see ``counting.weights``."""
    return weights(ground.problem, wanted, ground.rows, price=ground.price, factor=factor)


def bundles_of(ground: Ground, weight: Sums) -> Bundles:
    """Return the numbers at which the first aims weigh so much; each mentee has one need more, for what counts once.

    Places and days are those that fixed pairs leave.
    """
    problem, rows = ground.problem, ground.rows
    mentees, mentors, needs = (places_of(keys) for keys in (problem.mentees, problem.mentors, problem.needs))
    each, once = ground.values
    scale = np.array(weight, dtype=np.int64)
    of_rows, of_mentees = scale @ each[: len(weight)], scale @ once[: len(weight)]
    mentee = _ints(mentees[key] for key, _ in ground.pairs)
    mentor = _ints(mentors[key] for _, key in ground.pairs)
    cost = sum(w * ground.price for aim, w in zip(ground.aims, weight, strict=False) if aim.id == POINTS)
    places, days = _room(ground, mentor)
    asking = _ints(mentees[need.mentee] for need in problem.needs.values())
    return Bundles(
        n_mentees=len(mentees), need_mentee=np.concatenate((asking, np.arange(len(mentees)))),
        option_need=np.concatenate((_ints(needs[need] for need, _, _ in rows), len(needs) + mentee)),
        option_mentor=np.concatenate((_ints(mentors[key] for _, key, _ in rows), mentor)),
        option_value=np.concatenate((of_rows, of_mentees[mentee])),
        pair_mentee=mentee, pair_mentor=mentor, pair_value=np.full(len(mentee), -cost), pair_days=ground.days,
        places=places, days=days, mentors_each=ground.each,
    )  # fmt: skip


def _room(ground: Ground, mentor: Ints) -> tuple[Ints, Ints | None]:
    """Return the places and days that are left; days without a limit are all that could be asked for."""
    problem = ground.problem
    fixed = [(mentee, key) for mentee, held in fixed_mentors(problem).items() for key in held]
    load, used = taken(problem, fixed)
    asked = np.bincount(mentor, minlength=len(problem.mentors))
    places = np.minimum(_ints(one.capacity - load[key] for key, one in problem.mentors.items()), asked)
    stated = stated_days(problem)
    if not stated:
        return places, None
    whole = np.zeros(len(problem.mentors), dtype=np.int64)
    np.add.at(whole, mentor, ground.days)
    left = _ints(stated[key] - used[key] if key in stated else MOST_DAYS for key in problem.mentors)
    return places, np.minimum(left, whole)


def answers(ground: Ground, opened: Flags) -> tuple[Row, ...]:
    """Return the answers of the opened pairs: each subject by the mentor that the aims would rather have."""
    each = ground.values[0].T.tolist()
    chosen = {pair for pair, is_open in zip(ground.pairs, opened.tolist(), strict=True) if is_open}
    best: dict[str, tuple[list[int], Row]] = {}
    for row, value in zip(ground.rows, each, strict=True):
        if (ground.problem.needs[row[0]].mentee, row[1]) in chosen and (row[0] not in best or value > best[row[0]][0]):
            best[row[0]] = value, row
    return tuple(row for _, row in best.values())


def _ints(values: object) -> Ints:
    return np.array(list(values), dtype=np.int64)  # type: ignore[call-overload]
