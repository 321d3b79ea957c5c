"""Who gets whom: pins first, the rest exactly, with prices that prove it (2.1.4: the facilitator matches)."""

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from math import inf

import numpy as np

from data.answer import Reason
from data.text import Text
from matcher.aims import Aim, Options, aims, options_of, priced
from matcher.exact.beyond import Beyond, Goal, beyond
from matcher.exact.moves import Moves, moves
from matcher.exact.network import Ints, Network, network
from matcher.exact.optimum import Optimum
from matcher.exact.regret import Regret, regret
from matcher.exact.scale import Aims
from matcher.exact.wall import optimum_within
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


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """The outcome for every mentee, and the network behind it.

    Parameters
    ----------
    pairs
        Mentee id to its pair, fixed pairs included, in the order of the letters.
    fixed
        Mentee id to its pair, of those that are fixed.
    mentees, mentors
        Ids of the rows and columns of the network: the mentees that are not fixed, all mentors.
    scored
        The pair behind each arc of the network.
    aims
        The aims, the most important first.
    optimum
        The match and the prices of the aims before the first that knows trips, see ``matcher.exact.optimum``.
    goals, beyond
        That aim and those after it, and what they reach, see ``matcher.exact.beyond``.
    """

    pairs: Mapping[str, Scored]
    fixed: Mapping[str, Scored]
    mentees: tuple[str, ...]
    mentors: tuple[str, ...]
    scored: tuple[Scored, ...]
    aims: tuple[Aim, ...]
    optimum: Optimum
    goals: tuple[Goal, ...]
    beyond: Beyond

    @property
    def network(self) -> Network:
        """The network with all aims that have a price as one value."""
        return self.optimum.network

    @property
    def priced(self) -> tuple[Aim, ...]:
        """The aims that have a price."""
        return priced(self.aims)

    @cached_property
    def left(self) -> Moves:
        """The moves that the match leaves, worked out when they are first asked for."""
        return moves(self.network, self.optimum.taken)

    @cached_property
    def holders(self) -> Mapping[str, tuple[str, ...]]:
        """Mentor id to the mentees that it gets, in the order of the letters."""
        found: dict[str, list[str]] = {}
        for mentee, pair in self.pairs.items():
            found.setdefault(pair.mentor, []).append(mentee)
        return {mentor: tuple(mentees) for mentor, mentees in found.items()}

    @cached_property
    def regret(self) -> Regret:
        """What every other choice would cost, worked out when it is first asked for."""
        return regret(self.network, self.optimum.taken)

    def split(self, value: int) -> dict[str, int]:
        """Return a sum or a difference of values by aim that has a price, burdens below zero."""
        return dict(zip((aim.id for aim in self.priced), self.optimum.scale.split(value), strict=True))


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


def allocate(problem: Problem, scores: Scores, *, seed: int, seconds: float = inf) -> Assignment:
    """Return the best assignment that keeps every fixed pair; the pins must not contradict each other.

    Fixed mentees leave the network and take their places with them, so no weight can ever outbid a pin.

    Parameters
    ----------
    seconds
        Most wall seconds for a large flow, and for the aims that have no price.

    Raises
    ------
    TooLarge
        If an aim leaves the solver's 64 bits.
    Stopped
        If a large flow had to be ended.
    """
    wanted = aims(problem)
    ways = [scored for needs in problem.needs_of.values() for need in needs for scored in scores.of_need[need.id]]
    options = options_of(problem, ((scored.need, scored.mentor, scored.points) for scored in ways))
    value = np.array([aim.of_pairs(problem, options) for aim in wanted], dtype=np.int64)
    best = _best_ways(options, value)
    pinned = {key: pins[0].mentor for key, pins in problem.fixed.items() if pins}
    mentees, mentors = tuple(key for key in problem.mentees if key not in pinned), tuple(problem.mentors)
    row = np.full(len(problem.mentees), -1, dtype=np.int64)
    row[[place for place, key in enumerate(problem.mentees) if key not in pinned]] = np.arange(len(mentees))
    keys = tuple(problem.mentees)
    place = {key: number for number, key in enumerate(mentors)}
    held = _ints([place[pinned[key]] if key in pinned else -1 for key in keys])
    kept = best[held[options.mentee[best]] == options.mentor[best]]
    fixed = {keys[options.mentee[way]]: ways[way] for way in kept.tolist()}
    arcs = best[row[options.mentee[best]] >= 0]
    shape, bonus, further = _shape(problem, wanted, row[options.mentee[arcs]], options.mentor[arcs], fixed=fixed)
    first = len(priced(wanted))
    ordered = Aims(value=value[:first, arcs], bonus=bonus[:first], beyond=further[:first])
    start = time.monotonic()
    found = optimum_within(shape, ordered, seed=seed, seconds=seconds)
    goals = tuple(
        _goal(problem, aim, options, arcs=arcs, bonus=brought, kept=kept)
        for aim, brought in zip(wanted[first:], bonus[first:], strict=True)
    )
    later = beyond(found, goals, seed=seed, seconds=seconds - (time.monotonic() - start))
    found = replace(found, taken=later.taken)
    scored = tuple(ways[way] for way in arcs.tolist())
    chosen = {mentees[mentee]: scored[arc] for mentee, arc in arc_of(found).items()}
    pairs = {key: (fixed | chosen)[key] for key in keys if key in fixed or key in chosen}
    return Assignment(
        pairs=pairs,
        fixed=fixed,
        mentees=mentees,
        mentors=mentors,
        scored=scored,
        aims=wanted,
        optimum=found,
        goals=goals,
        beyond=later,
    )


