"""The whole year as one constraint model: hinted from a plan, searched for one level, read back as a plan."""

import concurrent.futures
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from ortools.sat.python import cp_model

from data.answer import OnProgress, Progress
from data.text import Text
from planner.calendar.groundwork import Groundwork, Schedule, finish_of
from planner.calendar.network import Network, Unit
from planner.calendar.windows import Stuck
from planner.levels import deadline
from planner.search.colleagues import Months
from planner.search.crowding import Crowding
from planner.search.formulation import Formulation, Var
from planner.search.solver import Stopwatch, new_solver

# Two workers on two cores: one full search with its bound, one that improves what is found.
WORKERS = 2
# A sign of life at least so often, in seconds.
HEARTBEAT = 1.0
# A second opinion on an infeasibility gets so many seconds in any case.
SECONDS_LEAST = 0.5


class Effort(NamedTuple):
    """What one search may cost: settings and workers of the solver, and whether "infeasible" is asked twice."""

    settings: Mapping[str, int]
    workers: int = WORKERS
    is_sure: bool = True


# Trying out values of long axes of days costs nine tenths of a small question, so that quick ones leave it out.
# One round before the search together with none for symmetry would save more, and ended the process (OR-tools 9.15).
LITTLE = {"cp_model_probing_level": 0}
THOROUGH, QUICK, GLANCE = Effort({}), Effort(LITTLE), Effort(LITTLE, workers=1, is_sure=False)
AGAIN = Effort({"cp_model_presolve": 0})

T = TypeVar("T")


