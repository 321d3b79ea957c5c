"""People in the constraint model: teams at one place at a time, colleagues also within their month (3.1.1, 4.2.2)."""

from ortools.sat.python import cp_model

from planner.allowed import MARGIN_DAYS
from planner.formulation import Formulation, Var, domain
from planner.network import Unit


class Crowding:
    """Calendars of everyone, over the calendar days of journeys.

    Parameters
    ----------
    base
        Units and lags; its model is added to.

    Notes
    -----
    Colleagues are told apart, not pooled: their absences and their days of the month differ, and a pool
    of days can be enough where no single colleague has enough.  A pooled row per month is added as a cut.
    """

    def __init__(self, base: Formulation) -> None:
        """Add every calendar to the model."""
        self.base, self.model = base, base.model
        self.goes: dict[tuple[str, str], Var] = {}
        self.in_month: dict[tuple[str, str], Var] = {}
        self.counted: dict[tuple[str, str, str], Var] = {}
        self._day: dict[str, Var] = {}
        self._calendar = [base.horizon.offset(day) for day in base.horizon.workdays.days]
        self._taken: dict[str, list[cp_model.IntervalVar]] = {}
        for unit in base.units.values():
            for party, days in unit.attendance.items():
                busy = self._away(
                    unit, f"{unit.key} {party}", part=(0, unit.length), days=days, present=base.presence(unit)
                )
                self._take(party, busy)
        for (party, key), (present, days) in base.present.items():
            whole = (0, base.units[key].length)
            self._take(party, self._away(base.units[key], f"{key} {party}", part=whole, days=days, present=present))
        for unit in base.units.values():
            if unit.facilitator is not None:
                self._colleague(unit, days=unit.facilitator)
        self._monthly()
        for who in self._taken:
            self._absent(who)
        for several in self._taken.values():
            self.model.add_no_overlap(several)

    def day(self, unit: Unit) -> Var:
        """Return the calendar day of a unit's start, counted from the first day of the axis."""
        if unit.key not in self._day:
            self._day[unit.key] = self.base.element(unit.key, self._calendar, f"{unit.key} day")
        return self._day[unit.key]

    def _take(self, who: str, days: cp_model.IntervalVar) -> None:
        self._taken.setdefault(who, []).append(days)

    def _away(
        self, unit: Unit, name: str, *, part: tuple[int, int], days: int, present: Var | None = None
    ) -> cp_model.IntervalVar:
        """Return the calendar days that some working days of a unit bind someone who travels so many days each way."""
        first, last = part
        if not self.base.ground.starts.crosses(unit):
            begin = self.day(unit) + first - days
            size = last - first + 2 * days
            if present is None:
                return self.model.new_fixed_size_interval_var(begin, size, name)
            return self.model.new_optional_fixed_size_interval_var(begin, size, present, name)
        top = self.base.horizon.last
        begins = [self._calendar[min(at + first, top)] - days for at in range(top + 1)]
        ends = [self._calendar[min(at + last - 1, top)] + 1 + days for at in range(top + 1)]
        begin_var = self.base.element(unit.key, begins, f"{name} begin")
        end_var = self.base.element(unit.key, ends, f"{name} end")
        sizes = [end - begin for begin, end in zip(begins, ends, strict=True)]
        size_var = self.base.element(unit.key, sizes, f"{name} size")
        if present is None:
            return self.model.new_interval_var(begin_var, size_var, end_var, name)
        return self.model.new_optional_interval_var(begin_var, size_var, end_var, present, name)

    def _absent(self, who: str) -> None:
        """Add the days of absence, overlapping ones as one."""
        bits = self.base.ground.starts.blocked.get(who, 0)
        flat = domain(bits).flattened_intervals() if bits else []
        for first, last in zip(flat[::2], flat[1::2], strict=True):
            fixed = self.model.new_fixed_size_interval_var(
                first - MARGIN_DAYS, last - first + 1, f"{who} absent {first}"
            )
            self._take(who, fixed)

    def _colleague(self, unit: Unit, *, days: int) -> None:
        base = self.base
        chosen: list[Var] = []
        for person in base.problem.facilitators:
            goes = self.model.new_bool_var(f"{person.id} at {unit.key}")
            self.goes[unit.key, person.id] = goes
            chosen.append(goes)
            busy = self._away(unit, f"{unit.key} {person.id}", part=unit.escort, days=days, present=goes)
            self._take(person.id, busy)
            if unit.colleague_days > person.days_per_month:
                self.model.add(goes == 0)
        present = base.presence(unit)
        self.model.add(sum(chosen) == (1 if present is None else present))
        self._months(unit)

    def _months(self, unit: Unit) -> None:
        """Say in which month the unit begins, and whose days of that month it takes."""
        start, months = self.base.start[unit.key], self._month_stretches(unit)
        for month, stretch in months.items():
            lies = self.model.new_bool_var(f"{unit.key} in {month}")
            self.in_month[unit.key, month] = lies
            self.model.add_linear_expression_in_domain(start, domain(stretch)).only_enforce_if(lies)
            for person in self.base.problem.facilitators:
                both = self.model.new_bool_var(f"{person.id} at {unit.key} in {month}")
                self.counted[unit.key, person.id, month] = both
                self.model.add_bool_or(~self.goes[unit.key, person.id], ~lies, both)
        self.model.add_exactly_one(self.in_month[unit.key, month] for month in months)

    def _month_stretches(self, unit: Unit) -> dict[str, int]:
        stretches: dict[str, int] = {}
        flat = list(self.base.start[unit.key].proto.domain)
        for first, last in zip(flat[::2], flat[1::2], strict=True):
            for at in range(first, last + 1):
                month = f"{self.base.horizon.day(at):%Y-%m}"
                stretches[month] = stretches.get(month, 0) | 1 << at
        return stretches

    def _monthly(self) -> None:
        """Keep everyone within the days of each month, and as a cut all of them together."""
        people = {person.id: person for person in self.base.problem.facilitators}
        rows: dict[tuple[str, str], list[tuple[int, Var]]] = {}
        for (key, person, month), both in self.counted.items():
            rows.setdefault((person, month), []).append((self.base.units[key].colleague_days, both))
        for (person, _), terms in rows.items():
            self.model.add(sum(days * var for days, var in terms) <= people[person].days_per_month)
        pool = sum(person.days_per_month for person in people.values())
        months: dict[str, list[tuple[int, Var]]] = {}
        for (key, month), lies in self.in_month.items():
            if self.base.presence(self.base.units[key]) is None:
                months.setdefault(month, []).append((self.base.units[key].colleague_days, lies))
        for terms in months.values():
            self.model.add(sum(days * var for days, var in terms) <= pool)
