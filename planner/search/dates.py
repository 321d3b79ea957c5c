"""Where the shared events can lie in a better plan: boxes of dates, each with its bound (3.3.2)."""

import heapq
import itertools
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from planner.calendar.groundwork import Groundwork, finish_in
from planner.calendar.windows import Bounds, Stuck, closed, earliest
from planner.levels import deadline
from planner.search.relaxation import NEVER, OutOfTime, Relaxation, Windows
from planner.search.slots import Floats, whole_bound
from planner.search.solver import Stopwatch

# Up to so many partnerships the relaxation limits every mentor's team; above, it takes those alike together.
APART_MOST = 30
# Up to so many when a box is to be proved empty, for which a team's days often are the reason.
TEAMS_MOST = 60
# A date that lies on this share of a day or less is no other date: the noise of an interior point.
NOISE = 1e-3
# Days of an event that lie so many working days apart are two stretches of days.
GAP_DAYS = 12


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Box:
    """Dates of the shared events, and the least sum of finishing days that the relaxation allows there.

    Parameters
    ----------
    windows
        Event key to its first and last day.
    dates
        Event key to the day on which the relaxation holds most of it.
    """

    bound: int
    number: int
    windows: Mapping[str, tuple[int, int]] = field(compare=False)
    dates: Mapping[str, int] = field(default_factory=dict, compare=False)


def finished_bound(ground: Groundwork, *, seconds: float) -> int | None:
    """Return how many partnerships can at most end in the budget year; None when time did not suffice."""
    clock = Stopwatch(seconds)
    try:
        year = Relaxation(
            ground, {}, deadline(ground), len(ground.networks) <= APART_MOST * 2, left=lambda: clock.left
        )  # fmt: skip
    except OutOfTime:
        return None
    found = year.most_finished(seconds=clock.left)
    return None if found is None else -whole_bound(found.bound)


def days_bound(ground: Groundwork, *, value: int, finished: int, seconds: float) -> int | None:
    """Return the least sum of finishing days with ``finished`` in time; None when time did not suffice.

    ``value`` is the sum of a known plan.
    """
    clock = Stopwatch(seconds)
    try:
        model = Relaxation(ground, {}, ground.horizon.last, apart=False, left=lambda: clock.left)
    except OutOfTime:
        return None
    found = model.least_days(finished=finished, lost=value, seconds=clock.left)
    return None if found is None else whole_bound(found.bound) + len(ground.networks)


def boxes(
    ground: Groundwork, *, value: int, finished: int, most: int, left: Callable[[], float],
    among: Sequence[Box] | None = None, fine: bool = True,
) -> tuple[Box, ...] | None:  # fmt: skip
    """Return the boxes of dates in which a plan of less than ``value`` may lie, the most promising first.

    Parameters
    ----------
    value
        Sum of finishing days of a known plan.
    finished, most
        How many end in the budget year in that plan, and how many can at most.
    left
        Seconds that are left; what is open then keeps the bound of where it came from.
    among
        Boxes that hold every better plan; left out, whatever counting allows.
    fine
        Whether dates are split until each event lies on one day; otherwise only where weeks without a day part them.

    Returns
    -------
    tuple of Box, or None
        None when not even the first bound was found; empty when the known plan is proved the best.
    """
    whole, count, apart = len(ground.networks), itertools.count(), len(ground.networks) <= APART_MOST
    if among is None:
        heap = [Box(bound=0, number=next(count), windows=_cut(ground, value=value, most=most))]
    else:
        heap = sorted(replace(box, number=next(count)) for box in among)
    leaves: list[Box] = []
    while heap and left() > 0:
        box = heapq.heappop(heap)
        try:
            model = Relaxation(ground, box.windows, ground.horizon.last, apart, left=left)
        except OutOfTime:
            heapq.heappush(heap, box)
            break
        found = model.least_days(finished=finished, lost=value, seconds=left())
        if found is None:
            heapq.heappush(heap, box)
            break
        bound = max(box.bound, whole_bound(found.bound) + whole)
        box = replace(box, bound=bound, dates=_likely(model, found.values))
        if box.bound >= value:
            continue
        halves = _parted(model, box.windows) or (_halves(model, found.values, box.windows) if fine else [])
        if not halves:
            leaves.append(box)
        for windows in halves:
            heapq.heappush(heap, replace(box, number=next(count), windows=windows))
    everything = sorted([*leaves, *heap])
    return None if everything and not everything[0].bound else tuple(everything)


