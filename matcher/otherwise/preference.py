"""What a pair is worth to either side: to the mentee its letter and points, to the mentor what it asks (3.1.2)."""

from matcher.problem import Problem
from matcher.proposal import Proposal

# The book's numbers of this name say which criteria a mentor looks at, and by how many per cent of their points.
OF_MENTOR = "match_mentor_side_"


def for_mentee(problem: Problem, proposal: Proposal) -> int:
    """Return what a mentor is worth to its mentee.

    One that the letter names is worth most, then one that answers a higher priority (3.1.1-A4), then one with more
    points.
    """
    ranks = [need.rank for need in problem.needs_of[proposal.mentee]]
    steps = max(ranks) - problem.needs[proposal.need].rank + (max(ranks) if proposal.chosen else 0)
    return proposal.points + (proposal.possible + 1) * steps


def for_mentor(problem: Problem, proposal: Proposal) -> int:
    """Return what a mentee is worth to its mentor, in hundredths of points.

    The book says which criteria count for it: whether the mentee is known to be one that it expects, how far its team
    has to travel, whether they know each other.
    """
    numbers = problem.book.numbers
    shares = {part.criterion: numbers.get(OF_MENTOR + part.criterion) for part in proposal.parts}
    return sum(part.points * share.value for part in proposal.parts if (share := shares[part.criterion]) is not None)
