"""Better plans while time lasts: more partnerships finished in the year, then earlier ones; with bounds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from data.answer import OnProgress, Progress
from data.text import Text
from planner.calendar.groundwork import Groundwork, Schedule, finish_in
from planner.calendar.windows import Stuck
from planner.levels import bounds_of, counted, deadline
from planner.search.colleagues import Months, by_name, named, pool
from planner.search.crowding import Crowding
from planner.search.dates import (
    APART_MOST,
    Box,
    boxes,
    days_bound,
    finished_bound,
    fits,
    windowed,
    without_empty,
)
from planner.search.heuristic import complete, merit, tidy
from planner.search.model import Model, hold
from planner.search.neighbourhood import mend, seated
from planner.search.relaxation import NEVER
from planner.search.solver import Stopwatch

# Above so many partnerships one model takes longer to presolve than it gains; parts of the plan are mended instead.
PARTNERSHIPS_MOST = 80
# Shares of what is left, in per cent: the bound of the first level, its search, the boxes of dates,
# their proofs of being empty, the first plans within them, and one box's model.
BOUND_PERCENT, FIRST_PERCENT, BOXES_PERCENT, EMPTY_PERCENT, MEND_PERCENT, BOX_PERCENT = 15, 50, 35, 50, 35, 50
# Dates on which a plan could lie that is so much better are asked about early, within a share of what is left; of one
# box, its search without a plan to begin from gets a share, and finding free colleagues a share of what that leaves.
FAR_GAP_PERCENT, FAR_PERCENT, POOL_PERCENT, SEAT_PERCENT = 2, 80, 75, 80
# Mending before any of that.
EARLY_PERCENT = 8
# A last open level may be searched so long; a box has at least so many seconds.
BOX_SECONDS = 3.0
# Up to so many partnerships the dates are split into boxes; beyond, one bound has to do for all dates.
RELAXED_MOST = 100
WHOLE = 100
# Below so many seconds a solver does not get through its presolve.
SECONDS_LEAST = 0.5

BUILDING = Text(en="building the constraint model", id="menyusun model kendala")
BOUNDING = Text(en="what can at best be reached", id="menghitung batas terbaik yang mungkin dicapai")
FINISHED = Text(en="more finished in the year", id="menambah yang selesai dalam tahun")
EARLIER = Text(en="earlier finishes", id="mempercepat penyelesaian")


@dataclass(frozen=True, slots=True, kw_only=True)
class Improved:
    """The best schedule found; ``finished`` and ``days`` are proved bounds of the two levels, if there are any."""

    schedule: Schedule
    finished: int | None = None
    days: int | None = None


def improve(ground: Groundwork, first: Schedule, *, seconds: float, seed: int, tell: OnProgress) -> Improved:
    """Return the best schedule found within ``seconds``, never worse than ``first``.

    Notes
    -----
    A partnership for which the first plan found no place stays out.
    ``finished`` is maximised first; its value is then kept while the sum of finishing days shrinks.
    A proof of infeasibility, which the hint contradicts, is not believed but asked again without presolve.
    """
    placed = frozenset(ground.networks) - frozenset(first.stuck)
    mine, clock = ground.only(placed), Stopwatch(seconds)
    if not placed or seconds < SECONDS_LEAST:
        return Improved(schedule=first)
    values, limits = counted(mine, first), bounds_of(mine, placed)
    best, most, least = replace(first, stuck={}), limits[1], limits[2]
    if values[1] < most:
        wait = clock.left * BOUND_PERCENT / WHOLE
        bound = hold(lambda: finished_bound(mine, seconds=wait), lambda: Progress(stage=BOUNDING), tell=tell)
        most = most if bound is None else min(most, max(bound, values[1]))
    if values[1] < most and len(placed) <= PARTNERSHIPS_MOST:
        wait = clock.left * FIRST_PERCENT / WHOLE
        best, most = _more_finished(mine, best, most=most, seconds=wait, seed=seed, tell=tell)
    if clock.left > SECONDS_LEAST and counted(mine, best)[2] > least:
        best, bound = _earlier(mine, best, most=most, seconds=clock.left, seed=seed, tell=tell)
        if bound is not None and (counted(mine, best)[1] == most or len(placed) > RELAXED_MOST):
            least = max(least, bound)
    best = tidy(mine, best, left=lambda: clock.left)
    return Improved(schedule=replace(best, stuck=first.stuck), finished=most, days=least)


def _more_finished(
    ground: Groundwork, best: Schedule, *, most: int, seconds: float, seed: int, tell: OnProgress
) -> tuple[Schedule, int]:
    """Choose who finishes in the year, in a model of the year alone, and place the others around them.

    Notes
    -----
    Leaving out those that cannot finish in time relaxes the year, so the model's bound holds for the whole.
    """
    clock, end = Stopwatch(seconds), deadline(ground)
    able = frozenset(
        key for key, network in ground.networks.items()
        if not isinstance(nodes := ground.soonest[key], Stuck) and finish_in(network, nodes) <= end
    )  # fmt: skip
    year = ground.only(able)
    for crowd in (pool, by_name):
        built = _built(year, within=end, crowd=crowd, tell=tell)
        if clock.left < SECONDS_LEAST:
            break
        built.aim_finished(best, most=most)
        answer = built.search(seconds=clock.left, seed=seed, tell=tell, stage=FINISHED)
        most = most if answer.bound is None else min(most, answer.bound)
        chosen = None if answer.schedule is None else named(year, answer.schedule)
        if chosen is not None:
            return _completed(ground, best, chosen), most
        if clock.left < SECONDS_LEAST:
            break
    return best, most


def _completed(ground: Groundwork, best: Schedule, chosen: Schedule) -> Schedule:
    """Return the best of ``best`` and the plans that keep ``chosen`` and place the others around it."""
    others = [key for key, network in ground.networks.items() if network.units[0].key not in chosen.starts]
    ends = {key: best.finish(ground.networks[key]) for key in others}
    ready = {key: ground.problem.partnerships[key].ready for key in others}
    for order in (
        sorted(others, key=lambda key: (ends[key], key)),
        sorted(others, key=lambda key: (ready[key], key)),
    ):
        whole = complete(ground, chosen, order)
        best = whole if merit(ground, whole) > merit(ground, best) else best
    return best


def _earlier(
    ground: Groundwork, best: Schedule, *, most: int, seconds: float, seed: int, tell: OnProgress
) -> tuple[Schedule, int | None]:
    """Shrink the sum of finishing days, as many being finished in time as before, box of dates after box.

    Notes
    -----
    The pool's model of a box holds every plan in it, so that a box that is proved empty, or whose best plan has names,
    is done with; the least bound of the boxes that are left is the bound of all.
    """
    clock = Stopwatch(seconds)
    if len(ground.networks) > RELAXED_MOST:
        return _many(ground, best, most=most, seconds=seconds, seed=seed, tell=tell)
    wait = clock.left * EARLY_PERCENT / WHOLE
    best = mend(ground, best, (), seconds=wait, seed=seed, tell=tell, stage=EARLIER, most=most)
    value, finished = _days(ground, best)
    within = Stopwatch(clock.left * BOXES_PERCENT / WHOLE)
    parts: tuple[Box, ...] | None = None
    if len(ground.networks) > APART_MOST:
        parts = hold(
            lambda: boxes(ground, value=value, finished=finished, most=most, left=lambda: within.left, fine=False),
            lambda: Progress(stage=BOUNDING, value=value), tell=tell,
        )  # fmt: skip
    if parts is not None:
        wait = clock.left * FAR_PERCENT / WHOLE
        best, parts = _far(ground, best, parts, seconds=wait, seed=seed, tell=tell)
        value, within = _days(ground, best)[0], Stopwatch(clock.left * BOXES_PERCENT / WHOLE)
    found = hold(
        lambda: boxes(ground, value=value, finished=finished, most=most, left=lambda: within.left, among=parts),
        lambda: Progress(stage=BOUNDING, value=value), tell=tell,
    )  # fmt: skip
    found = parts if found is None else found
    if found is None:
        wait = clock.left * MEND_PERCENT / WHOLE
        best = mend(ground, best, (), seconds=wait, seed=seed, tell=tell, stage=EARLIER, most=most)
        return _whole(ground, best, seconds=clock.left, seed=seed, tell=tell)
    proofs, asked = Stopwatch(clock.left * EMPTY_PERCENT / WHOLE), found
    found = hold(
        lambda: without_empty(
            ground, asked, finished=finished, seed=seed, left=lambda: proofs.left,
            below=NEVER if parts is None else _far_below(value),
        ),
        lambda: Progress(stage=BOUNDING, value=value, bound=asked[0].bound if asked else value), tell=tell,
    )  # fmt: skip
    wait = clock.left * MEND_PERCENT / WHOLE if len(ground.networks) <= PARTNERSHIPS_MOST else clock.left
    best = mend(ground, best, found, seconds=wait, seed=seed, tell=tell, stage=EARLIER, most=most)
    open_, done = list(found), []
    while open_ and len(ground.networks) <= PARTNERSHIPS_MOST and clock.left > SECONDS_LEAST:
        box = open_.pop(0)
        if box.bound >= _days(ground, best)[0]:
            continue
        wait = min(clock.left, max(BOX_SECONDS, clock.left * BOX_PERCENT / WHOLE))
        best, bound = _inside(ground, best, box, seconds=wait, seed=seed, tell=tell)
        done.append(bound)
    return best, min([_days(ground, best)[0], *done, *(box.bound for box in open_)])


def _far_below(value: int) -> int:
    """Return the bound below which a box of dates could hold a plan that is much better than one of ``value``."""
    return value * (WHOLE - FAR_GAP_PERCENT) // WHOLE


def _far(
    ground: Groundwork, best: Schedule, parts: Sequence[Box], *, seconds: float, seed: int, tell: OnProgress
) -> tuple[Schedule, tuple[Box, ...]]:
    """Ask early about dates on which a much better plan could lie: leave them out, or find a plan there.

    Notes
    -----
    Which side of Ramadan an event lies on decides more than all that can be mended on either side.
    """
    clock, finished = Stopwatch(seconds), _days(ground, best)[1]
    value = _days(ground, best)[0]
    proofs = Stopwatch(clock.left * EMPTY_PERCENT / WHOLE)
    kept = list(hold(
        lambda: without_empty(
            ground, parts, finished=finished, seed=seed, left=lambda: proofs.left, below=_far_below(value)
        ),
        lambda: Progress(stage=BOUNDING, value=value), tell=tell,
    ))  # fmt: skip
    for place, box in enumerate(kept):
        if len(ground.networks) > PARTNERSHIPS_MOST or box.bound >= _far_below(_days(ground, best)[0]):
            continue
        if clock.left > SECONDS_LEAST:
            best, bound = _inside(ground, best, box, seconds=clock.left, seed=seed, tell=tell, first=True)
            kept[place] = replace(box, bound=bound)
    value = _days(ground, best)[0]
    return best, tuple(sorted(box for box in kept if box.bound < value))


def _many(
    ground: Groundwork, best: Schedule, *, most: int, seconds: float, seed: int, tell: OnProgress
) -> tuple[Schedule, int | None]:
    """Mend a plan of many partnerships, with one bound for all dates if there is time for it."""
    clock = Stopwatch(seconds)
    value, finished = _days(ground, best)
    wait = clock.left * BOUND_PERCENT / WHOLE
    bound = hold(
        lambda: days_bound(ground, value=value, finished=finished, seconds=wait),
        lambda: Progress(stage=BOUNDING, value=value), tell=tell,
    )  # fmt: skip
    return mend(ground, best, (), seconds=clock.left, seed=seed, tell=tell, stage=EARLIER, most=most), bound


def _inside(
    ground: Groundwork, best: Schedule, box: Box, *, seconds: float, seed: int, tell: OnProgress, first: bool = False
) -> tuple[Schedule, int]:
    """Return the best plan after a search of one box, and what no plan in the box beats."""
    clock, bound, near = Stopwatch(seconds), box.bound, windowed(ground, box.windows)
    value, finished = _days(ground, best)
    if not fits(near):
        return best, value
    held = {key: best.starts.get(key) for key in box.windows}
    hint = best if all(at is None or near.programme_allowed[key] >> at & 1 for key, at in held.items()) else None
    for crowd in (pool, by_name):
        built = _built(near, within=None, crowd=crowd, tell=tell)
        if clock.left < SECONDS_LEAST:
            break
        built.aim_days(hint, finished=finished, least=bound, below=None if hint else value, first=first)
        wait = clock.left * POOL_PERCENT / WHOLE if first else clock.left
        answer = built.search(seconds=wait, seed=seed, tell=tell, stage=EARLIER)
        if answer.infeasible:
            return best, value
        bound = bound if answer.bound is None else max(bound, min(answer.bound, value))
        chosen = None if answer.schedule is None else named(ground, answer.schedule)
        if chosen is not None:
            return _better(ground, best, chosen), bound
        if answer.schedule is not None and first:
            wait = clock.left * SEAT_PERCENT / WHOLE
            seats = seated(ground, answer.schedule, best=best, seconds=wait, seed=seed)
            if seats is not best:
                return seats, bound
        if answer.schedule is None or clock.left < SECONDS_LEAST:
            break
    return best, bound


def _whole(
    ground: Groundwork, best: Schedule, *, seconds: float, seed: int, tell: OnProgress
) -> tuple[Schedule, int | None]:
    """Shrink the sum of finishing days in one model of the whole plan."""
    everywhere = Box(bound=0, number=0, windows={})
    if len(ground.networks) > PARTNERSHIPS_MOST or seconds < SECONDS_LEAST:
        return best, None
    return _inside(ground, best, everywhere, seconds=seconds, seed=seed, tell=tell)


def _days(ground: Groundwork, schedule: Schedule) -> tuple[int, int]:
    """Return the sum of finishing days, and how many end in time."""
    _, finished, days = counted(ground, schedule)
    return days, finished


def _built(ground: Groundwork, *, within: int | None, crowd: Callable[[Crowding], Months], tell: OnProgress) -> Model:
    return hold(lambda: Model(ground, within=within, crowd=crowd), lambda: Progress(stage=BUILDING), tell=tell)


def _better(ground: Groundwork, old: Schedule, new: Schedule | None) -> Schedule:
    if new is None:
        return old
    mine, yours = counted(ground, old), counted(ground, new)
    return new if (yours[1], -yours[2]) > (mine[1], -mine[2]) else old