def without_empty(
    ground: Groundwork, found: Sequence[Box], *, finished: int, seed: int, left: Callable[[], float],
    below: int = NEVER,
) -> tuple[Box, ...]:  # fmt: skip
    """Return the boxes without those of which it is proved that no plan for everybody lies in them.

    Notes
    -----
    Only boxes with a bound below ``below`` are asked about.
    The least bound comes first and may take all the time: until it is gone, no other box raises the bound of all.
    """
    kept: list[Box] = []
    for box in found:
        if box.bound >= below:
            kept.append(box)
            continue
        try:
            model = Relaxation(ground, box.windows, ground.horizon.last, len(ground.networks) <= TEAMS_MOST, left=left)
            if not model.is_empty(finished=finished, seconds=left(), seed=seed):
                kept.append(box)
        except OutOfTime:
            kept.append(box)
    return tuple(kept)


def _likely(model: Relaxation, values: Floats) -> dict[str, int]:
    """Return the day on which most of each event lies."""
    held = {key: model.held(values, key) for key, step in model.events.items() if len(step.times)}
    return {key: int(model.events[key].times[share.argmax()]) for key, share in held.items() if share.sum() > NOISE}


def _halves(model: Relaxation, values: Floats, windows: Windows) -> list[dict[str, tuple[int, int]]]:
    """Return the windows split where the relaxation spreads an event most; nothing when each lies on one day."""
    widest, where = 0.0, None
    for key, step in model.events.items():
        held = np.clip(model.held(values, key), 0.0, None)
        if held.sum() <= NOISE:
            continue
        mean = float(held @ step.times / held.sum())
        spread = float(held @ np.abs(step.times - mean))
        if spread > max(widest, NOISE) and step.times[0] < step.times[-1]:
            widest, where = spread, (key, min(int(mean), int(step.times[-1]) - 1), step.times)
    if where is None:
        return []
    key, middle, times = where
    middle = max(middle, int(times[0]))
    return [
        {**windows, key: (int(times[0]), middle)},
        {**windows, key: (middle + 1, int(times[-1]))},
    ]


def _parted(model: Relaxation, windows: Windows) -> list[dict[str, tuple[int, int]]]:
    """Return the windows split where an event's days have a gap, such as Ramadan; nothing when none has.

    Notes
    -----
    On the far side of a gap the bound is another one, and each side is searched for itself.
    """
    for key, step in model.events.items():
        gaps = np.diff(step.times)
        if len(gaps) and gaps.max() >= GAP_DAYS:
            last = int(step.times[gaps.argmax()])
            return [
                {**windows, key: (int(step.times[0]), last)}, {**windows, key: (last + 1, int(step.times[-1]))},
            ]  # fmt: skip
    return []


def _cut(ground: Groundwork, *, value: int, most: int) -> dict[str, tuple[int, int]]:
    """Return the windows outside which counting alone says that no plan is better than ``value``."""
    ends = Counting(ground, most)
    windows: dict[str, tuple[int, int]] = {}
    for key in ends.dates:
        days = [*ends.dates[key], NEVER]
        low, high = 0, len(days) - 1
        # The last day from which on the event may begin in a better plan.
        while low < high:
            middle = (low + high + 1) // 2
            if ends.bound({key: days[middle]}) < value:
                low = middle
            else:
                high = middle - 1
        windows[key] = (0, days[low])
    return windows


