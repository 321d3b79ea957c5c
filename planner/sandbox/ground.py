"""From a planned year to the numbers of a sandbox: dated costs where there are dates, else the most they can be."""

from collections.abc import Mapping

from planner.costs.lines import cost_lines, partnership_cost, reckoned_lines
from planner.money.kinds import FACILITATOR, Line
from planner.plan import Plan
from planner.problem import Problem
from planner.sandbox.basis import Basis
from planner.search.funding import free_budget

HEAD_RULE = "budget_head"


def basis_of(plan: Plan, means: Mapping[str, int]) -> Basis:
    """Return the numbers of a planned year; candidates are those with dates and those that only lack a budget head."""
    problem = plan.problem
    dated = {event.partnership for event in plan.events if event.partnership}
    short = {
        key for key, reasons in plan.unplaced.items() if any(reason.rule == HEAD_RULE for reason in reasons)
    } - dated
    own = [line for line in cost_lines(problem, plan.events) if line.payer != FACILITATOR]
    lines: dict[str, tuple[Line, ...]] = {
        key: tuple(line for line in own if line.partnership == key) for key in sorted(dated)
    }
    joined: dict[str, int] = {}
    for line in own:
        if not line.partnership:
            joined[line.payer] = joined.get(line.payer, 0) + line.amount
    for key in sorted(short):
        most = [line for line in reckoned_lines(problem, problem.partnerships[key]) if line.payer != FACILITATOR]
        lines[key] = tuple(line for line in most if line.partnership)
        for payer in {line.payer for line in most if not line.partnership} - set(joined):
            joined[payer] = sum(line.amount for line in most if not line.partnership and line.payer == payer)
    return Basis(
        worth={key: problem.partnerships[key].worth for key in lines},
        heads={key: partnership_cost(problem, problem.partnerships[key]) for key in lines},
        lines=lines, joined=joined, means=dict(means), reckoned=frozenset(short),
    )  # fmt: skip


def left_for_partnerships(problem: Problem) -> dict[str, int]:
    """Return rupiah per head that the programme's own events leave, at least 0."""
    return {head: max(amount, 0) for head, amount in free_budget(problem).items()}
