"""A plan mended part by part: a few partnerships give their days back and are placed anew around the others (2.6)."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from data.answer import OnProgress, Progress
from data.text import Text
from planner.calendar.groundwork import Groundwork, Schedule, audience, finish_in
from planner.calendar.network import Unit, is_awaited
from planner.calendar.reservations import Reservations
from planner.calendar.windows import Stuck
from planner.levels import deadline
from planner.search.dates import Box, leads
from planner.search.heuristic import Placed, merit, place, programme_of, reseat, unseat
from planner.search.solver import Stopwatch

# How many partnerships give their days back at once, least and most.
FEW, MANY = 2, 8
# So many tries in a row without a better plan end the mending of one choice of dates:
# at least, per partnership, at most.
TRIES_LEAST, TRIES_EACH, TRIES_MOST = 60, 6, 240
# Tries between two looks at the whole plan.
TRIES = 10

Nodes = dict[str, int]


class Bench:
    """The days of all partnerships while the shared events lie on given days."""

    def __init__(self, ground: Groundwork, schedule: Schedule, held: Mapping[str, int]) -> None:
        """Keep of a schedule what suits ``held``; whoever does not suit waits for a place."""
        self.ground, self.held = ground, dict(held)
        self.taken = Reservations(ground.starts.spans, ground.problem.facilitators, busy=ground.starts.blocked)
        self.placed: dict[str, Placed] = {}
        self.stuck: dict[str, Stuck] = {}
        self._people: dict[str, str] = {}
        for unit in programme_of(ground):
            if unit.key in self.held:
                self._hold(unit)
        for key in ground.networks:
            if not self._keep(key, schedule):
                self.stuck[key] = schedule.stuck.get(key, Stuck(node=key, row="programme"))

    def _hold(self, unit: Unit) -> None:
        day = self.held[unit.key]
        person = self.taken.colleague(unit, day)
        self.taken.take(unit, day, attendance=audience(self.ground, unit, self.ground.networks), colleague=person)
        if person:
            self._people[unit.key] = person

    def _keep(self, key: str, schedule: Schedule) -> bool:
        network = self.ground.networks[key]
        attached = {name: schedule.attached.get((key, name), "") for name in network.linked}
        if key in schedule.stuck or not set(attached.values()) <= set(self.held):
            return False
        nodes: Nodes = {}
        for unit in network.units:
            nodes[unit.key] = schedule.starts[unit.key]
            if unit.months:
                nodes[unit.end] = schedule.ends[unit.key]
        for link in network.links:
            gap = nodes[link.node] - self.held[attached[link.activity]]
            gap = gap if link.forward else -gap
            if gap < link.least or (link.most is not None and gap > link.most):
                return False
        people: dict[str, str] = {}
        sitting: list[Unit] = []
        for unit in (one for one in network.units if one.on_site):
            person = self.taken.colleague(unit, nodes[unit.key])
            free = self.taken.parties_free(unit, nodes[unit.key])
            if not free or (unit.facilitator is not None and person is None):
                for one in sitting:
                    self.taken.release(one, nodes[one.key], colleague=people.get(one.key))
                return False
            self.taken.take(unit, nodes[unit.key], colleague=person)
            sitting.append(unit)
            if person:
                people[unit.key] = person
        self.placed[key] = nodes, people, attached
        return True

    def lift(self, key: str) -> Placed | None:
        """Give the days of a partnership back; return what it had."""
        had = self.placed.pop(key, None)
        if had is not None:
            unseat(self.ground.networks[key], had[0], had[1], taken=self.taken)
        return had

    def put(self, key: str, had: Placed) -> None:
        """Give a partnership the days that it had."""
        reseat(self.ground.networks[key], had[0], had[1], taken=self.taken)
        self.placed[key] = had
        self.stuck.pop(key, None)

    def place(self, key: str) -> None:
        """Place a partnership as early as the others leave room."""
        found = place(self.ground, self.ground.networks[key], taken=self.taken, held=self.held)
        if isinstance(found, Stuck):
            self.stuck[key] = found
            return
        self.placed[key] = found
        self.stuck.pop(key, None)

    def schedule(self) -> Schedule:
        """Return the plan as it stands; events that nobody attends and nobody else needs are dropped."""
        starts: dict[str, int] = {}
        ends: dict[str, int] = {}
        colleagues: dict[str, str] = {}
        attached: dict[tuple[str, str], str] = {}
        for key, (nodes, people, events) in self.placed.items():
            for unit in self.ground.networks[key].units:
                starts[unit.key] = nodes[unit.key]
                if unit.months:
                    ends[unit.key] = nodes[unit.end]
            colleagues |= people
            attached |= {(key, name): event for name, event in events.items()}
        book, kept = self.ground.problem.book, set(attached.values())
        for unit in programme_of(self.ground):
            if unit.key in self.held and (unit.key in kept or not is_awaited(book, unit.parts[0].activity)):
                starts[unit.key] = self.held[unit.key]
                colleagues |= {unit.key: self._people[unit.key]} if unit.key in self._people else {}
        return Schedule(starts=starts, ends=ends, colleagues=colleagues, attached=attached, stuck=dict(self.stuck))


def mend(
    ground: Groundwork, best: Schedule, found: Sequence[Box], *, seconds: float, seed: int, tell: OnProgress,
    stage: Text,
) -> Schedule:  # fmt: skip
    """Return the best plan found by mending ``best``, never worse.

    Parameters
    ----------
    found
        Boxes of dates, the most promising first: the shared events are tried on the dates that each hopes for.

    Notes
    -----
    Afterwards one event after the other is moved earlier from where it is, by halves of what it could move.
    """
    clock, dice = Stopwatch(seconds), random.Random(seed)  # noqa: S311  # no secret, but the same plan again
    search = _Search(ground=ground, clock=clock, dice=dice, tell=tell, stage=stage)
    for box in found:
        if clock.left > 0:
            best = search.on(best, {**_held(ground, best), **box.dates})
    for box in found[:1]:
        best = search.between(best, box.dates)
    return search.earlier(best)


def _held(ground: Groundwork, schedule: Schedule) -> dict[str, int]:
    return {unit.key: schedule.starts[unit.key] for unit in programme_of(ground) if unit.key in schedule.starts}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Search:
    """What all choices of dates share."""

    ground: Groundwork
    clock: Stopwatch
    dice: random.Random
    tell: OnProgress
    stage: Text

    def between(self, best: Schedule, dates: Mapping[str, int]) -> Schedule:
        """Try dates half way between where the events are and where they are hoped for, as long as it helps."""
        low = {key: day for key, day in dates.items() if key in best.starts}
        while self.clock.left > 0:
            now = _held(self.ground, best)
            held = {key: self._middle(key, low[key], now[key]) for key in low}
            if all(held[key] >= now[key] or held[key] <= low[key] for key in held):
                return best
            after = self.on(best, {**now, **held})
            if after is best:
                low = held
            best = after
        return best

    def _middle(self, key: str, low: int, high: int) -> int:
        bits = self.ground.programme_allowed[key]
        days = [day for day in range(low, high) if bits >> day & 1]
        return days[len(days) // 2] if days else high

    def earlier(self, best: Schedule) -> Schedule:
        """Move one event earlier after the other until none moves."""
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
                for day in self._steps(key, floor[key], now.get(key, 0)):
                    if self.clock.left <= 0:
                        return best
                    after = self.on(best, {**now, key: day})
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

    def _steps(self, key: str, floor: int, day: int) -> list[int]:
        bits = self.ground.programme_allowed[key]
        days = [at for at in range(floor, day) if bits >> at & 1]
        whole = days[:1] if days else []
        return whole + [
            days[-(1 << power)] for power in range(len(days).bit_length() - 1, -1, -1) if 1 << power <= len(days)
        ]

    def on(self, best: Schedule, held: Mapping[str, int]) -> Schedule:
        """Return the best plan found with the events on given days; a few partnerships after others are placed anew."""
        bench = Bench(self.ground, best, held)
        for key in sorted(bench.stuck, key=lambda one: (self.ground.problem.partnerships[one].ready, one)):
            bench.place(key)
        goal, idle, tries = merit(self.ground, best), 0, 0
        most = min(TRIES_LEAST + TRIES_EACH * len(self.ground.networks), TRIES_MOST)
        while idle < most and self.clock.left > 0 and merit(self.ground, bench.schedule()) <= goal:
            for _ in range(TRIES):
                gained = _try(bench, dice=self.dice)
                idle, tries = (0 if gained else idle + 1), tries + 1
            self.tell(Progress(stage=self.stage, value=-goal[-1]))
        plan = bench.schedule()
        return plan if merit(self.ground, plan) > goal else best


def _worth(bench: Bench, keys: Iterable[str]) -> tuple[int, int, int]:
    """Return what is compared while mending: placed, finished in the year, the sum of finishing days negated."""
    end, ground = deadline(bench.ground), bench.ground
    ends = [finish_in(ground.networks[key], bench.placed[key][0]) for key in keys if key in bench.placed]
    return len(ends), sum(at <= end for at in ends), -sum(ends)


def _try(bench: Bench, *, dice: random.Random) -> bool:
    """Lift a few partnerships that compete, place them anew in another order; undo what made it worse."""
    stuck = sorted(bench.stuck)
    first = dice.choice(stuck) if stuck else dice.choice(sorted(bench.placed))
    lifted = [*_rivals(bench, first, dice=dice), *([] if stuck else [first])]
    touched = dict.fromkeys([*stuck[:MANY], first, *lifted])
    before = _worth(bench, touched)
    had = {key: bench.lift(key) for key in lifted}
    order = list(touched)
    dice.shuffle(order)
    for key in dict.fromkeys([first, *order] if dice.random() < 1 / 2 else order):
        bench.place(key)
    after = _worth(bench, touched)
    if after >= before:
        return after > before
    for key in touched:
        bench.lift(key)
        bench.stuck.setdefault(key, Stuck(node=key, row="programme"))
    for key, place_ in had.items():
        if place_ is not None:
            bench.put(key, place_)
    return False


def _rivals(bench: Bench, key: str, *, dice: random.Random) -> list[str]:
    """Return a few placed partnerships that compete with one: those of the same mentor, and near ones in time."""
    problem, soon = bench.ground.problem, bench.ground.soonest[key]
    mentor = problem.partnerships[key].mentor
    others = [one for one in bench.placed if one != key]
    if not others:
        return []
    same = [one for one in others if problem.partnerships[one].mentor == mentor]
    many = min(dice.randint(FEW, MANY), len(others))
    here = bench.placed[key][0] if key in bench.placed else soon
    near = dice.sample(others, k=min(len(others), many * FEW))
    if not isinstance(here, Stuck):
        middle = sum(here.values())
        near.sort(key=lambda one: abs(sum(bench.placed[one][0].values()) - middle))
    return list(dict.fromkeys([*dice.sample(same, k=min(len(same), FEW)), *near[:many]]))[:MANY]
