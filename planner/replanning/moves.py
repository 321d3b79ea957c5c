"""The year's constraint model with what moves as variables: whom it touches, how many events, at what price."""

import dataclasses
from collections.abc import Callable, Iterable

from ortools.sat.python import cp_model

from data.answer import OnProgress
from planner.calendar.groundwork import Groundwork, Schedule
from planner.calendar.network import Unit
from planner.calendar.windows import Stuck, closed, latest
from planner.levels import counted
from planner.replanning.aims import DAYS, FINISHED, MOVED, NAMES, NOTICE, PRICE, TOUCHED
from planner.replanning.layout import Layout, pinned
from planner.replanning.published import is_near, price_rate
from planner.result import Event
from planner.search.colleagues import Months, by_name
from planner.search.crowding import Crowding
from planner.search.formulation import Var
from planner.search.model import QUICK, Answer, Effort, Model


def can_place(layout: Layout, partnership: str) -> bool:
    """Whether a partnership has days if it has all people to itself, and a workshop that it may count as its own."""
    ground, network = layout.ground, layout.ground.networks[partnership]
    if isinstance(ground.soonest[partnership], Stuck):
        return False
    bounds = closed(ground.bounds[partnership], network, end=ground.horizon.last)
    open_events = all(
        any(ground.programme_allowed[unit.key] and may_attend(layout, partnership, unit.key)
            for unit in ground.programme[name])
        for name in network.linked
    )  # fmt: skip
    return open_events and not isinstance(latest(network, bounds, horizon=ground.horizon), Stuck)


def may_attend(layout: Layout, partnership: str, key: str) -> bool:
    """Whether a partnership may count a programme event as attended: who came to a past one is history."""
    if key not in layout.history:
        return True
    if partnership in layout.kept:
        return key in {event for (who, _), event in layout.then.attached.items() if who == partnership}
    event, one = layout.old.by_id[key], layout.problem.partnerships[partnership]
    row = layout.problem.book.activities[event.activity]
    return {party for role in (row.place, *row.travellers) for party in one.parties(role)} <= set(event.parties)


def narrowed(layout: Layout, wanted: frozenset[str], free: frozenset[str]) -> Groundwork:
    """Return the groundwork of some partnerships in which all but the free ones stand on their published days."""
    ground = layout.ground.only(wanted)
    fixed = wanted - free
    bounds = {
        key: pinned(bounds, ground.networks[key], layout.then) if key in fixed else bounds
        for key, bounds in ground.bounds.items() if key in wanted
    }  # fmt: skip
    still = {event for (who, _), event in layout.then.attached.items() if who in fixed}
    allowed = {
        key: bits & (1 << layout.then.starts[key]) if key in still else bits
        for key, bits in ground.programme_allowed.items()
    }
    return dataclasses.replace(ground, bounds=bounds, programme_allowed=allowed)


def sharing(layout: Layout, wanted: frozenset[str], free: frozenset[str]) -> frozenset[str]:
    """Return those of ``wanted`` of which some team is a team of ``free`` too."""
    teams = {key: {one.mentor, *one.mentees} for key, one in layout.problem.partnerships.items()}
    theirs = {party for key in free for party in teams[key]}
    return frozenset(key for key in wanted if teams[key] & theirs)


def beside(then: Schedule, standing: Iterable[Unit]) -> Callable[[Crowding], Months]:
    """Return a pool of colleagues some of whom are taken by journeys that stand on their published days."""
    taken = [unit for unit in standing if unit.facilitator is not None]

    def pooled(crowd: Crowding) -> Months:
        months, people, model = Months(crowd), crowd.base.problem.facilitators, crowd.model
        busy: list[cp_model.IntervalVar] = []
        spent: dict[str, int] = {}
        for unit in months.units:
            there = crowd.base.presence(unit)
            busy.append(crowd.away(unit, f"{unit.key} pool", part=unit.escort, days=unit.facilitator or 0,
                                   present=there))  # fmt: skip
            months.count(unit, who="", there=there)
        horizon = crowd.base.horizon
        for unit in taken:
            at = then.starts[unit.key]
            first, last = horizon.day(at + unit.escort[0]), horizon.day(at + unit.escort[1] - 1)
            begin, end = horizon.offset(first) - (unit.facilitator or 0), horizon.offset(last) + (unit.facilitator or 0)
            busy.append(model.new_fixed_size_interval_var(begin, end - begin + 1, f"{unit.key} stands"))
            spent[horizon.month(at)] = spent.get(horizon.month(at), 0) + unit.colleague_days
        for person in people:
            busy += crowd.absences(person.id)
        model.add_cumulative(busy, [1] * len(busy), len(people))
        total = sum(person.days_per_month for person in people)
        rows: dict[str, list[tuple[int, Var]]] = {}
        for (key, _, month), there in months.counted.items():
            rows.setdefault(month, []).append((crowd.base.units[key].colleague_days, there))
        for month, terms in rows.items():
            model.add(sum(days * there for days, there in terms) + spent.get(month, 0) <= total)
        return months

    return pooled


