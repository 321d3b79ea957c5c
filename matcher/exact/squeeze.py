"""Mentees that can only go to mentors with fewer places than they are: the sets of Hall, each told once.

From a mentee without a mentor all others that could make room by moving are reached. None of them can go anywhere else,
so together they are more than the places; sets that share a mentor are one.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from matcher.errors import SolverFault
from matcher.exact.network import Flags, Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Squeeze:
    """A set of mentees and all the mentors that they may have.

    Parameters
    ----------
    mentees, mentors
        Rows and columns, ascending.
    places
        Places of these mentors together.
    waiting
        Those of the mentees that have none now; whoever waits, so many have to.
    """

    mentees: tuple[int, ...]
    mentors: tuple[int, ...]
    places: int
    waiting: tuple[int, ...]


def squeezes(network: Network, taken: Flags) -> tuple[Squeeze, ...]:
    """Return the sets of mentees for which places are too few, the most waiting first.

    Leaving out any mentee of a set leaves one less that has to wait. Mentees without any mentor are in no set.

    Parameters
    ----------
    network
        Mentees want one mentor each.
    taken
        Serves as many as can be.

    Raises
    ------
    SolverFault
        If one more could be served.
    """
    may, holders = defaultdict(list), defaultdict(list)
    for mentee, mentor in zip(network.mentee.tolist(), network.mentor.tolist(), strict=True):
        may[mentee].append(mentor)
    for arc in np.flatnonzero(taken).tolist():
        holders[int(network.mentor[arc])].append(int(network.mentee[arc]))
    waiting = [row for row in np.flatnonzero(network.served(taken) == 0).tolist() if may[row]]
    of_mentor: dict[int, int] = {}
    joined = list(range(len(waiting)))
    for number, row in enumerate(waiting):
        open_ = list(may[row])
        while open_:
            mentor = open_.pop()
            if mentor in of_mentor:
                _join(joined, number, of_mentor[mentor])
                continue
            if len(holders[mentor]) < network.places[mentor]:
                msg = f"mentee {row} could have a place that is left at mentor {mentor}"
                raise SolverFault(msg)
            of_mentor[mentor] = number
            open_ += [other for holder in holders[mentor] for other in may[holder]]
    return _sets(network, waiting, joined, of_mentor, holders)


def _sets(
    network: Network, waiting: list[int], joined: list[int], of_mentor: dict[int, int], holders: dict[int, list[int]]
) -> tuple[Squeeze, ...]:
    left, columns = defaultdict(list), defaultdict(list)
    for number, row in enumerate(waiting):
        left[_root(joined, number)].append(row)
    for mentor, number in of_mentor.items():
        columns[_root(joined, number)].append(mentor)
    found = [
        Squeeze(
            mentees=tuple(sorted([*rows, *(holder for mentor in columns[root] for holder in holders[mentor])])),
            mentors=tuple(sorted(columns[root])), places=int(network.places[columns[root]].sum()), waiting=tuple(rows),
        )
        for root, rows in left.items()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (-len(one.waiting), one.mentees)))


def _join(joined: list[int], one: int, other: int) -> None:
    joined[_root(joined, one)] = _root(joined, other)


def _root(joined: list[int], number: int) -> int:
    while joined[number] != number:
        joined[number] = joined[joined[number]]
        number = joined[number]
    return number


def check_squeeze(network: Network, told: Squeeze) -> tuple[str, ...]:
    """Return what is wrong with a set, counted anew from the arcs alone: empty when so many must wait."""
    rows = set(told.mentees)
    outside = {
        int(mentor)
        for mentee, mentor in zip(network.mentee, network.mentor, strict=True)
        if int(mentee) in rows and int(mentor) not in told.mentors
    }
    wrong = [f"a mentee of the set may have mentor {mentor}" for mentor in sorted(outside)]
    places = int(network.places[list(told.mentors)].sum())
    if places != told.places:
        wrong.append(f"{told.places} places were told, there are {places}")
    if len(rows) != len(told.mentees) or len(rows) - places != len(told.waiting) or not told.waiting:
        wrong.append(f"{len(told.mentees)} mentees and {places} places do not leave {len(told.waiting)} waiting")
    if not set(told.waiting) <= rows:
        wrong.append("somebody waits that is not of the set")
    return tuple(wrong)
