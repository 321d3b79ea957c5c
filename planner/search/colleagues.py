"""The facilitator's people in the constraint model, as a pool or by name, and their names afterwards (4.2.2)."""

from collections.abc import Mapping
from dataclasses import replace

from ortools.sat.python import cp_model

from planner.calendar.groundwork import Groundwork, Schedule
from planner.calendar.network import Unit
from planner.search.crowding import Crowding
from planner.search.formulation import Var, domain
from planner.search.solver import new_solver

# One worker and a fixed seed: the same names in every run; seconds that are ample for a year's journeys.
WORKERS, SEED, SECONDS = 1, 1, 5.0


class Months:
    """In which month each journey of a colleague begins, as variables."""

    def __init__(self, crowd: Crowding) -> None:
        """Tie one variable per unit and month to the unit's start."""
        self.crowd, self.base, self.model = crowd, crowd.base, crowd.model
        self.units = [unit for unit in self.base.units.values() if unit.facilitator is not None]
        self.goes: dict[tuple[str, str], Var] = {}
        self.in_month: dict[tuple[str, str], Var] = {}
        self.counted: dict[tuple[str, str, str], Var] = {}
        for unit in self.units:
            for month, stretch in self._stretches(unit).items():
                lies = self.model.new_bool_var(f"{unit.key} in {month}")
                self.in_month[unit.key, month] = lies
                rule = self.model.add_linear_expression_in_domain(self.base.start[unit.key], domain(stretch))
                rule.only_enforce_if(lies)
            self.model.add_exactly_one(var for (key, _), var in self.in_month.items() if key == unit.key)

    def _stretches(self, unit: Unit) -> dict[str, int]:
        stretches: dict[str, int] = {}
        flat = list(self.base.start[unit.key].proto.domain)
        for first, last in zip(flat[::2], flat[1::2], strict=True):
            for at in range(first, last + 1):
                month = self.base.horizon.month(at)
                stretches[month] = stretches.get(month, 0) | 1 << at
        return stretches

    def count(self, unit: Unit, *, who: str, there: Var | None) -> None:
        """Count a unit's days in its month for ``who`` when ``there`` holds (always, when None)."""
        for (key, month), lies in list(self.in_month.items()):
            if key == unit.key:
                if there is None:
                    self.counted[key, who, month] = lies
                    continue
                both = self.model.new_bool_var(f"{who} at {key} in {month}")
                self.counted[key, who, month] = both
                self.model.add_bool_or(~there, ~lies, both)

    def limit(self, who: str, days: int) -> None:
        """Keep what is counted for ``who`` within ``days`` in every month."""
        rows: dict[str, list[tuple[int, Var]]] = {}
        for (key, counted, month), both in self.counted.items():
            if counted == who:
                rows.setdefault(month, []).append((self.base.units[key].colleague_days, both))
        for terms in rows.values():
            self.model.add(sum(days_each * var for days_each, var in terms) <= days)


def pool(crowd: Crowding) -> Months:
    """Add the colleagues as so many alike people, which relaxes the year; their names are found afterwards."""
    months, people = Months(crowd), crowd.base.problem.facilitators
    busy: list[cp_model.IntervalVar] = []
    for unit in months.units:
        present = crowd.base.presence(unit)
        busy.append(crowd.away(unit, f"{unit.key} pool", part=unit.escort, days=unit.facilitator or 0, present=present))
        months.count(unit, who="", there=present)
    for person in people:
        busy += crowd.absences(person.id)
    crowd.model.add_cumulative(busy, [1] * len(busy), len(people))
    months.limit("", sum(person.days_per_month for person in people))
    return months


def by_name(crowd: Crowding) -> Months:
    """Add every colleague with own absences and own days of the month."""
    months, people = Months(crowd), crowd.base.problem.facilitators
    for unit in months.units:
        present = crowd.base.presence(unit)
        for person in people:
            goes = crowd.model.new_bool_var(f"{person.id} at {unit.key}")
            months.goes[unit.key, person.id] = goes
            months.count(unit, who=person.id, there=goes)
        chosen = sum(months.goes[unit.key, person.id] for person in people)
        crowd.model.add(chosen == (1 if present is None else present))
    for person in people:
        busy = [
            crowd.away(
                unit, f"{unit.key} {person.id}", part=unit.escort, days=unit.facilitator or 0,
                present=months.goes[unit.key, person.id],
            )
            for unit in months.units
        ]  # fmt: skip
        crowd.model.add_no_overlap([*busy, *crowd.absences(person.id)])
        months.limit(person.id, person.days_per_month)
    return months


def named(ground: Groundwork, schedule: Schedule, *, wished: Mapping[str, str] | None = None) -> Schedule | None:
    """Return a schedule with a colleague for every journey, their days shared evenly; None when no names fit.

    Parameters
    ----------
    wished
        Unit key to the colleague who should go if that can be; as many as can be come before an even share.

    Notes
    -----
    Exact: a small assignment of journeys on fixed days, pairs that share a day kept apart.
    """
    units = {unit.key: unit for network in ground.networks.values() for unit in network.units}
    units |= {unit.key: unit for several in ground.programme.values() for unit in several}
    going = [units[key] for key in schedule.starts if units[key].facilitator is not None]
    spans = {unit.key: ground.starts.spans.colleague(unit, schedule.starts[unit.key]) for unit in going}
    model, people = cp_model.CpModel(), ground.problem.facilitators
    goes: dict[tuple[str, str], Var] = {
        (unit.key, person.id): model.new_bool_var(f"{person.id} at {unit.key}") for unit in going for person in people
    }
    most = model.new_int_var(0, sum(unit.colleague_days for unit in going), "most days of one colleague")
    for unit in going:
        model.add(sum(goes[unit.key, person.id] for person in people) == 1)
    for person in people:
        model.add(sum(unit.colleague_days * goes[unit.key, person.id] for unit in going) <= most)
        away = ground.starts.blocked.get(person.id, 0)
        for place, unit in enumerate(going):
            if spans[unit.key] & away:
                model.add(goes[unit.key, person.id] == 0)
            for other in going[:place]:
                if spans[unit.key] & spans[other.key]:
                    model.add_at_most_one(goes[unit.key, person.id], goes[other.key, person.id])
        months: dict[str, list[Unit]] = {}
        for unit in going:
            months.setdefault(ground.horizon.month(schedule.starts[unit.key]), []).append(unit)
        for several in months.values():
            days = sum(unit.colleague_days * goes[unit.key, person.id] for unit in several)
            model.add(days <= person.days_per_month)
    kept = sum(goes[key, who] for key, who in (wished or {}).items() if (key, who) in goes)
    model.minimize(most - kept * (1 + sum(unit.colleague_days for unit in going)))
    solver = new_solver(workers=WORKERS, seed=SEED, seconds=SECONDS)
    if solver.solve(model) not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return None
    return replace(schedule, colleagues={key: who for (key, who), var in goes.items() if solver.boolean_value(var)})
