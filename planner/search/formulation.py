"""The same year as a constraint model: starts, lags, pilot months, and the programme's events that are attended."""

from ortools.sat.python import cp_model

from planner.calendar.groundwork import Groundwork, audience
from planner.calendar.network import Network, Unit, is_awaited
from planner.calendar.windows import Bounds, Stuck, closed, latest
from planner.levels import deadline

Var = cp_model.IntVar


def domain(bits: int) -> cp_model.Domain:
    """Return the set bits as a domain of stretches."""
    stretches: list[list[int]] = []
    at = 0
    while bits >> at:
        rest = bits >> at
        at += (rest & -rest).bit_length() - 1
        rest = bits >> at
        run = (~rest & (rest + 1)).bit_length() - 1
        stretches.append([at, at + run - 1])
        at += run
    return cp_model.Domain.from_intervals(stretches)


class Formulation:
    """A groundwork as variables and constraints; people and their days are added by ``planner.search.crowding``.

    Parameters
    ----------
    ground
        Only partnerships that have a place if they have all people to themselves.
    within
        None when every partnership has to be placed; an index by which those that are chosen have to end, the
        others then take nobody's days.

    Notes
    -----
    Every lag is a linear row of two starts; the pilot's months are two tables over its start (``add_element``).
    ``tables`` remembers which variable is which table of which unit's start, so that hints are complete.
    """

    def __init__(self, ground: Groundwork, *, within: int | None = None) -> None:
        """Build units, lags and attendance; no people and no objective yet."""
        self.ground, self.horizon, self.problem = ground, ground.horizon, ground.problem
        self.model, self.within = cp_model.CpModel(), within
        self.units: dict[str, Unit] = {}
        self.start: dict[str, Var] = {}
        self.end: dict[str, Var] = {}
        self.held: dict[str, Var] = {}
        self.attend: dict[tuple[str, str], Var] = {}
        self.present: dict[tuple[str, str], tuple[Var, int]] = {}
        self.finish: dict[str, Var] = {}
        self.in_time: dict[str, Var] = {}
        self.tables: list[tuple[Var, str, list[int]]] = []
        for network in ground.networks.values():
            self._partnership(network)
        for units in ground.programme.values():
            self._programme(units)
        for network in ground.networks.values():
            self._links(network)
        for key in self.held:
            self._guests(key)

    def node(self, name: str) -> Var:
        """Return the variable of a node of the network."""
        return self.start[name] if name in self.start else self.end[name[:-1]]

    def element(self, unit: str, table: list[int], name: str) -> Var:
        """Return the variable that is ``table`` at a unit's start."""
        found = self.model.new_int_var(min(table), max(table), name)
        self.model.add_element(self.start[unit], table, found)
        self.tables.append((found, unit, table))
        return found

    def presence(self, unit: Unit) -> Var | None:
        """Return the variable that says whether a unit takes place; None when it has to."""
        if unit.key in self.held:
            return self.held[unit.key]
        return None if self.within is None else self.in_time[unit.partnership]

    def _partnership(self, network: Network) -> None:
        end = self.horizon.last if self.within is None else self.within
        bounds = closed(self.ground.bounds[network.partnership], network, end=end)
        soon, late = self.ground.soonest[network.partnership], latest(network, bounds, horizon=self.horizon)
        if isinstance(soon, Stuck) or isinstance(late, Stuck):
            msg = f"{network.partnership} has no place; leave it out"
            raise TypeError(msg)
        for unit in network.units:
            self._unit(unit, bounds, first=soon[unit.key], last=late[unit.key])
            if unit.months:
                self._pilot(unit, first=soon[unit.end], last=late[unit.end])
        for lag in network.lags:
            gap = self.node(lag.after) - self.node(lag.before)
            self.model.add(gap >= lag.least)
            if lag.most is not None:
                self.model.add(gap <= lag.most)
        finish = self.model.new_int_var(0, end, f"finish {network.partnership}")
        for unit in network.units:
            self.model.add(finish >= (self.end[unit.key] if unit.months else self.start[unit.key] + unit.length - 1))
        in_time = self.model.new_bool_var(f"in time {network.partnership}")
        self.model.add(finish <= deadline(self.ground)).only_enforce_if(in_time)
        self.finish[network.partnership], self.in_time[network.partnership] = finish, in_time

    def _unit(self, unit: Unit, bounds: Bounds, *, first: int, last: int) -> None:
        bits = bounds.allowed[unit.key] >> first << first & ((1 << (last + 1)) - 1)
        self.units[unit.key] = unit
        self.start[unit.key] = self.model.new_int_var_from_domain(domain(bits), unit.key)

    def _pilot(self, unit: Unit, *, first: int, last: int) -> None:
        if unit.months is None:
            return
        self.end[unit.key] = self.model.new_int_var(first, last, unit.end)
        for months, least in ((unit.months[0], True), (unit.months[-1], False)):
            table = [self.horizon.months_later(at, months) for at in range(self.horizon.last + 1)]
            edge = self.element(unit.key, table, f"{unit.key} {months} months")
            self.model.add(self.end[unit.key] >= edge if least else self.end[unit.key] <= edge)

    def _programme(self, units: tuple[Unit, ...]) -> None:
        awaited = is_awaited(self.problem.book, units[0].parts[0].activity)
        for unit in units:
            bits = self.ground.programme_allowed[unit.key]
            if self.within is not None:
                bits &= (1 << (self.within + 1)) - 1
            if not bits or not (awaited or unit.year == self.problem.year):
                continue
            self.units[unit.key] = unit
            self.start[unit.key] = self.model.new_int_var_from_domain(domain(bits), unit.key)
            self.held[unit.key] = self.model.new_bool_var(f"held {unit.key}")
            if not awaited:
                self.model.add(self.held[unit.key] == 1)

    def _links(self, network: Network) -> None:
        for name in network.linked:
            options = [unit.key for unit in self.ground.programme[name] if unit.key in self.held]
            for key in options:
                attends = self.model.new_bool_var(f"{network.partnership} {key}")
                self.attend[network.partnership, key] = attends
                self.model.add_implication(attends, self.held[key])
                for link in network.links:
                    if link.activity == name:
                        gap = self.node(link.node) - self.start[key]
                        gap = gap if link.forward else -gap
                        self.model.add(gap >= link.least).only_enforce_if(attends)
                        if link.most is not None:
                            self.model.add(gap <= link.most).only_enforce_if(attends)
            joins = 1 if self.within is None else self.in_time[network.partnership]
            self.model.add(sum(self.attend[network.partnership, key] for key in options) == joins)

    def _guests(self, key: str) -> None:
        """Note whose presence an event needs; what partnerships wait for is held only if one attends."""
        attending = {who: var for (who, event), var in self.attend.items() if event == key}
        if not attending:
            return
        self.model.add_max_equality(self.held[key], attending.values())
        guests: dict[str, tuple[int, list[Var]]] = {}
        for partnership, var in attending.items():
            for party, days in audience(self.ground, self.units[key], {partnership: None}).items():
                guests.setdefault(party, (days, []))[1].append(var)
        for party, (days, several) in guests.items():
            present = self.model.new_bool_var(f"{party} at {key}")
            self.model.add_max_equality(present, several)
            self.present[party, key] = present, days
