"""Have the two worked together before, in either role (1.2); a repeat of the same lesson is said, not rewarded."""

from data.text import Text
from matcher.criteria.base import Part
from matcher.nouns import Need, Practice
from matcher.problem import Problem
from matcher.sentences import Figure

NONE = Text(en="You have not worked together before.", id="Anda belum pernah bermitra.")
BEFORE = Text(en="It was your mentor before ({}).", id="Pernah menjadi mentor Anda ({}).")
REVERSED = Text(en="You were its mentor before ({}).", id="Anda pernah menjadi mentornya ({}).")
REPEAT = Text(
    en="It already taught you {} ({}); a repeat gets no points and needs a reason.",
    id="Sudah pernah membimbing Anda dalam {} ({}); pengulangan tidak diberi poin dan perlu alasan.",
)
UNDATED = Text(en="year not known", id="tahun tidak diketahui")


class PastRelation:
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
