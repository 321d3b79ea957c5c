"""The hard rules, the most telling first; a new one is a file, a line here, a row of the book and a test."""

from matcher.rules.base import Chosen, Rule, reason_of
from matcher.rules.capacity import Capacity
from matcher.rules.membership import Membership
from matcher.rules.mentor_wish import MentorWish
from matcher.rules.must import Must
from matcher.rules.never import Never
from matcher.rules.not_itself import NotItself
from matcher.rules.one_mentor import OneMentor
from matcher.rules.subject import SubjectOffered
from matcher.rules.willing import Willing

__all__ = ["RULES", "Chosen", "Rule", "reason_of"]

RULES: tuple[Rule, ...] = (
    Willing(),
    SubjectOffered(),
    NotItself(),
    Membership(),
    MentorWish(),
    Never(),
    Must(),
    Capacity(),
    OneMentor(),
)
