"""The checker of one point: nobody above its means, no head overdrawn, every subsidy paid in full, sums right (4.2).

It knows neither the choice nor the allocation: subsidies are counted again by ``planner.costs.recount_subsidy``.
"""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence

from data.answer import Level, Violation
from data.text import Text
from planner.costs.recount_subsidy import recount_subsidy
from planner.money.kinds import SUBSIDIES
from planner.money.rupiah import rupiah
from planner.problem import Problem
from planner.sandbox.basis import Basis

RULE = "sandbox"


def verify_point(
    problem: Problem, basis: Basis, funded: Sequence[str], levels: Sequence[Level], *, left: Mapping[str, int]
) -> tuple[Violation, ...]:  # fmt: skip
    """Return every way in which a point is not what it says; empty when all is well.

    Parameters
    ----------
    problem
        The year with the lever at this point's value.
    left
        Rupiah per head of the facilitator that the programme's own events leave.
    """
    if unknown := sorted(set(funded) - set(basis.lines)):
        return tuple(_broken(key, f"{key} is no candidate", f"{key} bukan calon") for key in unknown)
    granted = _granted(problem, basis, funded)
    said = {level.id: level.value for level in levels}
    counted = {
        "gain": sum(basis.worth[key] for key in set(funded)),
        "funded": len(set(funded)),
        "subsidy": sum(granted.values()),
    }
    return (
        *_differ(said, counted),
        *_heads(problem, basis, funded, left=left, subsidy=counted["subsidy"]),
        *_means(basis, funded, granted),
    )


def _granted(problem: Problem, basis: Basis, funded: Sequence[str]) -> dict[str, int]:
    """Return payer key to what the decision gives it, from a head that suffices."""
    if problem.decision is None:
        return {}
    lines = [line for key in funded for line in basis.lines[key]]
    amounts = {name: amount for name, amount in problem.decision.amounts.items() if name != "ceiling_per_year"}
    full = dataclasses.replace(problem, budget={SUBSIDIES: sum(line.amount for line in lines)})
    counted = recount_subsidy(full, dataclasses.replace(problem.decision, amounts=amounts), lines)
    sums: dict[str, int] = {}
    for (_, payer), amount in counted.granted.items():
        sums[payer] = sums.get(payer, 0) + amount
    return sums


def _differ(said: Mapping[str, int], counted: Mapping[str, int]) -> Iterator[Violation]:
    for name, value in counted.items():
        if said.get(name) != value:
            yield _broken(
                name, f"{name} is said to be {said.get(name)}, counted {value}",
                f"{name} disebut {said.get(name)}, terhitung {value}",
            )  # fmt: skip


def _heads(
    problem: Problem, basis: Basis, funded: Sequence[str], *, left: Mapping[str, int], subsidy: int
) -> Iterator[Violation]:
    spent: dict[str, int] = {SUBSIDIES: subsidy}
    for key in funded:
        for head, amount in basis.heads[key].items():
            spent[head] = spent.get(head, 0) + amount
    limits = {**left, SUBSIDIES: problem.budget.get(SUBSIDIES, 0)}
    if problem.decision is not None:
        limits[SUBSIDIES] = min(
            limits[SUBSIDIES], problem.decision.amounts.get("ceiling_per_year", limits[SUBSIDIES])
        )  # fmt: skip
    for head, amount in spent.items():
        if amount > limits.get(head, 0):
            yield _broken(
                head, f"{head} is asked for {rupiah(amount).en}, of {rupiah(limits.get(head, 0)).en}",
                f"{head} diminta {rupiah(amount).id}, tersedia {rupiah(limits.get(head, 0)).id}",
            )  # fmt: skip


def _means(basis: Basis, funded: Sequence[str], granted: Mapping[str, int]) -> Iterator[Violation]:
    owed: dict[str, int] = {}
    for key in funded:
        for line in basis.lines[key]:
            owed[line.payer] = owed.get(line.payer, 0) + line.amount
    for payer, amount in owed.items():
        rest = amount + basis.joined.get(payer, 0) - granted.get(payer, 0)
        if rest > basis.means.get(payer, rest):
            yield _broken(
                payer, f"{payer} is left with {rupiah(rest).en}, it has {rupiah(basis.means[payer]).en}",
                f"{payer} masih menanggung {rupiah(rest).id}, dananya {rupiah(basis.means[payer]).id}",
            )  # fmt: skip


def _broken(who: str, en: str, id: str) -> Violation:
    return Violation(rule=RULE, who=who, sentence=Text(en=f"{en}.", id=f"{id}."))
