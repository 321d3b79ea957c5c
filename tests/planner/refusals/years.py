"""Seeded years of the small book that do not fit, and a second solver that knows only dates and no planner machinery.

A year has one partnership (letter, visit of three days, pilot of one or two months, closing meeting, letter)
that has to end in it.  ``feasible`` lists every visit day and every meeting day by the calendar.
"""

import datetime as dt
import itertools
import random

from data.workdays import add_months
from planner.calendar.horizon import horizon_of
from tests.planner.calendar_cases import DAY, YEAR, model, small_book

TRAVEL = {"beta": 0, "gama": 1}
SHAPES = ("late", "away", "poor", "settled", "mixed")


def year(seed):
    """Return a model whose partnership cannot end in the year, most of the time, for a reason that the seed chooses."""
    dice = random.Random(seed)  # noqa: S311  # seeded, so that a failing year comes back
    shape = SHAPES[seed % len(SHAPES)]
    late = shape in {"late", "mixed"}
    told = model(small_book(), people=dice.choice([1, 2]), days=dice.choice([0, 4]) if shape == "poor" else 6)
    first = dt.date(YEAR, 10, 25) if late else dt.date(YEAR, 10, 4)
    mentee = dice.choice(sorted(TRAVEL))
    told.add_partnership(
        "w-1", mentor="alfa", mentees=[mentee], ready=first + dice.randrange(20 if late else 6) * DAY, worth=1
    )
    if shape in {"away", "mixed"}:
        for who in ("alfa", mentee):
            begin = dt.date(YEAR, 10, 11) + dice.randrange(20) * DAY
            told.block(who, begin, begin + dice.randrange(10, 60) * DAY, reason="away (fictional)")
    if shape == "settled":
        told.fix("w-1", "evaluation_meeting", dt.date(YEAR, 11, 15) + dice.randrange(4) * DAY)
        told.block("alfa", dt.date(YEAR, 11, 8), dt.date(YEAR, 11, 19), reason="away (fictional)")
    return told


def days(first, last):
    """Return calendar days, both ends included."""
    return {first + step * DAY for step in range((last - first).days + 1)}


class Rules:
    """What holds of a year: facts that are not in ``on`` are lifted."""

    def __init__(self, problem, on):
        """Keep the year, its axis, and what is on."""
        self.problem, self.on, self.horizon = problem, set(on), horizon_of(problem)
        self.one = problem.partnerships["w-1"]
        self.mentee = self.one.mentees[0]

    def holds(self, kind):
        """Whether some fact of a kind is on."""
        return any(key.startswith(kind) for key in self.on)

    def away(self, who):
        """Return the days on which somebody is away, of absences that are on."""
        return set().union(
            *(days(block.first, block.last) for block in self.problem.blocks
              if block.who == who and f"party_absence:{who}:{block.first}:{block.last}" in self.on)
        )  # fmt: skip

    def quiet(self, first, last):
        """Return whether a stretch meets a quiet window that is on."""
        return any(
            f"quiet_days:{quiet.window.id}:{quiet.first}" in self.on and quiet.first <= last and first <= quiet.last
            for quiet in self.horizon.quiet
        )

    def quiet_any(self, first, last):
        """Return whether a working day of a visit is quiet: days off between are not used."""
        axis = self.horizon.workdays
        return any(self.quiet(day, day) for day in days(first, last) if axis.is_working(day))


def feasible(problem, on):
    """Return whether the partnership has a place while the facts ``on`` hold, by listing all days."""
    rules = Rules(problem, on)
    if rules.holds("facilitator_days:") and all(person.days_per_month < 5 for person in problem.facilitators):
        return False
    axis, one, mentee = rules.horizon.workdays, rules.one, rules.mentee
    today = axis.on_or_after(max(problem.today, axis.first))
    ready = axis.on_or_after(one.ready) if rules.holds("ready:") else today
    first = max(ready, today)
    end = dt.date(YEAR, 12, 31) if rules.holds("budget_year:") else axis.last
    least = {
        "visit": 5 if rules.holds("least:request-diagnostic_visit") else 1,
        "meeting": 5 if rules.holds("least:pilot-evaluation_meeting") else 1,
        "letter": 3 if rules.holds("least:evaluation_meeting-recommendation_letter") else 1,
    }
    most = 60 if rules.holds("most:pilot-evaluation_meeting") else len(axis.days)
    settled = {fix.activity: fix.day for fix in problem.fixes if rules.holds("fixed_days:w-1")}
    for visit in _visits(rules, axis, first=first, ready=ready, least=least["visit"]):
        last = axis.add(visit, 2)
        shortest, longest = (axis.on_or_before(add_months(visit, months)) for months in (1, 2))
        begin = axis.add(shortest, least["meeting"])
        closing = axis.index(axis.on_or_before(end)) - least["letter"]
        for at in range(axis.index(begin), closing + 1):
            meeting = axis.day(at)
            if at - axis.index(longest) > most or (
                "evaluation_meeting" in settled and settled["evaluation_meeting"] != meeting
            ):
                continue
            if not rules.quiet(meeting, meeting) and _people(rules, visit, last, meeting, mentee):
                return True
    return False


def _visits(rules, axis, *, first, ready, least):
    at = axis.index(axis.add(ready, least))
    for place in range(max(at, axis.index(first)), len(axis.days) - 60):
        visit, last = axis.day(place), axis.day(place + 2)
        close = (last - visit).days == 2 or not rules.holds("working_days:")
        if close and not rules.quiet_any(visit, last):
            yield visit


def _people(rules, visit, last, meeting, mentee):
    """Return whether the two utilities and some colleagues can come."""
    travel = TRAVEL[mentee]
    trips = {"alfa": days(visit - travel * DAY, last + travel * DAY), mentee: days(visit, last)}
    closing = days(meeting - DAY, meeting + DAY)
    for who, trip in trips.items():
        if trip & closing or (trip | closing) & rules.away(who):
            return False
    if not rules.holds("facilitator_days:"):
        return True
    escort, people = days(visit - DAY, last + DAY), rules.problem.facilitators
    for one, two in itertools.product(people, people):
        same_month = visit.month == meeting.month and visit.year == meeting.year
        used = [(one, 5), (two, 1)] if one.id != two.id or not same_month else [(one, 6)]
        if one.id == two.id and meeting in escort:
            continue
        if all(count <= person.days_per_month for person, count in used):
            return True
    return False


def cheaper(facts, cost):
    """Yield sets of facts of which every cheaper set is a part: all softer ones, then one as hard and softer ones.

    More that is lifted never takes a place away, so none of these leaving a place means that no cheaper set does.
    """
    if not cost:
        return
    yield {key for key, fact in facts.items() if fact.hardness < cost[0]}
    if len(cost) > 1:
        for key, fact in facts.items():
            if fact.hardness == cost[0]:
                rest = {other: one for other, one in facts.items() if other != key and one.hardness <= cost[0]}
                for lifted in cheaper(rest, cost[1:]):
                    yield {key, *lifted}
