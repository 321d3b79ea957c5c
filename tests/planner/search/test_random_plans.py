"""Five hundred small years against a second solver that knows only dates, and none of the planner's machinery.

The small book has a letter, a visit of three days that begins a pilot of one month, a closing meeting and a letter.
The second solver lists for each partnership every pair of visit day and meeting day by the calendar, with every
choice of colleagues, and picks as many partnerships as fit together (one integer variable per pair).
"""

import datetime as dt
import itertools
import random

import pytest
from ortools.sat.python import cp_model

from data.workdays import add_months
from planner.calendar.horizon import horizon_of
from planner.costs.lines import partnership_cost
from planner.search.funding import free_budget
from tests.planner.calendar_cases import DAY, YEAR, model, small_book

SEEDS = 500
TRAVEL = {("alfa", "gama"): 1, ("epsilon", "gama"): 1, ("alfa", "beta"): 0, ("epsilon", "delta"): 0}
TO_JAKARTA = 1


def year(seed):
    """Return a model of two or three partnerships late in the year, so that not all may finish in time."""
    dice = random.Random(seed)  # noqa: S311  # seeded, so that a failing year comes back
    people = dice.choice([1, 1, 2])
    told = model(small_book(), people=people, days=dice.choice([5, 6, 10, 20]))
    for place in range(dice.choice([2, 3])):
        mentor, mentee = dice.choice(sorted(TRAVEL))
        told.add_partnership(
            f"w-{place}", mentor=mentor, mentees=[mentee], worth=dice.randrange(1, 50),
            ready=dt.date(YEAR, 10, 25) + dice.randrange(15) * DAY,
        )  # fmt: skip
    for who in ("alfa", "gama", "colleague-0"):
        if dice.random() < 1 / 3:
            first = dt.date(YEAR, 11, 1) + dice.randrange(45) * DAY
            told.block(who, first, first + dice.randrange(6) * DAY, reason="away")
    if dice.random() < 1 / 4:
        told.budget["facilitator_travel"] = dice.randrange(60_000_000)
    return told


def columns(problem, one):
    """Yield every way to hold a partnership's visit and meeting in the year: days, colleagues, days of the month."""
    axis, horizon = horizon_of(problem).workdays, horizon_of(problem)
    year_days = [day for day in axis.days if day.year == YEAR]
    travel = TRAVEL[one.mentor, one.mentees[0]]
    ready = axis.on_or_after(one.ready)
    absent = {block.who: set(days(block.first, block.last)) for block in problem.blocks}
    people = [person.id for person in problem.facilitators]
    for at, visit in enumerate(year_days[:-2]):
        last = year_days[at + 2]
        if axis.between(ready, visit) - 1 < 5 or (last - visit).days != 2 or quiet(horizon, visit, last, "visit"):
            continue
        for meeting in year_days[at:]:
            ends = [add_months(visit, months) for months in (1, 2)]
            letter = axis.add(meeting, 3)
            if letter.year != YEAR or quiet(horizon, meeting, meeting, "meeting"):
                continue
            # Some end of the pilot lies five to sixty working days before the meeting.
            waits = [axis.between(axis.on_or_before(ends[0]), meeting) - 1, axis.between(
                axis.on_or_before(ends[1]), meeting) - 1 if ends[1] <= meeting else -1]  # fmt: skip
            if waits[0] < 5 or waits[1] > 60:
                continue
            trip = set(days(visit - travel * DAY, last + travel * DAY))
            away = set(days(meeting - TO_JAKARTA * DAY, meeting + TO_JAKARTA * DAY))
            busy = {one.mentor: trip | away}
            mentee = one.mentees[0]
            busy[mentee] = set(days(visit, last)) | away
            if (trip & away) or any(busy[who] & absent.get(who, set()) for who in busy):
                continue
            for first, second in itertools.product(people, people):
                escort = set(days(visit - DAY, last + DAY))
                if escort & absent.get(first, set()) or {meeting} & absent.get(second, set()):
                    continue
                if first == second and meeting in escort:
                    continue
                taken = {(who, day) for who, several in busy.items() for day in several}
                taken |= {(first, day) for day in escort} | {(second, meeting)}
                used = [(first, f"{visit:%Y-%m}", 5), (second, f"{meeting:%Y-%m}", 1)]
                yield taken, used


def days(first, last):
    """Yield calendar days, both ends included."""
    return (first + step * DAY for step in range((last - first).days + 1))


def quiet(horizon, first, last, kind):
    """Return whether some day is quiet for a kind of event."""
    return any(horizon.is_quiet(day, kind) for day in days(first, last))


def most_finished(problem, partnerships):
    """Return how many of some partnerships can finish in the year, by listing everything."""
    solver_model = cp_model.CpModel()
    exclusive, monthly, chosen = {}, {}, []
    for key in partnerships:
        mine = []
        for taken, used in columns(problem, problem.partnerships[key]):
            var = solver_model.new_bool_var("")
            mine.append(var)
            for pair in taken:
                exclusive.setdefault(pair, []).append(var)
            for who, month, count in used:
                monthly.setdefault((who, month), []).append((count, var))
        if mine:
            solver_model.add_at_most_one(mine)
        chosen += mine
    for several in exclusive.values():
        solver_model.add_at_most_one(several)
    limits = {person.id: person.days_per_month for person in problem.facilitators}
    for (who, _), terms in monthly.items():
        solver_model.add(sum(count * var for count, var in terms) <= limits[who])
    solver_model.maximize(sum(chosen))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(solver_model) == cp_model.OPTIMAL
    return round(solver.objective_value)


def best_worth(problem, candidates):
    """Return the greatest worth that every head carries, by trying every subset."""
    costs = {key: partnership_cost(problem, problem.partnerships[key]) for key in candidates}
    left = free_budget(problem)
    return max(
        sum(problem.partnerships[key].worth for key in some)
        for size in range(len(costs) + 1) for some in itertools.combinations(costs, size)
        if all(sum(costs[key].get(head, 0) for key in some) <= max(left.get(head, 0), 0) for head in left)
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(10))
def test_small_years_agree_with_a_second_solver(batch):
    """Greatest worth funded and most partnerships finished in the year: both solvers say the same, proved."""
    for seed in range(batch * SEEDS // 10, (batch + 1) * SEEDS // 10):
        told = year(seed)
        problem = told.problem()

        plan = told.solve(time_limit=30, seed=1)

        levels = {level.id: level for level in plan.levels}
        funded = [key for key in problem.partnerships
                  if not any(reason.rule == "budget_head" for reason in plan.unplaced.get(key, ()))]  # fmt: skip
        assert levels["funded"].value == levels["funded"].bound == best_worth(problem, list(problem.partnerships)), seed
        assert levels["finished"].value == most_finished(problem, funded), seed
        assert levels["finished"].proved, seed
        assert plan.verify() == (), seed
