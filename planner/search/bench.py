"""The days of all partnerships on a bench: a few give theirs back and are placed anew around the others (2.6)."""

import random
from collections.abc import Iterable, Mapping

from planner.calendar.groundwork import Groundwork, Schedule, audience, finish_in
from planner.calendar.network import Unit, is_awaited
from planner.calendar.reservations import Reservations
from planner.calendar.windows import Stuck
from planner.levels import deadline
from planner.search.heuristic import Merit, Placed, place, programme_of, reseat, unseat

# How many partnerships give their days back at once, least and most.
FEW, MANY = 2, 8
# Of so many times as many the nearest in time are taken.
SAMPLED = 4
# One try in so many begins with somebody who could end in the year and does not.
LATE = 2

Nodes = dict[str, int]


class Bench:
    """The days of all partnerships while the shared events lie on given days.

    Notes
    -----
    ``merit`` is kept up with every move, so that a try costs what it moves and not the size of the year.
    """

    def __init__(self, ground: Groundwork, schedule: Schedule, held: Mapping[str, int]) -> None:
        """Keep of a schedule what suits ``held``; whoever does not suit waits for a place."""
        self.ground, self.held, self.end = ground, dict(held), deadline(ground)
        self.taken = Reservations(ground.starts.spans, ground.problem.facilitators, busy=ground.starts.blocked)
        self.placed: dict[str, Placed] = {}
        self.stuck: dict[str, Stuck] = {}
        self.merit: Merit = (0, 0, 0)
        self.late: dict[str, None] = {}
        self._people: dict[str, str] = {}
        self._keys, self._teams = list(ground.networks), _teams(ground)
        self._middle: dict[str, float] = {}
        self._able = {
            key for key, network in ground.networks.items()
            if not isinstance(nodes := ground.soonest[key], Stuck) and finish_in(network, nodes) <= self.end
        }  # fmt: skip
        for unit in programme_of(ground):
            if unit.key in self.held:
                self._hold(unit)
        for key in ground.networks:
            if not self._keep(key, schedule):
                self.stuck[key] = schedule.stuck.get(key, Stuck(node=key, row="programme"))

    def _hold(self, unit: Unit) -> None:
        day = self.held[unit.key]
        person = self.taken.colleague(unit, day)
        self.taken.take(unit, day, attendance=audience(self.ground, unit, self.ground.networks), colleague=person)
        if person:
            self._people[unit.key] = person

    def _keep(self, key: str, schedule: Schedule) -> bool:
        network = self.ground.networks[key]
        attached = {name: schedule.attached.get((key, name), "") for name in network.linked}
        if key in schedule.stuck or not set(attached.values()) <= set(self.held):
            return False
        nodes: Nodes = {}
        for unit in network.units:
            nodes[unit.key] = schedule.starts[unit.key]
            if unit.months:
                nodes[unit.end] = schedule.ends[unit.key]
        for link in network.links:
            gap = nodes[link.node] - self.held[attached[link.activity]]
            gap = gap if link.forward else -gap
            if gap < link.least or (link.most is not None and gap > link.most):
                return False
        people: dict[str, str] = {}
        sitting: list[Unit] = []
        for unit in (one for one in network.units if one.on_site):
            person = self.taken.colleague(unit, nodes[unit.key])
            free = self.taken.parties_free(unit, nodes[unit.key])
            if not free or (unit.facilitator is not None and person is None):
                for one in sitting:
                    self.taken.release(one, nodes[one.key], colleague=people.get(one.key))
                return False
            self.taken.take(unit, nodes[unit.key], colleague=person)
            sitting.append(unit)
            if person:
                people[unit.key] = person
        self._note(key, (nodes, people, attached))
        return True

    def _note(self, key: str, found: Placed) -> None:
        """Note the days of a partnership, and what they are worth."""
        self.placed[key] = found
        self.stuck.pop(key, None)
        self._middle[key] = sum(found[0].values())
        self._count(key, found, times=1)

    def _count(self, key: str, found: Placed, *, times: int) -> None:
        end = finish_in(self.ground.networks[key], found[0])
        placed, finished, days = self.merit
        self.merit = placed + times, finished + times * (end <= self.end), days - times * (end + 1)
        if times > 0 and end > self.end and key in self._able:
            self.late[key] = None
        else:
            self.late.pop(key, None)

    def lift(self, key: str) -> Placed | None:
        """Give the days of a partnership back; return what it had."""
        had = self.placed.pop(key, None)
        if had is not None:
            unseat(self.ground.networks[key], had[0], had[1], taken=self.taken)
            self._count(key, had, times=-1)
        return had

    def put(self, key: str, had: Placed) -> None:
        """Give a partnership the days that it had."""
        reseat(self.ground.networks[key], had[0], had[1], taken=self.taken)
        self._note(key, had)

    def place(self, key: str) -> None:
        """Place a partnership as early as the others leave room."""
        found = place(self.ground, self.ground.networks[key], taken=self.taken, held=self.held)
        if isinstance(found, Stuck):
            self.stuck[key] = found
            return
        self._note(key, found)

    def fill(self) -> None:
        """Place everybody who waits, by the order of their letters."""
        for key in sorted(self.stuck, key=lambda one: (self.ground.problem.partnerships[one].ready, one)):
            self.place(key)

    def schedule(self) -> Schedule:
        """Return the plan as it stands; events that nobody attends and nobody else needs are dropped."""
        starts: dict[str, int] = {}
        ends: dict[str, int] = {}
        colleagues: dict[str, str] = {}
        attached: dict[tuple[str, str], str] = {}
        for key, (nodes, people, events) in self.placed.items():
            for unit in self.ground.networks[key].units:
                starts[unit.key] = nodes[unit.key]
                if unit.months:
                    ends[unit.key] = nodes[unit.end]
            colleagues |= people
            attached |= {(key, name): event for name, event in events.items()}
        book, kept = self.ground.problem.book, set(attached.values())
        for unit in programme_of(self.ground):
            if unit.key in self.held and (unit.key in kept or not is_awaited(book, unit.parts[0].activity)):
                starts[unit.key] = self.held[unit.key]
                colleagues |= {unit.key: self._people[unit.key]} if unit.key in self._people else {}
        return Schedule(starts=starts, ends=ends, colleagues=colleagues, attached=attached, stuck=dict(self.stuck))

    def attempt(self, dice: random.Random) -> bool:
        """Lift a few partnerships that compete, place them anew in another order; undo what made it worse.

        Returns
        -------
        bool
            Whether the plan is better than before; what is neither better nor worse is kept too.
        """
        stuck = sorted(self.stuck)
        first = self._first(stuck, dice=dice)
        lifted = [*self._rivals(first, dice=dice), *([] if first in self.stuck else [first])]
        touched = dict.fromkeys([*stuck[:MANY], first, *lifted])
        before = self.merit
        had = {key: self.lift(key) for key in lifted}
        order = list(touched)
        dice.shuffle(order)
        for key in dict.fromkeys([first, *order] if dice.random() < 1 / 2 else order):
            self.place(key)
        if self.merit >= before:
            return self.merit > before
        self._undo(touched, had)
        return False

    def _undo(self, touched: Iterable[str], had: Mapping[str, Placed | None]) -> None:
        for key in touched:
            self.lift(key)
            self.stuck.setdefault(key, Stuck(node=key, row="programme"))
        for key, place_ in had.items():
            if place_ is not None:
                self.put(key, place_)

    def _first(self, stuck: list[str], *, dice: random.Random) -> str:
        if stuck:
            return dice.choice(stuck)
        if self.late and not dice.randrange(LATE):
            return dice.choice(list(self.late))
        return dice.choice(self._keys)

    def _rivals(self, key: str, *, dice: random.Random) -> list[str]:
        """Return a few placed partnerships that compete with one: those of the same mentor, and near ones in time."""
        same = [one for one in self._teams[key] if one != key and one in self.placed]
        many = dice.randint(FEW, MANY)
        near = [one for one in dice.choices(self._keys, k=many * SAMPLED) if one != key and one in self.placed]
        wished = self.ground.soonest[key]
        if key in self.placed and key not in self.late:
            middle = self._middle[key]
        else:
            middle = 0.0 if isinstance(wished, Stuck) else sum(wished.values())
        near = sorted(dict.fromkeys(near), key=lambda one: abs(self._middle[one] - middle))
        return list(dict.fromkeys([*dice.sample(same, k=min(len(same), FEW)), *near[:many]]))[:MANY]


def _teams(ground: Groundwork) -> dict[str, list[str]]:
    """Return for each partnership all those of its mentor."""
    found: dict[str, list[str]] = {}
    for key in ground.networks:
        found.setdefault(ground.problem.partnerships[key].mentor, []).append(key)
    return {key: found[ground.problem.partnerships[key].mentor] for key in ground.networks}
