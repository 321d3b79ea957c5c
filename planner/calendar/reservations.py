"""Whose days are taken: parties are at one place at a time, colleagues also within their days of the month (4.2.2)."""

from collections.abc import Mapping

from planner.calendar.allowed import Spans
from planner.calendar.network import Unit
from planner.problem import FacilitatorPerson

Shape = tuple[int, int, int]


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
        # People as bits: who is bound on a day, and who has so many days left in a month.
        self._place = {person.id: place for place, person in enumerate(people)}
        self._bound: dict[int, int] = {}
        self._most = max((person.days_per_month for person in people), default=0)
        self._left: dict[str, list[int]] = {}
        # What was worked out before: starts on which a party is taken, and on which no colleague is free.
        self._shut: dict[str, dict[Shape, int]] = {}
        self._alone: dict[tuple[Shape, int], int] = {}
        for person, place in self._place.items():
            self._mark(self.busy.get(person, 0), 1 << place)

    def copy(self) -> "Reservations":
        """Return calendars that can grow on their own."""
        other = Reservations(self.spans, self.people, busy={})
        other.busy, other.used, other._bound = dict(self.busy), dict(self.used), dict(self._bound)
        other._left = {month: list(left) for month, left in self._left.items()}
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
        kind = (*unit.escort, unit.facilitator), unit.colleague_days
        if self._alone.get(kind, 0) >> start & 1:
            return None
        found = self._free(unit, start)
        if found is None:
            self._alone[kind] = self._alone.get(kind, 0) | 1 << start
        return found

    def _free(self, unit: Unit, start: int) -> str | None:
        bits, bound = self.spans.colleague(unit, start), 0
        for day in _days(bits):
            bound |= self._bound.get(day, 0)
        left = self._month(self.month(start))
        for days in range(self._most, unit.colleague_days - 1, -1):
            free = left[days] & ~bound
            if free:
                return self.people[(free & -free).bit_length() - 1].id
        return None

    def fits(self, unit: Unit, start: int) -> bool:
        """Whether a unit can begin on an index with the people it needs."""
        if not unit.on_site:
            return True
        return self.parties_free(unit, start) and (unit.facilitator is None or self.colleague(unit, start) is not None)

    def shut(self, unit: Unit) -> int:
        """Return starts on which a unit does not fit: all on which a party is taken, and known ones without colleague.

        Notes
        -----
        Kept up while days are taken, and worked out anew for whoever gives days back.
        """
        if not unit.on_site:
            return 0
        found = 0
        for party, days in unit.attendance.items():
            busy = self.busy.get(party)
            if busy:
                known, shape = self._shut.setdefault(party, {}), (0, unit.length, days)
                if shape not in known:
                    known[shape] = self.spans.touching(shape, busy)
                found |= known[shape]
        if unit.facilitator is not None:
            found |= self._alone.get(((*unit.escort, unit.facilitator), unit.colleague_days), 0)
        return found

    def staffed(self, unit: Unit, start: int) -> bool:
        """Whether a colleague is free for a unit, or none is needed."""
        return unit.facilitator is None or not unit.on_site or self.colleague(unit, start) is not None

    def take(
        self, unit: Unit, start: int, *, attendance: Mapping[str, int] | None = None, colleague: str | None
    ) -> None:
        """Fill the days of everyone bound by a unit."""
        for party, days in (unit.attendance if attendance is None else attendance).items():
            bits = self.spans.guest(unit, start, travel_days=days)
            self.busy[party] = self.busy.get(party, 0) | bits
            for shape, shut in (known := self._shut.get(party, {})).items():
                known[shape] = shut | self.spans.shutting(shape, bits)
        if colleague is not None and unit.facilitator is not None:
            bits = self.spans.colleague(unit, start)
            self.busy[colleague] = self.busy.get(colleague, 0) | bits
            self._mark(bits, self._bit(colleague))
            self._count(colleague, self.month(start), unit.colleague_days)

    def release(self, unit: Unit, start: int, *, colleague: str | None) -> None:
        """Give back the days that a unit of a partnership has taken."""
        for party, days in unit.attendance.items():
            self.busy[party] &= ~self.spans.guest(unit, start, travel_days=days)
            self._shut.pop(party, None)
        if colleague is not None and unit.facilitator is not None:
            bits = self.spans.colleague(unit, start)
            self.busy[colleague] &= ~bits
            for day in _days(bits):
                self._bound[day] &= ~self._bit(colleague)
            self._count(colleague, self.month(start), -unit.colleague_days)
            month = self.spans.month(start)
            for kind, alone in self._alone.items():
                self._alone[kind] = alone & ~(month | self.spans.shutting(kind[0], bits))

    def _bit(self, person: str) -> int:
        return 1 << self._place[person] if person in self._place else 0

    def _mark(self, bits: int, person: int) -> None:
        while bits:
            low = bits & -bits
            day = low.bit_length() - 1
            self._bound[day] = self._bound.get(day, 0) | person
            bits ^= low

    def _month(self, month: str) -> list[int]:
        """Return who has how many days left in a month; whoever is over has none."""
        if month not in self._left:
            left = self._left[month] = [0] * (self._most + 1)
            for person in self.people:
                left[max(person.days_per_month - self.used.get((person.id, month), 0), 0)] |= self._bit(person.id)
        return self._left[month]

    def _count(self, person: str, month: str, days: int) -> None:
        key, left, bit = (person, month), self._month(month), self._bit(person)
        used = self.used.get(key, 0) + days
        self.used[key] = used
        if not bit:
            return
        most = self.people[self._place[person]].days_per_month
        left[max(most - used + days, 0)] &= ~bit
        left[max(most - used, 0)] |= bit


def _days(bits: int) -> range:
    """Return the days of one stretch."""
    return range((bits & -bits).bit_length() - 1, bits.bit_length()) if bits else range(0)
