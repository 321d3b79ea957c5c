"""Is the mentee known to be one that the mentor expects (3.1.2, mentor presentation 4).

The criteria themselves are the hard rule ``mentor_wish``; here stands what that rule could not check.
"""

import numpy as np

from data.text import Text
from matcher.block import Block
from matcher.criteria.base import Criterion, Part
from matcher.nouns import Mentee, Mentor, Need, Practice
from matcher.problem import Ints, Problem

OPEN = Text(en="The mentor welcomes every mentee.", id="Mentor menerima semua resipien.")
MET = Text(en="You meet the mentor's criteria.", id="Anda memenuhi kriteria mentor.")
UNCHECKED = Text(
    en="The mentor has criteria that cannot be checked, as your size or place is missing; a neutral share is given.",
    id="Kriteria mentor tidak dapat diperiksa karena ukuran atau lokasi Anda belum ada; diberi nilai netral.",
)


class MentorExpectation(Criterion):
    """All points when every criterion of the mentor is known to be met, or there is none."""

    id = "expectation"
    name = Text(en="mentor's wish", id="harapan mentor")
    section = "3.1.2"
    of_pair = True

    def points(self, problem: Problem, need: Need, practice: Practice) -> Part:
        """Return all points, or the neutral share when the mentee's data do not tell."""
        possible = problem.weight(self.id)
        mentor, mentee = problem.mentors[practice.mentor], problem.mentees[need.mentee]
        no_size = _asks_size(problem, mentor) and _has_no_size(problem, mentee)
        unknown = no_size or (_asks_island(problem, mentor) and _has_no_island(problem, mentee))
        return Part(
            criterion=self.id,
            points=problem.neutral(possible) if unknown else possible,
            possible=possible,
            words=UNCHECKED if unknown else OPEN if mentor.expects.is_open else MET,
            source="mentor's presentation",
            missing=unknown,
        )

    def points_many(self, problem: Problem, block: Block) -> Ints:
        """Return the neutral share where a criterion meets a mentee whose data do not tell."""
        possible = problem.weight(self.id)
        no_size = block.of_mentors(_asks_size) & block.of_mentees(_has_no_size)
        no_island = block.of_mentors(_asks_island) & block.of_mentees(_has_no_island)
        return np.where(no_size | no_island, problem.neutral(possible), possible)


def _asks_size(_: Problem, mentor: Mentor) -> bool:
    return mentor.expects.least_connections is not None or mentor.expects.most_connections is not None


def _asks_island(_: Problem, mentor: Mentor) -> bool:
    return bool(mentor.expects.islands)


def _has_no_size(_: Problem, mentee: Mentee) -> bool:
    return mentee.connections is None


def _has_no_island(_: Problem, mentee: Mentee) -> bool:
    return not mentee.island
