"""The fewest partnerships touched, then the rest: first only whom it hits may move, then everyone (2.7).

Whoever cannot keep its days alone is touched in any plan, so a plan that touches nobody else is proved at once.
"""

import dataclasses
import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from data.answer import OnProgress
from planner.calendar.groundwork import Schedule
from planner.levels import counted
from planner.replanning.aims import DAYS, FINISHED, MOVED, NAMES, NOTICE, PRICE, TOUCHED
from planner.replanning.hitting import Choice
from planner.replanning.layout import Layout
from planner.replanning.moves import Moves, can_place, may_attend, narrowed
from planner.replanning.sets import Sets
from planner.search.colleagues import named
from planner.search.heuristic import complete
from planner.search.solver import Stopwatch, new_solver

ORDER = (NOTICE, TOUCHED, MOVED, PRICE, FINISHED, DAYS)
# What no plan goes below, where nothing better is known.
FLOORS = dict.fromkeys(ORDER, 0)
# Share of the time for trying sets of partnerships, in per cent.
SETS_PERCENT = 60
# Share of the time that is left for one aim, in per cent, so that the later ones get theirs.
AIM_PERCENT, WHOLE = 60, 100
# One worker, a fixed seed and ample seconds for choosing whom to leave out.
WORKERS, SEED, SECONDS = 1, 1, 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search brought; ``levels`` holds value and bound per aim, ``core`` some who cannot be placed together."""

    schedule: Schedule | None = None
    levels: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    infeasible: bool = False
    core: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Who takes part and the schedule of those; ``cores`` are sets of which one at least has to stay out.

    ``proved`` says that nobody of greater worth can take part together.
    """

    wanted: frozenset[str]
    found: Found
    cores: tuple[frozenset[str], ...] = ()
    proved: bool = True


def choose(
    layout: Layout, candidates: frozenset[str], *, enter: frozenset[str], seconds: float, seed: int, tell: OnProgress
) -> Chosen:
    """Return whom the calendar carries, published ones before new ones and by worth, and their days.

    Notes
    -----
    Sets that do not fit together are gathered, each shrunk until every member is needed; those left out are the
    cheapest that break all of them, so that nobody of greater worth can be kept.
    """
    clock, cores = Stopwatch(seconds), [frozenset((key,)) for key in candidates if not can_place(layout, key)]
    while True:
        wanted = candidates - _cheapest(layout, cores, enter)
        found = rearrange(layout, wanted, seconds=clock.left, seed=seed, tell=tell)
        if found.schedule is not None:
            return Chosen(wanted=wanted, found=found, cores=tuple(cores))
        if not found.infeasible:
            return _at_once(layout, wanted, tuple(cores))
        core = _shrunk(layout, found.core or wanted, clock=clock, seed=seed, tell=tell)
        cores.append(core)
        if not core:
            return Chosen(wanted=frozenset(), found=Found(infeasible=True), cores=tuple(cores))


def _at_once(layout: Layout, wanted: frozenset[str], cores: tuple[frozenset[str], ...]) -> Chosen:
    """Return a plan without search, when time is over: as few as can be are placed anew, who finds no day stays out."""
    hit = Choice(layout, wanted).fewest(seconds=SECONDS)
    new = frozenset(key for key in wanted if key not in layout.kept)
    for free in (new | (hit.touched if hit else wanted), wanted):
        ground = narrowed(layout, wanted, free)
        placed = complete(ground, _standing(layout, wanted - free), sorted(free))
        there = wanted - frozenset(placed.stuck)
        given = named(layout.ground.only(there), dataclasses.replace(placed, stuck={}), wished=layout.then.colleagues)
        if given is not None and not _rewrites(layout, given):
            moves = Moves(layout, wanted=there, free=there)
            return Chosen(
                wanted=there, found=Found(schedule=given, levels=_levels(moves, given, {})), cores=cores, proved=False
            )
    return Chosen(wanted=frozenset(), found=Found(), cores=cores, proved=False)


