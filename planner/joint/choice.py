"""The choice without a calendar, exactly: greatest worth in the year, then of all, cut by what the calendar taught."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ortools.sat.python import cp_model

from planner.joint.field import Field
from planner.search.solver import new_solver

# One worker and a fixed seed: the choice is the same in every run.
WORKERS = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A choice: who enters, and who of them ends in the budget year."""

    entered: frozenset[str]
    in_year: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """What no choice beats: points that end in the year; points in all, when that many end in the year."""

    in_year: int
    entered: int


class Choice:
    """The model of a choice; every cut that is added holds for each plan that the calendar allows.

    Parameters
    ----------
    among
        The candidates that may enter; all when None.
    timely
        Those that may be counted in the year; all that are able when None.
    paid
        Whether the budget heads limit the choice.
    """

    def __init__(
        self, field: Field, *, among: Collection[str] | None = None, timely: Collection[str] | None = None,
        paid: bool = True,
    ) -> None:  # fmt: skip
        """Build groups, places and heads."""
        self.field, self.model = field, cp_model.CpModel()
        names = [key for key in field.costs if among is None or key in among]
        on_time = field.able if timely is None else timely
        self.enters = {key: self.model.new_bool_var(f"{key} enters") for key in names}
        self.ends = {key: self.model.new_bool_var(f"{key} in year") for key in names if key in on_time}
        for key, var in self.ends.items():
            self.model.add_implication(var, self.enters[key])
        limit(field, self.model, self.enters, paid=paid)
        partnerships = field.candidates.problem.partnerships
        self.whole = sum(partnerships[key].worth for key in names) + 1
        self.in_year = sum(partnerships[key].worth * var for key, var in self.ends.items())
        self.entered = sum(partnerships[key].worth * var for key, var in self.enters.items())
        self.model.maximize(self.whole * self.in_year + self.entered)

    def cut(self, partnerships: Collection[str], *, most: int) -> None:
        """Allow at most ``most`` points in the year among these partnerships."""
        worth = self.field.candidates.problem.partnerships
        self.model.add(sum(worth[key].worth * self.ends[key] for key in sorted(partnerships)) <= most)

    def forbid(self, pick: Pick) -> None:
        """Ask for another choice than this one; no bound holds after it."""
        same = [var if key in pick.entered else ~var for key, var in self.enters.items()]
        same += [var if key in pick.in_year else ~var for key, var in self.ends.items()]
        self.model.add_bool_or(~literal for literal in same)

    def best(
        self, *, seconds: float, seed: int, hint: Pick | None = None, kept: Collection[str] = ()
    ) -> tuple[Pick | None, Limit]:  # fmt: skip
        """Return the best choice, if one was found in time, and what none beats; all of ``kept`` end in the year."""
        self.model.clear_assumptions()
        self.model.add_assumptions([self.ends[key] for key in sorted(kept)])
        self.model.clear_hints()  # type: ignore[no-untyped-call]  # ortools types it by halves
        if hint is not None:
            self._hint(self.enters, hint.entered)
            self._hint(self.ends, hint.in_year)
        solver = new_solver(workers=WORKERS, seed=seed, seconds=max(seconds, 0.0))
        status = solver.solve(self.model)
        if status == cp_model.INFEASIBLE:
            return None, Limit(in_year=0, entered=0)
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            return None, Limit(in_year=self.whole - 1, entered=self.whole - 1)
        pick = Pick(entered=_true(solver, self.enters), in_year=_true(solver, self.ends))
        first, second = divmod(round(solver.best_objective_bound), self.whole)
        return pick, Limit(in_year=first, entered=second)

    def _hint(self, variables: Mapping[str, cp_model.IntVar], chosen: frozenset[str]) -> None:
        for key, var in variables.items():
            self.model.add_hint(var, key in chosen)


def limit(
    field: Field, model: cp_model.CpModel, taken: Mapping[str, cp_model.IntVar], *, paid: bool = True
) -> None:  # fmt: skip
    """Add to a model: one of a group, a mentor's places and, if ``paid``, what the budget heads carry."""
    partnerships = field.candidates.problem.partnerships
    for members in field.candidates.members().values():
        model.add_at_most_one(taken[key] for key in members if key in taken)
    for mentor, places in field.candidates.places.items():
        model.add(sum(var for key, var in taken.items() if partnerships[key].mentor == mentor) <= places)
    heads = sorted({head for key in taken for head, amount in field.costs[key].items() if amount}) if paid else ()
    for head in heads:
        spent = sum(field.costs[key].get(head, 0) * var for key, var in taken.items())
        model.add(spent <= field.free.get(head, 0))


def _true(solver: cp_model.CpSolver, variables: Mapping[str, cp_model.IntVar]) -> frozenset[str]:
    return frozenset(key for key, var in variables.items() if solver.boolean_value(var))
