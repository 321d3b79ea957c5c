"""Who may go where, what it is worth, and what each place is worth: the shape that a flow solves exactly.

A mentee wants one mentor or more (``demand``), a mentor has places, an arc brings its value, and a place may bring
one too (``bonus``): the first places of a mentor that asked for at least two, less for each further one.
As long as the places of a mentor never bring more later than before, a flow fills them in their order.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
# Whole numbers of 64 bits, or Python's own of any size where the levels need more.
Values = npt.NDArray[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Arcs as parallel arrays, (n_arcs,) each; make one with ``network``.

    Parameters
    ----------
    demand
        (n_mentees,) mentors that each mentee may get, 1 as a rule.
    places
        (n_mentors,) places of each mentor.
    mentee, mentor
        (n_arcs,) rows and columns; a pair stands once.
    value
        (n_arcs,) what an arc brings when it is taken.
    bonus
        (n_places,) what each place brings when it is filled, mentor by mentor, never more than the place before it.
    """

    demand: Ints
    places: Ints
    mentee: Ints
    mentor: Ints
    value: Values
    bonus: Values

    @property
    def n_mentees(self) -> int:
        """How many mentees there are."""
        return len(self.demand)

    @property
    def n_mentors(self) -> int:
        """How many mentors there are."""
        return len(self.places)

    @property
    def starts(self) -> Ints:
        """(n_mentors,) where each mentor's places begin in ``bonus``."""
        return np.cumsum(self.places) - self.places

    @property
    def owner(self) -> Ints:
        """(n_places,) the mentor of each place."""
        return np.repeat(np.arange(self.n_mentors), self.places)

    def load(self, taken: Flags) -> Ints:
        """Return how many mentees each mentor gets: (n_mentors,)."""
        return np.bincount(self.mentor[taken], minlength=self.n_mentors)

    def served(self, taken: Flags) -> Ints:
        """Return how many mentors each mentee gets: (n_mentees,)."""
        return np.bincount(self.mentee[taken], minlength=self.n_mentees)

    def filled(self, taken: Flags) -> Flags:
        """Return which places are filled, the first ones of every mentor: (n_places,)."""
        rank = np.arange(len(self.bonus)) - np.repeat(self.starts, self.places)
        return rank < np.repeat(self.load(taken), self.places)

    def total(self, taken: Flags) -> int:
        """Return what the arcs taken and the places filled bring together."""
        return int(self.value[taken].sum()) + int(self.bonus[self.filled(taken)].sum())

    def valued(self, value: Values, bonus: Values) -> "Network":
        """Return the same shape with other values."""
        return replace(self, value=value, bonus=bonus)


def network(
    *,
    demand: Ints,
    places: Ints,
    mentee: Ints,
    mentor: Ints,
    value: Values,
    bonus: Values | None = None,
) -> Network:
    """Return a network, with places beyond what the arcs could ever fill left out.

    Parameters
    ----------
    bonus
        None when no place brings anything by itself; else (sum of ``places``,), see ``Network``.
    """
    wanted = np.minimum(places, np.bincount(mentor, minlength=len(places)))
    if bonus is None:
        bonus = np.zeros(int(wanted.sum()), dtype=value.dtype)
    else:
        rank = np.arange(len(bonus)) - np.repeat(np.cumsum(places) - places, places)
        bonus = bonus[rank < np.repeat(wanted, places)]
    return Network(demand=demand, places=wanted, mentee=mentee, mentor=mentor, value=value, bonus=bonus)
