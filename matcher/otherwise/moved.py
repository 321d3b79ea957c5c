"""Another match beside the one that was made: what it changes aim by aim, and who moves, in words (3.1.2)."""

from collections.abc import Iterable, Iterator, Mapping

from data.text import Text
from matcher.aims import options_of, reached
from matcher.assignment import Assignment
from matcher.otherwise.answers import Other
from matcher.problem import Problem
from matcher.proposal import Proposal
from matcher.ranking import proposal_of
from matcher.result import Result
from matcher.scores import Scored
from matcher.sentences import say

MOVES = Text(en="{} moves from {} to {}.", id="{} pindah dari {} ke {}.")
COMES = Text(en="{}, without a mentor so far, gets {}.", id="{}, yang belum mendapat mentor, mendapat {}.")
WAITS = Text(en="{} loses {} and waits.", id="{} kehilangan {} dan menunggu.")


def other_of(result: Result, assignment: Assignment, pairs: Iterable[Scored]) -> Other:
    """Return these pairs beside the match that was made, in the order of the letters."""
    problem = result.problem
    told = {problem.needs[pair.need].mentee: proposal_of(problem, pair) for pair in pairs}
    proposals = tuple(told[key] for key in problem.mentees if key in told)
    return Other(
        proposals=proposals, change=change_of(result, assignment, proposals),
        moves=tuple(moved(problem, before=pairs_of(result.proposals), after=pairs_of(proposals))),
    )  # fmt: skip


def pairs_of(proposals: Iterable[Proposal]) -> dict[str, str]:
    """Return mentee id to mentor id."""
    return {pair.mentee: pair.mentor for pair in proposals}


def change_of(result: Result, assignment: Assignment, proposals: Iterable[Proposal]) -> dict[str, int]:
    """Return what each level would change by with other pairs; what would stay the same is left out."""
    problem = result.problem
    before, after = (
        reached(problem, assignment.aims, options_of(problem, [(one.need, one.mentor, one.points) for one in pairs]))
        for pairs in (result.proposals, tuple(proposals))
    )
    levels = zip(assignment.aims, before, after, strict=True)
    return {aim.id: (old - new if aim.sense == "min" else new - old) for aim, old, new in levels if new != old}


def moved(problem: Problem, *, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Text]:
    """Yield a sentence for everybody whose mentor differs, in the order of the letters."""
    for mentee in problem.mentees:
        if before.get(mentee) != after.get(mentee):
            yield move_said(problem, mentee, source=before.get(mentee), target=after.get(mentee))


def move_said(problem: Problem, mentee: str, *, source: str | None, target: str | None) -> Text:
    """Return one move in words; None stands for no mentor, on one side at most."""
    who = problem.mentees[mentee].name
    one, other = ("" if key is None else problem.mentors[key].name for key in (source, target))
    if source is None:
        return say(COMES, who, other)
    return say(WAITS, who, one) if target is None else say(MOVES, who, one, other)
