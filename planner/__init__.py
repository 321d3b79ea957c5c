"""When, where, with whom and at whose cost: a programme year of partnerships (chapters 3 and 4)."""

from planner.errors import PlannerError
from planner.model import Model
from planner.money.declared import CompanyRates, Declared
from planner.money.kinds import Decision
from planner.plan import Plan
from planner.problem import Problem
from planner.result import Event
from planner.solve import solve

__all__ = ["CompanyRates", "Decision", "Declared", "Event", "Model", "Plan", "PlannerError", "Problem", "solve"]
