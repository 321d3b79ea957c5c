"""The criteria, in the order in which a proposal tells them; a new one is a file, a line here, a weight and a test."""

from matcher.criteria.achievement import Achievement
from matcher.criteria.base import Criterion, Part
from matcher.criteria.expectation import MentorExpectation
from matcher.criteria.health import Health
from matcher.criteria.likeness import Likeness
from matcher.criteria.nearness import Nearness
from matcher.criteria.past import PastRelation
from matcher.criteria.priority import Priority
from matcher.criteria.subject import SubjectFit
from matcher.criteria.wish import Wish
from matcher.criteria.words import WordFit

__all__ = ["CRITERIA", "Criterion", "Part"]

CRITERIA: tuple[Criterion, ...] = (
    SubjectFit(),
    WordFit(),
    Priority(),
    Achievement(),
    Likeness(),
    Nearness(),
    Health(),
    Wish(),
    MentorExpectation(),
    PastRelation(),
)
