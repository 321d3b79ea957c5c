"""Which partnerships the budget heads can carry: the greatest worth, exactly, and what the others lack (4.2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ortools.sat.python import cp_model

from data.answer import Reason
from data.text import Text
from planner.costs.lines import partnership_cost, programme_cost
from planner.money.rupiah import rupiah
from planner.problem import Problem
from planner.search.solver import new_solver

# One worker and a fixed seed: the choice is the same in every run.
WORKERS = 1


CARRIED = Text(
    en="The budget heads carry partnerships of greater worth;",
    id="Pos anggaran menanggung kemitraan yang lebih bernilai;",
)
NONE_CARRIED = Text(
    en="The budget heads carry no partnership beside the programme's own events;",
    id="Pos anggaran tidak menanggung satu kemitraan pun di samping kegiatan program sendiri;",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding:
    """A choice of partnerships.

    Parameters
    ----------
    chosen
        Partnerships that the heads carry.
    worth, bound
        Points of the chosen ones, and what no choice can exceed.
    reasons
        Why each of the others is left out.
    """

    chosen: frozenset[str]
    worth: int
    bound: int
    reasons: Mapping[str, tuple[Reason, ...]]


Costs = Mapping[str, Mapping[str, int]]


def costs_of(problem: Problem, partnerships: Iterable[str]) -> Costs:
    """Return what each partnership can at most cost the facilitator, rupiah per head."""
    return {key: partnership_cost(problem, problem.partnerships[key]) for key in partnerships}


def fund(
    problem: Problem, candidates: Iterable[str], *, seconds: float, seed: int, known: Costs | None = None
) -> Funding:
    """Return the choice of greatest worth, then of most partnerships, that no budget head refuses.

    Parameters
    ----------
    known
        What ``costs_of`` says of the candidates, if it was asked before.

    Notes
    -----
    A partnership counts with all its costs, also those of the next year: a head that cannot carry its end is not asked
    for its beginning.  The programme's own events are paid first.
    """
    costs = costs_of(problem, candidates) if known is None else {key: known[key] for key in candidates}
    left = free_budget(problem)
    heads = sorted({head for cost in costs.values() for head, amount in cost.items() if amount})
    model = cp_model.CpModel()
    taken = {key: model.new_bool_var(key) for key in costs}
    plain = greedy(problem, costs, left=left)
    for key, var in taken.items():
        model.add_hint(var, key in plain)
    for head in heads:
        model.add(sum(costs[key].get(head, 0) * var for key, var in taken.items()) <= max(left.get(head, 0), 0))
    many = len(costs) + 1
    model.maximize(sum((problem.partnerships[key].worth * many + 1) * var for key, var in taken.items()))
    solver = new_solver(workers=WORKERS, seed=seed, seconds=seconds)
    status = solver.solve(model)
    answered = status in {cp_model.OPTIMAL, cp_model.FEASIBLE}
    chosen = frozenset(key for key, var in taken.items() if solver.boolean_value(var)) if answered else plain
    worth = sum(problem.partnerships[key].worth for key in chosen)
    whole = sum(problem.partnerships[key].worth for key in costs)
    # A search that was cut off before its first answer knows no bound but the whole.
    limit = int(solver.best_objective_bound) // many if answered else whole
    bound = worth if status == cp_model.OPTIMAL else max(worth, min(whole, limit))
    for key in chosen:
        for head, amount in costs[key].items():
            left[head] = left.get(head, 0) - amount
    reasons = {
        key: (lacking(problem, key, costs[key], left=left, beside=len(chosen)),) for key in costs if key not in chosen
    }
    return Funding(chosen=chosen, worth=worth, bound=bound, reasons=reasons)


def greedy(problem: Problem, costs: Mapping[str, Mapping[str, int]], *, left: Mapping[str, int]) -> frozenset[str]:
    """Return whom the heads carry when asked by worth, the greatest first: the answer when no time is left to search.

    Notes
    -----
    In time that grows as n log n of the partnerships; equal worth goes by name, so that the choice is always the same.
    """
    free = dict(left)
    chosen = []
    for key in sorted(costs, key=lambda key: (-problem.partnerships[key].worth, key)):
        if all(amount <= max(free.get(head, 0), 0) for head, amount in costs[key].items() if amount):
            chosen.append(key)
            for head, amount in costs[key].items():
                free[head] = free.get(head, 0) - amount
    return frozenset(chosen)


def free_budget(problem: Problem) -> dict[str, int]:
    """Return rupiah per head that the programme's own events leave; below zero when they alone exceed it."""
    left = dict(problem.budget)
    for head, amount in programme_cost(problem).items():
        left[head] = left.get(head, 0) - amount
    return left


def lacking(
    problem: Problem, partnership: str, cost: Mapping[str, int], *, left: Mapping[str, int], beside: int
) -> Reason:
    """Return which heads lack how much for one more partnership, the smallest sums that would let it in.

    ``beside`` counts the partnerships that the heads do carry.
    """
    carried, unit = CARRIED if beside else NONE_CARRIED, problem.book.programme.currency
    missing = {head: amount - left.get(head, 0) for head, amount in cost.items() if amount > left.get(head, 0)}
    names = {head: problem.book.budget_heads[head].name for head in missing}
    en = ", ".join(f"{rupiah(amount, unit).en} under '{names[head].en}'" for head, amount in missing.items())
    idn = ", ".join(f"{rupiah(amount, unit).id} pada pos '{names[head].id}'" for head, amount in missing.items())
    return Reason(
        rule="budget_head", section="4.2", who=partnership,
        sentence=Text(
            en=f"{carried.en} for this one is missing {en or 'nothing'}.",
            id=f"{carried.id} untuk yang ini kurang {idn or 'nihil'}.",
        ),
        remedy=Text(
            en=f"Add {en}." if en else "Add its worth or ask again.",
            id=f"Tambahkan {idn}." if idn else "Tinjau kembali nilainya atau ajukan lagi.",
        ),
    )  # fmt: skip
