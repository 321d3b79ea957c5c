"""Have the two worked together before, in either role (1.2); a repeat of the same lesson is said, not rewarded."""

from collections.abc import Iterator

import numpy as np

from data.text import Text
from matcher.block import Block
from matcher.criteria.base import Criterion, Part
from matcher.nouns import Need, Practice
from matcher.problem import Ints, Problem
from matcher.sentences import Figure

NONE = Text(en="You have not worked together before.", id="Anda belum pernah bermitra.")
BEFORE = Text(en="It was your mentor before ({}).", id="Pernah menjadi mentor Anda ({}).")
REVERSED = Text(en="You were its mentor before ({}).", id="Anda pernah menjadi mentornya ({}).")
REPEAT = Text(
    en="It already taught you {} ({}); a repeat gets no points and needs a reason.",
    id="Sudah pernah membimbing Anda dalam {} ({}); pengulangan tidak diberi poin dan perlu alasan.",
)
UNDATED = Text(en="year not known", id="tahun tidak diketahui")


class PastRelation(Criterion):
    """All points for an earlier partnership in either direction, none and a warning for the same subject again."""

    id = "past"
    name = Text(en="past relation", id="hubungan terdahulu")
    section = "1.2"
    of_pair = False

    def points(self, problem: Problem, need: Need, practice: Practice) -> Part:
        """Return the points of the relation; the latest one is named."""
        possible = problem.weight(self.id)
        mentor, mentee = problem.mentors[practice.mentor].party, problem.mentees[need.mentee].party
        taught = problem.past_of.get((mentor, mentee), ())
        repeats = tuple(past for past in taught if past.subject == need.subject)
        learned = problem.past_of.get((mentee, mentor), ())
        words, of = (BEFORE, taught) if taught else (REVERSED, learned)
        if repeats:
            words, of = REPEAT, repeats
        if not of:
            return Part(criterion=self.id, points=0, possible=possible, words=NONE, source="register of partnerships")
        last = max(of, key=lambda past: past.year or 0)
        year: Figure = UNDATED if last.year is None else str(last.year)
        return Part(
            criterion=self.id,
            points=0 if repeats else possible,
            possible=possible,
            words=words,
            figures=(problem.country.subject(need.subject).name, year) if repeats else (year,),
            source="register of partnerships",
            warning=bool(repeats),
        )

    def points_many(self, problem: Problem, block: Block) -> Ints:
        """Return all points where the two have worked together, but not on the same subject."""
        earned = block.named(_partners) & ~block.named(_teachers)
        return np.where(earned, problem.weight(self.id), 0)


def _partners(problem: Problem, need: Need) -> Iterator[str]:
    """Give the mentors that taught the mentee or learned from it."""
    for party in problem.past_partners.get(problem.mentees[need.mentee].party, ()):
        yield from problem.mentors_of_party.get(party, ())


def _teachers(problem: Problem, need: Need) -> Iterator[str]:
    """Give the mentors that taught the mentee this very subject."""
    mentee = problem.mentees[need.mentee].party
    for party in problem.past_partners.get(mentee, ()):
        if any(past.subject == need.subject for past in problem.past_of.get((party, mentee), ())):
            yield from problem.mentors_of_party.get(party, ())
