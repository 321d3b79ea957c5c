"""The pairs that may be and what each brings to every aim, as numbers for matches beside the one that was made."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matcher.aims import Aim, Row, options_of
from matcher.exact.network import Flags, Ints, Network, network
from matcher.exact.scale import Aims
from matcher.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ground:
    """A network and its aims.

    Parameters
    ----------
    rows
        Need, mentor and points behind each arc.
    mentees, mentors
        Ids of the rows and columns of the network: the mentees that are not fixed, all mentors.
    shape, aims
        The network without values, and what its arcs and places bring to each aim.
    """

    rows: tuple[Row, ...]
    mentees: tuple[str, ...]
    mentors: tuple[str, ...]
    shape: Network
    aims: Aims

    def taken(self, pairs: Mapping[str, str]) -> Flags:
        """Return the arcs of pairs of mentee and mentor, (n_arcs,); pairs that may not be have none."""
        mentees, mentors = self.mentees, self.mentors
        told = zip(self.shape.mentee.tolist(), self.shape.mentor.tolist(), strict=True)
        return np.array([pairs.get(mentees[row]) == mentors[column] for row, column in told], dtype=bool)


def ground(problem: Problem, wanted: Sequence[Aim], rows: Sequence[Row], *, fixed: Mapping[str, str]) -> Ground:
    """Return the network of some rows, none of them of a fixed mentee.

    Parameters
    ----------
    fixed
        Mentee id to mentor id; they take their places with them.
    """
    options = options_of(problem, rows)
    mentees, mentors = tuple(key for key in problem.mentees if key not in fixed), tuple(problem.mentors)
    place = {key: number for number, key in enumerate(mentees)}
    mentee = _ints([place[problem.needs[need].mentee] for need, _, _ in rows])
    gone = Counter(fixed.values())
    wanting = Counter(column for _, column in set(zip(mentee.tolist(), options.mentor.tolist(), strict=True)))
    places = [
        max(min(one.capacity - gone[key], wanting[number]), 0)
        for number, (key, one) in enumerate(problem.mentors.items())
    ]
    bonus = [
        [
            brought
            for (key, one), count in zip(problem.mentors.items(), places, strict=True)
            for brought in aim.places(problem, one, first=gone[key] + 1, count=count)
        ]
        for aim in wanted
    ]
    return Ground(
        rows=tuple(rows), mentees=mentees, mentors=mentors,
        shape=network(
            demand=np.ones(len(mentees), dtype=np.int64), places=_ints(places), mentee=mentee, mentor=options.mentor,
            value=np.zeros(len(rows), dtype=np.int64),
        ),
        aims=Aims(
            value=_ints([aim.of_pairs(problem, options).tolist() for aim in wanted]).reshape(len(wanted), -1),
            bonus=_ints(bonus).reshape(len(wanted), -1),
        ),
    )  # fmt: skip


def _ints(values: list[int] | list[list[int]]) -> Ints:
    return np.array(values, dtype=np.int64)
