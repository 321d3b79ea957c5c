"""What can happen to a year after it was published; each happening makes one frozen problem into another (2.7)."""

import dataclasses
import datetime as dt
import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from data.errors import UnknownRow
from planner.calendar.horizon import dated, horizon_of
from planner.calendar.network import occurrences
from planner.errors import AddedTwice, UnknownActivity, UnknownParty, WrongValue
from planner.money.kinds import Decision
from planner.money.rupiah import whole_rupiah
from planner.problem import Block, FacilitatorPerson, Fix, Partnership, Party, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One thing that happened; ``kind`` is a row of the book's table ``happening``, whose effect says what is needed.

    Parameters
    ----------
    who
        Party or colleague: ``absent``, ``days``, ``colleague``.
    first, last
        Days of an absence, both included: ``absent``, ``closed``.
    event, day
        Event id and the day on which it takes place: ``dated``; ``released`` needs the event only.
    partnership
        Partnership id: ``withdrawn``, ``months``, ``ready`` (with ``day``); ``joined`` when it is known already.
    added, parties
        The new partnership and those of its parties that are new: ``joined``.
    head, amount
        Budget head and its new whole rupiah: ``budget``.
    decision
        The board's decision, None when it is taken back: ``decision``.
    days, months
        Days of a month: ``days``, ``colleague``; calendar months of the pilot: ``months``.
    name, reason
        Name of a new colleague; what people say of the happening.
    """

    kind: str
    who: str = ""
    first: dt.date | None = None
    last: dt.date | None = None
    event: str = ""
    day: dt.date | None = None
    partnership: str = ""
    added: Partnership | None = None
    parties: tuple[Party, ...] = field(default=())
    head: str = ""
    amount: int | None = None
    decision: Decision | None = None
    days: int | None = None
    months: int | None = None
    name: str = ""
    reason: str = ""


def happen(problem: Problem, happenings: Iterable[Happening]) -> Problem:
    """Return the problem after everything that happened, one after the other.

    Raises
    ------
    UnknownRow
        If the book has no such happening or budget head.
    UnknownParty, UnknownActivity, AddedTwice, WrongValue, NotWholeRupiah, NegativeRupiah
        If it names what the year does not have, or lacks what its effect needs.
    """
    for happening in happenings:
        rows = problem.book.happenings
        if happening.kind not in rows:
            raise UnknownRow(table="happening", key=happening.kind, near=tuple(rows))
        problem = EFFECTS[rows[happening.kind].effect](problem, happening)
    return problem


def absent(problem: Problem, happening: Happening) -> Problem:
    """Return the problem in which a party or colleague is away."""
    known = (*problem.parties, *(person.id for person in problem.facilitators))
    if happening.who not in known:
        raise UnknownParty(happening.who, known)
    return _blocked(problem, happening, (happening.who,))


def closed(problem: Problem, happening: Happening) -> Problem:
    """Return the problem in which nobody meets on some days."""
    return _blocked(problem, happening, (*problem.parties, *(person.id for person in problem.facilitators)))


def _blocked(problem: Problem, happening: Happening, everyone: Iterable[str]) -> Problem:
    first, last = _given(happening, "first"), _given(happening, "last")
    if last < first:
        raise WrongValue(what="days", value=f"{first} to {last}", expected="a last day not before the first")
    reason = happening.reason or problem.book.happenings[happening.kind].name.id
    blocks = tuple(Block(who=who, first=first, last=last, reason=reason) for who in everyone)
    return dataclasses.replace(problem, blocks=(*problem.blocks, *blocks))


def named_event(problem: Problem, event: str) -> tuple[str, str, int, int]:
    """Return partnership, activity, year and occurrence of an event id; the year is 0 inside a partnership.

    Raises
    ------
    UnknownActivity, WrongValue
        If no event can have this id.
    """
    parts = event.split("/")
    rows = dated(problem.book)
    expected = "an id such as w-07/study_visit/1 or mentor_workshop/2027/1"
    if len(parts) != len(("partnership", "activity", "occurrence")) or not parts[-1].isdecimal():
        raise WrongValue(what="event", value=event, expected=expected)
    scope = "partnership" if parts[0] in problem.partnerships else "programme"
    activity = parts[1] if scope == "partnership" else parts[0]
    known = tuple(key for key, row in rows.items() if row.scope == scope)
    if activity not in known:
        raise UnknownActivity(activity, known)
    if scope == "programme" and not parts[1].isdecimal():
        raise WrongValue(what="event", value=event, expected=expected)
    if not 1 <= int(parts[-1]) <= occurrences(problem.book, rows[activity]):
        raise WrongValue(what=f"occurrence of {activity}", value=parts[-1], expected="one that the book counts, from 1")
    if scope == "programme":
        return "", activity, int(parts[1]), int(parts[-1])
    return parts[0], activity, 0, int(parts[-1])


def settled(problem: Problem, happening: Happening) -> Problem:
    """Return the problem in which an event takes place on one day, whatever was settled before."""
    partnership, activity, year, occurrence = named_event(problem, happening.event)
    day, axis = _given(happening, "day"), horizon_of(problem).workdays
    if not axis.first <= day <= axis.last or not axis.is_working(day):
        raise WrongValue(
            what=f"day of {happening.event}", value=day, expected=f"a working day from {axis.first} to {axis.last}"
        )
    if year and day.year != year:
        raise WrongValue(what=f"day of {happening.event}", value=day, expected=f"a day of {year}")
    fix = Fix(partnership=partnership, activity=activity, occurrence=occurrence, day=day)
    return dataclasses.replace(problem, fixes=(*_other_fixes(problem, fix, year), fix))


def released(problem: Problem, happening: Happening) -> Problem:
    """Return the problem in which an event's day is not settled any more."""
    partnership, activity, year, occurrence = named_event(problem, happening.event)
    fix = Fix(partnership=partnership, activity=activity, occurrence=occurrence, day=problem.today)
    left = _other_fixes(problem, fix, year)
    if len(left) == len(problem.fixes):
        raise WrongValue(what="event", value=happening.event, expected="an event whose day is settled")
    return dataclasses.replace(problem, fixes=left)


