"""Is the mentee known to be one that the mentor expects (3.1.2, mentor presentation 4).

The criteria themselves are the hard rule ``mentor_wish``; here stands what that rule could not check.
"""

from data.text import Text
from matcher.criteria.base import Part
from matcher.nouns import Need, Practice
from matcher.problem import Problem

OPEN = Text(en="The mentor welcomes every mentee.", id="Mentor menerima semua resipien.")
MET = Text(en="You meet the mentor's criteria.", id="Anda memenuhi kriteria mentor.")
UNCHECKED = Text(
    en="The mentor has criteria that cannot be checked, as your size or place is missing; a neutral share is given.",
    id="Kriteria mentor tidak dapat diperiksa karena ukuran atau lokasi Anda belum ada; diberi nilai netral.",
)


class MentorExpectation:
    """All points when every criterion of the mentor is known to be met, or there is none."""

    id = "expectation"
    name = Text(en="mentor's wish", id="harapan mentor")
    section = "3.1.2"
    of_pair = True

    def points(self, problem: Problem, need: Need, practice: Practice) -> Part:
        """Return all points, or the neutral share when the mentee's data do not tell."""
        possible = problem.weight(self.id)
        expects, mentee = problem.mentors[practice.mentor].expects, problem.mentees[need.mentee]
        asks_size = expects.least_connections is not None or expects.most_connections is not None
        unknown = (asks_size and mentee.connections is None) or (bool(expects.islands) and not mentee.island)
        return Part(
            criterion=self.id,
            points=problem.neutral(possible) if unknown else possible,
            possible=possible,
            words=UNCHECKED if unknown else OPEN if expects.is_open else MET,
            source="mentor's presentation",
            missing=unknown,
        )