def _goal(problem: Problem, aim: Aim, options: Options, *, arcs: Ints, bonus: Ints, kept: Ints) -> Goal:
    """Return an aim without a price in numbers; the trips of fixed pairs, ``kept``, are made in any case."""
    value = aim.of_pairs(problem, options)
    trip = np.full(len(value), -1) if aim.of_trip is None else aim.of_trip(problem, options)
    begun = np.unique(trip[kept])
    return Goal(value=value[arcs], bonus=bonus, trip=trip[arcs], begun=begun[begun >= 0])


def arc_of(found: Optimum) -> dict[int, int]:
    """Return the arc of each served mentee, by its row."""
    arcs = np.flatnonzero(found.taken)
    return dict(zip(found.network.mentee[arcs].tolist(), arcs.tolist(), strict=True))


def _best_ways(options: Options, value: Ints) -> Ints:
    """Return the best way to serve each mentee by each mentor, the first of equals, as places in ``options``."""
    # Ascending by pair, descending by every aim; lexsort takes the most important key last.
    order = np.lexsort((*(-aim for aim in reversed(value)), options.mentor, options.mentee))
    mentee, mentor = options.mentee[order], options.mentor[order]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (mentee[1:] != mentee[:-1]) | (mentor[1:] != mentor[:-1])
    return np.sort(order[new])


def _shape(
    problem: Problem, wanted: tuple[Aim, ...], mentee: Ints, mentor: Ints, *, fixed: Mapping[str, Scored]
) -> tuple[Network, Ints, Ints]:
    """Return the network without values, and what its places, and the next one of each mentor, bring to each aim."""
    taken = Counter(pair.mentor for pair in fixed.values())
    asked = np.bincount(mentor, minlength=len(problem.mentors))
    places = _ints(
        [min(one.capacity - taken[key], int(asked[place])) for place, (key, one) in enumerate(problem.mentors.items())]
    )
    bonus = [
        [
            brought
            for (key, one), count in zip(problem.mentors.items(), places.tolist(), strict=True)
            for brought in aim.places(problem, one, first=taken[key] + 1, count=count)
        ]
        for aim in wanted
    ]
    shape = network(
        demand=np.ones(len(problem.mentees) - len(fixed), dtype=np.int64), places=places, mentee=mentee, mentor=mentor,
        value=np.zeros(len(mentee), dtype=np.int64),
    )  # fmt: skip
    beyond = [
        [
            aim.places(problem, one, first=taken[key] + count + 1, count=1)[0]
            for (key, one), count in zip(problem.mentors.items(), places.tolist(), strict=True)
        ]
        for aim in wanted
    ]
    return shape, _ints(bonus).reshape(len(wanted), -1), _ints(beyond).reshape(len(wanted), -1)


def _ints(values: list[int] | list[list[int]]) -> Ints:
    return np.array(values, dtype=np.int64)
