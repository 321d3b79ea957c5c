"""Teams in the constraint model: at one place at a time, over the calendar days of their journeys (3.1.1)."""

from ortools.sat.python import cp_model

from planner.calendar.allowed import MARGIN_DAYS
from planner.calendar.network import Unit
from planner.search.formulation import Formulation, Var, domain


class Crowding:
    """Calendars of the parties.

    Parameters
    ----------
    base
        Units and lags; its model is added to.
    """

    def __init__(self, base: Formulation) -> None:
        """Add every party's calendar to the model."""
        self.base, self.model = base, base.model
        self._day: dict[str, Var] = {}
        self._calendar = [base.horizon.offset(day) for day in base.horizon.workdays.days]
        taken: dict[str, list[cp_model.IntervalVar]] = {}
        for unit in base.units.values():
            present = base.presence(unit)
            for party, days in unit.attendance.items():
                busy = self.away(unit, f"{unit.key} {party}", part=(0, unit.length), days=days, present=present)
                taken.setdefault(party, []).append(busy)
        for (party, key), (there, days) in base.present.items():
            unit = base.units[key]
            busy = self.away(unit, f"{key} {party}", part=(0, unit.length), days=days, present=there)
            taken.setdefault(party, []).append(busy)
        for party, several in taken.items():
            self.model.add_no_overlap([*several, *self.absences(party)])

    def day(self, unit: Unit) -> Var:
        """Return the calendar day of a unit's start, counted from the first day of the axis."""
        if unit.key not in self._day:
            self._day[unit.key] = self.base.element(unit.key, self._calendar, f"{unit.key} day")
        return self._day[unit.key]

    def away(
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

    def absences(self, who: str) -> list[cp_model.IntervalVar]:
        """Return the days of absence of a party or colleague, overlapping ones as one."""
        bits = self.base.ground.starts.blocked.get(who, 0)
        flat = domain(bits).flattened_intervals() if bits else []
        return [
            self.model.new_fixed_size_interval_var(first - MARGIN_DAYS, last - first + 1, f"{who} absent {first}")
            for first, last in zip(flat[::2], flat[1::2], strict=True)
        ]