class Watch(cp_model.CpSolverSolutionCallback):
    """Remember the value and bound of a running search."""

    def __init__(self) -> None:
        """Begin without any."""
        super().__init__()
        self.reached: int | None = None
        self.bound: int | None = None

    def on_solution_callback(self) -> None:
        """Keep the value of a new solution."""
        self.reached = round(self.objective_value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one search brought; ``infeasible`` when it is proved, and proved again, that there is nothing."""

    schedule: Schedule | None
    bound: int | None
    infeasible: bool = False


class Model:
    """The whole constraint model with hints, for one level after the other."""

    def __init__(self, ground: Groundwork, *, within: int | None = None, crowd: Callable[[Crowding], Months]) -> None:
        """Build it; ``within`` as in ``Formulation``, ``crowd`` says how the colleagues are seen."""
        self.ground = ground
        self.base = Formulation(ground, within=within)
        self.people = crowd(Crowding(self.base))
        self.model = self.base.model

    def aim_finished(self, schedule: Schedule, *, most: int) -> None:
        """Maximise the partnerships that finish in time, at most ``most``, beginning from ``schedule``."""
        self.model.add(sum(self.base.in_time.values()) <= most)
        self.hint(schedule)
        self.model.maximize(sum(self.base.in_time.values()))

    def aim_days(
        self, schedule: Schedule | None, *, finished: int, least: int = 0, below: int | None = None, first: bool = False
    ) -> None:
        """Minimise the sum of finishing days with at least ``finished`` in time, beginning from ``schedule``.

        Parameters
        ----------
        least, below
            What the sum cannot be less than, and what it has to be less than to be of use.
        first
            Whether any such plan will do; a search for the least sum takes long to find its first.
        """
        days = sum(self.base.finish.values()) + len(self.base.finish)
        self.model.add(sum(self.base.in_time.values()) >= finished)
        self.model.add(days >= least)
        if below is not None:
            self.model.add(days < below)
        if schedule is not None:
            self.hint(schedule)
        if not first:
            self.model.minimize(days)

    def search(
        self, *, seconds: float, seed: int, tell: OnProgress, stage: Text, effort: Effort = THOROUGH
    ) -> Answer:  # fmt: skip
        """Search for ``seconds`` of wall time, telling how it goes."""
        clock = Stopwatch(seconds)
        solver, status = self._run(seconds=seconds, seed=seed, tell=tell, stage=stage, effort=effort)
        if status == cp_model.INFEASIBLE and effort.is_sure:
            wait = max(clock.left, SECONDS_LEAST)
            solver, status = self._run(seconds=wait, seed=seed, tell=tell, stage=stage, effort=AGAIN)
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            return Answer(schedule=None, bound=None, infeasible=status == cp_model.INFEASIBLE)
        bound = round(solver.best_objective_bound) if self.model.has_objective() else None
        return Answer(schedule=self.read(solver), bound=bound)

    def _run(
        self, *, seconds: float, seed: int, tell: OnProgress, stage: Text, effort: Effort
    ) -> tuple[cp_model.CpSolver, cp_model.CpSolverStatus]:
        solver, watch = new_solver(workers=effort.workers, seed=seed, seconds=seconds), Watch()
        for name, value in effort.settings.items():
            setattr(solver.parameters, name, value)
        solver.best_bound_callback = lambda bound: setattr(watch, "bound", round(bound))
        status = hold(
            lambda: solver.solve(self.model, watch),
            lambda: Progress(stage=stage, value=watch.reached, bound=watch.bound),
            tell=tell,
            stop=solver.stop_search,
        )
        return solver, status

    def read(self, solver: cp_model.CpSolver) -> Schedule:
        """Return the schedule of a solution, of those who are in it."""
        base = self.base
        there = {key for key, unit in base.units.items() if self._is_there(solver, unit)}
        return Schedule(
            starts={key: solver.value(var) for key, var in base.start.items() if key in there},
            ends={key: solver.value(var) for key, var in base.end.items() if key in there},
            colleagues={key: who for (key, who), var in self.people.goes.items() if solver.boolean_value(var)},
            attached={
                (who, base.units[key].parts[0].activity): key
                for (who, key), var in base.attend.items() if solver.boolean_value(var)
            },
        )  # fmt: skip

    def _is_there(self, solver: cp_model.CpSolver, unit: Unit) -> bool:
        present = self.base.presence(unit)
        return present is None or solver.boolean_value(present)

    def hint(self, schedule: Schedule) -> None:
        """Hint every variable, those of programme events that are not held and of people who are not there included."""
        base, people = self.base, self.people
        self.model.clear_hints()  # type: ignore[no-untyped-call]  # ortools types it by halves
        inside = {key: self._is_inside(schedule, network) for key, network in self.ground.networks.items()}
        starts, ends = self._nodes(schedule, inside)
        values: list[tuple[Var, int]] = [(base.start[key], at) for key, at in starts.items()]
        values += [(var, ends[key]) for key, var in base.end.items()]
        values += [(var, table[starts[key]]) for var, key, table in base.tables]
        attends = {(who, key): int(inside[who] and key in self._events(schedule, who)) for who, key in base.attend}
        values += [(base.attend[pair], yes) for pair, yes in attends.items()]
        held = {key: int(any(yes for (_, event), yes in attends.items() if event == key)) for key in base.held}
        values += [(var, held[key]) for key, var in base.held.items()]
        for (party, key), (var, _) in base.present.items():
            values.append((var, int(any(yes and event == key and self._is_guest(who, party, key)
                                        for (who, event), yes in attends.items()))))  # fmt: skip
        goes = {
            (key, who): int(schedule.colleagues.get(key) == who and inside.get(base.units[key].partnership, True))
            for key, who in people.goes
        }
        values += [(people.goes[pair], yes) for pair, yes in goes.items()]
        months = {pair: int(base.horizon.month(starts[pair[0]]) == pair[1]) for pair in people.in_month}
        values += [(people.in_month[pair], yes) for pair, yes in months.items()]
        there = {**goes, **{(unit.key, ""): self._attends(unit, inside, held) for unit in people.units}}
        values += [
            (var, there[key, who] * months[key, month])
            for (key, who, month), var in people.counted.items()
            if var.index != people.in_month[key, month].index
        ]
        for key, network in self.ground.networks.items():
            end = finish_of(network, starts, ends)
            values += [(base.finish[key], end), (base.in_time[key], int(inside[key] and end <= deadline(self.ground)))]
        for var, value in values:
            self.model.add_hint(var, value)

    def _is_inside(self, schedule: Schedule, network: Network) -> bool:
        return self.base.within is None or schedule.finish(network) <= self.base.within

    def _nodes(self, schedule: Schedule, inside: Mapping[str, bool]) -> tuple[dict[str, int], dict[str, int]]:
        """Return starts and ends of a schedule; the earliest ones for whoever is not in it."""
        starts = {key: var.proto.domain[0] for key, var in self.base.start.items() if key in self.base.held}
        starts.update({key: at for key, at in schedule.starts.items() if key in starts})
        ends: dict[str, int] = {}
        for key, network in self.ground.networks.items():
            soonest = self.ground.soonest[key]
            for unit in network.units:
                alone = None if isinstance(soonest, Stuck) or inside[key] else soonest
                starts[unit.key] = schedule.starts[unit.key] if alone is None else alone[unit.key]
                if unit.months:
                    ends[unit.key] = schedule.ends[unit.key] if alone is None else alone[unit.end]
        return starts, ends

    def _attends(self, unit: Unit, inside: Mapping[str, bool], held: Mapping[str, int]) -> int:
        return held[unit.key] if unit.key in held else int(inside[unit.partnership])

    def _events(self, schedule: Schedule, partnership: str) -> set[str]:
        return {key for (who, _), key in schedule.attached.items() if who == partnership}

    def _is_guest(self, partnership: str, party: str, key: str) -> bool:
        one = self.ground.problem.partnerships[partnership]
        row = self.ground.problem.book.activities[self.base.units[key].parts[0].activity]
        return any(party in one.parties(role) for role in (row.place, *row.travellers))


def hold(
    work: Callable[[], T], news: Callable[[], Progress], *, tell: OnProgress, stop: Callable[[], None] | None = None
) -> T:
    """Return what ``work`` brings, telling ``news`` at every heartbeat until then, always from this thread.

    Whatever interrupts the waiting calls ``stop``, so that nobody waits for a search that nobody wants.
    """
    with concurrent.futures.ThreadPoolExecutor(max_workers=1) as pool:
        future = pool.submit(work)
        try:
            while True:
                tell(news())
                if concurrent.futures.wait([future], timeout=HEARTBEAT).done:
                    return future.result()
        finally:
            if stop is not None and not future.done():
                stop()