class Moves:
    """A constraint model whose aims are those of a re-plan.

    Parameters
    ----------
    wanted
        Partnerships that have to be placed.
    free
        Those of them that may move; all others stand.
    named
        True when every colleague is seen by name; else they are one pool, and whoever stands and shares no team
        with those who may move is seen only by the colleagues that it needs.
    """

    def __init__(self, layout: Layout, *, wanted: frozenset[str], free: frozenset[str], named: bool = False) -> None:
        """Build the year and tie to each published event whether it moves."""
        self.layout, self.free, self.wanted = layout, free, wanted
        whole = narrowed(layout, wanted, free)
        inside = wanted if named else free | sharing(layout, wanted, free)
        self.ground = whole.only(inside)
        outside = [unit for key in wanted - inside for unit in whole.networks[key].units]
        self.built = Model(self.ground, within=None, crowd=by_name if named else beside(layout.then, outside))
        self.base, self.model = self.built.base, self.built.model
        self.unit_moved: dict[str, Var] = {}
        self.shifts: list[tuple[Var, Var, int]] = []
        self.touched: dict[str, Var] = {}
        self.terms: dict[str, list[tuple[int, Var]]] = {NOTICE: [], TOUCHED: [], MOVED: [], PRICE: []}
        _, finished, days = counted(whole.only(wanted - inside), layout.then)
        self.standing = {FINISHED: finished, DAYS: days}
        for key in inside:
            self._attendance(key)
        for key in sorted(free):
            if key in layout.kept and key not in layout.old.drafts:
                self._partnership(key)
        for units in self.ground.programme.values():
            for unit in units:
                self._event(unit)

    def _attendance(self, key: str) -> None:
        for (who, event), attends in self.base.attend.items():
            if who == key:
                stays = self.layout.then.attached.get((who, self.base.units[event].parts[0].activity))
                if not may_attend(self.layout, who, event) or (who not in self.free and event != stays):
                    self.model.add(attends == 0)

    def _partnership(self, key: str) -> None:
        touched = self.model.new_bool_var(f"touched {key}")
        self.touched[key] = touched
        self.terms[TOUCHED].append((1, touched))
        for unit in self.ground.networks[key].units:
            events = [self.layout.old.by_id[f"{key}/{part.activity}/{part.occurrence}"] for part in unit.parts]
            moved = self._moved(unit, events)
            if moved is not None:
                self.model.add_implication(moved, touched)
        for (who, event), attends in self.base.attend.items():
            if who == key and event in set(self._was_at(key)):
                self.model.add_bool_or(attends, touched)
        for event in self._was_at(key):
            if event not in self.base.held:
                self.model.add(touched == 1)

    def _was_at(self, key: str) -> Iterable[str]:
        return (event for (who, _), event in self.layout.then.attached.items() if who == key)

    def _moved(self, unit: Unit, events: list[Event], *, held: Var | None = None) -> Var | None:
        """Return the variable that says whether a unit leaves its published days; None when it cannot."""
        pairs = [(self.base.start[unit.key], self.layout.then.starts[unit.key])]
        if unit.months:
            pairs.append((self.base.end[unit.key], self.layout.then.ends[unit.key]))
        if all(list(var.proto.domain) == [at, at] for var, at in pairs):
            return None
        moved = self.model.new_bool_var(f"moved {unit.key}")
        self.unit_moved[unit.key] = moved
        problem, horizon = self.layout.problem, self.layout.horizon
        rate = sum(price_rate(problem, horizon, event) for event in events)
        for var, at in pairs:
            stays = self.model.add(var == at)
            stays.only_enforce_if(*([~moved] if held is None else [~moved, held]))
            by = self.model.new_int_var(0, horizon.last, f"{unit.key} by")
            for sign in (1, -1):
                away = self.model.add(by >= sign * (var - at))
                if held is not None:
                    away.only_enforce_if(held)
            self.shifts.append((by, var, at))
            self.terms[PRICE].append((rate, by))
        self.terms[MOVED].append((len(events), moved))
        near = sum(is_near(problem, horizon, event) for event in events)
        if near:
            self.terms[NOTICE].append((near, moved))
        return moved

    def _event(self, unit: Unit) -> None:
        """Say of a published programme event whether it moves, which touches whoever attends it."""
        if unit.key not in self.layout.then.starts or unit.key not in self.base.held:
            return
        moved = self._moved(unit, [self.layout.old.by_id[unit.key]], held=self.base.held[unit.key])
        for key, touched in self.touched.items():
            if moved is not None and unit.key in set(self._was_at(key)):
                self.model.add_implication(moved, touched)

    def expression(self, aim: str) -> cp_model.LinearExprT:
        """Return the value of an aim."""
        if aim == FINISHED:
            return sum(self.base.in_time.values()) + self.standing[FINISHED]
        if aim == DAYS:
            return sum(self.base.finish.values()) + len(self.base.finish) + self.standing[DAYS]
        return sum(weight * var for weight, var in self.terms[aim])

    def merged(self, schedule: Schedule) -> Schedule:
        """Return a schedule of the whole: what the model did not see stands on its published days."""
        then = self.layout.then
        outside = [self.layout.ground.networks[key] for key in self.wanted - set(self.ground.networks)]
        units = [unit for network in outside for unit in network.units]
        attached = {
            (key, name): event for (key, name), event in then.attached.items()
            if key in self.wanted and key not in self.ground.networks
        }  # fmt: skip
        starts = {unit.key: then.starts[unit.key] for unit in units}
        starts |= {event: then.starts[event] for event in attached.values()}
        ends = {unit.key: then.ends[unit.key] for unit in units if unit.months}
        return dataclasses.replace(
            schedule, starts={**starts, **schedule.starts}, ends={**ends, **schedule.ends},
            attached={**attached, **schedule.attached},
        )  # fmt: skip

    def is_settled(self, aim: str) -> bool:
        """Whether an aim has nothing to choose."""
        return aim in self.terms and not self.terms[aim]

    def fit(self, *, seconds: float, seed: int, tell: OnProgress, effort: Effort = QUICK) -> Answer:
        """Seek any plan, beginning from the published days."""
        self._begin(self.layout.then)
        return self.built.search(seconds=seconds, seed=seed, tell=tell, stage=NAMES[TOUCHED][0], effort=effort)

    def search(self, aim: str, hint: Schedule, *, seconds: float, seed: int, tell: OnProgress) -> Answer:
        """Seek the best value of one aim, beginning from ``hint``, which may be incomplete in what it keeps."""
        self._begin(hint)
        self.model.clear_objective()  # type: ignore[no-untyped-call]  # ortools types it by halves
        if NAMES[aim][2] == "max":
            self.model.maximize(self.expression(aim))
        else:
            self.model.minimize(self.expression(aim))
        return self.built.search(seconds=seconds, seed=seed, tell=tell, stage=NAMES[aim][0], effort=QUICK)

    def keep(self, aim: str, value: int) -> None:
        """Let later aims cost nothing of an earlier one."""
        if self.is_settled(aim):
            return
        is_max = NAMES[aim][2] == "max"
        self.model.add(self.expression(aim) >= value if is_max else self.expression(aim) <= value)

    def at_least(self, aim: str, value: int) -> None:
        """Tell the solver what no answer can be below."""
        if not self.is_settled(aim):
            self.model.add(self.expression(aim) >= value)

    def value(self, aim: str, schedule: Schedule) -> int:
        """Return the value of an aim for a schedule, counted from its days."""
        moved = self._moved_units(schedule)
        if aim == TOUCHED:
            return len(self._touched(schedule, moved))
        weights = {var.index: weight for weight, var in self.terms[aim]}
        if aim == PRICE:
            nodes = self._nodes(schedule)
            return sum(weights[by.index] * abs(nodes.get(var.index, at) - at) for by, var, at in self.shifts)
        return sum(weights.get(var.index, 0) for key, var in self.unit_moved.items() if key in moved)

    def _nodes(self, schedule: Schedule) -> dict[int, int]:
        found = {var.index: schedule.starts[key] for key, var in self.base.start.items() if key in schedule.starts}
        return found | {var.index: schedule.ends[key] for key, var in self.base.end.items() if key in schedule.ends}

    def _moved_units(self, schedule: Schedule) -> frozenset[str]:
        then = self.layout.then
        return frozenset(
            key for key in self.unit_moved
            if schedule.starts.get(key, then.starts[key]) != then.starts[key]
            or schedule.ends.get(key) != then.ends.get(key)
        )  # fmt: skip

    def _touched(self, schedule: Schedule, moved: frozenset[str]) -> frozenset[str]:
        found = set()
        for key in self.touched:
            units = {unit.key for unit in self.ground.networks[key].units}
            was = {(name, event) for (who, name), event in self.layout.then.attached.items() if who == key}
            left = any(schedule.attached.get((key, name)) != event for name, event in was)
            if left or moved & (units | {event for _, event in was}):
                found.add(key)
        return frozenset(found)

    def _begin(self, schedule: Schedule) -> None:
        """Hint every variable, if the schedule has days for everybody."""
        networks = self.ground.networks.values()
        if all(unit.key in schedule.starts for network in networks for unit in network.units):
            self.built.hint(schedule)
            self._hint(schedule)

    def _hint(self, schedule: Schedule) -> None:
        moved = self._moved_units(schedule)
        touched, nodes = self._touched(schedule, moved), self._nodes(schedule)
        for key, var in self.unit_moved.items():
            self.model.add_hint(var, int(key in moved))
        for key, var in self.touched.items():
            self.model.add_hint(var, int(key in touched))
        for by, var, at in self.shifts:
            self.model.add_hint(by, abs(nodes.get(var.index, at) - at))
