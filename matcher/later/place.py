"""One letter more, or one mentor fewer, once a match is published: every other pair is held (3.1.2).

The letter gets the best place that is left. Beside it stands the best chain of moves, which the facilitator may
prefer: nobody is moved without being asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from data.text import Text
from matcher.aims import aims, options_of, reached
from matcher.assignment import Assignment
from matcher.errors import BadValue
from matcher.exact.regret import Step, regret
from matcher.nouns import Pin
from matcher.otherwise.moved import move_said
from matcher.problem import Problem
from matcher.proposal import Proposal
from matcher.result import Result
from matcher.solving import solve

# Why a pair of a published match is held; it stands in the problem of the answer, never in the facilitator's record.
HELD = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """A chain of moves that begins with a letter.

    Parameters
    ----------
    mentor
        Mentor id that the letter gets.
    change
        Aim id to what the chain adds to the published pairs; aims that count trips are not asked.
    moves
        Who moves where, a sentence each, the letter first.
    """

    mentor: str
    change: Mapping[str, int]
    moves: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where one letter goes when all published pairs are held.

    Parameters
    ----------
    mentee
        The letter.
    result
        The match of the published letters and this one; INFEASIBLE when the published pairs cannot all be held.
    change
        Aim id to what placing it adds to the published pairs, exact, aims that stay the same left out.
    path
        What the best chain of moves would do instead, when it is better than holding all; None when none is, or when
        ``stale``.
    anew
        What matching these letters anew would change against ``result``, aim by aim; empty when nothing is better.
    moved
        Letters whose mentor would change then.
    stale
        Whether the published pairs are no longer the best for what the problem says today, this letter apart.
    waiting
        Other letters without a published mentor, which were not asked.
    """

    mentee: str
    result: Result
    change: Mapping[str, int]
    path: Path | None = None
    anew: Mapping[str, int]
    moved: tuple[str, ...] = ()
    stale: bool = False
    waiting: tuple[str, ...] = ()

    @property
    def proposal(self) -> Proposal | None:
        """The pair that was formed, None when no place is left for it."""
        return next((pair for pair in self.result.proposals if pair.mentee == self.mentee), None)


def place_letter(problem: Problem, *, mentee: str, time_limit: float, seed: int) -> Placement:
    """Return the best place for one letter while every published pair of the others is held.

    Parameters
    ----------
    problem
        Holds the letter, and the published pairs in ``published``; a pair of ``mentee`` itself is set aside.
        A mentor that declined is a pair ruled out (``Model.forbid``).
    time_limit, seed
        As for ``solve``.

    Raises
    ------
    UnknownMentee, BadValue, TooLarge
        As ``solve`` does, and when the letter is fixed to a mentor, so that there is nothing to place.
    """
    problem.mentee(mentee)
    if problem.fixed[mentee]:
        raise BadValue(field="mentee", value=mentee, expected="a letter that is not fixed to a mentor")
    fixed = {key: pins[0].mentor for key, pins in problem.fixed.items() if pins}
    pairs = {key: mentor for key, mentor in problem.published.items() if key != mentee} | fixed
    few = _only(problem, pairs, mentee)
    held = tuple(Pin(mentor=mentor, mentee=key, kind="must", reason=HELD) for key, mentor in pairs.items())
    pins = few.pins + tuple(pin for pin in held if pin.mentee not in fixed)
    result = solve(replace(few, pins=pins), time_limit=time_limit, seed=seed)
    free = solve(few, time_limit=time_limit, seed=seed)
    waiting = tuple(key for key in problem.mentees if key not in few.mentees)
    if result.assignment is None or free.assignment is None:
        return Placement(mentee=mentee, result=result, change={}, anew={}, waiting=waiting)
    path, stale = _path(free, free.assignment, pairs, mentee)
    gain = _change(few, _levels(free), _levels(result))
    found = {pair.mentee: pair.mentor for pair in free.proposals}
    return Placement(
        mentee=mentee, result=result, change=_change(few, _levels(result), _published_levels(few, result, mentee)),
        path=path if path and _is_better(path, result, mentee) else None, anew=gain,
        moved=tuple(key for key, mentor in pairs.items() if found.get(key) != mentor) if gain else (),
        stale=stale, waiting=waiting,
    )  # fmt: skip


