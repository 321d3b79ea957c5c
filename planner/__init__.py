"""When, where, with whom and at whose cost: a programme year of partnerships (chapters 3 and 4)."""

from planner.comparing import Comparison, Elsewhere, compare
from planner.errors import PlannerError
from planner.merging import Merger, mergers, shared
from planner.model import Model
from planner.money.declared import CompanyRates, Declared
from planner.money.kinds import Decision
from planner.plan import Plan
from planner.problem import FACILITATOR, Problem
from planner.refusals.carry import YearEdge
from planner.replanning.check import check
from planner.replanning.happenings import Happening, happen
from planner.replanning.published import Published, published
from planner.replanning.replan import replan
from planner.replanning.result import Replan
from planner.replanning.trial import Trial, moved_alone, try_move, what_breaks
from planner.result import Event
from planner.solve import solve
from planner.sweep import Sweep, sweep
from planner.trust.quality import busiest
from planner.trust.report import Trust, risk_of
from planner.trust.simulation import Outlook

__all__ = [
    "FACILITATOR",
    "CompanyRates",
    "Comparison",
    "Decision",
    "Declared",
    "Elsewhere",
    "Event",
    "Happening",
    "Merger",
    "Model",
    "Outlook",
    "Plan",
    "PlannerError",
    "Problem",
    "Published",
    "Replan",
    "Sweep",
    "Trial",
    "Trust",
    "YearEdge",
    "busiest",
    "check",
    "compare",
    "happen",
    "mergers",
    "moved_alone",
    "published",
    "replan",
    "risk_of",
    "shared",
    "solve",
    "sweep",
    "try_move",
    "what_breaks",
]
