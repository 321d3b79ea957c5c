"""One event moved by hand: what breaks at once, and the cheapest repair (2.7)."""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from data.answer import OnProgress, Violation
from planner.calendar.horizon import horizon_of
from planner.errors import WrongValue
from planner.plan import Plan
from planner.problem import Problem
from planner.replanning.happenings import Happening, named_event
from planner.replanning.published import Published
from planner.replanning.replan import replan
from planner.replanning.result import Replan
from planner.replanning.why import against
from planner.result import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What comes of moving one event by hand.

    Parameters
    ----------
    breaks
        Every rule that the calendar breaks when nothing but this event, its journey with it, lies elsewhere.
    repair
        The year with the event on its new day and as little else changed as can be.
    """

    breaks: tuple[Violation, ...]
    repair: Replan


def what_breaks(problem: Problem, events: tuple[Event, ...], event: str, day: dt.date) -> tuple[Violation, ...]:
    """Return at once every rule that breaks when an event begins on ``day``, its journey moving along.

    Raises
    ------
    WrongValue, UnknownActivity
        If the plan has no such event, or ``day`` is no working day of its years.
    """
    named_event(problem, event)
    by_id = {one.id: one for one in events}
    horizon = horizon_of(problem)
    if event not in by_id:
        raise WrongValue(what="event", value=event, expected="one of the published plan")
    axis = horizon.workdays
    if not axis.first <= day <= axis.last or not axis.is_working(day):
        raise WrongValue(what=f"day of {event}", value=day, expected=f"a working day from {axis.first} to {axis.last}")
    was = by_id[event]
    step = horizon.before(day) - horizon.before(was.first)
    moved = tuple(
        _shifted(problem, one, step) if one.id == event or (was.trip and one.trip == was.trip) else one
        for one in events
    )  # fmt: skip
    usual = frozenset(against(problem, events))
    return tuple(violation for violation in against(problem, moved) if violation not in usual)


def moved_alone(
    problem: Problem, published: Published, happenings: Iterable[Happening]
) -> dict[str, tuple[Violation, ...]]:  # fmt: skip
    """Return, for each event that is told to take place on another day, what breaks when nothing else moves.

    Raises
    ------
    WrongValue, UnknownActivity
        As ``what_breaks``.
    """
    return {
        one.event: what_breaks(problem, published.events, one.event, one.day)
        for one in happenings
        if one.event and one.day is not None and one.event in published.by_id
    }


def _shifted(problem: Problem, event: Event, step: int) -> Event:
    horizon = horizon_of(problem)
    first = horizon.day(min(max(horizon.before(event.first) + step, 0), horizon.last))
    last = horizon.day(min(max(horizon.before(event.last) + step, 0), horizon.last))
    return dataclasses.replace(
        event, first=first, last=last, depart=first - (event.first - event.depart),
        back=last + (event.back - event.last),
    )  # fmt: skip


def try_move(
    problem: Problem, published: Published | Plan, event: str, day: dt.date, *, today: dt.date, time_limit: float,
    seed: int, on_progress: OnProgress | None = None,
) -> Trial:  # fmt: skip
    """Return what breaks when an event is moved by hand, and the cheapest repair.

    Raises
    ------
    WrongValue, UnknownActivity
        As ``what_breaks`` and ``replan``; also if the event began before today.
    """
    now = next((one for one in published.events if one.id == event), None)
    if now is not None and now.first < today:
        raise WrongValue(what="event", value=event, expected=f"one that begins on {today} or later")
    breaks = what_breaks(problem, published.events, event, day)
    moved = Happening(kind="visit_settled", event=event, day=day)
    repair = replan(
        problem, published, (moved,), today=today, time_limit=time_limit, seed=seed, on_progress=on_progress
    )
    return Trial(breaks=breaks, repair=repair)