def _cheapest(layout: Layout, cores: Iterable[frozenset[str]], enter: frozenset[str]) -> frozenset[str]:
    """Return who stays out: one of every core, those of least worth, new ones before published ones."""
    several = tuple(cores)
    everyone = sorted(frozenset(itertools.chain.from_iterable(several)))
    if not everyone:
        return frozenset()
    worth = {key: layout.problem.partnerships[key].worth + 1 for key in everyone}
    above = 1 + sum(worth.values())
    model = cp_model.CpModel()
    out = {key: model.new_bool_var(key) for key in everyone}
    for core in several:
        model.add_bool_or(out[key] for key in sorted(core))
    model.minimize(sum(worth[key] * (1 if key in enter else above) * var for key, var in out.items()))
    solver = new_solver(workers=WORKERS, seed=SEED, seconds=SECONDS)
    solver.solve(model)
    return frozenset(key for key, var in out.items() if solver.boolean_value(var))


def _shrunk(layout: Layout, core: frozenset[str], *, clock: Stopwatch, seed: int, tell: OnProgress) -> frozenset[str]:
    """Return a set that does not fit together and of which, time permitting, every member is needed for that."""
    near = frozenset(key for key in core if key in layout.hit or key not in layout.kept)
    for smaller in (near, *(core - {key} for key in sorted(core))):
        if clock.left <= 0:
            break
        trial = smaller & core
        if trial < core and _is_impossible(layout, trial, seconds=clock.left, seed=seed, tell=tell):
            core = trial
    return core


def _is_impossible(layout: Layout, some: frozenset[str], *, seconds: float, seed: int, tell: OnProgress) -> bool:
    if not some:
        return False
    moves = Moves(layout, wanted=some, free=some, named=True)
    return moves.search(FINISHED, layout.then, seconds=seconds, seed=seed, tell=tell).infeasible


def rearrange(layout: Layout, wanted: frozenset[str], *, seconds: float, seed: int, tell: OnProgress) -> Found:
    """Return the days of the wanted partnerships by the ordered aims, with value and bound of each.

    Notes
    -----
    First only the smallest set that mends the year may move (``planner.replanning.sets``).  If it was not found in
    time, everyone may who was found to stand in the way of some set, and whoever then has no days makes it everyone.
    """
    clock = Stopwatch(seconds)
    sets = Sets(layout, wanted, seconds=seconds * SETS_PERCENT / WHOLE, seed=seed, tell=tell)
    best = sets.smallest()
    if best.core is not None:
        return Found(infeasible=True, core=best.core)
    free, floors = best.touched | sets.open, best.floors
    if best.schedule is not None:
        found = _search(layout, wanted, free, floors=floors, near=best.near, seconds=clock.left * AIM_PERCENT / WHOLE,
                        seed=seed, tell=tell, begin=best.schedule)  # fmt: skip
        drafts = layout.old.drafts
        alone = free == wanted or best.touched - drafts == layout.hit & wanted - drafts
        return found if alone else _finished(
            layout, wanted, found, floors=floors, seconds=clock.left, seed=seed, tell=tell)  # fmt: skip
    for some in (free, free | best.grown, wanted):
        begin = _first(layout, wanted, some)
        if begin is not None or some == wanted:
            return _search(
                layout, wanted, some, floors=floors, near=None, seconds=clock.left, seed=seed, tell=tell, begin=begin
            )
    raise AssertionError  # the last of them is everyone


def _finished(
    layout: Layout, wanted: frozenset[str], found: Found, *, floors: Mapping[str, int], seconds: float, seed: int,
    tell: OnProgress,
) -> Found:  # fmt: skip
    """Let anyone be one of the touched, their number being proved, so that the later aims are proved too."""
    whole = _search(
        layout, wanted, wanted, floors=floors, near=None, seconds=seconds, seed=seed, tell=tell, begin=found.schedule
    )
    if whole.schedule is not None and _merit(whole) <= _merit(found):
        return whole
    bounds = {aim: floors.get(aim, FLOORS.get(aim, len(wanted))) for aim in ORDER}
    return dataclasses.replace(
        found, levels={aim: (value, bounds[aim]) for aim, (value, _) in found.levels.items()}
    )  # fmt: skip


def _merit(found: Found) -> tuple[int, ...]:
    """Return what is compared between two answers, less being better."""
    return tuple(-found.levels[aim][0] if NAMES[aim][2] == "max" else found.levels[aim][0] for aim in ORDER)