def _only(problem: Problem, pairs: Mapping[str, str], mentee: str) -> Problem:
    """Return the problem with the letters of the pairs and this one, in their order."""
    mentees = {key: one for key, one in problem.mentees.items() if key in pairs or key == mentee}
    return replace(
        problem,
        mentees=MappingProxyType(mentees),
        needs=MappingProxyType({key: need for key, need in problem.needs.items() if need.mentee in mentees}),
        pins=tuple(pin for pin in problem.pins if pin.mentee in mentees),
        published=MappingProxyType(dict(pairs)),
    )


def _path(free: Result, assignment: Assignment, pairs: Mapping[str, str], mentee: str) -> tuple[Path | None, bool]:
    """Return the best chain of moves that begins with the letter, and whether the published pairs gain without it."""
    network, row = assignment.network, assignment.mentees.index(mentee)
    columns = {key: column for column, key in enumerate(assignment.mentors)}
    held = np.array([columns[pairs[key]] if key in pairs else -1 for key in assignment.mentees], dtype=np.int64)
    others = network.mentee != row
    # What the letter itself may have is no move of the others.
    rest = replace(network, mentee=network.mentee[others], mentor=network.mentor[others], value=network.value[others])
    around = regret(rest, (held[network.mentee] == network.mentor)[others])
    chain, outside = around.left.chain, around.left.outside
    if (np.diag(chain) > 0).any():
        return None, True
    own = [
        arc for arc in np.flatnonzero(~others).tolist() if around.left.real(chain[network.mentor[arc], [outside]])[0]
    ]
    if not own:
        return None, False
    best = max(own, key=lambda arc: int(network.value[arc] + chain[network.mentor[arc], outside]))
    mentor = int(network.mentor[best])
    change = assignment.split(int(network.value[best] + chain[mentor, outside]))
    moves = [_said(free.problem, assignment, step) for step in (Step(row, None, mentor), *around.onward(mentor))]
    burdens = {aim.id for aim in assignment.aims if aim.sense == "min"}
    told = {key: -by if key in burdens else by for key, by in change.items() if by}
    return Path(mentor=assignment.mentors[mentor], change=told, moves=tuple(move for move in moves if move)), False


def _said(problem: Problem, assignment: Assignment, step: Step) -> Text | None:
    if step.mentee is None:
        return None
    source, target = (None if place is None else assignment.mentors[place] for place in (step.source, step.target))
    return move_said(problem, assignment.mentees[step.mentee], source=source, target=target)


def _is_better(path: Path, result: Result, mentee: str) -> bool:
    """Whether the chain moves somebody else too, and serves the letter where holding all does otherwise or not."""
    placed = next((pair.mentor for pair in result.proposals if pair.mentee == mentee), None)
    if placed is None:
        return path.change.get("served", 0) > 0
    return len(path.moves) > 1 and path.mentor != placed


def _levels(result: Result) -> dict[str, int]:
    return {level.id: level.value for level in result.levels}


def _published_levels(few: Problem, result: Result, mentee: str) -> dict[str, int]:
    """Return what the published pairs reach without the letter."""
    rows = [(pair.need, pair.mentor, pair.points) for pair in result.proposals if pair.mentee != mentee]
    wanted = aims(few)
    values = reached(few, wanted, options_of(few, rows))
    return {aim.id: aim.level(value, value).value for aim, value in zip(wanted, values, strict=True)}


def _change(few: Problem, one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    """Return by how much ``one`` is more than ``other``, aim by aim."""
    return {aim.id: one[aim.id] - other[aim.id] for aim in aims(few) if one[aim.id] != other[aim.id]}
