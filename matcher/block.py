"""The needs on one subject beside the practices that answer it, to be judged all at once (3.1.2).

Rows are needs, columns practices. What depends on one side alone is worked out once for each need, practice or
mentor by the same function that judges a single pair; only what joins both sides is arithmetic on arrays.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from matcher.nouns import Mentee, Need, Practice
from matcher.problem import Ints, Problem, Value, whole_numbers


@dataclass(frozen=True, kw_only=True)
class Block:
    """Needs on one subject and some of the practices that answer it.

    Parameters
    ----------
    needs
        At least one, all on the same subject.
    columns
        Places among ``problem.answers(subject)``, ascending, so that each mentor's practices stand together.
    """

    problem: Problem
    needs: tuple[Need, ...]
    columns: Ints

    @property
    def subject(self) -> str:
        """The subject that all needs ask for."""
        return self.needs[0].subject

    @property
    def shape(self) -> tuple[int, int]:
        """(n_needs, n_practices)."""
        return len(self.needs), len(self.columns)

    @cached_property
    def places(self) -> Ints:
        """The place of each practice on the shelf, (n_practices,)."""
        return self.problem.answers(self.subject)[self.columns]

    @cached_property
    def practices(self) -> tuple[Practice, ...]:
        """The practices of the columns."""
        return tuple(self.problem.shelf[place] for place in self.places)

    @cached_property
    def mentors(self) -> Ints:
        """The place of each practice's mentor among the problem's mentors, (n_practices,)."""
        return self.problem.shelf_mentors[self.places]

    @cached_property
    def starts(self) -> Ints:
        """The column where the practices of another mentor begin, (n_mentors,)."""
        return np.flatnonzero(np.diff(self.mentors, prepend=-1))

    @cached_property
    def place(self) -> Ints:
        """The place of each practice's mentor among those of the block, (n_practices,)."""
        return np.repeat(np.arange(len(self.starts)), np.diff(self.starts, append=len(self.columns)))

    @cached_property
    def one_each(self) -> "Block":
        """The same needs with one practice of each mentor, for what depends on the mentor alone."""
        return Block(problem=self.problem, needs=self.needs, columns=self.columns[self.starts])

    def of_practices(self, value: Value, *arguments: Hashable) -> Ints:
        """Return ``value(problem, practice, *arguments)`` for each column, (n_practices,)."""
        return self.problem.of_shelf(value, *arguments)[self.places]

    def of_mentors(self, value: Value, *arguments: Hashable) -> Ints:
        """Return ``value(problem, mentor, *arguments)`` of each column's mentor, (n_practices,)."""
        return self.problem.of_mentors(value, *arguments)[self.mentors]

    def of_needs(self, value: Value, *arguments: Hashable) -> Ints:
        """Return ``value(problem, need, *arguments)`` for each row, (n_needs, 1)."""
        return whole_numbers([value(self.problem, need, *arguments) for need in self.needs])[:, np.newaxis]

    def of_mentees(self, value: Value, *arguments: Hashable) -> Ints:
        """Return ``value(problem, mentee, *arguments)`` of each row's mentee, (n_needs, 1)."""
        mentees = self.problem.mentees
        found = [value(self.problem, mentees[need.mentee], *arguments) for need in self.needs]
        return whole_numbers(found)[:, np.newaxis]

    def of_pairs(self, value: Value, trait: Callable[[Mentee], Hashable]) -> Ints:
        """Return ``value(problem, mentor, trait of the mentee)`` for each pair, asked once for equal traits.

        Shape (n_needs, n_practices); for traits of which there are few, such as a region.
        """
        mentees = self.problem.mentees
        return np.array([self.of_mentors(value, trait(mentees[need.mentee])) for need in self.needs])

    def named(self, mentors: Callable[[Problem, Need], Iterable[str]]) -> Ints:
        """Return where ``mentors`` names the mentor for the need, true or false, (n_needs, n_practices)."""
        found = np.zeros((len(self.needs), len(self.starts)), dtype=np.bool_)
        for row, need in enumerate(self.needs):
            for key in mentors(self.problem, need):
                if key in self._place_of:
                    found[row, self._place_of[key]] = True
        return found[:, self.place]

    @cached_property
    def _place_of(self) -> dict[str, int]:
        keys = tuple(self.problem.mentors)
        return {keys[mentor]: place for place, mentor in enumerate(self.mentors[self.starts].tolist())}


def block_of(problem: Problem, needs: tuple[Need, ...]) -> Block:
    """Return the block of needs on one subject with every practice that answers it."""
    return Block(problem=problem, needs=needs, columns=np.arange(len(problem.answers(needs[0].subject))))


def portions(possible: Any, part: Any, whole: int) -> Ints:
    """Return ``policy.portion`` of arrays, number by number."""
    between = (2 * possible * part + whole) // max(2 * whole, 1)
    return np.where(part <= 0, 0, np.where(part >= whole, possible, between))


def fades(possible: Any, value: Any, *, full: int, none: int) -> Ints:
    """Return ``policy.fade`` of arrays, number by number."""
    return portions(possible, none - value, none - full)
