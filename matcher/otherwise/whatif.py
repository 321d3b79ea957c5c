"""What any other choice would cost the programme, who would move, and what would have to change (3.1.1-A6, 3.1.2)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from data.answer import Reason
from data.text import Text
from data.travel import Way
from matcher.assignment import Assignment
from matcher.criteria import CRITERIA
from matcher.criteria.nearness import points_left
from matcher.exact.beyond import beyond
from matcher.exact.network import Flags
from matcher.exact.regret import Step
from matcher.otherwise.moved import move_said
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


# Seconds for one choice that is as good by every price, to find out what it does to the aims without one.
SECONDS = 1
BESIDE = Text(en="Moved like this, {}: {} instead of {}.", id="Dengan perpindahan ini, {}: {}, bukan {}.")
UNPRICED = Text(
    en="How many points would do is not known: this book lets trips decide before points.",
    id="Tidak diketahui berapa poin yang cukup: buku ini menempatkan perjalanan sebelum poin.",
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
        Aim id to what the level would change by, without those that would not change; empty when matched.
        Exact for the aims that have a price; of the others, such as shared trips, told only where no price changes.
    moves
        Who would move where, a sentence each, the mentee itself first; then what these moves do to aims without a price
        where they are not in ``change``.
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
    steps = found.steps(arc)
    moved = _moved(assignment, steps)
    if not change and _later(assignment, moved):
        moved = _best_equal(result, arc, moved)
        steps = _difference(assignment, moved, first=arc)
    later = _later(assignment, moved)
    told = [_sentence(problem, assignment, step) for step in steps]
    if change:
        told += [
            say(BESIDE, level.name, level.value + later[level.id], level.value)
            for level in result.levels
            if level.id in later
        ]
    return WhatIf(
        mentee=mentee, mentor=mentor, proposal=proposal, change=change or later,
        moves=tuple(move for move in told if move is not None), enters=_enters(assignment, proposal, problem, change),
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
    told = [what_if(result, mentee=mentee, mentor=assignment.scored[arc].mentor) for arc in arcs]
    kept = {level.id: 1 if level.sense == "min" else -1 for level in result.levels}
    loss = {
        one.mentor: (int(found.forced[arc]), [sign * one.change.get(key, 0) for key, sign in kept.items()], one.mentor)
        for arc, one in zip(arcs, told, strict=True)
    }
    return tuple(sorted(told, key=lambda one: (not one.matched, loss[one.mentor])))


def choices(result: Result, *, mentee: str) -> tuple[WhatIf, ...]:
    """Return every mentor of the programme: those that may teach the mentee as ``alternates`` has them, then the rest.

    Those that cannot be given say why.
    """
    may = alternates(result, mentee=mentee)
    rest = result.problem.mentors.keys() - {choice.mentor for choice in may}
    return (*may, *(what_if(result, mentee=mentee, mentor=key) for key in result.problem.mentors if key in rest))


def one_more_place(result: Result) -> dict[str, dict[str, int]]:
    """Return mentor id to what one more place there would change, by aim that has a price; those where one changes."""
    problem, assignment = result.problem, result.assignment
    if assignment is None:
        return {}
    left = assignment.regret.left
    load = dict(zip(assignment.mentors, assignment.network.load(assignment.optimum.taken).tolist(), strict=True))
    weights, found = assignment.optimum.scale.weights, {}
    for column, key in enumerate(assignment.mentors):
        mentor = problem.mentors[key]
        filled = load[key] + sum(pair.mentor == key for pair in assignment.fixed.values())
        place = [aim.places(problem, mentor, first=filled + 1, count=1)[0] for aim in assignment.priced]
        gain = left.chain[left.outside, column] + sum(w * p for w, p in zip(weights, place, strict=True))
        if filled >= mentor.capacity and left.real(left.chain[left.outside, column]) and gain > 0:
            found[key] = _change(assignment, int(gain))
    return dict(sorted(found.items(), key=lambda item: [-item[1].get(aim.id, 0) for aim in assignment.priced]))


def settled(result: Result) -> tuple[str, ...]:
    """Return the mentees that have the same mentor in every match as good as this one, fixed ones included.

    By the aims that have a price: what others, such as shared trips, settle beyond them is not counted.
    """
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
        aim.id: -change[aim.id] if aim.sense == "min" else change[aim.id] for aim in assignment.priced if change[aim.id]
    }


def _moved(assignment: Assignment, steps: list[Step]) -> Flags:
    """Return the arcs taken once these moves are made."""
    network, moved = assignment.network, assignment.optimum.taken.copy()
    for step in steps:
        for place, taken in ((step.source, False), (step.target, True)):
            if step.mentee is not None and place is not None:
                moved[(network.mentee == step.mentee) & (network.mentor == place)] = taken
    return moved


def _best_equal(result: Result, arc: int, moved: Flags) -> Flags:
    """Return the arcs that are best in the aims without a price, of matches as good by every price that have the arc.

    Parameters
    ----------
    moved
        The arcs of one such match.
    """
    assignment = result.assignment
    if assignment is None:
        return moved
    again = replace(assignment.optimum, taken=moved)
    return beyond(again, assignment.goals, seed=result.seed, seconds=SECONDS, forced=arc).taken


def _difference(assignment: Assignment, moved: Flags, *, first: int) -> list[Step]:
    """Return who moves where between the match and other arcs, the mentee of an arc first."""
    network, taken = assignment.network, assignment.optimum.taken
    was, will = (dict(zip(network.mentee[arcs], network.mentor[arcs], strict=True)) for arcs in (taken, moved))
    rows = sorted(was.keys() | will.keys(), key=lambda row: (row != network.mentee[first], row))
    return [Step(int(row), was.get(row), will.get(row)) for row in rows if was.get(row) != will.get(row)]


def _later(assignment: Assignment, moved: Flags) -> dict[str, int]:
    """Return what other arcs change in each aim without a price, burdens the other way round; only what changes."""
    beyond_prices = assignment.aims[len(assignment.priced) :]
    found = {}
    for aim, goal, before in zip(beyond_prices, assignment.goals, assignment.beyond.value, strict=True):
        by = goal.count(assignment.network, moved) - before
        if by:
            found[aim.id] = -by if aim.sense == "min" else by
    return found


def _sentence(problem: Problem, assignment: Assignment, step: Step) -> Text | None:
    if step.mentee is None:
        return None
    source, target = (None if place is None else assignment.mentors[place] for place in (step.source, step.target))
    return move_said(problem, assignment.mentees[step.mentee], source=source, target=target)


def _enters(
    assignment: Assignment, proposal: Proposal, problem: Problem, change: Mapping[str, int]
) -> tuple[Text, ...]:
    """Return by how much each criterion would have to rise for the pair to enter, where it can rise so far."""
    order = [aim.id for aim in assignment.priced]
    before = assignment.priced[: order.index("points")] if "points" in order else assignment.priced
    above = [aim.name for aim in before if aim.id in change]
    if above:
        return (say(ABOVE, Text(en=names(name.en for name in above), id=names(name.id for name in above))),)
    if "points" not in order:
        return (UNPRICED,)
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
    weights = {aim.id: weight for aim, weight in zip(assignment.priced, assignment.optimum.scale.weights, strict=True)}
    burdens = {aim.id for aim in assignment.priced if aim.sense == "min"}
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
