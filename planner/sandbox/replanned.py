"""The levels of a point whose year was planned anew, in the words of a sweep (2.6, 4.2)."""

from data.answer import Level
from planner.money.kinds import SUBSIDIES
from planner.plan import Plan
from planner.sandbox.choice import NAMES


def replanned_levels(plan: Plan) -> tuple[tuple[str, ...], tuple[Level, ...]]:
    """Return who has a place, and gain, number and subsidy with what the plan's own levels prove.

    Notes
    -----
    The gain is proved when money and calendar are: everyone whom the heads carry has a place.  The subsidy is what
    the decision gives to those who have one; nothing is left to choose there, so it is its own bound.  The number is
    bound by the places of those whom the heads carry only while that choice is proved; else by everyone.
    """
    placed = tuple(sorted({event.partnership for event in plan.events if event.partnership}))
    bounds = {level.id: level.bound for level in plan.levels}
    gain = sum(plan.problem.partnerships[key].worth for key in placed)
    subsidy = plan.ledger.in_year(plan.problem.year).by_head().get(SUBSIDIES, 0)
    is_proved = gain == bounds["funded"]
    most = bounds["placed"] if is_proved else len(plan.problem.partnerships)
    found = {"gain": (gain, bounds["funded"]), "funded": (len(placed), most), "subsidy": (subsidy, subsidy)}
    levels = []
    for level, (value, bound) in found.items():
        name, unit, sense = NAMES[level]
        levels.append(Level(id=level, name=name, value=value, bound=max(value, bound), unit=unit, sense=sense))
    return placed, tuple(levels)