def _search(
    layout: Layout, wanted: frozenset[str], free: frozenset[str], *, floors: Mapping[str, int], near: int | None,
    seconds: float, seed: int, tell: OnProgress, begin: Schedule | None = None,
) -> Found:  # fmt: skip
    """Climb the aims, first with the colleagues as a pool, whose bounds hold, then by name if no names fit."""
    clock, whole = Stopwatch(seconds), layout.ground.only(wanted)
    first = begin or _first(layout, wanted, free)
    bounds = dict(floors)
    for by_names in (False, True):
        if by_names and clock.left <= 0:
            break
        moves = Moves(layout, wanted=wanted, free=free, named=by_names)
        moves.at_least(TOUCHED, bounds[TOUCHED])
        if near is not None:
            moves.keep(NOTICE, near)
        start = first if near is None or first is None or moves.value(NOTICE, first) <= near else None
        found, infeasible = _climb(moves, start, bounds=bounds, clock=clock, seed=seed, tell=tell)
        if infeasible:
            return Found(infeasible=True)
        merged = None if found is None else named(whole, moves.merged(found), wished=layout.then.colleagues)
        if merged is not None:
            return Found(schedule=merged, levels=_levels(moves, merged, bounds))
        first = start
    if first is None:
        return Found()
    return Found(schedule=first, levels=_levels(moves, first, bounds))


def _climb(
    moves: Moves, first: Schedule | None, *, bounds: dict[str, int], clock: Stopwatch, seed: int, tell: OnProgress
) -> tuple[Schedule | None, bool]:
    """Return the schedule after all aims; bounds are noted while every earlier aim stands at its own bound."""
    best, exact = first, True
    for aim in ORDER:
        if moves.is_settled(aim):
            bounds[aim] = 0
            continue
        if best is not None and exact and _is_best(moves, aim, best, bounds):
            moves.keep(aim, bounds[aim])
            continue
        seconds = clock.left * AIM_PERCENT / WHOLE
        if seconds <= 0:
            break
        answer = moves.search(aim, best or moves.layout.then, seconds=seconds, seed=seed, tell=tell)
        if answer.infeasible and best is None:
            return None, True
        if answer.bound is not None and exact:
            tighter = min if NAMES[aim][2] == "max" else max
            bounds[aim] = tighter(bounds.get(aim, answer.bound), answer.bound)
        best = answer.schedule or best
        if best is None:
            return None, False
        value = _value(moves, aim, best)
        exact = exact and bounds.get(aim) == value
        moves.keep(aim, value)
    return best, False


def _is_best(moves: Moves, aim: str, schedule: Schedule, bounds: Mapping[str, int]) -> bool:
    return aim in bounds and _value(moves, aim, schedule) == bounds[aim]


def _value(moves: Moves, aim: str, schedule: Schedule) -> int:
    if aim in {FINISHED, DAYS}:
        _, finished, days = counted(moves.layout.ground.only(moves.wanted), moves.merged(schedule))
        return finished if aim == FINISHED else days
    return moves.value(aim, schedule)


def _levels(moves: Moves, schedule: Schedule, bounds: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """Return value and bound per aim; an aim that was not reached is bounded by nothing at all or by everyone."""
    most = {**FLOORS, FINISHED: len(moves.wanted)}
    return {aim: (_value(moves, aim, schedule), bounds.get(aim, most[aim])) for aim in ORDER}


def _first(layout: Layout, wanted: frozenset[str], free: frozenset[str]) -> Schedule | None:
    """Return a plan at once: the free partnerships placed early around those that stand; None if one finds no place."""
    ground = narrowed(layout, wanted, free)
    order = sorted(free, key=lambda key: (layout.problem.partnerships[key].ready, key))
    placed = complete(ground, _standing(layout, wanted - free), order)
    if placed.stuck or _rewrites(layout, placed):
        return None
    return named(ground, placed, wished=layout.then.colleagues)


def _standing(layout: Layout, some: frozenset[str]) -> Schedule:
    """Return the published days of some partnerships and of the events that they attend."""
    then = layout.then
    stay = {unit.key for key in some for unit in layout.ground.networks[key].units}
    attached = {(who, name): event for (who, name), event in then.attached.items() if who in some}
    keys = stay | set(attached.values())
    return dataclasses.replace(
        then, attached=attached, starts={key: at for key, at in then.starts.items() if key in keys},
        ends={key: at for key, at in then.ends.items() if key in keys},
        colleagues={key: who for key, who in then.colleagues.items() if key in keys},
    )  # fmt: skip


def _rewrites(layout: Layout, schedule: Schedule) -> bool:
    """Whether somebody is said to have attended a past event at which it was not."""
    return any(not may_attend(layout, who, event) for (who, _), event in schedule.attached.items())
