"""Whose days are taken: parties are at one place at a time, colleagues also within their days of the month (4.2.2)."""

from collections.abc import Mapping

from planner.calendar.allowed import Spans
from planner.calendar.network import Unit
from planner.problem import FacilitatorPerson


class Reservations:
    """Calendars of parties and of the facilitator's colleagues while a plan grows.

    Notes
    -----
    A colleague's days are the working days of a unit and the travel days each way, all counted
    in the month in which the unit begins.
    """

    def __init__(self, spans: Spans, people: tuple[FacilitatorPerson, ...], *, busy: Mapping[str, int]) -> None:
        """Begin with the days of absence in ``busy``."""
        self.spans, self.people = spans, people
        self.horizon = spans.horizon
        self.busy = dict(busy)
        self.used: dict[tuple[str, str], int] = {}

    def copy(self) -> "Reservations":
        """Return calendars that can grow on their own."""
        other = Reservations(self.spans, self.people, busy=self.busy)
        other.used = dict(self.used)
        return other

    def month(self, start: int) -> str:
        """Return the month in which days are counted, ``2027-03``."""
        return self.horizon.month(start)

    def parties_free(self, unit: Unit, start: int, *, attendance: Mapping[str, int] | None = None) -> bool:
        """Whether everyone bound by a unit is free, journeys included."""
        for party, days in (unit.attendance if attendance is None else attendance).items():
            taken = self.busy.get(party)
            if taken and taken & self.spans.guest(unit, start, travel_days=days):
                return False
        return True

    def colleague(self, unit: Unit, start: int) -> str | None:
        """Return the free colleague with most days left this month, or None."""
        if unit.facilitator is None:
            return None
        needed, month = unit.colleague_days, self.month(start)
        bits = self.spans.colleague(unit, start)
        best, most = None, -1
        for person in self.people:
            left = person.days_per_month - self.used.get((person.id, month), 0) - needed
            if left > most and not self.busy.get(person.id, 0) & bits:
                best, most = person.id, left
        return best

    def fits(self, unit: Unit, start: int) -> bool:
        """Whether a unit can begin on an index with the people it needs."""
        if not unit.on_site:
            return True
        return self.parties_free(unit, start) and (unit.facilitator is None or self.colleague(unit, start) is not None)

    def take(
        self, unit: Unit, start: int, *, attendance: Mapping[str, int] | None = None, colleague: str | None
    ) -> None:
        """Fill the days of everyone bound by a unit."""
        for party, days in (unit.attendance if attendance is None else attendance).items():
            self.busy[party] = self.busy.get(party, 0) | self.spans.guest(unit, start, travel_days=days)
        if colleague is not None and unit.facilitator is not None:
            bits = self.spans.colleague(unit, start)
            self.busy[colleague] = self.busy.get(colleague, 0) | bits
            key = (colleague, self.month(start))
            self.used[key] = self.used.get(key, 0) + unit.colleague_days