def _other_fixes(problem: Problem, fix: Fix, year: int) -> tuple[Fix, ...]:
    """Return the fixes of other events; a programme's event is told apart by its year."""
    return tuple(
        other for other in problem.fixes
        if (other.partnership, other.activity, other.occurrence) != (fix.partnership, fix.activity, fix.occurrence)
        or (year and other.day.year != year)
    )  # fmt: skip


def withdrawn(problem: Problem, happening: Happening) -> Problem:
    """Return the problem without a partnership and without its settled days."""
    _known(problem, happening.partnership)
    left = {key: one for key, one in problem.partnerships.items() if key != happening.partnership}
    fixes = tuple(fix for fix in problem.fixes if fix.partnership != happening.partnership)
    return dataclasses.replace(problem, partnerships=types.MappingProxyType(left), fixes=fixes)


def joined(problem: Problem, happening: Happening) -> Problem:
    """Return the problem with one more partnership; one that is known already only loses its place in the queue."""
    added = happening.added
    if added is None:
        _known(problem, happening.partnership)
        return problem
    if added.id in problem.partnerships:
        raise AddedTwice(what="partnership", key=added.id)
    parties = {**problem.parties, **{party.id: party for party in happening.parties}}
    for party in (added.mentor, *added.mentees):
        if party not in parties:
            raise UnknownParty(party, tuple(parties))
    changed = dataclasses.replace(
        problem, parties=types.MappingProxyType(parties),
        partnerships=types.MappingProxyType({**problem.partnerships, added.id: added}),
    )  # fmt: skip
    last = horizon_of(changed).workdays.days[-1]
    if added.ready > last:
        raise WrongValue(what=f"ready day of {added.id}", value=added.ready, expected=f"a day up to {last}")
    return changed


def budgeted(problem: Problem, happening: Happening) -> Problem:
    """Return the problem with another sum under one budget head."""
    heads = problem.book.budget_heads
    if happening.head not in heads:
        raise UnknownRow(table="budget_head", key=happening.head, near=tuple(heads))
    amount = whole_rupiah(f"budget head {happening.head}", happening.amount)
    return dataclasses.replace(problem, budget=types.MappingProxyType({**problem.budget, happening.head: amount}))


def decided(problem: Problem, happening: Happening) -> Problem:
    """Return the problem with the board's new decision on subsidies, or without any."""
    return dataclasses.replace(problem, decision=happening.decision)


def days_given(problem: Problem, happening: Happening) -> Problem:
    """Return the problem in which a colleague has other days of the month."""
    known = tuple(person.id for person in problem.facilitators)
    if happening.who not in known:
        raise UnknownParty(happening.who, known)
    days = _days(happening)
    people = tuple(
        dataclasses.replace(person, days_per_month=days) if person.id == happening.who else person
        for person in problem.facilitators
    )
    return dataclasses.replace(problem, facilitators=people)


def colleague(problem: Problem, happening: Happening) -> Problem:
    """Return the problem with one more colleague of the facilitator."""
    if happening.who in {person.id for person in problem.facilitators} or not happening.who:
        raise AddedTwice(what="facilitator", key=happening.who)
    person = FacilitatorPerson(id=happening.who, name=happening.name or happening.who, days_per_month=_days(happening))
    return dataclasses.replace(problem, facilitators=(*problem.facilitators, person))


def pilot_settled(problem: Problem, happening: Happening) -> Problem:
    """Return the problem in which a pilot takes so many calendar months."""
    months = _given(happening, "months")
    for row in problem.book.activities.values():
        if row.months:
            least, most = problem.book.number(row.months[0]), problem.book.number(row.months[-1])
            if not least <= months <= most:
                raise WrongValue(
                    what=f"pilot_months of {happening.partnership}", value=months, expected=f"{least} to {most}"
                )
    return _partnership(problem, happening.partnership, pilot_months=months)


def ready(problem: Problem, happening: Happening) -> Problem:
    """Return the problem in which a letter of request is taken up on another day."""
    return _partnership(problem, happening.partnership, ready=_given(happening, "day"))


def _partnership(problem: Problem, key: str, **values: object) -> Problem:
    changed = dataclasses.replace(_known(problem, key), **values)  # type: ignore[arg-type]  # two known fields
    return dataclasses.replace(problem, partnerships=types.MappingProxyType({**problem.partnerships, key: changed}))


def _known(problem: Problem, partnership: str) -> Partnership:
    if partnership not in problem.partnerships:
        raise UnknownParty(partnership, tuple(problem.partnerships))
    return problem.partnerships[partnership]


def _days(happening: Happening) -> int:
    days: int = _given(happening, "days")
    if days < 0:
        raise WrongValue(what=f"days_per_month of {happening.who}", value=days, expected="0 or more")
    return days


def _given(happening: Happening, name: str) -> Any:
    value = getattr(happening, name)
    if value is None:
        raise WrongValue(what=f"{name} of {happening.kind}", value="missing", expected="to be given")
    return value


EFFECTS: Mapping[str, Callable[[Problem, Happening], Problem]] = {
    "absent": absent,
    "closed": closed,
    "dated": settled,
    "released": released,
    "withdrawn": withdrawn,
    "joined": joined,
    "budget": budgeted,
    "decision": decided,
    "days": days_given,
    "colleague": colleague,
    "months": pilot_settled,
    "ready": ready,
}