class Counting:
    """The least sum of finishing days when every event lies on or after a given day and at most so many end in time."""

    def __init__(self, ground: Groundwork, most: int) -> None:
        """Work out for every partnership when it ends after each date of each event."""
        self.ground, self.most = ground, most
        self.dates: dict[str, list[int]] = {}
        waiting = {link.activity for network in ground.networks.values() for link in network.links if not link.forward}
        for name in ground.programme:
            for unit in ground.programme[name] if name in waiting else ():
                bits = ground.programme_allowed[unit.key]
                self.dates[unit.key] = [day for day in range(bits.bit_length()) if bits >> day & 1]
        self._after = {key: leads(ground, key) for key in ground.networks}

    def at(self, held: Mapping[str, int]) -> int:
        """Return the bound when the events lie on exactly these days, and no other is held."""
        return self._least({key: [held[key]] if key in held else [] for key in self.dates})

    def bound(self, since: Mapping[str, int]) -> int:
        """Return the bound when the named events begin on their day or later."""
        days = {key: several[bisect_left(several, since.get(key, 0)) :] for key, several in self.dates.items()}
        return self._least(days)

    def _least(self, dates: Mapping[str, list[int]]) -> int:
        end, saved, whole = deadline(self.ground), [], 0
        for key, network in self.ground.networks.items():
            soon = self.ground.soonest[key]
            if isinstance(soon, Stuck):
                continue
            alone, leads = finish_in(network, soon), self._after[key]
            ends = [alone] if not leads else []
            for name, (due, lead) in leads.items():
                for unit in self.ground.programme[name]:
                    ends += [max(alone, day + lead) for day in dates[unit.key] if day >= due]
            early = min(ends, default=self.ground.horizon.last)
            late = min((at for at in ends if at > end), default=max(early, end + 1))
            whole += late + 1
            saved.append(max(late - early, 0) if early <= end else 0)
        return whole - sum(sorted(saved, reverse=True)[: self.most])


def leads(ground: Groundwork, key: str) -> dict[str, tuple[int, int]]:
    """Return for each event that a partnership is awaited by: its soonest day, and the days from it to the end."""
    network, soon = ground.networks[key], ground.soonest[key]
    found: dict[str, tuple[int, int]] = {}
    if isinstance(soon, Stuck):
        return found
    for name in network.linked:
        waits = [soon[link.node] + link.least for link in network.links if link.activity == name and not link.forward]
        leads = [link.least for link in network.links if link.activity == name and link.forward]
        if waits:
            found[name] = max(waits), max(leads, default=0)
    return found


def windowed(ground: Groundwork, windows: Windows) -> Groundwork:
    """Return the groundwork with the events held inside ``windows``, and partnerships ready for them in time."""
    allowed = dict(ground.programme_allowed)
    for key, (first, last) in windows.items():
        bits = allowed[key] >> first << first
        allowed[key] = bits & ((1 << (last + 1)) - 1) if last < bits.bit_length() else bits
    bounds: dict[str, Bounds] = {}
    for key, network in ground.networks.items():
        upper = dict(ground.bounds[key].upper)
        for link in network.links:
            if not link.forward:
                days = [allowed[unit.key].bit_length() - 1 for unit in ground.programme[link.activity]]
                room = max(days, default=-1) - link.least
                upper[link.node] = min(upper.get(link.node, room), room)
        bounds[key] = replace(ground.bounds[key], upper=upper)
    return replace(ground, programme_allowed=allowed, bounds={**ground.bounds, **bounds})


def fits(ground: Groundwork) -> bool:
    """Whether every partnership has days inside its bounds, other people's calendars apart."""
    for key, network in ground.networks.items():
        bounds = closed(ground.bounds[key], network, end=ground.horizon.last)
        if isinstance(earliest(network, bounds, horizon=ground.horizon), Stuck):
            return False
    return True
