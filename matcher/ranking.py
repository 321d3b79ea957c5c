"""The mentors for one letter, best first, and why others are not among them (3.1.1-A6, 3.1.2)."""

from data.answer import Reason
from matcher.problem import Problem
from matcher.proposal import Proposal, propose
from matcher.rules import RULES
from matcher.scores import Scored, score_need


def rank(problem: Problem, need: str, *, top: int | None = None) -> tuple[Proposal, ...]:
    """Return the best allowed mentors for a need.

    The mentor that the letter names comes first unless a rule forbids it (then ``why_not`` says which);
    the others follow by points; equal points stand in the order of ids.

    Parameters
    ----------
    need
        Need id.
    top
        How many, the book's ``match_shortlist_length`` when None.

    Raises
    ------
    UnknownNeed
    """
    length = problem.number("shortlist_length") if top is None else top
    return tuple(proposal_of(problem, scored) for scored in score_need(problem, problem.need(need))[: max(length, 0)])


def proposal_of(problem: Problem, scored: Scored) -> Proposal:
    """Return the proposal with all its reasons for a pair that was scored."""
    return propose(problem, problem.needs[scored.need], problem.practices[scored.practice])


def why_not(problem: Problem, need: str, *, mentor: str) -> tuple[Reason, ...]:
    """Return a reason for every rule that keeps the mentor from the need; empty when it may be proposed.

    Raises
    ------
    UnknownNeed, UnknownMentor
    """
    asked, teacher = problem.need(need), problem.mentor(mentor)
    return tuple(rule.reason(problem, asked, teacher) for rule in RULES if not rule.allows(problem, asked, teacher))
