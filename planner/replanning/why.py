"""Why a published event moves: which rule its old days would break among the new ones; and who pays the difference."""

import dataclasses
import types
from collections.abc import Collection, Iterable, Iterator, Mapping

from data.answer import Reason, Violation
from data.text import Text
from planner.calendar.horizon import horizon_of
from planner.money.kinds import party_of
from planner.problem import Problem
from planner.replanning.published import Paid
from planner.replanning.result import Freed, differences
from planner.result import Event
from planner.rules import CHECKS
from planner.rules.evidence import Evidence

# Rules that look at a day: what a list of papers or of carried partnerships lacks is no reason for a move.
DATED = (
    "fixed_days", "party_absence", "quiet_days", "working_days", "order", "pilot_months", "mentor_team",
    "facilitator_days", "study_visit_early", "pilot_from_agreement", "mentor_workshop_before_study",
)  # fmt: skip
ORDER = "order"
REMEDY = Text(en="Undo what happened, or ask for another day.", id="Batalkan perubahannya, atau minta hari lain.")
EARLIER = Text(
    en="It moves with the others so that fewer partnerships are touched or the price is smaller.",
    id="Digeser bersama yang lain agar lebih sedikit kemitraan tersentuh atau harganya lebih kecil.",
)


def because(problem: Problem, events: Iterable[Event], was: Mapping[str, Event], event: str) -> Reason:
    """Return what the published days of an event would break if it alone went back to them, its journey with it."""
    now, trip = tuple(events), was[event].trip
    back = {one.id for one in now if one.id in was and (one.id == event or (trip and one.trip == trip))}
    return _reason(problem, now, was, back, who=event)


def cause(problem: Problem, events: Iterable[Event], was: Mapping[str, Event], partnership: str) -> Reason:
    """Return what a touched partnership would break if all its events, and those that it attends, went back."""
    now, one = tuple(events), problem.partnerships[partnership]
    parties = {one.mentor, *one.mentees}
    back = {
        event.id for event in now
        if event.id in was
        and (event.partnership == partnership or (not event.partnership and parties & set(event.parties)))
    }  # fmt: skip
    return _reason(problem, now, was, back, who=partnership)


def _reason(
    problem: Problem, now: tuple[Event, ...], was: Mapping[str, Event], back: Collection[str], *, who: str
) -> Reason:
    some = tuple(_beside(now, [event for event in now if event.id in back], was))
    mine = {event.partnership for event in some if event.id in back}
    seen = problem if "" in mine and len(mine) == 1 else _only(problem, mine)
    usual = frozenset(against(seen, some))
    returned = (_back(event, was[event.id]) if event.id in back else event for event in some)
    wrong = [violation for violation in against(seen, returned) if violation not in usual]
    rule = wrong[0].rule if wrong else ORDER
    return Reason(
        rule=rule, section=problem.book.rules[rule].section, who=who, remedy=REMEDY,
        sentence=_told(problem, wrong[0]) if wrong else EARLIER,
    )  # fmt: skip


def _back(now: Event, was: Event) -> Event:
    return dataclasses.replace(now, first=was.first, last=was.last, depart=was.depart, back=was.back)


def _only(problem: Problem, some: Collection[str]) -> Problem:
    left = {key: one for key, one in problem.partnerships.items() if key in some}
    return dataclasses.replace(problem, partnerships=types.MappingProxyType(left))


def _beside(now: Iterable[Event], returned: Collection[Event], was: Mapping[str, Event]) -> Iterator[Event]:
    """Yield what can stand in the way of some events: their partnerships', the programme's, and the same people's."""
    mine = {event.partnership for event in returned}
    people = {who for event in returned for who in (*event.parties, *event.facilitators)}
    months = {f"{day:%Y-%m}" for event in returned for one in (event, was[event.id]) for day in (one.depart, one.back)}
    for event in now:
        near = {f"{event.depart:%Y-%m}", f"{event.back:%Y-%m}"} & months
        if event.partnership in {*mine, ""} or (near and people & {*event.parties, *event.facilitators}):
            yield event


def _told(problem: Problem, violation: Violation) -> Text:
    """Return a sentence for people: of a broken lag its name, of an absence the happening in either language."""
    sentence = violation.sentence
    for lag in problem.book.precedences.values():
        if violation.rule == ORDER and sentence.en.endswith(f": {lag.name.en}"):
            return lag.name
    english = sentence.en
    for row in problem.book.happenings.values():
        english = english.replace(row.name.id, row.name.en)
    return Text(en=english, id=sentence.id)


def against(problem: Problem, events: Iterable[Event]) -> tuple[Violation, ...]:
    """Return the broken rules of a calendar that look at days."""
    evidence = Evidence(
        problem=problem, horizon=horizon_of(problem), events=tuple(events), carried=(), dues=()
    )  # fmt: skip
    return tuple(violation for rule in DATED for violation in CHECKS[rule](evidence))


def extra_of(before: Iterable[Paid], after: Iterable[Paid]) -> dict[str, dict[str, int]]:
    """Return event id to payer key to the rupiah that it costs more; events of one of the two only are left out."""
    old, new = _by_event(before), _by_event(after)
    return {event: differences(old[event], new[event]) for event in old.keys() & new.keys()}


def _by_event(lines: Iterable[Paid]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for line in lines:
        sums = found.setdefault(line.event, {})
        sums[line.payer] = sums.get(line.payer, 0) + line.amount
    return found


def freed(problem: Problem, partnership: str, events: Collection[Event], lines: Iterable[Paid]) -> Freed:
    """Return what a partnership leaves that does not go on; what began before today stays spent."""
    mine = tuple(event for event in events if event.partnership == partnership)
    ahead = {event.id for event in mine if event.first >= problem.today}
    days: dict[str, int] = {}
    horizon = horizon_of(problem)
    for event in mine:
        if event.id in ahead:
            for person in event.facilitators:
                length = horizon.before(event.last) - horizon.before(event.first) + 1
                days[person] = days.get(person, 0) + length
    still = {party for one in problem.partnerships.values() for party in (one.mentor, *one.mentees)}
    left = {party for event in mine for party in event.parties} - still
    rupiah: dict[str, int] = {}
    spent: dict[str, int] = {}
    ahead |= {event.id for event in events if not event.partnership and event.first >= problem.today}
    for line in lines:
        if line.partnership == partnership or (not line.partnership and party_of(line.payer) in left):
            sums = rupiah if line.event in ahead else spent
            sums[line.payer] = sums.get(line.payer, 0) + line.amount
    ended = tuple(event.id for event in mine if event.id in ahead)
    return Freed(partnership=partnership, events=ended, days=days, rupiah=rupiah, spent=spent)


def sunk(lines: Iterable[Paid], partnerships: Iterable[str], happened: Iterable[str]) -> Mapping[str, int]:
    """Return head to the rupiah that partnerships have spent which do not go on."""
    gone, past = set(partnerships), set(happened)
    found: dict[str, int] = {}
    for line in lines:
        if line.head and line.partnership in gone and line.event in past:
            found[line.head] = found.get(line.head, 0) + line.amount
    return found
