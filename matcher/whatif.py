"""What any other choice would cost the programme, who would move, and what would have to change (3.1.1-A6, 3.1.2)."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from data.answer import Reason
from data.text import Text
from data.travel import Way
from matcher.assignment import Assignment
from matcher.criteria import CRITERIA
from matcher.criteria.nearness import points_left
from matcher.exact.regret import Step
from matcher.problem import Problem
from matcher.proposal import Proposal
from matcher.ranking import proposal_of, why_not
from matcher.refusals import NAME_ONE, NO_NEED
from matcher.result import Result
from matcher.rules import reason_of
from matcher.sentences import names, say

NO_MATCH = Text(en="There is no match to compare with.", id="Belum ada hasil pemasangan untuk dibandingkan.")
SOLVE = Text(en="Make a match first.", id="Susun pasangan terlebih dahulu.")
FIXED = Text(en="{} is fixed to {}: {}.", id="{} ditetapkan dengan {}: {}.")
LIFT = Text(en="Lift the fixed pair first.", id="Cabut penetapan itu terlebih dahulu.")
NO_PLACE = Text(en="{} has no place that anybody could leave.", id="Tidak ada tempat di {} yang dapat dikosongkan.")
PLACE = Text(en="Ask {} for one place.", id="Minta satu tempat kepada {}.")
MOVES = Text(en="{} moves from {} to {}.", id="{} pindah dari {} ke {}.")
COMES = Text(en="{}, without a mentor so far, gets {}.", id="{}, yang belum mendapat mentor, mendapat {}.")
WAITS = Text(en="{} loses {} and waits.", id="{} kehilangan {} dan menunggu.")
BETTER = Text(
    en="{} enters with {} points more; it could still gain them in: {}.",
    id="{} masuk bila mendapat {} poin lagi; masih dapat bertambah pada: {}.",
)
ROOM = Text(en="{} ({} of {})", id="{} ({} dari {})")
NEARER = Text(en="{} enters if it were {} km nearer.", id="{} masuk bila jaraknya {} km lebih dekat.")
ALONE = Text(
    en="It lacks {} points; no single criterion can still bring so many.",
    id="Kurang {} poin; tidak ada satu kriteria pun yang dapat menambah sebanyak itu.",
)
ABOVE = Text(
    en="No points would do: a more important aim would lose ({}).",
    id="Poin sebanyak apa pun tidak cukup: sasaran yang lebih penting akan berkurang ({}).",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """One other choice beside a match.

    Parameters
    ----------
    mentee, mentor
        Ids of the pair asked for.
    proposal
        The pair on the need by which the aims would serve it; None when a rule keeps it out.
    matched
        Whether the match already has it.
    change
        Aim id to what the level would change by, exact and without those that would not change; empty when matched.
    moves
        Who would move where, a sentence each, the mentee itself first.
    enters
        What would have to change for the pair to enter by itself.
    against
        Why it cannot be at all.
    """

    mentee: str
    mentor: str
    proposal: Proposal | None = None
    matched: bool = False
    change: Mapping[str, int]
    moves: tuple[Text, ...] = ()
    enters: tuple[Text, ...] = ()
    against: tuple[Reason, ...] = ()


def what_if(result: Result, *, mentee: str, mentor: str) -> WhatIf:
    """Return what would happen if the mentor were given to the mentee, everybody else being matched anew.

    Raises
    ------
    UnknownMentee, UnknownMentor
    """
    problem, assignment = result.problem, result.assignment
    problem.mentee(mentee), problem.mentor(mentor)
    refused = _refused(problem, assignment, mentee=mentee, mentor=mentor)
    if assignment is None or refused:
        return WhatIf(mentee=mentee, mentor=mentor, change={}, against=refused)
    if mentee in assignment.fixed:
        pair = proposal_of(problem, assignment.fixed[mentee])
        return WhatIf(mentee=mentee, mentor=mentor, proposal=pair, matched=True, change={})
    arc = _arc(assignment, mentee, mentor)
    found = assignment.regret
    proposal = proposal_of(problem, assignment.scored[arc])
    if found.taken[arc]:
        return WhatIf(mentee=mentee, mentor=mentor, proposal=proposal, matched=True, change={})
    if not found.possible(arc):
        name = problem.mentors[mentor].name
        full = reason_of(problem, "capacity", who=mentee, sentence=say(NO_PLACE, name), remedy=say(PLACE, name))
        return WhatIf(mentee=mentee, mentor=mentor, proposal=proposal, change={}, against=(full,))
    change = _change(assignment, -int(found.forced[arc]))
    moves = [_sentence(problem, assignment, step) for step in found.steps(arc)]
    return WhatIf(
        mentee=mentee, mentor=mentor, proposal=proposal, change=change,
        moves=tuple(move for move in moves if move is not None), enters=_enters(assignment, proposal, problem, change),
    )  # fmt: skip


def alternates(result: Result, *, mentee: str) -> tuple[WhatIf, ...]:
    """Return every mentor that may teach the mentee, the one of the match first, then by what it would cost."""
    problem, assignment = result.problem, result.assignment
    problem.mentee(mentee)
    if assignment is None:
        return ()
    if mentee in assignment.fixed:
        return (what_if(result, mentee=mentee, mentor=assignment.fixed[mentee].mentor),)
    network, found = assignment.network, assignment.regret
    arcs = np.flatnonzero(network.mentee == assignment.mentees.index(mentee)).tolist()
    order = sorted(arcs, key=lambda arc: (int(found.forced[arc]), assignment.scored[arc].mentor))
    return tuple(what_if(result, mentee=mentee, mentor=assignment.scored[arc].mentor) for arc in order)


def choices(result: Result, *, mentee: str) -> tuple[WhatIf, ...]:
    """Return every mentor of the programme: those that may teach the mentee as ``alternates`` has them, then the rest.

    Those that cannot be given say why.
    """
    may = alternates(result, mentee=mentee)
    rest = result.problem.mentors.keys() - {choice.mentor for choice in may}
    return (*may, *(what_if(result, mentee=mentee, mentor=key) for key in result.problem.mentors if key in rest))


def one_more_place(result: Result) -> dict[str, dict[str, int]]:
    """Return mentor id to what one more place there would change, aim by aim; those where it changes something."""
    problem, assignment = result.problem, result.assignment
    if assignment is None:
        return {}
    left = assignment.regret.left
    load = dict(zip(assignment.mentors, assignment.network.load(assignment.optimum.taken).tolist(), strict=True))
    weights, found = assignment.optimum.scale.weights, {}
    for column, key in enumerate(assignment.mentors):
        mentor = problem.mentors[key]
        filled = load[key] + sum(pair.mentor == key for pair in assignment.fixed.values())
        place = [aim.places(problem, mentor, first=filled + 1, count=1)[0] for aim in assignment.aims]
        gain = left.chain[left.outside, column] + sum(w * p for w, p in zip(weights, place, strict=True))
        if filled >= mentor.capacity and left.real(left.chain[left.outside, column]) and gain > 0:
            found[key] = _change(assignment, int(gain))
    return dict(sorted(found.items(), key=lambda item: [-item[1].get(aim.id, 0) for aim in assignment.aims]))


def settled(result: Result) -> tuple[str, ...]:
    """Return the mentees that have the same mentor in every match as good as this one, fixed ones included."""
    assignment = result.assignment
    if assignment is None:
        return ()
    found = assignment.regret
    sure = {int(found.network.mentee[arc]) for arc in np.flatnonzero(found.taken & (found.forbidden > 0))}
    free = {assignment.mentees[row] for row in sure}
    return tuple(key for key in assignment.pairs if key in assignment.fixed or key in free)


def _refused(problem: Problem, assignment: Assignment | None, *, mentee: str, mentor: str) -> tuple[Reason, ...]:
    """Return what keeps the pair out altogether: no match yet, another pair fixed, or the rules of its first need."""
    if assignment is None:
        return (reason_of(problem, "must", who=mentee, sentence=NO_MATCH, remedy=SOLVE),)
    pins = problem.fixed[mentee]
    if pins and pins[0].mentor != mentor:
        told = say(FIXED, problem.mentees[mentee].name, problem.mentors[pins[0].mentor].name, pins[0].reason)
        return (reason_of(problem, "must", who=mentee, sentence=told, remedy=LIFT),)
    if not problem.needs_of[mentee]:
        return (reason_of(problem, "willing", who=mentee, sentence=NO_NEED, remedy=NAME_ONE),)
    against = [why_not(problem, need.id, mentor=mentor) for need in problem.needs_of[mentee]]
    return against[0] if all(against) else ()


def _arc(assignment: Assignment, mentee: str, mentor: str) -> int:
    row, column = assignment.mentees.index(mentee), assignment.mentors.index(mentor)
    network = assignment.network
    return int(np.flatnonzero((network.mentee == row) & (network.mentor == column))[0])


def _change(assignment: Assignment, value: int) -> dict[str, int]:
    """Return the change of each level, burdens the other way round; what would stay the same is left out."""
    change = assignment.split(value)
    return {
        aim.id: -change[aim.id] if aim.sense == "min" else change[aim.id] for aim in assignment.aims if change[aim.id]
    }


def _sentence(problem: Problem, assignment: Assignment, step: Step) -> Text | None:
    if step.mentee is None:
        return None
    who = problem.mentees[assignment.mentees[step.mentee]].name
    source, target = (
        None if place is None else problem.mentors[assignment.mentors[place]].name
        for place in (step.source, step.target)
    )
    if source is None:
        return say(COMES, who, target or "")
    return say(WAITS, who, source) if target is None else say(MOVES, who, source, target)


def _enters(
    assignment: Assignment, proposal: Proposal, problem: Problem, change: Mapping[str, int]
) -> tuple[Text, ...]:
    """Return by how much each criterion would have to rise for the pair to enter, where it can rise so far."""
    order = [aim.id for aim in assignment.aims]
    above = [aim.name for aim in assignment.aims[: order.index("points")] if aim.id in change]
    if above:
        return (say(ABOVE, Text(en=names(name.en for name in above), id=names(name.id for name in above))),)
    lacking = points_to_enter(assignment, change)
    mentor = problem.mentors[proposal.mentor].name
    criteria = {criterion.id: criterion.name for criterion in CRITERIA}
    room = [
        say(ROOM, criteria[part.criterion], part.points, part.possible)
        for part in proposal.parts
        if part.possible - part.points >= lacking
    ]
    if not room:
        return (say(ALONE, lacking),)
    found = say(BETTER, mentor, lacking, Text(en=names(one.en for one in room), id=names(one.id for one in room)))
    return (found, *_nearer(problem, proposal, lacking))


def points_to_enter(assignment: Assignment, change: Mapping[str, int]) -> int:
    """Return the fewest points more with which a pair enters that costs ``change``, no aim before points among it."""
    weights = {aim.id: weight for aim, weight in zip(assignment.aims, assignment.optimum.scale.weights, strict=True)}
    burdens = {aim.id for aim in assignment.aims if aim.sense == "min"}
    loss = -sum((-1 if key in burdens else 1) * weights[key] * count for key, count in change.items())
    return loss // weights["points"] + 1


def _nearer(problem: Problem, proposal: Proposal, lacking: int) -> tuple[Text, ...]:
    """Return how many kilometres nearer would bring the points, if any distance could."""
    mentor, mentee = problem.mentors[proposal.mentor], problem.mentees[proposal.mentee]
    route = problem.route(mentor, mentee)
    if route is None:
        return ()
    flies = route.mode == "air"
    have = points_left(problem, Way(route.distance_km, flies=flies))
    enough = [km for km in range(route.distance_km) if points_left(problem, Way(km, flies=flies)) >= have + lacking]
    return (say(NEARER, mentor.name, route.distance_km - enough[-1]),) if enough else ()
