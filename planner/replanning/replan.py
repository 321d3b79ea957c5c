"""Re-plan a published year after something happened: the fewest partnerships touched, proved (2.6, 2.7)."""

import dataclasses
import datetime as dt
import types
from collections.abc import Collection, Iterable, Mapping

from data.answer import Level, OnProgress, Progress, Reason, Status
from data.text import Text
from planner.costs.lines import partnership_cost
from planner.errors import UnknownParty, WrongValue
from planner.plan import Plan
from planner.problem import Fix, Problem
from planner.refusals.reasons import why_unplaced
from planner.replanning.aims import JOINED, KEPT, level
from planner.replanning.closing import Closing, close
from planner.replanning.happenings import Happening, happen
from planner.replanning.layout import Layout, lay_out
from planner.replanning.plain import beside
from planner.replanning.published import Paid, Published, is_near, paid
from planner.replanning.result import Move, Replan
from planner.replanning.search import ORDER, Chosen, choose
from planner.replanning.why import because, cause, extra_of, freed, sunk
from planner.result import Event
from planner.search.funding import fund
from planner.search.solver import Stopwatch

# Shares of the time limit in per cent: choosing whom the heads carry, and seeking the days.
FUND_PERCENT, SEARCH_PERCENT, WHOLE = 5, 80, 100
# Seconds for the words of one refusal.
WORDS_SECONDS = 1.0


def replan(
    problem: Problem,
    published: Published | Plan,
    happenings: Iterable[Happening] = (),
    *,
    today: dt.date,
    time_limit: float,
    seed: int,
    enter: Collection[str] = (),
    on_progress: OnProgress | None = None,
) -> Replan:
    """Return the year as it is after what happened, as little changed as can be.

    Parameters
    ----------
    problem
        The year as it was told last; it may already hold what happened (absences, budgets, partnerships).
    published
        What people know; a plan stands for its events and lines.
    happenings
        What happened besides, one after the other.
    today
        Day of re-planning: what began before it is history.
    time_limit
        Seconds of wall time.
    enter
        Partnerships that were not published and are to be placed, besides those that ``joined``.

    Raises
    ------
    WrongValue
        If ``time_limit`` is not above zero, ``today`` is outside the axis, or the published events are not the year's.
    UnknownRow, UnknownParty, UnknownActivity, AddedTwice, NotWholeRupiah, NegativeRupiah
        If a happening names what the year does not have.
    """
    if not time_limit > 0:
        raise WrongValue(what="time_limit", value=time_limit, expected="seconds above zero")
    clock, tell = Stopwatch(time_limit), on_progress or _silent
    tell(Progress(stage=Text(en="laying the published year out", id="membentangkan jadwal yang sudah terbit")))
    told = tuple(happenings)
    known = Published(events=published.events, lines=paid(published.ledger.lines)) if isinstance(
        published, Plan) else published  # fmt: skip
    changed = happen(dataclasses.replace(problem, today=today), told)
    new = {key for one in told if one.kind == "joined" for key in (one.partnership, one.added.id if one.added else "")}
    wanted = {*enter, *new} - {""}
    for key in wanted:
        if key not in changed.partnerships:
            raise UnknownParty(key, tuple(changed.partnerships))
    layout = lay_out(changed, known)
    _possible(layout, set(changed.fixes) - set(problem.fixes))
    enter_now = frozenset(wanted) - frozenset(layout.kept)
    candidates, reasons = _funded(layout, enter_now, seconds=time_limit * FUND_PERCENT / WHOLE, seed=seed)
    chosen = choose(
        layout, candidates, enter=enter_now, seconds=min(clock.left, time_limit * SEARCH_PERCENT / WHOLE), seed=seed,
        tell=tell,
    )  # fmt: skip
    tell(Progress(stage=Text(en="writing down the moves", id="menuliskan pergeseran")))
    return _answer(layout, chosen, candidates=candidates, enter=enter_now, reasons=reasons, seed=seed)


def _possible(layout: Layout, fixes: Collection[Fix]) -> None:
    """Refuse a day that was settled by what happened and on which its event cannot begin at all."""
    ground = layout.ground
    units = [(unit, ground.bounds[key].allowed[unit.key]) for key in ground.networks
             for unit in ground.networks[key].units]  # fmt: skip
    units += [(unit, ground.programme_allowed[unit.key]) for several in ground.programme.values() for unit in several]
    for fix in fixes:
        for unit, allowed in units:
            named = any((part.activity, part.occurrence) == (fix.activity, fix.occurrence) for part in unit.parts)
            if named and unit.partnership == fix.partnership and unit.year in {0, fix.day.year} and not allowed:
                raise WrongValue(
                    what=f"day of {unit.key}", value=fix.day,
                    expected="a day on which it may begin: its days in one week, none of them quiet, nobody away",
                )  # fmt: skip


def _silent(_progress: Progress) -> None:
    """Tell nobody."""


def _gone(layout: Layout) -> tuple[str, ...]:
    """Return published partnerships that take part no longer, or with other parties."""
    return tuple(key for key in layout.old.partnerships if key not in layout.kept)


