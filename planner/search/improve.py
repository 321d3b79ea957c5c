"""Better plans while time lasts: more partnerships finished in the year, then earlier ones; with bounds."""

import concurrent.futures
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from ortools.sat.python import cp_model

from data.answer import OnProgress, Progress
from data.text import Text
from planner.calendar.groundwork import Groundwork, Schedule, finish_in, finish_of
from planner.calendar.network import Network, Unit
from planner.calendar.windows import Stuck
from planner.levels import bounds_of, counted, deadline
from planner.search.colleagues import Months, by_name, named, pool
from planner.search.crowding import Crowding
from planner.search.formulation import Formulation, Var
from planner.search.heuristic import complete, merit, tidy
from planner.search.solver import new_solver

# Two workers on two cores: one full search with its bound, one that improves what is found.
WORKERS = 2
# Above so many partnerships one model takes longer to presolve than it gains; the first plan stands.
PARTNERSHIPS_MOST = 100
# Share of the seconds for the first level, in per cent; what it leaves goes to the next.
FIRST_PERCENT = 60
WHOLE = 100
# A sign of life at least so often, in seconds.
HEARTBEAT = 1.0
# Below so many seconds a solver does not get through its presolve.
SECONDS_LEAST = 0.5

T = TypeVar("T")

BUILDING = Text(en="building the constraint model", id="menyusun model kendala")
FINISHED = Text(en="more finished in the year", id="menambah yang selesai dalam tahun")
EARLIER = Text(en="earlier finishes", id="mempercepat penyelesaian")


@dataclass(frozen=True, slots=True, kw_only=True)
class Improved:
    """The best schedule found; ``finished`` and ``days`` are proved bounds of the two levels, if there are any."""

    schedule: Schedule
    finished: int | None = None
    days: int | None = None


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
    if not placed or len(placed) > PARTNERSHIPS_MOST or seconds < SECONDS_LEAST:
        return Improved(schedule=first)
    values, limits = counted(mine, first), bounds_of(mine, placed)
    best, most, least = replace(first, stuck={}), limits[1], limits[2]
    if values[1] < most:
        best, most = _more_finished(
            mine, best, most=most, seconds=clock.left * FIRST_PERCENT / WHOLE, seed=seed, tell=tell
        )
    if clock.left > SECONDS_LEAST and counted(mine, best)[2] > least:
        best, bound = _earlier(mine, best, seconds=clock.left, seed=seed, tell=tell)
        if bound is not None and counted(mine, best)[1] == most:
            least = max(least, bound)
    best = tidy(mine, best)
    return Improved(schedule=replace(best, stuck=first.stuck), finished=most, days=least)


class Stopwatch:
    """Seconds of wall time that are left."""

    def __init__(self, seconds: float) -> None:
        """Begin to count."""
        self.until = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds until the end."""
        return self.until - time.monotonic()


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
    ground: Groundwork, best: Schedule, *, seconds: float, seed: int, tell: OnProgress
) -> tuple[Schedule, int | None]:
    """Shrink the sum of finishing days in a model of the whole plan, as many being finished in time as before."""
    clock, values, bound = Stopwatch(seconds), counted(ground, best), None
    for crowd in (pool, by_name):
        built = _built(ground, within=None, crowd=crowd, tell=tell)
        built.aim_days(best, finished=values[1])
        answer = built.search(seconds=clock.left, seed=seed, tell=tell, stage=EARLIER)
        if answer.bound is not None:
            bound = answer.bound if bound is None else max(bound, answer.bound)
        chosen = None if answer.schedule is None else named(ground, answer.schedule)
        if chosen is not None:
            return _better(ground, best, chosen), bound
        if clock.left < SECONDS_LEAST:
            break
    return best, bound


def _built(ground: Groundwork, *, within: int | None, crowd: Callable[[Crowding], Months], tell: OnProgress) -> "Model":
    return _hold(lambda: Model(ground, within=within, crowd=crowd), lambda: Progress(stage=BUILDING), tell=tell)


def _better(ground: Groundwork, old: Schedule, new: Schedule | None) -> Schedule:
    if new is None:
        return old
    mine, yours = counted(ground, old), counted(ground, new)
    return new if (yours[1], -yours[2]) > (mine[1], -mine[2]) else old


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one search brought."""

    schedule: Schedule | None
    bound: int | None


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

    def aim_days(self, schedule: Schedule, *, finished: int) -> None:
        """Minimise the sum of finishing days with at least ``finished`` in time, beginning from ``schedule``."""
        self.model.add(sum(self.base.in_time.values()) >= finished)
        self.hint(schedule)
        self.model.minimize(sum(self.base.finish.values()) + len(self.base.finish))

    def search(self, *, seconds: float, seed: int, tell: OnProgress, stage: Text) -> Answer:
        """Search for ``seconds`` of wall time, telling how it goes."""
        solver, status = self._run(seconds=seconds, seed=seed, tell=tell, stage=stage, presolve=True)
        if status == cp_model.INFEASIBLE:
            solver, status = self._run(seconds=seconds, seed=seed, tell=tell, stage=stage, presolve=False)
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            return Answer(schedule=None, bound=None)
        return Answer(schedule=self.read(solver), bound=round(solver.best_objective_bound))

    def _run(
        self, *, seconds: float, seed: int, tell: OnProgress, stage: Text, presolve: bool
    ) -> tuple[cp_model.CpSolver, cp_model.CpSolverStatus]:
        solver, watch = new_solver(workers=WORKERS, seed=seed, seconds=seconds), Watch()
        solver.parameters.cp_model_presolve = presolve
        solver.best_bound_callback = lambda bound: setattr(watch, "bound", round(bound))
        status = _hold(
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


def _hold(
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
