"""Whether a choice has a place in the calendar, and if not, what the calendar teaches about it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from data.answer import OnProgress, Progress
from data.text import Text
from planner.calendar.groundwork import Groundwork, Schedule
from planner.joint.choice import Pick, limit
from planner.joint.field import Field
from planner.levels import deadline
from planner.search.colleagues import named, pool
from planner.search.heuristic import complete, construct_best
from planner.search.model import Model, hold
from planner.search.solver import Stopwatch

SEATING = Text(en="places in the calendar for a choice", id="mencari tempat di kalender untuk suatu pilihan")
# Below so many seconds a solver does not get through its presolve.
SECONDS_LEAST = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Seated:
    """A schedule of the choice, and who of it has a place and who ends in the year there."""

    schedule: Schedule
    pick: Pick


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """No plan ends more than ``most`` points of these partnerships in the year."""

    partnerships: frozenset[str]
    most: int


class Seating:
    """Places choices in the calendar; what was learnt about a set of partnerships is kept."""

    def __init__(self, field: Field, *, seed: int, tell: OnProgress) -> None:
        """Keep the candidates; ``tell`` hears of the searches."""
        self.field, self.seed, self.tell = field, seed, tell
        self.learnt: dict[frozenset[str], int] = {}

    def plain(self, partnerships: frozenset[str], *, left: Stopwatch) -> Seated:
        """Return the best plan of several orders."""
        ground = self.field.alone(partnerships)
        found = construct_best(ground, seed=self.seed, stop=lambda: left.left < 0, tell=lambda _: None)
        return self.read(found)

    def read(self, schedule: Schedule) -> Seated:
        """Return a schedule with who is in it."""
        entered = frozenset(
            key for key, network in self.field.ground.networks.items() if network.units[0].key in schedule.starts
        )
        end = deadline(self.field.ground)
        timely = frozenset(key for key in entered if schedule.finish(self.field.ground.networks[key]) <= end)
        return Seated(schedule=schedule, pick=Pick(entered=entered, in_year=timely))

    def lessons(self, pick: Pick, *, clock: Stopwatch) -> Iterator[Lesson]:
        """Yield what proves that a choice does not fit, from one mentor's partnerships alone."""
        mentors: dict[str, set[str]] = {}
        for key in sorted(pick.in_year):
            mentors.setdefault(self.field.candidates.problem.partnerships[key].mentor, set()).add(key)
        for mine in mentors.values():
            keys = frozenset(mine)
            if len(keys) > 1 and clock.left > SECONDS_LEAST:
                _, most = self.search(keys, clock=clock)
                if most < self.field.candidates.worth(keys):
                    yield Lesson(partnerships=keys, most=most)

    def search(
        self, keys: frozenset[str], *, clock: Stopwatch, given: Seated | None = None
    ) -> tuple[Schedule | None, int]:
        """Return dates for the worthiest of ``keys`` that end in the year together, and what none can beat.

        Parameters
        ----------
        given
            Where to begin from.

        Notes
        -----
        Groups, places and heads bind those that end in the year; leaving out the others only relaxes the question.
        """
        if keys in self.learnt:
            return None, self.learnt[keys]
        ground = self.field.alone(keys)
        built = hold(
            lambda: Model(ground, within=deadline(ground), crowd=pool), lambda: Progress(stage=SEATING), tell=self.tell
        )
        partnerships, there = self.field.candidates.problem.partnerships, built.base.in_time
        limit(self.field, built.model, there)
        built.model.maximize(sum(partnerships[key].worth * var for key, var in there.items()))
        if given is not None:
            built.hint(self._hinted(ground, given))
        answer = built.search(seconds=max(clock.left, SECONDS_LEAST), seed=self.seed, tell=self.tell, stage=SEATING)
        whole = self.field.candidates.worth(keys)
        if answer.schedule is None:
            return None, whole
        self.learnt[keys] = min(whole, answer.bound if answer.bound is not None else whole)
        return named(ground, answer.schedule), self.learnt[keys]

    def _hinted(self, ground: Groundwork, given: Seated) -> Schedule:
        """Return the schedule of those that end in the year; all others end too late, wherever they begin."""
        starts, ends = dict(given.schedule.starts), dict(given.schedule.ends)
        for key, network in ground.networks.items():
            if key not in given.pick.in_year:
                starts.update({unit.key: deadline(ground) + 1 for unit in network.units})
                ends.update({unit.key: deadline(ground) + 1 for unit in network.units if unit.months})
        return replace(given.schedule, starts=starts, ends=ends)

    def around(self, ground: Groundwork, chosen: Schedule) -> Seated:
        """Return the plan that keeps ``chosen`` and places the others of ``ground`` around it."""
        others = [key for key, network in ground.networks.items() if network.units[0].key not in chosen.starts]
        others.sort(key=lambda key: (-self.field.candidates.problem.partnerships[key].worth, key))
        return self.read(complete(ground, replace(chosen, stuck={}), others))
