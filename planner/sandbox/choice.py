"""The best choice under one setting, exactly: greatest gain, then most partnerships, then least subsidy (4.2)."""

import dataclasses
from collections.abc import Mapping

from ortools.sat.python import cp_model

from data.answer import Level
from data.text import Text
from planner.money.kinds import SUBSIDIES, party_of
from planner.sandbox.basis import Basis
from planner.sandbox.grants import Grants
from planner.search.solver import Stopwatch, new_solver

# One worker and a fixed seed: the choice is the same in every run.
WORKERS = 1
NAMES = {
    "gain": (Text(en="expected gain", id="manfaat yang diharapkan"), "points", "max"),
    "funded": (Text(en="partnerships funded", id="kemitraan yang didanai"), "partnerships", "max"),
    "subsidy": (Text(en="subsidy", id="subsidi"), "rupiah", "min"),
}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Who is funded, and the three levels with value and bound; not searched when no time led to any answer."""

    funded: tuple[str, ...]
    levels: tuple[Level, ...]
    is_searched: bool = True


class _Model:
    """The choice as a model: who enters, what each payer gets, what everyone can bear."""

    def __init__(self, basis: Basis, grants: Grants, left: Mapping[str, int]) -> None:
        self.basis, self.grants, self.model = basis, grants, cp_model.CpModel()
        self.enters = {key: self.model.new_bool_var(key) for key in basis.lines}
        for head in sorted({head for cost in basis.heads.values() for head in cost} - {SUBSIDIES}):
            spent = sum(basis.heads[key].get(head, 0) * var for key, var in self.enters.items())
            self.model.add(spent <= left.get(head, 0))
        given = {payer: self._given(payer, keys) for payer, keys in basis.payers().items()}
        self.subsidy = sum(self._parties(given))
        self.model.add(self.subsidy <= grants.limit)
        self.gain = sum(basis.worth[key] * var for key, var in self.enters.items())
        self.funded = sum(self.enters.values())

    def _given(self, payer: str, keys: tuple[str, ...]) -> cp_model.LinearExprT:
        """Return what a payer gets; nobody may be left with more than it can spend."""
        most = [self.grants.sums[key].get(payer, 0) for key in keys]
        raw = sum(amount * self.enters[key] for key, amount in zip(keys, most, strict=True))
        got = self._capped(raw, sum(most), self.grants.payer_most.get(payer))
        if payer in self.basis.means:
            party = self._capped(got, sum(most), self.grants.party_most)
            cost = sum(self.basis.cost(key, payer) * self.enters[key] for key in keys)
            rest = self.basis.means[payer] - self.basis.joined.get(payer, 0)
            for key in keys:
                self.model.add(cost <= rest + party).only_enforce_if(self.enters[key])
        return got

    def _parties(self, given: Mapping[str, cp_model.LinearExprT]) -> list[cp_model.LinearExprT]:
        """Return what each party gets in all its roles."""
        if self.grants.party_most is None:
            return list(given.values())
        parties: dict[str, list[str]] = {}
        for payer in given:
            parties.setdefault(party_of(payer), []).append(payer)
        whole = {
            payer: sum(self.grants.sums[key].get(payer, 0) for key in keys)
            for payer, keys in self.basis.payers().items()
        }
        return [
            self._capped(sum(given[payer] for payer in mine), sum(whole[one] for one in mine), self.grants.party_most)
            for mine in parties.values()
        ]

    def _capped(self, amount: cp_model.LinearExprT, whole: int, most: int | None) -> cp_model.LinearExprT:
        """Return the smaller of an amount, ``whole`` at most, and a limit."""
        if most is None or whole <= most:
            return amount
        capped = self.model.new_int_var(0, most, "")
        self.model.add_min_equality(capped, [amount, most])
        return capped


def choose(basis: Basis, grants: Grants, left: Mapping[str, int], *, seconds: float, seed: int) -> Choice:
    """Return the best choice; ``seconds`` of wall time for all three levels.

    Parameters
    ----------
    left
        Rupiah per head of the facilitator that the programme's own events leave.
    """
    built = _Model(basis, grants, left)
    watch, levels = Stopwatch(seconds), []
    chosen: frozenset[str] = frozenset()
    is_searched = False
    for level, aim in (("gain", built.gain), ("funded", built.funded), ("subsidy", built.subsidy)):
        name, unit, sense = NAMES[level]
        if sense == "max":
            built.model.maximize(aim)
        else:
            built.model.minimize(aim)
        built.model.clear_hints()  # type: ignore[no-untyped-call]  # ortools types it by halves
        for key, var in built.enters.items():
            built.model.add_hint(var, key in chosen)
        solver = new_solver(workers=WORKERS, seed=seed, seconds=max(watch.left, 0.0))
        status = solver.solve(built.model)
        if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            chosen = frozenset(key for key, var in built.enters.items() if solver.boolean_value(var))
            value, bound = round(solver.objective_value), round(solver.best_objective_bound)
            is_searched = True
        else:
            value = _value(level, basis, grants, chosen)
            bound = {"gain": sum(basis.worth.values()), "funded": len(basis.lines), "subsidy": 0}[level]
        levels.append(Level(id=level, name=name, value=value, bound=bound, unit=unit, sense=sense))
        built.model.add(aim >= value if sense == "max" else aim <= value)
    return Choice(funded=tuple(sorted(chosen)), levels=tuple(levels), is_searched=is_searched)


def _value(level: str, basis: Basis, grants: Grants, chosen: frozenset[str]) -> int:
    """Return what a choice reaches on a level that the time did not suffice to search."""
    if level == "gain":
        return sum(basis.worth[key] for key in chosen)
    return len(chosen) if level == "funded" else subsidy_of(grants, chosen)


def subsidy_of(grants: Grants, chosen: frozenset[str]) -> int:
    """Return what a choice costs the head ``subsidies``."""
    payers: dict[str, int] = {}
    for key in chosen:
        for payer, amount in grants.sums[key].items():
            payers[payer] = payers.get(payer, 0) + amount
    parties: dict[str, int] = {}
    for payer, amount in payers.items():
        got = min(amount, grants.payer_most.get(payer, amount))
        parties[party_of(payer)] = parties.get(party_of(payer), 0) + got
    most = grants.party_most
    return sum(amount if most is None else min(amount, most) for amount in parties.values())
