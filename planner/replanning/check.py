"""Recount a re-plan without its search: history, notice, who is touched, what moved and its price (2.7)."""

import datetime as dt
from collections.abc import Iterator

from data.answer import Violation
from data.text import Text
from planner.calendar.horizon import Horizon, horizon_of
from planner.problem import Problem
from planner.replanning.aims import NOTICE
from planner.replanning.published import Published, is_near, price_rate, shift
from planner.replanning.result import Replan
from planner.replanning.why import EARLIER
from planner.result import Event

RULE = "fixed_days"


def check(replan: Replan) -> tuple[Violation, ...]:
    """Return everything that is wrong with a re-plan: rules of its plan, and its own counts.

    Notes
    -----
    History is what was published and began before today, unless what happened says another day.
    A near event that moved has to name a rule that its published days break.
    """
    return (*replan.plan.verify(), *_own(replan))


def _own(replan: Replan) -> Iterator[Violation]:
    problem, old = replan.plan.problem, replan.published
    horizon = horizon_of(problem)
    now = {event.id: event for event in replan.plan.events}
    yield from _history(problem, old, now)
    told = [event for event in old.events if event.id in now and _counts(problem, old, event)]
    moved = [event for event in told if _days(event) != _days(now[event.id])]
    there = {event.partnership for event in replan.plan.events}
    touched = {key for event in moved for key in _whose(problem, old, event) if key in there}
    touched |= _elsewhere(problem, old, now)
    yield from _counted(replan, horizon, moved, touched, now)
    for move in replan.moves:
        proved = any(level.id == NOTICE and level.proved for level in replan.levels)
        if move.near and proved and move.because.sentence == EARLIER:
            yield _wrong(move.event, "it is near and could have stayed", "dekat dan sebenarnya dapat tetap")
    if {*replan.touched, *replan.untouched} != there & _published(problem, old) - old.drafts:
        yield _wrong(
            "", "not everyone is touched or untouched", "tidak setiap kemitraan tersentuh atau tidak tersentuh"
        )


def _days(event: Event) -> tuple[dt.date, dt.date]:
    return event.first, event.last


def _published(problem: Problem, old: Published) -> frozenset[str]:
    return frozenset(key for key, one in problem.partnerships.items() if old.has(one))


def _counts(problem: Problem, old: Published, event: Event) -> bool:
    """Whether moving an event counts: published, its partnership still the same, and no draft."""
    if not event.partnership:
        return True
    return event.partnership in _published(problem, old) - old.drafts


def _whose(problem: Problem, old: Published, event: Event) -> Iterator[str]:
    if event.partnership:
        yield event.partnership
        return
    for key in _published(problem, old) - old.drafts:
        if event.id in old.attended(problem, problem.partnerships[key]).values():
            yield key


def _elsewhere(problem: Problem, old: Published, now: dict[str, Event]) -> set[str]:
    """Return partnerships that attend an event no more, because it is not held or their parties do not come."""
    found = set()
    for key in _published(problem, old) - old.drafts:
        if any(event.partnership == key for event in now.values()):
            for name in old.attended(problem, problem.partnerships[key]).values():
                one = problem.partnerships[key]
                guests = {one.mentor, *one.mentees} & set(old.by_id[name].parties)
                if name not in now or not guests <= set(now[name].parties):
                    found.add(key)
    return found


def _history(problem: Problem, old: Published, now: dict[str, Event]) -> Iterator[Violation]:
    told = {(fix.partnership, fix.activity, fix.occurrence, fix.day) for fix in problem.fixes}
    for event in old.events:
        gone = event.partnership and not any(one.partnership == event.partnership for one in now.values())
        if event.first >= problem.today or gone or event.partnership not in {"", *_published(problem, old)}:
            continue
        after = now.get(event.id)
        if after is None:
            yield _wrong(event.id, "it has happened and is missing", "sudah berlangsung tetapi hilang")
            continue
        fact = (after.partnership, after.activity, after.occurrence, after.first)
        if after.first != event.first and fact not in told:
            yield _wrong(event.id, f"it happened on {event.first}, not on {after.first}",
                         f"berlangsung pada {event.first}, bukan pada {after.first}")  # fmt: skip


def _counted(
    replan: Replan, horizon: Horizon, moved: list[Event], touched: set[str], now: dict[str, Event]
) -> Iterator[Violation]:
    problem = replan.plan.problem
    if {move.event for move in replan.moves} != {event.id for event in moved}:
        yield _wrong("", "the moves told are not those made", "pergeseran yang disebut bukan yang terjadi")
    if set(replan.touched) != touched:
        yield _wrong("", f"{len(touched)} partnerships are touched", f"{len(touched)} kemitraan tersentuh")
    counts = {
        "touched": len(touched),
        "moved": len(moved),
        "notice": sum(is_near(problem, horizon, event) for event in moved),
        "price": sum(
            price_rate(problem, horizon, event) * shift(problem, horizon, event, now[event.id]) for event in moved
        ),
    }
    for level in replan.levels:
        if level.id in counts and counts[level.id] != level.value:
            yield _wrong(level.id, f"{counts[level.id]} were counted, {level.value} told",
                         f"terhitung {counts[level.id]}, disebut {level.value}")  # fmt: skip
        beyond = level.value - level.bound if level.sense == "max" else level.bound - level.value
        if beyond > 0:
            yield _wrong(level.id, "it is better than its bound", "lebih baik dari batasnya")


def _wrong(who: str, en: str, idn: str) -> Violation:
    return Violation(rule=RULE, who=who, sentence=Text(en=en, id=idn))
