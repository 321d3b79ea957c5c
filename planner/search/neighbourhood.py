"""A plan mended part by part, on one choice of dates of the shared events after the other, while time lasts (2.6)."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from data.answer import OnProgress, Progress
from data.text import Text
from planner.calendar.groundwork import Groundwork, Schedule
from planner.levels import deadline
from planner.search.bench import Bench
from planner.search.dates import Box, Counting, leads
from planner.search.heuristic import merit, programme_of
from planner.search.solver import Stopwatch

# So many tries in a row without a better plan end the first visit to a choice of dates; each round doubles them.
TRIES_LEAST = 60
# Rounds without gain end the mending when they have come to so many tries per partnership.
TRIES_EACH = 20
# Tries between two looks at the clock.
TRIES = 10
# So many benches are kept between two rounds, each as large as the year.
BENCHES_MOST = 12

Held = dict[str, int]


def mend(
    ground: Groundwork, best: Schedule, found: Sequence[Box], *, seconds: float, seed: int, tell: OnProgress,
    stage: Text, most: int | None = None,
) -> Schedule:  # fmt: skip
    """Return the best plan found by mending ``best``, never worse.

    Parameters
    ----------
    found
        Boxes of dates, the most promising first: the shared events are tried on the dates that each hopes for.
    most
        How many can at most end in the budget year, where that is known.

    Notes
    -----
    First the plan is mended where its events lie, then on the dates that were hoped for, then with one event after the
    other moved.  Rounds grow longer, and a choice of dates goes on where it stood.
    """
    clock, dice = Stopwatch(seconds), random.Random(seed)  # noqa: S311  # no secret, but the same plan again
    most = len(ground.networks) if most is None else most
    search = _Search(ground=ground, clock=clock, dice=dice, tell=tell, stage=stage, count=Counting(ground, most))
    tries = TRIES_LEAST
    while clock.left > 0:
        again, value = best, merit(ground, best)
        best = search.polish(best, tries=tries)
        for box in found:
            best = search.on(best, {**_held(ground, best), **box.dates}, tries=tries)
        best = search.moved(best, tries=tries)
        if best is again or merit(ground, best) == value:
            if tries >= TRIES_EACH * len(ground.networks):
                return best
            tries *= 2
    return best


def seated(ground: Groundwork, wanted: Schedule, *, best: Schedule, seconds: float, seed: int) -> Schedule:
    """Return ``best``, or a better plan near ``wanted``, whose days are kept where a colleague is free.

    Notes
    -----
    A plan in which colleagues were but a number often has days for which no colleague is left; the few partnerships
    that have them are placed anew, and so are others until the plan is better than ``best`` or time is up.
    """
    clock, dice = Stopwatch(seconds), random.Random(seed)  # noqa: S311  # no secret, but the same plan again
    bench = Bench(ground, wanted, _held(ground, wanted))
    bench.fill()
    goal = merit(ground, best)
    while bench.merit <= goal and clock.left > 0:
        bench.attempt(dice)
    return bench.schedule() if bench.merit > goal else best


def _held(ground: Groundwork, schedule: Schedule) -> Held:
    return {unit.key: schedule.starts[unit.key] for unit in programme_of(ground) if unit.key in schedule.starts}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Search:
    """What all choices of dates share."""

    ground: Groundwork
    clock: Stopwatch
    dice: random.Random
    tell: OnProgress
    stage: Text
    count: Counting
    benches: dict[tuple[tuple[str, int], ...], Bench] = field(default_factory=dict)

    def moved(self, best: Schedule, *, tries: int) -> Schedule:
        """Move one event after the other until none moves to advantage."""
        waiting = {
            link.activity for network in self.ground.networks.values() for link in network.links if not link.forward
        }
        keys = [unit.key for name in sorted(waiting) for unit in self.ground.programme[name]]
        floor = {key: self._floor(key) for key in keys}
        again = None
        while best is not again:
            again = best
            for key in keys:
                now = _held(self.ground, best)
                for day in self._steps(best, key, floor=floor[key]) if key in now else ():
                    if self.clock.left <= 0:
                        return best
                    after = self.on(best, {**now, key: day}, tries=tries)
                    if after is not best:
                        best = after
                        break
        return best

    def _floor(self, key: str) -> int:
        """Return the day before which an event would be too early for somebody who can attend no other."""
        allowed, floor = self.ground.programme_allowed, 0
        for one in self.ground.networks:
            for name, (due, _) in leads(self.ground, one).items():
                able = [unit.key for unit in self.ground.programme[name] if allowed[unit.key] >> due]
                if able == [key]:
                    floor = max(floor, due)
        return floor

    def _steps(self, best: Schedule, key: str, *, floor: int) -> Iterator[int]:
        """Yield days to try: ends of earlier stretches, earlier ones by halves, later ones while more could end."""
        bits, day = self.ground.programme_allowed[key], best.starts[key]
        days = [at for at in range(floor, day) if bits >> at & 1]
        yield from (at for at in days if not bits >> at + 1 & 1)
        yield from days[:1]
        halves = (1 << power for power in range(len(days).bit_length() - 1, -1, -1))
        yield from (days[-back] for back in halves)
        if merit(self.ground, best)[1] < self.count.most:
            later = [at for at in range(day + 1, deadline(self.ground) + 1) if bits >> at & 1]
            yield from (later[(1 << power) - 1] for power in range(len(later).bit_length()))

    def polish(self, best: Schedule, *, tries: int) -> Schedule:
        """Return the best plan found with the events where they are, mended as long as it helps."""
        again = None
        while best is not again and self.clock.left > 0:
            again = best
            best = self.on(best, _held(self.ground, best), tries=tries)
        return best

    def on(self, best: Schedule, held: Mapping[str, int], *, tries: int) -> Schedule:
        """Return a better plan with the events on given days; ``best`` itself when none was found."""
        goal = merit(self.ground, best)
        if self._hopeless(held, goal):
            return best
        bench, idle = self._bench(best, held), 0
        while idle < tries and self.clock.left > 0 and bench.merit <= goal:
            for _ in range(TRIES):
                idle = 0 if bench.attempt(self.dice) else idle + 1
            self.tell(Progress(stage=self.stage, value=-goal[-1]))
        if bench.merit <= goal:
            return best
        plan = bench.schedule()
        return plan if merit(self.ground, plan) > goal else best

    def _hopeless(self, held: Mapping[str, int], goal: tuple[int, int, int]) -> bool:
        """Whether counting alone says that no plan on these days is better."""
        return goal[0] == len(self.ground.networks) and goal[1] >= self.count.most and self.count.at(held) >= -goal[2]

    def _bench(self, best: Schedule, held: Mapping[str, int]) -> Bench:
        """Return where a choice of dates stands; the older of many are given up."""
        key = tuple(sorted(held.items()))
        bench = self.benches.pop(key, None)
        here = key == tuple(sorted(_held(self.ground, best).items()))
        if bench is None or (here and bench.merit < merit(self.ground, best)):
            bench = Bench(self.ground, best, held)
            bench.fill()
        self.benches[key] = bench
        while len(self.benches) > BENCHES_MOST:
            del self.benches[next(iter(self.benches))]
        return bench