def _funded(
    layout: Layout, enter: frozenset[str], *, seconds: float, seed: int
) -> tuple[frozenset[str], Mapping[str, tuple[Reason, ...]]]:
    """Return whom the heads still carry, published ones first; what was spent on those who left stays spent.

    Notes
    -----
    Counted as when the year was planned, without settled days, which would make each event count as its longest.
    """
    problem = layout.problem
    past = [event.id for event in layout.old.events if event.first < problem.today]
    left = dict(problem.budget)
    for head, amount in sunk(layout.old.lines, _gone(layout), past).items():
        left[head] = left.get(head, 0) - amount
    chosen: frozenset[str] = frozenset()
    reasons: dict[str, tuple[Reason, ...]] = {}
    for several in (layout.kept, tuple(sorted(enter))):
        others = {key: one for key, one in problem.partnerships.items() if key in several}
        rest = dataclasses.replace(
            problem, budget=types.MappingProxyType(left), partnerships=types.MappingProxyType(others), fixes=()
        )
        funding = fund(rest, several, seconds=seconds, seed=seed)
        chosen |= funding.chosen
        reasons |= funding.reasons
        left = _less(rest, funding.chosen)
    return chosen, reasons


def _less(problem: Problem, chosen: Iterable[str]) -> dict[str, int]:
    left = dict(problem.budget)
    for key in chosen:
        for head, amount in partnership_cost(problem, problem.partnerships[key]).items():
            left[head] = left.get(head, 0) - amount
    return left


def _answer(
    layout: Layout, chosen: Chosen, *, candidates: frozenset[str], enter: frozenset[str],
    reasons: Mapping[str, tuple[Reason, ...]], seed: int,
) -> Replan:  # fmt: skip
    schedule = chosen.found.schedule
    placed = chosen.wanted if schedule is not None else frozenset()
    unplaced = {
        **reasons,
        **{key: (_why_out(layout, chosen, key, seconds=WORDS_SECONDS),) for key in candidates - placed},
    }
    done: Closing = close(layout, schedule, placed, unplaced, seed=seed)
    moves = _moves(layout, done.plan.events, lines=done.lines)
    told = frozenset(layout.kept) & placed - layout.old.drafts
    touched = tuple(key for key in layout.kept if key in told and key in done.touched)
    gone = (*_gone(layout), *(key for key in layout.kept if key not in placed))
    levels = (*_who(layout, chosen, placed, enter=enter), *(
        level(aim, *chosen.found.levels[aim]) for aim in ORDER if schedule is not None))  # fmt: skip
    anew, clerk = beside(layout, placed)
    return Replan(
        status=_status(layout, levels, placed), levels=levels, plan=done.plan, moves=moves, touched=touched,
        untouched=tuple(key for key in layout.kept if key in told and key not in touched),
        causes={key: cause(layout.problem, done.plan.events, layout.old.by_id, key) for key in touched},
        substitutes=done.substitutes, entered=tuple(key for key in sorted(enter) if key in placed),
        freed=tuple(freed(layout.problem, key, layout.old.events, layout.old.lines) for key in gone),
        anew=anew, clerk=clerk, published=layout.old, layout=layout,
    )  # fmt: skip


def _status(layout: Layout, levels: tuple[Level, ...], placed: frozenset[str]) -> Status:
    proved = all(one.proved for one in levels)
    if layout.problem.partnerships and not placed:
        return Status.INFEASIBLE if proved else Status.UNKNOWN
    return Status.OPTIMAL if proved else Status.FEASIBLE


def _who(layout: Layout, chosen: Chosen, placed: frozenset[str], *, enter: frozenset[str]) -> tuple[Level, ...]:
    """Return the levels of who takes part; who was left out for certain is no part of the bound."""
    worth = {key: one.worth for key, one in layout.problem.partnerships.items()}
    kept, new = frozenset(layout.kept), frozenset(enter)
    most = {True: chosen.wanted, False: kept | new}[chosen.proved]
    return (
        level(KEPT, sum(worth[key] for key in kept & placed), sum(worth[key] for key in kept & most)),
        level(JOINED, sum(worth[key] for key in new & placed), sum(worth[key] for key in new & most)),
    )


def _why_out(layout: Layout, chosen: Chosen, key: str, *, seconds: float) -> Reason:
    """Return why a partnership finds no days: alone, or with others that are worth more."""
    core = next((core for core in chosen.cores if key in core), frozenset((key,)))
    if core == {key}:
        return why_unplaced(layout.ground, key, kept=None, seconds=seconds)[0]
    others = ", ".join(sorted(core - {key}))
    return Reason(
        rule="facilitator_days", section=layout.problem.book.rules["facilitator_days"].section, who=key,
        sentence=Text(
            en=f"After what happened no days suit it together with {others}; these are worth more.",
            id=f"Setelah perubahan ini tidak ada hari yang cocok bersama {others}; yang tersebut lebih bernilai.",
        ),
        remedy=Text(
            en="Give more facilitator's days, shorten an absence, or let one of the others go.",
            id="Tambah hari kerja fasilitator, persingkat masa berhalangan, atau lepaskan salah satu yang lain.",
        ),
    )  # fmt: skip


def _moves(layout: Layout, events: tuple[Event, ...], *, lines: Iterable[Paid]) -> tuple[Move, ...]:
    problem, old = layout.problem, layout.old
    extra = extra_of(old.lines, lines)
    now = {event.id: event for event in events}
    moves = []
    for event in old.events:
        after = now.get(event.id)
        if after is None or (event.first, event.last) == (after.first, after.last):
            continue
        if event.partnership in old.drafts or (event.partnership and event.partnership not in layout.kept):
            continue
        moves.append(
            Move(
                event=event.id, partnership=event.partnership, activity=event.activity, was=(event.first, event.last),
                now=(after.first, after.last), near=is_near(problem, layout.horizon, event),
                because=because(problem, events, old.by_id, event.id), extra=extra.get(event.id, {}),
            )
        )  # fmt: skip
    return tuple(moves)
