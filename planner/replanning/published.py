"""What was published: dated events and who pays them, and what of it is history, near, or open (2.7)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from planner.calendar.horizon import Horizon, dated
from planner.errors import WrongValue
from planner.money.kinds import Line
from planner.plan import Plan
from planner.problem import FACILITATOR, Partnership, Problem
from planner.result import Event


class Paid(NamedTuple):
    """One published cost line in brief: ``amount`` rupiah of ``payer``, due on ``on``, for one event."""

    partnership: str
    event: str
    payer: str
    head: str
    amount: int
    on: dt.date


def paid(lines: Iterable[Line]) -> tuple[Paid, ...]:
    """Return cost lines in brief."""
    return tuple(
        Paid(line.partnership, line.event, line.payer, line.head, line.amount, line.on) for line in lines
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A plan as people know it.

    Parameters
    ----------
    events
        Every dated event, ids unique.
    lines
        What was published of the money; empty when only the calendar was.
    drafts
        Partnerships that nobody has been told of; they move for nothing.
    """

    events: tuple[Event, ...]
    lines: tuple[Paid, ...] = ()
    drafts: frozenset[str] = frozenset()
    by_id: Mapping[str, Event] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        """Index the events once."""
        object.__setattr__(self, "by_id", {event.id: event for event in self.events})

    def of(self, partnership: str) -> tuple[Event, ...]:
        """Return the events of one partnership, ``""`` for the programme's own."""
        return tuple(event for event in self.events if event.partnership == partnership)

    @property
    def partnerships(self) -> tuple[str, ...]:
        """Partnerships with published events, in order of time."""
        return tuple(dict.fromkeys(event.partnership for event in self.events if event.partnership))

    def has(self, partnership: Partnership) -> bool:
        """Whether a partnership was published with the parties that it has now."""
        events = self.of(partnership.id)
        known = {party for event in events for party in event.parties}
        return bool(events) and (not known or known == {partnership.mentor, *partnership.mentees})

    def attended(self, problem: Problem, partnership: Partnership) -> dict[str, str]:
        """Return programme activity to the published event to which all that it asks of a partnership came.

        Notes
        -----
        Of several the one that suits by its order in time: before what waits for it, after what it waits for.
        """
        found: dict[str, str] = {}
        mine = {event.activity: event for event in self.of(partnership.id)}
        for event in sorted(self.of(""), key=lambda one: one.first):
            row = problem.book.activities[event.activity]
            guests = {party for role in (row.place, *row.travellers) for party in partnership.parties(role)}
            lags = [lag for lag in problem.book.precedences.values() if event.activity in {lag.before, lag.after}]
            suits = all(
                event.last < mine[lag.after].first
                if lag.before == event.activity and lag.after in mine
                else lag.before not in mine or mine[lag.before].last < event.first
                for lag in lags
            )
            if guests <= set(event.parties) and suits:
                found.setdefault(event.activity, event.id)
        return found


def published(plan: Plan, *, drafts: Iterable[str] = ()) -> Published:
    """Return a plan as published, but for the partnerships in ``drafts``."""
    return Published(events=plan.events, lines=paid(plan.ledger.lines), drafts=frozenset(drafts))


def sound(problem: Problem, horizon: Horizon, published: Published) -> None:
    """Refuse events that no plan of the year can have.

    Raises
    ------
    WrongValue
        If an id stands twice or is not its event's, an activity is none that is dated, or a day is off the axis.
    """
    rows, axis = dated(problem.book), horizon.workdays
    if len(published.by_id) < len(published.events):
        raise WrongValue(what="published events", value="an id twice", expected="ids that stand once")
    for event in published.events:
        row = rows.get(event.activity)
        if row is None or (row.scope == "programme") == bool(event.partnership):
            raise WrongValue(what=f"activity of {event.id}", value=event.activity, expected="one that a plan dates")
        scope = event.partnership or event.activity
        inner = event.activity if event.partnership else event.first.year
        if event.id != f"{scope}/{inner}/{event.occurrence}":
            raise WrongValue(what="event", value=event.id, expected=f"{scope}/{inner}/{event.occurrence}")
        if not axis.first <= event.first <= event.last <= axis.last:
            raise WrongValue(
                what=f"days of {event.id}", value=f"{event.first} to {event.last}",
                expected=f"days in order from {axis.first} to {axis.last}",
            )  # fmt: skip


def limit(problem: Problem, horizon: Horizon) -> dt.date:
    """Return the last day inside the notice period: nothing published up to it moves unless it has to."""
    days = problem.book.number("replan_notice_days")
    return horizon.day(min(max(horizon.after(problem.today), 0) + days, horizon.last))


def is_near(problem: Problem, horizon: Horizon, event: Event) -> bool:
    """Whether an event begins, or a pilot under way ends, from today up to the end of the notice period."""
    end = limit(problem, horizon)
    is_pilot = bool(problem.book.activities[event.activity].months)
    return problem.today <= event.first <= end or (is_pilot and problem.today <= event.last <= end)


def price_rate(problem: Problem, horizon: Horizon, event: Event) -> int:
    """Return the price of moving an event by one working day: its people, more the nearer it is.

    Notes
    -----
    People are those who travel and the facilitator's colleagues, at least one; nearness is counted in working
    days from today to its first day, for a pilot under way to its last.
    """
    book, people = problem.book, sum(one.persons for one in event.travellers if one.party != FACILITATOR)
    day = event.first if event.first >= problem.today else event.last
    away = horizon.before(day) - max(horizon.before(problem.today), 0)
    near, soon = book.number("replan_near_days"), book.number("replan_soon_days")
    band = "near" if away <= near else "soon" if away <= soon else "far"
    return max(people + len(event.facilitators), 1) * book.number(f"replan_{band}_price")


def shift(problem: Problem, horizon: Horizon, old: Event, new: Event) -> int:
    """Return by how many working days an event moved; a pilot's end moves on its own and counts too."""
    moved = abs(horizon.before(new.first) - horizon.before(old.first))
    if problem.book.activities[old.activity].months:
        moved += abs(horizon.before(new.last) - horizon.before(old.last))
    return moved
