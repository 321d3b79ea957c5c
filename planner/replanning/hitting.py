"""Whom at least a happening touches: published days stay, journeys that nobody can make are given up (2.7).

A relaxation: whoever is touched needs no colleague at all here.  So its best is a bound for every plan, and its
choice is where to look first.  A choice that proves too small is never taken again, nor any part of it.
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
class TooSmall:
    """A set of partnerships that alone cannot mend the year while at most ``near`` near events move."""

    touched: frozenset[str]
    near: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """The fewest partnerships, after the fewest near events; ``proved`` when no plan touches fewer."""

    touched: frozenset[str]
    near: int
    proved: bool


def fewest(layout: Layout, wanted: frozenset[str], known: Iterable[TooSmall], *, seconds: float) -> Hit | None:
    """Return whom a plan of the wanted partnerships touches at least; None when no set is left to be tried."""
    return _Choice(layout, wanted).solve(tuple(known), seconds=seconds)


class _Choice:
    """Partnerships to touch, units to give up, colleagues for what stays."""

    def __init__(self, layout: Layout, wanted: frozenset[str]) -> None:
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
        for person in self.layout.problem.facilitators:
            away = ground.starts.blocked.get(person.id, 0)
            goes = {unit.key: self.model.new_bool_var(f"{person.id} at {unit.key}") for unit in units}
            self.goes.update({(key, person.id): var for key, var in goes.items()})
            months: dict[str, list[Unit]] = {}
            for place, unit in enumerate(units):
                if spans[unit.key] & away:
                    self.model.add(goes[unit.key] == 0)
                for other in units[:place]:
                    if spans[unit.key] & spans[other.key]:
                        self.model.add_at_most_one(goes[unit.key], goes[other.key])
                months.setdefault(ground.horizon.month(then.starts[unit.key]), []).append(unit)
            for several in months.values():
                days = sum(unit.colleague_days * goes[unit.key] for unit in several)
                self.model.add(days <= person.days_per_month)
        for unit in units:
            there = sum(self.goes[unit.key, person.id] for person in self.layout.problem.facilitators)
            self.model.add(there + self.gone[unit.key] >= 1)

    def solve(self, known: tuple[TooSmall, ...], *, seconds: float) -> Hit | None:
        near = sum(weight * var for weight, var in self.near)
        for place, small in enumerate(known):
            others = [var for key, var in self.touched.items() if key not in small.touched]
            if self.near:
                more = self.model.new_bool_var(f"more near {place}")
                self.model.add(near >= small.near + 1).only_enforce_if(more)
                others.append(more)
            self.model.add_bool_or(others)
        drafts = self.layout.old.drafts
        mates = sharing(self.layout, frozenset(self.touched), self.layout.hit & frozenset(self.touched))
        mark = len(self.touched) + 1
        count = sum((0 if key in drafts else mark) * var - (key in mates) * var for key, var in self.touched.items())
        self.model.minimize(near * mark * mark + count)
        solver = new_solver(workers=WORKERS, seed=SEED, seconds=seconds)
        status = solver.solve(self.model)
        if status == cp_model.INFEASIBLE:
            return None
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            everyone = frozenset(self.touched)
            return Hit(touched=everyone, near=0, proved=False)
        return Hit(
            touched=frozenset(key for key, var in self.touched.items() if solver.boolean_value(var)),
            near=sum(weight for weight, var in self.near if solver.boolean_value(var)),
            proved=status == cp_model.OPTIMAL,
        )  # fmt: skip
