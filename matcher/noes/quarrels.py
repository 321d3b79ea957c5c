"""Rules of the facilitator and the mentors that together say no, and the cheapest of them to bend (3.1.1-A6, 3.1.2).

What is asked of are pins, vetoes, mentors' wishes, places and membership: somebody decided them and may decide anew.
That a mentor offers the subject, and that nobody teaches itself, is never in question here.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType

from data.text import Text
from matcher.exact.quarrel import Broken, cheapest_repair
from matcher.nouns import Expectation, Mentor, Need, Party, Pin
from matcher.problem import Problem
from matcher.result import Result
from matcher.rules.membership import Membership
from matcher.rules.mentor_wish import MentorWish
from matcher.rules.not_itself import NotItself
from matcher.sentences import join, say
from matcher.solving import solve

MUST = Text(en="{} is fixed to {} ({})", id="{} ditetapkan dengan {} ({})")
NEVER = Text(en="{} is ruled out for {} ({})", id="{} dikecualikan bagi {} ({})")
WISH = Text(en="the criteria of {} for its mentees", id="kriteria {} bagi resipiennya")
MEMBER = Text(en="{} is not a member", id="{} bukan anggota")
LIFT = Text(en="lift the fixed pair of {} and {}", id="cabut penetapan {} dengan {}")
ALLOW = Text(en="allow {} for {} again", id="izinkan kembali {} bagi {}")
WIDEN = Text(en="ask {} to widen its criteria", id="minta {} melonggarkan kriterianya")
JOIN = Text(en="membership for {}", id="keanggotaan bagi {}")
ONE_MORE = Text(en="one more place at {}", id="satu tempat lagi di {}")
PLACES = Text(en="{} has {} places", id="{} memiliki {} tempat")
REPAIR = Text(en="Softest to bend (hardness {1} in all): {0}.", id="Paling mudah dilonggarkan (bobot {1}): {0}.")
AND_ALSO = Text(en="; and also ", id="; dan juga ")
# Wishes and membership are asked of the rules that the match itself asks.
WISHES, MEMBERSHIP, ITSELF = MentorWish(), Membership(), NotItself()


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """One rule that somebody set.

    Parameters
    ----------
    rule
        Id of the book's rule: ``must``, ``never``, ``mentor_wish``, ``membership`` or ``capacity``.
    mentor, mentee
        Whom it is about; the other is empty where it is about one.
    number
        For ``capacity``, the first, the second ... place that is missing.
    section, hardness
        As the book has it; 1 bends most easily.
    sentence, remedy
        What it says, and how it is lifted.
    """

    rule: str
    mentor: str = ""
    mentee: str = ""
    number: int = 1
    section: str = ""
    hardness: int = 1
    sentence: Text
    remedy: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarrel:
    """Rules that together say no.

    Parameters
    ----------
    who
        The letter that they leave without a mentor; empty where fixed pairs contradict.
    sets
        Smallest sets of rules that say no by themselves: without any one of its rules a set does not. All of them stand
        in the way, and no rules weigh less in sum than ``repair`` that touch each.
    repair
        What is cheapest to lift, by the sum of hardness; for ``capacity`` one place more each.
    """

    who: str
    sets: tuple[tuple[Named, ...], ...]
    repair: tuple[Named, ...]

    @property
    def sentence(self) -> Text:
        """The rules of every set."""
        sets = [join(dict.fromkeys(one.sentence for one in rules)) for rules in self.sets]
        return Text(en=AND_ALSO.en.join(one.en for one in sets), id=AND_ALSO.id.join(one.id for one in sets))

    @property
    def remedy(self) -> Text:
        """The repair."""
        return say(REPAIR, join(one.remedy for one in self.repair), self.hardness)

    @property
    def hardness(self) -> int:
        """What the repair weighs."""
        return sum(one.hardness for one in self.repair)


def quarrels(result: Result) -> tuple[Quarrel, ...]:
    """Return for each letter that only such rules leave without a mentor why, and for pins that contradict each other.

    A letter is left out here only when it could not be served even if every letter that is not fixed waited; who
    competes for too few places is told by ``squeezes``.
    """
    problem = result.problem
    if result.conflicts:
        found = pins_quarrel(problem)
        return (found,) if found else ()
    letters = (letter_quarrel(problem, mentee=key) for key in result.unmatched if not problem.fixed[key])
    return tuple(one for one in letters if one is not None)


def letter_quarrel(problem: Problem, *, mentee: str) -> Quarrel | None:
    """Return what leaves a letter without any mentor; None when nothing does, or when nobody offers its subject."""
    fixed = [pin for pin in _musts(problem) if pin.mentee != mentee]
    load = Counter(pin.mentor for pin in fixed)
    ways = {mentor.id: list(_ways(problem, mentor, mentee)) for mentor in problem.mentors.values()}
    items: list[Named] = []
    needs: dict[str, tuple[list[frozenset[Named]], list[Named], list[Named]]] = {}
    for key, blocked in ways.items():
        if blocked:
            missing = load[key] + 1 - problem.mentors[key].capacity
            places = [_place(problem, key, number) for number in range(1, missing + 1)]
            pins = [_pin(problem, pin) for pin in fixed if pin.mentor == key]
            needs[key] = blocked, places, pins
            items += [*(one for way in blocked for one in way), *places, *(pins if places else [])]
    items = list(dict.fromkeys(items))

    def broken(stands: frozenset[int]) -> bool:
        here = {items[number] for number in stands}
        return not any(
            any(way.isdisjoint(here) for way in blocked)
            and sum(pin not in here for pin in pins if places) >= sum(place in here for place in places)
            for blocked, places, pins in needs.values()
        )

    return _quarrel(mentee, items, broken) if needs else None


def pins_quarrel(problem: Problem) -> Quarrel | None:
    """Return why the fixed pairs cannot all be kept; None when they can."""
    pins = _musts(problem)
    ways = {_pin(problem, pin): list(_ways(problem, problem.mentors[pin.mentor], pin.mentee)) for pin in pins}
    of_mentee, of_mentor = defaultdict(list), defaultdict(list)
    for pin, named in zip(pins, map(partial(_pin, problem), pins), strict=True):
        of_mentee[pin.mentee].append(named)
        of_mentor[pin.mentor].append(named)
    places = {
        key: [_place(problem, key, n) for n in range(1, len(set(named)) - problem.mentors[key].capacity + 1)]
        for key, named in of_mentor.items()
    }
    own = {pin: [way - set(of_mentee[pin.mentee]) for way in found] for pin, found in ways.items()}
    items = list(dict.fromkeys([*ways, *(one for found in own.values() for way in found for one in way)]))
    items += [place for found in places.values() for place in found]

    def broken(stands: frozenset[int]) -> bool:
        here = {items[number] for number in stands}
        twice = any(len(here.intersection(named)) > 1 for named in of_mentee.values())
        barred = any(pin in here and not any(way.isdisjoint(here) for way in found) for pin, found in own.items())
        over = any(
            len(here.intersection(named)) > problem.mentors[key].capacity + sum(p not in here for p in places[key])
            for key, named in of_mentor.items()
        )
        return twice or barred or over

    return _quarrel("", items, broken)


def repaired(problem: Problem, lifted: Sequence[Named]) -> Problem:
    """Return the problem as it would be with these rules lifted: pins gone, wishes open, members, one place more."""
    gone = {(one.rule, one.mentor, one.mentee) for one in lifted}
    mentors = {
        key: replace(
            one,
            capacity=one.capacity + sum(named.rule == "capacity" and named.mentor == key for named in lifted),
            expects=Expectation() if ("mentor_wish", key, "") in gone else one.expects,
            member=one.member or ("membership", key, "") in gone,
        )
        for key, one in problem.mentors.items()
    }
    mentees = {
        key: replace(one, member=one.member or ("membership", "", key) in gone) for key, one in problem.mentees.items()
    }
    pins = tuple(pin for pin in problem.pins if (pin.kind, pin.mentor, pin.mentee) not in gone)
    return replace(problem, mentors=MappingProxyType(mentors), mentees=MappingProxyType(mentees), pins=pins)


def worth(result: Result, quarrel: Quarrel, *, time_limit: float) -> dict[str, int]:
    """Return what the match would gain by the repair, level by level, solved anew; levels that stay are left out.

    Where there is no match yet, the levels that it would reach; empty when time runs out.

    Raises
    ------
    BadValue, TooLarge
        As ``solve`` does.
    """
    after = solve(repaired(result.problem, quarrel.repair), time_limit=time_limit, seed=result.seed)
    before = {level.id: level.value for level in result.levels}
    change = {level.id: level.value - before.get(level.id, 0) for level in after.levels}
    return {key: by for key, by in change.items() if by}


def _quarrel(who: str, items: list[Named], broken: Broken) -> Quarrel | None:
    if not broken(frozenset(range(len(items)))) or broken(frozenset()):
        return None
    hardest_first = sorted(range(len(items)), key=lambda number: -items[number].hardness)
    repair, sets = cheapest_repair([item.hardness for item in items], broken, order=hardest_first)
    return Quarrel(
        who=who,
        sets=tuple(tuple(items[number] for number in reversed(one)) for one in sets),
        repair=tuple(items[number] for number in repair),
    )


def _musts(problem: Problem) -> list[Pin]:
    """Return the fixed pairs, each once."""
    return list({(pin.mentor, pin.mentee): pin for pin in problem.pins if pin.kind == "must"}.values())


def _ways(problem: Problem, mentor: Mentor, mentee: str) -> Iterator[frozenset[Named]]:
    """Yield for each need that the mentor could answer the rules in its way; places apart."""
    for need in problem.needs_of[mentee]:
        if problem.offers(need, mentor) and ITSELF.allows(problem, need, mentor):
            yield frozenset(_in_the_way(problem, need, mentor))


def _in_the_way(problem: Problem, need: Need, mentor: Mentor) -> Iterator[Named]:
    mentee = problem.mentees[need.mentee]
    veto = problem.forbidden.get((mentor.id, mentee.id))
    if veto is not None:
        yield _pin(problem, veto)
    if not WISHES.allows(problem, need, mentor):
        yield _named(problem, WISHES.id, (say(WISH, mentor.name), say(WIDEN, mentor.name)), mentor=mentor.id)
    if not mentor.member:
        yield _member(problem, mentor, mentor=mentor.id)
    if not mentee.member:
        yield _member(problem, mentee, mentee=mentee.id)
    yield from (_pin(problem, pin) for pin in problem.fixed[mentee.id] if pin.mentor != mentor.id)


def _pin(problem: Problem, pin: Pin) -> Named:
    mentor, mentee = problem.mentors[pin.mentor].name, problem.mentees[pin.mentee].name
    reason = pin.reason.rstrip(". ")
    if pin.kind == "must":
        words = say(MUST, mentee, mentor, reason), say(LIFT, mentee, mentor)
    else:
        words = say(NEVER, mentor, mentee, reason), say(ALLOW, mentor, mentee)
    return _named(problem, pin.kind, words, mentor=pin.mentor, mentee=pin.mentee)


def _member(problem: Problem, party: Party, *, mentor: str = "", mentee: str = "") -> Named:
    return _named(
        problem, MEMBERSHIP.id, (say(MEMBER, party.name), say(JOIN, party.name)), mentor=mentor, mentee=mentee
    )


def _place(problem: Problem, key: str, number: int) -> Named:
    mentor = problem.mentors[key]
    words = say(PLACES, mentor.name, mentor.capacity), say(ONE_MORE, mentor.name)
    return _named(problem, "capacity", words, mentor=key, number=number)


def _named(
    problem: Problem, rule: str, words: tuple[Text, Text], *, mentor: str = "", mentee: str = "", number: int = 1
) -> Named:
    row = problem.book.rules.get(rule)
    return Named(
        rule=rule, mentor=mentor, mentee=mentee, number=number, section=row.section if row else "",
        hardness=row.hardness if row else 1, sentence=words[0], remedy=words[1],
    )  # fmt: skip
