"""Whom at least a happening touches: published days stay, journeys that nobody can make are given up (2.7).

A relaxation: whoever is touched needs no colleague at all here.  So its best is a bound for every plan, and its
choice is where to look first.  What a choice that failed has taught holds for every later one.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from ortools.sat.python import cp_model

from planner.calendar.network import Unit
from planner.replanning.layout import Layout
from planner.replanning.moves import sharing
from planner.replanning.published import is_near
from planner.search.formulation import Var
from planner.search.solver import new_solver

# One worker and a fixed seed: the same choice in every run.
WORKERS, SEED = 1, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What every plan does because ``free`` find no days while those of ``touch`` keep theirs.

    One of ``touch`` is touched, or more than ``near`` near events move; None says that this would not help.
    """

    touch: frozenset[str]
    near: int | None
    free: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """The fewest partnerships, after the fewest near events; ``proved`` when no plan touches fewer."""

    touched: frozenset[str]
    near: int
    proved: bool


class Choice:
    """Partnerships to touch, units to give up, colleagues for what stays."""

    def __init__(self, layout: Layout, wanted: frozenset[str]) -> None:
        """Build the choice among the wanted partnerships."""
        self.layout, self.model = layout, cp_model.CpModel()
        ground, kept = layout.ground, wanted & frozenset(layout.kept)
        self.touched = {key: self.model.new_bool_var(key) for key in sorted(kept)}
        self.near: list[tuple[int, Var]] = []
        self.goes: dict[tuple[str, str], Var] = {}
        units: list[Unit] = []
        self.gone: dict[str, Var] = {}
        for key in sorted(kept):
            for unit in ground.networks[key].units:
                events = [f"{key}/{part.activity}/{part.occurrence}" for part in unit.parts]
                allowed = ground.bounds[key].allowed[unit.key]
                units += self._unit(unit, allowed, (key,), events if key not in layout.old.drafts else [])
        for unit in (unit for several in ground.programme.values() for unit in several):
            guests = [who for (who, _), event in layout.then.attached.items() if event == unit.key and who in kept]
            if guests and unit.key in layout.then.starts:
                units += self._unit(unit, ground.programme_allowed[unit.key], guests, [unit.key])
        for key in kept & layout.hit:
            self.model.add(self.touched[key] == 1)
        self._people(units)
        self.moved = sum(weight * var for weight, var in self.near)
        self._aim()

    def _unit(self, unit: Unit, allowed: int, whose: Iterable[str], events: list[str]) -> list[Unit]:
        """Note a unit that may be given up; return it when it needs a colleague."""
        stands = bool(allowed >> self.layout.then.starts[unit.key] & 1)
        if unit.facilitator is None and stands:
            return []
        gone = self.model.new_bool_var(f"{unit.key} gone")
        self.gone[unit.key] = gone
        for key in whose:
            self.model.add_implication(gone, self.touched[key])
        if not stands:
            self.model.add(gone == 1)
        problem, horizon = self.layout.problem, self.layout.horizon
        if near := sum(is_near(problem, horizon, self.layout.old.by_id[event]) for event in events):
            self.near.append((near, gone))
        return [unit] if unit.facilitator is not None else []

    def _people(self, units: list[Unit]) -> None:
        ground, then = self.layout.ground, self.layout.then
        spans = {unit.key: ground.starts.spans.colleague(unit, then.starts[unit.key]) for unit in units}
        pairs = [
            (unit.key, other.key) for place, unit in enumerate(units) for other in units[:place]
            if spans[unit.key] & spans[other.key]
        ]  # fmt: skip
        months: dict[str, list[Unit]] = {}
        for unit in units:
            months.setdefault(ground.horizon.month(then.starts[unit.key]), []).append(unit)
        for person in self.layout.problem.facilitators:
            away = ground.starts.blocked.get(person.id, 0)
            goes = {unit.key: self.model.new_bool_var(f"{person.id} at {unit.key}") for unit in units}
            self.goes.update({(key, person.id): var for key, var in goes.items()})
            for key, var in goes.items():
                if spans[key] & away:
                    self.model.add(var == 0)
            for one, other in pairs:
                self.model.add_at_most_one(goes[one], goes[other])
            for several in months.values():
                days = sum(unit.colleague_days * goes[unit.key] for unit in several)
                self.model.add(days <= person.days_per_month)
        for unit in units:
            there = sum(self.goes[unit.key, person.id] for person in self.layout.problem.facilitators)
            self.model.add(there + self.gone[unit.key] >= 1)

    def _aim(self) -> None:
        """Ask for the fewest near events, then the fewest partnerships, then those who share a team with the hit."""
        drafts = self.layout.old.drafts
        mates = sharing(self.layout, frozenset(self.touched), self.layout.hit & frozenset(self.touched))
        mark = len(self.touched) + 1
        count = sum((0 if key in drafts else mark) * var - (key in mates) * var for key, var in self.touched.items())
        self.model.minimize(self.moved * mark * mark + count)

    def learn(self, lesson: Lesson) -> None:
        """Take no choice again that a lesson excludes."""
        others = [self.touched[key] for key in sorted(lesson.touch)]
        if lesson.near is not None and self.near:
            more = self.model.new_bool_var(f"more near than {lesson.near}")
            self.model.add(self.moved >= lesson.near + 1).only_enforce_if(more)
            others.append(more)
        self.model.add_bool_or(others)

    def fewest(self, *, seconds: float) -> Hit | None:
        """Return whom a plan touches at least; None when no choice is left."""
        solver = new_solver(workers=WORKERS, seed=SEED, seconds=seconds)
        status = solver.solve(self.model)
        if status == cp_model.INFEASIBLE:
            return None
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            return Hit(touched=frozenset(self.touched), near=0, proved=False)
        return Hit(
            touched=frozenset(key for key, var in self.touched.items() if solver.boolean_value(var)),
            near=sum(weight for weight, var in self.near if solver.boolean_value(var)),
            proved=status == cp_model.OPTIMAL,
        )  # fmt: skip
