"""Partnerships of the small book listed by the calendar alone: every pair of days, every choice of colleagues.

A second solver for tests: it knows dates and none of the planner's machinery, one integer variable per way.
"""

import itertools

from ortools.sat.python import cp_model

from data.workdays import add_months
from planner.calendar.horizon import horizon_of
from tests.planner.calendar_cases import DAY

TRAVEL = {("alfa", "gama"): 1, ("epsilon", "gama"): 1, ("alfa", "beta"): 0, ("epsilon", "delta"): 0}
TO_JAKARTA = 1


def days(first, last):
    """Yield calendar days, both ends included."""
    return (first + step * DAY for step in range((last - first).days + 1))


def quiet(horizon, first, last, kind):
    """Return whether some day is quiet for a kind of event."""
    return any(horizon.is_quiet(day, kind) for day in days(first, last))


def pairs(problem, one, *, first, last):
    """Yield the first day of the visit, its last day, and the day of the meeting, by lags and quiet days alone."""
    horizon = horizon_of(problem)
    axis = horizon.workdays
    some = [day for day in axis.days if first <= day <= last]
    ready = axis.on_or_after(one.ready)
    for at, visit in enumerate(some[:-2]):
        end = some[at + 2]
        if axis.between(ready, visit) - 1 < 5 or (end - visit).days != 2 or quiet(horizon, visit, end, "visit"):
            continue
        ends = [axis.on_or_before(add_months(visit, months)) for months in (1, 2)]
        for meeting in some[at:]:
            if quiet(horizon, meeting, meeting, "meeting") or meeting <= ends[0]:
                continue
            # Some end of the pilot lies five to sixty working days before the meeting.
            waits = [axis.between(day, meeting) - 1 if day <= meeting else -1 for day in ends]
            if waits[0] >= 5 and waits[1] <= 60:
                yield visit, end, meeting


def ways(problem, one, *, first, last):
    """Yield every way to hold visit and meeting: both days, the slots ``(who, day)``, ``(who, month, days)``."""
    travel = TRAVEL[one.mentor, one.mentees[0]]
    absent = {}
    for block in problem.blocks:
        absent.setdefault(block.who, set()).update(days(block.first, block.last))
    people = [person.id for person in problem.facilitators]
    for visit, end, meeting in pairs(problem, one, first=first, last=last):
        trip = set(days(visit - travel * DAY, end + travel * DAY))
        away = set(days(meeting - TO_JAKARTA * DAY, meeting + TO_JAKARTA * DAY))
        busy = {one.mentor: trip | away, one.mentees[0]: set(days(visit, end)) | away}
        if (trip & away) or any(busy[who] & absent.get(who, set()) for who in busy):
            continue
        escort = set(days(visit - DAY, end + DAY))
        for guide, host in itertools.product(people, people):
            if escort & absent.get(guide, set()) or {meeting} & absent.get(host, set()):
                continue
            if guide == host and meeting in escort:
                continue
            taken = {(who, day) for who, several in busy.items() for day in several}
            taken |= {(guide, day) for day in escort} | {(host, meeting)}
            yield (visit, meeting), taken, [(guide, f"{visit:%Y-%m}", 5), (host, f"{meeting:%Y-%m}", 1)]


def most(problem, columns, *, everybody):
    """Return the greatest sum of counts when ways fit together, or None when they cannot.

    ``columns`` maps each partnership to its ``(count, taken, used)``; ``everybody`` asks for one way of each.
    """
    told, exclusive, monthly, goal = cp_model.CpModel(), {}, {}, []
    for listed in columns.values():
        mine = []
        for count, taken, used in listed:
            var = told.new_bool_var("")
            mine.append(var)
            goal.append(count * var)
            for slot in taken:
                exclusive.setdefault(slot, []).append(var)
            for who, month, several in used:
                monthly.setdefault((who, month), []).append((several, var))
        told.add(sum(mine) == 1) if everybody else told.add(sum(mine) <= 1)
    for several in exclusive.values():
        told.add_at_most_one(several)
    limits = {person.id: person.days_per_month for person in problem.facilitators}
    for (who, _), terms in monthly.items():
        told.add(sum(count * var for count, var in terms) <= limits[who])
    told.maximize(sum(goal))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return round(solver.objective_value) if solver.solve(told) == cp_model.OPTIMAL else None
