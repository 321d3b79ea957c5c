"""One mentor proposed for one need, with points, reasons and distance (3.1.2, agenda 5: mentor selected)."""

from dataclasses import dataclass

from data.answer import Reason
from data.text import Text
from matcher.criteria import CRITERIA, Part
from matcher.nouns import Need, Practice
from matcher.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A pair that may be, and why.

    Parameters
    ----------
    need, mentee, mentor, practice, subject
        Ids; ``subject`` is the need's.
    points, possible
        Sum of the parts, and the most that the criteria could give.
    parts
        One for each criterion, in the order of the registry.
    distance_km
        As the crow flies, None when a place is not known.
    chosen
        True when the letter names this mentor.
    instead
        For a matched pair: why it is not the mentor named, or not the first of the list.
    """

    need: str
    mentee: str
    mentor: str
    practice: str
    subject: str
    points: int
    possible: int
    parts: tuple[Part, ...]
    distance_km: int | None
    chosen: bool = False
    instead: tuple[Reason, ...] = ()

    @property
    def because(self) -> tuple[Text, ...]:
        """One sentence for each criterion."""
        return tuple(part.because for part in self.parts)

    @property
    def missing(self) -> tuple[str, ...]:
        """The criteria that had to do without a value."""
        return tuple(part.criterion for part in self.parts if part.missing)

    @property
    def warnings(self) -> tuple[Text, ...]:
        """What the facilitator should look at before agreeing."""
        return tuple(part.because for part in self.parts if part.warning)


def propose(problem: Problem, need: Need, practice: Practice) -> Proposal:
    """Return the proposal of a practice for a need, allowed or not."""
    parts = tuple(criterion.points(problem, need, practice) for criterion in CRITERIA)
    route = problem.route(problem.mentors[practice.mentor], problem.mentees[need.mentee])
    return Proposal(
        need=need.id,
        mentee=need.mentee,
        mentor=practice.mentor,
        practice=practice.id,
        subject=need.subject,
        points=sum(part.points for part in parts),
        possible=sum(part.possible for part in parts),
        parts=parts,
        distance_km=None if route is None else route.distance_km,
        chosen=practice.mentor in problem.wishes[need.mentee],
    )
