"""Who gets whom: pins first, the rest exactly, with prices that prove it (2.1.4: the facilitator matches)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from data.answer import Reason
from data.text import Text
from matcher.criteria import CRITERIA
from matcher.network import Ints, Network, Scale, assign, check_range, prices
from matcher.nouns import Pin
from matcher.problem import Problem
from matcher.ranking import why_not
from matcher.rules import reason_of
from matcher.scores import Scored, Scores
from matcher.sentences import names, say

TWICE = Text(en="{} is fixed to {} mentors: {}.", id="{} ditetapkan dengan {} mentor: {}.")
ONCE = Text(en="Keep one of these fixed pairs.", id="Pertahankan salah satu penetapan itu.")
FULL = Text(
    en="{} mentees are fixed to {}, which offers {} places: {}.",
    id="{} resipien ditetapkan dengan {}, yang menyediakan {} tempat: {}.",
)
ROOM = Text(
    en="Ask {} for {} more places, or lift a fixed pair.",
    id="Minta {} tempat tambahan kepada {}, atau cabut satu penetapan.",
)
FORBIDDEN = Text(en="The pair fixed with {} cannot be: {}", id="Penetapan dengan {} tidak dapat dipenuhi: {}")
NO_NEED = Text(en="{} is fixed to {} but names no subject.", id="{} ditetapkan dengan {} tetapi tidak menyebut bidang.")
NAME_ONE = Text(en="Add the subject that it wants to learn.", id="Tambahkan bidang yang ingin dipelajari.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """The outcome for every mentee, and the network behind it.

    Parameters
    ----------
    pairs
        Mentee id to its pair, fixed pairs included, in the order of the letters.
    mentees, mentors
        Ids of the rows and columns of ``network``: the mentees that are not fixed, all mentors.
    arcs, price
        See ``network.assign`` and ``network.prices``.
    """

    pairs: Mapping[str, Scored]
    scale: Scale
    network: Network
    mentees: tuple[str, ...]
    mentors: tuple[str, ...]
    arcs: Ints
    price: Ints


def conflicts(problem: Problem, scores: Scores) -> tuple[Reason, ...]:
    """Return why the fixed pairs cannot all be kept; empty when they can."""
    found: list[Reason] = []
    for mentee, pins in problem.fixed.items():
        if len({pin.mentor for pin in pins}) > 1:
            fixed = [problem.mentors[pin.mentor].name for pin in pins]
            sentence = say(TWICE, problem.mentees[mentee].name, len(fixed), names(fixed))
            found.append(reason_of(problem, "must", who=mentee, sentence=sentence, remedy=ONCE))
        for pin in pins:
            if (mentee, pin.mentor) not in scores.best:
                found.extend(_forbidden(problem, pin))
    load = Counter(pins[0].mentor for pins in problem.fixed.values() if pins)
    for key, count in load.items():
        mentor = problem.mentors[key]
        if count > mentor.capacity:
            who = names(problem.mentees[m].name for m, pins in problem.fixed.items() if pins and pins[0].mentor == key)
            over = count - mentor.capacity
            remedy = Text(en=say(ROOM, mentor.name, over).en, id=say(ROOM, over, mentor.name).id)
            sentence = say(FULL, count, mentor.name, mentor.capacity, who)
            found.append(reason_of(problem, "capacity", who=key, sentence=sentence, remedy=remedy))
    return tuple(found)


def _forbidden(problem: Problem, pin: Pin) -> list[Reason]:
    mentor, mentee = problem.mentors[pin.mentor].name, problem.mentees[pin.mentee].name
    needs = problem.needs_of[pin.mentee]
    if not needs:
        sentence = say(NO_NEED, mentee, mentor)
        return [reason_of(problem, "must", who=pin.mentee, sentence=sentence, remedy=NAME_ONE)]
    return [
        reason_of(
            problem, reason.rule, who=pin.mentee, sentence=say(FORBIDDEN, mentor, reason.sentence), remedy=reason.remedy
        )
        for reason in why_not(problem, needs[0].id, mentor=pin.mentor)
    ]


def allocate(problem: Problem, scores: Scores, *, seed: int) -> Assignment:
    """Return the best assignment that keeps every fixed pair; the pins must not contradict each other.

    Fixed mentees leave the network and take their places with them, so no weight can ever outbid a pin.
    """
    fixed = {key: scores.best[key, pins[0].mentor] for key, pins in problem.fixed.items() if pins}
    mentees = tuple(key for key in problem.mentees if key not in fixed)
    mentors = tuple(problem.mentors)
    most = sum(problem.weight(criterion.id) for criterion in CRITERIA)
    scale = Scale.of(max(len(mentees), 1), most)
    check_range(scale.value(wished=True, points=most), nodes=len(mentees) + len(mentors) + 2)
    network = _network(problem, scores, mentees, scale=scale, taken=Counter(pair.mentor for pair in fixed.values()))
    arcs = assign(network, seed=seed)
    chosen = {
        key: scores.best[key, mentors[network.mentor[arc]]] for key, arc in zip(mentees, arcs, strict=True) if arc >= 0
    }
    pairs = {key: (fixed | chosen)[key] for key in problem.mentees if key in fixed or key in chosen}
    return Assignment(
        pairs=pairs,
        scale=scale,
        network=network,
        mentees=mentees,
        mentors=mentors,
        arcs=arcs,
        price=prices(network, arcs),
    )


def _network(
    problem: Problem, scores: Scores, mentees: tuple[str, ...], *, scale: Scale, taken: Mapping[str, int]
) -> Network:
    row = {key: place for place, key in enumerate(mentees)}
    column = {key: place for place, key in enumerate(problem.mentors)}
    free = [(pair, scored) for pair, scored in scores.best.items() if pair[0] in row]
    places = [min(mentor.capacity - taken.get(key, 0), len(mentees)) for key, mentor in problem.mentors.items()]
    return Network(
        n_mentees=len(mentees),
        places=_ints(places),
        mentee=_ints([row[mentee] for (mentee, _), _ in free]),
        mentor=_ints([column[mentor] for (_, mentor), _ in free]),
        value=_ints(
            [
                scale.value(wished=mentor in problem.wishes[mentee], points=scored.points)
                for (mentee, mentor), scored in free
            ]
        ),
    )


def _ints(values: list[int]) -> Ints:
    return np.array(values, dtype=np.int64)
